package gql

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"whence/graph"
	"whence/graph/assessment"
	"whence/graph/claim"
	"whence/graph/conflicts"
	"whence/graph/datasets"
	"whence/graph/history"
	"whence/graph/paging"
	"whence/graph/search"
	"whence/graph/write"
	"whence/match"
	"whence/server/cursor"
	"whence/server/gql/answer"
	"whence/server/gql/asking"
	"whence/server/gql/gen"
	"whence/server/gql/scalar"
)

// query resolves the fields that every question starts from.
type query struct {
	viewers
	cursors cursor.Key
	asking  *asking.Service
	pairs   *match.Cache
}

func (q query) Node(ctx context.Context, id claim.ID) (claim.Node, error) {
	found, err := q.Nodes(ctx, []claim.ID{id})
	if err != nil {
		return nil, err
	}
	return found[0], nil
}

// Nodes asks for all as entities at once, and then for all as claims where some are none: an id of one kind is unknown as
// the other.
func (query) Nodes(ctx context.Context, ids []claim.ID) ([]claim.Node, error) {
	found, err := view(ctx).Entities(ctx, ids)
	if err != nil {
		return nil, err
	}
	var asserted []claim.Claim
	if slices.Contains(found, nil) {
		if asserted, err = view(ctx).Claims(ctx, ids); err != nil {
			return nil, err
		}
	}
	out := make([]claim.Node, len(ids))
	for i, id := range ids {
		switch {
		case found[i] != nil:
			out[i] = answer.EntityOf(found[i])
		case asserted[i] != nil:
			out[i] = asserted[i]
		default:
			if out[i], err = otherNode(ctx, id); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// otherNode is what has an id and is no entity and no claim, nil where there is no such thing, or none that the caller may see.
func otherNode(ctx context.Context, id claim.ID) (claim.Node, error) {
	v := view(ctx)
	prefix, _, _ := strings.Cut(string(id), "/")
	switch prefix + "/" {
	case claim.ConflictPrefix:
		return found(unlessUnknown(conflicts.ByID(ctx, v, id)))
	case history.CommitPrefix:
		number, _ := history.ParseCommitID(id)
		c, err := history.CommitByNumber(v, number)
		return found(answer.CommitOf(c), err)
	case claim.DatasetPrefix:
		list, err := datasets.Named(ctx, v, []claim.ID{id})
		if err != nil {
			return nil, err
		}
		return found(answer.DatasetOf(list[0]), nil)
	case write.ProposalPrefix:
		return found(proposalFor(ctx, id))
	case claim.JudgementPrefix:
		list, err := decisionsOf(ctx, []claim.ID{id})
		if len(list) == 0 {
			return nil, err
		}
		return found(list[0], err)
	case claim.AssessmentPrefix:
		list, err := assessment.ByID(ctx, v, []claim.ID{id})
		if err != nil {
			return nil, err
		}
		return found(answer.AssessmentOf(list[0]), nil)
	}
	return nil, nil //nolint:nilnil // there is no such thing
}

// found is a node, nil of a nil pointer.
func found[T any, P interface {
	*T
	claim.Node
}](node P, err error) (claim.Node, error) {
	if node == nil || err != nil {
		return nil, err
	}
	return node, nil
}

func (query) Entity(
	ctx context.Context, id *claim.ID, iri, name *string, kind *claim.EntityKind, identifier *gen.IdentifierInput,
) (answer.Entity, error) {
	if given := count(id != nil, iri != nil, name != nil, identifier != nil); given != 1 {
		return nil, fmt.Errorf("entity: give exactly one of id, iri, name and identifier, not %d of them: %w", given, claim.ErrInvalid)
	}
	if kind != nil && name == nil {
		return nil, fmt.Errorf("entity: kind narrows a name; give it with name alone: %w", claim.ErrInvalid)
	}
	var found *claim.Entity
	var err error
	switch v := view(ctx); {
	case id != nil:
		found, err = v.Entity(ctx, *id)
	case iri != nil:
		found, err = v.EntityByIRI(ctx, *iri)
	case name != nil:
		found, err = search.EntityByName(ctx, v, *name, value(kind))
	default:
		found, err = search.EntityByIdentifier(ctx, v, identifier.Scheme, identifier.Value)
	}
	found, err = unlessUnknown(found, err)
	return answer.EntityOf(found), err
}

func (q query) Search(ctx context.Context, query string, kinds []claim.EntityKind, first *int, after *string) (*answer.SearchConnection, error) {
	return connectRoot(ctx, q.cursors, window{first, 10, after}, answer.NewSearch, func(w paging.Window) (paging.Page[search.EntityHit], error) {
		return search.Entities(ctx, view(ctx), search.EntityQuery{Text: query, Kinds: kinds, Window: w})
	})
}

func (q query) Entities(ctx context.Context, filter *gen.EntityFilter, orderBy *gen.EntityOrder, first *int, after *string) (*answer.EntityConnection, error) {
	return connectRoot(ctx, q.cursors, window{first, 20, after}, asEntities, func(w paging.Window) (paging.Page[*claim.Entity], error) {
		return view(ctx).List(ctx, graph.EntityQuery{Filter: value(maybe(filter, entityFilter)), Order: entityOrder(orderBy), Window: w})
	})
}

func (q query) Relationships(
	ctx context.Context, kinds []claim.RelationshipKind, filter *gen.RelationshipFilter, orderBy *gen.RelationshipOrder, first *int, after *string,
) (*answer.RelationshipConnection, error) {
	return connectRoot(ctx, q.cursors, window{first, 20, after}, asTheyCome[*claim.Relationship],
		func(w paging.Window) (paging.Page[*claim.Relationship], error) {
			return view(ctx).AllRelationships(ctx, graph.RelationshipQuery{
				Kinds: kinds, Filter: relationshipFilter(filter), Order: relationshipOrder(orderBy), Window: w,
			})
		})
}

func (q query) Measures(
	ctx context.Context, about *claim.ID, metric *string, filter *gen.MeasureFilter, first *int, after *string,
) (*answer.MeasureConnection, error) {
	return connectRoot(ctx, q.cursors, window{first, 20, after}, asTheyCome[*claim.Measure],
		func(w paging.Window) (paging.Page[*claim.Measure], error) {
			asked := graph.MeasureQuery{Metric: exact(metric), Filter: measureFilter(filter), Window: w}
			return aboutOrAll(ctx, about, asked, view(ctx).Measures, view(ctx).AllMeasures)
		})
}

func (q query) Attributes(
	ctx context.Context, about *claim.ID, property *string, filter *gen.ClaimFilter, first *int, after *string,
) (*answer.AttributeConnection, error) {
	return connectRoot(ctx, q.cursors, window{first, 20, after}, asTheyCome[*claim.Attribute],
		func(w paging.Window) (paging.Page[*claim.Attribute], error) {
			asked := graph.AttributeQuery{Property: exact(property), Filter: claimFilter(filter), Window: w}
			return aboutOrAll(ctx, about, asked, view(ctx).Attributes, view(ctx).AllAttributes)
		})
}

func (q query) Claims(
	ctx context.Context, about *claim.ID, filter *gen.ClaimFilter, orderBy *gen.ClaimOrder, first *int, after *string,
) (*answer.ClaimConnection, error) {
	return connectRoot(ctx, q.cursors, window{first, 20, after}, asTheyCome[claim.Claim],
		func(w paging.Window) (paging.Page[claim.Claim], error) {
			asked := graph.ClaimQuery{Filter: claimFilter(filter), Order: claimOrder(orderBy), Window: w}
			return aboutOrAll(ctx, about, asked, view(ctx).ClaimsAbout, view(ctx).AllClaims)
		})
}

func (q query) Conflicts(ctx context.Context, about *claim.ID, first *int, after *string) (*answer.ConflictConnection, error) {
	return connectRoot(ctx, q.cursors, window{first, 20, after}, asTheyCome[*conflicts.Conflict],
		func(w paging.Window) (paging.Page[*conflicts.Conflict], error) {
			return conflicts.About(ctx, view(ctx), idOf(about), w)
		})
}

func (q query) Changes(ctx context.Context, about *claim.ID, from, to *scalar.DateTime, first *int, after *string) (*answer.ChangeConnection, error) {
	return connectRoot(ctx, q.cursors, window{first, 50, after}, asChanges, func(w paging.Window) (paging.Page[history.Change], error) {
		return history.Changes(ctx, view(ctx), history.ChangesQuery{About: idOf(about), From: moment(from), To: moment(to), Window: w})
	})
}

func (query) RelationshipKinds(context.Context) ([]*claim.KindInfo, error) {
	return pointers(claim.RelationshipKinds), nil
}

func (query) Stats(ctx context.Context) (*graph.Stats, error) {
	stats, err := view(ctx).Stats(ctx)
	return &stats, err
}

// aboutOrAll asks about one entity, or over the whole graph where none is named.
func aboutOrAll[Q, T any](
	ctx context.Context, about *claim.ID, q Q,
	one func(context.Context, []*claim.Entity, Q) ([]paging.Page[T], error), all func(context.Context, Q) (paging.Page[T], error),
) (paging.Page[T], error) {
	if about == nil {
		return all(ctx, q)
	}
	entity, err := view(ctx).Entity(ctx, *about)
	if err != nil {
		return paging.Page[T]{}, err
	}
	pages, err := one(ctx, []*claim.Entity{entity}, q)
	if err != nil {
		return paging.Page[T]{}, err
	}
	return pages[0], nil
}

// unlessUnknown is nil without an error where the graph knows no such thing.
func unlessUnknown[T any](found *T, err error) (*T, error) {
	if errors.Is(err, graph.ErrNotFound) {
		return nil, nil
	}
	return found, err
}

func count(conditions ...bool) (n int) {
	for _, c := range conditions {
		if c {
			n++
		}
	}
	return n
}
