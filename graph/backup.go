package graph

import (
	"cmp"
	"context"
	"path/filepath"

	"whence/graph/encoding"
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
	from.ReadOnly = true
	source, err := from.openStore(ctx, encoding.Namer{Base: DefaultBase})
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, source.Close()) }()
	if to.Rows == nil {
		return engine.Copy(ctx, source, to.Log, filepath.Join(to.Path, QuadsFolder))
	}
	return engine.Fill(ctx, source, to.Rows)
}
