// Package answer holds the Go types that stand behind the object types of the schema, where those of package graph do not
// fit as they are: an entity as the type of its kind, a page with its cursors, a value that may be null.
//
// It knows how an answer is laid out. It asks the graph nothing: that is what the resolvers of package gql do.
package answer

import "whence/graph"

// Entity is a graph.Entity as the type of its kind: a *Person, an *Organisation and so on. Making one allocates nothing.
type Entity interface {
	graph.Node
	// Entity is what the graph knows it as.
	Entity() *graph.Entity
}

// The types of entity, one a kind.
type (
	// Person is an entity of kind PERSON.
	Person graph.Entity
	// Organisation is an entity of kind ORGANISATION.
	Organisation graph.Entity
	// Place is an entity of kind PLACE.
	Place graph.Entity
	// Programme is an entity of kind PROGRAMME.
	Programme graph.Entity
	// FundingSource is an entity of kind FUNDING_SOURCE.
	FundingSource graph.Entity
	// Event is an entity of kind EVENT.
	Event graph.Entity
	// Sector is an entity of kind SECTOR.
	Sector graph.Entity
	// Document is an entity of kind DOCUMENT.
	Document graph.Entity
)

// Entity returns the receiver as the graph knows it.
func (e *Person) Entity() *graph.Entity { return (*graph.Entity)(e) }

// Entity returns the receiver as the graph knows it.
func (e *Organisation) Entity() *graph.Entity { return (*graph.Entity)(e) }

// Entity returns the receiver as the graph knows it.
func (e *Place) Entity() *graph.Entity { return (*graph.Entity)(e) }

// Entity returns the receiver as the graph knows it.
func (e *Programme) Entity() *graph.Entity { return (*graph.Entity)(e) }

// Entity returns the receiver as the graph knows it.
func (e *FundingSource) Entity() *graph.Entity { return (*graph.Entity)(e) }

// Entity returns the receiver as the graph knows it.
func (e *Event) Entity() *graph.Entity { return (*graph.Entity)(e) }

// Entity returns the receiver as the graph knows it.
func (e *Sector) Entity() *graph.Entity { return (*graph.Entity)(e) }

// Entity returns the receiver as the graph knows it.
func (e *Document) Entity() *graph.Entity { return (*graph.Entity)(e) }

// NodeID is the entity's id.
func (e *Person) NodeID() graph.ID { return e.ID }

// NodeID is the entity's id.
func (e *Organisation) NodeID() graph.ID { return e.ID }

// NodeID is the entity's id.
func (e *Place) NodeID() graph.ID { return e.ID }

// NodeID is the entity's id.
func (e *Programme) NodeID() graph.ID { return e.ID }

// NodeID is the entity's id.
func (e *FundingSource) NodeID() graph.ID { return e.ID }

// NodeID is the entity's id.
func (e *Event) NodeID() graph.ID { return e.ID }

// NodeID is the entity's id.
func (e *Sector) NodeID() graph.ID { return e.ID }

// NodeID is the entity's id.
func (e *Document) NodeID() graph.ID { return e.ID }

// EntityOf is e as the type of its kind, nil of nil.
func EntityOf(e *graph.Entity) Entity {
	if e == nil {
		return nil
	}
	switch e.Kind {
	case graph.Person:
		return (*Person)(e)
	case graph.Organisation:
		return (*Organisation)(e)
	case graph.Place:
		return (*Place)(e)
	case graph.Programme:
		return (*Programme)(e)
	case graph.FundingSource:
		return (*FundingSource)(e)
	case graph.Event:
		return (*Event)(e)
	case graph.Sector:
		return (*Sector)(e)
	case graph.Document:
		return (*Document)(e)
	}
	panic("answer: entity of unknown kind " + string(e.Kind)) // graph.Entity is of one of graph.EntityKinds
}

// PlaceOf is e as a place, nil where it is none.
func PlaceOf(e *graph.Entity) *Place {
	if e == nil || e.Kind != graph.Place {
		return nil
	}
	return (*Place)(e)
}

// DocumentOf is e as a document, nil where it is none.
func DocumentOf(e *graph.Entity) *Document {
	if e == nil || e.Kind != graph.Document {
		return nil
	}
	return (*Document)(e)
}
