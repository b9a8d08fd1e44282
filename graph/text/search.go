package text

import (
	"cmp"
	"container/heap"
	"context"
	"errors"
	"math"
	"slices"
	"unicode/utf8"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/vellum"
	"github.com/blevesearch/vellum/levenshtein"
)

// The constants of BM25.
const (
	k1 = 1.2
	b  = 0.5
)

const (
	// maxWords is how many words of a query count: the rarest.
	maxWords = 32
	// maxScored is how many claims a search scores; beyond it the ranking is of those that were met.
	maxScored = 400_000
	// nearPenalty is what a word counts that is not spelt as it was asked.
	nearPenalty = 0.7
	// maxNear is how many words are taken for one that nobody has.
	maxNear = 64
)

// Query asks for claims by words.
type Query struct {
	Words []string // as Words returns them
	First int
	After *Hit // go on behind it
	// Keep says whether a claim may be among the hits; nil keeps all.
	Keep func(claim uint32) bool
}

// Hit is a claim that was found.
type Hit struct {
	Claim uint32
	Score float64
}

// Result is a page of hits, best first, ties by number.
type Result struct {
	Hits  []Hit
	Total int // claims with any of the words; an upper bound where Keep leaves some out
	More  bool
	// Words is those by which the hits were found: near ones in place of a word that no claim has.
	Words []string
}

// before orders hits: the higher score, then the lower number.
func before(x, y Hit) int {
	return cmp.Or(cmp.Compare(y.Score, x.Score), cmp.Compare(x.Claim, y.Claim))
}

// term is a word of a query: the claims that have it, in each segment.
type term struct {
	in     []*roaring.Bitmap
	weight float64
	most   float64 // the most that it can add to a score
}

// Search is a page of the claims that have some of the words, those with the rarest first.
func (x *Index) Search(ctx context.Context, q Query) (Result, error) {
	x.reading.RLock()
	defer x.reading.RUnlock()
	if x.closed {
		return Result{}, ErrClosed
	}
	s := &search{Query: q, segments: x.segments}
	for _, seg := range x.segments {
		s.count += float64(seg.claims.GetCardinality() - seg.dead.GetCardinality())
		s.average += float64(seg.liveSum)
	}
	if s.count == 0 || len(q.Words) == 0 {
		return Result{}, nil
	}
	s.average = max(s.average/s.count, 1)
	if err := s.terms(); err != nil {
		return Result{}, err
	}
	if err := s.score(ctx); err != nil {
		return Result{}, err
	}
	slices.SortFunc(s.best, before)
	r := Result{Hits: s.best, More: len(s.best) > q.First, Total: s.total(), Words: s.used}
	r.Hits = r.Hits[:min(len(r.Hits), q.First)]
	return r, nil
}

// search is one under way.
type search struct {
	Query
	segments []*segment
	asked    []term
	used     []string
	count    float64 // claims
	average  float64 // length
	best     top
	scored   int
}

// terms looks the words up, rarest first.
func (s *search) terms() error {
	words := slices.Clone(s.Words)
	slices.Sort(words)
	for _, w := range slices.Compact(words) {
		t, found, err := s.lookUp(w)
		if err != nil {
			return err
		}
		if !found {
			if t, found, err = s.near(w); err != nil {
				return err
			}
		}
		if found {
			s.asked = append(s.asked, t)
		}
	}
	slices.SortStableFunc(s.asked, func(x, y term) int { return cmp.Compare(y.weight, x.weight) })
	s.asked = s.asked[:min(len(s.asked), maxWords)]
	return nil
}

// weigh gives a term its weight by how many claims have it.
func (s *search) weigh(t *term, factor float64) bool {
	n := 0.0
	for _, docs := range t.in {
		n += float64(docs.GetCardinality())
	}
	t.weight = factor * math.Log(1+(s.count-n+0.5)/(n+0.5))
	t.most = t.weight * (k1 + 1) / (1 + k1*(1-b+b/s.average))
	return n > 0
}

func (s *search) lookUp(w string) (t term, found bool, err error) {
	t.in = make([]*roaring.Bitmap, len(s.segments))
	for i, seg := range s.segments {
		t.in[i] = roaring.New()
		value, ok, err := seg.words.Get([]byte(w))
		if err != nil {
			return t, false, err
		}
		if !ok {
			continue
		}
		docs, err := seg.docs(value)
		if err != nil {
			return t, false, err
		}
		t.in[i] = seg.live(docs)
	}
	if s.weigh(&t, 1) {
		s.used = append(s.used, w)
		return t, true, nil
	}
	return t, false, nil
}

