package records

import (
	"fmt"
	"maps"
	"slices"

	"whence/graph/claim"
)

// cutCircles leaves out the claims that put something into itself by way of others, least ids first to stay.
func (b *Builder) cutCircles() {
	for _, kind := range []claim.RelationshipKind{"LOCATED_IN", "PART_OF"} {
		above := map[claim.ID][]claim.ID{}
		for _, id := range slices.Sorted(maps.Keys(b.claims)) {
			c := b.claims[id]
			r, ok := c.Claim.(*claim.Relationship)
			if !ok || r.Kind != kind {
				continue
			}
			if reaches(above, r.Object, r.Subject) {
				b.notes = append(b.notes, Note{
					Hint: c.record.record.Hint, Line: c.record.line, Kind: Circle,
					Text: fmt.Sprintf("%s %s %s, and the other way round; this one is left out", r.Subject, kind.Info().Label, r.Object),
				})
				delete(b.claims, id)
				continue
			}
			above[r.Subject] = append(above[r.Subject], r.Object)
		}
	}
}

// reaches reports whether some steps lead from one entity to another.
func reaches(above map[claim.ID][]claim.ID, from, to claim.ID) bool {
	met := map[claim.ID]bool{from: true}
	for frontier := []claim.ID{from}; len(frontier) > 0; {
		at := frontier[len(frontier)-1]
		frontier = frontier[:len(frontier)-1]
		if at == to {
			return true
		}
		for _, next := range above[at] {
			if !met[next] {
				met[next] = true
				frontier = append(frontier, next)
			}
		}
	}
	return false
}
