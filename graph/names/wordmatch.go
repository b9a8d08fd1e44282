package names

import "github.com/RoaringBitmap/roaring/v2"

// partialMatch is the docs that match the words of a query up to one, at a cost.
type partialMatch struct {
	every bool // no word has been asked for yet
	docs  *roaring.Bitmap
}

func (r partialMatch) with(o option) partialMatch {
	switch {
	case o.docs == nil:
		return r
	case r.every:
		return partialMatch{docs: o.docs}
	case r.docs == nil:
		return partialMatch{}
	}
	return partialMatch{docs: roaring.And(r.docs, o.docs)}
}

func (r partialMatch) or(s partialMatch) partialMatch {
	switch {
	case r.every || s.every:
		return partialMatch{every: true}
	case r.docs == nil:
		return s
	case s.docs == nil:
		return r
	}
	return partialMatch{docs: roaring.Or(r.docs, s.docs)}
}

// combineWords walks the words of a query in every way that options read them, and is the docs by cost, from 0 to most.
func combineWords(options [][]option, most int) []*roaring.Bitmap {
	at := make([][]partialMatch, len(options)+1)
	for i := range at {
		at[i] = make([]partialMatch, most+1)
	}
	at[0][0].every = true
	for i, here := range options {
		for cost, r := range at[i] {
			if !r.every && r.docs == nil {
				continue
			}
			for _, o := range here {
				if to := cost + o.cost; to <= most {
					at[i+o.span][to] = at[i+o.span][to].or(r.with(o))
				}
			}
		}
	}
	out := make([]*roaring.Bitmap, most+1)
	for cost, r := range at[len(options)] {
		out[cost] = r.docs
	}
	return out
}

// addBest adds what options find, at a cost of up to most, to a tier and those after it.
func (f *finder) addBest(t tier, options [][]option, most int) {
	for cost, docs := range combineWords(options, most) {
		if docs != nil {
			f.add(t+tier(cost), docs, f.dead)
		}
	}
}
