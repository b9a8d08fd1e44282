package graph

import (
	"strconv"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
)

// encoder writes entities and claims as quads. What it leaves out reads back as its zero value, and STATED and ACTUAL
// are left out too: at the size of a national register every quad counts.
type encoder struct {
	namer
	quads []quad.Quad
}

func (e *encoder) add(subject, predicate quad.IRI, object, label quad.Value) {
	e.quads = append(e.quads, quad.Quad{Subject: subject, Predicate: predicate, Object: object, Label: label})
}

// text, node and literal add a quad about a subject unless there is nothing to say.
func (e *encoder) text(subject, predicate quad.IRI, text string) {
	if text != "" {
		e.add(subject, predicate, quad.String(text), nil)
	}
}

func (e *encoder) node(subject, predicate quad.IRI, id claim.ID) {
	if id != "" {
		e.add(subject, predicate, e.iri(id), nil)
	}
}

func (e *encoder) literal(subject, predicate quad.IRI, text string, datatype quad.IRI) {
	if text != "" {
		e.add(subject, predicate, quad.TypedString{Value: quad.String(text), Type: datatype}, nil)
	}
}

func (e *encoder) when(subject quad.IRI, w claim.When, date, words, basis quad.IRI) {
	e.literal(subject, date, string(w.EDTF), typeEDTF)
	e.text(subject, words, w.Wording)
	e.text(subject, basis, w.Basis)
}

// word adds a member of a closed list as a concept of the project's namespace.
func (e *encoder) word(subject, predicate quad.IRI, word string) {
	if word != "" {
		e.add(subject, predicate, concept(word), nil)
	}
}

func concept(word string) quad.IRI { return quad.IRI(claim.Namespace + word) }

func dateTime(t time.Time) quad.Value {
	return quad.TypedString{Value: quad.String(t.UTC().Format(time.RFC3339Nano)), Type: typeDateTime}
}

func integer(n int) quad.Value {
	return quad.TypedString{Value: quad.String(strconv.Itoa(n)), Type: typeInteger}
}

func figure(q claim.Quantity) quad.Value {
	return quad.TypedString{Value: quad.String(q.String()), Type: typeQuantity}
}

// claim writes a normalised claim: the quad that it labels, then what is said about it.
func (e *encoder) claim(c claim.Claim) {
	a := c.Base()
	self := e.iri(a.ID)
	switch c := c.(type) {
	case *claim.Relationship:
		e.relationship(self, c)
	case *claim.Measure:
		e.add(e.iri(c.About), predMeasure, figure(c.Value), self)
		e.text(self, PredMetric, c.Metric)
		e.node(self, predPlace, c.Place)
		e.text(self, predScope, c.Scope)
	case *claim.Attribute:
		e.add(e.iri(c.About), PropertyPredicate(c.Property), quad.String(c.Value), self)
		e.when(self, c.Date, predDate, predDateWords, predDateBasis)
		e.text(self, predLanguage, c.Language)
		e.word(self, predNameKind, string(c.NameKind))
	}
	if a.Certainty != claim.Stated {
		e.word(self, predCertainty, string(a.Certainty))
	}
	if a.Status != claim.Actual {
		e.word(self, PredStatus, string(a.Status))
	}
	e.when(self, a.ValidTime, PredHolds, predHoldsWords, predHoldsBasis)
	e.text(self, predReference, a.Reference)
	e.node(self, predStatedBy, a.StatedBy)
	e.node(self, PredIncludedIn, a.IncludedIn)
	for _, from := range a.DerivedFrom {
		e.node(self, predDerivedFrom, from)
	}
}

func (e *encoder) relationship(self quad.IRI, r *claim.Relationship) {
	e.add(e.iri(r.Subject), quad.IRI(r.Kind.Info().Predicate), e.iri(r.Object), self)
	e.text(self, predRole, r.Role)
	if r.Amount != nil {
		e.add(self, PredAmount, figure(*r.Amount), nil)
	}
	e.word(self, PredInstrument, string(r.Instrument))
	e.text(self, predPurpose, r.Purpose)
	e.node(self, PredVia, r.FundedThrough)
	e.node(self, PredRecipient, r.Recipient)
	if r.Quantity != nil {
		e.add(self, PredQuantity, figure(*r.Quantity), nil)
	}
}

// citation writes that a claim was quoted from a document, and where in it.
func (e *encoder) citation(cl claim.ID, c claim.Citation) {
	self := e.iri(claim.CitationID(cl, c))
	e.add(e.iri(cl), predQuotedFrom, e.iri(c.Document), self)
	if c.Record != "" { // one quad: a register has millions of them
		e.add(self, predField, quad.String(c.Digest+" "+c.Field), e.iri(c.Record))
		return
	}
	if c.End > 0 {
		e.add(self, predStart, integer(c.Start), nil)
		e.add(self, predEnd, integer(c.End), nil)
	}
	e.text(self, predDigest, c.Digest)
	e.text(self, predLocator, c.Locator)
}

// entity writes what a dataset says of an entity; every quad is labelled with the dataset, so that its next version
// replaces just these.
func (e *encoder) entity(d claim.EntityRecord, dataset quad.IRI) {
	self := e.iri(d.ID)
	e.add(self, predType, quad.IRI(d.ID.Kind().Class()), dataset)
	e.add(self, PredName, quad.String(d.Name), dataset)
	for _, alias := range d.Aliases {
		e.add(self, predAlias, quad.String(alias), dataset)
	}
	for _, id := range d.Identifiers {
		e.add(self, predIdentifier, quad.String(id.Key()), dataset)
		if id.URI != "" {
			e.add(self, predIdentifierURI, quad.String(id.Key()+" "+id.URI), dataset)
		}
	}
	if d.URL != "" {
		e.add(self, predURL, quad.String(d.URL), dataset)
	}
	for _, said := range []struct {
		predicate quad.IRI
		text      string
	}{{predMediaType, d.Data.MediaType}, {predFileDigest, d.Data.Digest}} {
		if said.text != "" {
			e.add(self, said.predicate, quad.String(said.text), dataset)
		}
	}
	if d.Text.File == "" {
		return
	}
	e.add(self, predFile, quad.String(d.Text.File), dataset)
	if d.Text.Start > 0 {
		e.add(self, predStart, integer(d.Text.Start), dataset)
	}
	if d.Text.End > 0 {
		e.add(self, predEnd, integer(d.Text.End), dataset)
	}
}

// datasetInfo writes what a data set says of itself, labelled with itself.
func (e *encoder) datasetInfo(self quad.IRI, i claim.DatasetInfo) {
	for _, said := range []struct {
		predicate quad.IRI
		text      string
	}{
		{predTitle, i.Title},
		{predPublisher, i.Publisher},
		{predLicence, i.Licence},
		{predAttribution, i.Attribution},
		{predURL, i.URL},
		{predIssued, string(i.Issued)},
	} {
		if said.text != "" {
			e.add(self, said.predicate, quad.String(said.text), self)
		}
	}
	for _, said := range []struct {
		predicate quad.IRI
		count     int
	}{{predRecords, i.Records}, {predRefused, i.Refused}} {
		if said.count > 0 {
			e.add(self, said.predicate, integer(said.count), self)
		}
	}
}

// record writes a record: its key, and where it stands with what digest, labelled by its document.
func (e *encoder) record(r claim.Record) {
	self, document := e.iri(r.ID()), e.iri(r.Document)
	e.add(self, predRecordKey, quad.String(r.Key), document)
	e.add(self, predRecordAt, quad.String(r.Digest+" "+r.Hint), document)
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
