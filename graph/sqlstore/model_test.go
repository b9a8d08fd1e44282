package sqlstore_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"whence/graph/engine"
	"whence/graph/pglog"
	"whence/graph/pglog/pglogtest"
	"whence/graph/quadstore"
	"whence/graph/sqlstore"
	"whence/graph/store"
	"whence/graph/store/storetest"
)

// TestModel writes the same at random to rows and to a store in memory: both have the same IDs, counts, quads, edges, answers to
// one thing at a time and side records after every step, and so has another process that follows.
func TestModel(t *testing.T) {
	ctx, rng := t.Context(), rand.New(rand.NewPCG(7, 8))
	at := pglogtest.URL(t, t.Name())
	rows, follower := open(t, at), open(t, at)
	model, err := quadstore.Open(ctx, quadstore.Options{ClaimPrefix: storetest.ClaimPrefix})
	if err != nil {
		t.Fatal(err)
	}
	defer model.Close()
	memory := engine.Embedded(model, false)
	for step := range 60 {
		switch rng.IntN(6) {
		case 0:
			quads := someQuads(rng, 40)
			for _, s := range []engine.Store{rows.Store, memory} {
				if err := s.Load(ctx, seq(quads), func() ([]quadstore.SideRecord, error) {
					return []quadstore.SideRecord{{Key: []byte("load"), Value: fmt.Append(nil, step)}}, nil
				}); err != nil {
					t.Fatal(err)
				}
			}
		default:
			b := quadstore.Batch{Add: someQuads(rng, rng.IntN(8)), Remove: someQuads(rng, rng.IntN(12)), Note: fmt.Append(nil, "note ", step)}
			for range rng.IntN(3) {
				r := quadstore.SideRecord{Key: fmt.Append(nil, "key", rng.IntN(9))}
				if rng.IntN(3) > 0 {
					r.Value = fmt.Append(nil, rng.IntN(99))
				}
				b.Side = append(b.Side, r)
			}
			for _, s := range []engine.Store{rows.Store, memory} {
				if err := s.Group(ctx, func(g engine.Group) error { return g.Apply(ctx, b) }); err != nil {
					t.Fatal(err)
				}
			}
		}
		if step%4 == 3 {
			sameStores(t, memory, rows.Store)
		}
		if step%20 == 19 {
			follow(t, follower)
			sameStores(t, memory, follower.Store)
		}
		if t.Failed() {
			t.Fatalf("after step %d", step)
		}
	}
	copied, err := rows.Embedded(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer copied.Close()
	sameStores(t, memory, engine.Embedded(copied, false))
	filled := open(t, pglogtest.URL(t, t.Name()+"filled"))
	if err := filled.Fill(ctx, model.Snapshot().Engine(), model.SideRange(ctx, nil, nil, quadstore.Ascending)); err != nil {
		t.Fatal(err)
	}
	sameStores(t, memory, filled.Store)
	if err := filled.Fill(ctx, model.Snapshot().Engine(), model.SideRange(ctx, nil, nil, quadstore.Ascending)); !errors.Is(err, quadstore.ErrNotNew) {
		t.Errorf("filling what is full: %v", err)
	}
	sameStores(t, memory, open(t, at).Store)
}

func follow(t testing.TB, p process) {
	t.Helper()
	for more := true; more; {
		var err error
		if _, more, err = p.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func someQuads(rng *rand.Rand, n int) (quads []quad.Quad) {
	for range n {
		q := quad.Quad{Subject: quad.IRI(fmt.Sprint("s", rng.IntN(9))), Predicate: quad.IRI(fmt.Sprint("http://p.example/", rng.IntN(4)))}
		switch n := rng.IntN(12); rng.IntN(6) {
		case 0:
			q.Object = quad.String(fmt.Sprint("text\x00\"\n", n))
		case 1:
			q.Object = []quad.Value{
				quad.TypedString{Value: quad.String(fmt.Sprint(n)), Type: "http://www.w3.org/2001/XMLSchema#integer"},
				quad.LangString{Value: quad.String(fmt.Sprint(n)), Lang: "en"},
				quad.Int(n), quad.Bool(n > 5), quad.Float(n), quad.BNode(fmt.Sprint(n)),
			}[rng.IntN(6)]
		case 2:
			q.Object = quad.IRI(fmt.Sprint("s", n))
		default:
			q.Object = storetest.Claim(n)
		}
		if rng.IntN(2) == 0 {
			q.Label = storetest.Claim(rng.IntN(20))
		}
		quads = append(quads, q)
	}
	return quads
}

func seq(quads []quad.Quad) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		for _, q := range quads {
			if !yield(q, nil) {
				return
			}
		}
	}
}

// said is all that a store says of itself.
func said(t testing.TB, s engine.Store) (all []string) {
	t.Helper()
	say := func(what ...any) { all = append(all, fmt.Sprint(what...)) }
	ctx, snap := context.Background(), s.Snapshot()
	stats := snap.Stats()
	say(snap.Version(), stats)
	var ids []store.ID
	for n := range stats.Terms + 2 {
		ids = append(ids, store.ID(n))
	}
	for n := range stats.Claims + 1 {
		ids = append(ids, store.ClaimID(uint32(n)))
	}
	var edges store.Edges
	for _, id := range ids {
		v := snap.Value(id)
		say(id, v, string(snap.AppendText(nil, id)), snap.Mentions(id), snap.Degree(id, quad.Predicate, 0))
		if v != nil && snap.ID(v) != id {
			t.Errorf("%v has ID %d, not %d", v, snap.ID(v), id)
		}
		for _, d := range []quad.Direction{quad.Subject, quad.Object, quad.Label} {
			snap.ExpandPage(&edges, id, d, 0, 1, 3)
			say(d, snap.Degree(id, d, 0), edges.Len(), edges)
		}
	}
	for q := range snap.Scan(0) {
		say(q, snap.Has(q))
	}
	for q, err := range snap.Quads(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		say(q)
	}
	for _, order := range []quadstore.Order{quadstore.Ascending, quadstore.Descending} {
		for r, err := range s.SideRange(ctx, []byte("key2"), []byte("m"), order) {
			if err != nil {
				t.Fatal(err)
			}
			value, err := s.SideValue(r.Key)
			say(string(r.Key), string(r.Value), string(value), err)
		}
	}
	value, err := s.SideValue([]byte("none"))
	say(value == nil, err)
	return all
}

func sameStores(t testing.TB, want, got engine.Store) {
	t.Helper()
	if diff := cmp.Diff(said(t, want), said(t, got)); diff != "" {
		t.Errorf("(-memory +rows):\n%s", diff)
	}
}

// TestTwo has two processes write in turn: who has not caught up gets ErrConflict and changes nothing.
func TestTwo(t *testing.T) {
	ctx, at := t.Context(), pglogtest.URL(t, t.Name())
	a, b := open(t, at), open(t, at)
	for n := range 30 {
		first, second := a, b
		if n%2 == 1 {
			first, second = b, a
		}
		q := quad.MakeIRI(fmt.Sprint("s", n), "p", "o", string(storetest.Claim(n)))
		if err := first.Apply(ctx, []quad.Quad{q}, nil); err != nil {
			t.Fatal(err)
		}
		never := []quad.Quad{quad.MakeIRI("never", "p", "o", "")}
		if err := second.Apply(ctx, never, nil); !errors.Is(err, store.ErrConflict) {
			t.Fatalf("two writes on one version: %v", err)
		}
		if err := second.Load(ctx, seq(never), func() ([]quadstore.SideRecord, error) { return nil, nil }); !errors.Is(err, store.ErrConflict) {
			t.Fatalf("a load on an older version: %v", err)
		}
		changes, _, err := second.CatchUp(ctx)
		if err != nil || len(changes) != 1 {
			t.Fatalf("%d changes, %v", len(changes), err)
		}
	}
	sameStores(t, a.Store, b.Store)
	sameStores(t, a.Store, open(t, at).Store)
}

// TestManyQuads loads so many that the indexes are made afterwards, and then more.
func TestManyQuads(t *testing.T) {
	ctx, rows := t.Context(), open(t, pglogtest.URL(t, t.Name()))
	model, err := quadstore.Open(ctx, quadstore.Options{ClaimPrefix: storetest.ClaimPrefix})
	if err != nil {
		t.Fatal(err)
	}
	defer model.Close()
	memory := engine.Embedded(model, false)
	for round := range 2 {
		var quads []quad.Quad
		for n := range 20_000 {
			quads = append(quads, quad.Quad{Subject: quad.IRI(fmt.Sprint("http://e.example/", n%7000)), Predicate: quad.IRI(fmt.Sprint("p", round)), Object: quad.IRI("http://e.example/hub"), Label: storetest.Claim(n)})
		}
		quads = append(quads, quads[:500]...)
		for _, s := range []engine.Store{rows.Store, memory} {
			if err := s.Load(ctx, seq(quads), func() ([]quadstore.SideRecord, error) { return nil, nil }); err != nil {
				t.Fatal(err)
			}
		}
		if a, b := memory.Snapshot().Stats(), rows.Store.Snapshot().Stats(); a != b {
			t.Errorf("%+v, not %+v", b, a)
		}
		if diff := cmp.Diff(slices.Collect(memory.Snapshot().Scan(0)), slices.Collect(rows.Store.Snapshot().Scan(0))); diff != "" {
			t.Errorf("(-memory +rows):\n%.2000s", diff)
		}
	}
}

// TestKept refuses rows where there is a log, and a log where there are rows.
func TestKept(t *testing.T) {
	log := pglogtest.Open(t, pglogtest.URL(t, t.Name()), pglog.Options{Create: true})
	defer log.Close()
	if _, err := sqlstore.Open(t.Context(), log, sqlstore.Options{}); !errors.Is(err, sqlstore.ErrKept) {
		t.Errorf("rows of a log: %v", err)
	}
	rows := pglogtest.Open(t, pglogtest.URL(t, t.Name()+"rows"), pglog.Options{Create: true, Rows: sqlstore.Tables()})
	defer rows.Close()
	if _, err := quadstore.Open(t.Context(), quadstore.Options{Log: rows}); err == nil {
		t.Error("rows are opened as a log")
	}
}
