package sums

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"whence/graph/claim"
)

// total adds figures of several units, each with its low and high.
type total struct{ units []unitTotal }

type unitTotal struct {
	unit      int32 // its number in the book
	low, high amountSum
	unbounded bool // some figure has no high
}

// figureBounds is a figure with its decimals.
type figureBounds struct {
	unit      string
	low, high claim.Decimal
	fastLow   int64 // in ten-thousandths, where exact
	fastHigh  int64
	exact     bool // the fast numbers are the figure
	unbounded bool // no high
	stated    bool // false for words alone
}

// amountSum adds exactly: in ten-thousandths while they fit, in decimals what does not.
type amountSum struct {
	fast int64
	slow claim.Decimal
}

const fastScale = claim.PlainPlaces

func (s *amountSum) add(fast int64) {
	if sum := s.fast + fast; (sum > s.fast) == (fast > 0) {
		s.fast = sum
		return
	}
	s.slow = s.slow.Add(claim.NewDecimal(fast, fastScale))
}

// addDecimal adds a number that may have its ten-thousandths at hand.
func (s *amountSum) addDecimal(d claim.Decimal, fast int64, exact bool) {
	if exact {
		s.add(fast)
		return
	}
	s.slow = s.slow.Add(d)
}

// float is the nearest double, for ordering alone.
func (s *amountSum) float() float64 {
	if s.slow.IsZero() {
		return float64(s.fast) / 1e4
	}
	return s.decimal().Float64()
}

func (s *amountSum) decimal() claim.Decimal {
	return claim.NewDecimal(s.fast, fastScale).Add(s.slow).Reduce()
}

// newFigureBounds reads a figure's bounds; one without a low end starts at nothing.
func newFigureBounds(q claim.Quantity) figureBounds {
	low, high := q.Bounds()
	b := figureBounds{unit: q.Unit, stated: q.Value != nil, unbounded: high == nil}
	if low != nil {
		b.low = *low
	}
	if high != nil {
		b.high = *high
	}
	return b.quickened()
}

// quickened fills in the fast numbers.
func (b figureBounds) quickened() figureBounds {
	var exactLow, exactHigh bool
	b.fastLow, exactLow = fixed(b.low)
	b.fastHigh, exactHigh = fixed(b.high)
	b.exact = exactLow && exactHigh
	return b
}

// widened is the bounds of one figure that several claims give differently.
func (b figureBounds) widened(other figureBounds) figureBounds {
	if !b.stated || b.unit != other.unit {
		return other
	}
	if other.low.Compare(b.low) < 0 {
		b.low = other.low
	}
	if other.high.Compare(b.high) > 0 {
		b.high = other.high
	}
	b.unbounded = b.unbounded || other.unbounded
	return b.quickened()
}

// of is the total of one unit; few lists have a second.
func (t *total) of(unit int32) *unitTotal {
	for i := range t.units {
		if t.units[i].unit == unit {
			return &t.units[i]
		}
	}
	t.units = append(t.units, unitTotal{unit: unit})
	return &t.units[len(t.units)-1]
}

// add adds a figure that its numbers are the whole of.
func (t *total) add(f amount) {
	u := t.of(f.unit)
	u.low.add(f.low)
	u.high.add(f.high)
}

// addSum adds what others have come to.
func (t *total) addSum(unit int32, sum *amountSum) {
	u := t.of(unit)
	for _, end := range []*amountSum{&u.low, &u.high} {
		end.add(sum.fast)
		end.slow = end.slow.Add(sum.slow)
	}
}

// addBounds adds any other.
func (t *total) addBounds(unit int32, b figureBounds) {
	u := t.of(unit)
	u.low.addDecimal(b.low, b.fastLow, b.exact)
	if b.unbounded {
		u.unbounded = true
		return
	}
	u.high.addDecimal(b.high, b.fastHigh, b.exact)
}

// sums is the totals, in the order of units.
func (t *total) sums(book *amountBook) []Sum {
	out := make([]Sum, len(t.units))
	for i, u := range t.units {
		out[i] = Sum{Unit: book.unit(u.unit), Low: u.low.decimal()}
		if !u.unbounded {
			high := u.high.decimal()
			out[i].High = &high
		}
	}
	slices.SortFunc(out, func(a, b Sum) int { return strings.Compare(a.Unit, b.Unit) })
	return out
}

// rowSums is an AggregateRow before its sums are written out: only those of the rows that are shown are.
type rowSums struct {
	count, unstated int
	money, counts   total
}

func (r *rowSums) row(book *amountBook) Row {
	return Row{Count: r.count, Unstated: r.unstated, Totals: r.money.sums(book), Quantities: r.counts.sums(book)}
}

// rank is what rows are ordered by: what they add up to at the least, then how many claims they have. Rows of one unit
// stand together, money first.
type rank struct {
	unit  string
	low   float64
	count int
}

func (r *rowSums) rank(book *amountBook, o Order) rank {
	other := func(u unitTotal) bool { return o.By == ByAmount && o.Currency != "" && book.unit(u.unit) != o.Currency }
	for _, t := range []*total{&r.money, &r.counts} {
		units := t.units
		if o.By == ByAmount {
			units = slices.DeleteFunc(slices.Clone(units), other)
		}
		if len(units) > 0 {
			first := slices.MinFunc(units, func(a, b unitTotal) int { return strings.Compare(book.unit(a.unit), book.unit(b.unit)) })
			return rank{book.unit(first.unit), first.low.float(), r.count}
		}
		if o.By == ByAmount {
			break
		}
	}
	return rank{count: r.count}
}

// orders is an error where sums of several currencies are to be ordered by amount and none is named.
func (o Order) orders(whole *rowSums) error {
	if n := len(whole.money.units); o.By == ByAmount && o.Currency == "" && n > 1 {
		return fmt.Errorf("orderBy AMOUNT without a currency, and the sums are of %d: name one in currency: %w", n, claim.ErrInvalid)
	}
	return nil
}

// compare orders ranks, 0 for those that only their keys tell apart.
func (o Order) compare(a, b rank) int {
	way := 1
	if o.Ascending {
		way = -1
	}
	switch o.By {
	case ByAmount:
		if (a.unit == "") != (b.unit == "") {
			return strings.Compare(b.unit, a.unit)
		}
		return way * cmp.Compare(b.low, a.low)
	case ByCount:
		return way * cmp.Compare(b.count, a.count)
	case ByKey:
		return 0
	}
	return a.compare(b)
}

func (r rank) compare(other rank) int {
	if (r.unit == "") != (other.unit == "") {
		return strings.Compare(other.unit, r.unit)
	}
	return cmp.Or(strings.Compare(r.unit, other.unit), cmp.Compare(other.low, r.low), cmp.Compare(other.count, r.count))
}

// fixed is a figure in ten-thousandths; ok is false where it is not a whole number of them or too great.
func fixed(d claim.Decimal) (n int64, ok bool) {
	if n, ok = d.Int64(fastScale); !ok || !fits(n) {
		return 0, false
	}
	return n, true
}

// fits reports whether a scaled number fits the fast path with room for a million like it.
func fits(n int64) bool { return n < math.MaxInt64>>20 && n > math.MinInt64>>20 }
