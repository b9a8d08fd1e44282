package threesixty

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"whence/graph/claim"
	"whence/loader/objects"
	"whence/loader/records"
	"whence/loader/table"
)

// IsHeader reports whether the columns of a table are those of grants.
func IsHeader(header []string) bool {
	found := map[role]bool{}
	for _, h := range header {
		found[roleOfTitle(h)] = true
	}
	return found[awarded] && (found[funderID] || found[funderName]) && (found[recipientID] || found[recipientName] || found[recipientPerson])
}

// MetaSheet is the sheet of a workbook that says what the standard's JSON says of a publication as a whole.
const MetaSheet = "Meta"

// Table reads a table. A row that can't be read is set aside.
func Table(t *table.Table, s records.Source) (*records.Result, error) {
	if !IsHeader(t.Header) {
		return nil, fmt.Errorf("%s: the header lacks columns of the 360Giving standard: want Amount Awarded, Funding Org:Identifier and Recipient Org:Identifier or Recipient Org:Name", s.File)
	}
	roles := make([]role, len(t.Header))
	for i, h := range t.Header {
		roles[i] = roleOfTitle(h)
	}
	p := newPublication(s)
	for row, err := range t.Rows() {
		if bad, ok := errors.AsType[*table.Error](err); ok && !bad.Fatal {
			p.builder.Refuse(fmt.Sprintf("row %d", bad.Row), bad.Line, "%s", bad.Message)
			continue
		}
		if err != nil {
			return nil, err
		}
		fields := make([]field, 0, len(row.Cells))
		for i, cell := range row.Cells {
			if i < len(t.Header) {
				fields = append(fields, field{roles[i], t.Header[i], cell})
			}
		}
		hint := fmt.Sprintf("row %d", row.Number)
		if t.Sheet {
			hint = fmt.Sprintf("sheet %s, row %d", t.Name, row.Number)
		}
		p.grants = append(p.grants, newGrant(fields, hint, row.Line, t.Sheet))
	}
	if meta := t.Pairs(); meta != nil {
		p.about("sheet "+MetaSheet, meta)
	}
	return p.finish(), nil
}

// JSON reads a file of JSON: an object with the array grants.
func JSON(in io.Reader, s records.Source) (*records.Result, error) {
	p := newPublication(s)
	about := map[string]string{}
	for object, err := range objects.ReadAbout(s.File, in, "grants", func(f objects.Field) { about[strings.ToLower(f.Path)] = f.Value }) {
		if err != nil {
			return nil, err
		}
		read, err := objects.Flatten(object.Raw)
		if err != nil {
			p.builder.Refuse(object.Hint, object.Line, "%v", err)
			continue
		}
		fields := make([]field, len(read))
		for i, f := range read {
			fields[i] = field{roleOfPath(f.Path), f.Path, f.Value}
		}
		p.grants = append(p.grants, newGrant(fields, object.Hint, object.Line, false))
	}
	p.about("", about)
	return p.finish(), nil
}

// about is what a publication says of itself, by the standard's names in lower case: with a slash between the parts of a JSON pointer, a colon
// between those of a title on its sheet Meta.
func (p *publication) about(hint string, said map[string]string) {
	get := func(names ...string) string {
		for _, name := range names {
			if v := strings.TrimSpace(said[name]); v != "" {
				return v
			}
		}
		return ""
	}
	p.builder.About(hint, claim.DatasetInfo{
		Title: get("title"), Publisher: get("publisher/name", "publisher:name"), Licence: get("license", "licence"),
		Attribution: get("attribution"), URL: get("accessurl", "access url", "downloadurl", "download url"), Issued: records.Day(get("issued")),
	})
}
