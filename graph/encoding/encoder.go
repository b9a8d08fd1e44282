package encoding

import (
	"strconv"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
)

// Encoder writes entities and claims as quads. What it leaves out reads back as its zero value, and STATED and ACTUAL
// are left out too: at the size of a national register every quad counts.
type Encoder struct {
	Namer
	Quads []quad.Quad
}

// Add adds a quad; label is nil where it has none.
func (e *Encoder) Add(subject, predicate quad.IRI, object, label quad.Value) {
	e.Quads = append(e.Quads, quad.Quad{Subject: subject, Predicate: predicate, Object: object, Label: label})
}

// Text adds a text about a subject unless there is nothing to say; node and literal do with ids and literals.
func (e *Encoder) Text(subject, predicate quad.IRI, text string) {
	if text != "" {
		e.Add(subject, predicate, quad.String(text), nil)
	}
}

func (e *Encoder) node(subject, predicate quad.IRI, id claim.ID) {
	if id != "" {
		e.Add(subject, predicate, e.IRIOf(id), nil)
	}
}

func (e *Encoder) literal(subject, predicate quad.IRI, text string, datatype quad.IRI) {
	if text != "" {
		e.Add(subject, predicate, quad.TypedString{Value: quad.String(text), Type: datatype}, nil)
	}
}

func (e *Encoder) when(subject quad.IRI, w claim.When, date, words, basis quad.IRI) {
	e.literal(subject, date, string(w.EDTF), typeEDTF)
	e.Text(subject, words, w.Wording)
	e.Text(subject, basis, w.Basis)
}

// word adds a member of a closed list as a concept of the project's namespace.
func (e *Encoder) word(subject, predicate quad.IRI, word string) {
	if word != "" {
		e.Add(subject, predicate, Concept(word), nil)
	}
}

// Concept is the IRI of a member of a closed list.
func Concept(word string) quad.IRI { return quad.IRI(claim.Namespace + word) }

// DateTime is a moment as an xsd:dateTime, in UTC.
func DateTime(t time.Time) quad.Value {
	return quad.TypedString{Value: quad.String(t.UTC().Format(time.RFC3339Nano)), Type: typeDateTime}
}

func integer(n int) quad.Value {
	return quad.TypedString{Value: quad.String(strconv.Itoa(n)), Type: typeInteger}
}

func figure(q claim.Quantity) quad.Value {
	return quad.TypedString{Value: quad.String(q.String()), Type: typeQuantity}
}

// Claim writes a normalised claim: the quad that it labels, then what is said about it.
func (e *Encoder) Claim(c claim.Claim) {
	a := c.Base()
	self := e.IRIOf(a.ID)
	switch c := c.(type) {
	case *claim.Relationship:
		e.relationship(self, c)
	case *claim.Measure:
		e.Add(e.IRIOf(c.About), PredMeasure, figure(c.Value), self)
		e.Text(self, PredMetric, c.Metric)
		e.node(self, PredPlace, c.Place)
		e.Text(self, predScope, c.Scope)
	case *claim.Attribute:
		e.Add(e.IRIOf(c.About), PropertyPredicate(c.Property), quad.String(c.Value), self)
		e.when(self, c.Date, PredDate, PredDateWords, PredDateBasis)
		e.Text(self, predLanguage, c.Language)
		e.word(self, PredNameKind, string(c.NameKind))
	}
	if a.Certainty != claim.Stated {
		e.word(self, PredCertainty, string(a.Certainty))
	}
	if a.Status != claim.Actual {
		e.word(self, PredStatus, string(a.Status))
	}
	e.when(self, a.ValidTime, PredHolds, predHoldsWords, predHoldsBasis)
	e.Text(self, PredReference, a.Reference)
	e.node(self, PredStatedBy, a.StatedBy)
	e.node(self, PredIncludedIn, a.IncludedIn)
	for _, from := range a.DerivedFrom {
		e.node(self, predDerivedFrom, from)
	}
}

