package snapshot_test

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/engine"
	"whence/graph/quadstore"
	"whence/graph/snapshot"
)

// Every table of a store that grows says of each of its terms what the term's IRI says, whichever of them was asked first, and by
// however many at once; and of later terms nothing.
func TestKindsOfGrowingStore(t *testing.T) {
	namer, err := encoding.NewNamer("")
	if err != nil {
		t.Fatal(err)
	}
	s, err := quadstore.Open(t.Context(), quadstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	random := rand.New(rand.NewPCG(1, 2))
	kinds := []string{"entity/organisation/", "entity/place/", "entity/person/", "citation/", "elsewhere/"}
	var tables []snapshot.KindTable
	var snaps []engine.Snapshot
	table, terms := snapshot.KindTable{}, 0
	for _, more := range []int{1, 254, 1, 1, 3, 600, 16_000, 200, 17_000, 0, 5} {
		var b quadstore.Batch
		for range more {
			terms++
			node := quad.IRI(fmt.Sprint(namer.Base, kinds[random.IntN(len(kinds))], terms))
			b.Add = append(b.Add, quad.Quad{Subject: node, Predicate: quad.IRI("p"), Object: quad.String("o")})
		}
		if err := s.Apply(t.Context(), b); err != nil {
			t.Fatal(err)
		}
		snap := engine.Embedded(s, false).Snapshot()
		table = table.Grown(snap, namer)
		tables, snaps = append(tables, table), append(snaps, snap)
		for range 20 { // which reads some of the blocks
			table.Of(quadstore.ID(1 + random.IntN(snap.Stats().Terms)))
		}
	}
	last := snaps[len(snaps)-1].Stats().Terms
	want := make([]claim.EntityKind, last+1)
	for id := 1; id <= last; id++ {
		want[id] = namer.KindOf(snaps[len(snaps)-1].AppendText(nil, quadstore.ID(id)))
	}
	var readers sync.WaitGroup
	for i := range tables {
		known := snaps[i].Stats().Terms
		for start := range 3 {
			readers.Go(func() {
				for n := range last + 1 {
					id := (n*7919 + start) % (last + 1)
					expected := want[id]
					if id > known {
						expected = ""
					}
					if got := tables[i].Of(quadstore.ID(id)); got != expected {
						t.Errorf("table %d: term %d is %q, should be %q", i, id, got, expected)
						return
					}
				}
			})
		}
	}
	readers.Wait()
}
