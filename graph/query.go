package graph

import (
	"time"

	"whence/graph/claim"
)

// NeighbourQuery asks for the entities at the other end of relationships, each once.
type NeighbourQuery struct {
	Kinds     []claim.RelationshipKind // nil is any
	Direction claim.Direction          // "" is Both
	To        *EntityFilter
	Exclude   []claim.ID
	Filter    RelationshipFilter
	Order     EntityOrder
	Window    Window
}

// RelationshipQuery asks for the relationships that tie an entity, each once.
type RelationshipQuery struct {
	Kinds     []claim.RelationshipKind // nil is any
	Direction claim.Direction          // "" is Both; of no meaning over the whole graph
	Filter    RelationshipFilter
	Order     ClaimOrder
	Window    Window
}

// MeasureQuery asks for measures.
type MeasureQuery struct {
	Metric string // "" is any
	Filter MeasureFilter
	Window Window
}

// AttributeQuery asks for attributes.
type AttributeQuery struct {
	Property string // "" is any
	Filter   ClaimFilter
	Window   Window
}

// ClaimQuery asks for claims of every sort, in one order.
type ClaimQuery struct {
	Filter ClaimFilter
	Order  ClaimOrder
	Window Window
}

// EntityQuery asks for entities of the whole graph.
type EntityQuery struct {
	Filter EntityFilter
	Order  EntityOrder
	Window Window
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
	Count  int // how many claims tie it

	ties []claimRef
}

// SearchQuery asks for the entities whose names match words.
type SearchQuery struct {
	Text   string
	Kinds  []claim.EntityKind // nil is any but awards
	Window Window
}

// Hit is an entity that matched a search.
type Hit struct {
	Entity  *claim.Entity
	Score   float64 // comparable within one answer; higher is better
	Matched string  // the name or alias that matched
}

// PathQuery asks for the best chains between two entities.
type PathQuery struct {
	From, To            claim.ID
	Kinds, ExcludeKinds []claim.RelationshipKind
	Direction           claim.Direction // Out follows subject to object all the way, In the reverse; "" is Both
	Filter              RelationshipFilter
	Avoid               []claim.ID
	MaxLength           int // steps; 0 is DefaultPathLength
	First               int // paths; 0 is DefaultPaths
}

// Path is a chain of distinct entities.
type Path struct {
	Entities []*claim.Entity
	Steps    []PathStep // one fewer than Entities
	Score    float64    // higher is better
	Why      string     // what the score rests on, in one line
}

// PathStep ties two neighbours on a path.
type PathStep struct {
	From, To *claim.Entity

	ties []claimRef
}

// PathResult is what a path search found, and how far it looked.
type PathResult struct {
	Paths      []Path
	SearchedTo int  // every path up to this length was looked at
	Truncated  bool // a limit, not the graph, ended the search
}

// NeighbourhoodQuery asks for everything within so many steps, to draw.
type NeighbourhoodQuery struct {
	Of        []claim.ID
	Depth     int // 0 gives the relationships among Of
	Kinds     []claim.RelationshipKind
	Direction claim.Direction
	Filter    RelationshipFilter
	Limit     int // entities; 0 is DefaultNeighbourhood
}

// Subgraph is part of the graph.
type Subgraph struct {
	Nodes         []*claim.Entity
	Relationships []*claim.Relationship
	Truncated     bool
	Hidden        []RelationshipCount // what the limit left out
}

// InCommonQuery asks what the given entities are all tied to.
type InCommonQuery struct {
	Of          []claim.ID // two or more
	MaxDistance int        // steps from each; 0 is 1
	Kinds       []claim.RelationshipKind
	Filter      RelationshipFilter
	First       int
}

// InCommon is what several entities share.
type InCommon struct {
	Shared    []Shared
	Truncated bool
}

// Shared is an entity that all the given ones are tied to.
type Shared struct {
	Entity *claim.Entity
	Paths  []Path // one from each of the given entities
	Score  float64
}

// GroupBy is what an aggregation makes groups of.
type GroupBy string

// The groupings.
const (
	GroupBySubject    GroupBy = "SUBJECT"
	GroupByObject     GroupBy = "OBJECT"
	GroupByKind       GroupBy = "KIND"
	GroupByInstrument GroupBy = "INSTRUMENT"
	GroupByYear       GroupBy = "YEAR"
	GroupByPlace      GroupBy = "PLACE"
	GroupBySector     GroupBy = "SECTOR"
	GroupByProgramme  GroupBy = "PROGRAMME"
	GroupByStatus     GroupBy = "STATUS"
	GroupByRecipient  GroupBy = "RECIPIENT"
	GroupByVia        GroupBy = "VIA"
)

// AggregateQuery asks for counts and sums of relationships.
type AggregateQuery struct {
	Kinds   []claim.RelationshipKind
	GroupBy []GroupBy // none, one or two
	Filter  RelationshipFilter
	First   int // rows, 0 to MaxPage
}

// Aggregation is counts and sums, one row a group.
type Aggregation struct {
	Rows      []AggregateRow
	Total     AggregateRow
	Truncated bool // there are more groups than rows, or it is partial
	Partial   bool // of the claims read until a limit, rows and total alike
}

// AggregateRow is one group's counts and sums.
type AggregateRow struct {
	Key        []AggregateKey
	Count      int // claims
	Unstated   int // claims that state no amount
	Totals     []SumOf
	Quantities []SumOf
}

// AggregateKey is what a group has in common.
type AggregateKey struct {
	By     GroupBy
	Entity *claim.Entity // where the group is an entity's
	Value  string
}

// SumOf is a sum of one unit; a bound that no claim sets is nil.
type SumOf struct {
	Unit string // a currency or a unit
	Low  claim.Decimal
	High *claim.Decimal
}

// ChangesQuery asks what the graph came to say or unsay between two moments.
type ChangesQuery struct {
	About    claim.ID // "" is anything
	From, To time.Time
	Window   Window
}

// Change is one act of asserting or retracting.
type Change struct {
	At        time.Time
	Claim     claim.Claim
	Retracted bool // else asserted
}

// Conflict is two or more claims that can not all hold.
type Conflict struct {
	ID     claim.ID
	Claims []claim.ID
	Reason string
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
