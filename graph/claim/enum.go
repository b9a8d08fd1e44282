package claim

import (
	"fmt"
	"slices"
)

// enum is a closed list of the contract's enumeration values, such as the certainties.
type enum interface {
	~string
}

func parseEnum[W enum](what, s string, known []W) (W, error) {
	if i := slices.Index(known, W(s)); i >= 0 {
		return known[i], nil
	}
	names := make([]string, len(known))
	for i, k := range known {
		names[i] = string(k)
	}
	return "", errUnknown(what, s, names)
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
func ParseCertainty(s string) (Certainty, error) { return parseEnum("certainty", s, Certainties) }

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
func ParseStatus(s string) (Status, error) { return parseEnum("status", s, Statuses) }

// Instrument is the form that money takes.
type Instrument string

// Instruments lists them all.
var Instruments = []Instrument{"GRANT", "LOAN", "EQUITY", "RELIEF", "BUDGET", "INVESTMENT", "IN_KIND", "OTHER"}

// ParseInstrument reads an instrument by its name; the error wraps ErrInvalid and suggests the nearest.
func ParseInstrument(s string) (Instrument, error) { return parseEnum("instrument", s, Instruments) }

// PlaceType is what sort of place a place is.
type PlaceType string

// PlaceTypes lists them all, OTHER last.
var PlaceTypes = []PlaceType{"COUNTRY", "REGION", "COUNTY", "CITY", "DISTRICT", "LOCAL_AUTHORITY", "COMBINED_AUTHORITY", "CONSTITUENCY", "WARD", "AREA", "CAMPUS", "BUILDING", "STATION", "OTHER"}

// ParsePlaceType reads a place type by its name; the error wraps ErrInvalid and suggests the nearest.
func ParsePlaceType(s string) (PlaceType, error) { return parseEnum("place type", s, PlaceTypes) }

// NameKind is what sort of name a name is. The zero value reads as Alias.
type NameKind string

// The kinds of names.
const (
	Label   NameKind = "LABEL"   // what the source calls it first
	Alias   NameKind = "ALIAS"   // another name
	Acronym NameKind = "ACRONYM" // its letters
	Former  NameKind = "FORMER"  // what it was called before
)

// NameKinds lists them all, in the order in which they are shown.
var NameKinds = []NameKind{Label, Alias, Acronym, Former}

// ParseNameKind reads a kind of name; the error wraps ErrInvalid and suggests the nearest.
func ParseNameKind(s string) (NameKind, error) { return parseEnum("kind of name", s, NameKinds) }

// Direction says from which end of a relationship it is looked at.
type Direction string

// The directions.
const (
	Out  Direction = "OUT"  // from the subject
	In   Direction = "IN"   // from the object
	Both Direction = "BOTH" // from either end
)

// Reverse is the same relationship seen from its other end.
func (d Direction) Reverse() Direction {
	switch d {
	case Out:
		return In
	case In:
		return Out
	}
	return Both
}

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
	return parseEnum("comparator", s, []Comparator{Exactly, About, MoreThan, AtLeast, UpTo, LessThan})
}

func (c Comparator) sign() string {
	for _, s := range comparatorSigns {
		if s.comparator == c {
			return s.sign
		}
	}
	return ""
}

// EntityKind is one of the nine sorts of thing that claims are made about.
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
	Award         EntityKind = "AWARD" // a grant, contract, loan or payment as a thing of its own
)

// kindPrefixes pairs each kind with the first part of its ids and its class in the vocabularies of the field.
var kindPrefixes = []struct {
	kind   EntityKind
	prefix string
	class  string
}{
	{Person, "person", SchemaNS + "Person"},
	{Organisation, "organisation", SchemaNS + "Organization"},
	{Place, "place", SchemaNS + "Place"},
	{Programme, "programme", SchemaNS + "Project"},
	{FundingSource, "funding-source", SchemaNS + "Grant"},
	{Event, "event", SchemaNS + "Event"},
	{Sector, "sector", SKOSNS + "Concept"},
	{Document, "document", SchemaNS + "CreativeWork"},
	{Award, "award", SchemaNS + "MonetaryGrant"},
}

// EntityKinds lists them all, in the contract's order.
var EntityKinds = []EntityKind{Person, Organisation, Place, Programme, FundingSource, Event, Sector, Document, Award}

// ParseEntityKind reads a kind by its name; the error wraps ErrInvalid and suggests the nearest.
func ParseEntityKind(s string) (EntityKind, error) {
	return parseEnum("kind of entity", s, EntityKinds)
}

// KindOf is the kind of entity that an id names, "" where it names none. It reads no further
// than the first slash.
func KindOf[T ~string | ~[]byte](id T) EntityKind {
	for _, k := range kindPrefixes {
		if n := len(k.prefix); len(id) > n && id[n] == '/' && string(id[:n]) == k.prefix {
			return k.kind
		}
	}
	return ""
}

// errUnknownPrefix is the error for an id that names no kind of entity, with the nearest one suggested.
func errUnknownPrefix(prefix string) error {
	prefixes := make([]string, len(kindPrefixes))
	for i, k := range kindPrefixes {
		prefixes[i] = k.prefix
	}
	return errUnknown("kind of entity", prefix, prefixes)
}

// Class is the name of the kind's schema.org class. It panics on a kind that is not defined.
func (k EntityKind) Class() string {
	for _, p := range kindPrefixes {
		if p.kind == k {
			return p.class
		}
	}
	panic(fmt.Sprintf("graph: entity kind %q is not in the table", string(k)))
}
