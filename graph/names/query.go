package names

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"whence/graph/claim"
)

// Query is what to search for.
type Query struct {
	// Text is words of a name: in any order, some of them only, the last of them begun, with errors in them.
	Text  string
	Kinds []string  // empty for every kind
	First int       // hits at most; 0 for none, to count
	After *Position // begins after it; nil for the beginning
}

// Position is where a hit stands among the hits of its query: a page begins after it, also when the hit itself is gone.
type Position struct {
	Rank   uint32
	Weight float32
	ID     string
}

// Compare orders positions as hits are.
func (p Position) Compare(q Position) int {
	return cmp.Or(cmp.Compare(p.Rank, q.Rank), cmp.Compare(q.Weight, p.Weight), strings.Compare(p.ID, q.ID))
}

// Hit is an entity that was found.
type Hit struct {
	ID      string
	Matched string // the name or the alias that matched best, as written
	// Score is between 0 and 1, greater for a better match, and comparable within one answer.
	Score    float64
	Position Position
}

// Result is a page of hits, best first.
type Result struct {
	Hits  []Hit
	Total int  // entities that match, on all pages
	More  bool // whether hits follow
}

const (
	// MaxText is how many characters a query may have.
	MaxText = 1000
	// maxQueryWords is how many words of a query are searched for; the whole of it still finds a name of more.
	maxQueryWords = 12
	// enoughHits is the number of hits above which other spellings are not looked for.
	enoughHits = 20
)

// Search finds entities by their names. The order is: the whole name, as written, then but for spaces and hyphens; all
// words, in any order; the last word begun; words with errors, fewest first. Within each of these the whole name comes
// before a part of one, a name before an alias, then what has fewest other words, then the greater weight, then the lesser
// id; that a name begins with something else counts as a word. A page has at most q.First hits.
//
// What is asked for by its right name is not to be drowned in names that are like it. So one error is forgiven where fewer
// than 20 entities match without; two in a word and four in all, words begun and words run together, where none does;
// and where that finds nothing either, up to half of the words may be missing.
//
// A text without a letter or a digit finds the names that are just that. The error wraps claim.ErrInvalid where there is
// nothing but spaces, or more than MaxText characters.
func (x *Index) Search(ctx context.Context, q Query) (Result, error) {
	ws, err := q.words()
	if err != nil {
		return Result{}, err
	}
	g := x.acquire()
	if g == nil {
		return Result{}, ErrClosed
	}
	defer g.release()
	s := &search{index: x, segments: g.segments, query: q, asked: ws[:min(len(ws), maxQueryWords)], asOne: keys(q.Text, ws), folded: Fold(q.Text)}
	return s.run(ctx)
}

// words is the words of the text, or what is wrong with it.
func (q Query) words() ([]word, error) {
	if len(q.Text) > MaxText && letters(q.Text) > MaxText {
		return nil, fmt.Errorf("query of %d characters: %w: at most %d", letters(q.Text), claim.ErrInvalid, MaxText)
	}
	if q.First < 0 {
		return nil, fmt.Errorf("first %d: %w: negative", q.First, claim.ErrInvalid)
	}
	ws := words(q.Text)
	if len(ws) == 0 && Fold(q.Text) == "" {
		return nil, fmt.Errorf("query %.80q: %w: nothing to search for", q.Text, claim.ErrInvalid)
	}
	return ws, nil
}
