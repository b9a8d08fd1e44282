package parallel

import (
	"cmp"
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestLongLists holds what is done with long lists piece by piece to what is done with them at once.
func TestLongLists(t *testing.T) {
	ctx, rng := t.Context(), rand.New(rand.NewPCG(1, 1))
	ended, end := context.WithCancel(ctx)
	end()
	even := func(n int) bool { return n%2 == 0 }
	for _, n := range []int{0, 1, Stride, Stride + 1, 1 << 15, 1<<15 + 1, 1 << 16, 100_000} {
		list := make([]int, n)
		for i := range list {
			list[i] = rng.IntN(n + n/2)
		}
		want := slices.Sorted(slices.Values(list))
		for _, first := range []int{0, 1, 7, 100} {
			least, err := TopK(ctx, n, first, func(i, j int) int { return cmp.Or(cmp.Compare(list[i], list[j]), cmp.Compare(i, j)) })
			got := make([]int, len(least))
			for i, at := range least {
				got[i] = list[at]
			}
			if !slices.Equal(got, want[:min(n, first)]) || err != nil {
				t.Errorf("the first %d of %d: %v, %v", first, n, got, err)
			}
		}
		odd, err := Drop(ctx, slices.Clone(list), even)
		if !slices.Equal(odd, slices.DeleteFunc(slices.Clone(list), even)) || err != nil {
			t.Errorf("%d without the even ones: %d, %v", n, len(odd), err)
		}
		if _, err := Drop(ended, slices.Clone(list), even); n > 0 && !errors.Is(err, context.Canceled) {
			t.Errorf("%d without the even ones, cancelled: %v", n, err)
		}
		if _, err := Sort(ended, slices.Clone(list), cmp.Compare[int]); !errors.Is(err, context.Canceled) {
			t.Errorf("%d sorted, cancelled: %v", n, err)
		}
		got, err := Sort(ctx, list, cmp.Compare[int])
		if !slices.Equal(got, want) || err != nil {
			t.Errorf("%d are not sorted: %v", n, err)
		}
	}
}
