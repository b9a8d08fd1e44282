package records

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"whence/graph/claim"
	"whence/graph/register"
)

// Source says what file is read, and what data set it makes.
type Source struct {
	File      string // its name, without folders
	Dataset   string // the data set's name
	MediaType string // IANA media type
	Digest    string // SHA-256 of the file, lower-case hexadecimal; "" where it is not known
	Info      claim.DatasetInfo
	Document  claim.ID // that is cited; "" is one by the data set's name
	Fields    bool     // whether every field of every record is kept, for citations to be held against
	// Place is the place that a name or a code is known by, "" where none or several are. Nil knows no place.
	Place func(name string) claim.ID
}

// Note is what is to be said of a record: why it is set aside, or what of it should be looked at.
type Note struct {
	Hint string // where it stands: "row 17", "/grants/16"
	Line int    // of the file, 0 where it is not known
	Kind string // of a warning: what is counted together; "" of a record that is set aside
	Text string
}

// Builder builds the data set of one file. Make it with New.
type Builder struct {
	source   Source
	document claim.ID
	entities map[claim.ID]*entity
	claims   map[claim.ID]*cited
	records  map[claim.ID]claim.Record
	fields   map[claim.ID][]Field
	notes    []Note
	read     int
	refused  int
}

// entity is what the records say of an entity besides claims.
type entity struct {
	identifiers map[claim.Identifier]bool
	names       map[string]int // how often each is given
	fallback    string         // for want of a name
	former      []claim.ID
}

// cited is a claim with the record that it is cited from: of several that say it, the one with the least key, whatever their
// order in the file.
type cited struct {
	claim.Claim
	record *Record
}

// New begins a data set.
func New(s Source) *Builder {
	return &Builder{
		source: s, document: cmp.Or(s.Document, claim.ID("document/"+Slug(s.Dataset))), fields: map[claim.ID][]Field{}, entities: map[claim.ID]*entity{}, claims: map[claim.ID]*cited{},
		records: map[claim.ID]claim.Record{},
	}
}

// About takes in what the file says of itself as a whole. What is known of it already stays, and of two values the first: with a warning
// where the other is a licence or an attribution, which bind whoever shows the data. A licence that is no address of the web is left
// out, with a warning.
func (b *Builder) About(hint string, i claim.DatasetInfo) {
	if why := claim.CheckAddress(i.Licence); i.Licence != "" && why != "" {
		b.notes = append(b.notes, Note{Hint: hint, Kind: OddLicence, Text: fmt.Sprintf("licence %.80q %s; it is left out: what is wanted is where its terms stand", i.Licence, why)})
		i.Licence = ""
	}
	info := &b.source.Info
	if info.Title == b.source.File && i.Title != "" {
		info.Title = Clean(i.Title)
	}
	for _, said := range []struct {
		what string
		is   *string
		also string
	}{
		{"publisher", &info.Publisher, Clean(i.Publisher)},
		{"licence", &info.Licence, i.Licence},
		{"attribution", &info.Attribution, Clean(i.Attribution)},
		{"address", &info.URL, i.URL},
	} {
		switch {
		case *said.is == "":
			*said.is = said.also
		case said.also != "" && said.also != *said.is && (said.what == "licence" || said.what == "attribution"):
			b.notes = append(b.notes, Note{Hint: hint, Kind: OddLicence, Text: fmt.Sprintf("%s %.80q is left out, for the data set has %.80q: load what is under other terms as a data set of its own", said.what, said.also, *said.is)})
		}
	}
	info.Issued = cmp.Or(info.Issued, i.Issued)
}

// Day is a date of a data set as a whole, "" where the text is none.
func Day(text string) claim.EDTF {
	if len(text) > len("2006-01-02") {
		text = text[:len("2006-01-02")]
	}
	date, err := claim.ParseEDTF(text)
	if err != nil {
		return ""
	}
	return date
}

// Dataset is the name of the data set.
func (b *Builder) Dataset() string { return b.source.Dataset }

// Record is a record that claims are being made of.
type Record struct {
	builder *Builder
	record  claim.Record
	id      claim.ID
	line    int
}

// Record takes a record up. Two of one key are one record, where they say the same, and else told apart by their digests, which are
// made of all that a record says.
func (b *Builder) Record(key, hint, digest string, line int) *Record {
	b.read++
	r := claim.Record{Document: b.document, Key: key, Hint: hint, Digest: digest}
	for n := 2; ; n++ {
		if _, taken := b.records[r.ID()]; !taken {
			break
		}
		r.Key = fmt.Sprintf("%s.%d", key, n)
	}
	b.records[r.ID()] = r
	return &Record{b, r, r.ID(), line}
}

// Key is the key of the record.
func (r *Record) Key() string { return r.record.Key }

