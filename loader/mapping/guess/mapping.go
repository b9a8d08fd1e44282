package guess

import (
	"fmt"
	"io"
	"strings"
)

// Write writes a first mapping of a file.
func Write(w io.Writer, s *Sample) error {
	s.guess()
	d := &draft{sample: s}
	d.head()
	roles := d.roles()
	d.schema(roles)
	d.line("claims:")
	if roles.sum != nil && (roles.recipient != nil || roles.recipientID != nil) {
		d.payments(roles)
	} else {
		d.things(roles)
	}
	for _, c := range s.Columns {
		if !d.used[c] && c.kind != empty {
			d.line("  # no claim is made of {%s}: %s", c.name, c.note)
		}
	}
	_, err := io.WriteString(w, d.out.String())
	return err
}

// draft is a mapping while it is written.
type draft struct {
	sample *Sample
	out    strings.Builder
	used   map[*Column]bool
}

func (d *draft) line(format string, args ...any) { fmt.Fprintf(&d.out, format+"\n", args...) }

// scalar is a text as YAML takes it, in quotation marks.
func scalar(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`, "\r", `\r`).Replace(text) + `"`
}

// yamlName is a name as YAML takes it for a text.
func yamlName(name string) string {
	switch name {
	case "no", "yes", "on", "off", "y", "n", "true", "false", "null":
		return scalar(name)
	}
	if name[0] >= '0' && name[0] <= '9' {
		return scalar(name)
	}
	return name
}

func (d *draft) head() {
	s := d.sample
	d.used = map[*Column]bool{}
	d.line("# A first mapping of %s, from what %d records of it hold. Check every line: each says what it was guessed from.", strings.ToValidUTF8(strings.ReplaceAll(s.File, "\n", " "), ""), s.Rows)
	d.line("# Then: whence load --mapping THIS-FILE --dry-run %s", strings.ReplaceAll(s.File, "\n", " "))
	d.line(`"@context": http://www.w3.org/ns/csvw`)
	d.line("# id: example/data               # a name of the data set for good; loading it again replaces what it said before")
	d.line("# dc:publisher: who publishes it")
	d.line("# dc:license: https://…          # where its terms stand")
	d.line("# attribution: what must be said wherever it is shown")
	if s.Sheet != "" {
		d.line("dialect: {sheet: %s}", scalar(s.Sheet))
	}
	if s.Records != "" {
		d.line("records: %s", scalar(s.Records))
	}
	for _, other := range s.Others {
		d.line("# other records: %s", other)
	}
	if len(s.Prefixes) > 0 {
		d.line("prefixes:")
		for _, p := range s.Prefixes {
			d.line("  %s: %s", p[0], scalar(p[1]))
		}
	}
}

// schema writes the columns.
func (d *draft) schema(r *roles) {
	d.line("tableSchema:")
	if r.key != nil {
		d.line("  primaryKey: %s      # %s", yamlName(r.key.name), "no two records have the same")
	} else {
		d.line("  # primaryKey: no column tells every record from the others; their keys are digests")
	}
	d.line("  columns:")
	for _, c := range d.sample.Columns {
		fields := []string{"name: " + yamlName(c.name)}
		if c.Path != "" {
			fields = append(fields, "path: "+scalar(c.Path))
		} else {
			fields = append(fields, "titles: "+scalar(c.Title))
		}
		if t := c.datatype(); t != "" {
			fields = append(fields, "datatype: "+t)
		}
		if len(c.nulls) > 0 {
			nulls := []string{`""`}
			for _, n := range c.nulls {
				nulls = append(nulls, scalar(n))
			}
			fields = append(fields, `"null": [`+strings.Join(nulls, ", ")+"]")
		}
		d.line("    - {%s}   # %s", strings.Join(fields, ", "), strings.ReplaceAll(c.note, "\n", " "))
	}
}

func (c *Column) datatype() string {
	switch c.kind {
	case number, integer:
		base := "decimal"
		if c.kind == integer {
			base = "integer"
		}
		if c.decimal != "" {
			return fmt.Sprintf("{base: %s, format: {decimalChar: %s, groupChar: %s}}", base, scalar(c.decimal), scalar(c.group))
		}
		return base
	case date:
		if c.format != "" {
			return fmt.Sprintf("{base: date, format: %s}", scalar(c.format))
		}
		return "date"
	case address:
		return "anyURI"
	}
	return ""
}

// ref is a column between braces, which is used by that.
func (d *draft) ref(c *Column, filter string) string {
	d.used[c] = true
	if filter != "" {
		filter = "|" + filter
	}
	return "{" + c.name + filter + "}"
}
