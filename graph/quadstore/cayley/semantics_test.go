package cayley

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/cayley/graph/shape"
	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"whence/graph/quadstore"
)

func openStore(t testing.TB, path string) *quadstore.Store {
	t.Helper()
	s, err := quadstore.Open(context.Background(), quadstore.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() }) // closing twice is no error
	return s
}

func quadsOf(t testing.TB, s *quadstore.Store) (out []quad.Quad) {
	t.Helper()
	for q, err := range s.Snapshot().Quads(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, q)
	}
	return out
}

func texts(quads ...quad.Quad) []string {
	out := make([]string, 0, len(quads))
	for _, q := range quads {
		out = append(out, fmt.Sprintf("%#v", q))
	}
	slices.Sort(out)
	return out
}

// TestDeltas lists what one batch of Cayley's does: its changes one after the
// other, or none of them.
func TestDeltas(t *testing.T) {
	q, p := quad.MakeIRI("a", "b", "c", ""), quad.MakeIRI("a", "b", "d", "")
	labelled := quad.MakeIRI("a", "b", "c", "l")
	add, del := graph.Add, graph.Delete
	type step struct {
		quad quad.Quad
		do   graph.Procedure
	}
	for name, c := range map[string]struct {
		before []quad.Quad
		steps  []step
		opts   graph.IgnoreOpts
		after  []quad.Quad
		err    error
	}{
		"added and removed":              {nil, []step{{q, add}, {q, del}}, graph.IgnoreOpts{}, nil, nil},
		"removed and added":              {[]quad.Quad{q}, []step{{q, del}, {q, add}}, graph.IgnoreOpts{}, []quad.Quad{q}, nil},
		"removed before it is added":     {nil, []step{{q, del}, {q, add}}, graph.IgnoreOpts{}, nil, graph.ErrQuadNotExist},
		"the same, ignored":              {nil, []step{{q, del}, {q, add}}, graph.IgnoreOpts{IgnoreMissing: true}, []quad.Quad{q}, nil},
		"added twice":                    {nil, []step{{q, add}, {q, add}}, graph.IgnoreOpts{}, nil, graph.ErrQuadExists},
		"the same, ignored, and removed": {nil, []step{{q, add}, {q, add}, {q, del}}, graph.IgnoreOpts{IgnoreDup: true}, nil, nil},
		"rolled back":                    {[]quad.Quad{q}, []step{{p, add}, {q, del}, {labelled, del}}, graph.IgnoreOpts{}, []quad.Quad{q}, graph.ErrQuadNotExist},
		"not an action":                  {[]quad.Quad{q}, []step{{q, del}, {p, 7}}, graph.IgnoreOpts{}, []quad.Quad{q}, graph.ErrInvalidAction},
		"removed with another label":     {[]quad.Quad{q, labelled}, []step{{labelled, del}}, graph.IgnoreOpts{}, []quad.Quad{q}, nil},
		"removed without its label":      {[]quad.Quad{labelled}, []step{{q, del}}, graph.IgnoreOpts{}, []quad.Quad{labelled}, graph.ErrQuadNotExist},
		"not a quad":                     {nil, []step{{p, add}, {quad.Quad{Subject: quad.IRI("a")}, add}}, graph.IgnoreOpts{}, nil, quadstore.ErrValue},
	} {
		t.Run(name, func(t *testing.T) {
			s := openStore(t, t.TempDir())
			if err := s.Apply(context.Background(), quadstore.Batch{Add: c.before}); err != nil {
				t.Fatal(err)
			}
			var deltas []graph.Delta
			for _, st := range c.steps {
				deltas = append(deltas, graph.Delta{Quad: st.quad, Action: st.do})
			}
			err := New(s).ApplyDeltas(deltas, c.opts)
			if delta, ok := errors.AsType[*graph.DeltaError](err); ok {
				err = delta.Err
			}
			if !errors.Is(err, c.err) {
				t.Errorf("error %v, want %v", err, c.err)
			}
			if diff := cmp.Diff(texts(c.after...), texts(quadsOf(t, s)...)); diff != "" {
				t.Errorf("quads (-want +got):\n%s", diff)
			}
		})
	}
}

// TestNothingLeft does things that come to nothing: the store's counts and its
// answers about the nodes are those of a store that never knew them.
func TestNothingLeft(t *testing.T) {
	q, other := quad.MakeIRI("a", "b", "c", "l"), quad.MakeIRI("d", "e", "f", "")
	add, del := graph.Add, graph.Delete
	for name, deltas := range map[string][]graph.Delta{
		"added and removed":         {{Quad: q, Action: add}, {Quad: q, Action: del}},
		"added twice, then removed": {{Quad: q, Action: add}, {Quad: q, Action: add}, {Quad: q, Action: del}},
		"rolled back":               {{Quad: q, Action: add}, {Quad: other, Action: 7}},
	} {
		t.Run(name, func(t *testing.T) {
			s := openStore(t, t.TempDir())
			err := New(s).ApplyDeltas(deltas, graph.IgnoreOpts{IgnoreDup: true})
			if (err != nil) != (name == "rolled back") {
				t.Fatal(err)
			}
			snap := s.Snapshot()
			if st := snap.Stats(); st.Quads != 0 || st.Nodes != 0 {
				t.Errorf("%+v", st)
			}
			id := snap.ID(q.Subject)
			for _, d := range quad.Directions {
				if n := snap.Degree(id, d, 0); n != 0 {
					t.Errorf("%v degree %d", d, n)
				}
			}
			nodes, err := path.StartPath(New(s)).Iterate(context.Background()).AllValues(New(s))
			if err != nil || len(nodes) != 0 {
				t.Errorf("nodes %v, %v", nodes, err)
			}
		})
	}
}

// TestCancelled iterates with a context that has ended: iterators say so.
func TestCancelled(t *testing.T) {
	s := openStore(t, "")
	var quads []quad.Quad
	for i := range 1000 {
		quads = append(quads, quad.MakeIRI(fmt.Sprint("s", i/7), fmt.Sprint("p", i%5), fmt.Sprint("s", i), ""))
	}
	if err := s.Apply(context.Background(), quadstore.Batch{Add: quads}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	qs := Of(s.Snapshot())
	for name, p := range map[string]*path.Path{
		"all nodes": path.StartPath(qs),
		"out":       path.StartPath(qs).Out(),
		"hop":       path.StartPath(qs, quads[0].Subject).Out().In(),
		"has":       path.StartPath(qs).Has(quad.IRI("p1")),
	} {
		if err := scanned(ctx, qs, p); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// scanned iterates as Cayley's languages do; IterateChain.All looks at the context
// by itself and reports nothing.
func scanned(ctx context.Context, qs graph.QuadStore, p *path.Path) error {
	it := shape.BuildIterator(qs, p.Shape())
	for it.Next(ctx) {
		return errors.New("goes on")
	}
	return it.Err()
}
