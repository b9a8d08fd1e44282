package threesixty

import (
	"cmp"
	"regexp"
	"strings"

	"whence/graph/claim"
	"whence/loader/records"
)

// publication is the grants of one file on their way to claims.
type publication struct {
	builder *records.Builder
	source  records.Source
	grants  []*grant
}

func newPublication(s records.Source) *publication {
	return &publication{builder: records.New(s), source: s}
}

// digestDigits is how much of a record's digest tells apart records of one id.
const digestDigits = 8

// finish makes claims of all grants. An id that is missing or used again is no key: publishers give one id to the payments of
// several years.
func (p *publication) finish() *records.Result {
	uses := map[string]int{} // of each id, as ids of awards write it
	for _, g := range p.grants {
		uses[g.publisher()+"."+records.Slug(g.id())]++
	}
	for _, g := range p.grants {
		key := g.id()
		if key == "" || uses[g.publisher()+"."+records.Slug(key)] > 1 {
			key = strings.TrimPrefix(key+"."+g.digest[:digestDigits], ".")
		}
		p.grant(g, p.builder.Record(key, g.hint, g.digest, g.line))
	}
	return p.builder.Finish()
}

// grant makes the claims of one grant.
func (p *publication) grant(g *grant, r *records.Record) {
	for _, f := range g.fields {
		r.Has(f.name, strings.TrimSpace(f.value))
	}
	funder, _ := p.organisation(r, g.get(funderID), g.get(funderName))
	if funder == "" {
		r.Refuse("no funder: neither Funding Org:Identifier nor Funding Org:Name")
		return
	}
	award := claim.ID("award/" + g.publisher() + "." + records.Slug(r.Key()))
	recipient, recipientField := p.recipient(g, r, award, funder)
	if recipient == "" {
		r.Refuse("no recipient: neither Recipient Org:Identifier nor Recipient Org:Name")
		return
	}
	name := cmp.Or(g.get(title).value, g.get(description).value, "a grant")
	p.builder.Declare(award, clip(name))
	if id := g.id(); id != "" {
		r.Identify(award, "360G", id)
	}
	p.payment(g, r, funder, recipient, award, recipientField)
	p.aboutAward(g, r, award)
	p.programme(g, r, award, funder)
	p.places(g, r, award)
	for _, f := range []field{g.get(mainSport), g.get(artForm)} {
		if f.value != "" {
			sector := claim.ID("sector/" + records.Slug(f.value))
			p.builder.Declare(sector, f.value)
			r.Link(f.name, f.value, award, "SUPPORTS_SECTOR", sector)
		}
	}
}

// longestName is what the name of an award may have of its description, in bytes.
const longestName = 200

func clip(name string) string {
	if len(name) <= longestName {
		return name
	}
	cut := strings.LastIndexByte(name[:longestName], ' ')
	if cut < 0 {
		cut = longestName
	}
	return strings.ToValidUTF8(name[:cut], "") + "…"
}

// payment is that the funder funds the recipient.
func (p *publication) payment(g *grant, r *records.Record, funder, recipient, award claim.ID, recipientField field) {
	c := &claim.Relationship{Kind: "FUNDS", Subject: funder, Object: recipient, Instrument: "GRANT", FundedThrough: award}
	cite := recipientField
	if sum := g.get(awarded); sum.value != "" {
		amount, err := records.Amount(sum.value, g.get(currency).value)
		switch {
		case err != nil:
			r.Warn(records.OddValue, "%s: %v; the grant is kept without a sum", sum.name, err)
		case amount.Value.Compare(claim.Decimal{}) < 0:
			r.Warn(records.OddValue, "%s: %s is less than nothing", sum.name, sum.value)
		}
		if err == nil {
			c.Amount = amount
		}
		cite = sum
	}
	if day := g.get(awardDate); day.value != "" {
		date, err := records.Date(day.value, g.serials)
		if err != nil {
			r.Warn(records.OddValue, "%s: %v; the grant is kept without a date", day.name, err)
		}
		c.ValidTime.EDTF = date
	}
	r.Relationship(cite.name, cite.value, c)
}