// Refuse sets a record aside that could not be read or made anything of.
func (b *Builder) Refuse(hint string, line int, format string, args ...any) {
	b.read, b.refused = b.read+1, b.refused+1
	b.notes = append(b.notes, Note{Hint: hint, Line: line, Text: fmt.Sprintf(format, args...)})
}

// Refuse sets the record aside. Claims that were made of it stand: refuse before making any.
func (r *Record) Refuse(format string, args ...any) {
	b := r.builder
	b.refused++
	delete(b.records, r.id)
	b.notes = append(b.notes, Note{Hint: r.record.Hint, Line: r.line, Text: fmt.Sprintf(format, args...)})
}

// Warn says what of the record should be looked at.
func (r *Record) Warn(kind, format string, args ...any) {
	r.builder.notes = append(r.builder.notes, Note{Hint: r.record.Hint, Line: r.line, Kind: kind, Text: fmt.Sprintf(format, args...)})
}

// Kinds of warnings that are made here.
const (
	MalformedIdentifier = "malformed identifier"
	OddValue            = "value that can't be read"
	Circle              = "circle"
	RepeatedFigure      = "records that are one claim"
	OddLicence          = "licence that can't be read, or several"
)

// Declare makes sure that the data set knows an entity, and that a name of it is given.
func (b *Builder) Declare(id claim.ID, name string) {
	e := b.entities[id]
	if e == nil {
		e = &entity{identifiers: map[claim.Identifier]bool{}, names: map[string]int{}}
		b.entities[id] = e
	}
	if name = Clean(name); name != "" {
		e.names[name]++
	}
}

// Fallback declares an entity with a text that stands for its name where none is given. Of several it is the first in the order of texts.
func (b *Builder) Fallback(id claim.ID, text string) {
	b.Declare(id, "")
	if e, text := b.entities[id], Clean(text); e.fallback == "" || text != "" && text < e.fallback {
		e.fallback = text
	}
}

// Known reports whether the data set has an entity.
func (b *Builder) Known(id claim.ID) bool { return b.entities[id] != nil }

// Identify gives an entity, which is declared, an identifier, as its register writes it. What its register can't have given is a
// warning, and is left out.
func (r *Record) Identify(id claim.ID, scheme, value string) {
	scheme, value = register.Normalise(scheme, value)
	if scheme == "" || value == "" {
		return
	}
	if err := register.Check(scheme, value); err != nil {
		r.Warn(MalformedIdentifier, "%s: %v", scheme, err)
		return
	}
	if strings.ContainsAny(scheme, ": ") || strings.ContainsAny(value, " \t\n") {
		r.Warn(MalformedIdentifier, "%s:%.60s holds a blank", scheme, value)
		return
	}
	r.builder.entities[id].identifiers[claim.Identifier{Scheme: scheme, Value: value}] = true
}

// Name declares an entity under a name and claims that it bears it.
func (r *Record) Name(id claim.ID, field, raw string, a claim.Attribute) {
	r.builder.Declare(id, a.Value)
	r.Attribute(field, raw, &claim.Attribute{
		Assertion: a.Assertion, About: id, Property: "name", Value: Clean(a.Value), Language: a.Language, NameKind: a.NameKind,
	})
}

// Text claims a property of an entity, unless the text is empty.
func (r *Record) Text(field, raw string, about claim.ID, property, value string) {
	if value = strings.TrimSpace(value); value != "" {
		r.Attribute(field, raw, &claim.Attribute{About: about, Property: property, Value: value})
	}
}

// Date claims a property of an entity whose value is a date.
func (r *Record) Date(field, raw string, about claim.ID, property string, date claim.EDTF, status claim.Status) {
	r.Attribute(field, raw, &claim.Attribute{
		Assertion: claim.Assertion{Status: status}, About: about, Property: property, Value: string(date), Date: claim.When{EDTF: date},
	})
}

// Attribute makes a claim of a field. A value that no claim may have is left out, with a warning.
func (r *Record) Attribute(field, raw string, a *claim.Attribute) {
	if a.Value == "" {
		return
	}
	if len(a.Value) > maxText {
		r.Warn(OddValue, "%s of %d bytes: at most %d are kept by a claim; it is left out", field, len(a.Value), maxText)
		return
	}
	a.Value = strings.Map(printable, a.Value)
	r.add(field, raw, a)
}

// maxText is what a text of a claim may have, in bytes.
const maxText = 16 << 10

// printable takes out the control characters that no claim may hold.
func printable(c rune) rune {
	switch {
	case c == '\r':
		return -1
	case c < ' ' && c != '\n' && c != '\t', c == 0x7f:
		return ' '
	}
	return c
}

// Link ties two entities by a kind that needs no more.
func (r *Record) Link(field, raw string, subject claim.ID, kind claim.RelationshipKind, object claim.ID) {
	r.Relationship(field, raw, &claim.Relationship{Kind: kind, Subject: subject, Object: object})
}

