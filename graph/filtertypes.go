package graph

import (
	"time"

	"whence/graph/claim"
)

// ClaimFilter chooses claims by their clocks, certainty, status and sources. The zero value passes every claim that is
// not retracted.
type ClaimFilter struct {
	ValidAt          claim.EDTF // it may hold on some day of this
	ExcludeUndated   bool       // a claim whose time is unknown does not pass
	StatedUntil      claim.EDTF // its source said so on or before the last day of this
	KnownAt          time.Time  // the graph as it was then: recorded by then, and not retracted by then
	IncludeRetracted bool
	Certainty        []claim.Certainty // nil is any
	Status           []claim.Status    // nil is any
	Documents        []claim.ID        // cited from any of these; nil is any
	Datasets         []claim.ID        // said by any of these; nil is any or none
	Dataset          claim.ID          // said by this one, whoever else says it; "" is any or none
	StatedBy         []claim.ID        // nil is anybody or nobody
	Reference        string            // the publisher's own number, whole
	Standing         []claim.Standing  // as of KnownAt; nil is any
	RecordedBy       []claim.ID        // whose commits recorded it; nil is anybody's
}

// MeasureFilter is ClaimFilter with a measure's own fields.
type MeasureFilter struct {
	ClaimFilter
	Unit        string
	Comparators []claim.Comparator
	Min, Max    *claim.Decimal // bounds of the figure's value, inclusive
	Place       claim.ID
}

// RelationshipFilter is ClaimFilter with a relationship's own fields.
type RelationshipFilter struct {
	ClaimFilter
	Role            string // anywhere in the role, whatever its case
	Instruments     []claim.Instrument
	Amount          *AmountFilter
	FundedThrough   []claim.ID
	Subject, Object *EntityFilter
	Recipient       *EntityFilter // the recipient, or the object where none is named apart
	Through         *EntityFilter // the award, fund or scheme that the money comes through
	Place           claim.ID      // what the money is for, by the rule of placesOfMoney, lies in it
}

// AmountFilter passes amounts of one currency within bounds, inclusive; an unstated amount does not pass.
type AmountFilter struct {
	Currency string
	Min, Max *claim.Decimal
}

// EntityFilter chooses entities. Every field that is set must hold; the zero value passes all.
type EntityFilter struct {
	IDs         []claim.ID
	Identifiers []claim.Identifier // it bears one of these, compared as their registers write them
	Kinds       []claim.EntityKind
	Name        string   // anywhere in the name or an alias, whatever its case
	Within      claim.ID // the place itself and everything in it, all the way down
	PlaceTypes  []claim.PlaceType
	MinDegree   int
	Datasets    []claim.ID // one of these describes it; nil is any or none
	Has, HasNo  []HasRelationship
	And, Or     []EntityFilter
	Not         *EntityFilter
}

// HasRelationship holds of an entity that has a relationship as described.
type HasRelationship struct {
	Kinds     []claim.RelationshipKind // nil is any
	Direction claim.Direction          // "" is Both
	To        *EntityFilter
	Filter    *RelationshipFilter
}

// MaxFilterDepth is how deep filters may stand within filters.
const MaxFilterDepth = 3
