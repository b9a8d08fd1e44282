package claim

import (
	"fmt"
	"strings"
)

// Fragment is the place of a citation as others write it, the value of a FragmentSelector of the W3C's Web Annotation model: characters
// by RFC 5147, a row by RFC 7111, a field of a JSON object by RFC 6901; "" where only a locator is known. r is the record that it
// is cited from.
func (c Citation) Fragment(r Record) string {
	switch {
	case c.Record == "" && c.End == 0:
		return ""
	case c.Record == "":
		return fmt.Sprintf("char=%d,%d", c.Start, c.End)
	case strings.HasPrefix(r.Hint, "/"):
		return r.Hint + "/" + strings.TrimPrefix(c.Field, "/")
	}
	if line, ok := strings.CutPrefix(r.Hint, "line "); ok { // RFC 5147 counts the lines before it
		return "line=" + line
	}
	if sheet, row, ok := strings.Cut(r.Hint, ", row "); ok {
		return fmt.Sprintf("sheet=%s;row=%s", strings.TrimPrefix(sheet, "sheet "), row)
	}
	if row, ok := strings.CutPrefix(r.Hint, "row "); ok {
		return "row=" + row
	}
	return ""
}

// EntitiesOf is who has a part in a claim: subject and object, or what it is about.
func EntitiesOf(c Claim) []ID {
	switch c := c.(type) {
	case *Relationship:
		return []ID{c.Subject, c.Object}
	case *Measure:
		return []ID{c.About}
	case *Attribute:
		return []ID{c.About}
	}
	return nil
}
