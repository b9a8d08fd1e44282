package parallel

import (
	"context"
	"slices"
)

// TopK is the first so many of n numbers in an order. Where twice as many are held, the latter half is let go.
func TopK(ctx context.Context, n, want int, compare func(i, j int) int) ([]int, error) {
	held, full := make([]int, 0, 2*want+1), false
	trim := func() {
		slices.SortFunc(held, compare)
		held = held[:min(len(held), want)]
	}
	err := Each(ctx, n, func(i int) {
		if full && (want == 0 || compare(i, held[want-1]) > 0) {
			return
		}
		if held = append(held, i); len(held) > 2*want {
			trim()
			full = true
		}
	})
	trim()
	return held, err
}
