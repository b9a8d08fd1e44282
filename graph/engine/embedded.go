package engine

import (
	"cmp"
	"context"
	"iter"

	"github.com/cayleygraph/quad"

	"whence/graph/quadstore"
	"whence/graph/store"
)

// maxTogether is how many commits become durable with one sync.
const maxTogether = 64

// Embedded is a store of quadstore; shared says that it is kept in a log beside other processes.
func Embedded(s *quadstore.Store, shared bool) Store { return embedded{s, shared} }

// Copy makes a store of everything that another one holds, at the same version: in a log that holds nothing, or where that is nil in
// a folder that is empty or missing. Rows are held in memory on the way.
func Copy(ctx context.Context, from Store, log store.Log, folder string) error {
	var s *quadstore.Store
	switch from := from.(type) {
	case embedded:
		s = from.Store
	case Rows:
		var err error
		if s, err = from.Embedded(ctx); err != nil {
			return err
		}
		defer func() { _ = s.Close() }() // it is in memory
	}
	if log != nil {
		return s.CopyToLog(ctx, log)
	}
	return s.CopyToFolder(ctx, folder)
}

// OpenRows opens a store that is not in memory. What the IRIs of its claims begin with is "" where it is made already, and no
// base is asked for. Whoever opens it closes it.
type OpenRows func(ctx context.Context, claimPrefix string) (Rows, error)

// Fill copies everything that a store holds into rows that hold nothing, at the same version.
func Fill(ctx context.Context, from Store, open OpenRows) error {
	rows, err := open(ctx, from.ClaimPrefix())
	if err != nil {
		return err
	}
	err = rows.Fill(ctx, from.Snapshot().Engine(), from.SideRange(ctx, nil, nil, quadstore.Ascending))
	return cmp.Or(err, rows.Close())
}

// embedded implements Store over one in memory.
type embedded struct {
	*quadstore.Store
	shared bool
}

// Snapshot implements Store.
func (e embedded) Snapshot() Snapshot { return e.Store.Snapshot() }

// Together implements Store.
func (e embedded) Together() int { return maxTogether }

// Group implements Store.
func (e embedded) Group(ctx context.Context, write func(Group) error) error {
	return e.Store.Group(ctx, func(g *quadstore.Group) error { return write(embeddedGroup{g}) })
}

type embeddedGroup struct{ *quadstore.Group }

// Snapshot implements Group.
func (g embeddedGroup) Snapshot() Snapshot { return g.Group.Snapshot() }

// Load implements Store.
func (e embedded) Load(ctx context.Context, quads iter.Seq2[quad.Quad, error], side func() ([]quadstore.SideRecord, error)) error {
	_, err := e.LoadBeside(ctx, quads, beside(side))
	return err
}

// LoadBlocks implements Store.
func (e embedded) LoadBlocks(ctx context.Context, blocks iter.Seq2[*store.Block, error], side func() ([]quadstore.SideRecord, error)) error {
	_, err := e.Store.LoadBlocks(ctx, blocks, beside(side))
	return err
}

func beside(side func() ([]quadstore.SideRecord, error)) func(*quadstore.Snapshot) ([]quadstore.SideRecord, error) {
	return func(*quadstore.Snapshot) ([]quadstore.SideRecord, error) { return side() }
}

// CatchUp implements Store.
func (e embedded) CatchUp(ctx context.Context) ([]Followed, bool, error) {
	changes, more, err := e.Store.CatchUp(ctx)
	out := make([]Followed, len(changes))
	for i, c := range changes {
		out[i] = Followed{c.Snapshot, c.Side, c.Note, c.Whole}
	}
	return out, more, err
}

// Backup implements Store.
func (e embedded) Backup(ctx context.Context, folder string) error {
	if e.shared {
		return e.CopyToFolder(ctx, folder)
	}
	return e.Store.Backup(ctx, folder)
}
