package claim

import (
	"strings"
	"time"
)

// What a claim says has one canonical form, of which its id is made, and which is shown nowhere: two sources that say the
// same in other spellings make one claim.

// FoldCase is words in small letters with one space between them: what "Roof" and "roof" have in common.
func FoldCase(words string) string {
	return strings.Join(strings.Fields(strings.ToLower(words)), " ")
}

// canonical is the quantity with the fewest digits, and without a range that holds one number.
func (q Quantity) canonical() Quantity {
	q.Value, q.Max = q.Value.reduced(), q.Max.reduced()
	if q.Max != nil && q.Comparator == Exactly && q.Value.Equal(*q.Max) {
		q.Max = nil
	}
	also := q.Also
	q.Also = nil
	for _, other := range also {
		q.Also = append(q.Also, other.canonical())
	}
	return q
}

// reduced is the number without zeros at the end of its fraction; nil is nil.
func (d *Decimal) reduced() *Decimal {
	if d == nil {
		return nil
	}
	text := d.String()
	if whole, fraction, ok := strings.Cut(text, "."); ok {
		if fraction = strings.TrimRight(fraction, "0"); fraction != "" {
			whole += "." + fraction
		}
		text = whole
	}
	if text == "-0" {
		text = "0"
	}
	short, err := ParseDecimal(text)
	if err != nil { // no spelling of a number is
		return d
	}
	return &short
}

// canonical is the shortest spelling of the same days: a year, month or day where an interval is one, and at its ends where
// they are. A date that is uncertain, not specified whole, a season or beyond four digits is spelled one way.
func (d EDTF) canonical() EDTF {
	from, to, interval := strings.Cut(string(d), "/")
	if !interval || !isCalendar(from) || !isCalendar(to) {
		return d
	}
	earliest, latest, ok := DateBounds(string(d))
	if !ok {
		return d
	}
	if !earliest.IsZero() && !latest.IsZero() {
		for _, layout := range []string{"2006", "2006-01", time.DateOnly} {
			one := earliest.Format(layout)
			if first, last, _ := DateBounds(one); first.Equal(earliest) && last.Equal(latest) {
				return EDTF(one)
			}
		}
	}
	if from != ".." {
		from = shortestFirst(earliest)
	}
	if to != ".." {
		to = shortestLast(latest)
	}
	return EDTF(from + "/" + to)
}

// isCalendar reports whether an end of an interval is open, a year, a month or a day, and no more.
func isCalendar(end string) bool {
	switch len(end) {
	case len(".."):
		return end == ".."
	case len("2006"), len("2006-01"), len(time.DateOnly):
		return strings.Trim(end, "0123456789-") == "" && end[0] != '-' && (len(end) == len("2006") || end[5] < '2')
	}
	return false
}

// shortestFirst is the longest period that begins on a day.
func shortestFirst(day time.Time) string {
	switch {
	case day.Month() == time.January && day.Day() == 1:
		return day.Format("2006")
	case day.Day() == 1:
		return day.Format("2006-01")
	}
	return day.Format(time.DateOnly)
}

// shortestLast is the longest period that ends on a day.
func shortestLast(day time.Time) string {
	switch next := day.AddDate(0, 0, 1); {
	case next.Month() == time.January && next.Day() == 1:
		return day.Format("2006")
	case next.Day() == 1:
		return day.Format("2006-01")
	}
	return day.Format(time.DateOnly)
}
