// Whence serves a graph of people, organisations, places, programmes and funding sources in which every link carries the
// claim that made it and the place in the document that proves it. This file is wiring; a command is a file beside it.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/alecthomas/kong"

	"whence/graph"
	"whence/loader"
	"whence/seeds"
)

// version is set when a release is built.
var version = "devel"

type cli struct {
	Serve  serveCommand  `cmd:"" help:"Serve the explorer, the playground and the API."`
	Load   loadCommand   `cmd:"" help:"Load claims files, N-Quads or N-Triples, all of them or nothing."`
	Verify verifyCommand `cmd:"" help:"Hold every citation against the documents' texts."`
	Export exportCommand `cmd:"" help:"Write the graph as N-Quads."`

	Version kong.VersionFlag `help:"Print the version and exit."`
}

// system is what a command touches of the world.
type system struct {
	ctx            context.Context
	stdin          io.Reader
	stdout, stderr io.Writer
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "whence:", err)
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

// storeFlags say which graph a command works on.
type storeFlags struct {
	Store string `env:"WHENCE_STORE" placeholder:"DIR" help:"Folder of the store, or mem: for one in memory. Default: whence in the user's data folder."`
	Base  string `env:"WHENCE_BASE" placeholder:"IRI" help:"What the IRIs of the store begin with."`
	Texts string `env:"WHENCE_TEXTS" placeholder:"DIR" help:"Folder with the documents' texts, where they are at hand."`
}

const memory = "mem:"

// open opens the graph that the flags name.
func (f storeFlags) open(ctx context.Context) (*graph.Graph, error) {
	path, err := f.folder()
	if err != nil {
		return nil, err
	}
	return graph.Open(ctx, graph.Options{Path: path, Base: f.Base, Texts: f.Texts})
}

// folder is where the store is; "" is memory.
func (f storeFlags) folder() (string, error) {
	switch f.Store {
	case memory:
		return "", nil
	case "":
		return dataFolder()
	}
	return f.Store, nil
}

// dataFolder is where a user's store is kept by default (XDG Base Directory Specification).
func dataFolder() (string, error) {
	if data := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(data) {
		return filepath.Join(data, "whence"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("%w: say where the store is with --store", err)
	}
	return filepath.Join(home, ".local", "share", "whence"), nil
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
