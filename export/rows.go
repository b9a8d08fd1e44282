package export

import (
	"context"
	"slices"
	"strings"
	"time"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/datasets"
	"whence/graph/evidence"
)

// columns are what is told of a claim, a cell each. A number and its unit never share a cell; what one sort of claim lacks is empty.
var columns = []string{
	"claim", "subject", "relationship", "object", "sentence", "comparator", "amount", "amount_max", "currency", "figure", "figure_max", "unit",
	"exclusive_min", "exclusive_max", "wording", "also", "instrument", "role", "purpose", "via", "recipient", "place", "scope", "language", "name_kind", "reference",
	"holds", "holds_earliest", "holds_latest", "holds_wording", "stated", "stated_by", "recorded", "retracted", "certainty", "status",
	"sources", "records", "fields", "licence", "attribution",
	"subject_id", "object_id", "via_id", "recipient_id", "stated_by_id", "included_in", "source_ids", "claim_id",
}

// row is the cells of one claim by their columns.
type row map[string]string

// rows is the cells of claims.
func rows(ctx context.Context, v *graph.View, claims []claim.Claim) ([]row, error) {
	r := rowReader{view: v, names: map[claim.ID]string{}, keys: map[claim.ID]string{}}
	if err := r.prepare(ctx, claims); err != nil {
		return nil, err
	}
	sentences, err := v.Sentences(ctx, claims)
	if err != nil {
		return nil, err
	}
	stated, err := evidence.Stated(ctx, v, claims)
	if err != nil {
		return nil, err
	}
	out := make([]row, len(claims))
	for i, c := range claims {
		out[i] = row{"sentence": sentences[i], "stated": string(stated[i].EDTF)}
		r.assertion(out[i], c.Base())
		r.describe(out[i], c)
	}
	return out, nil
}

// rowReader knows what the ids in some claims are called.
type rowReader struct {
	view  *graph.View
	names map[claim.ID]string
	terms map[claim.ID][2]string // of documents: licence and attribution
	keys  map[claim.ID]string    // of records
}

func (r *rowReader) prepare(ctx context.Context, claims []claim.Claim) error {
	var ids, documents, records []claim.ID
	for _, c := range claims {
		a := c.Base()
		ids = append(append(ids, claim.EntitiesOf(c)...), a.StatedBy)
		switch c := c.(type) {
		case *claim.Relationship:
			ids = append(ids, c.FundedThrough, c.Recipient)
		case *claim.Measure:
			ids = append(ids, c.Place)
		}
		for _, cite := range a.Citations {
			documents = append(documents, cite.Document)
			if cite.Record != "" {
				records = append(records, cite.Record)
			}
		}
	}
	slices.Sort(documents)
	documents = slices.Compact(documents)
	ids = append(ids, documents...)
	slices.Sort(ids)
	ids = slices.DeleteFunc(slices.Compact(ids), func(id claim.ID) bool { return id == "" })
	found, err := r.view.Entities(ctx, ids)
	if err != nil {
		return err
	}
	for i, e := range found {
		r.names[ids[i]] = string(ids[i])
		if e != nil {
			r.names[ids[i]] = e.Name
		}
	}
	if r.terms, err = termsOf(ctx, r.view, documents); err != nil {
		return err
	}
	known, err := evidence.Records(ctx, r.view, records)
	for i, k := range known {
		r.keys[records[i]] = k.Key
	}
	return err
}

// termsOf is the licence and the attribution of documents: their own, else those of the data sets that declare them.
func termsOf(ctx context.Context, v *graph.View, documents []claim.ID) (map[claim.ID][2]string, error) {
	found, err := v.Entities(ctx, documents)
	if err != nil {
		return nil, err
	}
	found = slices.DeleteFunc(found, func(e *claim.Entity) bool { return e == nil })
	terms, err := datasets.TermsOf(ctx, v, found)
	out := make(map[claim.ID][2]string, len(found))
	for i, t := range terms {
		out[found[i].ID] = [2]string{t.Licence, t.Attribution}
	}
	return out, err
}

