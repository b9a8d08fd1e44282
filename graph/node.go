package graph

// Node is anything that can be fetched again by its id: an *Entity, a Claim, a *Conflict.
type Node interface {
	// NodeID is the id to fetch it by.
	NodeID() ID
}

// NodeID is the entity's id.
func (e *Entity) NodeID() ID { return e.ID }

// NodeID is the claim's id.
func (a *Assertion) NodeID() ID { return a.ID }

// NodeID is the conflict's id.
func (c *Conflict) NodeID() ID { return c.ID }
