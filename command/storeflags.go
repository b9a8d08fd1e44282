package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"whence/graph"
	"whence/graph/pglog"
	"whence/seeds"
)

// storeFlags say which graph a command works on.
type storeFlags struct {
	Store string   `env:"WHENCE_STORE" placeholder:"DIR|URL" help:"Folder of the store; postgres://HOST/DATABASE for one that several servers share (?schema=NAME for one of several graphs); or mem: for one in memory. Default: whence in the user's data folder."`
	Base  string   `env:"WHENCE_BASE" placeholder:"IRI" help:"What the IRIs of the store begin with; settled when the store is made."`
	Rank  []string `env:"WHENCE_RANK" placeholder:"NAME" help:"Data sets in the order in which their names are shown, where several name one thing."`
	rows  bool     // a new store in a database is kept as rows
	Texts string   `env:"WHENCE_TEXTS" placeholder:"DIR" help:"Folder of the documents' texts, to check quotes and citations against."`

	check bool `kong:"-"` // all records are read and checked
}

// checked is the flags for a command that must notice a damaged store.
func (f storeFlags) checked() storeFlags {
	f.check = true
	return f
}

// memory is the value of --store for a graph that ends with the process.
const memory = "mem:"

// open opens the store that the flags name for writing, and makes it where there is none; made says so. Only the
// commands that put something into a store open it like this: a mistyped name must not become an empty store.
func (f storeFlags) open(ctx context.Context) (g *graph.Graph, made bool, err error) {
	path, err := f.folder()
	if err != nil {
		return nil, false, err
	}
	if isDatabase(f.Store) {
		return f.openDatabase(ctx, pglog.Options{Create: true})
	}
	made = path != "" && !graph.Exists(path)
	g, err = graph.Open(ctx, f.options(path))
	if err != nil && made {
		err = errors.Join(err, unmake(path))
	}
	switch {
	case errors.Is(err, graph.ErrLocked):
		err = fmt.Errorf("%w; work through it by --server URL where it is a server, stop that process, or name another store with --store", err)
	case errors.Is(err, graph.ErrBase):
		err = fmt.Errorf("%w; leave --base out, or name the one that the store was made with", err)
	case errors.Is(err, graph.ErrReadOnly):
		err = fmt.Errorf("%w; name a store that can be written with --store", err)
	case errors.Is(err, graph.ErrSpace):
		err = fmt.Errorf("%w; free some space, or name a store on another disk with --store", err)
	}
	return g, made, err
}

// settle closes a graph that was opened for writing, keeps the first error, and takes a store away again that was made for a
// command that then failed.
func (f storeFlags) settle(g *graph.Graph, made bool, err *error) {
	closing(g, err)
	if *err == nil || !made {
		return
	}
	if isDatabase(f.Store) {
		dropNewTables(f.Store)
		return
	}
	if path, e := f.folder(); e == nil {
		*err = errors.Join(*err, unmake(path))
	}
}

// openToRead opens the store that the flags name and writes nothing: not where there is no store, nor on a full disk or
// on one that can't be written. A store in memory is filled with the seeds, as serve fills it.
func (f storeFlags) openToRead(ctx context.Context) (*graph.Graph, error) {
	path, err := f.folder()
	if err != nil {
		return nil, err
	}
	if isDatabase(f.Store) {
		g, _, err := f.openDatabase(ctx, pglog.Options{ReadOnly: true})
		return g, err
	}
	o := f.options(path)
	o.ReadOnly, o.Check = path != "", f.check
	if path != "" && !graph.Exists(path) {
		return nil, fmt.Errorf("there is no store in %s: name one with --store; whence load and whence serve make one: %w", path, fs.ErrNotExist)
	}
	g, err := graph.Open(ctx, o)
	switch {
	case errors.Is(err, graph.ErrLocked):
		return nil, fmt.Errorf("%w; work through it by --server URL where it is a server, stop that process, or name another store with --store", err)
	case errors.Is(err, graph.ErrBase):
		return nil, fmt.Errorf("%w; leave --base out, or name the one that the store was made with", err)
	}
	if err != nil || path != "" {
		return g, err
	}
	if err := fill(ctx, g); err != nil {
		return nil, errors.Join(err, g.Close())
	}
	return g, nil
}

func (f storeFlags) options(path string) graph.Options {
	return graph.Options{Path: path, Base: f.Base, Texts: f.Texts, Shipped: seeds.About(), Ranks: f.Rank}
}

// sayMade says that a store was made, for one that was meant to be there already has another name.
func (f storeFlags) sayMade(w io.Writer, made bool) {
	if made {
		fmt.Fprintf(w, "made a new store in %s\n", f.place())
	}
}

// unmake removes a store that was made for a command that then failed, and its folder where nothing else is in it.
func unmake(path string) error {
	err := graph.Remove(path)
	_ = os.Remove(path) // a folder with other files stays
	return err
}

// place is where the store is, in words that may be shown.
func (f storeFlags) place() string {
	if address, err := pglog.ParseAddress(f.Store); err == nil {
		return address.String()
	}
	path, _ := f.folder() // it was opened
	return path
}

// folder is where the store is; "" is memory, or a database.
func (f storeFlags) folder() (string, error) {
	switch {
	case f.Store == memory:
		return "", nil
	case f.Store == "":
		return dataFolder()
	case pglog.IsURL(f.Store):
		_, err := pglog.ParseAddress(f.Store)
		return "", err
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
