package extract

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"whence/graph"
	"whence/graph/claim"
)

// Selection says which claims a stream is of. The zero value is every relationship that is not retracted.
type Selection struct {
	// About keeps to what is claimed of some entities; nil is the whole graph. Their measures and attributes are among it
	// where nothing is asked for that only a relationship has: a kind, an other end, a role, an amount, money's way.
	About []claim.ID
	Kinds []claim.RelationshipKind // nil is any
	// To is what stands at the other end, seen from About; it means nothing without.
	To     *graph.EntityFilter
	Filter graph.RelationshipFilter
}

// streamStep is how many claims of a stream are decoded at a time: as many as the parts of decoding share out.
const streamStep = 512

// Claims is the claims of a selection, each once, decoded as they are asked for: of the whole list only the places of its
// claims are held, 16 bytes each. They come in the order of the store, which stands still while nothing is written. The
// error wraps ErrNotFound where an id is unknown, claim.ErrInvalid where a filter can't be read, and ErrLimit where more claims
// may match than one question holds.
func Claims(ctx context.Context, v *graph.View, s Selection) iter.Seq2[claim.Claim, error] {
	v = v.At(s.Filter.KnownAt)
	return func(yield func(claim.Claim, error) bool) {
		claims, err := selected(ctx, v, s)
		if err != nil {
			yield(nil, err)
			return
		}
		for chunk := range slices.Chunk(claims, streamStep) {
			decoded, err := v.Decode(ctx, chunk)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, c := range decoded {
				if c != nil && !yield(c, nil) {
					return
				}
			}
		}
	}
}

// selected is the claims of a selection, undecoded.
func selected(ctx context.Context, v *graph.View, s Selection) ([]graph.ClaimEdge, error) {
	if s.About != nil {
		return selectedAbout(ctx, v, s)
	}
	if s.To != nil {
		return nil, fmt.Errorf("to: there is no other end where no entity is named: %w", claim.ErrInvalid)
	}
	quota := v.NewQuota()
	claims, rest, err := v.Candidates(ctx, quota, s.Kinds, s.Filter)
	if err == nil {
		err = quota.Whole()
	}
	if err == nil && !rest.IsZero() {
		claims, err = v.NewClaimFilterEval(rest).ApplyEdges(ctx, claims)
	}
	return claims, err
}

func selectedAbout(ctx context.Context, v *graph.View, s Selection) ([]graph.ClaimEdge, error) {
	of, err := v.Entities(ctx, s.About)
	if err != nil {
		return nil, err
	}
	if at := slices.Index(of, nil); at >= 0 {
		return nil, graph.NotFound("about", s.About[at])
	}
	nodes := graph.NodesOf(of)
	if _, err := v.TimedOf(ctx, nodes); err != nil {
		return nil, err
	}
	var claims []graph.ClaimEdge
	for _, end := range []claim.Direction{claim.Out, claim.In} {
		filter := s.Filter
		if end == claim.Out {
			filter.Object = both(filter.Object, s.To)
		} else {
			filter.Subject = both(filter.Subject, s.To)
		}
		incidences, err := v.IncidencesOf(ctx, nodes, s.Kinds, end, filter.IncludesRetracted())
		if err == nil {
			incidences, err = v.NewClaimFilterEval(filter).Apply(ctx, incidences)
		}
		if err != nil {
			return nil, err
		}
		claims = appendRefs(claims, incidences)
	}
	if s.onlyRelationships() {
		return distinctRefs(claims), nil
	}
	attributes, err := v.AttributePredicates("")
	if err != nil {
		return nil, err
	}
	incidences, err := v.Statements(ctx, nodes, append(attributes, v.MeasurePredicates()...), s.Filter.IncludesRetracted())
	if err == nil {
		incidences, err = v.NewClaimFilterEval(graph.RelationshipFilter{ClaimFilter: s.Filter.ClaimFilter}).Apply(ctx, incidences)
	}
	return distinctRefs(appendRefs(claims, incidences)), err
}

// onlyRelationships reports whether something is asked for that measures and attributes lack.
func (s *Selection) onlyRelationships() bool {
	rest := s.Filter
	rest.ClaimFilter = graph.ClaimFilter{}
	return s.Kinds != nil || s.To != nil || !rest.IsZero()
}

// both is the filter that passes what two filters pass.
func both(a, b *graph.EntityFilter) *graph.EntityFilter {
	if a == nil || b == nil {
		return firstSet(a, b)
	}
	return &graph.EntityFilter{And: []graph.EntityFilter{*a, *b}}
}

func firstSet(a, b *graph.EntityFilter) *graph.EntityFilter {
	if a != nil {
		return a
	}
	return b
}

func appendRefs(claims []graph.ClaimEdge, incidences []graph.Incidence) []graph.ClaimEdge {
	for _, t := range incidences {
		claims = append(claims, t.ClaimEdge)
	}
	return claims
}

// distinctRefs is the claims in the order of the store, each once: one between two of the entities is met at both.
func distinctRefs(claims []graph.ClaimEdge) []graph.ClaimEdge {
	slices.SortFunc(claims, graph.CompareEdges)
	return slices.Compact(claims)
}
