package sums

import (
	"context"
	"slices"
	"sync"

	"whence/graph/claim"
	"whence/graph/nodeset"
	"whence/graph/quadstore"
	"whence/graph/snapshot"
)

// amount is an amount or a count ready to be added: 24 bytes a claim, without pointers.
type amount struct {
	low, high int64 // in ten-thousandths
	unit      int32 // its number in the book, from one; 0 where nothing is stated
	rare      int32 // one more than the place in the book of a figure that the numbers here are not the whole of
}

// amountBook holds what figures only refer to: their units, and those that do not fit. It may be written by several
// goroutines at a time.
type amountBook struct {
	mu    sync.Mutex
	units []string
	rare  []figureBounds
}

// amountReader reads figures for one goroutine. It remembers the units of its book that it has met.
type amountReader struct {
	book  *amountBook
	units []knownUnit
}

type knownUnit struct {
	name   string
	number int32
}

// read is the figure that a literal gives. Most are a plain number of a unit that was met before: they are read in one pass
// over their digits.
func (r *amountReader) read(text []byte) amount {
	n, rest := claim.PlainNumber(text)
	if rest != nil {
		for _, u := range r.units {
			if u.name == string(rest) {
				return amount{low: n, high: n, unit: u.number}
			}
		}
	}
	q, err := claim.ParseQuantity(string(text))
	if err != nil || q.Value == nil {
		return amount{}
	}
	return r.enter(newFigureBounds(q))
}

// amountColumn reads the figures of some claims at a time.
type amountColumn struct {
	amountReader
	literals []quadstore.ID // of each claim, 0 where it states none
	distinct nodeset.Numbering[quadstore.ID]
	texts    quadstore.Texts
	figures  []amount // of the distinct
}

func (l *columns) newAmountColumn() *amountColumn {
	return &amountColumn{amountReader: amountReader{book: &l.book}, literals: make([]quadstore.ID, readStep)}
}

// fill writes down the figures that the literals of lines give, each literal read once.
func (c *amountColumn) fill(ctx context.Context, snap *snapshot.Resolved, into []amount, lines []row) error {
	c.distinct.Reset(len(lines))
	for _, literal := range c.literals[:len(lines)] {
		if literal != 0 {
			c.distinct.Add(literal)
		}
	}
	if err := snap.Texts(ctx, &c.texts, c.distinct.Keys); err != nil {
		return err
	}
	c.figures = c.figures[:0]
	from := uint32(0)
	for _, to := range c.texts.Ends {
		c.figures = append(c.figures, c.read(c.texts.Text[from:to]))
		from = to
	}
	for i, line := range lines {
		if literal := c.literals[i]; literal != 0 {
			into[line.at] = c.figures[c.distinct.Find(literal)]
		}
	}
	return nil
}

// enter puts a figure in the book.
func (r *amountReader) enter(b figureBounds) amount {
	r.book.mu.Lock()
	defer r.book.mu.Unlock()
	f := amount{low: b.fastLow, high: b.fastHigh, unit: r.book.number(b.unit)}
	if f.unit == 0 {
		r.book.units = append(r.book.units, b.unit)
		f.unit = int32(len(r.book.units))
	}
	if !slices.ContainsFunc(r.units, func(u knownUnit) bool { return u.number == f.unit }) {
		r.units = append(r.units, knownUnit{b.unit, f.unit})
	}
	if !b.exact || b.unbounded {
		r.book.rare = append(r.book.rare, b)
		f.rare = int32(len(r.book.rare))
	}
	return f
}

// number is the number of a unit, 0 where the book has none.
func (b *amountBook) number(unit string) int32 { return int32(slices.Index(b.units, unit)) + 1 }

// unit is the unit of a number.
func (b *amountBook) unit(number int32) string { return b.units[number-1] }

// bounds is a figure with its decimals.
func (b *amountBook) bounds(f amount) figureBounds {
	if f.rare > 0 {
		return b.rare[f.rare-1]
	}
	return figureBounds{
		unit: b.unit(f.unit), low: claim.NewDecimal(f.low, fastScale), high: claim.NewDecimal(f.high, fastScale),
		fastLow: f.low, fastHigh: f.high, exact: true, stated: true,
	}
}
