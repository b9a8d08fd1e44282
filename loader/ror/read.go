package ror

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"whence/graph/claim"
	"whence/graph/register"
	"whence/loader/objects"
	"whence/loader/records"
)

// Looks reports whether the beginning of a file is that of ROR's records.
func Looks(begin []byte) bool {
	return bytes.Contains(begin, []byte(`"https://ror.org/`)) && bytes.Contains(begin, []byte(`"external_ids"`)) && bytes.Contains(begin, []byte(`"relationships"`))
}

// licence is that of all that the registry publishes, which its files don't say: CC0 (https://ror.org/about/faqs). It asks for no attribution.
const licence = "https://creativecommons.org/publicdomain/zero/1.0/"

// DanglingTarget is a warning: a relationship leads to an organisation that the file does not have.
const DanglingTarget = "target that the file does not have"

// Read reads records: an array of them, or one. A record that can't be read is set aside.
func Read(in io.Reader, s records.Source) (*records.Result, error) {
	w := writer{builder: records.New(s), met: map[string]bool{}}
	w.builder.About("", claim.DatasetInfo{Publisher: "Research Organization Registry", Licence: licence, URL: "https://ror.org"})
	for object, err := range objects.Read(s.File, in, "") {
		if err != nil {
			return nil, err
		}
		o, err := parse(object.Raw)
		if err != nil {
			w.builder.Refuse(object.Hint, object.Line, "%v", err)
			continue
		}
		r := w.builder.Record(o.id, object.Hint, records.Digest(string(object.Raw)), object.Line)
		if err := register.Check("ROR", o.id); err != nil {
			r.Refuse("id: %v", err)
			continue
		}
		if w.met[o.id] {
			r.Refuse("id: %s stands twice in the file", o.id)
			continue
		}
		w.met[o.id] = true
		w.organisation(o, r)
	}
	w.relations()
	return w.builder.Finish(), nil
}

// writer makes claims of records.
type writer struct {
	builder *records.Builder
	met     map[string]bool
	pending []pendingRelation // until it is known whom the file has
}

type pendingRelation struct {
	relation
	from   claim.ID
	record *records.Record
}

func idOf(ror string) claim.ID { return claim.ID("organisation/ror-" + ror) }

// kinds are what names are, by what the registry calls them.
var kinds = map[string]claim.NameKind{"ror_display": claim.Label, "label": claim.Label, "acronym": claim.Acronym, "alias": claim.Alias}

func (w *writer) organisation(o *organisation, r *records.Record) {
	id := idOf(o.id)
	w.builder.Declare(id, "")
	for _, n := range o.names {
		if n.kind == "ror_display" {
			w.builder.Declare(id, n.value)
		}
		r.Attribute(n.path, n.value, &claim.Attribute{About: id, Property: "name", Value: records.Clean(n.value), Language: n.language, NameKind: kinds[n.kind]})
	}
	r.Identify(id, "ROR", o.id)
	for _, i := range o.identifiers {
		r.Identify(id, i.scheme, i.value)
	}
	if o.established != 0 {
		year := strconv.Itoa(o.established)
		if date, err := claim.ParseEDTF(fmt.Sprintf("%04d", o.established)); err == nil {
			r.Date("established", year, id, "founded", date, "")
		} else {
			r.Warn(records.OddValue, "established: %s is no year", year)
		}
	}
	if strings.HasPrefix(o.website, "http") {
		r.Text("links", o.website, id, "website", o.website)
	}
	for _, t := range o.types {
		r.Text("types", t, id, "classification", strings.ToLower(t))
	}
	if o.status == "inactive" || o.status == "withdrawn" {
		r.Attribute("status", o.status, &claim.Attribute{Assertion: claim.Assertion{Status: claim.Ended}, About: id, Property: "description", Value: "an organisation that is " + o.status + " in the Research Organization Registry"})
	}
	if date, err := claim.ParseEDTF(o.modified); err == nil {
		r.Date("admin/last_modified/date", o.modified, id, "modified", date, "")
	}
	for _, l := range o.locations {
		w.location(l, id, r)
	}
	for _, x := range o.relations {
		w.pending = append(w.pending, pendingRelation{x, id, r})
	}
}

var isoSubdivision = regexp.MustCompile(`^[A-Z]{2}-[A-Z0-9]{1,3}$`)

// location puts an organisation in a place of GeoNames, that in a part of a country by ISO 3166-2, and that in the country.
func (w *writer) location(l location, id claim.ID, r *records.Record) {
	above := claim.ID("")
	if len(l.country) == 2 {
		country := claim.ID("place/iso-" + strings.ToLower(l.country))
		w.builder.Declare(country, l.countryName)
		r.Identify(country, "ISO-3166-1", l.country)
		r.Text(l.path, l.country, country, "placeType", "COUNTRY")
		above = country
		if isoSubdivision.MatchString(l.subdivision) && l.subdivisionName != "" {
			part := claim.ID("place/iso-" + strings.ToLower(l.subdivision))
			w.builder.Declare(part, l.subdivisionName)
			r.Identify(part, "ISO-3166-2", l.subdivision)
			r.Text(l.path, l.subdivision, part, "placeType", "REGION")
			r.Link(l.path, l.subdivision, part, "LOCATED_IN", country)
			above = part
		}
	}
	if l.geonames == 0 || l.name == "" {
		if above != "" {
			r.Link(l.path, l.country, id, "LOCATED_IN", above)
		}
		return
	}
	code := strconv.Itoa(l.geonames)
	place := claim.ID("place/geonames-" + code)
	w.builder.Declare(place, l.name)
	r.Identify(place, "GEONAMES", code)
	if l.latitude != nil && l.longitude != nil {
		point := strconv.FormatFloat(*l.latitude, 'f', -1, 64) + " " + strconv.FormatFloat(*l.longitude, 'f', -1, 64)
		r.Text(l.path, code, place, "point", point)
	}
	if above != "" {
		r.Link(l.path, code, place, "LOCATED_IN", above)
	}
	r.Link(l.path, code, id, "LOCATED_IN", place)
}

// relations makes claims of relationships. What two records say of one from their two ends is one claim.
func (w *writer) relations() {
	dangling := map[string]bool{}
	for _, p := range w.pending {
		other := idOf(p.id)
		if !w.met[p.id] {
			if register.Check("ROR", p.id) != nil {
				p.record.Warn(records.MalformedIdentifier, "%s: %.40q is no ROR id; the relationship is left out", p.path, p.id)
				continue
			}
			w.builder.Declare(other, p.label)
			if !dangling[p.id] {
				dangling[p.id] = true
				p.record.Identify(other, "ROR", p.id)
				p.record.Warn(DanglingTarget, "%s: %s (%s); it is known by its name alone", p.path, p.id, p.label)
			}
		}
		switch p.kind {
		case "parent":
			p.record.Link(p.path, p.id, p.from, "PART_OF", other)
		case "child":
			p.record.Link(p.path, p.id, other, "PART_OF", p.from)
		case "related":
			p.record.Link(p.path, p.id, p.from, "RELATED_TO", other)
		case "successor":
			p.record.Link(p.path, p.id, other, "SUCCEEDS", p.from)
		case "predecessor":
			p.record.Link(p.path, p.id, p.from, "SUCCEEDS", other)
		default:
			p.record.Warn(records.OddValue, "%s: a relationship of the unknown type %.40q; it is left out", p.path, p.kind)
		}
	}
}
