package graph

import (
	"context"
	"path/filepath"

	"whence/graph/engine"
	"whence/graph/quadstore"
)

// Backup copies the graph, as it is at this moment, into an empty or missing folder, while reading and loading go on. The
// index of names is not copied: it is made from the graph.
func (g *Graph) Backup(ctx context.Context, folder string) error {
	return g.store.Backup(ctx, filepath.Join(folder, QuadsFolder))
}

// Restore makes a graph's folder out of a backup that it reads and checks whole. It refuses a folder that holds a graph;
// where the backup is damaged the error wraps ErrCorrupt and the folder stays as it was.
func Restore(ctx context.Context, backup, folder string) error {
	return quadstore.Restore(ctx, filepath.Join(backup, QuadsFolder), filepath.Join(folder, QuadsFolder))
}

// Copy makes a graph of everything that another one holds, with its history, at the same version: in a folder that is empty or
// missing, or in a log or rows that hold nothing. Of the options Path, Log and Rows are heeded. The logs stay open. Rows are held in
// memory on their way into a folder or a log.
func Copy(ctx context.Context, from, to Options) (err error) {
	source, err := from.source(ctx)
	if err != nil {
		return err
	}
	closing := func(s interface{ Close() error }) {
		if closed := s.Close(); err == nil {
			err = closed
		}
	}
	defer closing(source)
	if to.Rows != nil {
		rows, err := to.Rows(ctx, source.ClaimPrefix())
		if err != nil {
			return err
		}
		defer closing(rows)
		return rows.Fill(ctx, source.Snapshot().Engine(), source.SideRange(ctx, nil, nil, quadstore.Ascending))
	}
	var s *quadstore.Store
	switch source := source.(type) {
	case engine.Rows:
		if s, err = source.Embedded(ctx); err != nil {
			return err
		}
		defer closing(s)
	default:
		s = engine.Within(source)
	}
	if to.Log != nil {
		return s.CopyToLog(ctx, to.Log)
	}
	return s.CopyToFolder(ctx, filepath.Join(to.Path, QuadsFolder))
}

// source opens a store to be copied.
func (o Options) source(ctx context.Context) (engine.Store, error) {
	if o.Rows != nil {
		return o.Rows(ctx, "")
	}
	path := ""
	if o.Path != "" {
		path = filepath.Join(o.Path, QuadsFolder)
	}
	s, err := quadstore.Open(ctx, quadstore.Options{Path: path, Log: o.Log, ReadOnly: true})
	if err != nil {
		return nil, err
	}
	return engine.Embedded(s, o.Log != nil), nil
}
