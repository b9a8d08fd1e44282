package graph

import (
	"context"
	"slices"
	"strings"
	"time"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/parallel"
	"whence/graph/quadstore"
)

// ClaimEdge is a claim as the snapshot holds it: the quad that the claim labels.
type ClaimEdge struct {
	Subject, Predicate, Object, Claim quadstore.ID
}

// packed is the reference as a claim carries it.
func (r ClaimEdge) packed() [4]uint32 {
	return [4]uint32{uint32(r.Subject), uint32(r.Predicate), uint32(r.Object), uint32(r.Claim)}
}

// EdgeOf is where a view found a claim.
func EdgeOf(c claim.Claim) ClaimEdge {
	r := c.Base().Ref
	return ClaimEdge{quadstore.ID(r[0]), quadstore.ID(r[1]), quadstore.ID(r[2]), quadstore.ID(r[3])}
}

// decoder reads claims back from their quads. Quads that make no claim of the model (a figure that does not parse, an end
// that is no entity of ours) read as nil, never as a panic: a store may be filled from any N-Quads.
type decoder struct {
	*View
	*claimBatch
	left   int // claims to come
	next   int // citation to come, in the order of reading.cites
	quoted []claim.Citation
	moment quadstore.ID // the literal read last, and what it says
	at     time.Time

	relationships slab[claim.Relationship]
	measures      slab[claim.Measure]
	attributes    slab[claim.Attribute]
}

// Decode decodes a list of claims; two frontiers, whatever its length, or two for each processor where it is long. A
// reference whose quads make no claim gives nil.
func (v *View) Decode(ctx context.Context, refs []ClaimEdge) ([]claim.Claim, error) {
	const least = 128 // claims, less than which are decoded sooner than shared out
	out := make([]claim.Claim, len(refs))
	if len(refs) < 2*least {
		return out, v.decodeInto(ctx, out, refs)
	}
	return out, parallel.Parts(len(refs), least, func(_, from, to int) error { return v.decodeInto(ctx, out[from:to], refs[from:to]) })
}

func (v *View) decodeInto(ctx context.Context, out []claim.Claim, refs []ClaimEdge) error {
	d := decoder{View: v, claimBatch: claimBatches.Get().(*claimBatch), left: len(refs)}
	defer d.release()
	if err := d.read(ctx, v, refs); err != nil {
		return err
	}
	d.quoted = make([]claim.Citation, 0, len(d.cites))
	for i, r := range refs {
		lo, hi := d.details.Of(i)
		d.next = int(d.firstCite[i])
		if c := d.claim(r, lo, hi); c != nil {
			out[i] = c
		}
		d.left--
	}
	return nil
}

// slab hands out places to write to, many of which are allocated at once.
type slab[T any] []T

// maxSlab bounds how many neighbours keep each other in memory.
const maxSlab = 32

// take is a place; left are yet to be asked for, this one included.
func (s *slab[T]) take(left int) *T {
	if len(*s) == 0 {
		*s = make([]T, min(left, maxSlab))
	}
	p := &(*s)[0]
	*s = (*s)[1:]
	return p
}

func (d *decoder) claim(r ClaimEdge, lo, hi int) claim.Claim {
	about := d.id(r.Subject)
	if about.Kind() == "" {
		return nil
	}
	if info := d.terms.KindOf[r.Predicate]; info != nil {
		return d.relationship(r, info.Kind, about, lo, hi)
	}
	if property := d.terms.PropertyOf[r.Predicate]; property != "" {
		a := d.attributes.take(d.left)
		*a = claim.Attribute{About: about, Property: property, Value: d.text(r.Object)}
		d.assertion(&a.Assertion, r, lo, hi)
		d.date(a, lo, hi)
		return a
	}
	if r.Predicate == d.terms.ID(encoding.PredMeasure) {
		return d.measure(r, about, lo, hi)
	}
	return nil
}

// date reads the value of an attribute as a date, and the language and the kind of a name.
func (d *decoder) date(a *claim.Attribute, lo, hi int) {
	for i := lo; i < hi; i++ {
		switch d.fields[i] {
		case encoding.FieldDate:
			a.Date.EDTF = d.edtf(d.details.Object[i])
		case encoding.FieldDateWords:
			a.Date.Wording = d.text(d.details.Object[i])
		case encoding.FieldDateBasis:
			a.Date.Basis = d.text(d.details.Object[i])
		case encoding.FieldLanguage:
			a.Language = d.text(d.details.Object[i])
		case encoding.FieldNameKind:
			a.NameKind = claim.NameKind(d.terms.EnumOf[d.details.Object[i]])
		}
	}
}

