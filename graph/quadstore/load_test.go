package quadstore

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"whence/graph/store"
)

// manyQuads returns quads enough for a load to take the road of many.
func manyQuads(n int) []quad.Quad {
	var quads []quad.Quad
	for i := range n {
		q := quad.Quad{
			Subject:   quad.IRI(fmt.Sprintf("http://example.org/%d", i/7)),
			Predicate: quad.IRI(fmt.Sprintf("http://example.org/p%d", i%5)),
			Object:    quad.TypedString{Value: quad.String(fmt.Sprint(i * 7919 % n)), Type: "http://www.w3.org/2001/XMLSchema#integer"},
		}
		if i%3 == 0 {
			q.Object, q.Label = quad.IRI(fmt.Sprintf("http://example.org/%d", i*i%n)), claimIRI(i)
		}
		quads = append(quads, q)
	}
	return quads
}

func seqOf(quads []quad.Quad, err error) func(func(quad.Quad, error) bool) {
	return func(yield func(quad.Quad, error) bool) {
		for _, q := range quads {
			if !yield(q, nil) {
				return
			}
		}
		if err != nil {
			yield(quad.Quad{}, err)
		}
	}
}

func nquads(t *testing.T, s *Snapshot) string {
	t.Helper()
	var b []byte
	for q, err := range s.Sorted(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range [...]ID{q.Subject, q.Predicate, q.Object, q.Label} {
			if id != 0 {
				b = append(s.AppendNQuads(b, id), ' ')
			}
		}
		b = append(b, ".\n"...)
	}
	return string(b)
}

// TestLoad puts the same quads in on every road, into empty stores and into one
// that has some of them, and reads them back after reopening.
func TestLoad(t *testing.T) {
	ctx := context.Background()
	quads := manyQuads(bulkMin + 2000)
	reference := openTest(t, Options{ClaimPrefix: claimPrefix})
	if err := reference.Apply(ctx, Batch{Add: quads}); err != nil {
		t.Fatal(err)
	}
	want := nquads(t, reference.Snapshot())
	if got := strings.Count(want, "\n"); got != len(quads) {
		t.Fatalf("%d lines of %d quads", got, len(quads))
	}
	loads := map[string]func(*Store) (LoadReport, error){
		"values": func(s *Store) (LoadReport, error) { return s.Load(ctx, seqOf(quads, nil)) },
		"blocks": func(s *Store) (LoadReport, error) { return s.LoadBlocks(ctx, blocksOf(quads, 1000), nil) },
	}
	for name, load := range loads {
		for _, before := range []int{0, 100, bulkMin + 100} {
			for _, onDisk := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s on %d, disk %v", name, before, onDisk), func(t *testing.T) {
					o := Options{ClaimPrefix: claimPrefix}
					if onDisk {
						o.Path = t.TempDir()
					}
					s := openTest(t, o)
					if err := s.Apply(ctx, Batch{Add: quads[:before]}); err != nil {
						t.Fatal(err)
					}
					report, err := load(s)
					if err != nil {
						t.Fatal(err)
					}
					if report.Read != len(quads) || report.Added != len(quads)-before {
						t.Errorf("read %d, added %d", report.Read, report.Added)
					}
					if onDisk {
						s = reopen(t, s, o)
					}
					if got := nquads(t, s.Snapshot()); got != want {
						t.Error("the quads differ")
					}
					if diff := cmp.Diff(reference.Snapshot().Stats(), s.Snapshot().Stats()); diff != "" {
						t.Errorf("stats (-want +got):\n%s", diff)
					}
				})
			}
		}
	}
}

// TestLoadFails shows that a load that fails leaves nothing behind, and that the
// store takes the next.
func TestLoadFails(t *testing.T) {
	quads := manyQuads(2 * bulkMin)
	broken := errors.New("broken")
	for _, n := range []int{10, len(quads)} {
		o := Options{Path: t.TempDir(), ClaimPrefix: claimPrefix}
		s := openTest(t, o)
		if err := s.Apply(context.Background(), Batch{Add: quads[:3]}); err != nil {
			t.Fatal(err)
		}
		before := nquads(t, s.Snapshot())
		if _, err := s.Load(context.Background(), seqOf(quads[:n], broken)); !errors.Is(err, broken) {
			t.Fatalf("error %v", err)
		}
		if s = reopen(t, s, o); nquads(t, s.Snapshot()) != before {
			t.Fatal("a failed load changed the store")
		}
		ctx, cancel := context.WithCancel(context.Background())
		_, err := s.Load(ctx, func(yield func(quad.Quad, error) bool) {
			for i, q := range quads[:n] {
				if i == n/2 {
					cancel()
				}
				if !yield(q, nil) {
					return
				}
			}
		})
		if !errors.Is(err, context.Canceled) || nquads(t, s.Snapshot()) != before {
			t.Fatalf("error %v, or the store has changed", err)
		}
		if _, err := s.Load(context.Background(), seqOf(quads[:n], nil)); err != nil {
			t.Fatal(err)
		}
		if got := s.Snapshot().Stats().Quads; got != n {
			t.Fatalf("%d quads after loading %d", got, n)
		}
	}
}

// blocksOf cuts quads into blocks, with each term of one block once.
func blocksOf(quads []quad.Quad, size int) func(func(*store.Block, error) bool) {
	return func(yield func(*store.Block, error) bool) {
		for part := range slices.Chunk(quads, size) {
			b, numbers := &store.Block{}, map[quad.Value]uint32{nil: 0}
			for _, q := range part {
				var row [4]uint32
				for i, v := range []quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
					n, ok := numbers[v]
					if !ok {
						b.Terms = append(b.Terms, v)
						n = uint32(len(b.Terms))
						numbers[v] = n
					}
					row[i] = n
				}
				b.Quads = append(b.Quads, row)
			}
			if !yield(b, nil) {
				return
			}
		}
	}
}

// TestLoadBlocksOfNoQuads refuses a quad that lacks a term, and leaves nothing.
func TestLoadBlocksOfNoQuads(t *testing.T) {
	s := openTest(t, Options{})
	for _, row := range [][4]uint32{{0, 1, 1, 0}, {1, 0, 1, 0}, {1, 1, 0, 1}} {
		_, err := s.LoadBlocks(context.Background(), func(yield func(*store.Block, error) bool) {
			yield(&store.Block{Terms: []quad.Value{quad.IRI("a")}, Quads: [][4]uint32{{1, 1, 1, 0}, row}}, nil)
		}, nil)
		if !errors.Is(err, ErrValue) || s.Snapshot().Stats() != (Stats{}) {
			t.Errorf("%v: error %v, %+v", row, err, s.Snapshot().Stats())
		}
	}
}

func openTest(t testing.TB, o Options) *Store {
	t.Helper()
	s, err := Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() }) // closing twice is no error
	return s
}

func reopen(t testing.TB, s *Store, o Options) *Store {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return openTest(t, o)
}
