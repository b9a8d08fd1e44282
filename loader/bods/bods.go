// Package bods reads statements of the Beneficial Ownership Data Standard (https://standard.openownership.org) of versions 0.4 and
// 0.1: arrays of JSON, or one statement a line.
//
// Of a person the name is kept; birth dates, nationalities and addresses are left out. It knows the standard and what claims
// its statements make, and nothing of where claims go.
package bods

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"whence/graph/claim"
	"whence/loader/objects"
	"whence/loader/records"
)

// Looks reports whether the beginning of a file is that of statements.
func Looks(begin []byte) bool {
	return bytes.Contains(begin, []byte(`"statementId"`)) || bytes.Contains(begin, []byte(`"statementID"`))
}

// statement is a statement, whichever version it came by.
type statement struct {
	id      string // of what it is about: the recordId, in version 0.1 the statement's own
	kind    string // entity, person or relationship
	closed  bool
	date    string
	details details
	about   claim.DatasetInfo // what it says of its publication
	digest  string            // of all that it says
	hint    string
	line    int
}

// details is what a statement says, of either version.
type details struct {
	Name            string          `json:"name"`
	EntityType      json.RawMessage `json:"entityType"`
	FoundingDate    string          `json:"foundingDate"`
	DissolutionDate string          `json:"dissolutionDate"`
	Identifiers     []struct {
		Scheme     string `json:"scheme"`
		SchemeName string `json:"schemeName"`
		ID         string `json:"id"`
	} `json:"identifiers"`
	Names []struct {
		Type     string `json:"type"`
		FullName string `json:"fullName"`
	} `json:"names"`
	Subject         json.RawMessage `json:"subject"`
	InterestedParty json.RawMessage `json:"interestedParty"`
	Interests       []interest      `json:"interests"`
}

type interest struct {
	Type      string `json:"type"`
	Details   string `json:"details"`
	StartDate string `json:"startDate"`
	EndDate   string `json:"endDate"`
	Share     *share `json:"share"`
}

// share is a share in percent. In version 0.1 the exclusive ends are marks beside minimum and maximum.
type share struct {
	Exact            json.Number     `json:"exact"`
	Minimum          json.Number     `json:"minimum"`
	Maximum          json.Number     `json:"maximum"`
	ExclusiveMinimum json.RawMessage `json:"exclusiveMinimum"`
	ExclusiveMaximum json.RawMessage `json:"exclusiveMaximum"`
}

// parse reads a statement of either version.
func parse(o objects.Object) (*statement, error) {
	var s struct {
		ID            string          `json:"statementId"`
		OldID         string          `json:"statementID"`
		Date          string          `json:"statementDate"`
		RecordID      string          `json:"recordId"`
		RecordStatus  string          `json:"recordStatus"`
		RecordType    string          `json:"recordType"`
		StatementType string          `json:"statementType"`
		Details       json.RawMessage `json:"recordDetails"`
		Publication   struct {
			Licence   string `json:"license"`
			Publisher struct {
				Name string `json:"name"`
				URL  string `json:"url"`
			} `json:"publisher"`
		} `json:"publicationDetails"`
	}
	if err := json.Unmarshal(o.Raw, &s); err != nil {
		return nil, err
	}
	out := &statement{
		id: cmp.Or(s.RecordID, s.OldID, s.ID), kind: s.RecordType, closed: s.RecordStatus == "closed", date: s.Date, digest: records.Digest(string(o.Raw)), hint: o.Hint, line: o.Line,
		about: claim.DatasetInfo{Publisher: s.Publication.Publisher.Name, Licence: s.Publication.Licence, URL: s.Publication.Publisher.URL},
	}
	old := map[string]string{"entityStatement": "entity", "personStatement": "person", "ownershipOrControlStatement": "relationship"}
	if out.kind == "" {
		out.kind = old[s.StatementType]
	}
	if out.id == "" || out.kind == "" {
		return nil, fmt.Errorf("a statement without recordId and recordType, or statementID and statementType")
	}
	raw := s.Details
	if raw == nil { // version 0.1 has no details
		raw = o.Raw
	}
	return out, json.Unmarshal(raw, &out.details)
}

