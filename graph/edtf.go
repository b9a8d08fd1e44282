package graph

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
	from, to, interval := strings.Cut(s, "/")
	if !interval {
		if _, _, err := daysOf(s); err != nil {
			return "", err
		}
		return EDTF(s), nil
	}
	if from == ".." && to == ".." {
		return "", fmt.Errorf("date %.40q: an interval open at both ends says nothing: %w", s, ErrInvalid)
	}
	var first, last time.Time
	var err error
	if from != ".." {
		if first, _, err = daysOf(from); err != nil {
			return "", err
		}
	}
	if to != ".." {
		if _, last, err = daysOf(to); err != nil {
			return "", err
		}
	}
	if from != ".." && to != ".." && last.Before(first) {
		return "", fmt.Errorf("date %.40q: the interval runs backwards: %w", s, ErrInvalid)
	}
	return EDTF(s), nil
}

// Bounds is the first and the last day that the date can mean, midnight UTC; zero where open, or where d is "".
func (d EDTF) Bounds() (earliest, latest time.Time) {
	if d == "" {
		return
	}
	from, to, interval := strings.Cut(string(d), "/")
	if !interval {
		earliest, latest, _ = daysOf(from)
		return
	}
	if from != ".." {
		earliest, _, _ = daysOf(from)
	}
	if to != ".." {
		_, latest, _ = daysOf(to)
	}
	return
}

// daysOf is the first and the last day of a year, month or day.
func daysOf(s string) (first, last time.Time, err error) {
	date := strings.TrimRight(s, "?~%")
	if len(s)-len(date) > 1 {
		return first, last, fmt.Errorf("date %.40q: at most one of ? ~ %% may follow: %w", s, ErrInvalid)
	}
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if len(date) != len(layout) {
			continue
		}
		first, err = time.Parse(layout, date)
		if err != nil {
			return first, last, fmt.Errorf("date %.40q is not in the calendar: %w", s, ErrInvalid)
		}
		switch layout {
		case "2006":
			return first, first.AddDate(1, 0, -1), nil
		case "2006-01":
			return first, first.AddDate(0, 1, -1), nil
		default:
			return first, first, nil
		}
	}
	return first, last, fmt.Errorf("date %.40q: want EDTF such as 2014, 2014-07, 2014-07-02, 2014-03/.., ../2016 or 2013?: %w", s, ErrInvalid)
}
