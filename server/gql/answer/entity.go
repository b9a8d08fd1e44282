// Package answer holds the Go types that stand behind the object types of the schema, where those of package graph do not
// fit as they are: an entity as the type of its kind, a page with its cursors, a value that may be null.
//
// It knows how an answer is laid out. It asks the graph nothing: that is what the resolvers of package gql do.
package answer

import (
	"whence/graph/claim"
)

// Entity is a graph.Entity as the type of its kind: a *Person, an *Organisation and so on. Making one allocates nothing.
type Entity interface {
	claim.Node
	// Entity is what the graph knows it as.
	Entity() *claim.Entity
}

// The types of entity, one a kind.
type (
	// Person is an entity of kind PERSON.
	Person claim.Entity
	// Organisation is an entity of kind ORGANISATION.
	Organisation claim.Entity
	// Place is an entity of kind PLACE.
	Place claim.Entity
	// Programme is an entity of kind PROGRAMME.
	Programme claim.Entity
	// FundingSource is an entity of kind FUNDING_SOURCE.
	FundingSource claim.Entity
	// Event is an entity of kind EVENT.
	Event claim.Entity
	// Sector is an entity of kind SECTOR.
	Sector claim.Entity
	// Document is an entity of kind DOCUMENT.
	Document claim.Entity
	// Award is an entity of kind AWARD.
	Award claim.Entity
)

// Entity returns the receiver as the graph knows it.
func (e *Person) Entity() *claim.Entity { return (*claim.Entity)(e) }

// Entity returns the receiver as the graph knows it.
func (e *Organisation) Entity() *claim.Entity { return (*claim.Entity)(e) }

// Entity returns the receiver as the graph knows it.
func (e *Place) Entity() *claim.Entity { return (*claim.Entity)(e) }

// Entity returns the receiver as the graph knows it.
func (e *Programme) Entity() *claim.Entity { return (*claim.Entity)(e) }

// Entity returns the receiver as the graph knows it.
func (e *FundingSource) Entity() *claim.Entity { return (*claim.Entity)(e) }

// Entity returns the receiver as the graph knows it.
func (e *Event) Entity() *claim.Entity { return (*claim.Entity)(e) }

// Entity returns the receiver as the graph knows it.
func (e *Sector) Entity() *claim.Entity { return (*claim.Entity)(e) }

// Entity returns the receiver as the graph knows it.
func (e *Document) Entity() *claim.Entity { return (*claim.Entity)(e) }

// Entity returns the receiver as the graph knows it.
func (e *Award) Entity() *claim.Entity { return (*claim.Entity)(e) }

// NodeID is the entity's id.
func (e *Person) NodeID() claim.ID { return e.ID }

// NodeID is the entity's id.
func (e *Organisation) NodeID() claim.ID { return e.ID }

// NodeID is the entity's id.
func (e *Place) NodeID() claim.ID { return e.ID }

// NodeID is the entity's id.
func (e *Programme) NodeID() claim.ID { return e.ID }

// NodeID is the entity's id.
func (e *FundingSource) NodeID() claim.ID { return e.ID }

// NodeID is the entity's id.
func (e *Event) NodeID() claim.ID { return e.ID }

// NodeID is the entity's id.
func (e *Sector) NodeID() claim.ID { return e.ID }

// NodeID is the entity's id.
func (e *Document) NodeID() claim.ID { return e.ID }

// NodeID is the entity's id.
func (e *Award) NodeID() claim.ID { return e.ID }

// EntityOf is e as the type of its kind, nil of nil.
func EntityOf(e *claim.Entity) Entity {
	if e == nil {
		return nil
	}
	switch e.Kind {
	case claim.Person:
		return (*Person)(e)
	case claim.Organisation:
		return (*Organisation)(e)
	case claim.Place:
		return (*Place)(e)
	case claim.Programme:
		return (*Programme)(e)
	case claim.FundingSource:
		return (*FundingSource)(e)
	case claim.Event:
		return (*Event)(e)
	case claim.Sector:
		return (*Sector)(e)
	case claim.Document:
		return (*Document)(e)
	case claim.Award:
		return (*Award)(e)
	}
	panic("answer: entity of unknown kind " + string(e.Kind)) // graph.Entity is of one of graph.EntityKinds
}

// PlaceOf is e as a place, nil where it is none.
func PlaceOf(e *claim.Entity) *Place {
	if e == nil || e.Kind != claim.Place {
		return nil
	}
	return (*Place)(e)
}

// ProgrammeOf is e as a programme, nil where it is none.
func ProgrammeOf(e *claim.Entity) *Programme {
	if e == nil || e.Kind != claim.Programme {
		return nil
	}
	return (*Programme)(e)
}

// DocumentOf is e as a document, nil where it is none.
func DocumentOf(e *claim.Entity) *Document {
	if e == nil || e.Kind != claim.Document {
		return nil
	}
	return (*Document)(e)
}