// aboutAward is what is said of the award as a whole.
func (p *publication) aboutAward(g *grant, r *records.Record, award claim.ID) {
	if f := g.get(description); f.value != g.get(title).value {
		r.Text(f.name, f.value, award, "description", f.value)
	}
	for _, d := range []struct {
		role     role
		property string
		status   claim.Status
	}{{starts, "started", claim.Planned}, {ends, "completed", claim.Planned}, {modified, "modified", ""}} {
		f := g.get(d.role)
		if f.value == "" {
			continue
		}
		if date, err := records.Date(f.value, g.serials); err != nil {
			r.Warn(records.OddValue, "%s: %v; it is left out", f.name, err)
		} else {
			r.Date(f.name, f.value, award, d.property, date, d.status)
		}
	}
	for _, m := range []struct {
		role   role
		metric string
	}{{appliedFor, "amount applied for"}, {disbursed, "amount disbursed"}} {
		f := g.get(m.role)
		if f.value == "" {
			continue
		}
		if amount, err := records.Amount(f.value, g.get(currency).value); err != nil {
			r.Warn(records.OddValue, "%s: %v; it is left out", f.name, err)
		} else {
			r.Measure(f.name, f.value, &claim.Measure{About: award, Metric: m.metric, Value: *amount})
		}
	}
	if f := g.get(source); isAddress(f.value) {
		r.Text(f.name, f.value, award, "website", f.value)
	}
}

// organisation is an organisation by its identifier, else by its name within the publication, "" where it has neither; and the field
// that says so.
func (p *publication) organisation(r *records.Record, id, name field) (claim.ID, field) {
	if org, scheme, value, ok := records.Organisation(id.value); ok {
		p.builder.Declare(org, "")
		r.Identify(org, scheme, value)
		if name.value != "" {
			r.Name(org, name.name, name.value, claim.Attribute{Value: name.value})
		}
		return org, id
	}
	switch {
	case name.value == "" && id.value == "":
		return "", field{}
	case name.value == "":
		org := claim.ID("organisation/" + p.scope() + "." + records.Slug(id.value))
		p.builder.Declare(org, id.value)
		return org, id
	case id.value != "":
		r.Warn(records.MalformedIdentifier, "%s: %.60q is no identifier of org-id.guide; the name stands for it", id.name, id.value)
	}
	return p.named(r, name), name
}

// named is an organisation that is known by its name alone, within the publication.
func (p *publication) named(r *records.Record, name field) claim.ID {
	org := claim.ID("organisation/" + p.scope() + "." + records.Slug(name.value))
	r.Name(org, name.name, name.value, claim.Attribute{Value: name.value})
	return org
}

// scope is what ids begin with that mean nothing outside of the data set.
func (p *publication) scope() string { return records.Slug(p.source.Dataset) }

// recipient is who receives the grant. A person is nobody in particular, and is never joined to another.
func (p *publication) recipient(g *grant, r *records.Record, award, funder claim.ID) (claim.ID, field) {
	if person := cmp.Or(g.get(recipientPerson).value, g.get(personName).value); person != "" {
		id := claim.ID("person/" + strings.TrimPrefix(string(award), "award/"))
		p.builder.Declare(id, "an individual")
		return id, field{name: string(recipientPerson), value: "an individual"}
	}
	id, name := g.get(recipientID), g.get(recipientName)
	org, cite := p.organisation(r, id, name)
	if org == funder && name.value != "" && !strings.EqualFold(name.value, g.get(funderName).value) {
		r.Warn(records.MalformedIdentifier, "%s: the recipient %.80q has the funder's identifier %s; its name stands for it", id.name, name.value, id.value)
		org, cite = p.named(r, name), name
	}
	if org == "" {
		return "", cite
	}
	p.aboutRecipient(g, r, org)
	return org, cite
}

