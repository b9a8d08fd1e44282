package sums

import (
	"whence/graph"
	"whence/graph/claim"
)

// GroupBy is what an aggregation makes groups of.
type GroupBy string

// The groupings.
const (
	BySubject        GroupBy = "SUBJECT"
	ByObject         GroupBy = "OBJECT"
	ByKind           GroupBy = "KIND"
	ByInstrument     GroupBy = "INSTRUMENT"
	ByYear           GroupBy = "YEAR"
	ByPlace          GroupBy = "PLACE"
	BySector         GroupBy = "SECTOR"
	ByProgramme      GroupBy = "PROGRAMME"
	ByStatus         GroupBy = "STATUS"
	GroupByRecipient GroupBy = "RECIPIENT"
	GroupByVia       GroupBy = "VIA"
	ByDataset        GroupBy = "DATASET"
)

// Query asks for counts and sums of relationships.
type Query struct {
	Kinds   []claim.RelationshipKind
	GroupBy []GroupBy // none, one or two
	Filter  graph.RelationshipFilter
	Order   Order
	First   int // rows, 0 to MaxPage
}

// Order is what rows are ordered by, ties by their keys. The zero value is by sums, then by counts, the greatest first: rows of
// one unit stand together, money first.
type Order struct {
	By        OrderField
	Ascending bool
	Currency  string // that ByAmount compares; "" where all sums are of one
}

// OrderField is what rows can be ordered by.
type OrderField string

// The fields that rows can be ordered by.
const (
	ByAmount OrderField = "AMOUNT"
	ByCount  OrderField = "COUNT"
	ByKey    OrderField = "KEY"
)

// Result is counts and sums, one row a group.
type Result struct {
	Rows      []Row
	Total     Row
	Truncated bool // there are more groups than rows, or it is partial
	Partial   bool // of the claims read until a limit, rows and total alike
}

// Row is one group's counts and sums.
type Row struct {
	Key        []Key
	Count      int // claims
	Unstated   int // claims that state no amount
	Totals     []Sum
	Quantities []Sum
}

// Key is what a group has in common.
type Key struct {
	By     GroupBy
	Entity *claim.Entity // where the group is an entity's
	Value  string
}

// Sum is a sum of one unit; a bound that no claim sets is nil.
type Sum struct {
	Unit string // a currency or a unit
	Low  claim.Decimal
	High *claim.Decimal
}
