package threesixty

import (
	"strings"

	"whence/loader/records"
)

// role is what a field says of a grant.
type role string

// The fields that are read, by their titles in tables, in lower case.
const (
	grantID         role = "identifier"
	title           role = "title"
	description     role = "description"
	currency        role = "currency"
	awarded         role = "amount awarded"
	appliedFor      role = "amount applied for"
	disbursed       role = "amount disbursed"
	awardDate       role = "award date"
	starts          role = "planned dates:start date"
	ends            role = "planned dates:end date"
	recipientID     role = "recipient org:identifier"
	recipientName   role = "recipient org:name"
	charityNumber   role = "recipient org:charity number"
	companyNumber   role = "recipient org:company number"
	postcode        role = "recipient org:postal code"
	street          role = "recipient org:street address"
	city            role = "recipient org:city"
	county          role = "recipient org:county"
	country         role = "recipient org:country"
	website         role = "recipient org:web address"
	recipientPerson role = "recipient ind:identifier"
	personName      role = "recipient ind:name"
	funderID        role = "funding org:identifier"
	funderName      role = "funding org:name"
	programmeCode   role = "grant programme:code"
	programmeTitle  role = "grant programme:title"
	placeName       role = "beneficiary location:name"
	placeCode       role = "beneficiary location:geographic code"
	source          role = "data source"
	modified        role = "last modified"

	// What publishers add of their own.
	authority     role = "local authority"
	region        role = "region"
	constituency  role = "parliamentary constituency"
	mainSport     role = "main sport"
	artForm       role = "main art form"
	recipientType role = "organisation type"
)

// known are the roles of all fields that are read.
var known = map[role]bool{
	grantID: true, title: true, description: true, currency: true, awarded: true, appliedFor: true, disbursed: true, awardDate: true, starts: true, ends: true,
	recipientID: true, recipientName: true, charityNumber: true, companyNumber: true, postcode: true, street: true, city: true, county: true, country: true,
	website: true, recipientPerson: true, personName: true, funderID: true, funderName: true, programmeCode: true, programmeTitle: true, placeName: true,
	placeCode: true, source: true, modified: true, authority: true, region: true, constituency: true, mainSport: true, artForm: true, recipientType: true,
}

// otherTitles are titles by which publishers call what the standard calls otherwise.
var otherTitles = map[string]role{
	"programme name": programmeTitle, "beneficiary location:geocode": placeCode, "beneficiary location:geographic code (from gis)": placeCode,
	"description:": description, "date modified": modified, "area": region,
}

// paths are the fields of the standard's JSON, without the places in arrays.
var paths = map[string]role{
	"id": grantID, "title": title, "description": description, "currency": currency, "amountAwarded": awarded, "amountAppliedFor": appliedFor,
	"amountDisbursed": disbursed, "awardDate": awardDate, "plannedDates/startDate": starts, "plannedDates/endDate": ends,
	"recipientOrganization/id": recipientID, "recipientOrganization/name": recipientName, "recipientOrganization/charityNumber": charityNumber,
	"recipientOrganization/companyNumber": companyNumber, "recipientOrganization/postalCode": postcode,
	"recipientOrganization/streetAddress": street, "recipientOrganization/addressLocality": city, "recipientOrganization/addressRegion": county,
	"recipientOrganization/addressCountry": country, "recipientOrganization/url": website, "recipientIndividual/id": recipientPerson,
	"recipientIndividual/name": personName, "fundingOrganization/id": funderID, "fundingOrganization/name": funderName,
	"grantProgramme/code": programmeCode, "grantProgramme/title": programmeTitle, "beneficiaryLocation/name": placeName,
	"beneficiaryLocation/geoCode": placeCode, "dataSource": source, "dateModified": modified,
}

// roleOfTitle is what a column of a table says, "" for one that is not read. Case, underscores and numbers between colons make
// no difference.
func roleOfTitle(columnTitle string) role {
	parts := strings.Split(strings.ToLower(strings.ReplaceAll(columnTitle, "_", " ")), ":")
	kept := parts[:0]
	for _, p := range parts {
		if p = strings.Join(strings.Fields(p), " "); p != "" && strings.Trim(p, "0123456789") != "" {
			kept = append(kept, p)
		}
	}
	name := strings.Join(kept, ":")
	if r := role(name); known[r] {
		return r
	}
	return otherTitles[name]
}

// roleOfPath is what a field of a JSON object says, "" for one that is not read.
func roleOfPath(path string) role {
	parts := strings.Split(path, "/")
	kept := parts[:0]
	for _, p := range parts {
		if strings.Trim(p, "0123456789") != "" {
			kept = append(kept, p)
		}
	}
	return paths[strings.Join(kept, "/")]
}

// field is a field of a grant, as its file has it.
type field struct {
	role  role
	name  string // what it is cited by: a column's title, a JSON pointer
	value string
}

// grant is one grant as its file has it.
type grant struct {
	fields  []field // that are read and not empty, in their order
	digest  string  // of all that its record says
	hint    string
	line    int
	serials bool // numbers of dates are serials
}

// newGrant takes up the fields of a grant. Of texts that are not read nothing is kept.
func newGrant(all []field, hint string, line int, serials bool) *grant {
	g := &grant{hint: hint, line: line, serials: serials}
	var kept strings.Builder
	content := records.NewContent()
	for _, f := range all {
		if f.value == "" {
			continue
		}
		content.Add(f.name, f.value)
		if f.role != "" {
			g.fields = append(g.fields, f)
			kept.WriteString(f.value)
		}
	}
	g.digest = content.Digest()
	rest := kept.String() // a cell is a part of its row's text, which would be held with it
	for i := range g.fields {
		n := len(g.fields[i].value)
		g.fields[i].value, rest = rest[:n], rest[n:]
	}
	return g
}

// get is the first field of a role; its value is "" where there is none.
func (g *grant) get(r role) field {
	for _, f := range g.fields {
		if f.role == r {
			f.value = strings.TrimSpace(f.value)
			return f
		}
	}
	return field{role: r}
}

// every is the fields of a role.
func (g *grant) every(r role) (out []field) {
	for _, f := range g.fields {
		if f.role == r {
			f.value = strings.TrimSpace(f.value)
			out = append(out, f)
		}
	}
	return out
}

// id is the publisher's id of the grant, "" where it gives none.
func (g *grant) id() string { return g.get(grantID).value }

// publisher is what ids of awards begin with: the funder's identifier, else its name.
func (g *grant) publisher() string {
	if id := g.get(funderID).value; id != "" {
		return records.Slug(id)
	}
	return records.Slug(g.get(funderName).value)
}
