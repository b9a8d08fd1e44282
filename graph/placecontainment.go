package graph

import (
	"context"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/nodeset"
	"whence/graph/quadstore"
)

// locating is the kinds of relationship that put one thing in another: what is LOCATED_IN a place, and the programmes and
// funding sources that COVER some of it, which stand nowhere else.
var locating = []claim.RelationshipKind{"LOCATED_IN", "COVERS"}

// locates reports whether a claim of these kinds puts its subject in its object.
func (v *View) locates(subject, predicate quadstore.ID) bool {
	return predicate != v.terms.ID(quad.IRI(claim.RelationshipKind("COVERS").Info().Predicate)) || v.isProgramme(subject)
}

func (v *View) isProgramme(ref quadstore.ID) bool {
	kind := v.KindAt(ref)
	return kind == claim.Programme || kind == claim.FundingSource || kind == claim.Award
}

// within is a place and everything in it, all the way down.
func (v *View) within(ctx context.Context, place quadstore.ID) (nodeset.Set, error) {
	all := nodeset.Set{place}
	for frontier := all; len(frontier) > 0; {
		claims, err := v.claimsAt(ctx, frontier, locating, quad.Object, false)
		if err != nil {
			return nil, err
		}
		next := make([]quadstore.ID, 0, len(claims))
		for _, c := range claims {
			if !all.Has(c.Subject) && v.locates(c.Subject, c.Predicate) {
				next = append(next, c.Subject)
			}
		}
		frontier = nodeset.New(next)
		all = nodeset.New(slices.Concat(all, frontier))
	}
	return all, nil
}

// passWithin looks up from the nodes, through what holds them, and not down from the place: what is above some nodes is
// few, a country holds millions.
func (s *entityFilterEval) passWithin(ctx context.Context, on *scratch, nodes []quadstore.ID) ([]quadstore.ID, error) {
	if s.filter.Within == "" {
		return nodes, nil
	}
	if s.place == 0 {
		if s.place = s.NodeOf(s.filter.Within); s.place == 0 {
			return nil, fmt.Errorf("within %.80q: %w", s.filter.Within, ErrNotFound)
		}
	}
	if err := s.climb(ctx, on, nodes); err != nil {
		return nil, err
	}
	on.unmark(len(on.above.Keys))
	if place := on.above.Find(s.place); place >= 0 {
		on.marks[place] = true
	}
	for changed := true; changed; { // outermost first, so that once is enough but where things stand in two layers
		changed = false
		for _, step := range slices.Backward(on.climbed) {
			if on.marks[step.upper] && !on.marks[step.lower] {
				on.marks[step.lower], changed = true, true
			}
		}
	}
	return on.keepMarked(nodes, true), nil
}

// upStep is a step from a node to one that it lies in, by their numbers.
type upStep struct{ lower, upper int32 }

// climb numbers nodes and all that they lie in, but for what the filter's place lies in, and notes the steps between them.
func (s *entityFilterEval) climb(ctx context.Context, on *scratch, nodes []quadstore.ID) error {
	on.above.Reset(len(nodes))
	on.climbed = on.climbed[:0]
	for _, n := range nodes {
		on.above.Add(n)
	}
	preds := s.terms.Predicates(locating)
	for from := 0; from < len(on.above.Keys) && len(preds) > 0; {
		frontier := on.above.Keys[from:]
		if err := s.snap.Expand(ctx, &on.edges, frontier, quad.Subject, preds...); err != nil {
			return err
		}
		for i, lower := range frontier {
			for j, hi := on.edges.Of(i); j < hi && lower != s.place; j++ {
				if claim := on.edges.Label[j]; claim.IsClaim() && !s.retired.Has(claim) && s.locates(lower, on.edges.Pred[j]) {
					on.climbed = append(on.climbed, upStep{int32(from + i), on.above.Add(on.edges.Object[j])})
				}
			}
		}
		from += len(frontier)
	}
	return nil
}
