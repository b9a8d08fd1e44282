// Whence serves a graph of people, organisations, places, programmes and funding sources in which every link carries the
// claim that made it and the place in the document that proves it. This file is wiring; a command is a file beside it.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/alecthomas/kong"

	"whence/graph"
	"whence/loader"
	"whence/seeds"
	"whence/server"
)

// version is set when a release is built.
var version = "devel"

type cli struct {
	Serve  serveCommand  `cmd:"" help:"Serve the explorer, the playground and the API."`
	Load   loadCommand   `cmd:"" help:"Load claims files, N-Quads or N-Triples, all of them or nothing."`
	Verify verifyCommand `cmd:"" help:"Hold every citation against the documents' texts."`
	Export exportCommand `cmd:"" help:"Write the graph as N-Quads."`

	Backup  backupCommand  `cmd:"" help:"Copy the store into an empty folder."`
	Restore restoreCommand `cmd:"" help:"Make a store out of a backup."`

	Key keyCommand `cmd:"" help:"Make, list and revoke the keys by which a server knows who asks."`

	Version kong.VersionFlag `help:"Print the version and exit."`
}

// system is what a command touches of the world.
type system struct {
	ctx            context.Context
	stdin          io.Reader
	stdout, stderr io.Writer
}

func main() {
	ctx, stop := server.Signalled(context.Background())
	err := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	if err != nil {
		if _, ok := errors.AsType[loader.Mistakes](err); !ok { // a mistake begins with its place, so that editors can jump there
			err = fmt.Errorf("whence: %w", err)
		}
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// errUsage is a command line that says nothing to do; kong has said what is wrong with it.
var errUsage = errors.New("see whence --help")

func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	var c cli
	exited := false
	parser, err := kong.New(&c, kong.Name("whence"), kong.Vars{"version": version}, kong.Writers(stdout, stderr),
		kong.Description("A knowledge graph that can prove what it says. Flags come first, then WHENCE_* variables."),
		kong.Exit(func(int) { exited = true }), kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		return err
	}
	parsed, err := parser.Parse(args)
	switch {
	case exited:
		return nil
	case err != nil:
		return fmt.Errorf("%w: %w", err, errUsage)
	}
	return parsed.Run(&system{ctx, stdin, stdout, stderr})
}

// closing closes a graph and keeps the first error.
func closing(g *graph.Graph, err *error) {
	if closed := g.Close(); *err == nil {
		*err = closed
	}
}

// fill loads the seeds into a graph that holds nothing.
func fill(ctx context.Context, g *graph.Graph) error {
	if !g.IsEmpty() {
		return nil
	}
	l := loader.Loader{Graph: g}
	_, err := l.LoadFS(ctx, seeds.Files)
	return err
}
