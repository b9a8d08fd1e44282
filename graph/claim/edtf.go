package claim

import (
	"fmt"
	"strings"
	"time"
)

// EDTF is a date in the Extended Date/Time Format (ISO 8601-2; https://www.loc.gov/standards/datetime/): of level 0 a
// year, month, day or an interval of them; of level 1 the marks ? ~ % and an open end "..". No times of day, seasons,
// sets or unspecified digits.
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
	switch len(date) {
	case len("2006"), len("2006-01"), len(time.DateOnly):
		return fmt.Errorf("date %.40q is not in the calendar: %w", s, ErrInvalid)
	}
	return fmt.Errorf("date %.40q: want EDTF such as 2014, 2014-07, 2014-07-02, 2014-03/.., ../2016 or 2013?: %w", s, ErrInvalid)
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

// daysOf is the first and the last day of a year, month or day.
func daysOf(s string) (first, last time.Time, ok bool) {
	if n := len(s); n > 0 && strings.IndexByte("?~%", s[n-1]) >= 0 {
		s = s[:n-1]
	}
	var year, month, day int
	switch len(s) {
	case len("2006"):
		year, month, day = digits(s), 1, 1
		first, last = midnight(year, 1, 1), midnight(year, 12, 31)
	case len("2006-01"):
		year, month, day = digits(s[:4]), digits(s[5:]), 1
		first, last = midnight(year, month, 1), midnight(year, month+1, 0)
	case len(time.DateOnly):
		year, month, day = digits(s[:4]), digits(s[5:7]), digits(s[8:])
		first = midnight(year, month, day)
		last = first
	default:
		return first, last, false
	}
	dashed := (len(s) < 5 || s[4] == '-') && (len(s) < 8 || s[7] == '-')
	// What is not in the calendar, such as 30 February, comes out as another day.
	if !dashed || year < 0 || first.Month() != time.Month(month) || first.Day() != day {
		return time.Time{}, time.Time{}, false
	}
	return first, last, true
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
