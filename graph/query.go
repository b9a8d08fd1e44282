package graph

import (
	"whence/graph/claim"
	"whence/graph/paging"
)

// NeighbourQuery asks for the entities at the other end of relationships, each once.
type NeighbourQuery struct {
	Kinds     []claim.RelationshipKind // nil is any
	Direction claim.Direction          // "" is Both
	To        *EntityFilter
	Exclude   []claim.ID
	Filter    RelationshipFilter
	Order     EntityOrder
	Window    paging.Window
}

// RelationshipQuery asks for the relationships of an entity, each once.
type RelationshipQuery struct {
	Kinds     []claim.RelationshipKind // nil is any
	Direction claim.Direction          // "" is Both; of no meaning over the whole graph
	Filter    RelationshipFilter
	Order     ClaimOrder
	Window    paging.Window
}

// MeasureQuery asks for measures.
type MeasureQuery struct {
	Metric string // "" is any
	Filter MeasureFilter
	Window paging.Window
}

// AttributeQuery asks for attributes.
type AttributeQuery struct {
	Property string // "" is any
	Filter   ClaimFilter
	Window   paging.Window
}

// ClaimQuery asks for claims of every sort, in one order.
type ClaimQuery struct {
	Filter ClaimFilter
	Order  ClaimOrder
	Window paging.Window
}

// EntityQuery asks for entities of the whole graph.
type EntityQuery struct {
	Filter EntityFilter
	Order  EntityOrder
	Window paging.Window
}

// EntityOrder is what entities are ordered by, ties by id. The zero value orders by id alone.
type EntityOrder struct {
	By         EntityOrderField
	Descending bool
}

// EntityOrderField is a field that entities can be ordered by.
type EntityOrderField string

// The fields that entities can be ordered by.
const (
	ByName   EntityOrderField = "NAME"
	ByDegree EntityOrderField = "DEGREE"
)

// ClaimOrder is what claims are ordered by, ties by id. The zero value orders by id alone. A claim that lacks the field
// comes last in either direction.
type ClaimOrder struct {
	By         ClaimOrderField
	Descending bool
}

// ClaimOrderField is a field that claims can be ordered by.
type ClaimOrderField string

// The fields that claims can be ordered by; ByAmount is for relationships only.
const (
	ByAmount   ClaimOrderField = "AMOUNT"
	ByHolds    ClaimOrderField = "HOLDS"
	ByStated   ClaimOrderField = "STATED"
	ByRecorded ClaimOrderField = "RECORDED"
)

// RelationshipCount is how many relationships of one kind an entity has, as their subject (Out) or their object (In).
type RelationshipCount struct {
	Kind      claim.RelationshipKind
	Direction claim.Direction
	Count     int
}

// Neighbour is an entity at the other end of relationships.
type Neighbour struct {
	Entity *claim.Entity
	Count  int // how many claims are about it and the entity asked about

	edges []ClaimEdge
}

// Stats counts what the graph holds now, retracted claims left out.
type Stats struct {
	Entities, Relationships, Measures, Attributes, Documents, Quads int
	ByKind                                                          []KindCount
}

// KindCount is how many entities of one kind there are.
type KindCount struct {
	Kind  claim.EntityKind
	Count int
}
