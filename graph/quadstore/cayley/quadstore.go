// Package cayley is a store as Cayley sees it: for its path API and its query languages, and registered there as Name.
package cayley

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/shape"
	"github.com/cayleygraph/quad"

	"whence/graph/quadstore"
	"whence/graph/store"
)

// Name is what the store is called in Cayley's registry. Its options there are
// "claim_prefix" and "read_only"; an empty address is a store in memory.
const Name = "whence"

// Cayley finds backends in a registry that importing them fills.
func init() {
	graph.RegisterQuadStore(Name, graph.QuadStoreRegistration{
		IsPersistent: true,
		NewFunc:      openRegistered,
		InitFunc: func(path string, o graph.Options) error {
			qs, err := openRegistered(path, o)
			if err != nil {
				return err
			}
			return qs.Close()
		},
	})
}

func openRegistered(path string, o graph.Options) (graph.QuadStore, error) {
	prefix, err := o.StringKey("claim_prefix", "")
	if err != nil {
		return nil, err
	}
	readOnly, err := o.BoolKey("read_only", false)
	if err != nil {
		return nil, err
	}
	s, err := quadstore.Open(context.Background(), quadstore.Options{Path: path, ClaimPrefix: prefix, ReadOnly: readOnly})
	if err != nil {
		return nil, err
	}
	return New(s), nil
}

// QuadStore is a store as Cayley sees it. References to nodes and to quads are IDs, which hold as long as the store.
type QuadStore struct {
	store *quadstore.Store
	bound *quadstore.Snapshot // nil for one that follows the store
}

var (
	_ graph.QuadStore  = (*QuadStore)(nil)
	_ graph.BulkLoader = (*QuadStore)(nil)
	_ shape.Optimizer  = (*QuadStore)(nil)
)

// New returns the store as Cayley sees it. Each iterator reads the snapshot that
// is current when its iteration begins.
func New(s *quadstore.Store) *QuadStore { return &QuadStore{store: s} }

// Of returns the snapshot as Cayley sees it: nothing changes under the iterators
// of one query, and nothing can be written.
func Of(s *quadstore.Snapshot) *QuadStore { return &QuadStore{bound: s} }

// node is a term as a reference of Cayley's.
type node store.ID

// Key makes a node a reference that Cayley can compare.
func (n node) Key() any { return n }

// edge is a quad as a reference of Cayley's.
type edge store.Quad

// Key makes a quad a reference that Cayley can compare.
func (e edge) Key() any { return e }

func (qs *QuadStore) snapshot() *quadstore.Snapshot {
	if qs.bound != nil {
		return qs.bound
	}
	return qs.store.Snapshot()
}

// ValueOf returns the reference of a node, nil if no quad mentions it.
func (qs *QuadStore) ValueOf(v quad.Value) graph.Ref {
	s := qs.snapshot()
	if id := s.ID(v); id != 0 && s.Mentions(id) {
		return node(id)
	}
	return nil
}

// NameOf returns the value of a node.
func (qs *QuadStore) NameOf(ref graph.Ref) quad.Value {
	switch ref := ref.(type) {
	case graph.PreFetchedValue:
		return ref.NameOf()
	case node:
		return qs.snapshot().Value(store.ID(ref))
	}
	return nil
}

// Quad returns the values of a quad.
func (qs *QuadStore) Quad(ref graph.Ref) quad.Quad {
	q, _ := ref.(edge)
	return qs.snapshot().Quad(store.Quad(q))
}

// QuadDirection returns one node of a quad, nil for a label it does not have.
func (qs *QuadStore) QuadDirection(ref graph.Ref, d quad.Direction) graph.Ref {
	if q, ok := ref.(edge); ok && store.Quad(q).Get(d) != 0 {
		return node(store.Quad(q).Get(d))
	}
	return nil
}

// QuadIterator iterates over the quads that have a node in a direction.
func (qs *QuadStore) QuadIterator(d quad.Direction, ref graph.Ref) graph.Iterator {
	n, ok := ref.(node)
	id := store.ID(n)
	if !ok || qs.snapshot().Degree(id, d, 0) == 0 {
		return iterator.NewNull()
	}
	return asLegacy(nodeQuads(qs, d, id))
}

// QuadIteratorSize returns how many quads have a node in a direction.
func (qs *QuadStore) QuadIteratorSize(_ context.Context, d quad.Direction, ref graph.Ref) (graph.Size, error) {
	id, _ := ref.(node)
	return graph.Size{Size: int64(qs.snapshot().Degree(store.ID(id), d, 0)), Exact: true}, nil
}

