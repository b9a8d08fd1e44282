package graph

import (
	"fmt"
	"slices"
)

// word is a closed list of the contract's enumeration values, such as the certainties.
type word interface {
	~string
}

func parseWord[W word](what, s string, known []W) (W, error) {
	if i := slices.Index(known, W(s)); i >= 0 {
		return known[i], nil
	}
	names := make([]string, len(known))
	for i, k := range known {
		names[i] = string(k)
	}
	return "", unknownWord(what, s, names)
}

// Certainty is how sure the source is of what it says. The zero value reads as Stated.
type Certainty string

// The certainties, surest first.
const (
	Stated   Certainty = "STATED"   // the document says so itself
	Claimed  Certainty = "CLAIMED"  // the document reports somebody's words
	Expected Certainty = "EXPECTED" // a forecast
	Rumoured Certainty = "RUMOURED" // hearsay
	Inferred Certainty = "INFERRED" // worked out from other claims
)

// Certainties lists them all, surest first.
var Certainties = []Certainty{Stated, Claimed, Expected, Inferred, Rumoured}

// ParseCertainty reads a certainty by its name; the error wraps ErrInvalid and suggests the nearest.
func ParseCertainty(s string) (Certainty, error) { return parseWord("certainty", s, Certainties) }

// Status is whether the thing claimed is so, is to be, or is over. The zero value reads as Actual.
type Status string

// The statuses.
const (
	Actual   Status = "ACTUAL"
	Planned  Status = "PLANNED"
	Proposed Status = "PROPOSED"
	Ended    Status = "ENDED"
)

// Statuses lists them all.
var Statuses = []Status{Actual, Planned, Proposed, Ended}

// ParseStatus reads a status by its name; the error wraps ErrInvalid and suggests the nearest.
func ParseStatus(s string) (Status, error) { return parseWord("status", s, Statuses) }

// Instrument is the form that money takes.
type Instrument string

// Instruments lists them all.
var Instruments = []Instrument{"GRANT", "LOAN", "EQUITY", "RELIEF", "BUDGET", "INVESTMENT", "IN_KIND", "OTHER"}

// ParseInstrument reads an instrument by its name; the error wraps ErrInvalid and suggests the nearest.
func ParseInstrument(s string) (Instrument, error) { return parseWord("instrument", s, Instruments) }

// PlaceType is what sort of place a place is.
type PlaceType string

// PlaceTypes lists them all, OTHER last.
var PlaceTypes = []PlaceType{"COUNTRY", "REGION", "COUNTY", "CITY", "DISTRICT", "AREA", "CAMPUS", "BUILDING", "STATION", "OTHER"}

// ParsePlaceType reads a place type by its name; the error wraps ErrInvalid and suggests the nearest.
func ParsePlaceType(s string) (PlaceType, error) { return parseWord("place type", s, PlaceTypes) }

// Direction says from which end of a relationship it is looked at.
type Direction string

// The directions.
const (
	Out  Direction = "OUT"  // from the subject
	In   Direction = "IN"   // from the object
	Both Direction = "BOTH" // from either end
)

// Comparator is how a figure relates to the truth, as its source words it. The zero value reads as Exactly.
type Comparator string

// The comparators.
const (
	Exactly  Comparator = "EXACTLY"
	About    Comparator = "ABOUT"
	MoreThan Comparator = "MORE_THAN"
	AtLeast  Comparator = "AT_LEAST"
	UpTo     Comparator = "UP_TO"
	LessThan Comparator = "LESS_THAN"
)

// comparatorSigns pairs each comparator with its sign in a literal's lexical form.
var comparatorSigns = []struct {
	comparator Comparator
	sign       string
}{{AtLeast, ">="}, {UpTo, "<="}, {MoreThan, ">"}, {LessThan, "<"}, {About, "~"}, {Exactly, ""}}

// ParseComparator reads a comparator by its name; the error wraps ErrInvalid and suggests the nearest.
func ParseComparator(s string) (Comparator, error) {
	return parseWord("comparator", s, []Comparator{Exactly, About, MoreThan, AtLeast, UpTo, LessThan})
}

func (c Comparator) sign() string {
	for _, s := range comparatorSigns {
		if s.comparator == c {
			return s.sign
		}
	}
	return ""
}

// EntityKind is one of the eight sorts of thing that claims are made about.
type EntityKind string

// The kinds of entity.
const (
	Person        EntityKind = "PERSON"
	Organisation  EntityKind = "ORGANISATION"
	Place         EntityKind = "PLACE"
	Programme     EntityKind = "PROGRAMME"
	FundingSource EntityKind = "FUNDING_SOURCE"
	Event         EntityKind = "EVENT"
	Sector        EntityKind = "SECTOR"
	Document      EntityKind = "DOCUMENT"
)

// kindPrefixes pairs each kind with the first part of its ids and its class in the vocabularies of the field.
var kindPrefixes = []struct {
	kind   EntityKind
	prefix string
	class  string
}{
	{Person, "person", schemaNS + "Person"},
	{Organisation, "organisation", schemaNS + "Organization"},
	{Place, "place", schemaNS + "Place"},
	{Programme, "programme", schemaNS + "Project"},
	{FundingSource, "funding-source", schemaNS + "Grant"},
	{Event, "event", schemaNS + "Event"},
	{Sector, "sector", skosNS + "Concept"},
	{Document, "document", schemaNS + "CreativeWork"},
}

// EntityKinds lists them all, in the contract's order.
var EntityKinds = []EntityKind{Person, Organisation, Place, Programme, FundingSource, Event, Sector, Document}

// ParseEntityKind reads a kind by its name; the error wraps ErrInvalid and suggests the nearest.
func ParseEntityKind(s string) (EntityKind, error) {
	return parseWord("kind of entity", s, EntityKinds)
}

// kindOfPrefix is the kind whose ids begin so, "" where there is none.
func kindOfPrefix(prefix string) EntityKind {
	for _, k := range kindPrefixes {
		if k.prefix == prefix {
			return k.kind
		}
	}
	return ""
}

// parsePrefix is kindOfPrefix with an error that suggests the nearest; making one costs more than all the looking up.
func parsePrefix(prefix string) (EntityKind, error) {
	if kind := kindOfPrefix(prefix); kind != "" {
		return kind, nil
	}
	prefixes := make([]string, len(kindPrefixes))
	for i, k := range kindPrefixes {
		prefixes[i] = k.prefix
	}
	return "", unknownWord("kind of entity", prefix, prefixes)
}

func (k EntityKind) class() string {
	for _, p := range kindPrefixes {
		if p.kind == k {
			return p.class
		}
	}
	panic(fmt.Sprintf("graph: entity kind %q is not in the table", string(k)))
}