func (p *publication) aboutRecipient(g *grant, r *records.Record, org claim.ID) {
	for _, number := range []struct {
		role   role
		scheme string
	}{{charityNumber, "GB-CHC"}, {companyNumber, "GB-COH"}} {
		f := g.get(number.role)
		if f.value == "" || p.funders(g, f.value) {
			continue
		}
		scheme := number.scheme
		switch upper := strings.ToUpper(f.value); {
		case scheme != "GB-CHC":
		case strings.HasPrefix(upper, "SC"):
			scheme = "GB-SC"
		case strings.HasPrefix(upper, "NIC") || strings.HasPrefix(g.get(recipientID).value, "GB-NIC-"):
			scheme = "GB-NIC"
		}
		r.Identify(org, scheme, f.value)
	}
	if f := g.get(postcode); f.value != "" {
		r.Text(f.name, f.value, org, "postcode", strings.ToUpper(f.value))
	}
	var lines []string
	first := field{}
	for _, part := range []role{street, city, county, country} {
		if f := g.get(part); f.value != "" {
			lines = append(lines, f.value)
			first = cmp.Or(first, f)
		}
	}
	if first.value != "" {
		r.Text(first.name, first.value, org, "address", strings.Join(lines, ", "))
	}
	if f := g.get(website); isAddress(f.value) {
		r.Text(f.name, f.value, org, "website", f.value)
	}
	if f := g.get(recipientType); f.value != "" {
		r.Text(f.name, f.value, org, "classification", f.value)
	}
}

// funders reports whether a number of the recipient's is the funder's own, by mistake.
func (p *publication) funders(g *grant, number string) bool {
	return strings.HasSuffix(g.get(funderID).value, "-"+number) && g.get(recipientName).value != g.get(funderName).value
}

func isAddress(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// programme is that the award is part of a programme, which the funder offers.
func (p *publication) programme(g *grant, r *records.Record, award, funder claim.ID) {
	code, name := g.get(programmeCode), g.get(programmeTitle)
	cite := name
	if cite.value == "" {
		cite = code
	}
	if cite.value == "" {
		return
	}
	slug := records.Slug(strings.TrimSpace(code.value + " " + name.value))
	programme := claim.ID("programme/" + strings.TrimPrefix(string(funder), "organisation/") + "." + slug)
	p.builder.Declare(programme, cite.value)
	r.Link(cite.name, cite.value, award, "PART_OF", programme)
	r.Link(cite.name, cite.value, funder, "OFFERS", programme)
}

var gssCode = regexp.MustCompile(`^[EWSNKJLM][0-9]{8}$`)

// nowhere are values of places that name none.
var nowhere = map[string]bool{"unknown": true, "other": true, "n/a": true, "not known": true, "-": true}

// places is what the award covers: the places that it names, by code where there is one; of what publishers add, the narrowest that
// is known.
func (p *publication) places(g *grant, r *records.Record, award claim.ID) {
	codes, names := g.every(placeCode), g.every(placeName)
	for i, code := range codes {
		if !gssCode.MatchString(code.value) {
			continue
		}
		place := claim.ID("place/gss-" + strings.ToLower(code.value))
		if p.known(code.value) == "" {
			name := code.value
			if i < len(names) {
				name = names[i].value
			}
			p.builder.Declare(place, name)
			r.Identify(place, "GSS", code.value)
		}
		r.Link(code.name, code.value, award, "COVERS", place)
	}
	if len(codes) > 0 {
		return
	}
	if len(names) == 0 {
		names = p.narrowest(g)
	}
	for _, f := range names {
		if f.value != "" && !nowhere[strings.ToLower(f.value)] {
			r.Link(f.name, f.value, award, "COVERS", p.place(f.value))
		}
	}
}

// narrowest is the field that says most of where the money goes, of those that publishers add: the first that names a place that
// is known, else the first of all.
func (p *publication) narrowest(g *grant) []field {
	var named []field
	for _, at := range []role{authority, region, constituency} {
		if f := g.get(at); f.value != "" && !nowhere[strings.ToLower(f.value)] {
			named = append(named, f)
		}
	}
	for _, f := range named {
		if p.known(f.value) != "" {
			return []field{f}
		}
	}
	return named[:min(len(named), 1)]
}

// known is the place that is known by a name beyond this publication, "" where none is: what the publication itself called so in an
// earlier release makes no difference to this one.
func (p *publication) known(name string) claim.ID {
	if p.source.Place == nil {
		return ""
	}
	id := p.source.Place(name)
	if strings.HasPrefix(string(id), "place/"+p.scope()+".") {
		return ""
	}
	return id
}

// place is a place by its name: the one that is known by it, else one of the data set's own.
func (p *publication) place(name string) claim.ID {
	if known := p.known(name); known != "" {
		return known
	}
	own := claim.ID("place/" + p.scope() + "." + records.Slug(name))
	p.builder.Declare(own, name)
	return own
}
