package claim

import "time"

// Claim is what a source says: a *Relationship, a *Measure or an *Attribute.
type Claim interface {
	Node
	// Asserted is what every claim has.
	Base() *Assertion
}

// Assertion is what every claim has, whatever it says.
type Assertion struct {
	ID          ID
	Certainty   Certainty
	Status      Status
	ValidTime   When   // when it holds in the world; of a measure, the period measured
	Reference   string // the publisher's own number for it, part of what it says; "" where there is none
	StatedBy    ID     // whose words the source reports, "" where nobody's
	IncludedIn  ID     // the claim whose sum or count this one is a part of
	DerivedFrom []ID   // what an INFERRED claim was worked out from

	Citations   []Citation // by document, then place; never empty
	RecordedAt  time.Time  // when the graph learned it, in the latest of its lives
	RetractedAt time.Time  // when the graph unlearned it; zero while it stands

	// Ref is the quad that the view found it at, zero where no view has read it. Package graph sets and reads it.
	Ref [4]uint32
}

// Base returns the receiver.
func (a *Assertion) Base() *Assertion { return a }

// Relationship is a claim that a subject stands in a relation to an object.
type Relationship struct {
	Assertion
	Kind          RelationshipKind
	Subject       ID
	Object        ID
	Role          string
	Amount        *Quantity // money
	Instrument    Instrument
	Purpose       string
	FundedThrough ID // the fund, loan, grant or scheme that the money comes through
	Recipient     ID // who receives it, where that is not the object
	Quantity      *Quantity
}

// Measure gives a metric of one entity a figure.
type Measure struct {
	Assertion
	About  ID
	Metric string
	Value  Quantity
	Place  ID     // where it was measured, or what it is ranked within, if not the whole of About
	Scope  string // whom or what it counts, where narrower than the metric says
}

// Attribute gives one entity a text, a date or a name.
type Attribute struct {
	Assertion
	About    ID
	Property string
	Value    string
	Date     When     // the value as a date, where it is one
	Language string   // BCP 47, "" where the source says none
	NameKind NameKind // of a name: what sort of name; "" reads as Alias. "" of other properties
}

// When is the attribute's value as a time: its date where the claim gives one, else the value itself where that is EDTF,
// else the value as wording.
func (a *Attribute) When() When {
	if !a.Date.IsZero() {
		return a.Date
	}
	if edtf, err := ParseEDTF(a.Value); err == nil {
		return When{EDTF: edtf}
	}
	return When{Wording: a.Value}
}

// Citation is where a claim stands in a document: characters [Start, End) of the document's file in Unicode code points,
// with the SHA-256 of those characters in UTF-8; a field of a record, with the SHA-256 of its raw text; or a locator alone.
type Citation struct {
	Document ID
	Start    int
	End      int    // 0 where only the locator is known
	Digest   string // lower-case hexadecimal, "" where only the locator is known
	Locator  string // where a reader finds it: "paragraph 6"
	Record   ID     // of data: the record that says so
	Field    string // of data: the field of the record, as its file titles it: "Amount Awarded"
}

// NodeID is the claim's id.
func (a *Assertion) NodeID() ID { return a.ID }
