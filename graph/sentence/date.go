package sentence

import (
	"strings"
	"time"

	"whence/graph/claim"
)

// dated ends what is said with when it holds: "on 2 July 2014", ", probably in 2024", "between March and 2 July 2014"; a time
// that only words tell is quoted. A date that what is said ends with already is not said again.
func dated(said string, w claim.When) string {
	switch {
	case w.EDTF == "" && w.Wording == "":
		return said
	case w.EDTF == "":
		return join(said, "(“"+w.Wording+"”)")
	}
	when := Date(w)
	if strings.HasSuffix(said, when) {
		return said
	}
	if strings.HasPrefix(when, "probably") || strings.Contains(said, ": ") {
		when = ", " + when
	}
	return join(said, when)
}

// Date is a date with its preposition: "on 2 July 2014", "in 2012 or later", "probably in October 2023"; words are quoted.
func Date(w claim.When) string {
	if w.EDTF == "" {
		return "“" + w.Wording + "”"
	}
	from, to, interval := strings.Cut(string(w.EDTF), "/")
	first, last := newDay(from), newDay(to)
	switch {
	case !interval:
		return join(first.doubt, first.preposition(), first.text())
	case from == "..":
		return join(last.doubt, "by", last.text())
	case to == "..":
		return join(first.doubt, "in", first.text(), "or later")
	}
	doubt := first.doubt
	if doubt == "" {
		doubt = last.doubt
	}
	if first.year == last.year && first.month != "" && last.month != "" && last.day == "" { // its year stands with the last
		first.year = ""
	} else if first.year == last.year && first.month != "" && last.month != "" {
		first.year = ""
		if first.day != "" && first.month == last.month {
			return join(doubt, "from", first.day, "to", last.text())
		}
	}
	return join(doubt, "between", first.text(), "and", last.text())
}

// day is a year, month or day of a date, in words.
type day struct {
	doubt, day, month, year string
	about                   bool
}

var doubts = map[string]string{"?": "probably", "%": "probably"}

func newDay(s string) day {
	date := strings.TrimRight(s, "?~%")
	mark := s[len(date):]
	d := day{doubt: doubts[mark], about: mark == "~" || mark == "%"}
	before := strings.HasPrefix(strings.TrimPrefix(date, "Y"), "-")
	year, rest, _ := strings.Cut(strings.TrimLeft(date, "-Y"), "-")
	month, dayOf, _ := strings.Cut(rest, "-")
	d.year = claim.YearWords(year, before)
	if dayOf != "XX" {
		d.day = strings.TrimLeft(dayOf, "0")
	}
	if t, err := time.Parse("01", month); err == nil {
		d.month = t.Month().String()
	} else if name, ok := seasons[month]; ok {
		d.month = name
	}
	return d
}

// seasons are months 21 to 24 of EDTF level 1.
var seasons = map[string]string{"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}

func (d day) preposition() string {
	if d.day != "" {
		return "on"
	}
	return "in"
}

func (d day) text() string {
	if d.about {
		return join("about", d.day, d.month, d.year)
	}
	return join(d.day, d.month, d.year)
}
