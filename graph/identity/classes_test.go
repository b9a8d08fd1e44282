package identity_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"whence/graph/identity"
)

// TestClasses holds the classes of random pairs against sets that are merged one by one.
func TestClasses(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		node := rapid.Uint32Range(1, 12)
		var pairs []identity.Pair
		sets := map[uint32][]uint32{} // each node's set, the canonical node first
		for n := uint32(1); n <= 12; n++ {
			sets[n] = []uint32{n}
		}
		for range rapid.IntRange(0, 10).Draw(r, "pairs") {
			p := identity.Pair{Left: node.Draw(r, "left"), Right: node.Draw(r, "right")}
			pairs = append(pairs, p)
			left, right := sets[p.Left], sets[p.Right]
			if left[0] == right[0] {
				continue
			}
			merged := slices.Concat(left, right)
			for _, n := range merged {
				sets[n] = merged
			}
		}
		c := identity.New(pairs)
		distinct := map[uint32]bool{}
		for n := uint32(0); n <= 13; n++ {
			want := sets[n]
			class := c.Of(n)
			switch {
			case len(want) < 2:
				if class != nil || c.Canonical(n) != n {
					r.Fatalf("%d is in the class %v, want none", n, class)
				}
				continue
			case class == nil || class.Canonical != want[0] || class.Members[0] != want[0] || c.Canonical(n) != want[0]:
				r.Fatalf("%d is in the class %+v, want %v", n, class, want)
			}
			got := slices.Sorted(slices.Values(class.Members))
			if !slices.Equal(got, slices.Sorted(slices.Values(want))) || !slices.IsSorted(class.Members[1:]) {
				r.Fatalf("%d has the members %v, want %v", n, class.Members, want)
			}
			distinct[class.Canonical] = true
		}
		if len(c.All()) != len(distinct) {
			r.Fatalf("%d classes, want %d", len(c.All()), len(distinct))
		}
	})
}

func BenchmarkTenThousandJudgements(b *testing.B) {
	var pairs []identity.Pair
	for i := range uint32(10_000) {
		pairs = append(pairs, identity.Pair{Left: 1 + 700*i, Right: 2 + 700*i})
	}
	for b.Loop() {
		identity.New(pairs)
	}
}
