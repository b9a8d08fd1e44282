// Package ftm reads entities of FollowTheMoney (https://followthemoney.tech), one JSON object a line, of either of its two dialects:
// with caption, datasets and referents, or without.
//
// Of people the name is kept; birth dates, documents and addresses are left out, and so are sanctions. It knows those schemata and
// what claims they make, and nothing of where claims go.
package ftm

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

// Looks reports whether the beginning of a file is that of entities.
func Looks(begin []byte) bool {
	line, _, _ := bytes.Cut(begin, []byte("\n"))
	return bytes.Contains(line, []byte(`"schema"`)) && bytes.Contains(line, []byte(`"properties"`)) && bytes.Contains(line, []byte(`"id"`))
}

// thing is an entity as its line has it.
type thing struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
	Referents  []string            `json:"referents"`
	Licence    []string            `json:"licence"` // beside what the format has: as whence export writes them
	Attributed []string            `json:"attribution"`

	record *records.Record
}

// read are the properties that claims are made of, besides those of registers and of the ends of ties.
var read = []string{
	"name", "alias", "weakAlias", "previousName", "abbreviation", "jurisdiction", "country", "registrationNumber", "description", "legalForm", "website", "address",
	"classification", "incorporationDate", "dissolutionDate", "addressEntity", "full", "role", "relationship", "date", "startDate", "endDate", "amount", "currency",
	"amountEur", "amountUsd", "percentage",
}

// forget lets go of the properties that are not read: a file is held until its end, for ties come before those whom they tie.
func (t *thing) forget() {
	how := ties[t.Schema]
	for property := range t.Properties {
		if property != how.from && property != how.to && registers[property] == "" && !slices.Contains(read, property) {
			delete(t.Properties, property)
		}
	}
}

// first is the first value of a property, "" where it has none.
func (t *thing) first(property string) string {
	if values := t.Properties[property]; len(values) > 0 {
		return strings.TrimSpace(values[0])
	}
	return ""
}

// parties are the schemata that are somebody, and the kinds that they are.
var parties = map[string]string{
	"Person": "person", "LegalEntity": "organisation", "Organization": "organisation", "Company": "organisation", "PublicBody": "organisation",
}

// tie is a schema that ties two things.
type tie struct {
	from, to string // properties
	kind     claim.RelationshipKind
}

var ties = map[string]tie{
	"Ownership":    {"owner", "asset", "OWNS"},
	"Directorship": {"director", "organization", "LEADS"},
	"Membership":   {"member", "organization", "MEMBER_OF"},
	"Employment":   {"employee", "employer", "EMPLOYED_BY"},
	"Family":       {"person", "relative", "FAMILY_OF"},
	"Payment":      {"payer", "beneficiary", "FUNDS"},
}

// LeftOut is a warning: an entity of a schema that nothing is made of.
const LeftOut = "schema that is left out"

// Read reads entities. A line that can't be read is set aside, and so is a tie of which an end is not in the file.
func Read(in io.Reader, s records.Source) (*records.Result, error) {
	r := reader{builder: records.New(s), things: map[string]*thing{}}
	var order []*thing
	for object, err := range objects.Read(s.File, in, "") {
		if err != nil {
			return nil, err
		}
		t := new(thing)
		if err := json.Unmarshal(object.Raw, t); err != nil {
			r.builder.Refuse(object.Hint, object.Line, "%v", err)
			continue
		}
		r.terms(t, object.Hint)
		t.forget()
		digest := records.Digest(string(object.Raw))
		t.record = r.builder.Record(cmp.Or(t.ID, digest[:16]), object.Hint, digest, object.Line)
		switch {
		case t.ID == "" || t.Schema == "":
			t.record.Refuse("an entity without id or schema")
			continue
		case r.things[t.ID] != nil:
			t.record.Refuse("id: %.80s stands twice in the file", t.ID)
			continue
		}
		r.things[t.ID] = t
		order = append(order, t)
	}
	for _, t := range order {
		if parties[t.Schema] != "" {
			r.party(t)
		}
	}
	for _, t := range order {
		r.other(t)
	}
	r.builder.About("", claim.DatasetInfo{Attribution: strings.Join(r.attributions, "; ")})
	return r.builder.Finish(), nil
}

// terms takes up the terms that an entity is under, each once.
func (r *reader) terms(t *thing, hint string) {
	for _, licence := range t.Licence {
		if !slices.Contains(r.licences, licence) {
			r.licences = append(r.licences, licence)
			r.builder.About(hint, claim.DatasetInfo{Licence: licence})
		}
	}
	for _, attribution := range t.Attributed {
		if !slices.Contains(r.attributions, attribution) {
			r.attributions = append(r.attributions, attribution)
		}
	}
}

type reader struct {
	builder      *records.Builder
	licences     []string // that were met
	attributions []string
	things       map[string]*thing
}

// idOf is the id of somebody in the file, "" of anything else.
func (r *reader) idOf(ftm string) claim.ID {
	t := r.things[ftm]
	if t == nil || parties[t.Schema] == "" {
		return ""
	}
	return claim.ID(parties[t.Schema] + "/ftm-" + records.Slug(ftm))
}

// registers are the properties that are numbers of a register, and the register's scheme by the country.
var registers = map[string]string{"wikidataId": "WIKIDATA", "leiCode": "LEI", "isni": "ISNI"}

