package sentence

import (
	"math/big"
	"strings"

	"whence/graph/claim"
)

var comparators = map[claim.Comparator]string{
	claim.About: "about ", claim.MoreThan: "more than ", claim.AtLeast: "at least ", claim.UpTo: "up to ", claim.LessThan: "less than ",
}

var signs = map[string]string{"GBP": "£", "USD": "$", "EUR": "€"}

// quantity is a figure with its unit, as a person writes it: "more than £50 million", "41,700 square feet", "hundreds of jobs".
func quantity(q claim.Quantity) string {
	if q.IsMoney() && q.Value != nil {
		return money(q)
	}
	if q.Value == nil {
		return worded(q)
	}
	s := comparators[q.Comparator]
	switch q.Unit {
	case "fraction":
		s += percentOf(q.Value)
		if q.Max != nil {
			s = ends(q, s, percentOf(q.Max))
		}
	case "percent":
		s += span(q, Grouped) + "%"
	case "times":
		s += span(q, Grouped) + " times"
	case "rank":
		return rank(q)
	default:
		s += span(q, Grouped) + " " + unitNoun(q.Unit, q.Max == nil && isOne(q.Value))
	}
	return s + also(q)
}

// worded is a figure that the source gives in words alone.
func worded(q claim.Quantity) string {
	noun := unitNoun(q.Unit, false)
	switch {
	case q.Wording == "":
		return "an unstated number of " + noun
	case strings.HasSuffix(q.Wording, "s") && !q.IsMoney() && q.Unit != "times" && q.Unit != "percent": // hundreds of jobs
		return q.Wording + " of " + noun
	case q.Unit == "times" || q.IsMoney():
		return "“" + q.Wording + "”"
	}
	return q.Wording + " (" + noun + ")"
}

// money is a sum as a person writes it: £13,805, £15.3 billion, more than $1 billion (more than £620 million).
func money(q claim.Quantity) string {
	if q.Value == nil {
		return worded(q)
	}
	return comparators[q.Comparator] + span(q, func(d string) string { return sum(d, q.Unit) }) + also(q)
}

// sum is an amount of a currency; a negative one, a refund, has its sign first.
func sum(digits, currency string) string {
	minus, plain := "", digits
	if strings.HasPrefix(digits, "-") {
		minus, plain = "-", digits[1:]
	}
	if _, fraction, dotted := strings.Cut(plain, "."); dotted && len(fraction) == 1 {
		plain += "0" // pence have two digits
	}
	number := large(plain)
	if sign, ok := signs[currency]; ok {
		return minus + sign + number
	}
	return minus + number + " " + currency
}

// large says millions and billions in words where that loses no digit.
func large(digits string) string {
	whole, fraction, _ := strings.Cut(digits, ".")
	if strings.Trim(fraction, "0") != "" {
		return Grouped(digits)
	}
	for _, scale := range []struct {
		zeros int
		word  string
	}{{12, "trillion"}, {9, "billion"}, {6, "million"}} {
		if len(whole) <= scale.zeros {
			continue
		}
		head, rest := whole[:len(whole)-scale.zeros], strings.TrimRight(whole[len(whole)-scale.zeros:], "0")
		if len(rest) > 3 {
			return Grouped(whole)
		}
		if rest != "" {
			head = Grouped(head) + "." + rest
		} else {
			head = Grouped(head)
		}
		return head + " " + scale.word
	}
	if fraction != "" {
		return Grouped(digits)
	}
	return Grouped(whole)
}

// span is a value, or its two ends.
func span(q claim.Quantity, say func(string) string) string {
	s := say(q.Value.String())
	if q.Max != nil {
		s = ends(q, s, say(q.Max.String()))
	}
	return s
}

// ends is a range in words.
func ends(q claim.Quantity, low, high string) string {
	if q.ExclusiveMin {
		low = "more than " + low
	}
	if q.ExclusiveMax {
		high = "less than " + high
	}
	return low + " to " + high
}

func also(q claim.Quantity) string {
	var s strings.Builder
	for _, other := range q.Also {
		s.WriteString(" (" + quantity(other) + ")")
	}
	return s.String()
}

func isOne(d *claim.Decimal) bool { return d.String() == "1" }

// percentOf is a fraction in percent, to one decimal place.
func percentOf(d *claim.Decimal) string {
	r, ok := new(big.Rat).SetString(d.String())
	if !ok {
		return d.String()
	}
	text := r.Mul(r, big.NewRat(100, 1)).FloatString(1)
	return Grouped(strings.TrimSuffix(text, ".0")) + "%"
}

// rank is a place in an order: 2nd, the top 20.
func rank(q claim.Quantity) string {
	n := q.Value.String()
	switch q.Comparator {
	case claim.UpTo, claim.LessThan:
		return "in the top " + n
	}
	s := comparators[q.Comparator] + ordinal(n)
	if q.Max != nil {
		s += " to " + ordinal(q.Max.String())
	}
	return s
}

// ordinal is a whole number as a place: 1st, 2nd, 11th.
func ordinal(n string) string {
	if strings.Contains(n, ".") {
		return n
	}
	suffix := "th"
	if len(n) < 2 || n[len(n)-2] != '1' {
		switch n[len(n)-1] {
		case '1':
			suffix = "st"
		case '2':
			suffix = "nd"
		case '3':
			suffix = "rd"
		}
	}
	return Grouped(n) + suffix
}

// unitNoun is the unit behind a number.
func unitNoun(unit string, one bool) string {
	switch {
	case unit == "square-foot" && one:
		return "square foot"
	case unit == "square-foot":
		return "square feet"
	case one || unit == strings.ToUpper(unit):
		return strings.ReplaceAll(unit, "-", " ")
	case unit == "person":
		return "people"
	case unit == "percent" || unit == "times" || unit == "fraction":
		return unit
	case strings.HasSuffix(unit, "y"):
		return strings.TrimSuffix(unit, "y") + "ies"
	}
	return strings.ReplaceAll(unit, "-", " ") + "s"
}

// Grouped puts commas between the thousands of plain digits.
func Grouped(digits string) string {
	whole, fraction, dotted := strings.Cut(digits, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if dotted {
		whole += "." + fraction
	}
	return sign + whole
}
