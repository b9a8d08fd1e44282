package claim

import (
	"fmt"
	"strconv"
	"strings"
)

// Quantity is a figure as a source gives it: a number with its comparator, or words alone, of one unit. An amount of
// money is a quantity whose unit is an ISO 4217 code.
type Quantity struct {
	Comparator                 Comparator
	Value                      *Decimal   // nil where the source gives words alone
	Max                        *Decimal   // the upper end, where the source gives a range from Value
	ExclusiveMin, ExclusiveMax bool       // whether an end of the range is itself left out
	Unit                       string     // a member of Units or a currency
	Wording                    string     // the source's own words, where they say more
	Also                       []Quantity // the same figure in other units
}

// IsMoney reports whether the unit is a currency.
func (q Quantity) IsMoney() bool { return len(q.Unit) == 3 && q.Unit == strings.ToUpper(q.Unit) }

// Check reports what is wrong with the quantity, nil where nothing is; the error wraps ErrInvalid.
func (q Quantity) Check() error {
	if _, err := ParseUnit(q.Unit); err != nil {
		return err
	}
	switch {
	case q.Value == nil && q.Wording == "":
		return fmt.Errorf("figure without a value: give value, or wording where the source has words alone: %w", ErrInvalid)
	case q.Value == nil && q.Max != nil:
		return fmt.Errorf("figure with max but without value: a range needs both ends; for an upper end alone use comparator UP_TO: %w", ErrInvalid)
	case q.Max == nil && (q.ExclusiveMin || q.ExclusiveMax):
		return fmt.Errorf("figure with an exclusive end but without max: an end of a range alone can be left out; for one end use comparator MORE_THAN or LESS_THAN: %w", ErrInvalid)
	case q.Max != nil && q.Max.Compare(*q.Value) == 0 && (q.ExclusiveMin || q.ExclusiveMax):
		return fmt.Errorf("range %s to %s without its end holds nothing: %w", q.Value, q.Max, ErrInvalid)
	case q.Max != nil && q.Max.Compare(*q.Value) < 0:
		return fmt.Errorf("range %s to %s runs backwards: %w", q.Value, q.Max, ErrInvalid)
	case strings.ContainsFunc(q.Wording, func(r rune) bool { return r < ' ' }):
		return fmt.Errorf("wording %.60q holds a control character: %w", q.Wording, ErrInvalid)
	}
	for _, also := range q.Also {
		if len(also.Also) > 0 {
			return fmt.Errorf("also within also: list every other unit beside the first: %w", ErrInvalid)
		}
		if err := also.Check(); err != nil {
			return fmt.Errorf("also: %w", err)
		}
	}
	return nil
}

// MarshalText writes the quantity as the lexical form of a literal: the comparator's sign (none for exactly), the value or
// "?", ".." and the upper end of a range ("<" on the side of the dots where an end is left out: `25<..50`), a space, the unit, the wording as a JSON string, and the same figure in other
// units behind bars: `>1000000000 USD "more than $1 billion" | 620000000 GBP`.
func (q Quantity) MarshalText() ([]byte, error) { return q.append(nil), nil }

// String is the text that MarshalText writes.
func (q Quantity) String() string { return string(q.append(nil)) }

func (q Quantity) append(dst []byte) []byte {
	dst = append(dst, q.Comparator.sign()...)
	if q.Value == nil {
		dst = append(dst, '?')
	} else {
		dst = append(dst, q.Value.String()...)
	}
	if q.Max != nil {
		if q.ExclusiveMin {
			dst = append(dst, '<')
		}
		dst = append(dst, ".."...)
		if q.ExclusiveMax {
			dst = append(dst, '<')
		}
		dst = append(dst, q.Max.String()...)
	}
	dst = append(append(dst, ' '), q.Unit...)
	if q.Wording != "" {
		dst = strconv.AppendQuote(append(dst, ' '), q.Wording)
	}
	for _, also := range q.Also {
		dst = also.append(append(dst, " | "...))
	}
	return dst
}

// UnmarshalText reads what MarshalText writes; the error wraps ErrInvalid.
func (q *Quantity) UnmarshalText(text []byte) (err error) {
	*q, err = ParseQuantity(string(text))
	return err
}

// ParseQuantity reads what MarshalText writes; the error wraps ErrInvalid.
func ParseQuantity(text string) (q Quantity, err error) {
	rest, err := q.parseOne(text)
	if err != nil {
		return q, err
	}
	for rest != "" {
		next, found := strings.CutPrefix(rest, " | ")
		if !found {
			return q, fmt.Errorf("quantity %.60q: unexpected %.20q: %w", text, rest, ErrInvalid)
		}
		var also Quantity
		if rest, err = also.parseOne(next); err != nil {
			return q, err
		}
		q.Also = append(q.Also, also)
	}
	return q, q.Check()
}

// parseOne reads one figure off the front of s and returns what follows it.
func (q *Quantity) parseOne(s string) (rest string, err error) {
	*q = Quantity{Comparator: Exactly}
	number, rest, found := strings.Cut(s, " ")
	if !found {
		return "", fmt.Errorf("quantity %.60q: no unit: %w", s, ErrInvalid)
	}
	for _, c := range comparatorSigns {
		if after, ok := strings.CutPrefix(number, c.sign); ok {
			q.Comparator, number = c.comparator, after
			break
		}
	}
	if err := q.parseNumber(number); err != nil {
		return "", err
	}
	end := strings.IndexByte(rest, ' ')
	if end < 0 {
		q.Unit = rest
		return "", nil
	}
	q.Unit, rest = rest[:end], rest[end:]
	if !strings.HasPrefix(rest, ` "`) {
		return rest, nil
	}
	quoted, err := strconv.QuotedPrefix(rest[1:])
	if err != nil {
		return "", fmt.Errorf("quantity %.60q: wording is not a quoted string: %w", s, ErrInvalid)
	}
	if q.Wording, err = strconv.Unquote(quoted); err != nil {
		return "", fmt.Errorf("quantity %.60q: wording is not a quoted string: %w", s, ErrInvalid)
	}
	return rest[1+len(quoted):], nil
}

func (q *Quantity) parseNumber(s string) error {
	if s == "?" {
		return nil
	}
	low, high, ranged := strings.Cut(s, "..")
	if ranged {
		low, q.ExclusiveMin = strings.CutSuffix(low, "<")
		high, q.ExclusiveMax = strings.CutPrefix(high, "<")
	}
	value, err := ParseDecimal(low)
	if err != nil {
		return err
	}
	q.Value = &value
	if !ranged {
		return nil
	}
	limit, err := ParseDecimal(high)
	if err != nil {
		return err
	}
	q.Max = &limit
	return nil
}

// Bounds is the least and the greatest that the quantity can be; nil is unbounded. ABOUT is its value at both ends.
func (q Quantity) Bounds() (low, high *Decimal) {
	switch {
	case q.Value == nil:
		return nil, nil
	case q.Max != nil:
		return q.Value, q.Max
	}
	switch q.Comparator {
	case MoreThan, AtLeast:
		return q.Value, nil
	case UpTo, LessThan:
		return nil, q.Value
	default:
		return q.Value, q.Value
	}
}
