package quadstore

import (
	"context"

	"github.com/cayleygraph/quad"
)

// Change is one quad to add, or to remove.
type Change struct {
	Quad   quad.Quad
	Remove bool
}

// ApplyEach makes changes one after the other, each on what the ones before left, all of them or none. The function
// decides about a change that changes nothing, because the quad is there, or is not: its error undoes everything.
func (s *Store) ApplyEach(ctx context.Context, changes []Change, idle func(Change) error) error {
	own := make([]change, len(changes))
	for i, c := range changes {
		own[i] = change{c.Quad, c.Remove}
	}
	return s.apply(ctx, own, nil, func(c change) error { return idle(Change{c.quad, c.remove}) })
}
