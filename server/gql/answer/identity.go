package answer

import (
	"time"

	"whence/graph"
	"whence/graph/claim"
)

// Identity is the ids that are one entity, as a view sees them.
type Identity struct {
	Entity *claim.Entity
	View   *graph.View
	Until  time.Time // judgements that were made later are left out; zero for none
	All    []claim.ID
}

// IdentityOf is the identity of an entity of a view.
func IdentityOf(v *graph.View, e *claim.Entity, until time.Time) *Identity {
	return &Identity{e, v, until, v.Members(e)}
}

// Canonical is the id that answers for all.
func (i *Identity) Canonical() claim.ID { return i.All[0] }

// MemberCount is how many ids there are.
func (i *Identity) MemberCount() int { return len(i.All) }
