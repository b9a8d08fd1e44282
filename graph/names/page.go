package names

import (
	"cmp"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// page chooses the first hits of a segment after a position.
type page struct {
	*finder
	query Query
	kinds []bool // that are wanted; nil for all
	limit int    // how many are kept: one more than asked for, to see whether there is more
	after int    // at the position's weight and rank, the first entity after it

	total   int
	counted *entitySet // entities that were counted
	seen    *entitySet // entities of which a name stands at or before the position
	best    []candidate
}

// candidate is an entity by the best of its names that was seen.
type candidate struct {
	rank   uint32
	weight float32
	entity uint32
	doc    uint32
}

func (c candidate) compare(d candidate) int {
	return cmp.Or(cmp.Compare(c.rank, d.rank), cmp.Compare(d.weight, c.weight), cmp.Compare(c.entity, d.entity),
		cmp.Compare(c.doc, d.doc))
}

func newPage(f *finder, q Query) *page {
	p := &page{finder: f, query: q, kinds: f.kindSet(q.Kinds), limit: q.First + 1}
	p.counted = f.index.newEntitySet(f.entityCount())
	if q.After != nil {
		p.seen = f.index.newEntitySet(f.entityCount())
		after, at := f.find(q.After.ID)
		if at {
			after++
		}
		p.after = after
	}
	return p
}

func (p *page) close() {
	for _, b := range []*entitySet{p.counted, p.seen} {
		if b != nil {
			p.index.entitySets.Put(b)
		}
	}
}

// scan looks at every name that was found: first for what was seen on the pages before, so that no other name of an entity shows it again.
func (p *page) scan() {
	if p.query.After != nil {
		p.each((*page).markSeen)
	}
	p.each((*page).choose)
}

// each calls visit for the docs of each tier, best first. A name that begins with something else is as if it had one word
// more.
func (p *page) each(visit func(p *page, docs []uint32, t tier, more int)) {
	for t, docs := range p.tiers {
		if docs == nil {
			continue
		}
		for more, docs := range []*roaring.Bitmap{roaring.And(docs, p.first), roaring.AndNot(docs, p.first)} {
			var buffer [512]uint32
			it := docs.ManyIterator()
			for n := it.NextMany(buffer[:]); n > 0; n = it.NextMany(buffer[:]) {
				visit(p, buffer[:n], tier(t), more)
			}
		}
	}
}

// markSeen notes the entities that stand at or before the position.
func (p *page) markSeen(docs []uint32, t tier, more int) {
	for _, n := range docs {
		d := p.doc(n)
		if p.wants(d) && !p.follows(candidate{p.rank(d, t, more), d.weight, d.entity, n}) {
			p.seen.add(d.entity)
		}
	}
}

// choose counts entities, and keeps the best of those that follow the position.
func (p *page) choose(docs []uint32, t tier, more int) {
	for _, n := range docs {
		d := p.doc(n)
		if !p.wants(d) {
			continue
		}
		if p.counted.add(d.entity) {
			p.total++
		}
		rank := p.rank(d, t, more)
		if len(p.best) == p.limit && rank > p.best[p.limit-1].rank { // as most are, where there are many
			continue
		}
		c := candidate{rank, d.weight, d.entity, n}
		if p.query.After == nil || (!p.seen.has(c.entity) && p.follows(c)) {
			p.keep(c)
		}
	}
}

func (p *page) wants(d doc) bool { return p.kinds == nil || p.kinds[d.kind] }

func (p *page) rank(d doc, t tier, more int) uint32 {
	if t <= tierJoined {
		return rank(t, d.alias, 0)
	}
	return rank(t, d.alias, max(0, int(d.words)-len(p.asked))+more)
}

// follows says whether a candidate stands after the position.
func (p *page) follows(c candidate) bool {
	at := p.query.After
	return cmp.Or(cmp.Compare(c.rank, at.Rank), cmp.Compare(at.Weight, c.weight), cmp.Compare(int(c.entity), p.after)) >= 0
}

// keep inserts a candidate among the best, in the place of a worse name of its entity.
func (p *page) keep(c candidate) {
	if len(p.best) == p.limit && c.compare(p.best[len(p.best)-1]) >= 0 {
		return
	}
	if i := slices.IndexFunc(p.best, func(b candidate) bool { return b.entity == c.entity }); i >= 0 {
		if c.compare(p.best[i]) >= 0 {
			return
		}
		p.best = slices.Delete(p.best, i, i+1)
	}
	i, _ := slices.BinarySearchFunc(p.best, c, candidate.compare)
	p.best = slices.Insert(p.best, i, c)
	p.best = p.best[:min(len(p.best), p.limit)]
}

func (p *page) hits() []Hit {
	out := make([]Hit, len(p.best))
	for i, c := range p.best {
		id := string(p.id(int(c.entity)))
		out[i] = Hit{ID: id, Matched: p.text(c.doc), Score: score(c.rank), Position: Position{c.rank, c.weight, id}}
	}
	return out
}

// entitySet is a set of entities of a segment.
type entitySet struct{ of []uint64 }

// newEntitySet is an empty set for n entities, to be put back into x.sets.
func (x *Index) newEntitySet(n int) *entitySet {
	b, _ := x.entitySets.Get().(*entitySet)
	if b == nil {
		b = &entitySet{}
	}
	n = (n + 63) / 64
	if cap(b.of) < n {
		b.of = make([]uint64, n)
	}
	b.of = b.of[:n]
	clear(b.of)
	return b
}

// add says whether the entity is new.
func (b *entitySet) add(entity uint32) bool {
	at, bit := &b.of[entity/64], uint64(1)<<(entity%64)
	had := *at&bit != 0
	*at |= bit
	return !had
}

func (b *entitySet) has(entity uint32) bool { return b.of[entity/64]>>(entity%64)&1 != 0 }
