package names

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestUpdates makes random updates, removals, rebuilds and reopenings: an index answers as one that is made at once of what
// it is to hold by then.
func TestUpdates(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	x := mustOpen(t, disk(dir))
	r := rand.New(rand.NewPCG(3, 4))
	held := map[string]Entry{}
	for step := 1; step <= 120; step++ {
		switch r.IntN(12) {
		case 0:
			if err := x.Close(); err != nil {
				t.Fatal(err)
			}
			x = mustOpen(t, disk(dir))
			if err := x.Discarded(); err != nil {
				t.Fatal(err)
			}
			continue
		case 2, 3:
			if err := x.Flush(ctx); err != nil {
				t.Fatal(err)
			}
			continue
		case 1:
			if err := x.Rebuild(ctx, uint64(step), sequence(slices.Collect(maps.Values(held)))); err != nil {
				t.Fatal(err)
			}
		default:
			changed, removed := change(r, held)
			if err := x.Update(ctx, uint64(step), changed, removed); err != nil {
				t.Fatal(err)
			}
		}
		if x.Version() != uint64(step) {
			t.Fatalf("version %d at step %d", x.Version(), step)
		}
		if len(x.current.Load().segments) > 10 {
			t.Fatalf("%d segments at step %d", len(x.current.Load().segments), step)
		}
		if step%5 == 0 {
			compare(t, x, held)
		}
	}
}

// change alters what is held, and says how.
func change(r *rand.Rand, held map[string]Entry) (changed []Entry, removed []string) {
	vocabulary := []string{"Aston", "Birmingham", "Council", "Tech", "Week", "TechNorth", "of", "Company", "Companies", "2025", "Digital", "West"}
	for range r.IntN(30) {
		e := Entry{ID: fmt.Sprintf("thing/%d", r.IntN(200)), Kind: []string{"place", "person"}[r.IntN(2)], Weight: float64(r.IntN(3))}
		if _, ok := held[e.ID]; ok && r.IntN(3) == 0 {
			delete(held, e.ID)
			removed = append(removed, e.ID)
			changed = slices.DeleteFunc(changed, func(c Entry) bool { return c.ID == e.ID })
			continue
		}
		for range 1 + r.IntN(3) {
			name := vocabulary[r.IntN(len(vocabulary))]
			for range r.IntN(4) {
				name += " " + vocabulary[r.IntN(len(vocabulary))]
			}
			e.Names = append(e.Names, name)
		}
		removed = slices.DeleteFunc(removed, func(id string) bool { return id == e.ID })
		held[e.ID] = e
		changed = append(changed, e)
	}
	return changed, removed
}

// compare holds an index against one that is made at once.
func compare(t *testing.T, x *Index, held map[string]Entry) {
	t.Helper()
	ctx := context.Background()
	want := mustOpen(t, memory{})
	if err := want.Rebuild(ctx, 1, sequence(slices.Collect(maps.Values(held)))); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"birmingham", "tech north", "wek", "council of asto", "companys digtal", "a", "tehc wset 2025 xxxxx"} {
		for _, q := range []Query{{Text: text, First: 500}, {Text: text, Kinds: []string{"place"}, First: 7}} {
			a, err := want.Search(ctx, q)
			if err != nil {
				t.Fatal(err)
			}
			b, err := x.Search(ctx, q)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(a, b); diff != "" {
				t.Fatalf("%d segments, search %v (-made at once +updated):\n%s", len(x.current.Load().segments), q, diff)
			}
		}
	}
	a, errA := want.Named(ctx, "aston")
	b, errB := x.Named(ctx, "aston")
	if diff := cmp.Diff(a, b); diff != "" || errA != nil || errB != nil {
		t.Fatalf("named (-made at once +updated): %v, %v\n%s", errA, errB, diff)
	}
}
