package conflicts

import (
	"context"
	"slices"
	"time"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/nodeset"
	"whence/graph/quadstore"
)

// prefilter is room to find the clusters in which nothing can clash, before any of their claims is decoded: most of a
// register's. It remembers what it has read of times and metrics, for claims share most of them.
type prefilter struct {
	nodes                   []quadstore.ID
	amounts, times, metrics []quadstore.ID // of each, 0 where unstated

	spans  meanings[[2]int64]        // of times, in seconds
	words  meanings[string]          // of metrics
	alike  nodeset.Numbering[uint64] // a metric and a time, each by its number
	told   nodeset.Numbering[uint64] // a cluster and one of those
	figure []quadstore.ID            // the first of each that is told
}

// meanings numbers literals from one by what they mean: two literals can mean the same.
type meanings[M comparable] struct {
	literals nodeset.Numbering[quadstore.ID]
	numbers  []int32 // of the literals
	of       map[M]int32
}

// number is a literal's; 0 is that of none and of a literal that means nothing.
func (m *meanings[M]) number(literal quadstore.ID, read func(quadstore.ID) (meaning M, ok bool)) int32 {
	if literal == 0 {
		return 0
	}
	if m.of == nil {
		m.of = map[M]int32{}
		m.literals.Reset(0)
	}
	n := m.literals.Add(literal)
	if int(n) == len(m.numbers) {
		number := int32(0)
		if meaning, ok := read(literal); ok {
			if number = m.of[meaning]; number == 0 {
				number = int32(len(m.of)) + 1
				m.of[meaning] = number
			}
		}
		m.numbers = append(m.numbers, number)
	}
	return m.numbers[n]
}

// discardConsistent lets go of the clusters that wait in which no two claims of one period, and one metric, give different figures.
// Of what has no figure it judges nothing.
func (f *finder) discardConsistent(ctx context.Context) error {
	if err := f.readFigures(ctx); err != nil {
		return err
	}
	f.alike.Reset(f.claims)
	f.told.Reset(f.claims)
	f.figure = f.figure[:0]
	suspect, at := make([]bool, len(f.waiting)), 0
	for i, g := range f.waiting {
		for _, c := range g.claims {
			figure, metric := f.amounts[at], int32(0)
			if g.rule == measureRule {
				figure, metric = c.Object, f.words.number(f.metrics[at], f.readWord)
			}
			like := f.alike.Add(uint64(metric)<<32 | uint64(f.spans.number(f.times[at], f.readSpan)))
			at++
			if figure == 0 {
				continue
			}
			n := f.told.Add(uint64(i)<<32 | uint64(like))
			if int(n) == len(f.figure) {
				f.figure = append(f.figure, figure)
			}
			suspect[i] = suspect[i] || f.figure[n] != figure
		}
	}
	f.claims, at = 0, 0
	f.waiting = slices.DeleteFunc(f.waiting, func(g gathered) bool {
		at++
		if (g.rule == amountRule || g.rule == measureRule) && !suspect[at-1] {
			return true
		}
		f.claims += len(g.claims)
		return false
	})
	return nil
}

// readFigures reads of every claim that waits what suspicion rests on.
func (f *finder) readFigures(ctx context.Context) error {
	f.nodes = f.nodes[:0]
	for _, g := range f.waiting {
		for _, c := range g.claims {
			f.nodes = append(f.nodes, c.Claim)
		}
	}
	columns := [][]quadstore.ID{f.amounts, f.times, f.metrics}
	for i := range columns {
		columns[i] = slices.Grow(columns[i][:0], len(f.nodes))[:len(f.nodes)]
	}
	f.amounts, f.times, f.metrics = columns[0], columns[1], columns[2]
	return f.Snapshot().Columns(ctx, columns, f.nodes, f.Vocabulary().ID(encoding.PredAmount), f.Vocabulary().ID(encoding.PredHolds), f.Vocabulary().ID(encoding.PredMetric))
}

func (f *finder) readSpan(literal quadstore.ID) (span [2]int64, ok bool) {
	var earliest, latest time.Time
	earliest, latest, ok = claim.DateBounds(f.Text(literal))
	return [2]int64{earliest.Unix(), latest.Unix()}, ok
}

func (f *finder) readWord(literal quadstore.ID) (word string, ok bool) {
	word = claim.FoldCase(f.Text(literal))
	return word, word != ""
}