func (r *rowReader) describe(out row, c claim.Claim) {
	entity := func(column string, id claim.ID) { out[column], out[column+"_id"] = r.names[id], string(id) }
	switch c := c.(type) {
	case *claim.Relationship:
		out["claim"], out["relationship"] = "relationship", c.Kind.Info().Label
		entity("subject", c.Subject)
		entity("object", c.Object)
		entity("via", c.FundedThrough)
		entity("recipient", c.Recipient)
		out["role"], out["purpose"], out["instrument"] = c.Role, c.Purpose, lower(c.Instrument)
		quantity(out, c.Quantity)
		quantity(out, c.Amount)
	case *claim.Measure:
		out["claim"], out["relationship"], out["scope"], out["place"] = "measure", c.Metric, c.Scope, r.names[c.Place]
		entity("subject", c.About)
		quantity(out, &c.Value)
	case *claim.Attribute:
		out["claim"], out["relationship"], out["object"] = "attribute", c.Property, c.Value
		out["language"], out["name_kind"] = c.Language, lower(c.NameKind)
		entity("subject", c.About)
	}
}

func (r *rowReader) assertion(out row, a *claim.Assertion) {
	out["claim_id"], out["included_in"], out["reference"] = string(a.ID), string(a.IncludedIn), a.Reference
	out["certainty"], out["status"] = lower(a.Certainty), lower(a.Status)
	out["holds"], out["holds_wording"] = string(a.ValidTime.EDTF), a.ValidTime.Wording
	earliest, latest := a.ValidTime.EDTF.Bounds()
	out["holds_earliest"], out["holds_latest"] = formatted(earliest, time.DateOnly), formatted(latest, time.DateOnly)
	out["recorded"], out["retracted"] = formatted(a.RecordedAt, time.RFC3339Nano), formatted(a.RetractedAt, time.RFC3339Nano)
	out["stated_by"], out["stated_by_id"] = r.names[a.StatedBy], string(a.StatedBy)
	lists := map[string][]string{}
	add := func(column, value string) {
		if value != "" && !slices.Contains(lists[column], value) {
			lists[column] = append(lists[column], value)
		}
	}
	for _, cite := range a.Citations {
		source := r.names[cite.Document]
		if cite.Locator != "" {
			source += ", " + cite.Locator
		}
		add("sources", source)
		add("source_ids", string(cite.Document))
		add("records", r.keys[cite.Record])
		add("fields", cite.Field)
		add("licence", r.terms[cite.Document][0])
		add("attribution", r.terms[cite.Document][1])
	}
	for column, values := range lists {
		out[column] = strings.Join(values, "; ")
	}
}

// quantity fills in a figure's columns, those of an amount where it is money.
func quantity(out row, q *claim.Quantity) {
	if q == nil {
		return
	}
	value, most, unit := "figure", "figure_max", "unit"
	if q.IsMoney() {
		value, most, unit = "amount", "amount_max", "currency"
	}
	if q.Value != nil {
		out[value] = q.Value.String()
	}
	if q.Max != nil {
		out[most] = q.Max.String()
	}
	out[unit], out["wording"] = q.Unit, q.Wording
	out["comparator"] = strings.ReplaceAll(lower(q.Comparator), "_", " ")
	if q.Max != nil && q.ExclusiveMin {
		out["exclusive_min"] = "true"
	}
	if q.Max != nil && q.ExclusiveMax {
		out["exclusive_max"] = "true"
	}
	also := make([]string, len(q.Also))
	for i, other := range q.Also {
		also[i] = other.String()
	}
	out["also"] = strings.Join(also, "; ")
}

func lower[W ~string](w W) string { return strings.ToLower(string(w)) }

func formatted(t time.Time, layout string) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(layout)
}
