package erasure

import (
	"context"
	"errors"
	"iter"
	"os"
	"path/filepath"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/commitlog"
	"whence/graph/quadstore"
)

// newStore writes the store that takes another's place: its quads, then its side records.
type newStore func(quads iter.Seq2[quad.Quad, error], side iter.Seq2[quadstore.SideRecord, error]) error

// rewriteStore puts a store that rewrite makes from the one in a folder in its place, and leaves no file of the one before. Where
// rewrite fails, or doesn't call its function, or the new store does not pass its checks, the store stays as it was. Nobody
// may have it open. A dry run gives rewrite no function.
func rewriteStore(ctx context.Context, folder string, dryRun bool, rewrite func(*quadstore.Store, newStore) error) (err error) {
	from, err := quadstore.Open(ctx, quadstore.Options{Path: filepath.Join(folder, graph.QuadsFolder)})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	if dryRun {
		return rewrite(from, nil)
	}
	made := filepath.Join(folder, graph.QuadsFolder+".rewritten")
	if err := os.RemoveAll(made); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(made)) }()
	written := false
	err = rewrite(from, func(quads iter.Seq2[quad.Quad, error], side iter.Seq2[quadstore.SideRecord, error]) error {
		written = true
		return writeStore(ctx, quadstore.Options{Path: made, ClaimPrefix: from.ClaimPrefix()}, quads, side)
	})
	if err != nil || !written {
		return err
	}
	return replaceStore(folder, made)
}

// replaceStore puts the quads that were made in the place of those that a folder has, and takes away what is made from these.
func replaceStore(folder, made string) error {
	quads, before := filepath.Join(folder, graph.QuadsFolder), filepath.Join(folder, graph.BeforeFolder)
	err := os.Rename(quads, before)
	if err == nil {
		err = os.Rename(made, quads)
	}
	if err != nil {
		return errors.Join(err, graph.FinishRewrite(folder))
	}
	return graph.FinishRewrite(folder)
}

// sideStep is how many bytes of side records are written at a time.
const sideStep = 8 << 20

// writeStore makes a store.
func writeStore(ctx context.Context, o quadstore.Options, quads iter.Seq2[quad.Quad, error], side iter.Seq2[quadstore.SideRecord, error]) (err error) {
	s, err := quadstore.Open(ctx, o)
	if err != nil {
		return err
	}
	defer func() {
		if err = errors.Join(err, s.Close()); err == nil {
			err = checkStore(ctx, o)
		}
	}()
	if _, err := s.Load(ctx, quads); err != nil {
		return err
	}
	var batch quadstore.Batch
	size := 0
	for record, err := range side {
		if err != nil {
			return err
		}
		batch.Side = append(batch.Side, record)
		if size += len(record.Key) + len(record.Value); size < sideStep {
			continue
		}
		if err := s.Apply(ctx, batch); err != nil {
			return err
		}
		batch.Side, size = nil, 0
	}
	return s.Apply(ctx, batch)
}

// checkStore reads a store and its log whole.
func checkStore(ctx context.Context, o quadstore.Options) (err error) {
	o.ReadOnly, o.Check = true, true
	s, err := quadstore.Open(ctx, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	log, _, err := commitlog.Open(ctx, s)
	if err != nil {
		return err
	}
	return log.Verify(ctx)
}
