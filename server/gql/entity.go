package gql

import (
	"context"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/counts"
	"whence/graph/evidence"
	"whence/graph/paging"
	"whence/match"
	"whence/server/cursor"
	"whence/server/gql/answer"
	"whence/server/gql/gen"
)

// entities resolves the fields that all nine types of entity have; P is one of them.
type entities[P answer.Entity] struct {
	cursors cursor.Key
	pairs   *match.Cache
}

// known is the entities as the graph knows them.
func known[P answer.Entity](of []P) []*claim.Entity {
	out, _ := pluck(of, func(p P) *claim.Entity { return p.Entity() })
	return out
}

func (r entities[P]) Iri(ctx context.Context, of []P) ([]string, error) {
	return pluck(of, func(p P) string { return view(ctx).IRI(p.Entity().ID) })
}

func (r entities[P]) Aliases(ctx context.Context, of []P) ([][]string, error) {
	return view(ctx).Aliases(ctx, known(of))
}

func (r entities[P]) Names(ctx context.Context, of []P, languages []string, kinds []claim.NameKind, first *int) ([][]*answer.Name, error) {
	found, err := evidence.Names(ctx, view(ctx), known(of), evidence.NamesQuery{Languages: languages, Kinds: kinds, First: or(first, 20)})
	return convert(found, err, func(list *[]evidence.GivenName) []*answer.Name { return answer.NamesOf(*list) })
}

func (r entities[P]) Description(ctx context.Context, of []P) ([]*string, error) {
	return latest(ctx, of, "description", func(a *claim.Attribute) *string { return &a.Value })
}

func (r entities[P]) Identifiers(ctx context.Context, of []P) ([][]*answer.Identifier, error) {
	found, err := view(ctx).Identifiers(ctx, known(of))
	return convert(found, err, func(list *[]claim.Identifier) []*answer.Identifier { return answer.IdentifiersOf(*list) })
}

func (r entities[P]) Degree(ctx context.Context, of []P) ([]int, error) {
	return view(ctx).Degrees(ctx, known(of))
}

func (r entities[P]) RelationshipCounts(ctx context.Context, of []P, filter *gen.RelationshipFilter) ([][]*graph.RelationshipCount, error) {
	counts, err := counts.Relationships(ctx, view(ctx), known(of), relationshipFilter(filter))
	return convert(counts, err, func(list *[]graph.RelationshipCount) []*graph.RelationshipCount { return pointers(*list) })
}

func (r entities[P]) Neighbours(
	ctx context.Context, of []P, kinds []claim.RelationshipKind, direction *claim.Direction, to *gen.EntityFilter, exclude []claim.ID,
	filter *gen.RelationshipFilter, orderBy *gen.EntityOrder, first *int, after *string,
) ([]*answer.NeighbourConnection, error) {
	return r.neighbours(ctx, of, first, after, graph.NeighbourQuery{
		Kinds: kinds, Direction: or(direction, claim.Both), To: maybe(to, entityFilter), Exclude: exclude,
		Filter: relationshipFilter(filter), Order: entityOrder(orderBy),
	})
}

func (r entities[P]) neighbours(ctx context.Context, of []P, first *int, after *string, q graph.NeighbourQuery) ([]*answer.NeighbourConnection, error) {
	return connect(ctx, r.cursors, known(of), window{first, 20, after}, answer.NewNeighbours,
		func(of []*claim.Entity, w paging.Window) ([]paging.Page[*graph.Neighbour], error) {
			q.Window = w
			return view(ctx).Neighbours(ctx, of, q)
		})
}

func (r entities[P]) Relationships(
	ctx context.Context, of []P, kinds []claim.RelationshipKind, direction *claim.Direction,
	filter *gen.RelationshipFilter, orderBy *gen.RelationshipOrder, first *int, after *string,
) ([]*answer.RelationshipConnection, error) {
	return connect(ctx, r.cursors, known(of), window{first, 20, after}, asTheyCome[*claim.Relationship],
		func(of []*claim.Entity, w paging.Window) ([]paging.Page[*claim.Relationship], error) {
			return view(ctx).Relationships(ctx, of, graph.RelationshipQuery{
				Kinds: kinds, Direction: or(direction, claim.Both), Filter: relationshipFilter(filter), Order: relationshipOrder(orderBy), Window: w,
			})
		})
}

func (r entities[P]) Measures(ctx context.Context, of []P, metric *string, filter *gen.MeasureFilter, first *int, after *string) ([]*answer.MeasureConnection, error) {
	return connect(ctx, r.cursors, known(of), window{first, 20, after}, asTheyCome[*claim.Measure],
		func(of []*claim.Entity, w paging.Window) ([]paging.Page[*claim.Measure], error) {
			return view(ctx).Measures(ctx, of, graph.MeasureQuery{Metric: exact(metric), Filter: measureFilter(filter), Window: w})
		})
}

func (r entities[P]) Attributes(ctx context.Context, of []P, property *string, filter *gen.ClaimFilter, first *int, after *string) ([]*answer.AttributeConnection, error) {
	return connect(ctx, r.cursors, known(of), window{first, 20, after}, asTheyCome[*claim.Attribute],
		func(of []*claim.Entity, w paging.Window) ([]paging.Page[*claim.Attribute], error) {
			return view(ctx).Attributes(ctx, of, graph.AttributeQuery{Property: exact(property), Filter: claimFilter(filter), Window: w})
		})
}

func (r entities[P]) Documents(ctx context.Context, of []P, first *int, after *string) ([]*answer.DocumentConnection, error) {
	return connect(ctx, r.cursors, known(of), window{first, 20, after}, asDocuments,
		func(of []*claim.Entity, w paging.Window) ([]paging.Page[*claim.Entity], error) {
			return view(ctx).Documents(ctx, of, w)
		})
}

// latest reads something off the attribute that speaks for each entity now, nil where there is none.
func latest[P answer.Entity, R any](ctx context.Context, of []P, property string, get func(*claim.Attribute) *R) ([]*R, error) {
	found, err := view(ctx).Latest(ctx, known(of), property)
	return convert(found, err, func(a **claim.Attribute) *R {
		if *a == nil {
			return nil
		}
		return get(*a)
	})
}

// pointers is the addresses of a list's items.
func pointers[T any](list []T) []*T {
	out := make([]*T, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}
