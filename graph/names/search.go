package names

import (
	"context"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/vellum/levenshtein"
)

// search is a query on its way through the segments of an index.
type search struct {
	index    *Index
	segments []*segment
	query    Query
	asked    []word
	asOne    []string // the keys of all words, those beyond maxQueryWords too
	folded   string
	known    []bool                            // of each word, whether a name has it
	automata map[misspeltText]*levenshtein.DFA // once they are needed
}

// matches is what a segment has: docs of each tier, none in two.
type matches struct {
	tiers [tierCount]*roaring.Bitmap // nil for none
	found *roaring.Bitmap            // in any of them
	first *roaring.Bitmap            // docs that begin with a word of the query
}

// add puts docs that are in no tier yet, and alive, into one.
func (m *matches) add(t tier, docs, dead *roaring.Bitmap) {
	docs = roaring.AndNot(docs, m.found)
	if dead != nil {
		docs.AndNot(dead)
	}
	if docs.IsEmpty() {
		return
	}
	m.found.Or(docs)
	if m.tiers[t] == nil {
		m.tiers[t] = docs
	} else {
		m.tiers[t].Or(docs)
	}
}

// run looks for what matches as it is spelt. The less there is, the more is forgiven: one error where it is less than
// enough; several, where it is nothing; and words that are nowhere, where that is nothing too.
func (s *search) run(ctx context.Context) (Result, error) {
	s.known = make([]bool, len(s.asked))
	each := make([]*finder, len(s.segments))
	for i, segment := range s.segments {
		each[i] = newFinder(s, segment)
	}
	result, err := s.step(ctx, each, (*finder).exact)
	if err != nil || result.Total >= enoughHits || len(s.asked) == 0 {
		return result, err
	}
	if result.Total > 0 {
		return s.step(ctx, each, func(f *finder) error { return f.misspelt(1) })
	}
	result, err = s.step(ctx, each, func(f *finder) error { return f.misspelt(maxCost) })
	if err != nil || result.Total > 0 {
		return result, err
	}
	return s.step(ctx, each, (*finder).partial)
}

// step looks in each segment, and gathers what it and the steps before it have found.
func (s *search) step(ctx context.Context, each []*finder, find func(*finder) error) (Result, error) {
	for _, f := range each {
		if err := ctx.Err(); err != nil {
			return Result{}, err
		}
		if err := find(f); err != nil {
			return Result{}, err
		}
	}
	return s.gather(each), nil
}

// gather is the page of the hits of all segments.
func (s *search) gather(each []*finder) Result {
	var result Result
	var all []Hit
	for _, f := range each {
		p := newPage(f, s.query)
		p.scan()
		result.Total += p.total
		all = append(all, p.hits()...)
		p.close()
	}
	slices.SortFunc(all, func(a, b Hit) int { return a.Position.Compare(b.Position) })
	result.More = len(all) > s.query.First
	result.Hits = all[:min(len(all), s.query.First)]
	return result
}