// Relationship makes a claim of a field. An entity is not tied to itself, but for what it owns: that is a warning.
func (r *Record) Relationship(field, raw string, c *claim.Relationship) {
	if c.Subject == c.Object && c.Kind != "OWNS" {
		r.Warn(Circle, "%s %s itself; it is left out", c.Subject, c.Kind.Info().Label)
		return
	}
	r.add(field, raw, c)
}

// Measure makes a claim of a field.
func (r *Record) Measure(field, raw string, m *claim.Measure) { r.add(field, raw, m) }

// Has says that the record has a field, whether or not a claim is made of it.
func (r *Record) Has(field, raw string) {
	b := r.builder
	if !b.source.Fields {
		return
	}
	for i, f := range b.fields[r.id] {
		if f.Name == field {
			b.fields[r.id][i].Value = raw
			return
		}
	}
	b.fields[r.id] = append(b.fields[r.id], Field{field, raw})
}

func (r *Record) add(field, raw string, c claim.Claim) {
	r.Has(field, raw)
	a := c.Base()
	a.Citations = []claim.Citation{{Document: r.record.Document, Record: r.id, Field: field, Digest: Digest(raw)}}
	claim.Normalise(c)
	before := r.builder.claims[a.ID]
	if before != nil && before.record != r && isFigure(c) {
		r.Warn(RepeatedFigure, "%s: %s says the same, and the two are one claim, counted once; if they are two, give each the publisher's number as its `reference`", field, before.record.record.Hint)
	}
	if before != nil && before.record.record.Key <= r.record.Key {
		return
	}
	r.builder.claims[a.ID] = &cited{c, r}
}

// isFigure reports whether a claim is of a sum of money or a measure, which is lost where it is said twice and counted once.
func isFigure(c claim.Claim) bool {
	switch c := c.(type) {
	case *claim.Measure:
		return true
	case *claim.Relationship:
		return c.Amount != nil
	}
	return false
}

// Result is what a file came to.
type Result struct {
	Dataset *claim.Dataset
	Notes   []Note
	Read    int
	Refused int

	places  map[claim.ID]Note // of claims
	fields  map[claim.ID][]Field
	records map[claim.ID]claim.Record
}

// PlaceOf is where the record stands that a claim is cited from.
func (r *Result) PlaceOf(id claim.ID) Note { return r.places[id] }

// Finish is the data set. Claims that would close a circle of containment are left out, with a warning.
func (b *Builder) Finish() *Result {
	b.cutCircles()
	d := &claim.Dataset{Name: b.source.Dataset, Info: b.source.Info}
	d.Info.Records, d.Info.Refused = b.read, b.refused
	d.Entities = append(d.Entities, claim.EntityRecord{
		ID: b.document, Name: cmp.Or(b.source.Info.Title, b.source.File), URL: b.source.Info.URL,
		Text: claim.DocumentFile{File: b.source.File}, Data: claim.DataFile{MediaType: b.source.MediaType, Digest: b.source.Digest},
	})
	for _, id := range slices.Sorted(maps.Keys(b.entities)) {
		d.Entities = append(d.Entities, b.entities[id].record(id))
	}
	used := map[claim.ID]bool{}
	places := make(map[claim.ID]Note, len(b.claims))
	for _, id := range slices.Sorted(maps.Keys(b.claims)) {
		c := b.claims[id]
		d.Claims = append(d.Claims, c.Claim)
		used[c.record.id] = true
		places[id] = Note{Hint: c.record.record.Hint, Line: c.record.line}
	}
	for _, id := range slices.Sorted(maps.Keys(used)) {
		d.Records = append(d.Records, b.records[id])
	}
	return &Result{Dataset: d, Notes: b.notes, Read: b.read, Refused: b.refused, places: places, fields: b.fields, records: b.records}
}

func (e *entity) record(id claim.ID) claim.EntityRecord {
	out := claim.EntityRecord{ID: id, FormerIDs: e.former}
	most := 0
	for _, name := range slices.Sorted(maps.Keys(e.names)) {
		if n := e.names[name]; n > most { // of names given as often, the first in the order of their texts
			out.Name, most = name, n
		}
	}
	if out.Name == "" {
		out.Name = e.fallback
	}
	if out.Name == "" {
		_, out.Name, _ = strings.Cut(string(id), "/")
	}
	for i := range e.identifiers {
		out.Identifiers = append(out.Identifiers, i)
	}
	slices.SortFunc(out.Identifiers, func(a, b claim.Identifier) int { return strings.Compare(a.Key(), b.Key()) })
	return out
}

// Formerly says that an entity, which is declared, was known by another id.
func (b *Builder) Formerly(id, former claim.ID) {
	if e := b.entities[id]; former != id && !slices.Contains(e.former, former) {
		e.former = append(e.former, former)
	}
}

// Superseded counts a record that another of the file takes the place of.
func (b *Builder) Superseded() { b.read++ }
