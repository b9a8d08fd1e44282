package graph

import (
	"slices"
	"sync"

	"whence/graph/claim"
	"whence/graph/quadstore"
)

// addend is an amount or a count ready to be added: 24 bytes a claim, without pointers.
type addend struct {
	low, high int64 // in ten-thousandths
	unit      int32 // its number in the book, from one; 0 where nothing is stated
	rare      int32 // one more than the place in the book of a figure that the numbers here are not the whole of
}

// addendBook holds what figures only refer to: their units, and those that do not fit. It may be written by several
// goroutines at a time.
type addendBook struct {
	mu    sync.Mutex
	units []string
	rare  []figureBounds
}

// addendReader reads figures for one goroutine. It remembers the units of its book that it has met.
type addendReader struct {
	book  *addendBook
	units []knownUnit
}

type knownUnit struct {
	name   string
	number int32
}

// read is the figure that a literal gives. Most are a plain number of a unit that was met before: they are read in one pass
// over their digits.
func (r *addendReader) read(text []byte) addend {
	n, rest := plainNumber(text)
	if rest != nil {
		for _, u := range r.units {
			if u.name == string(rest) {
				return addend{low: n, high: n, unit: u.number}
			}
		}
	}
	q, err := claim.ParseQuantity(string(text))
	if err != nil || q.Value == nil {
		return addend{}
	}
	return r.enter(newFigureBounds(q))
}

// value is the number that a literal gives, without its comparator, as near as a double comes.
func (r *addendReader) value(text []byte) (value float64, ok bool) {
	f := r.read(text)
	if f.rare == 0 && f.low == f.high {
		return float64(f.low) / 1e4, f.unit > 0
	}
	q, err := claim.ParseQuantity(string(text))
	if err != nil || q.Value == nil {
		return 0, false
	}
	return q.Value.Float64(), true
}

// addendColumn reads the figures of some claims at a time.
type addendColumn struct {
	addendReader
	literals []quadstore.ID // of each claim, 0 where it states none
	distinct places[quadstore.ID]
	texts    quadstore.Texts
	figures  []addend // of the distinct
}

func (l *ledger) newAddendColumn() *addendColumn {
	return &addendColumn{addendReader: addendReader{book: &l.book}, literals: make([]quadstore.ID, readStep)}
}

// fill writes down the figures that the literals of lines give, each literal read once.
func (c *addendColumn) fill(snap *quadstore.Snapshot, into []addend, lines []line) {
	c.distinct.reset(len(lines))
	for _, literal := range c.literals[:len(lines)] {
		if literal != 0 {
			c.distinct.add(literal)
		}
	}
	snap.Texts(&c.texts, c.distinct.keys)
	c.figures = c.figures[:0]
	from := uint32(0)
	for _, to := range c.texts.Ends {
		c.figures = append(c.figures, c.read(c.texts.Text[from:to]))
		from = to
	}
	for i, line := range lines {
		if literal := c.literals[i]; literal != 0 {
			into[line.at] = c.figures[c.distinct.find(literal)]
		}
	}
}

// plainNumber reads digits, at most four more behind a point, and a space. It returns the number in ten-thousandths and
// what follows, nil where the text begins otherwise or with more than twelve digits.
func plainNumber(text []byte) (n int64, rest []byte) {
	const most = 12
	whole, places := 0, -1 // digits before the point and behind it
	for i, c := range text {
		switch {
		case '0' <= c && c <= '9' && places < 0 && whole < most:
			n = 10*n + int64(c-'0')
			whole++
		case '0' <= c && c <= '9' && places >= 0 && places < fastScale:
			n = 10*n + int64(c-'0')
			places++
		case c == '.' && places < 0 && whole > 0:
			places = 0
		case c == ' ' && whole > 0 && places != 0:
			for range fastScale - max(0, places) {
				n *= 10
			}
			return n, text[i+1:]
		default:
			return 0, nil
		}
	}
	return 0, nil
}

// enter puts a figure in the book.
func (r *addendReader) enter(b figureBounds) addend {
	r.book.mu.Lock()
	defer r.book.mu.Unlock()
	f := addend{low: b.fastLow, high: b.fastHigh, unit: r.book.number(b.unit)}
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
func (b *addendBook) number(unit string) int32 { return int32(slices.Index(b.units, unit)) + 1 }

// unit is the unit of a number.
func (b *addendBook) unit(number int32) string { return b.units[number-1] }

// bounds is a figure with its decimals.
func (b *addendBook) bounds(f addend) figureBounds {
	if f.rare > 0 {
		return b.rare[f.rare-1]
	}
	return figureBounds{
		unit: b.unit(f.unit), low: claim.NewDecimal(f.low, fastScale), high: claim.NewDecimal(f.high, fastScale),
		fastLow: f.low, fastHigh: f.high, exact: true, stated: true,
	}
}
