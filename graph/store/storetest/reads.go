package storetest

import (
	"cmp"
	"context"
	"math/big"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"
	compare "github.com/google/go-cmp/cmp"

	"whence/graph/store"
)

// checkIDs looks at every ID there is: from 1 without a gap, claims apart, the same after reopening and after the last quad
// of a term is gone.
func checkIDs(t *testing.T, f *fixture) {
	s := f.snapshot(t)
	terms := f.terms()
	got := ids(t, s, terms...)
	seen := map[store.ID]bool{}
	for i, id := range got {
		iri, ok := terms[i].(quad.IRI)
		claim := ok && len(iri) == len(ClaimPrefix)+32
		if id == 0 || seen[id] || id.IsClaim() != claim {
			t.Errorf("%v has ID %#x, twice: %v", terms[i], uint32(id), seen[id])
		}
		seen[id] = true
	}
	stats := s.Stats()
	for n := range stats.Terms {
		if !seen[store.ID(n+1)] {
			t.Errorf("no term has ID %d of 1 to %d", n+1, stats.Terms)
		}
	}
	for n := range stats.Claims {
		if !seen[store.FirstClaim+store.ID(n)] {
			t.Errorf("no claim has number %d of %d", n, stats.Claims)
		}
	}
	if len(seen) != stats.Terms+stats.Claims || stats.Quads != len(f.quads) {
		t.Errorf("%d terms and %d quads, counted as %+v", len(seen), len(f.quads), stats)
	}
	if none := ids(t, s, quad.IRI("unheard of"), nil, Claim(100000)); !slices.Equal(none, []store.ID{0, 0, 0}) {
		t.Errorf("unknown terms have IDs %v", none)
	}
	if !f.config.Volatile {
		f.reopen(t)
		if diff := compare.Diff(got, ids(t, f.snapshot(t), terms...)); diff != "" {
			t.Errorf("IDs after reopening (-before +after):\n%s", diff)
		}
	}
}

// checkTerms reads terms back as values, texts and keys.
func checkTerms(t *testing.T, f *fixture) {
	s, ctx := f.snapshot(t), context.Background()
	terms := f.terms()
	of := append(ids(t, s, terms...), 0, store.ID(s.Stats().Terms+1), store.FirstClaim+store.ID(s.Stats().Claims))
	values := make([]quad.Value, len(of))
	if err := s.Values(ctx, values, of); err != nil {
		t.Fatal(err)
	}
	if diff := compare.Diff(append(terms, nil, nil, nil), values); diff != "" {
		t.Errorf("values (-want +got):\n%s", diff)
	}
	var texts store.Texts
	if err := s.Texts(ctx, &texts, of); err != nil {
		t.Fatal(err)
	}
	keys := make([]store.ClaimKey, len(of))
	if err := s.ClaimKeys(ctx, keys, of); err != nil {
		t.Fatal(err)
	}
	for i, id := range of {
		if want := lexical(values[i]); string(texts.Of(i)) != want {
			t.Errorf("text %q of %v", texts.Of(i), values[i])
		}
		want := new(big.Int)
		if id.IsClaim() && values[i] != nil {
			want.SetString(lexical(values[i])[len(ClaimPrefix):], 16)
		}
		got := new(big.Int).SetUint64(keys[i][0])
		got.Add(got.Lsh(got, 64), new(big.Int).SetUint64(keys[i][1]))
		if got.Cmp(want) != 0 {
			t.Errorf("key %x of %v", keys[i], values[i])
		}
	}
}

func lexical(v quad.Value) string {
	switch v := v.(type) {
	case quad.IRI:
		return string(v)
	case quad.String:
		return string(v)
	case quad.TypedString:
		return string(v.Value)
	}
	return ""
}

// order compares quads as the edges of a direction are sorted.
func order(d store.Direction) func(a, b store.Quad) int {
	by := []store.Direction{store.Subject, store.Predicate, store.Object, store.Label}
	switch d {
	case store.Object:
		by = []store.Direction{store.Object, store.Predicate, store.Subject, store.Label}
	case store.Label:
		by = []store.Direction{store.Label, store.Subject, store.Predicate, store.Object}
	case store.Predicate:
		by = []store.Direction{store.Predicate, store.Subject, store.Object, store.Label}
	}
	return func(a, b store.Quad) int {
		for _, d := range by {
			if c := cmp.Compare(a.Get(d), b.Get(d)); c != 0 {
				return c
			}
		}
		return 0
	}
}

// edgesOf is what a node has, in order, by going through everything.
func edgesOf(all []store.Quad, id store.ID, d store.Direction, limit int, preds []store.ID) []store.Quad {
	var out []store.Quad
	for _, q := range all {
		heeded := len(preds) > 0 && (d == store.Subject || d == store.Object)
		if id != 0 && q.Get(d) == id && (!heeded || slices.Contains(preds, q.Predicate)) {
			out = append(out, q)
		}
	}
	slices.SortFunc(out, order(d))
	if limit > 0 && len(out) > limit {
		out = out[:limit]
	}
	return out
}

