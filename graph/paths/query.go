package paths

import (
	"whence/graph"
	"whence/graph/claim"
)

// Query asks for the best paths between two entities.
type Query struct {
	From, To            claim.ID
	Kinds, ExcludeKinds []claim.RelationshipKind
	Direction           claim.Direction // Out follows subject to object all the way, In the reverse; "" is Both
	Filter              graph.RelationshipFilter
	ExcludeEntities     []claim.ID
	MaxLength           int // steps; 0 is DefaultPathLength
	First               int // paths; 0 is DefaultPaths
}

// Path is a sequence of distinct entities, each related to the next.
type Path struct {
	Entities []*claim.Entity
	Steps    []Step  // one fewer than Entities
	Score    float64 // higher is better
	Why      string  // what the score rests on, in one line
}

// Step is the relationships between two neighbours on a path.
type Step struct {
	From, To *claim.Entity

	edges []graph.ClaimEdge
}

// Result is what a path search found, and how far it looked.
type Result struct {
	Paths      []Path
	SearchedTo int  // every path up to this length was looked at
	Truncated  bool // a limit, not the graph, ended the search
}

// NeighbourhoodQuery asks for everything within Depth steps, to draw.
type NeighbourhoodQuery struct {
	Of        []claim.ID
	Depth     int // 0 gives the relationships among Of
	Kinds     []claim.RelationshipKind
	Direction claim.Direction
	Filter    graph.RelationshipFilter
	Limit     int // entities; 0 is DefaultNeighbourhood
}

// Subgraph is the answer of [Neighbourhood].
type Subgraph struct {
	Nodes         []*claim.Entity
	Relationships []*claim.Relationship
	Truncated     bool
	Hidden        []graph.RelationshipCount // what the limit left out
}

// CommonQuery asks what the given entities are all connected to.
type CommonQuery struct {
	Of          []claim.ID // two or more
	MaxDistance int        // steps from each; 0 is 1
	Kinds       []claim.RelationshipKind
	Filter      graph.RelationshipFilter
	First       int
}

// CommonNeighbours is what several entities share.
type CommonNeighbours struct {
	Entities  []CommonNeighbour
	Truncated bool
}

// CommonNeighbour is an entity that all the given ones are connected to.
type CommonNeighbour struct {
	Entity *claim.Entity
	Paths  []Path // one from each of the given entities
	Score  float64
}
