package claim

import (
	"fmt"
	"strings"
	"time"
)

// EDTF is a date in the Extended Date/Time Format (ISO 8601-2; https://www.loc.gov/standards/datetime/): of level 0 a
// year, month, day or an interval of them; of level 1 the marks ? ~ % behind a date, an open end "..", unspecified last digits
// (199X, 2014-XX, 2014-07-XX), the seasons 21 to 24, and years before 0 (-0043) or of more than four digits (Y12024). Nothing
// of level 2, no times of day, no unknown end.
type EDTF string

// ParseEDTF checks that s is such a date and exists in the calendar. The error wraps ErrInvalid.
func ParseEDTF(s string) (EDTF, error) {
	if _, _, ok := DateBounds(s); ok {
		return EDTF(s), nil
	}
	from, to, interval := strings.Cut(s, "/")
	if interval && from == ".." && to == ".." {
		return "", fmt.Errorf("date %.40q: an interval open at both ends says nothing: %w", s, ErrInvalid)
	}
	for _, end := range []string{from, to} {
		if _, _, ok := daysOf(end); !ok && !(interval && end == "..") {
			return "", problemOf(end)
		}
	}
	return "", fmt.Errorf("date %.40q: the interval runs backwards: %w", s, ErrInvalid)
}

// problemOf is what is wrong with a year, month or day.
func problemOf(s string) error {
	date := strings.TrimRight(s, "?~%")
	if len(s)-len(date) > 1 {
		return fmt.Errorf("date %.40q: at most one of ? ~ %% may follow: %w", s, ErrInvalid)
	}
	if why := unsupported(s, date); why != "" {
		return fmt.Errorf("date %.40q: %s: %w", s, why, ErrInvalid)
	}
	switch len(strings.TrimPrefix(date, "-")) {
	case len("2006"), len("2006-01"), len(time.DateOnly):
		return fmt.Errorf("date %.40q is not in the calendar: %w", s, ErrInvalid)
	}
	return fmt.Errorf("date %.40q: want EDTF such as 2014, 2014-07, 2014-07-02, 2014-03/.., ../2016 or 2013?: %w", s, ErrInvalid)
}

// unsupported says what of EDTF is not held and what to write in its place, "" where a date is no EDTF at all.
func unsupported(s, date string) string {
	_, afterYear, _ := strings.Cut(strings.TrimPrefix(date, "-"), "-")
	part := digits(afterYear)
	switch {
	case s == "":
		return "an unknown end of an interval is not held: write .. for an open one, or the date alone"
	case len(date) > len("2006") && strings.Trim(date[:4], "0123456789") == "" && strings.Contains(date, "T"):
		return "times of day are not held: give the day"
	case strings.ContainsAny(s, "[]{}"):
		return "sets of dates are not held: give the interval that they lie in"
	case strings.ContainsAny(date, "?~%"):
		return "marks within a date are not held: put one of ? ~ % behind it"
	case strings.HasPrefix(date, "Y"), strings.Contains(date, "S"):
		return "want Y and five to seven digits for a long year, without exponent or significant digits"
	case strings.Contains(date, "X"):
		return "only last digits can be unspecified: want 199X, 19XX, 2014-XX, 2014-07-XX or 2014-XX-XX"
	case len(afterYear) == 2 && part > 24 && part < 42:
		return "of the parts of a year only the seasons 21 to 24 are held: give the months, such as 2014-01/2014-03"
	}
	return ""
}

// Bounds is the first and the last day that the date can mean, midnight UTC; zero where open, or where d is "".
func (d EDTF) Bounds() (earliest, latest time.Time) {
	earliest, latest, _ = DateBounds(string(d))
	return earliest, latest
}

// DateBounds is the first and the last day that a date can mean; ok is false where it is none. It allocates nothing: every
// claim of a hub may be asked for its date.
func DateBounds(s string) (earliest, latest time.Time, ok bool) {
	from, to, interval := strings.Cut(s, "/")
	if !interval {
		return daysOf(s)
	}
	okFrom, okTo := from == "..", to == ".."
	if okFrom && okTo {
		return earliest, latest, false
	}
	if !okFrom {
		earliest, _, okFrom = daysOf(from)
	}
	if !okTo {
		_, latest, okTo = daysOf(to)
	}
	if !okFrom || !okTo || (to != ".." && latest.Before(earliest)) {
		return time.Time{}, time.Time{}, false
	}
	return earliest, latest, true
}

// daysOf is the first and the last day of a year, month, day or season.
func daysOf(s string) (first, last time.Time, ok bool) {
	if n := len(s); n > 0 && strings.IndexByte("?~%", s[n-1]) >= 0 {
		s = s[:n-1]
	}
	if len(s) > len("Y9999") && s[0] == 'Y' {
		return longYear(s[1:])
	}
	before := len(s) > 4 && s[0] == '-'
	if before {
		s = s[1:]
	}
	if n := len(s); n != 4 && n != 7 && n != 10 || n > 4 && s[4] != '-' || n > 7 && s[7] != '-' {
		return first, last, false
	}
	low, high := yearsOf(s[:4])
	if before {
		low, high = -high, -low
	}
	switch {
	case digits(strings.TrimRight(s[:4], "X")) < 0 || s[0] == 'X' || before && high == 0:
		return first, last, false
	case len(s) == 4:
		return midnight(low, 1, 1), midnight(high, 12, 31), true
	case low != high: // a month of a year that is not known
		return first, last, false
	case s[5:] == "XX" || s[5:] == "XX-XX":
		return midnight(low, 1, 1), midnight(low, 12, 31), true
	}
	return inYear(low, s[5:])
}

// inYear is the first and the last day of a month, day or season of a year. Seasons are the northern ones, and winter ends in
// the year after.
func inYear(year int, s string) (first, last time.Time, ok bool) {
	month, day := digits(s[:2]), 1
	if len(s) == 2 && month > 20 && month < 25 {
		begins := 3 * (month - 20)
		return midnight(year, begins, 1), midnight(year, begins+3, 0), true
	}
	first, last = midnight(year, month, 1), midnight(year, month+1, 0)
	if len(s) > 2 && s[3:] != "XX" {
		day = digits(s[3:])
		first = midnight(year, month, day)
		last = first
	}
	// What is not in the calendar, such as 30 February, comes out as another day.
	if first.Month() != time.Month(month) || first.Day() != day {
		return time.Time{}, time.Time{}, false
	}
	return first, last, true
}

// yearsOf is the first and the last year that four digits can mean, the last of them unspecified or not.
func yearsOf(s string) (low, high int) {
	for i := range len(s) {
		low, high = 10*low, 10*high+9
		if s[i] != 'X' {
			low, high = low+int(s[i]-'0'), high-9+int(s[i]-'0')
		}
	}
	return low, high
}

// longYear is the days of a year of five to seven digits, with a minus or without.
func longYear(s string) (first, last time.Time, ok bool) {
	positive := strings.TrimPrefix(s, "-")
	year := digits(positive)
	if len(positive) > len("9999999") || year < 10_000 || positive[0] == '0' {
		return first, last, false
	}
	if positive != s {
		year = -year
	}
	return midnight(year, 1, 1), midnight(year, 12, 31), true
}

// digits is the number that digits write, -1 where there are others among them.
func digits(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = 10*n + int(s[i]-'0')
	}
	return n
}

func midnight(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}