// Read reads statements. One that can't be read is set aside, and so is a relationship of whose ends one is not named.
func Read(in io.Reader, s records.Source) (*records.Result, error) {
	r := reader{builder: records.New(s), scope: records.Slug(s.Dataset), ids: map[string]claim.ID{}, records: map[*statement]*records.Record{}, terms: map[claim.DatasetInfo]bool{}}
	latest := map[string]*statement{}
	var order []string
	for object, err := range objects.Read(s.File, in, "") {
		if err != nil {
			return nil, err
		}
		read, err := parse(object)
		if err != nil {
			r.builder.Refuse(object.Hint, object.Line, "%v", err)
			continue
		}
		r.publication(read)
		if before := latest[read.id]; before == nil {
			order = append(order, read.id)
			latest[read.id] = read
		} else if read.date >= before.date { // what was said of a record last is what holds
			latest[read.id] = read
			r.builder.Superseded()
		} else {
			r.builder.Superseded()
		}
	}
	slices.SortFunc(order, strings.Compare)
	for _, kind := range []string{"entity", "person", "relationship"} {
		for _, id := range order {
			if latest[id].kind == kind {
				r.statement(latest[id])
			}
		}
	}
	return r.builder.Finish(), nil
}

type reader struct {
	builder *records.Builder
	scope   string
	ids     map[string]claim.ID // of parties, by their records' or statements' ids
	records map[*statement]*records.Record
	terms   map[claim.DatasetInfo]bool // of publications that were met
}

// publication takes up what a statement says of the publication that it is from.
func (r *reader) publication(s *statement) {
	if !r.terms[s.about] {
		r.terms[s.about] = true
		r.builder.About(s.hint, s.about)
	}
}

func (r *reader) statement(s *statement) {
	record := r.builder.Record(s.id, s.hint, s.digest, s.line)
	switch s.kind {
	case "entity":
		r.entity(s, record)
	case "person":
		id := claim.ID("person/bods-" + records.Slug(s.id))
		r.ids[s.id] = id
		r.builder.Declare(id, "")
		for i, n := range s.details.Names {
			kind := claim.Alias
			if i == 0 || n.Type == "legal" || n.Type == "individual" {
				kind = claim.Label
				r.builder.Declare(id, n.FullName)
			}
			record.Attribute("names", n.FullName, &claim.Attribute{About: id, Property: "name", Value: records.Clean(n.FullName), NameKind: kind})
		}
	case "relationship":
		r.relationship(s, record)
	default:
		record.Refuse("a record of the unknown type %.40q", s.kind)
	}
}

func (r *reader) entity(s *statement, record *records.Record) {
	d := s.details
	id := claim.ID("organisation/bods-" + records.Slug(s.id))
	for _, i := range d.Identifiers {
		scheme := cmp.Or(i.Scheme, schemes[strings.ToLower(i.SchemeName)])
		if org, _, _, ok := records.Organisation(scheme + "-" + i.ID); ok && scheme == "GB-COH" && i.ID != "" {
			id = org
		}
	}
	r.ids[s.id] = id
	name := records.Clean(d.Name)
	if name == "" {
		name = "an entity without a name"
	}
	record.Name(id, "name", d.Name, claim.Attribute{Value: name, NameKind: claim.Label})
	for _, i := range d.Identifiers {
		if scheme := cmp.Or(i.Scheme, schemes[strings.ToLower(i.SchemeName)]); scheme != "" && i.ID != "" {
			record.Identify(id, scheme, i.ID)
		}
	}
	for _, date := range []struct{ field, value, property string }{{"foundingDate", d.FoundingDate, "founded"}, {"dissolutionDate", d.DissolutionDate, "ceased"}} {
		if date.value == "" {
			continue
		}
		if edtf, err := records.Date(date.value, false); err == nil {
			record.Date(date.field, date.value, id, date.property, edtf, "")
		} else {
			record.Warn(records.OddValue, "%s: %v", date.field, err)
		}
	}
	if form := entityType(d.EntityType); form != "" {
		record.Text("entityType", form, id, "classification", words(form))
	}
}

// schemes are the codes of registers that version 0.1 names in words.
var schemes = map[string]string{"companies house": "GB-COH", "gb-coh": "GB-COH"}

// entityType is the type of an entity: a text in version 0.1, an object in 0.4.
func entityType(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	var object struct {
		Type    string `json:"type"`
		Subtype string `json:"subtype"`
	}
	_ = json.Unmarshal(raw, &object) // what is neither says nothing
	return cmp.Or(object.Subtype, object.Type)
}

// words is a code such as votingRights or voting-rights as words.
func words(code string) string {
	var b strings.Builder
	for _, c := range code {
		if c >= 'A' && c <= 'Z' {
			b.WriteByte(' ')
			c += 'a' - 'A'
		}
		if c == '-' {
			c = ' '
		}
		b.WriteRune(c)
	}
	return strings.TrimSpace(b.String())
}

