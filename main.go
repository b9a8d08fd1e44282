// Whence serves a graph of people, organisations, places, programmes and funding sources in which every link carries the
// claim that made it and the place in the document that proves it. This file is wiring; package command has the commands.
package main

import (
	"context"
	"fmt"
	"os"

	"whence/command"
	"whence/server"
)

// version is set when a release is built.
var version = "devel"

func main() {
	ctx, stop := server.Signalled(context.Background())
	err := command.Program{Version: version, Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr}.Run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
