package gql

import (
	"context"
	"fmt"

	"whence/graph/claim"
	"whence/graph/paths"
	"whence/graph/sums"
	"whence/server/gql/answer"
	"whence/server/gql/gen"
	"whence/server/gql/scalar"
)

// The fields of the query that search over many entities at once.

// named is a number that a client may give.
type named struct {
	name  string
	value *int
}

// positive refuses a number below 1: the graph reads 0 as its default, and a client that writes 0 means something else.
func positive(numbers ...named) error {
	for _, n := range numbers {
		if n.value != nil && *n.value < 1 {
			return fmt.Errorf("%s: %d is below 1: %w", n.name, *n.value, claim.ErrInvalid)
		}
	}
	return nil
}

func (query) Paths(
	ctx context.Context, from, to claim.ID, kinds, excludeKinds []claim.RelationshipKind, direction *claim.Direction,
	filter *gen.RelationshipFilter, avoid []claim.ID, maxLength, first *int,
) (*gen.PathResult, error) {
	if err := positive(named{"maxLength", maxLength}); err != nil {
		return nil, err
	}
	found, err := paths.Find(ctx, view(ctx), paths.Query{
		From: from, To: to, Kinds: kinds, ExcludeKinds: excludeKinds, Direction: or(direction, claim.Both),
		Filter: relationshipFilter(filter), ExcludeEntities: avoid, MaxLength: or(maxLength, paths.DefaultPathLength), First: some(first, paths.DefaultPaths),
	})
	if err != nil {
		return nil, err
	}
	best, _ := head(found.Paths, first)
	return &gen.PathResult{Paths: pathsOf(best), SearchedTo: found.SearchedTo, Truncated: found.Truncated}, nil
}

func (query) Neighbourhood(
	ctx context.Context, of []claim.ID, depth *int, kinds []claim.RelationshipKind, direction *claim.Direction,
	filter *gen.RelationshipFilter, limit *int,
) (*gen.Subgraph, error) {
	if err := positive(named{"limit", limit}); err != nil {
		return nil, err
	}
	found, err := paths.Neighbourhood(ctx, view(ctx), paths.NeighbourhoodQuery{
		Of: of, Depth: or(depth, 1), Kinds: kinds, Direction: or(direction, claim.Both),
		Filter: relationshipFilter(filter), Limit: or(limit, paths.DefaultNeighbourhood),
	})
	if err != nil {
		return nil, err
	}
	nodes, _ := pluck(found.Nodes, answer.EntityOf)
	return &gen.Subgraph{
		Nodes: nodes, Relationships: found.Relationships, Truncated: found.Truncated, Hidden: pointers(found.Hidden),
	}, nil
}

func (query) InCommon(
	ctx context.Context, of []claim.ID, maxDistance *int, kinds []claim.RelationshipKind, filter *gen.RelationshipFilter, first *int,
) (*gen.InCommon, error) {
	if err := positive(named{"maxDistance", maxDistance}); err != nil {
		return nil, err
	}
	found, err := paths.Common(ctx, view(ctx), paths.CommonQuery{
		Of: of, MaxDistance: or(maxDistance, 1), Kinds: kinds, Filter: relationshipFilter(filter), First: some(first, paths.DefaultShared),
	})
	if err != nil {
		return nil, err
	}
	best, cut := head(found.Entities, first)
	shared, _ := pluck(best, func(s paths.CommonNeighbour) *gen.Shared {
		return &gen.Shared{Entity: answer.EntityOf(s.Entity), Paths: pathsOf(s.Paths), Score: s.Score}
	})
	return &gen.InCommon{Shared: shared, Truncated: found.Truncated || cut}, nil
}

func (query) Aggregate(
	ctx context.Context, kinds []claim.RelationshipKind, groupBy []sums.GroupBy, filter *gen.RelationshipFilter, orderBy *gen.AggregateOrder, first *int,
) (*gen.Aggregation, error) {
	found, err := sums.Aggregate(ctx, view(ctx), sums.Query{
		Kinds: kinds, GroupBy: groupBy, Filter: relationshipFilter(filter), Order: aggregateOrder(orderBy), First: or(first, 50),
	})
	if err != nil {
		return nil, err
	}
	rows, _ := pluck(pointers(found.Rows), aggregateRow)
	return &gen.Aggregation{Rows: rows, Total: aggregateRow(&found.Total), Truncated: found.Truncated, Partial: found.Partial}, nil
}

func aggregateRow(r *sums.Row) *gen.AggregateRow {
	key, _ := pluck(r.Key, func(k sums.Key) *gen.AggregateKey {
		return &gen.AggregateKey{By: k.By, Entity: answer.EntityOf(k.Entity), Value: k.Value}
	})
	totals, _ := pluck(r.Totals, func(s sums.Sum) *gen.MoneyTotal {
		return &gen.MoneyTotal{Currency: s.Unit, Low: scalar.Decimal(s.Low), High: (*scalar.Decimal)(s.High)}
	})
	quantities, _ := pluck(r.Quantities, func(s sums.Sum) *gen.QuantityTotal {
		return &gen.QuantityTotal{Unit: s.Unit, Low: scalar.Decimal(s.Low), High: (*scalar.Decimal)(s.High)}
	})
	return &gen.AggregateRow{Key: key, Count: r.Count, Unstated: r.Unstated, Totals: totals, Quantities: quantities}
}

func pathsOf(found []paths.Path) []*gen.Path {
	out, _ := pluck(pointers(found), func(p *paths.Path) *gen.Path {
		entities, _ := pluck(p.Entities, answer.EntityOf)
		return &gen.Path{Length: len(p.Steps), Steps: answer.StepsOf(p), Entities: entities, Score: p.Score, Why: p.Why}
	})
	return out
}

// some is how many to ask the graph for: one where none are to be shown, for it reads 0 as its default.
func some(first *int, fallback int) int {
	if n := or(first, fallback); n != 0 {
		return n
	}
	return 1
}

// head is the list, or nothing of it where none are to be shown; cut says that there was something.
func head[T any](list []T, first *int) (shown []T, cut bool) {
	if first != nil && *first == 0 {
		return nil, len(list) > 0
	}
	return list, false
}
