package claimlist

import (
	"context"
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/datasets"
	"whence/graph/evidence"
)

// columns is the first row. A number and its unit never share a cell; what one sort of claim lacks is empty there.
var columns = []string{
	"claim", "subject", "relationship", "object", "sentence",
	"comparator", "amount", "amount_max", "currency", "figure", "figure_max", "unit", "wording", "also",
	"instrument", "role", "purpose", "via", "recipient", "place", "scope",
	"holds", "holds_earliest", "holds_latest", "holds_wording", "stated", "stated_by", "recorded", "retracted",
	"certainty", "status", "reference", "sources", "licence", "attribution",
	"subject_id", "object_id", "via_id", "recipient_id", "stated_by_id", "included_in", "source_ids", "claim_id",
}

// byteOrderMark tells spreadsheets that the text is UTF-8.
const byteOrderMark = "\ufeff"

// writer puts claims into rows.
type writer struct {
	view *graph.View
	out  io.Writer
	csv  *csv.Writer
	row  map[string]string
}

func (w *writer) begin() {
	_, _ = io.WriteString(w.out, byteOrderMark) // an error shows again at the next write
	w.csv = csv.NewWriter(w.out)
	w.csv.UseCRLF = true
	_ = w.csv.Write(columns)
}

// write adds a row for each claim and sends them.
func (w *writer) write(ctx context.Context, claims []claim.Claim) error {
	sentences, err := w.view.Sentences(ctx, claims)
	if err != nil {
		return err
	}
	stated, err := evidence.Stated(ctx, w.view, claims)
	if err != nil {
		return err
	}
	names, err := w.names(ctx, claims)
	if err != nil {
		return err
	}
	terms, err := w.terms(ctx, claims)
	if err != nil {
		return err
	}
	cells := make([]string, len(columns))
	for i, c := range claims {
		w.row = map[string]string{"sentence": sentences[i], "stated": string(stated[i].EDTF)}
		w.describe(c, names)
		w.row["licence"], w.row["attribution"] = joined(c, terms, 0), joined(c, terms, 1)
		for at, column := range columns {
			cells[at] = safe(w.row[column])
		}
		if err := w.csv.Write(cells); err != nil {
			return err
		}
	}
	w.csv.Flush()
	return w.csv.Error()
}

// names is what the entities of some claims are called.
func (w *writer) names(ctx context.Context, claims []claim.Claim) (map[claim.ID]string, error) {
	var ids []claim.ID
	for _, c := range claims {
		a := c.Base()
		ids = append(ids, a.StatedBy)
		for _, cite := range a.Citations {
			ids = append(ids, cite.Document)
		}
		switch c := c.(type) {
		case *claim.Relationship:
			ids = append(ids, c.Subject, c.Object, c.FundedThrough, c.Recipient)
		case *claim.Measure:
			ids = append(ids, c.About, c.Place)
		case *claim.Attribute:
			ids = append(ids, c.About)
		}
	}
	slices.Sort(ids)
	ids = slices.DeleteFunc(slices.Compact(ids), func(id claim.ID) bool { return id == "" })
	entities, err := w.view.Entities(ctx, ids)
	if err != nil {
		return nil, err
	}
	names := make(map[claim.ID]string, len(ids))
	for i, e := range entities {
		names[ids[i]] = string(ids[i])
		if e != nil {
			names[ids[i]] = e.Name
		}
	}
	return names, nil
}

