package parallel

import (
	"context"
	"slices"
)

// TopK returns the first want of the numbers below n, in the order that compare gives. Where twice as many are held the latter half is dropped, so
// that memory does not grow with n.
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
