package claim

import (
	"strconv"
	"strings"
	"time"
)

// dateWords is a year, month or day as a reader says it, in parts.
type dateWords struct{ doubt, day, month, year string }

var doubts = map[string]string{"~": "about", "?": "probably", "%": "probably about"}

func newDateWords(s string) dateWords {
	date := strings.TrimRight(s, "?~%")
	w := dateWords{doubt: doubts[s[len(date):]]}
	before := strings.HasPrefix(date, "-")
	year, rest, _ := strings.Cut(strings.TrimLeft(date, "-Y"), "-")
	month, day, _ := strings.Cut(rest, "-")
	w.year = YearWords(year, before || strings.HasPrefix(date, "Y-"))
	if day != "XX" {
		w.day = strings.TrimLeft(day, "0")
	}
	switch n := digits(month); {
	case n > 20:
		w.month = [...]string{"spring", "summer", "autumn", "winter"}[n-21]
	case month != "" && n > 0:
		w.month = time.Month(n).String()
	}
	return w
}

// YearWords is the digits of a year as a reader says it: "2014", "the 1990s" for 199X, "44 BC" for 0043 before the year 0,
// which is 1 BC.
func YearWords(year string, before bool) string {
	if n := digits(year); before && n >= 0 {
		return strconv.Itoa(n+1) + " BC"
	}
	if strings.HasSuffix(year, "X") {
		return "the " + strings.ReplaceAll(year, "X", "0") + "s"
	}
	return year
}

func (w dateWords) String() string {
	return strings.Join(strings.Fields(w.doubt+" "+w.day+" "+w.month+" "+w.year), " ")
}

// Words is the date as a reader says it: "2 July 2014", "about 2015", "probably October 2023", "by March 2016",
// "20 to 24 October 2025"; "" where d is "".
func (d EDTF) Words() string {
	from, to, interval := strings.Cut(string(d), "/")
	first, last := newDateWords(from), newDateWords(to)
	switch {
	case !interval:
		return first.String()
	case from == "..":
		return "by " + last.String()
	case to == "..":
		return "from " + first.String()
	}
	// What the last day says again is left out of the first, where neither is in doubt.
	if sure := first.doubt+last.doubt == ""; sure && first.year == last.year && first.month != "" && last.month != "" {
		if first.day != "" && last.day != "" && first.month == last.month {
			first.month = ""
		}
		first.year = ""
	}
	return first.String() + " to " + last.String()
}