// SizeOf returns how often quads mention a node.
func (qs *QuadStore) SizeOf(ref graph.Ref) int64 {
	id, _ := ref.(node)
	s, n := qs.snapshot(), 0
	for _, d := range quad.Directions {
		n += s.Degree(store.ID(id), d, 0)
	}
	return int64(n)
}

// NodesAllIterator iterates over every node that a quad mentions.
func (qs *QuadStore) NodesAllIterator() graph.Iterator { return asLegacy(allNodes(qs)) }

// QuadsAllIterator iterates over every quad.
func (qs *QuadStore) QuadsAllIterator() graph.Iterator { return asLegacy(allQuads(qs)) }

// Stats returns exact numbers, whether asked to or not.
func (qs *QuadStore) Stats(context.Context, bool) (graph.Stats, error) {
	st := qs.snapshot().Stats()
	return graph.Stats{
		Nodes: graph.Size{Size: int64(st.Nodes), Exact: true},
		Quads: graph.Size{Size: int64(st.Quads), Exact: true},
	}, nil
}

// Close closes the store.
func (qs *QuadStore) Close() error {
	if qs.store == nil {
		return nil
	}
	return qs.store.Close()
}

// ApplyDeltas makes changes one after the other, all of them or none. A quad
// that is added twice, or removed when it is not there, is ignored or refused as
// the options say, on what the changes before it left.
func (qs *QuadStore) ApplyDeltas(in []graph.Delta, o graph.IgnoreOpts) error {
	if qs.store == nil {
		return quadstore.ErrReadOnly
	}
	changes := make([]quadstore.Change, 0, len(in))
	for _, d := range in {
		if d.Action != graph.Add && d.Action != graph.Delete {
			return &graph.DeltaError{Delta: d, Err: graph.ErrInvalidAction}
		}
		changes = append(changes, quadstore.Change{Quad: d.Quad, Remove: d.Action == graph.Delete})
	}
	return qs.store.ApplyEach(context.Background(), changes, func(c quadstore.Change) error {
		switch {
		case c.Remove && !o.IgnoreMissing:
			return &graph.DeltaError{Delta: graph.Delta{Quad: c.Quad, Action: graph.Delete}, Err: graph.ErrQuadNotExist}
		case !c.Remove && !o.IgnoreDup:
			return &graph.DeltaError{Delta: graph.Delta{Quad: c.Quad, Action: graph.Add}, Err: graph.ErrQuadExists}
		}
		return nil
	})
}

// NewQuadWriter returns a writer of quads in batches.
func (qs *QuadStore) NewQuadWriter() (quad.WriteCloser, error) {
	if qs.store == nil {
		return nil, quadstore.ErrReadOnly
	}
	return &batchWriter{store: qs.store}, nil
}

// BulkLoad loads quads all at once: a reader that fails leaves the store as it
// was.
func (qs *QuadStore) BulkLoad(r quad.Reader) error {
	if qs.store == nil {
		return quadstore.ErrReadOnly
	}
	_, err := qs.store.Load(context.Background(), quadsFrom(r))
	return err
}

// batchWriter applies what it is given in batches; quads that the store has
// already are ignored.
type batchWriter struct {
	store *quadstore.Store
	batch []quad.Quad
}

// WriteQuad puts a quad into the batch.
func (w *batchWriter) WriteQuad(q quad.Quad) error {
	w.batch = append(w.batch, q)
	if len(w.batch) < quad.DefaultBatch {
		return nil
	}
	return w.flush()
}

// WriteQuads applies quads at once.
func (w *batchWriter) WriteQuads(quads []quad.Quad) (int, error) {
	if err := w.flush(); err != nil {
		return 0, err
	}
	if err := w.store.Apply(context.Background(), quadstore.Batch{Add: quads}); err != nil {
		return 0, fmt.Errorf("batch of %d quads: %w", len(quads), err)
	}
	return len(quads), nil
}

// Close applies what is left.
func (w *batchWriter) Close() error { return w.flush() }

func (w *batchWriter) flush() error {
	if len(w.batch) == 0 {
		return nil
	}
	err := w.store.Apply(context.Background(), quadstore.Batch{Add: w.batch})
	w.batch = w.batch[:0]
	return err
}

// quadsFrom yields what a reader has.
func quadsFrom(r quad.Reader) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		for {
			q, err := r.ReadQuad()
			if errors.Is(err, io.EOF) || !yield(q, err) || err != nil {
				return
			}
		}
	}
}
