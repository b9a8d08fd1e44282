package gql

import (
	"context"

	"whence/graph"
	"whence/graph/claim"
	"whence/server/gql/answer"
	"whence/server/gql/gen"
)

// shorthand is neighbours with its kinds and direction filled in.
func (r entities[P]) shorthand(
	ctx context.Context, of []P, direction claim.Direction, filter *gen.RelationshipFilter, first *int, after *string, kinds ...claim.RelationshipKind,
) ([]*answer.NeighbourConnection, error) {
	return r.neighbours(ctx, of, first, after, graph.NeighbourQuery{Kinds: kinds, Direction: direction, Filter: relationshipFilter(filter)})
}

func (r entities[P]) Funders(ctx context.Context, of []P, filter *gen.RelationshipFilter, first *int, after *string) ([]*answer.NeighbourConnection, error) {
	return r.shorthand(ctx, of, claim.In, filter, first, after, "FUNDS")
}

func (r entities[P]) Funds(ctx context.Context, of []P, filter *gen.RelationshipFilter, first *int, after *string) ([]*answer.NeighbourConnection, error) {
	return r.shorthand(ctx, of, claim.Out, filter, first, after, "FUNDS")
}

func (r entities[P]) PartOf(ctx context.Context, of []P, filter *gen.RelationshipFilter, first *int, after *string) ([]*answer.NeighbourConnection, error) {
	return r.shorthand(ctx, of, claim.Out, filter, first, after, "PART_OF")
}

func (r entities[P]) Parts(ctx context.Context, of []P, filter *gen.RelationshipFilter, first *int, after *string) ([]*answer.NeighbourConnection, error) {
	return r.shorthand(ctx, of, claim.In, filter, first, after, "PART_OF")
}

func (r entities[P]) Locations(ctx context.Context, of []P, filter *gen.RelationshipFilter, first *int, after *string) ([]*answer.NeighbourConnection, error) {
	return r.shorthand(ctx, of, claim.Out, filter, first, after, "LOCATED_IN")
}

func (r entities[P]) Contains(ctx context.Context, of []P, filter *gen.RelationshipFilter, first *int, after *string) ([]*answer.NeighbourConnection, error) {
	return r.shorthand(ctx, of, claim.In, filter, first, after, "LOCATED_IN")
}

func (r entities[P]) Owners(ctx context.Context, of []P, filter *gen.RelationshipFilter, first *int, after *string) ([]*answer.NeighbourConnection, error) {
	return r.shorthand(ctx, of, claim.In, filter, first, after, "OWNS")
}

func (r entities[P]) Owns(ctx context.Context, of []P, filter *gen.RelationshipFilter, first *int, after *string) ([]*answer.NeighbourConnection, error) {
	return r.shorthand(ctx, of, claim.Out, filter, first, after, "OWNS")
}

func (r entities[P]) Operators(ctx context.Context, of []P, filter *gen.RelationshipFilter, first *int, after *string) ([]*answer.NeighbourConnection, error) {
	return r.shorthand(ctx, of, claim.In, filter, first, after, "OPERATES")
}

func (r entities[P]) Operates(ctx context.Context, of []P, filter *gen.RelationshipFilter, first *int, after *string) ([]*answer.NeighbourConnection, error) {
	return r.shorthand(ctx, of, claim.Out, filter, first, after, "OPERATES")
}

func (r entities[P]) Leaders(ctx context.Context, of []P, filter *gen.RelationshipFilter, first *int, after *string) ([]*answer.NeighbourConnection, error) {
	return r.shorthand(ctx, of, claim.In, filter, first, after, "LEADS")
}

func (r entities[P]) Leads(ctx context.Context, of []P, filter *gen.RelationshipFilter, first *int, after *string) ([]*answer.NeighbourConnection, error) {
	return r.shorthand(ctx, of, claim.Out, filter, first, after, "LEADS")
}

func (r entities[P]) Members(ctx context.Context, of []P, filter *gen.RelationshipFilter, first *int, after *string) ([]*answer.NeighbourConnection, error) {
	return r.shorthand(ctx, of, claim.In, filter, first, after, "MEMBER_OF")
}

func (r entities[P]) MemberOf(ctx context.Context, of []P, filter *gen.RelationshipFilter, first *int, after *string) ([]*answer.NeighbourConnection, error) {
	return r.shorthand(ctx, of, claim.Out, filter, first, after, "MEMBER_OF")
}

func (r entities[P]) Partners(ctx context.Context, of []P, filter *gen.RelationshipFilter, first *int, after *string) ([]*answer.NeighbourConnection, error) {
	return r.shorthand(ctx, of, claim.Both, filter, first, after, "PARTNER_OF")
}

func (r entities[P]) Sectors(ctx context.Context, of []P, filter *gen.RelationshipFilter, first *int, after *string) ([]*answer.NeighbourConnection, error) {
	return r.shorthand(ctx, of, claim.Out, filter, first, after, "SUPPORTS_SECTOR", "ACTIVE_IN_SECTOR")
}

func (r entities[P]) Supporters(ctx context.Context, of []P, filter *gen.RelationshipFilter, first *int, after *string) ([]*answer.NeighbourConnection, error) {
	return r.shorthand(ctx, of, claim.In, filter, first, after, "SUPPORTS")
}

func (r entities[P]) Participants(ctx context.Context, of []P, filter *gen.RelationshipFilter, first *int, after *string) ([]*answer.NeighbourConnection, error) {
	return r.shorthand(ctx, of, claim.In, filter, first, after, "PARTICIPATES_IN")
}

func (r entities[P]) Organisers(ctx context.Context, of []P, filter *gen.RelationshipFilter, first *int, after *string) ([]*answer.NeighbourConnection, error) {
	return r.shorthand(ctx, of, claim.In, filter, first, after, "ORGANISES")
}

func (r entities[P]) Organises(ctx context.Context, of []P, filter *gen.RelationshipFilter, first *int, after *string) ([]*answer.NeighbourConnection, error) {
	return r.shorthand(ctx, of, claim.Out, filter, first, after, "ORGANISES")
}

func (r entities[P]) ParticipatesIn(ctx context.Context, of []P, filter *gen.RelationshipFilter, first *int, after *string) ([]*answer.NeighbourConnection, error) {
	return r.shorthand(ctx, of, claim.Out, filter, first, after, "PARTICIPATES_IN")
}
