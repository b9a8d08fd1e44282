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

	"github.com/cayleygraph/quad"
)

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

// TestCancelled asks with a context that has ended: everything says so, and nobody returns a part as if it were the whole.
func TestCancelled(t *testing.T) {
	s := openTest(t, Options{})
	if err := s.Apply(context.Background(), Batch{Add: manyQuads(1000)}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	snap := s.Snapshot()
	var edges Edges
	for name, err := range map[string]error{
		"open":   openWith(ctx),
		"apply":  s.Apply(ctx, Batch{Add: manyQuads(1001)}),
		"load":   second(s.Load(ctx, seqOf(manyQuads(1001), nil))),
		"blocks": second(s.LoadBlocks(ctx, blocksOf(manyQuads(1001), 100), nil)),
		"expand": snap.Expand(ctx, &edges, []ID{1, 2, 3}, quad.Subject),
		"quads": func() error {
			for _, err := range snap.Quads(ctx) {
				return err
			}
			return nil
		}(),
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
