package graph

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// total adds figures of several units, each with its low and high.
type total struct{ units []unitTotal }

type unitTotal struct {
	unit      string
	low, high amountSum
	unbounded bool // some figure has no high
	count     int
}

// figureBounds is a figure ready to be added: read once a literal, added once a claim.
type figureBounds struct {
	unit      string
	low, high Decimal
	fastLow   int64 // in ten-thousandths, where exact
	fastHigh  int64
	exact     bool // the fast numbers are the figure
	unbounded bool // no high
	stated    bool // false for words alone
}

// amountSum adds exactly: in ten-thousandths while they fit, in decimals what does not.
type amountSum struct {
	fast int64
	slow Decimal
}

const fastScale = 4

func (s *amountSum) add(d Decimal, fast int64, exact bool) {
	sum := s.fast + fast
	if exact && (sum > s.fast) == (fast > 0) {
		s.fast = sum
		return
	}
	s.slow = s.slow.Add(d)
}

func (s *amountSum) decimal() Decimal { return decimalOf(s.fast, -fastScale).Add(s.slow).trimmed() }

// newFigureBounds reads a figure's bounds; one without a low end starts at nothing.
func newFigureBounds(q Quantity) figureBounds {
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
	b.fastLow, exactLow = b.low.fixed(fastScale)
	b.fastHigh, exactHigh = b.high.fixed(fastScale)
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

func (t *total) add(b figureBounds) {
	i := slices.IndexFunc(t.units, func(u unitTotal) bool { return u.unit == b.unit })
	if i < 0 {
		i = len(t.units)
		t.units = append(t.units, unitTotal{unit: b.unit})
	}
	u := &t.units[i]
	u.count++
	u.low.add(b.low, b.fastLow, b.exact)
	if b.unbounded {
		u.unbounded = true
		return
	}
	u.high.add(b.high, b.fastHigh, b.exact)
}

// sums is the totals, in the order of units.
func (t *total) sums() []SumOf {
	out := make([]SumOf, len(t.units))
	for i, u := range t.units {
		out[i] = SumOf{Unit: u.unit, Low: u.low.decimal()}
		if !u.unbounded {
			high := u.high.decimal()
			out[i].High = &high
		}
	}
	slices.SortFunc(out, func(a, b SumOf) int { return strings.Compare(a.Unit, b.Unit) })
	return out
}

// rank is what rows are ordered by: what they add up to at the least, then how many claims they have. Rows of one unit
// stand together, money first.
type rank struct {
	unit  string
	low   float64
	count int
}

func newRank(r AggregateRow) rank {
	for _, sums := range [][]SumOf{r.Totals, r.Quantities} {
		if len(sums) > 0 {
			return rank{sums[0].Unit, sums[0].Low.float(), r.Count}
		}
	}
	return rank{count: r.Count}
}

func (r rank) compare(other rank) int {
	if (r.unit == "") != (other.unit == "") {
		return strings.Compare(other.unit, r.unit)
	}
	return cmp.Or(strings.Compare(r.unit, other.unit), cmp.Compare(other.low, r.low), cmp.Compare(other.count, r.count))
}

// fits reports whether a scaled number fits the fast path with room for a million like it.
func fits(n int64) bool { return n < math.MaxInt64>>20 && n > math.MinInt64>>20 }
