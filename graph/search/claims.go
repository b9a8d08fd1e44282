package search

import (
	"context"
	"fmt"
	"math"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/nodeset"
	"whence/graph/paging"
	"whence/graph/quadstore"
	"whence/graph/store"
	wordindex "whence/graph/text"
)

// ClaimQuery asks for claims by words.
type ClaimQuery struct {
	Text   string
	About  claim.ID // only claims that this entity has a part in; "" is any
	Filter graph.ClaimFilter
	Window paging.Window
}

// ClaimHit is a claim that was found by its words.
type ClaimHit struct {
	Claim    claim.Claim
	Score    float64 // BM25; comparable within one answer
	Sentence string
	Spans    []wordindex.Span // the parts of the sentence that matched
}

// maxSifted is how many claims, best first, a filtered search looks at.
const maxSifted = 2000

// Claims is a page of the claims with some of the words, best first: every word counts, rare ones most. Where a filter
// is given it looks at the first 2,000. The error wraps ErrInvalid where the text has no word but those of grammar.
func Claims(ctx context.Context, v *graph.View, q ClaimQuery) (paging.Page[ClaimHit], error) {
	if err := q.Window.Check(); err != nil {
		return paging.Page[ClaimHit]{}, err
	}
	words := wordindex.Words(q.Text)
	if len(words) == 0 {
		return paging.Page[ClaimHit]{}, fmt.Errorf("search for claims %.60q: there is no word to look for: %w", q.Text, claim.ErrInvalid)
	}
	after, err := parseClaimPosition(q.Window.After)
	if err != nil {
		return paging.Page[ClaimHit]{}, err
	}
	ctx = v.Timed(ctx, errLongName)
	keep, err := keepClaims(ctx, v, q)
	if err != nil {
		return paging.Page[ClaimHit]{}, err
	}
	first := q.Window.First
	if !q.Filter.IsZero() {
		first = maxSifted
	}
	found, err := v.SearchWords(ctx, wordindex.Query{Words: words, First: first, After: after, Keep: keep})
	if err != nil {
		return paging.Page[ClaimHit]{}, err
	}
	nodes := make([]quadstore.ID, len(found.Hits))
	for i, h := range found.Hits {
		nodes[i] = store.ClaimID(h.Claim)
	}
	return claimHits(ctx, v, q, nodes, found, after != nil)
}

// keepClaims says which numbers may be hits: standing claims that the view knows, of the entity where one is given.
func keepClaims(ctx context.Context, v *graph.View, q ClaimQuery) (func(uint32) bool, error) {
	count := uint32(v.Snapshot().Stats().Claims)
	var about nodeset.Set
	if q.About != "" {
		var err error
		if about, err = v.EverAbout(ctx, q.About); err != nil {
			return nil, err
		}
	}
	retiredToo := q.Filter.IncludesRetracted()
	return func(n uint32) bool {
		id := store.ClaimID(n)
		return n < count && (retiredToo || !v.Retractions().Has(id)) && (q.About == "" || about.Has(id))
	}, nil
}

// claimHits sifts, decodes and pages what was found.
func claimHits(ctx context.Context, v *graph.View, q ClaimQuery, nodes []quadstore.ID, found wordindex.Result, later bool) (paging.Page[ClaimHit], error) {
	hits, page := found.Hits, paging.Page[ClaimHit]{Total: found.Total, HasNext: found.More, HasPrevious: later}
	if !q.Filter.IsZero() {
		edges, err := v.EdgesOf(ctx, nodeset.New(append([]quadstore.ID(nil), nodes...)))
		if err != nil {
			return page, err
		}
		kept, err := v.NewClaimFilterEval(graph.RelationshipFilter{ClaimFilter: q.Filter}).ApplyEdges(ctx, edges)
		if err != nil {
			return page, err
		}
		passed := make(map[quadstore.ID]bool, len(kept))
		for _, k := range kept {
			passed[k.Claim] = true
		}
		hits, nodes = nil, nodes[:0]
		for _, h := range found.Hits {
			if id := store.ClaimID(h.Claim); passed[id] {
				hits, nodes = append(hits, h), append(nodes, id)
			}
		}
		page.Total = len(hits)
		page.HasNext = page.HasNext || len(hits) > q.Window.First
		hits, nodes = hits[:min(len(hits), q.Window.First)], nodes[:min(len(nodes), q.Window.First)]
	}
	byNode, err := v.ClaimsAt(ctx, nodes)
	if err != nil {
		return page, err
	}
	var claims []claim.Claim
	for i, n := range nodes {
		c := byNode[n]
		if c == nil {
			continue
		}
		claims = append(claims, c)
		page.Append(ClaimHit{Claim: c, Score: hits[i].Score}, claimPosition(hits[i]))
	}
	sentences, err := v.Sentences(ctx, claims)
	if err != nil {
		return page, err
	}
	for i := range page.Items {
		page.Items[i].Sentence, page.Items[i].Spans = sentences[i], wordindex.Spans(sentences[i], found.Words)
	}
	return page, nil
}

// claimPosition writes a place among hits as a Window has it: score and number.
func claimPosition(h wordindex.Hit) string {
	return fmt.Sprintf("%d %d", math.Float64bits(h.Score), h.Claim)
}

// parseClaimPosition reads what claimPosition wrote; nil is the start.
func parseClaimPosition(s string) (*wordindex.Hit, error) {
	if s == "" {
		return nil, nil //nolint:nilnil // the start has no position
	}
	var h wordindex.Hit
	var bits uint64
	if n, err := fmt.Sscanf(s, "%d %d", &bits, &h.Claim); n != 2 || err != nil {
		return nil, graph.ErrCursor
	}
	h.Score = math.Float64frombits(bits)
	return &h, nil
}
