// Package gtr reads projects as UKRI's Gateway to Research exports them (https://gtr.ukri.org): a table of 25 columns.
//
// Of students nothing is kept. It knows that table and what claims it makes, and nothing of where claims go.
package gtr

import (
	"cmp"
	"errors"
	"fmt"
	"html"
	"slices"
	"strings"

	"whence/graph/claim"
	"whence/loader/records"
	"whence/loader/table"
)

// attribution is what the gateway's terms ask for. Its exports say neither them nor the licence (https://gtr.ukri.org/resources/about.html).
const attribution = "Contains public sector information licensed under the Open Government Licence v3.0."

// wanted are the columns without which a table is no export of projects.
var wanted = []string{"fundingorgname", "projectreference", "leadroname", "awardpounds", "projectid"}

// IsHeader reports whether the columns of a table are those of projects.
func IsHeader(header []string) bool {
	for _, w := range wanted {
		if !slices.ContainsFunc(header, func(h string) bool { return strings.EqualFold(h, w) }) {
			return false
		}
	}
	return true
}

// row is a row by the titles of its columns in lower case.
type row struct {
	*records.Record
	titles map[string]string // as the file has them
	cells  map[string]string
}

func (r row) get(column string) string { return r.cells[column] }

// cite is a column as its file titles it.
func (r row) cite(column string) string { return cmp.Or(r.titles[column], column) }

// Read reads a table. A row without a funder, an organisation or a project is set aside.
func Read(t *table.Table, s records.Source) (*records.Result, error) {
	w := writer{records.New(s), s, records.Slug(s.Dataset)}
	w.builder.About("", claim.DatasetInfo{Publisher: "UK Research and Innovation", Licence: records.OpenGovernmentLicence, URL: "https://gtr.ukri.org", Attribution: attribution})
	for line, err := range t.Rows() {
		if bad, ok := errors.AsType[*table.Error](err); ok && !bad.Fatal {
			w.builder.Refuse(fmt.Sprintf("row %d", bad.Row), bad.Line, "%s", bad.Message)
			continue
		}
		if err != nil {
			return nil, err
		}
		w.project(t.Header, line)
	}
	return w.builder.Finish(), nil
}

type writer struct {
	builder *records.Builder
	source  records.Source
	scope   string
}

func (w *writer) project(header []string, line table.Row) {
	r := row{titles: map[string]string{}, cells: map[string]string{}}
	content := records.NewContent()
	for i, cell := range line.Cells {
		column := strings.ToLower(strings.TrimSpace(header[i]))
		if strings.HasPrefix(column, "student") {
			continue
		}
		content.Add(header[i], cell)
		r.titles[column], r.cells[column] = header[i], strings.Clone(strings.TrimSpace(html.UnescapeString(cell))) // without its row
	}
	key := cmp.Or(r.get("projectid"), r.get("projectreference"))
	digest := content.Digest()
	r.Record = w.builder.Record(cmp.Or(key, digest[:16]), fmt.Sprintf("row %d", line.Number), digest, line.Line)
	for _, column := range []string{"fundingorgname", "leadroname"} {
		if r.get(column) == "" || key == "" {
			r.Refuse("%s is empty, or both ProjectId and ProjectReference are", r.cite(column))
			return
		}
	}
	award := claim.ID("award/gtr." + records.Slug(key))
	w.builder.Declare(award, cmp.Or(r.get("title"), key))
	r.Identify(award, "GTR", r.get("projectreference"))
	funder, lead := w.named(r, "fundingorgname"), w.named(r, "leadroname")
	w.payment(r, funder, lead, award)
	for _, d := range [][2]string{{"startdate", "started"}, {"enddate", "completed"}} {
		if value := r.get(d[0]); value != "" {
			if date, err := records.Date(value, false); err == nil {
				r.Date(r.cite(d[0]), value, award, d[1], date, map[bool]claim.Status{true: claim.Planned}[d[0] == "enddate" && r.get("status") == "Active"])
			} else {
				r.Warn(records.OddValue, "%s: %v; it is left out", r.cite(d[0]), err)
			}
		}
	}
	r.Text(r.cite("gtrprojecturl"), r.get("gtrprojecturl"), award, "website", r.get("gtrprojecturl"))
	w.around(r, funder, lead, award)
}

// named is an organisation by its name: the export's own ids of organisations change.
func (w *writer) named(r row, column string) claim.ID {
	id := claim.ID("organisation/" + w.scope + "." + records.Slug(r.get(column)))
	r.Name(id, r.cite(column), r.get(column), claim.Attribute{Value: r.get(column)})
	return id
}

func (w *writer) payment(r row, funder, lead, award claim.ID) {
	c := &claim.Relationship{Kind: "FUNDS", Subject: funder, Object: lead, Instrument: "GRANT", FundedThrough: award}
	if r.get("status") == "Closed" {
		c.Status = claim.Ended
	}
	if start, err := records.Date(r.get("startdate"), false); err == nil {
		c.ValidTime.EDTF = start
		if end, err := records.Date(r.get("enddate"), false); err == nil {
			if period, err := claim.ParseEDTF(string(start) + "/" + string(end)); err == nil {
				c.ValidTime.EDTF = period
			}
		}
	}
	switch sum := r.get("awardpounds"); sum {
	case "", "0": // what a studentship comes to is not stated
	default:
		amount, err := records.Amount(sum, "GBP")
		if err != nil {
			r.Warn(records.OddValue, "%s: %v; the project is kept without a sum", r.cite("awardpounds"), err)
		}
		c.Amount = amount
	}
	r.Relationship(r.cite("awardpounds"), r.get("awardpounds"), c)
}

// around is who leads the project, in which department, of what category and where.
func (w *writer) around(r row, funder, lead, award claim.ID) {
	name := strings.Join(strings.Fields(r.get("pifirstname")+" "+r.get("piothernames")+" "+r.get("pisurname")), " ")
	if key := r.get("piid"); key != "" && name != "" {
		person := claim.ID("person/gtr-" + records.Slug(key))
		r.Name(person, r.cite("pisurname"), r.get("pisurname"), claim.Attribute{Value: name})
		r.Identify(person, "ORCID", r.get("pi orcid id"))
		r.Link(r.cite("piid"), key, person, "LEADS", award)
		r.Link(r.cite("leadroname"), r.get("leadroname"), person, "AFFILIATED_WITH", lead)
	}
	if department := r.get("department"); department != "" {
		id := lead + claim.ID("."+records.Slug(department))
		w.builder.Declare(id, department)
		r.Relationship(r.cite("department"), department, &claim.Relationship{Kind: "PART_OF", Subject: id, Object: lead})
	}
	if category := r.get("projectcategory"); category != "" {
		id := claim.ID("programme/" + w.scope + "." + records.Slug(category))
		w.builder.Declare(id, category)
		r.Link(r.cite("projectcategory"), category, award, "PART_OF", id)
		r.Link(r.cite("projectcategory"), category, funder, "OFFERS", id)
	}
	region := r.get("region")
	if region == "" || strings.EqualFold(region, "unknown") {
		return
	}
	place := claim.ID("")
	if w.source.Place != nil {
		place = w.source.Place(region)
	}
	if place == "" || strings.HasPrefix(string(place), "place/"+w.scope+".") {
		place = claim.ID("place/" + w.scope + "." + records.Slug(region))
		w.builder.Declare(place, region)
	}
	r.Link(r.cite("region"), region, award, "COVERS", place)
}
