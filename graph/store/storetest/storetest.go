// Package storetest is the rules of package store as a suite: what the graph takes for granted of an engine.
package storetest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/cayleygraph/quad"

	"whence/graph/store"
)

// ClaimPrefix is the prefix of claims in the quads of the suite. A store under test makes IDs of claims of IRIs of it and 32
// lower-case hexadecimal digits.
const ClaimPrefix = "https://claims.example/"

// Store is a store under test.
type Store interface {
	Snapshot(ctx context.Context) (store.Snapshot, error)
	Apply(ctx context.Context, add, remove []quad.Quad) error
	Close() error
}

// Config says how to open a store.
type Config struct {
	// Open opens the store of a folder, or makes one where there is none.
	Open func(t testing.TB, dir string) Store
	// Volatile is a store that ends with its process: it is not opened anew.
	Volatile bool
}

// Run runs the suite.
func Run(t *testing.T, c Config) {
	for name, check := range map[string]func(*testing.T, *fixture){
		"ids are dense and stay":      checkIDs,
		"terms come back":             checkTerms,
		"edges are in order":          checkExpand,
		"edges are counted":           checkDegrees,
		"columns have the last":       checkColumns,
		"quads are there or are not":  checkHasAll,
		"scans are in order":          checkScan,
		"quads are in one order":      checkQuads,
		"a snapshot never changes":    checkIdentity,
		"a context that ended counts": checkCancelled,
		"closing":                     checkClose,
	} {
		t.Run(name, func(t *testing.T) { check(t, newFixture(t, c)) })
	}
}

// fixture is a store with some quads, written in several steps, and what it must hold.
type fixture struct {
	config Config
	dir    string
	store  Store
	quads  map[quad.Quad]bool
	gone   []quad.Quad
}

func newFixture(t *testing.T, c Config) *fixture {
	t.Helper()
	f := &fixture{config: c, dir: t.TempDir(), quads: map[quad.Quad]bool{}}
	f.store = c.Open(t, f.dir)
	t.Cleanup(func() { _ = f.store.Close() }) // closing twice is no error
	rng := rand.New(rand.NewPCG(1, 2))
	for range 4 {
		var add []quad.Quad
		for range 200 {
			add = append(add, randomQuad(rng))
		}
		f.apply(t, add, nil)
	}
	for q := range f.quads {
		if f.gone = append(f.gone, q); len(f.gone) == 60 {
			break
		}
	}
	f.apply(t, nil, f.gone)
	if !c.Volatile {
		f.reopen(t)
	}
	more := []quad.Quad{randomQuad(rng), randomQuad(rng), quad.MakeIRI("s1", "p1", "late", "")}
	f.apply(t, more, nil)
	return f
}

// randomQuad is one of few, so that nodes have many edges: of hubs and others, with labels and without, of all sorts of terms.
func randomQuad(rng *rand.Rand) quad.Quad {
	q := quad.Quad{Subject: quad.IRI(fmt.Sprint("s", rng.IntN(12))), Predicate: quad.IRI(fmt.Sprint("p", rng.IntN(4)))}
	switch n := rng.IntN(40); rng.IntN(4) {
	case 0:
		q.Object = quad.String(fmt.Sprint("text ", n))
	case 1:
		q.Object = quad.TypedString{Value: quad.String(fmt.Sprint(n)), Type: "http://www.w3.org/2001/XMLSchema#integer"}
	case 2:
		q.Object = quad.IRI(fmt.Sprint("s", n%12))
	default:
		q.Object = Claim(n)
	}
	if rng.IntN(2) == 0 {
		q.Label = Claim(rng.IntN(60))
	}
	return q
}

// Claim is the IRI of the n-th claim.
func Claim(n int) quad.IRI { return quad.IRI(fmt.Sprintf("%s%032x", ClaimPrefix, n*n*7919+n)) }

func (f *fixture) apply(t testing.TB, add, remove []quad.Quad) {
	t.Helper()
	if err := f.store.Apply(context.Background(), add, remove); err != nil {
		t.Fatal(err)
	}
	for _, q := range remove {
		delete(f.quads, q)
	}
	for _, q := range add {
		f.quads[q] = true
	}
}

func (f *fixture) reopen(t testing.TB) {
	t.Helper()
	if err := f.store.Close(); err != nil {
		t.Fatal(err)
	}
	f.store = f.config.Open(t, f.dir)
}

func (f *fixture) snapshot(t testing.TB) store.Snapshot {
	t.Helper()
	s, err := f.store.Snapshot(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() }) // closing twice is no error
	return s
}

// terms is every term that the fixture has ever put in.
func (f *fixture) terms() []quad.Value {
	seen := map[quad.Value]bool{}
	var all []quad.Value
	take := func(q quad.Quad) {
		for _, v := range []quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
			if v != nil && !seen[v] {
				seen[v] = true
				all = append(all, v)
			}
		}
	}
	for q := range f.quads {
		take(q)
	}
	for _, q := range f.gone {
		take(q)
	}
	return all
}

// ids is the IDs of terms.
func ids(t testing.TB, s store.Snapshot, terms ...quad.Value) []store.ID {
	t.Helper()
	out := make([]store.ID, len(terms))
	if err := s.IDs(context.Background(), out, terms); err != nil {
		t.Fatal(err)
	}
	return out
}

// inIDs is the fixture's quads in IDs.
func (f *fixture) inIDs(t testing.TB, s store.Snapshot) []store.Quad {
	t.Helper()
	var out []store.Quad
	for q := range f.quads {
		of := ids(t, s, q.Subject, q.Predicate, q.Object, q.Label)
		out = append(out, store.Quad{Subject: of[0], Predicate: of[1], Object: of[2], Label: of[3]})
	}
	return out
}
