package graph

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph/quadstore"
)

// claimRef is a claim as the snapshot holds it: the quad that the claim labels.
type claimRef struct {
	subject, predicate, object, claim quadstore.ID
}

// decoder reads claims back from their quads. Quads that make no claim of the model (a figure that does not parse, an end
// that is no entity of ours) read as nil, never as a panic: a store may be filled from any N-Quads.
type decoder struct {
	*View
	details   quadstore.Edges // about the claims
	citations quadstore.Edges // about their citations
	cited     map[quadstore.ID]int
	names     map[quadstore.ID]ID // ids read so far: claims of one answer share most of their ends
	moment    quadstore.ID        // the literal read last, and what it says
	at        time.Time
}

// claims decodes a list of claims; two frontiers, whatever its length. A reference whose quads make no claim gives nil.
func (v *View) decode(ctx context.Context, refs []claimRef) ([]Claim, error) {
	d := decoder{View: v, names: map[quadstore.ID]ID{}, cited: map[quadstore.ID]int{}}
	claims := make([]quadstore.ID, len(refs))
	for i, r := range refs {
		claims[i] = r.claim
	}
	if err := v.snap.Expand(ctx, &d.details, claims, quad.Subject); err != nil {
		return nil, err
	}
	quoted := v.terms.id(predQuotedFrom)
	var cites []quadstore.ID
	for i, pred := range d.details.Pred {
		if pred == quoted && d.details.Label[i] != 0 {
			d.cited[d.details.Label[i]] = len(cites)
			cites = append(cites, d.details.Label[i])
		}
	}
	if err := v.snap.Expand(ctx, &d.citations, cites, quad.Subject); err != nil {
		return nil, err
	}
	out := make([]Claim, len(refs))
	for i, r := range refs {
		lo, hi := d.details.Of(i)
		if c := d.claim(r, lo, hi); c != nil {
			out[i] = c
		}
	}
	return out, nil
}

// id is the id of a node, remembered.
func (d *decoder) id(ref quadstore.ID) ID {
	if id, ok := d.names[ref]; ok {
		return id
	}
	id := d.idOf(d.present(ref))
	d.names[ref] = id
	return id
}

func (d *decoder) claim(r claimRef, lo, hi int) Claim {
	about := d.id(r.subject)
	if about.Kind() == "" {
		return nil
	}
	if info := d.terms.kindOf[r.predicate]; info != nil {
		return d.relationship(r, info.Kind, about, lo, hi)
	}
	if property := d.terms.propertyOf[r.predicate]; property != "" {
		a := &Attribute{About: about, Property: property, Value: d.text(r.object)}
		d.assertion(&a.Assertion, r, lo, hi)
		d.date(a, lo, hi)
		return a
	}
	if r.predicate == d.terms.id(predMeasure) {
		return d.measure(r, about, lo, hi)
	}
	return nil
}

// date reads the value of an attribute as a date.
func (d *decoder) date(a *Attribute, lo, hi int) {
	for i := lo; i < hi; i++ {
		switch d.terms.fieldOf[d.details.Pred[i]] {
		case fieldDate:
			a.Date.EDTF = d.edtf(d.details.Object[i])
		case fieldDateWords:
			a.Date.Wording = d.text(d.details.Object[i])
		case fieldDateBasis:
			a.Date.Basis = d.text(d.details.Object[i])
		}
	}
}

func (d *decoder) relationship(r claimRef, kind RelationshipKind, subject ID, lo, hi int) Claim {
	out := &Relationship{Kind: kind, Subject: subject, Object: d.id(r.object)}
	if out.Object.Kind() == "" {
		return nil
	}
	d.assertion(&out.Assertion, r, lo, hi)
	for i := lo; i < hi; i++ {
		object := d.details.Object[i]
		switch d.terms.fieldOf[d.details.Pred[i]] {
		case fieldRole:
			out.Role = d.text(object)
		case fieldAmount:
			out.Amount = d.quantity(object)
		case fieldInstrument:
			out.Instrument = Instrument(d.terms.wordOf[object])
		case fieldPurpose:
			out.Purpose = d.text(object)
		case fieldVia:
			out.Via = d.id(object)
		case fieldRecipient:
			out.Recipient = d.id(object)
		case fieldQuantity:
			out.Quantity = d.quantity(object)
		}
	}
	return out
}

