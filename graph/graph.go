package graph

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/names"
	"whence/graph/quadstore"
)

// Graph is entities and claims in a Cayley quad store, with an index of the entities' names beside it.
type Graph struct {
	namer
	store    *quadstore.Store
	index    *names.Index
	texts    *Texts
	readOnly bool
	writes   sync.Mutex // one load at a time reads, decides and writes
	latest   atomic.Pointer[View]
}

// Options says where a graph is kept and how its IRIs begin. The zero value is an empty graph in memory.
type Options struct {
	Path     string // a folder, made if need be; "" keeps the graph in memory
	Base     string // what IRIs begin with; "" is DefaultBase
	Texts    string // a folder with the documents' texts; "" where they are not at hand
	ReadOnly bool
}

// Open opens or makes a graph. The error wraps ErrLocked, ErrReadOnly, ErrCorrupt or claim.ErrInvalid where it is one of those.
func Open(ctx context.Context, o Options) (*Graph, error) {
	n, err := newNamer(o.Base)
	if err != nil {
		return nil, err
	}
	g := &Graph{namer: n, readOnly: o.ReadOnly}
	if o.Texts != "" {
		if g.texts, err = OpenTexts(o.Texts); err != nil {
			return nil, err
		}
	}
	quads, index := "", ""
	if o.Path != "" {
		quads, index = filepath.Join(o.Path, quadsFolder), filepath.Join(o.Path, namesFolder)
	}
	if o.ReadOnly {
		index = "" // it is made anew, in memory
	}
	g.store, err = quadstore.Open(ctx, quadstore.Options{Path: quads, ClaimPrefix: n.base + claim.ClaimPrefix, ReadOnly: o.ReadOnly})
	if err != nil {
		return nil, withClose(err, g.texts.Close)
	}
	if g.index, err = names.Open(index); err != nil {
		return nil, fmt.Errorf("names of %q: %w", o.Path, withClose(err, g.closeFiles))
	}
	if err := g.catchUp(ctx); err != nil {
		return nil, withClose(err, g.Close)
	}
	return g, nil
}

// withClose closes what a failed opening leaves open; the failure is what the caller must hear of.
func withClose(err error, closing func() error) error {
	_ = closing()
	return err
}

// Close waits for a load under way and lets go of the folder. Views stay readable.
func (g *Graph) Close() error {
	g.writes.Lock()
	defer g.writes.Unlock()
	err := g.closeFiles()
	if indexErr := g.index.Close(); err == nil {
		err = indexErr
	}
	return err
}

func (g *Graph) closeFiles() error { return errors.Join(g.store.Close(), g.texts.Close()) }

// ReadOnly reports whether the graph was opened for reading alone.
func (g *Graph) ReadOnly() bool { return g.readOnly }

// Now is the graph at this moment. Bind one view to a request, and every answer in it is of one moment.
func (g *Graph) Now() *View {
	snap := g.store.Snapshot()
	// By identity, not by version: a snapshot with its runs folded in says the same, sooner and in less room.
	if v := g.latest.Load(); v != nil && v.snap == snap {
		return v
	}
	v := newView(g, snap)
	g.latest.Store(v)
	return v
}

func newView(g *Graph, snap *quadstore.Snapshot) *View {
	t := newTerms(snap)
	return &View{namer: g.namer, snap: snap, terms: t, retired: newRetired(snap, t), texts: g.texts, index: g.index, limits: usual, stats: new(atomic.Pointer[Stats])}
}

// IsEmpty reports whether nothing was ever loaded.
func (g *Graph) IsEmpty() bool { return g.store.Snapshot().Stats().Quads == 0 }

// Quads is the whole graph as quads, in the order of their N-Quads lines, which does not depend on the order of loading.
func (v *View) Quads(ctx context.Context) iter.Seq2[quad.Quad, error] { return v.snap.Quads(ctx) }
