package paging

import (
	"slices"

	"whence/graph/claim"
)

// AmountKeys writes the keys that amounts are ordered by: the currencies by their codes, whichever way the order runs, for
// they can't be compared; then the values, a range's being its lower end; then what the value is the upper bound of, what it
// is, and what it is the lower bound of; then the upper ends of ranges. It remembers the currencies that it has met: of a
// plain number of one of them, only the digits are read.
type AmountKeys struct{ currencies []string }

// Append appends the key of an amount's literal; one without a value comes last.
func (k *AmountKeys) Append(dst, text []byte, descending bool) []byte {
	n, unit := claim.PlainNumber(text)
	if unit != nil && slices.ContainsFunc(k.currencies, func(c string) bool { return c == string(unit) }) {
		return k.exactly(dst, unit, float64(n)/1e4, descending)
	}
	q, err := claim.ParseQuantity(string(text))
	switch {
	case err != nil || q.Value == nil:
		return AppendMissing(dst)
	case q.Unit == string(unit):
		k.currencies = append(k.currencies, q.Unit)
		return k.exactly(dst, unit, float64(n)/1e4, descending)
	}
	dst = AppendText(dst, []byte(q.Unit), false)
	dst = AppendNumber(dst, q.Value.Float64(), descending)
	dst = AppendNumber(dst, sideOf(q.Comparator), descending)
	high := q.Value
	if q.Max != nil {
		high = q.Max
	}
	return AppendNumber(dst, high.Float64(), descending)
}

// exactly appends the key of a number without a comparator.
func (k *AmountKeys) exactly(dst, unit []byte, value float64, descending bool) []byte {
	dst = AppendNumber(AppendText(dst, unit, false), value, descending)
	return AppendNumber(AppendNumber(dst, sideOf(claim.Exactly), descending), value, descending)
}

// sideOf says on which side of a value what it stands for lies: below it, at it or above it.
func sideOf(c claim.Comparator) float64 {
	switch c {
	case claim.LessThan:
		return -2
	case claim.UpTo:
		return -1
	case claim.AtLeast:
		return 1
	case claim.MoreThan:
		return 2
	}
	return 0
}