func (d *decoder) measure(r claimRef, about ID, lo, hi int) Claim {
	figure := d.quantity(r.object)
	if figure == nil {
		return nil
	}
	m := &Measure{About: about, Figure: *figure}
	d.assertion(&m.Assertion, r, lo, hi)
	for i := lo; i < hi; i++ {
		object := d.details.Object[i]
		switch d.terms.fieldOf[d.details.Pred[i]] {
		case fieldMetric:
			m.Metric = d.text(object)
		case fieldPlace:
			m.Place = d.id(object)
		case fieldScope:
			m.Scope = d.text(object)
		}
	}
	return m
}

func (d *decoder) quantity(ref quadstore.ID) *Quantity {
	q := new(Quantity)
	if err := q.UnmarshalText([]byte(d.text(ref))); err != nil {
		return nil
	}
	return q
}

// edtf is a literal's date, "" where it is none.
func (d *decoder) edtf(ref quadstore.ID) EDTF {
	edtf, err := ParseEDTF(d.text(ref))
	if err != nil {
		return ""
	}
	return edtf
}

func (d *decoder) assertion(a *Assertion, r claimRef, lo, hi int) {
	*a = Assertion{ID: d.idOf(r.claim), Certainty: Stated, Status: Actual, ref: r}
	for i := lo; i < hi; i++ {
		object := d.details.Object[i]
		switch d.terms.fieldOf[d.details.Pred[i]] {
		case fieldHolds:
			a.Holds.EDTF = d.edtf(object)
		case fieldHoldsWords:
			a.Holds.Wording = d.text(object)
		case fieldHoldsBasis:
			a.Holds.Basis = d.text(object)
		case fieldCertainty:
			a.Certainty = Certainty(d.terms.wordOf[object])
		case fieldStatus:
			a.Status = Status(d.terms.wordOf[object])
		case fieldStatedBy:
			a.StatedBy = d.id(object)
		case fieldIncludedIn:
			a.IncludedIn = d.idOf(object)
		case fieldDerivedFrom:
			a.DerivedFrom = append(a.DerivedFrom, d.idOf(object))
		case fieldQuotedFrom:
			if c, live := d.citation(object, d.details.Label[i]); live || d.retired.has(r.claim) {
				a.Citations = append(a.Citations, c)
			}
		case fieldRecorded:
			a.Recorded = laterOf(a.Recorded, d.time(object))
		case fieldRetracted:
			a.Retracted = laterOf(a.Retracted, d.time(object))
		}
	}
	if a.Retracted.Before(a.Recorded) {
		a.Retracted = time.Time{} // asserted again since
	}
	slices.Sort(a.DerivedFrom)
	slices.SortFunc(a.Citations, compareCitations)
}

func laterOf(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// time reads a moment; the claims of one load share theirs.
func (d *decoder) time(ref quadstore.ID) time.Time {
	if ref != d.moment {
		d.moment, d.at = ref, parseTime(d.text(ref))
	}
	return d.at
}

// parseTime reads an xsd:dateTime; what is none is the zero time.
func parseTime(text string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, strings.TrimSpace(text))
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// citation decodes one citation and says whether it stands.
func (d *decoder) citation(document, self quadstore.ID) (c Citation, live bool) {
	c.Document = d.id(document)
	n, ok := d.cited[self]
	if !ok {
		return c, true
	}
	lo, hi := d.citations.Of(n)
	for i := lo; i < hi; i++ {
		object := d.citations.Object[i]
		switch d.terms.fieldOf[d.citations.Pred[i]] {
		case fieldStart:
			c.Start = d.integer(object)
		case fieldEnd:
			c.End = d.integer(object)
		case fieldDigest:
			c.Digest = d.text(object)
		case fieldLocator:
			c.Locator = d.text(object)
		}
	}
	return c, !d.retired.has(self)
}

func (d *decoder) integer(ref quadstore.ID) int {
	n, err := strconv.Atoi(d.text(ref))
	if err != nil {
		return 0
	}
	return n
}
