// Package ons reads the look-up tables by which the Office for National Statistics and others publish what lies in what: pairs of
// columns, a code and a name, titled by a sort of area and a year, such as LAD19CD, LAD19NM, RGN19CD, RGN19NM.
//
// The first pair lies in each of the others. It knows those tables and nothing of where claims go.
package ons

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"whence/graph/claim"
	"whence/loader/records"
	"whence/loader/table"
)

// types are the sorts of place that titles begin with.
var types = map[string]claim.PlaceType{
	"WD": "WARD", "LAD": "LOCAL_AUTHORITY", "LTLA": "LOCAL_AUTHORITY", "UTLA": "LOCAL_AUTHORITY", "CTY": "COUNTY", "CAUTH": "COMBINED_AUTHORITY", "RGN": "REGION",
	"CTRY": "COUNTRY", "PCON": "CONSTITUENCY",
}

var title = regexp.MustCompile(`(?i)^([A-Z]+)([0-9]{2})(CD|NM)$`)

// area is a pair of columns.
type area struct {
	code, name int // columns
	title      string
	nameTitle  string
	placeType  claim.PlaceType
	year       claim.EDTF
}

// IsHeader reports whether the columns of a table are those of a look-up table.
func IsHeader(header []string) bool { return len(areas(header)) > 1 }

// areas are the pairs of columns of a header, in their order.
func areas(header []string) []area {
	var out []area
	for i, h := range header {
		m := title.FindStringSubmatch(h)
		if m == nil || !strings.EqualFold(m[3], "CD") || types[strings.ToUpper(m[1])] == "" {
			continue
		}
		for j, other := range header {
			if strings.EqualFold(other, m[1]+m[2]+"NM") {
				out = append(out, area{i, j, h, other, types[strings.ToUpper(m[1])], claim.EDTF("20" + m[2])})
			}
		}
	}
	return out
}

var gss = regexp.MustCompile(`^[EWSNKJLM][0-9]{8}$`)

// Read reads a table. A row without a code of its own is set aside.
func Read(t *table.Table, s records.Source) (*records.Result, error) {
	columns := areas(t.Header)
	if len(columns) < 2 {
		return nil, fmt.Errorf("%s: want two pairs of columns or more, such as LAD19CD, LAD19NM, RGN19CD and RGN19NM", s.File)
	}
	b := records.New(s)
	// The tables don't say their terms themselves: https://www.ons.gov.uk/methodology/geography/licences.
	b.About("", claim.DatasetInfo{
		Publisher: "Office for National Statistics", Licence: records.OpenGovernmentLicence,
		Attribution: "Source: Office for National Statistics licensed under the Open Government Licence v.3.0. Contains OS data © Crown copyright and database right " + string(columns[0].year),
	})
	for row, err := range t.Rows() {
		if bad, ok := errors.AsType[*table.Error](err); ok && !bad.Fatal {
			b.Refuse(fmt.Sprintf("row %d", bad.Row), bad.Line, "%s", bad.Message)
			continue
		}
		if err != nil {
			return nil, err
		}
		place(b, t.Header, columns, row)
	}
	return b.Finish(), nil
}

// place makes the claims of one row.
func place(b *records.Builder, header []string, columns []area, row table.Row) {
	content := records.NewContent()
	for i, cell := range row.Cells {
		if i < len(header) && !strings.EqualFold(header[i], "FID") { // which numbers the rows
			content.Add(header[i], cell)
		}
	}
	cell := func(i int) string { return strings.Clone(strings.TrimSpace(row.Cells[i])) } // without its row, which would be held with it
	own := columns[0]
	r := b.Record(cell(own.code), fmt.Sprintf("row %d", row.Number), content.Digest(), row.Line)
	if !gss.MatchString(cell(own.code)) || cell(own.name) == "" {
		r.Refuse("%s is %.40q: want a code of nine characters such as E08000025, and a name beside it", own.title, cell(own.code))
		return
	}
	var child claim.ID
	for i, c := range columns {
		code := cell(c.code)
		if !gss.MatchString(code) || cell(c.name) == "" {
			if code != "" {
				r.Warn(records.OddValue, "%s is %.40q: want a code of nine characters such as E08000025, and a name beside it; it is left out", c.title, code)
			}
			continue
		}
		id := claim.ID("place/gss-" + strings.ToLower(code))
		b.Declare(id, cell(c.name))
		r.Identify(id, "GSS", code)
		r.Text(c.title, code, id, "placeType", string(c.placeType))
		if i == 0 {
			child = id
			continue
		}
		r.Relationship(c.title, code, &claim.Relationship{Assertion: claim.Assertion{ValidTime: claim.When{EDTF: c.year}}, Kind: "LOCATED_IN", Subject: child, Object: id})
	}
}
