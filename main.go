// Whence serves a graph of people, organisations, places, programmes and funding sources in which every link carries the
// claim that made it and the place in the document that proves it. This file is wiring; package command has the commands.
package main

import (
	"context"
	"fmt"
	"os"
	"time"

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
		say(err)
		os.Exit(1)
	}
}

// say writes an error to the terminal, or to whatever reads it there: for a second, since one that does not read must not
// keep the process from ending.
func say(err error) {
	said := make(chan struct{})
	go func() {
		fmt.Fprintln(os.Stderr, err)
		close(said)
	}()
	select {
	case <-said:
	case <-time.After(time.Second):
	}
}
