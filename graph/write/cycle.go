package write

import (
	"fmt"
	"slices"
	"strings"

	"whence/graph/claim"
)

// hierarchy is the relations of a load that must not run in a circle: a place in itself, a part of itself.
type hierarchy struct {
	above  map[claim.ID][]claim.ID            // from the load
	stored func(claim.ID) ([]claim.ID, error) // from the store
	state  map[claim.ID]bool                  // false while on the way up, true when done
}

// hierarchical are the kinds in which nothing may stand above itself.
var hierarchical = []claim.RelationshipKind{"LOCATED_IN", "PART_OF"}

// checkCycles reports the first claim of a load that would close a circle of the kind.
func checkCycles(kind claim.RelationshipKind, datasets []*claim.Dataset, stored func(claim.ID) ([]claim.ID, error)) (claim.ValidationErrors, error) {
	h := hierarchy{above: map[claim.ID][]claim.ID{}, stored: stored, state: map[claim.ID]bool{}}
	for r := range relationshipsOf(kind, datasets) {
		h.above[r.claim.Subject] = append(h.above[r.claim.Subject], r.claim.Object)
	}
	for r := range relationshipsOf(kind, datasets) {
		circle, err := h.climb(r.claim.Subject)
		if err != nil {
			return nil, err
		}
		if circle != nil {
			err := fmt.Errorf("%s closes a circle: %s: %w", kind, strings.Join(circle, ", in "), claim.ErrInvalid)
			return claim.ValidationErrors{{Dataset: r.dataset, Section: claim.InClaims, Index: r.index, Field: "object", Err: err}}, nil
		}
	}
	return nil, nil
}

type locatedRelationship struct {
	dataset string
	index   int
	claim   *claim.Relationship
}

func relationshipsOf(kind claim.RelationshipKind, datasets []*claim.Dataset) func(func(locatedRelationship) bool) {
	return func(yield func(locatedRelationship) bool) {
		for _, d := range datasets {
			for i, c := range d.Claims {
				if r, ok := c.(*claim.Relationship); ok && r.Kind == kind && !yield(locatedRelationship{d.Name, i, r}) {
					return
				}
			}
		}
	}
}

// climb walks up from an entity and returns the circle that it runs into, nil if none. The trail is explicit: a chain of
// a million places must not exhaust the stack.
func (h *hierarchy) climb(from claim.ID) ([]string, error) {
	type level struct {
		id    claim.ID
		above []claim.ID
	}
	var levels []level
	enter := func(id claim.ID) error {
		stored, err := h.stored(id)
		if err != nil {
			return err
		}
		h.state[id] = false
		levels = append(levels, level{id, append(slices.Clone(h.above[id]), stored...)})
		return nil
	}
	if _, seen := h.state[from]; seen {
		return nil, nil
	}
	if err := enter(from); err != nil {
		return nil, err
	}
	for len(levels) > 0 {
		top := &levels[len(levels)-1]
		if len(top.above) == 0 {
			h.state[top.id] = true
			levels = levels[:len(levels)-1]
			continue
		}
		next := top.above[0]
		top.above = top.above[1:]
		done, seen := h.state[next]
		switch {
		case !seen:
			if err := enter(next); err != nil {
				return nil, err
			}
		case !done:
			var circle []string
			for i := slices.IndexFunc(levels, func(l level) bool { return l.id == next }); i < len(levels); i++ {
				circle = append(circle, string(levels[i].id))
			}
			return append(circle, string(next)), nil
		}
	}
	return nil, nil
}
