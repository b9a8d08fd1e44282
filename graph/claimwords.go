package graph

import (
	"context"
	"maps"
	"slices"

	"whence/graph/claim"
	"whence/graph/quadstore"
	"whence/graph/sentence"
	"whence/graph/store"
	wordindex "whence/graph/text"
)

// maxRenamed is how many claims of one entity are read again when its names change. Those of a larger hub keep the words
// that they had.
const maxRenamed = 10_000

// SearchWords asks the index of claims by their words, which is begun by the first question and holds newer moments than the
// view's.
func (v *View) SearchWords(ctx context.Context, q wordindex.Query) (wordindex.Result, error) {
	return v.words.Search(ctx, q)
}

// IndexWords begins to keep the index of claims by words, in the background. The first search does so too, and waits for it
// a while.
func (g *Graph) IndexWords() { g.words.Start() }

// Indexed returns once claims can be found by the words of all that was committed before.
func (g *Graph) Indexed(ctx context.Context) error {
	g.words.Start()
	return g.words.Wait(ctx)
}

// wordsChanged tells the index of words that the store has changed, and which entities may have other names.
func (g *Graph) wordsChanged(renamed map[claim.ID]bool) {
	g.words.Changed(claim.Strings(slices.Collect(maps.Keys(renamed))))
}

// wordSource is a graph's claims as the index of words reads them.
type wordSource struct{ graph *Graph }

func (s wordSource) State() (version uint64, claims uint32) {
	v := s.graph.Now()
	return v.snap.Version(), uint32(v.snap.Stats().Claims)
}

func (s wordSource) Entries(ctx context.Context, from, to uint32) ([]wordindex.Entry, error) {
	nodes := make([]quadstore.ID, 0, to-from)
	for n := from; n < to; n++ {
		nodes = append(nodes, store.ClaimID(n))
	}
	return s.graph.Now().wordEntries(ctx, nodes)
}

func (s wordSource) EntriesAbout(ctx context.Context, entity string) ([]wordindex.Entry, error) {
	v := s.graph.Now()
	nodes, err := v.EverAbout(ctx, claim.ID(entity))
	if err != nil || len(nodes) > maxRenamed {
		return nil, nil //nolint:nilerr // a hub keeps its words; an entity that is gone has none
	}
	return v.wordEntries(ctx, nodes)
}

// wordEntries is what the index holds of claims: the words of their sentences, of every name of what they name, of their
// kinds and, where texts are held, of the passages that they cite.
func (v *View) wordEntries(ctx context.Context, nodes []quadstore.ID) ([]wordindex.Entry, error) {
	byNode, err := v.ClaimsAt(ctx, nodes)
	if err != nil {
		return nil, err
	}
	var claims []claim.Claim
	var kept []quadstore.ID
	for _, n := range nodes {
		if c := byNode[n]; c != nil {
			claims, kept = append(claims, c), append(kept, n)
		}
	}
	sentences, err := v.Sentences(ctx, claims)
	if err != nil {
		return nil, err
	}
	aliases, err := v.aliasesIn(ctx, claims)
	if err != nil {
		return nil, err
	}
	var cites []claim.Citation
	for _, c := range claims {
		cites = append(cites, c.Base().Citations...)
	}
	quotes, err := v.Quotes(ctx, cites)
	if err != nil {
		return nil, err
	}
	entries, at := make([]wordindex.Entry, len(claims)), 0
	for i, c := range claims {
		words := wordindex.Words(sentences[i])
		for _, id := range sentence.Mentioned(c) {
			words = append(words, aliases[id]...)
		}
		if r, ok := c.(*claim.Relationship); ok {
			info := r.Kind.Info()
			words = append(words, wordindex.Words(info.Label+" "+info.InverseLabel)...)
		}
		for range c.Base().Citations {
			words = append(words, wordindex.Words(quotes[at].Text)...)
			at++
		}
		entries[i] = wordindex.Entry{Claim: kept[i].Number(), Words: words}
	}
	return entries, nil
}

// aliasesIn is the words of the other names of what claims name.
func (v *View) aliasesIn(ctx context.Context, claims []claim.Claim) (map[claim.ID][]string, error) {
	out := map[claim.ID][]string{}
	var ids []claim.ID
	for _, c := range claims {
		for _, id := range sentence.Mentioned(c) {
			if _, known := out[id]; !known {
				out[id] = nil
				ids = append(ids, id)
			}
		}
	}
	found, err := v.Entities(ctx, ids)
	if err != nil {
		return nil, err
	}
	var of []*claim.Entity
	var kept []claim.ID
	for i, e := range found {
		if e != nil {
			of, kept = append(of, e), append(kept, ids[i])
		}
	}
	names, err := v.Aliases(ctx, of)
	if err != nil {
		return nil, err
	}
	for i, id := range kept {
		for _, name := range names[i] {
			out[id] = append(out[id], wordindex.Words(name)...)
		}
	}
	return out, nil
}
