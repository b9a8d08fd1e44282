package mapping

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"whence/graph/claim"
	"whence/loader/records"
)

// item is one value of a column in a record, with where it stands in the lists that the column goes through.
type item struct {
	cell
	at []int // beside column.lists; of a cell that is parted, its place in it
}

// input is one record on its way.
type input struct {
	key    string // by the primary key; "" without one
	hint   string
	digest string // of all that it says
	line   int
	values [][]item // by column
	faults []fault
}

// fault is a cell that can't be read.
type fault struct {
	column int
	field  string
	err    error
}

// writer makes claims of records.
type writer struct {
	*Mapping
	builder *records.Builder
	source  records.Source
	scope   string
	serials bool // numbers may be dates
	waiting []*input
	keys    map[string]int // how many records have each
}

func (m *Mapping) writer(s records.Source, serials bool) *writer {
	info := m.Info
	info.Title = cmp.Or(info.Title, s.Info.Title)
	s.Info = info
	return &writer{Mapping: m, builder: records.New(s), source: s, scope: records.Slug(s.Dataset), serials: serials, keys: map[string]int{}}
}

// add takes up a record. Claims are made when all are known: a key that is used again is none.
func (w *writer) add(in *input) {
	var key []string
	for _, c := range w.primaryKey {
		if len(in.values[c]) > 0 {
			key = append(key, in.values[c][0].value)
		}
	}
	in.key = strings.Trim(strings.Join(key, "."), ".")
	w.keys[in.key]++
	w.waiting = append(w.waiting, in)
}

// digestDigits is how much of a record's digest tells apart records of one key.
const digestDigits = 8

func (w *writer) finish() *records.Result {
	for _, in := range w.waiting {
		key := in.key
		if key == "" || w.keys[key] > 1 {
			digits := digestDigits
			if key == "" {
				digits *= 2
			}
			key = strings.TrimPrefix(key+"."+in.digest[:digits], ".")
		}
		w.record(in, w.builder.Record(key, in.hint, in.digest, in.line))
	}
	return w.builder.Finish()
}

// record makes the claims of one record.
func (w *writer) record(in *input, r *records.Record) {
	for column, values := range in.values {
		for _, v := range values {
			r.Has(v.field, v.raw)
		}
		c := w.columns[column]
		if c.required && !slices.ContainsFunc(values, func(v item) bool { return v.value != "" }) {
			r.Refuse("%s", missing(c, in.faults, column))
			return
		}
	}
	for _, f := range in.faults {
		r.Warn(records.OddValue, "%s: %v; it is left out", f.field, f.err)
	}
	made := 0
	for _, rule := range w.rules {
		scenes, complete := w.scenes(rule, in, r)
		if !complete {
			r.Warn(records.OddValue, "its lists have more than %d combinations of elements; those beyond are left out", maxScenes)
		}
		for _, s := range scenes {
			if rule.applies(s) && s.follow(rule) {
				made++
			}
		}
	}
	if made == 0 {
		r.Refuse("no claim of the mapping can be made of it: the columns that they need are empty or can't be read")
	}
}

// missing is what is wrong with a required column.
func missing(c *column, faults []fault, column int) string {
	for _, f := range faults {
		if f.column == column {
			return fmt.Sprintf("%s: %v, and the mapping requires it", f.field, f.err)
		}
	}
	return c.titles[0] + " is empty, and the mapping requires it"
}

// maxScenes bounds the combinations of what stands in several lists of one record.
const maxScenes = 10_000

// scenes are the combinations of list elements that a rule is followed for: elements of one list together, those of several lists
// each with each. complete is false where there are too many.
func (w *writer) scenes(r *rule, in *input, record *records.Record) (out []*scene, complete bool) {
	type partial struct {
		*scene
		chosen map[string]int // the element of each list
	}
	all := []partial{{&scene{w, record, make([]cell, len(w.columns))}, map[string]int{}}}
	for _, c := range r.columns {
		values, column := in.values[c], w.columns[c]
		if len(values) == 0 {
			continue
		}
		if len(values) == 1 && len(values[0].at) == 0 {
			for _, p := range all {
				p.cells[c] = values[0].cell
			}
			continue
		}
		var next []partial
		for _, p := range all {
			fits := 0
			for _, v := range values {
				chosen, ok := choose(p.chosen, column, v.at)
				if !ok {
					continue
				}
				cells := slices.Clone(p.cells)
				cells[c] = v.cell
				next = append(next, partial{&scene{w, record, cells}, chosen})
				if fits++; len(next) > maxScenes {
					return nil, false
				}
			}
			if fits == 0 {
				next = append(next, p)
			}
		}
		all = next
	}
	for _, p := range all {
		out = append(out, p.scene)
	}
	return out, true
}

