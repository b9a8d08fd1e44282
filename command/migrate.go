package command

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"whence/graph"
	"whence/graph/pglog"
)

type migrateCommand struct {
	From string `required:"" placeholder:"DIR|URL" help:"Store to copy: a folder or a database. No process may write to it meanwhile."`
	To   string `required:"" placeholder:"DIR|URL" help:"Store to make: a folder that is empty or missing, or a database and schema without a graph."`
	residence
}

// Run copies a store with its history, at the same version. The one that it is copied from stays as it is.
func (c *migrateCommand) Run(s *system) (err error) {
	to, err := c.in(storeFlags{Store: c.To})
	if err != nil {
		return err
	}
	if err := copyStore(s.ctx, storeFlags{Store: c.From}, to); err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "migrated to %s\n", to.place())
	return nil
}

// copyStore makes a store of everything that another one holds.
func copyStore(ctx context.Context, from, to storeFlags) (err error) {
	source, err := from.source(ctx)
	if err != nil {
		return err
	}
	if source.Log != nil {
		defer func() { _ = source.Log.Close() }() // only read
	}
	folder, err := to.folder()
	switch {
	case err != nil:
		return err
	case !isDatabase(to.Store) && folder == "":
		return errors.New("a store in memory ends with this command: name a folder or a database")
	case !isDatabase(to.Store):
		err := graph.Copy(ctx, source, graph.Options{Path: folder})
		return locked(err)
	}
	log, rows, err := to.openRows(ctx, pglog.Options{Create: true})
	if err != nil {
		return err
	}
	err = locked(graph.Copy(ctx, source, graph.Options{Log: log, Rows: rows}))
	if made := log.Made(); errors.Join(err, log.Close()) != nil && made {
		dropNewTables(to.Store)
	}
	return err
}

// source is how a store is opened that is copied.
func (f storeFlags) source(ctx context.Context) (graph.Options, error) {
	folder, err := f.folder()
	if err != nil {
		return graph.Options{}, err
	}
	if isDatabase(f.Store) {
		log, rows, err := f.openRows(ctx, pglog.Options{ReadOnly: true})
		if err != nil {
			return graph.Options{}, err
		}
		return graph.Options{Log: log, Rows: rows, ReadOnly: true}, nil
	}
	if folder == "" {
		return graph.Options{}, errors.New("a store in memory has nothing yet: name a folder or a database")
	}
	if !graph.Exists(folder) {
		return graph.Options{}, fmt.Errorf("there is no store in %s: %w", folder, fs.ErrNotExist)
	}
	return graph.Options{Path: folder, ReadOnly: true}, nil
}

// locked says what to do about a store that another process has open.
func locked(err error) error {
	if errors.Is(err, graph.ErrLocked) {
		return fmt.Errorf("%w; stop that process", err)
	}
	return err
}