// near is the words of one or two errors in place of one that no claim has.
func (s *search) near(w string) (t term, found bool, err error) {
	letters := utf8.RuneCountInString(w)
	if letters < 4 || w[0] >= '0' && w[0] <= '9' {
		return t, false, nil
	}
	errs := uint8(1)
	if letters >= 8 {
		errs = 2
	}
	builder, err := levenshtein.NewLevenshteinAutomatonBuilder(errs, true)
	if err != nil {
		return t, false, err
	}
	dfa, err := builder.BuildDfa(w, errs)
	if err != nil {
		return t, false, err
	}
	t.in = make([]*roaring.Bitmap, len(s.segments))
	for i, seg := range s.segments {
		t.in[i] = roaring.New()
		it, err := seg.words.Search(dfa, nil, nil)
		for n := 0; err == nil && n < maxNear; n++ {
			word, value := it.Current()
			docs, failed := seg.docs(value)
			if failed != nil {
				return t, false, failed
			}
			t.in[i].Or(seg.live(docs))
			if text := string(word); !slices.Contains(s.used, text) {
				s.used = append(s.used, text)
			}
			err = it.Next()
		}
		if err != nil && !errors.Is(err, vellum.ErrIteratorDone) {
			return t, false, err
		}
	}
	return t, s.weigh(&t, nearPenalty), nil
}

// lookEvery is how many claims are scored between two looks at the clock.
const lookEvery = 4096

// score meets the claims that have all words, and then those of each word, rarest first, until no other can be among the
// best.
func (s *search) score(ctx context.Context) error {
	rest := 0.0
	for _, t := range s.asked {
		rest += t.most
	}
	for i, seg := range s.segments {
		if len(s.asked) < 2 {
			break
		}
		all := s.asked[0].in[i]
		for _, t := range s.asked[1:] {
			all = roaring.And(all, t.in[i])
		}
		if err := s.scoreAll(ctx, seg, i, all, -1); err != nil {
			return err
		}
	}
	for n := range s.asked {
		if len(s.best) > s.First && s.best[0].Score > rest {
			return nil
		}
		for i, seg := range s.segments {
			if err := s.scoreAll(ctx, seg, i, s.asked[n].in[i], n); err != nil {
				return err
			}
		}
		rest -= s.asked[n].most
	}
	return nil
}

// scoreAll scores the claims of one segment that have a word, but those met already: through a rarer word, or, where from
// is not -1, because they have all.
func (s *search) scoreAll(ctx context.Context, seg *segment, i int, docs *roaring.Bitmap, from int) error {
	for it := docs.Iterator(); it.HasNext(); {
		doc := it.Next()
		if s.scored++; s.scored%lookEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if s.scored > maxScored {
			return nil
		}
		have, met, sum := 0, false, 0.0
		for n, t := range s.asked {
			if !t.in[i].Contains(doc) {
				continue
			}
			if from >= 0 && n < from {
				met = true
				break
			}
			have++
			sum += t.weight
		}
		if met || from >= 0 && have == len(s.asked) && len(s.asked) > 1 {
			continue
		}
		length := float64(seg.length(doc))
		hit := Hit{doc, sum * (k1 + 1) / (1 + k1*(1-b+b*length/s.average))}
		s.offer(hit)
	}
	return nil
}

func (s *search) offer(h Hit) {
	switch {
	case s.After != nil && before(h, *s.After) <= 0, s.Keep != nil && !s.Keep(h.Claim):
		return
	case len(s.best) <= s.First:
		heap.Push(&s.best, h)
	case before(h, s.best[0]) < 0:
		s.best[0] = h
		heap.Fix(&s.best, 0)
	}
}

// total is how many claims have any of the words.
func (s *search) total() int {
	n := uint64(0)
	for i := range s.segments {
		union := roaring.New()
		for _, t := range s.asked {
			union.Or(t.in[i])
		}
		n += union.GetCardinality()
	}
	return int(n)
}

// top is the best hits, the worst of them first.
type top []Hit

func (t top) Len() int           { return len(t) }
func (t top) Less(i, j int) bool { return before(t[i], t[j]) > 0 }
func (t top) Swap(i, j int)      { t[i], t[j] = t[j], t[i] }
func (t *top) Push(x any)        { *t = append(*t, x.(Hit)) }
func (t *top) Pop() any          { panic("text: the best are sorted, not popped") }