// terms is the licence and the attribution of each document that some claims cite.
func (w *writer) terms(ctx context.Context, claims []claim.Claim) (map[claim.ID][2]string, error) {
	var ids []claim.ID
	for _, c := range claims {
		for _, cite := range c.Base().Citations {
			ids = append(ids, cite.Document)
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	documents, err := w.view.Entities(ctx, ids)
	if err != nil {
		return nil, err
	}
	documents = slices.DeleteFunc(documents, func(e *claim.Entity) bool { return e == nil })
	found, err := datasets.TermsOf(ctx, w.view, documents)
	terms := make(map[claim.ID][2]string, len(documents))
	for i, t := range found {
		terms[documents[i].ID] = [2]string{t.Licence, t.Attribution}
	}
	return terms, err
}

// joined is one of the terms of the documents that a claim cites, each once.
func joined(c claim.Claim, terms map[claim.ID][2]string, which int) string {
	var out []string
	for _, cite := range c.Base().Citations {
		if t := terms[cite.Document][which]; t != "" && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return strings.Join(out, "; ")
}

func (w *writer) describe(c claim.Claim, names map[claim.ID]string) {
	w.assertion(c.Base(), names)
	row := w.row
	entity := func(column string, id claim.ID) {
		row[column], row[column+"_id"] = names[id], string(id)
	}
	switch c := c.(type) {
	case *claim.Relationship:
		row["claim"], row["relationship"] = "relationship", c.Kind.Info().Label
		entity("subject", c.Subject)
		entity("object", c.Object)
		entity("via", c.FundedThrough)
		entity("recipient", c.Recipient)
		row["role"], row["purpose"], row["instrument"] = c.Role, c.Purpose, strings.ToLower(string(c.Instrument))
		w.quantity(c.Quantity)
		w.quantity(c.Amount)
	case *claim.Measure:
		row["claim"], row["relationship"], row["scope"], row["place"] = "measure", c.Metric, c.Scope, names[c.Place]
		entity("subject", c.About)
		w.quantity(&c.Value)
	case *claim.Attribute:
		row["claim"], row["relationship"], row["object"] = "attribute", c.Property, c.Value
		entity("subject", c.About)
	}
}

func (w *writer) assertion(a *claim.Assertion, names map[claim.ID]string) {
	row := w.row
	row["claim_id"], row["included_in"], row["reference"] = string(a.ID), string(a.IncludedIn), a.Reference
	row["certainty"], row["status"] = strings.ToLower(string(a.Certainty)), strings.ToLower(string(a.Status))
	row["holds"], row["holds_wording"] = string(a.ValidTime.EDTF), a.ValidTime.Wording
	earliest, latest := a.ValidTime.EDTF.Bounds()
	row["holds_earliest"], row["holds_latest"] = day(earliest), day(latest)
	row["recorded"], row["retracted"] = moment(a.RecordedAt), moment(a.RetractedAt)
	row["stated_by"], row["stated_by_id"] = names[a.StatedBy], string(a.StatedBy)
	sources, ids := make([]string, len(a.Citations)), make([]string, len(a.Citations))
	for i, cite := range a.Citations {
		sources[i], ids[i] = names[cite.Document], string(cite.Document)
		if cite.Locator != "" {
			sources[i] += ", " + cite.Locator
		}
	}
	row["sources"], row["source_ids"] = strings.Join(sources, "; "), strings.Join(slices.Compact(ids), "; ")
}

// quantity fills in a figure's columns, those of an amount where it is money.
func (w *writer) quantity(q *claim.Quantity) {
	if q == nil {
		return
	}
	value, most, unit := "figure", "figure_max", "unit"
	if q.IsMoney() {
		value, most, unit = "amount", "amount_max", "currency"
	}
	row := w.row
	row[value], row[most], row[unit] = decimal(q.Value), decimal(q.Max), q.Unit
	row["comparator"], row["wording"] = comparator(q.Comparator), q.Wording
	also := make([]string, len(q.Also))
	for i, other := range q.Also {
		text, _ := other.MarshalText() // what was read can be written
		also[i] = string(text)
	}
	row["also"] = strings.Join(also, "; ")
}

func comparator(c claim.Comparator) string {
	if c == "" {
		c = claim.Exactly
	}
	return strings.ReplaceAll(strings.ToLower(string(c)), "_", " ")
}

func decimal(d *claim.Decimal) string {
	if d == nil {
		return ""
	}
	return d.String()
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// safe lets no cell begin a spreadsheet's formula: an apostrophe before it makes it a text. A plain number stays one.
func safe(cell string) string {
	first, _ := utf8.DecodeRuneInString(cell)
	if cell == "" || !strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
		return cell
	}
	if _, err := claim.ParseDecimal(cell); err == nil {
		return cell
	}
	return "'" + cell
}