func (e *Encoder) relationship(self quad.IRI, r *claim.Relationship) {
	e.Add(e.IRIOf(r.Subject), quad.IRI(r.Kind.Info().Predicate), e.IRIOf(r.Object), self)
	e.Text(self, PredRole, r.Role)
	if r.Amount != nil {
		e.Add(self, PredAmount, figure(*r.Amount), nil)
	}
	e.word(self, PredInstrument, string(r.Instrument))
	e.Text(self, predPurpose, r.Purpose)
	e.node(self, PredVia, r.FundedThrough)
	e.node(self, PredRecipient, r.Recipient)
	if r.Quantity != nil {
		e.Add(self, PredQuantity, figure(*r.Quantity), nil)
	}
}

// Citation writes that a claim was quoted from a document, and where in it.
func (e *Encoder) Citation(cl claim.ID, c claim.Citation) {
	self := e.IRIOf(claim.CitationID(cl, c))
	e.Add(e.IRIOf(cl), PredQuotedFrom, e.IRIOf(c.Document), self)
	if c.Record != "" { // one quad: a register has millions of them
		e.Add(self, PredField, quad.String(c.Digest+" "+c.Field), e.IRIOf(c.Record))
		return
	}
	if c.End > 0 {
		e.Add(self, PredStart, integer(c.Start), nil)
		e.Add(self, PredEnd, integer(c.End), nil)
	}
	e.Text(self, PredDigest, c.Digest)
	e.Text(self, PredLocator, c.Locator)
}

// Entity writes what a dataset says of an entity; every quad is labelled with the dataset, so that its next version
// replaces just these.
func (e *Encoder) Entity(d claim.EntityRecord, dataset quad.IRI) {
	self := e.IRIOf(d.ID)
	e.Add(self, PredType, quad.IRI(d.ID.Kind().Class()), dataset)
	e.Add(self, PredName, quad.String(d.Name), dataset)
	for _, alias := range d.Aliases {
		e.Add(self, PredAlias, quad.String(alias), dataset)
	}
	for _, id := range d.Identifiers {
		e.Add(self, PredIdentifier, quad.String(id.Key()), dataset)
		if id.URI != "" {
			e.Add(self, PredIdentifierURI, quad.String(id.Key()+" "+id.URI), dataset)
		}
	}
	if d.URL != "" {
		e.Add(self, PredURL, quad.String(d.URL), dataset)
	}
	for _, said := range []struct {
		predicate quad.IRI
		text      string
	}{{PredLicence, d.Licence}, {PredAttribution, d.Attribution}, {PredMediaType, d.Data.MediaType}, {PredFileDigest, d.Data.Digest}} {
		if said.text != "" {
			e.Add(self, said.predicate, quad.String(said.text), dataset)
		}
	}
	if d.Text.File == "" {
		return
	}
	e.Add(self, PredFile, quad.String(d.Text.File), dataset)
	if d.Text.Start > 0 {
		e.Add(self, PredStart, integer(d.Text.Start), dataset)
	}
	if d.Text.End > 0 {
		e.Add(self, PredEnd, integer(d.Text.End), dataset)
	}
}

// DatasetInfo writes what a data set says of itself, labelled with itself.
func (e *Encoder) DatasetInfo(self quad.IRI, i claim.DatasetInfo) {
	for _, said := range []struct {
		predicate quad.IRI
		text      string
	}{
		{PredTitle, i.Title},
		{PredPublisher, i.Publisher},
		{PredLicence, i.Licence},
		{PredAttribution, i.Attribution},
		{PredURL, i.URL},
		{PredIssued, string(i.Issued)},
	} {
		if said.text != "" {
			e.Add(self, said.predicate, quad.String(said.text), self)
		}
	}
	for _, said := range []struct {
		predicate quad.IRI
		count     int
	}{{PredRecords, i.Records}, {PredRefused, i.Refused}} {
		if said.count > 0 {
			e.Add(self, said.predicate, integer(said.count), self)
		}
	}
}

// Record writes a record: its key, and where it stands with what digest, labelled by its document.
func (e *Encoder) Record(r claim.Record) {
	self, document := e.IRIOf(r.ID()), e.IRIOf(r.Document)
	e.Add(self, PredRecordKey, quad.String(r.Key), document)
	e.Add(self, PredRecordAt, quad.String(r.Digest+" "+r.Hint), document)
}

// PropertyPredicate is the predicate of an attribute's property.
func PropertyPredicate(property string) quad.IRI {
	for _, p := range claim.Properties {
		if p.Property == property {
			return quad.IRI(p.Predicate)
		}
	}
	panic("graph: property " + property + " is not in the vocabulary")
}
