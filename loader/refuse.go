package loader

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"whence/loader/records"
)

// Refuse is how many records of a load may be set aside: "none", "all" or a number. "" is the greater of a hundred and one in a
// hundred.
type Refuse string

// ParseRefuse checks that s is such a bound.
func ParseRefuse(s string) (Refuse, error) {
	if n, err := strconv.Atoi(s); s != "" && s != "none" && s != "all" && (err != nil || n < 0) {
		return "", fmt.Errorf("%.40q: want none, all or a number of records", s)
	}
	return Refuse(s), nil
}

// usualRefusals is what may be set aside where nothing else is said, or one record in so many.
const usualRefusals = 100

// bound is how many of some records may be set aside.
func (r Refuse) bound(records int) int {
	switch r {
	case "":
		return max(usualRefusals, records/usualRefusals)
	case "none":
		return 0
	case "all":
		return records
	}
	n, _ := strconv.Atoi(string(r)) // it was checked
	return n
}

// Refusal is a record that was set aside.
type Refusal struct {
	File   string
	Line   int    // 0 where it is not known
	Hint   string // "row 17", "/grants/16"
	Reason string
}

func (r Refusal) String() string {
	if r.Line > 0 {
		return fmt.Sprintf("%s:%d: %s: %s", r.File, r.Line, r.Hint, r.Reason)
	}
	return fmt.Sprintf("%s: %s: %s", r.File, r.Hint, r.Reason)
}

// WriteTable writes the records that were set aside, and the warnings, as a table in CSV.
func (r Report) WriteTable(w io.Writer) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"file", "line", "record", "what", "why"}}
	for _, x := range r.Refused {
		rows = append(rows, []string{x.File, number(x.Line), x.Hint, "set aside", x.Reason})
	}
	for _, warning := range r.Warnings {
		for _, m := range warning.First {
			rows = append(rows, []string{m.File, number(m.Line), "", "warning: " + string(warning.Kind), m.Msg})
		}
		if more := warning.Count - len(warning.First); more > 0 {
			rows = append(rows, []string{"", "", "", "warning: " + string(warning.Kind), fmt.Sprintf("and %d more", more)})
		}
	}
	return out.WriteAll(rows)
}

// number is a line as a table has it, "" where it is not known.
func number(line int) string {
	if line == 0 {
		return ""
	}
	return strconv.Itoa(line)
}

// note takes up what is to be said of a file's records.
func (u *undertaking) note(name string, r *records.Result) {
	u.records += r.Read
	for _, n := range r.Notes {
		if n.Kind == "" {
			u.refused = append(u.refused, Refusal{name, n.Line, n.Hint, n.Text})
			continue
		}
		u.warnings.count(WarningKind(n.Kind), func() *Mistake {
			return &Mistake{File: name, Line: n.Line, Column: min(n.Line, 1), Msg: n.Hint + ": " + n.Text}
		})
	}
}

// checkRefused refuses the load where more records were set aside than may be.
func (u *undertaking) checkRefused() error {
	bound := u.Refuse.bound(u.records)
	if len(u.refused) <= bound {
		return nil
	}
	for _, r := range u.refused {
		u.mistakes.add(&Mistake{File: r.File, Line: max(r.Line, 1), Column: 1, Msg: r.Hint + ": " + r.Reason})
	}
	return fmt.Errorf("%d of %d records can't be loaded, and %d may be set aside; mend them, or say --refuse %d: %w", len(u.refused), u.records, bound, len(u.refused), u.mistakes)
}
