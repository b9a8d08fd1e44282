package claimlist

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/extract"
)

// maxIDs is the most entities that one address may name, as many as a GraphQL list of ids.
const maxIDs = 100

// ParameterError is a value of an address that can't be read.
type ParameterError struct {
	Name, Value string
	Err         error
}

func (e *ParameterError) Error() string {
	return fmt.Sprintf("%s=%.80s: %v", e.Name, e.Value, e.Err)
}

// Unwrap gives the cause.
func (e *ParameterError) Unwrap() error { return e.Err }

// parameters reads an address's values one after another and keeps the first mistake.
type parameters struct {
	values url.Values
	err    error
}

// Selection reads which claims an address asks for. The page /list writes the same names:
//
//	about   entities of which it is claimed, all sorts of claims; with: what stands at the other end; t: of which kinds that is
//	from    subjects; to: objects; in: a place, for what is claimed of it and of what lies in it, by the rule of RelationshipFilter.place
//	k       kinds of relationship, in lower case with hyphens: funds,invests-in
//	y       a year, or years: 2014, 2010-2014, ..-2014, 2010-..; claims of no known year are not in them; at: any time as EDTF
//	dated   "only" leaves out claims whose time is unknown; known: the day at whose end the graph is read
//	c, st   certainties and statuses; doc: documents cited; set: data sets that say it; via: what the money comes through, or
//	        what that is part of
//	min, max, cur  bounds of the amount, and its currency
//
// A name that is none of these is the page's own affair and is passed over. The error is a *ParameterError.
func Selection(values url.Values) (extract.Selection, error) {
	p := parameters{values: values}
	s := extract.Selection{
		About: p.ids("about"),
		Kinds: words(&p, "k", claim.ParseRelationshipKind),
		To:    p.entityFilter("with", words(&p, "t", claim.ParseEntityKind)),
		Filter: graph.RelationshipFilter{
			ClaimFilter: p.claimFilter(),
			Through:     p.through(),
			Amount:      p.amount(),
			Subject:     p.entityFilter("from", nil),
			Object:      p.entityFilter("to", nil),
			Place:       p.id("in"),
		},
	}
	if s.About == nil && s.To != nil {
		p.fail("about", "", fmt.Errorf("with and t say what stands at the other end: name the entity in about: %w", claim.ErrInvalid))
	}
	return s, p.err
}

func (p *parameters) fail(name, value string, err error) {
	if p.err == nil {
		p.err = &ParameterError{name, value, err}
	}
}

// ids is the ids of a parameter, nil where it is not there: one that is there and empty is a mistake, not "any".
func (p *parameters) ids(name string) []claim.ID {
	var ids []claim.ID
	for _, value := range p.values[name] {
		id, err := claim.ParseID(value)
		if err != nil {
			p.fail(name, value, err)
		}
		ids = append(ids, id)
	}
	if len(ids) > maxIDs {
		p.fail(name, "", fmt.Errorf("%d ids are more than %d: ask in parts: %w", len(ids), maxIDs, claim.ErrInvalid))
	}
	return ids
}

// datasets is the ids of the data sets that a parameter names.
func (p *parameters) datasets(name string) []claim.ID {
	var ids []claim.ID
	for _, value := range p.values[name] {
		if _, ok := claim.DatasetNameOf(claim.ID(value)); !ok {
			p.fail(name, value, fmt.Errorf("write a data set as dataset/example/canal-quarter: %w", claim.ErrInvalid))
		}
		ids = append(ids, claim.ID(value))
	}
	if len(ids) > maxIDs {
		p.fail(name, "", fmt.Errorf("%d ids are more than %d: ask in parts: %w", len(ids), maxIDs, claim.ErrInvalid))
	}
	return ids
}

// words is the members of an enumeration that a parameter names, by commas or repeated.
func words[T ~string](p *parameters, name string, parse func(string) (T, error)) []T {
	var list []T
	for _, value := range p.values[name] {
		for word := range strings.SplitSeq(value, ",") {
			constant, err := parse(strings.ToUpper(strings.ReplaceAll(strings.TrimSpace(word), "-", "_")))
			if err != nil {
				p.fail(name, word, err)
			}
			list = append(list, constant)
		}
	}
	return list
}