// frontiers is frontiers to expand: of every term, some twice, with IDs of no term among them.
func frontiers(s store.Snapshot) [][]store.ID {
	var all []store.ID
	for n := range s.Stats().Terms + 2 { // 0 and one beyond the last too
		all = append(all, store.ID(n))
	}
	for n := range s.Stats().Claims + 1 {
		all = append(all, store.FirstClaim+store.ID(n))
	}
	return [][]store.ID{nil, {all[1]}, {all[2], all[1], all[2]}, append(all, all[:20]...)}
}

func predicates(t testing.TB, s store.Snapshot) [][]store.ID {
	p := ids(t, s, quad.IRI("p0"), quad.IRI("p1"), quad.IRI("p2"), quad.IRI("unheard of"))
	return [][]store.ID{nil, {p[1]}, {p[2], p[0]}, {p[2], p[2], p[3]}, {p[3]}, {0}}
}

func checkExpand(t *testing.T, f *fixture) {
	s, ctx := f.snapshot(t), context.Background()
	all := f.inIDs(t, s)
	var edges store.Edges // used again
	for _, d := range []store.Direction{store.Subject, store.Object, store.Label} {
		for _, of := range frontiers(s) {
			for _, preds := range predicates(t, s) {
				for _, limit := range []int{0, 1, 3} {
					if err := s.Expand(ctx, &edges, of, d, limit, preds...); err != nil {
						t.Fatal(err)
					}
					if len(edges.Start) != len(of)+1 {
						t.Fatalf("%d starts of %d nodes", len(edges.Start), len(of))
					}
					for i, id := range of {
						var got []store.Quad
						for lo, hi := edges.Of(i); lo < hi; lo++ {
							got = append(got, edges.Quad(lo))
						}
						if diff := compare.Diff(edgesOf(all, id, d, limit, preds), got); diff != "" {
							t.Fatalf("%v %d, predicates %v, limit %d (-want +got):\n%s", d, id, preds, limit, diff)
						}
					}
				}
			}
		}
	}
	if err := s.Expand(ctx, &edges, []store.ID{1}, 0, 0); err == nil {
		t.Error("no direction is no error")
	}
}

func checkDegrees(t *testing.T, f *fixture) {
	s, ctx := f.snapshot(t), context.Background()
	all := f.inIDs(t, s)
	for _, d := range []store.Direction{store.Subject, store.Object, store.Label, store.Predicate} {
		for _, of := range frontiers(s) {
			for _, preds := range predicates(t, s) {
				if d == store.Label || d == store.Predicate {
					preds = nil
				}
				columns := max(1, len(preds))
				got := make([]uint32, len(of)*columns)
				for i := range got {
					got[i] = 99 // is replaced
				}
				if err := s.Degrees(ctx, got, of, d, preds...); err != nil {
					t.Fatal(err)
				}
				for i, id := range of {
					for p := range columns {
						var one []store.ID
						if len(preds) > 0 {
							one = preds[p : p+1]
						}
						if want := len(edgesOf(all, id, d, 0, one)); int(got[i*columns+p]) != want {
							t.Fatalf("%v %d, predicate %v: degree %d, want %d", d, id, one, got[i*columns+p], want)
						}
					}
				}
			}
		}
	}
}

func checkColumns(t *testing.T, f *fixture) {
	s, ctx := f.snapshot(t), context.Background()
	all := f.inIDs(t, s)
	for _, of := range frontiers(s) {
		for _, preds := range predicates(t, s) {
			got := make([][]store.ID, len(preds))
			for p := range got {
				got[p] = slices.Repeat([]store.ID{99}, len(of)) // is replaced
			}
			if err := s.Columns(ctx, got, of, preds...); err != nil {
				t.Fatal(err)
			}
			for p := range preds {
				for i, id := range of {
					want := store.ID(0)
					if edges := edgesOf(all, id, store.Subject, 0, preds[p:p+1]); len(edges) > 0 {
						want = edges[len(edges)-1].Object
					}
					if got[p][i] != want {
						t.Fatalf("predicate %d of %d: %d, want %d", preds[p], id, got[p][i], want)
					}
				}
			}
		}
	}
}

func checkHasAll(t *testing.T, f *fixture) {
	s, ctx := f.snapshot(t), context.Background()
	quads := f.inIDs(t, s)
	want := slices.Repeat([]bool{true}, len(quads))
	for _, q := range f.gone {
		if !f.quads[q] {
			of := ids(t, s, q.Subject, q.Predicate, q.Object, q.Label)
			quads, want = append(quads, store.Quad{Subject: of[0], Predicate: of[1], Object: of[2], Label: of[3]}), append(want, false)
		}
	}
	quads, want = append(quads, store.Quad{}, store.Quad{Subject: 1 << 20}), append(want, false, false)
	got := make([]bool, len(quads))
	if err := s.HasAll(ctx, got, quads); err != nil {
		t.Fatal(err)
	}
	if diff := compare.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
