package loader

import (
	"context"
	"fmt"

	"whence/graph/claim"
)

// shared warns of registers' identifiers that several entities bear, in the files of this load or in the graph: nobody can
// say which of them is meant by it.
func (u *undertaking) shared(ctx context.Context) error {
	first := map[claim.Identifier]claim.ID{}
	said := map[claim.Identifier]bool{}
	var order []claim.Identifier
	for _, f := range u.parts() {
		for i, e := range f.contents().Entities {
			for _, identifier := range e.Identifiers {
				identifier.URI = ""
				bearer, known := first[identifier]
				switch {
				case !known:
					first[identifier] = e.ID
					order = append(order, identifier)
				case bearer != e.ID:
					said[identifier] = true
					u.warnShared(f, i, identifier, e.ID, bearer)
				}
			}
		}
	}
	if len(order) == 0 || u.Graph == nil {
		return nil
	}
	bearers, err := u.Graph.Now().Bearers(ctx, order)
	if err != nil {
		return err
	}
	stored := map[claim.Identifier]claim.ID{}
	for i, ids := range bearers {
		for _, id := range ids {
			if id != first[order[i]] {
				stored[order[i]] = id
			}
		}
	}
	for _, f := range u.parts() {
		for i, e := range f.contents().Entities {
			for _, identifier := range e.Identifiers {
				identifier.URI = ""
				if other, ok := stored[identifier]; ok && !said[identifier] {
					u.warnShared(f, i, identifier, e.ID, other)
				}
			}
		}
	}
	return nil
}

// warnShared warns of one identifier, with the place of an entity that bears it.
func (u *undertaking) warnShared(f part, i int, shared claim.Identifier, one, other claim.ID) {
	u.warnings.count(SharedIdentifier, func() *Mistake {
		m := f.entityAt(i)
		m.Msg = fmt.Sprintf("%s:%s is the identifier of %s and of %s; take it from one of them, or merge them with `was`", shared.Scheme, shared.Value, one, other)
		return m
	})
}