// id is the first id of a parameter, "" where it is not there.
func (p *parameters) id(name string) claim.ID {
	if ids := p.ids(name); len(ids) > 0 {
		return ids[0]
	}
	return ""
}

func (p *parameters) entityFilter(ids string, kinds []claim.EntityKind) *graph.EntityFilter {
	f := graph.EntityFilter{IDs: p.ids(ids), Kinds: kinds}
	if f.IDs == nil && f.Kinds == nil {
		return nil
	}
	return &f
}

// through is what the money comes through: one of the ids, or an award that is part of one.
func (p *parameters) through() *graph.EntityFilter {
	named := p.entityFilter("via", nil)
	if named == nil {
		return nil
	}
	part := graph.HasRelationship{Kinds: []claim.RelationshipKind{"PART_OF"}, Direction: claim.Out, To: named}
	return &graph.EntityFilter{Or: []graph.EntityFilter{*named, {Has: []graph.HasRelationship{part}}}}
}

func (p *parameters) claimFilter() graph.ClaimFilter {
	f := graph.ClaimFilter{
		ValidAt:   p.years(),
		Documents: p.ids("doc"),
		Datasets:  p.datasets("set"),
		Certainty: words(p, "c", claim.ParseCertainty),
		Status:    words(p, "st", claim.ParseStatus),
	}
	if day := p.values.Get("known"); day != "" {
		known, err := time.Parse(time.DateOnly, day)
		if err != nil {
			p.fail("known", day, fmt.Errorf("write a day as 2024-05-31: %w", claim.ErrInvalid))
		}
		f.KnownAt = known.Add(24*time.Hour - time.Second)
	}
	f.ExcludeUndated = f.ValidAt != "" && p.values.Get("at") == ""
	if p.values.Get("dated") == "only" {
		f.ExcludeUndated = true
		if f.ValidAt == "" {
			f.ValidAt = "0001/9999"
		}
	}
	return f
}

// years is the time in which claims hold: EDTF in at, else years in y.
func (p *parameters) years() claim.EDTF {
	name, text := "at", p.values.Get("at")
	if text == "" {
		name, text = "y", p.values.Get("y")
		text = edtf(text)
	}
	if text == "" {
		return ""
	}
	d, err := claim.ParseEDTF(text)
	if err != nil {
		p.fail(name, p.values.Get(name), err)
	}
	return d
}

// edtf writes years as EDTF: an en rule of two years is a solidus there.
func edtf(years string) string {
	from, to, isRange := strings.Cut(years, "-")
	if !isRange {
		return years
	}
	return from + "/" + to
}

func (p *parameters) amount() *graph.AmountFilter {
	f := graph.AmountFilter{Min: p.decimal("min"), Max: p.decimal("max")}
	if f.Min == nil && f.Max == nil {
		return nil
	}
	currency, err := claim.ParseCurrency(strings.ToUpper(p.values.Get("cur")))
	if err != nil {
		p.fail("cur", p.values.Get("cur"), err)
	}
	f.Currency = currency
	return &f
}

func (p *parameters) decimal(name string) *claim.Decimal {
	text := p.values.Get(name)
	if text == "" {
		return nil
	}
	d, err := claim.ParseDecimal(text)
	if err != nil {
		p.fail(name, text, err)
	}
	return &d
}

// fileName is what the file of a selection is called: the first entity that it names, and the day.
func fileName(s extract.Selection, now time.Time) string {
	name := "claims"
	for _, ids := range [][]claim.ID{s.About, subjects(s.Filter.Subject), subjects(s.Filter.Object)} {
		if len(ids) > 0 {
			_, name, _ = strings.Cut(string(ids[0]), "/")
			break
		}
	}
	return strconv.Quote(name + "-" + now.UTC().Format(time.DateOnly) + ".csv")
}

func subjects(f *graph.EntityFilter) []claim.ID {
	switch {
	case f == nil:
		return nil
	case f.Within != "":
		return []claim.ID{f.Within}
	}
	return f.IDs
}