// choose adds the elements that a value stands in to those that were chosen; ok is false where they differ.
func choose(chosen map[string]int, c *column, at []int) (next map[string]int, ok bool) {
	next = make(map[string]int, len(chosen)+len(at))
	maps.Copy(next, chosen)
	for n, i := range at {
		list := "\x00" + c.name
		if n < len(c.lists) {
			list = c.lists[n]
		}
		if had, taken := next[list]; taken && had != i {
			return nil, false
		}
		next[list] = i
	}
	return next, true
}

// read makes values of the raw text of a column, and notes what can't be read.
func (w *writer) read(in *input, column int, field, raw string, at []int) {
	c := w.columns[column]
	texts := []string{raw}
	if c.parts != "" {
		texts = strings.Split(raw, c.parts)
	}
	for n, text := range texts {
		place := at
		if c.parts != "" {
			place = append(slices.Clone(at), n)
		}
		v := item{cell: cell{field: field, raw: raw, language: c.language}, at: place}
		text = strings.TrimSpace(text)
		if c.empty(text) {
			text = c.fallback
		}
		if text != "" {
			value, err := c.read(text, w.serials)
			if err != nil {
				in.faults = append(in.faults, fault{column, field, err})
			}
			v.value = value
		}
		in.values[column] = append(in.values[column], v)
	}
}

// follow makes what a rule says of a scene; it reports whether there was anything to make.
func (s *scene) follow(r *rule) bool {
	switch {
	case r.id != nil:
		return s.entity(r)
	case r.figure != nil:
		return s.measure(r)
	case r.property != nil:
		return s.attribute(r)
	}
	return s.relationship(r)
}

func (s *scene) entity(r *rule) bool {
	id, _, ok := s.id(r.id)
	if !ok {
		return false
	}
	name, _, _ := s.text(r.name)
	s.builder.Declare(id, name)
	for _, i := range r.identifiers {
		scheme, _, known := s.text(i.scheme)
		value, _, given := s.text(i.value)
		if known && given {
			s.record.Identify(id, scheme, value)
		}
	}
	return true
}

// assertion is what a rule says of every claim; what can't be read of it is left out, with a warning.
func (s *scene) assertion(r *rule) (a claim.Assertion) {
	worded(s, r.certainty, &a.Certainty, claim.ParseCertainty)
	worded(s, r.status, &a.Status, claim.ParseStatus)
	worded(s, r.holds, &a.ValidTime.EDTF, edtf)
	a.Reference, _, _ = s.text(r.reference)
	a.StatedBy, _, _ = s.id(r.statedBy)
	return a
}

// worded reads a text of a vocabulary.
func worded[W ~string](s *scene, e *expression, dst *W, parse func(string) (W, error)) {
	text, from, ok := s.text(e)
	if !ok {
		return
	}
	value, err := parse(text)
	if err != nil {
		s.odd(from, err)
		return
	}
	*dst = value
}

// odd warns of a value that can't be read.
func (s *scene) odd(from *cell, err error) {
	field := "the mapping"
	if from != nil {
		field = from.field
	}
	s.record.Warn(records.OddValue, "%s: %s; it is left out", field, plain(err))
}

// plain is an error's text without the sentinel that it wraps.
func plain(err error) string {
	text := err.Error()
	if errors.Is(err, claim.ErrInvalid) {
		text = strings.TrimRight(strings.TrimSuffix(text, claim.ErrInvalid.Error()), ":? ")
	}
	return text
}

// cited is the field that a claim is cited from: the one that the rule names, else the first that there is of some, else any that the
// rule reads.
func (s *scene) cited(r *rule, best ...*cell) (field, raw string) {
	if r.cite >= 0 && s.cells[r.cite].field != "" {
		return s.cells[r.cite].field, s.cells[r.cite].raw
	}
	for _, c := range best {
		if c != nil && c.field != "" {
			return c.field, c.raw
		}
	}
	for _, i := range r.columns {
		if c := s.cells[i]; c.field != "" {
			return c.field, c.raw
		}
	}
	for _, c := range s.cells {
		if c.field != "" {
			return c.field, c.raw
		}
	}
	return "", ""
}