func (d *decoder) relationship(r ClaimEdge, kind claim.RelationshipKind, subject claim.ID, lo, hi int) claim.Claim {
	object := d.id(r.Object)
	if object.Kind() == "" {
		return nil
	}
	out := d.relationships.take(d.left)
	*out = claim.Relationship{Kind: kind, Subject: subject, Object: object}
	d.assertion(&out.Assertion, r, lo, hi)
	for i := lo; i < hi; i++ {
		object := d.details.Object[i]
		switch d.fields[i] {
		case encoding.FieldRole:
			out.Role = d.text(object)
		case encoding.FieldAmount:
			out.Amount = d.quantity(object)
		case encoding.FieldInstrument:
			out.Instrument = claim.Instrument(d.terms.EnumOf[object])
		case encoding.FieldPurpose:
			out.Purpose = d.text(object)
		case encoding.FieldVia:
			out.FundedThrough = d.id(object)
		case encoding.FieldRecipient:
			out.Recipient = d.id(object)
		case encoding.FieldQuantity:
			out.Quantity = d.quantity(object)
		}
	}
	return out
}

func (d *decoder) measure(r ClaimEdge, about claim.ID, lo, hi int) claim.Claim {
	figure := d.quantity(r.Object)
	if figure == nil {
		return nil
	}
	m := d.measures.take(d.left)
	*m = claim.Measure{About: about, Value: *figure}
	d.assertion(&m.Assertion, r, lo, hi)
	for i := lo; i < hi; i++ {
		object := d.details.Object[i]
		switch d.fields[i] {
		case encoding.FieldMetric:
			m.Metric = d.text(object)
		case encoding.FieldPlace:
			m.Place = d.id(object)
		case encoding.FieldScope:
			m.Scope = d.text(object)
		}
	}
	return m
}

func (d *decoder) quantity(ref quadstore.ID) *claim.Quantity {
	q, err := claim.ParseQuantity(d.text(ref))
	if err != nil {
		return nil
	}
	return &q
}

// edtf is a literal's date, "" where it is none.
func (d *decoder) edtf(ref quadstore.ID) claim.EDTF {
	edtf, err := claim.ParseEDTF(d.text(ref))
	if err != nil {
		return ""
	}
	return edtf
}

func (d *decoder) assertion(a *claim.Assertion, r ClaimEdge, lo, hi int) {
	*a = claim.Assertion{ID: d.unrenamed(r.Claim), Certainty: claim.Stated, Status: claim.Actual, Ref: r.packed()}
	from := len(d.quoted)
	for i := lo; i < hi; i++ {
		object := d.details.Object[i]
		switch d.fields[i] {
		case encoding.FieldHolds:
			a.ValidTime.EDTF = d.edtf(object)
		case encoding.FieldHoldsWords:
			a.ValidTime.Wording = d.text(object)
		case encoding.FieldHoldsBasis:
			a.ValidTime.Basis = d.text(object)
		case encoding.FieldCertainty:
			a.Certainty = claim.Certainty(d.terms.EnumOf[object])
		case encoding.FieldStatus:
			a.Status = claim.Status(d.terms.EnumOf[object])
		case encoding.FieldReference:
			a.Reference = d.text(object)
		case encoding.FieldStatedBy:
			a.StatedBy = d.id(object)
		case encoding.FieldIncludedIn:
			a.IncludedIn = d.unrenamed(object)
		case encoding.FieldDerivedFrom:
			a.DerivedFrom = append(a.DerivedFrom, d.unrenamed(object))
		case encoding.FieldQuotedFrom:
			if c, live := d.citation(object, d.details.Label[i]); live || d.retired.Has(r.Claim) {
				d.quoted = append(d.quoted, c)
			}
		case encoding.FieldRecorded:
			a.RecordedAt = encoding.LaterOf(a.RecordedAt, d.time(object))
		case encoding.FieldRetracted:
			a.RetractedAt = encoding.LaterOf(a.RetractedAt, d.time(object))
		}
	}
	if a.RetractedAt.Before(a.RecordedAt) {
		a.RetractedAt = time.Time{} // asserted again since
	}
	slices.Sort(a.DerivedFrom)
	if n := len(d.quoted); n > from {
		a.Citations = d.quoted[from:n:n]
		slices.SortFunc(a.Citations, claim.CompareCitations)
	}
}

// time reads a moment; the claims of one load share theirs.
func (d *decoder) time(ref quadstore.ID) time.Time {
	if ref != d.moment {
		d.moment, d.at = ref, encoding.ParseTime(d.text(ref))
	}
	return d.at
}

// citation decodes the next citation and says whether it stands.
func (d *decoder) citation(document, self quadstore.ID) (c claim.Citation, live bool) {
	c.Document = d.id(document)
	if self == 0 {
		return c, true
	}
	lo, hi := d.citations.Of(d.next)
	d.next++
	for i := lo; i < hi; i++ {
		object := d.citations.Object[i]
		switch d.terms.FieldOf.Of(d.citations.Pred[i]) {
		case encoding.FieldStart:
			c.Start = encoding.WholeNumber(d.text(object))
		case encoding.FieldEnd:
			c.End = encoding.WholeNumber(d.text(object))
		case encoding.FieldDigest:
			c.Digest = d.text(object)
		case encoding.FieldLocator:
			c.Locator = d.text(object)
		case encoding.FieldField:
			if label := d.citations.Label[i]; label != 0 {
				c.Digest, c.Field, _ = strings.Cut(d.text(object), " ")
				c.Record = d.unrenamed(label)
			}
		}
	}
	return c, !d.retired.Has(self)
}
