package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"whence/graph"
)

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
	g, err := graph.Open(ctx, graph.Options{Path: path, Base: f.Base, Texts: f.Texts})
	switch {
	case errors.Is(err, graph.ErrLocked):
		err = fmt.Errorf("%w; stop that process, or name another store with --store", err)
	case errors.Is(err, graph.ErrReadOnly):
		err = fmt.Errorf("%w; name a store that can be written with --store", err)
	}
	return g, err
}

// openToRead is open for a command that changes nothing, so that a folder may be one that can't be written.
func (f storeFlags) openToRead(ctx context.Context) (*graph.Graph, error) {
	g, err := f.open(ctx)
	if !errors.Is(err, graph.ErrReadOnly) {
		return g, err
	}
	path, err := f.folder()
	if err != nil {
		return nil, err
	}
	return graph.Open(ctx, graph.Options{Path: path, Base: f.Base, Texts: f.Texts, ReadOnly: true})
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
