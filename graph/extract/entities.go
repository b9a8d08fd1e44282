package extract

import (
	"context"
	"iter"
	"slices"

	"whence/graph"
	"whence/graph/claim"
)

// Entities is every entity of the graph, in the order of the store, read as they are asked for. The error wraps ErrLimit
// where there are more than one question holds.
func Entities(ctx context.Context, v *graph.View) iter.Seq2[*claim.Entity, error] {
	return func(yield func(*claim.Entity, error) bool) {
		all, err := v.EntityNodes(ctx, v.Limits().Nodes)
		if err != nil {
			yield(nil, err)
			return
		}
		for chunk := range slices.Chunk(all, streamStep) {
			entities, err := v.EntitiesAt(ctx, chunk)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, e := range entities {
				if e != nil && !yield(e, nil) {
					return
				}
			}
		}
	}
}
