package graph

import (
	"context"
	"path/filepath"

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
// missing, or in a log that holds nothing. Of the options Path and Log are heeded. The logs stay open.
func Copy(ctx context.Context, from, to Options) (err error) {
	path := ""
	if from.Path != "" {
		path = filepath.Join(from.Path, QuadsFolder)
	}
	s, err := quadstore.Open(ctx, quadstore.Options{Path: path, Log: from.Log, ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() {
		if closing := s.Close(); err == nil {
			err = closing
		}
	}()
	if to.Log != nil {
		return s.CopyToLog(ctx, to.Log)
	}
	return s.CopyToFolder(ctx, filepath.Join(to.Path, QuadsFolder))
}
