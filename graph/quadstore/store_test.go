package quadstore

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/cayley/graph/shape"
	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
)

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
		"not a quad":                     {nil, []step{{p, add}, {quad.Quad{Subject: quad.IRI("a")}, add}}, graph.IgnoreOpts{}, nil, ErrValue},
	} {
		t.Run(name, func(t *testing.T) {
			s := openTest(t, Options{Path: t.TempDir()})
			if err := s.Apply(context.Background(), Batch{Add: c.before}); err != nil {
				t.Fatal(err)
			}
			var deltas []graph.Delta
			for _, st := range c.steps {
				deltas = append(deltas, graph.Delta{Quad: st.quad, Action: st.do})
			}
			err := s.QuadStore().ApplyDeltas(deltas, c.opts)
			if delta, ok := errors.AsType[*graph.DeltaError](err); ok {
				err = delta.Err
			}
			if !errors.Is(err, c.err) {
				t.Errorf("error %v, want %v", err, c.err)
			}
			if diff := cmp.Diff(texts(c.after), texts(slices.Collect(quadsOf(t, s.Snapshot())))); diff != "" {
				t.Errorf("quads (-want +got):\n%s", diff)
			}
		})
	}
}

// TestValues keeps apart what looks alike, returns it as it came, and finds it
// again, also after reopening.
func TestValues(t *testing.T) {
	o := Options{Path: t.TempDir(), ClaimPrefix: claimPrefix}
	s := openTest(t, o)
	var b Batch
	for _, v := range values {
		b.Add = append(b.Add, quad.Quad{Subject: quad.IRI("s"), Predicate: quad.IRI("p"), Object: v})
	}
	if err := s.Apply(context.Background(), b); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		snap := s.Snapshot()
		if got := snap.Stats().Quads; got != len(values) {
			t.Errorf("%d quads of %d values", got, len(values))
		}
		ids := map[ID]quad.Value{}
		for _, v := range values {
			id := snap.ID(v)
			if other, ok := ids[id]; ok {
				t.Errorf("%#v and %#v share ID %d", v, other, id)
			}
			ids[id] = v
			if got := snap.Value(id); got != v {
				t.Errorf("%#v comes back as %#v", v, got)
			}
			if claim := strings.HasPrefix(fmt.Sprint(v), "<"+claimPrefix+"0"); id.IsClaim() != (claim && v != values[10]) {
				t.Errorf("%v has ID %d", v, id)
			}
		}
		s = reopen(t, s, o)
	}
}

// TestCancelled asks with a context that has ended: everything says so, Cayley's
// iterators too, and nobody returns a part as if it were the whole.
func TestCancelled(t *testing.T) {
	s := openTest(t, Options{})
	if err := s.Apply(context.Background(), Batch{Add: manyQuads(1000)}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	snap := s.Snapshot()
	qs := snap.QuadStore()
	var edges Edges
	for name, err := range map[string]error{
		"open":   openWith(ctx),
		"apply":  s.Apply(ctx, Batch{Add: manyQuads(1001)}),
		"load":   second(s.Load(ctx, seqOf(manyQuads(1001), nil))),
		"text":   second(s.LoadNQuads(ctx, strings.NewReader("<a> <b> <c> .\n"))),
		"expand": snap.Expand(ctx, &edges, []ID{1, 2, 3}, quad.Subject),
		"quads": func() error {
			for _, err := range snap.Quads(ctx) {
				return err
			}
			return nil
		}(),
		"all nodes": scanned(ctx, qs, path.StartPath(qs)),
		"out":       scanned(ctx, qs, path.StartPath(qs).Out()),
		"hop":       scanned(ctx, qs, path.StartPath(qs, manyQuads(1)[0].Subject).Out().In()),
		"has":       scanned(ctx, qs, path.StartPath(qs).Has(quad.IRI("http://example.org/p1"))),
	} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: error %v", name, err)
		}
	}
	if snap.Version() != s.Snapshot().Version() {
		t.Error("the store has changed")
	}
}

func openWith(ctx context.Context) error {
	_, err := Open(ctx, Options{})
	return err
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

func second[T any](_ T, err error) error { return err }

// TestClosed uses a store that is closed: snapshots answer, writes are refused.
func TestClosed(t *testing.T) {
	s := openTest(t, Options{Path: t.TempDir()})
	if err := s.Apply(context.Background(), Batch{Add: manyQuads(10)}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Apply(context.Background(), Batch{Add: manyQuads(11)}); !errors.Is(err, ErrClosed) {
		t.Errorf("writing: %v", err)
	}
	if err := s.Backup(context.Background(), t.TempDir()+"/b"); !errors.Is(err, ErrClosed) {
		t.Errorf("backup: %v", err)
	}
	if n := len(slices.Collect(quadsOf(t, s.Snapshot()))); n != 10 {
		t.Errorf("%d quads", n)
	}
}

// TestConcurrency lets readers, a writer and two compactors that never stop run
// together; it is for the race detector, and checks that every snapshot has whole
// batches: each moves a hundred quads from one predicate to the other.
func TestConcurrency(t *testing.T) {
	ctx := context.Background()
	s := openTest(t, Options{Path: t.TempDir(), ClaimPrefix: claimPrefix})
	const size = 100
	at := func(p, i int) quad.Quad {
		return quad.Quad{
			Subject: quad.IRI(fmt.Sprintf("http://example.org/s%d", i)), Predicate: quad.IRI(fmt.Sprint("p", p)),
			Object: quad.IRI("http://example.org/o"), Label: claimIRI(i),
		}
	}
	move := func(n int) (b Batch) {
		for i := range size {
			b.Add = append(b.Add, at(n%2, i))
			if n > 0 {
				b.Remove = append(b.Remove, at(1-n%2, i))
			}
			b.Add = append(b.Add, quad.MakeIRI(fmt.Sprintf("new%d", n), "new", fmt.Sprintf("new%d-%d", n, i), ""))
		}
		return b
	}
	if err := s.Apply(ctx, move(0)); err != nil {
		t.Fatal(err)
	}
	var stop atomic.Bool
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for !stop.Load() {
				checkMoved(t, s.Snapshot(), size)
			}
		})
	}
	for range 2 {
		wg.Go(func() {
			for !stop.Load() {
				if !s.compact(ctx) {
					t.Error("not compacted")
				}
			}
		})
	}
	until := time.Now().Add(2 * time.Second)
	for n := 1; time.Now().Before(until); n++ {
		if err := s.Apply(ctx, move(n)); err != nil {
			t.Error(err)
			break
		}
	}
	stop.Store(true)
	wg.Wait()
}

func checkMoved(t *testing.T, s *Snapshot, size int) {
	object := s.ID(quad.IRI("http://example.org/o"))
	var edges, more Edges
	if err := s.Expand(context.Background(), &edges, []ID{object}, quad.Object); err != nil {
		t.Error(err)
	}
	if edges.Len() != size || s.Degree(object, quad.Object, 0) != size {
		t.Errorf("%d edges of %d, degree %d", edges.Len(), size, s.Degree(object, quad.Object, 0))
		return
	}
	for _, p := range edges.Pred {
		if p != edges.Pred[0] {
			t.Error("half a batch")
			return
		}
	}
	if err := s.Expand(context.Background(), &more, edges.Label, quad.Label); err != nil || more.Len() != size {
		t.Errorf("%d edges of %d labels, %v", more.Len(), size, err)
	}
	if s.ID(quad.IRI(fmt.Sprintf("new%d", s.Version()+5))) != 0 {
		t.Error("a term of a later snapshot")
	}
}
