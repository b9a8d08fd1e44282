package pglog_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"whence/graph/pglog"
	"whence/graph/pglog/pglogtest"
	"whence/graph/quadstore"
	"whence/graph/store"
	"whence/graph/store/storetest"
)

// process is one process of several on a log.
type process struct {
	*quadstore.Store
	log *pglog.Log
}

func open(t testing.TB, name string) process {
	t.Helper()
	log := pglogtest.Open(t, pglogtest.URL(t, name), pglog.Options{Create: true})
	s, err := quadstore.Open(context.Background(), quadstore.Options{Log: log, ClaimPrefix: storetest.ClaimPrefix})
	if err != nil {
		t.Fatal(err)
	}
	p := process{s, log}
	t.Cleanup(func() { _ = p.Close() }) // twice is no error
	return p
}

func (p process) Snapshot(context.Context) (store.Snapshot, error) {
	return p.Store.Snapshot().Engine(), nil
}

func (p process) Apply(ctx context.Context, add, remove []quad.Quad) error {
	return p.Store.Apply(ctx, quadstore.Batch{Add: add, Remove: remove})
}

func (p process) Close() error {
	err := p.Store.Close()
	if p.log != nil {
		_ = p.log.Close()
	}
	return err
}

// TestStore is the suite of stores over one that is kept in a database.
func TestStore(t *testing.T) {
	storetest.Run(t, storetest.Config{Open: func(t testing.TB, dir string) storetest.Store { return open(t, dir) }})
}

// TestTwo has two processes write in turn and at once; each has what the other wrote.
func TestTwo(t *testing.T) {
	ctx := t.Context()
	a, b := open(t, t.Name()), open(t, t.Name())
	for n := range 50 {
		first, second := a, b
		if n%2 == 1 {
			first, second = b, a
		}
		q := quad.MakeIRI(fmt.Sprint("s", n), "p", "o", fmt.Sprint(storetest.Claim(n)))
		if err := first.Apply(ctx, []quad.Quad{q}, nil); err != nil {
			t.Fatal(err)
		}
		if err := second.Apply(ctx, []quad.Quad{quad.MakeIRI("never", "p", "o", "")}, nil); !errors.Is(err, store.ErrConflict) {
			t.Fatalf("two writes on one version: %v", err)
		}
		changes, _, err := second.CatchUp(ctx)
		if err != nil || len(changes) != 1 {
			t.Fatalf("%d changes, %v", len(changes), err)
		}
	}
	if diff := cmp.Diff(dump(t, a), dump(t, b)); diff != "" {
		t.Errorf("(-one +other):\n%s", diff)
	}
	c := open(t, t.Name())
	if diff := cmp.Diff(dump(t, a), dump(t, c)); diff != "" {
		t.Errorf("(-one +a third):\n%s", diff)
	}
}

func dump(t testing.TB, p process) (all []quad.Quad) {
	t.Helper()
	s, _ := p.Snapshot(t.Context())
	for q, err := range s.Quads(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, q)
	}
	return all
}