func (r *reader) party(t *thing) {
	id := r.idOf(t.ID)
	r.builder.Declare(id, t.first("name"))
	for i, value := range t.Properties["name"] {
		kind := claim.Alias
		if i == 0 {
			kind = claim.Label
		}
		t.record.Attribute(fmt.Sprintf("properties/name/%d", i), value, &claim.Attribute{About: id, Property: "name", Value: records.Clean(value), NameKind: kind})
	}
	for property, kind := range map[string]claim.NameKind{"alias": claim.Alias, "weakAlias": claim.Acronym, "previousName": claim.Former, "abbreviation": claim.Acronym} {
		for i, value := range t.Properties[property] {
			t.record.Attribute(fmt.Sprintf("properties/%s/%d", property, i), value, &claim.Attribute{About: id, Property: "name", Value: records.Clean(value), NameKind: kind})
		}
	}
	t.record.Identify(id, "FTM", records.Slug(t.ID))
	for property, scheme := range registers {
		for _, value := range t.Properties[property] {
			t.record.Identify(id, scheme, value)
		}
	}
	if t.first("jurisdiction") == "gb" || t.first("country") == "gb" {
		t.record.Identify(id, "GB-COH", t.first("registrationNumber"))
	}
	for _, former := range t.Referents {
		r.builder.Formerly(id, claim.ID(parties[t.Schema]+"/ftm-"+records.Slug(former)))
	}
	if t.Schema == "Person" {
		return
	}
	for _, p := range [][2]string{{"description", "description"}, {"legalForm", "legalForm"}, {"website", "website"}, {"address", "address"}, {"classification", "classification"}} {
		if value := t.first(p[0]); value != "" && (p[0] != "website" || strings.HasPrefix(value, "http")) {
			t.record.Text("properties/"+p[0], value, id, p[1], value)
		}
	}
	for _, p := range [][2]string{{"incorporationDate", "founded"}, {"dissolutionDate", "ceased"}} {
		r.date(t, p[0], id, p[1])
	}
	for i, ref := range t.Properties["addressEntity"] {
		if a := r.things[ref]; a != nil && a.first("full") != "" {
			t.record.Text(fmt.Sprintf("properties/addressEntity/%d", i), ref, id, "address", a.first("full"))
		}
	}
}

func (r *reader) date(t *thing, property string, id claim.ID, as string) {
	text := t.first(property)
	if text == "" {
		return
	}
	if date, err := records.Date(text, false); err == nil {
		t.record.Date("properties/"+property, text, id, as, date, "")
	} else {
		t.record.Warn(records.OddValue, "%s: %v; it is left out", property, err)
	}
}

// other makes claims of what is nobody.
func (r *reader) other(t *thing) {
	how, ok := ties[t.Schema]
	switch {
	case ok:
		r.tie(t, how)
	case parties[t.Schema] == "" && t.Schema != "Address": // which is said of those who have it
		t.record.Warn(LeftOut, "%s", t.Schema)
	}
}

func (r *reader) tie(t *thing, how tie) {
	var from, to []claim.ID
	for _, end := range []struct {
		property string
		into     *[]claim.ID
	}{{how.from, &from}, {how.to, &to}} {
		for _, ref := range t.Properties[end.property] {
			if id := r.idOf(ref); id != "" {
				*end.into = append(*end.into, id)
			}
		}
		if len(*end.into) == 0 {
			t.record.Refuse("%s: nobody whom the file has: %.80q", end.property, t.Properties[end.property])
			return
		}
	}
	slices.Sort(from)
	slices.Sort(to)
	var whole claim.ID
	for _, subject := range from {
		for _, object := range to {
			c := &claim.Relationship{Kind: how.kind, Subject: subject, Object: object, Role: cmp.Or(t.first("role"), t.first("relationship"))}
			c.ValidTime.EDTF = r.when(t)
			c.Reference = t.ID
			if c.IncludedIn = whole; whole == "" { // of a payment by several the sum is said once
				r.figures(t, how, c)
			}
			t.record.Relationship("properties/"+how.from, t.ID, c)
			whole = cmp.Or(whole, c.ID)
		}
	}
}

// when is when a tie holds.
func (r *reader) when(t *thing) claim.EDTF {
	if date := t.first("date"); date != "" {
		edtf, err := records.Date(date, false)
		if err != nil {
			t.record.Warn(records.OddValue, "date: %v; it is left out", err)
		}
		return edtf
	}
	from, to := t.first("startDate"), t.first("endDate")
	if from == "" && to == "" {
		return ""
	}
	edtf, err := claim.ParseEDTF(cmp.Or(from, "..") + "/" + cmp.Or(to, ".."))
	if err != nil {
		t.record.Warn(records.OddValue, "%v; it is left out", err)
	}
	return edtf
}

// figures gives a tie its sum of money or its share.
func (r *reader) figures(t *thing, how tie, c *claim.Relationship) {
	sum, currency := t.first("amount"), t.first("currency")
	if how.kind == "FUNDS" && sum == "" {
		sum, currency = cmp.Or(t.first("amountEur"), t.first("amountUsd")), map[bool]string{true: "EUR", false: "USD"}[t.first("amountEur") != ""]
	}
	if how.kind == "FUNDS" && sum != "" {
		amount, err := records.Amount(sum, currency)
		if err != nil {
			t.record.Warn(records.OddValue, "amount: %v; it is left out", err)
			return
		}
		c.Amount = amount
	}
	if share := strings.TrimSuffix(t.first("percentage"), "%"); share != "" {
		value, err := claim.ParseDecimal(share)
		if err != nil {
			t.record.Warn(records.OddValue, "percentage: %v; it is left out", err)
			return
		}
		c.Quantity = &claim.Quantity{Comparator: claim.Exactly, Value: &value, Unit: "percent"}
	}
}