// party is whom a relationship names at one of its ends; why says why there is nobody.
func (r *reader) party(raw json.RawMessage) (id claim.ID, why string) {
	var key string
	if json.Unmarshal(raw, &key) != nil {
		var old struct {
			Entity string `json:"describedByEntityStatement"`
			Person string `json:"describedByPersonStatement"`
			Reason string `json:"reason"`
		}
		_ = json.Unmarshal(raw, &old) // what is neither names nobody
		if key = cmp.Or(old.Entity, old.Person); key == "" {
			return "", "nobody is named: " + cmp.Or(old.Reason, "no reason is given")
		}
	}
	if id = r.ids[key]; id == "" {
		return "", fmt.Sprintf("%.60q is a record that the file does not have", key)
	}
	return id, ""
}

func (r *reader) relationship(s *statement, record *records.Record) {
	subject, why := r.party(s.details.Subject)
	if subject == "" {
		record.Refuse("subject: %s", why)
		return
	}
	party, why := r.party(s.details.InterestedParty)
	if party == "" {
		record.Refuse("interestedParty: %s", why)
		return
	}
	if len(s.details.Interests) == 0 {
		record.Warn(NoInterest, "no interests are given: it says nothing of how %s is tied to %s", party, subject)
	}
	for i := range s.details.Interests {
		r.interest(s, &s.details.Interests[i], i, party, subject, record)
	}
}

// NoInterest is a warning: a relationship of which nobody says what it is.
const NoInterest = "relationship without an interest"

func (r *reader) interest(s *statement, in *interest, i int, party, subject claim.ID, record *records.Record) {
	field := fmt.Sprintf("recordDetails/interests/%d", i)
	if in.Type == "" {
		record.Warn(NoInterest, "%s: an interest without a type; it is left out", field)
		return
	}
	c := &claim.Relationship{Kind: "CONTROLS", Subject: party, Object: subject, Role: words(in.Type)}
	if in.Type == "shareholding" {
		c.Kind, c.Role = "OWNS", ""
	}
	quantity, err := in.Share.percent()
	if err != nil {
		record.Warn(records.OddValue, "%s/share: %v; it is left out", field, err)
	}
	c.Quantity = quantity
	from, to := in.StartDate, in.EndDate
	if from != "" || to != "" {
		c.ValidTime.EDTF, err = claim.ParseEDTF(cmp.Or(day(from), "..") + "/" + cmp.Or(day(to), ".."))
		if err != nil {
			record.Warn(records.OddValue, "%s: %v; its time is left out", field, err)
			c.ValidTime.EDTF = ""
		}
	}
	if s.closed {
		c.Status = claim.Ended
	}
	if text, err := json.Marshal(in); err == nil {
		record.Relationship(field, string(text), c)
	}
}

// day is a date without its time of day.
func day(date string) string {
	date, _, _ = strings.Cut(date, "T")
	return date
}

// percent is the share as a quantity, nil where none is given.
func (s *share) percent() (*claim.Quantity, error) {
	if s == nil {
		return nil, nil
	}
	q := &claim.Quantity{Comparator: claim.Exactly, Unit: "percent"}
	low, lowOut := end(s.Minimum, s.ExclusiveMinimum)
	high, highOut := end(s.Maximum, s.ExclusiveMaximum)
	low = cmp.Or(string(s.Exact), low)
	for _, part := range []struct {
		text string
		into **claim.Decimal
	}{{low, &q.Value}, {high, &q.Max}} {
		if part.text == "" {
			continue
		}
		d, err := claim.ParseDecimal(part.text)
		if err != nil {
			return nil, err
		}
		*part.into = &d
	}
	switch {
	case s.Exact != "":
		q.Max = nil
	case q.Value == nil && q.Max == nil:
		return nil, nil
	case q.Value == nil:
		q.Value, q.Max, q.Comparator = q.Max, nil, claim.UpTo
		if highOut {
			q.Comparator = claim.LessThan
		}
	case q.Max == nil:
		q.Comparator = claim.AtLeast
		if lowOut {
			q.Comparator = claim.MoreThan
		}
	case q.Max.Compare(*q.Value) == 0:
		q.Max = nil
	default:
		q.ExclusiveMin, q.ExclusiveMax = lowOut, highOut
	}
	return q, q.Check()
}

// end is one end of a range, and whether it is itself left out: given as a number of its own, or by a mark beside the inclusive one.
func end(inclusive json.Number, exclusive json.RawMessage) (value string, out bool) {
	text := strings.TrimSpace(string(exclusive))
	if text == "" || text == "null" || text == "false" || text == "true" {
		return string(inclusive), text == "true"
	}
	return text, true
}
