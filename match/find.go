package match

import (
	"cmp"
	"context"
	"slices"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/evidence"
)

// Candidate is a pair of entities that may be one thing.
type Candidate struct {
	Left, Right Body // Left is the one with the more names and identifiers, then the one of the lesser id
	Verdict     Verdict
	Scored
}

// Bodies is what a view knows of its organisations, in the order of ids.
func Bodies(ctx context.Context, v *graph.View) ([]Body, error) {
	at := map[claim.ID]int{}
	var out []Body
	var entities []*claim.Entity
	nodes, err := v.EntityNodes(ctx, maxEntities)
	if err != nil {
		return nil, err
	}
	for chunk := range slices.Chunk(nodes, step) {
		found, err := v.EntitiesAt(ctx, chunk)
		if err != nil {
			return nil, err
		}
		for _, e := range found {
			if e != nil && e.Kind == claim.Organisation {
				entities = append(entities, e)
			}
		}
	}
	slices.SortFunc(entities, func(a, b *claim.Entity) int { return cmp.Compare(a.ID, b.ID) })
	for chunk := range slices.Chunk(entities, step) {
		lists, err := v.Identifiers(ctx, chunk)
		if err != nil {
			return nil, err
		}
		given, err := evidence.Names(ctx, v, chunk, evidence.NamesQuery{First: maxNames, Kinds: []claim.NameKind{claim.Label, claim.Alias, claim.Acronym}})
		if err != nil {
			return nil, err
		}
		for i, e := range chunk {
			at[e.ID] = len(out)
			b := Body{ID: e.ID, Names: []string{e.Name}, Identifiers: lists[i]}
			for _, n := range given[i] {
				if !slices.Contains(b.Names, n.Value) {
					b.Names = append(b.Names, n.Value)
				}
			}
			out = append(out, b)
		}
	}
	for c, err := range v.EveryClaim(ctx) {
		if err != nil {
			return nil, err
		}
		learn(out, at, c)
	}
	return out, nil
}

const (
	maxEntities = 5_000_000 // of a graph whose organisations are matched

	step     = 1024 // entities that one question is asked about
	maxNames = 20   // of a body that are compared
)

// learn takes up what a claim says of where a body is.
func learn(out []Body, at map[claim.ID]int, c claim.Claim) {
	add := func(to *[]string, value string) {
		if value != "" && !slices.Contains(*to, value) {
			*to = append(*to, value)
		}
	}
	switch c := c.(type) {
	case *claim.Attribute:
		i, known := at[c.About]
		if known && c.Property == "postcode" {
			add(&out[i].Postcodes, c.Value)
		}
	case *claim.Relationship:
		if i, known := at[c.Subject]; known && c.Kind == "LOCATED_IN" {
			add(&out[i].Places, string(c.Object))
		}
	}
}

// Find is the pairs of a view's organisations that may be one, likeliest first, those that somebody has judged left out: from Doubtful on,
// and those that the rule of identifiers holds to be related.
func Find(ctx context.Context, v *graph.View) ([]Candidate, error) {
	bodies, err := Bodies(ctx, v)
	if err != nil {
		return nil, err
	}
	w := NewWeigher(bodies)
	judged := judgedPairs(v)
	var out []Candidate
	for i, p := range w.Pairs(bodies) {
		if i%step == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		a, b := bodies[p.A], bodies[p.B]
		if judged[ordered(a.ID, b.ID)] {
			continue
		}
		if verdict, s := w.Decide(a, b); verdict != Apart {
			if known(b) > known(a) {
				a, b = b, a
			}
			out = append(out, Candidate{a, b, verdict, s})
		}
	}
	slices.SortFunc(out, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Left.ID, b.Left.ID), cmp.Compare(a.Right.ID, b.Right.ID))
	})
	return out, nil
}

// known is how much is known of a body.
func known(b Body) int { return 4*len(b.Identifiers) + len(b.Names) + len(b.Postcodes) + len(b.Places) }

func ordered(a, b claim.ID) [2]claim.ID {
	if b < a {
		a, b = b, a
	}
	return [2]claim.ID{a, b}
}
