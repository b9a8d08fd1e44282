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
		b = append(s.AppendQuad(b, q), '\n')
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
		"text":   func(s *Store) (LoadReport, error) { return s.LoadNQuads(ctx, strings.NewReader(want)) },
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

// TestParse reads N-Quads line by line: what is in them, or which line is wrong.
func TestParse(t *testing.T) {
	for _, c := range []struct {
		text string
		want []quad.Quad
		err  string
	}{
		{text: ""},
		{text: "# nothing\n\n  \r\n"},
		{text: "<a> <b> <c> .", want: []quad.Quad{quad.MakeIRI("a", "b", "c", "")}},
		{text: "<a><b><c><d>.# end\r\n", want: []quad.Quad{quad.MakeIRI("a", "b", "c", "d")}},
		{text: `_:a.b <b> "c\"\\\n\u00e9\U0001F600"@en-GB _:g.`, want: []quad.Quad{{
			Subject: quad.BNode("a.b"), Predicate: quad.IRI("b"),
			Object: quad.LangString{Value: "c\"\\\né😀", Lang: "en-GB"}, Label: quad.BNode("g"),
		}}},
		{text: "<\\u0061> <b> \"01\"^^<http://www.w3.org/2001/XMLSchema#integer> .", want: []quad.Quad{{
			Subject: quad.IRI("a"), Predicate: quad.IRI("b"),
			Object: quad.TypedString{Value: "01", Type: "http://www.w3.org/2001/XMLSchema#integer"},
		}}},
		{text: "<a> <b> \"\" .", want: []quad.Quad{{Subject: quad.IRI("a"), Predicate: quad.IRI("b"), Object: quad.String("")}}},
		{text: "<a> <b> <c> .\n<a> <b> .", err: "line 2: object expected"},
		{text: "<a> <b> <c>", err: "line 1: label or . expected"},
		{text: "<a> <b> <c> <d>", err: "line 1: . expected"},
		{text: "<a> <b> <c> . x", err: "line 1: . expected"},
		{text: "<a> _:b <c> .", err: "line 1: predicate expected"},
		{text: "\"a\" <b> <c> .", err: "line 1: subject expected"},
		{text: `<a> <b> "c .`, err: "line 1: object expected"},
		{text: `<a> <b> "c\`, err: "line 1: object expected"},
		{text: `<a> <b> "\x" .`, err: "line 1: escape"},
		{text: `<a> <b> "\uD800" .`, err: "line 1: escape"},
		{text: "<a", err: "line 1: subject expected"},
		{text: "_: <b> <c> .", err: "line 1: subject expected"},
	} {
		s := openTest(t, Options{})
		_, err := s.LoadNQuads(context.Background(), strings.NewReader(c.text))
		if c.err != "" {
			if !errors.Is(err, ErrSyntax) || !strings.HasPrefix(err.Error(), c.err) {
				t.Errorf("%q: error %v, want %s", c.text, err, c.err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		if diff := cmp.Diff(c.want, slices.Collect(quadsOf(t, s.Snapshot()))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}

// FuzzNQuads checks that what is written reads back the same, whatever came in.
func FuzzNQuads(f *testing.F) {
	f.Add("<a> <b> \"c\\u0000\\\"\"@en _:d .\n")
	f.Add("<\\u003E> <b> \"1\"^^<x\\\\y> .")
	f.Fuzz(func(t *testing.T, text string) {
		s := openTest(t, Options{})
		if _, err := s.LoadNQuads(context.Background(), strings.NewReader(text)); err != nil {
			return
		}
		once := nquads(t, s.Snapshot())
		again := openTest(t, Options{})
		if _, err := again.LoadNQuads(context.Background(), strings.NewReader(once)); err != nil {
			t.Fatalf("%q is written as %q: %v", text, once, err)
		}
		if twice := nquads(t, again.Snapshot()); twice != once {
			t.Fatalf("%q is read back as %q", once, twice)
		}
	})
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
