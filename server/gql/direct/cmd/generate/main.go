// Command generate is `gqlgen generate` with the direct executor:
//
//	go run whence/server/gql/direct/cmd/generate [-config gqlgen.yml]
//
// Run it where gqlgen would be run, in the folder of the configuration: every path in there is relative to it.
package main

import (
	"flag"
	"fmt"
	"os"

	"whence/server/gql/direct/plugin"
)

func main() {
	config := flag.String("config", "", "gqlgen's configuration `file` (default: gqlgen.yml and its other names)")
	flag.Parse()
	if err := plugin.Generate(*config); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}
