package gql

import (
	"context"

	"whence/graph"
	"whence/graph/claim"
	"whence/match"
	"whence/server/auth/needs"
	"whence/server/cursor"
	"whence/server/gql/answer"
	"whence/server/gql/asking"
	"whence/server/gql/gen"
)

// resolver leads gqlgen to the resolvers of each type.
type resolver struct {
	cursors cursor.Key
	viewers viewers
	asking  *asking.Service
	graph   *graph.Graph
	pairs   *match.Cache

	fourEyes bool
	loads    Loads
	records  RecordFiles
}

func newResolver(g *graph.Graph, o Options) *resolver {
	table, err := needs.Read(gen.NewExecutableSchema(gen.Config{}).Schema(), o.Needs)
	if err != nil {
		panic(err) // the schema is part of the program
	}
	service, err := asking.New()
	if err != nil {
		panic(err) // the lexicon is part of the program
	}
	return &resolver{o.Cursors, viewers{table, o.Writing}, service, g, new(match.Cache), o.FourEyes, o.Loads, o.Records}
}

func (r *resolver) Query() gen.QueryResolver       { return query{r.viewers, r.cursors, r.asking, r.pairs} }
func (r *resolver) Mutation() gen.MutationResolver { return r.mutations() }
func (r *resolver) Commit() gen.CommitResolver     { return commits{} }
func (r *resolver) Identity() gen.IdentityResolver { return identities{} }
func (r *resolver) Change() gen.ChangeResolver     { return changes{} }

func (r *resolver) Assessment() gen.AssessmentResolver { return assessments{} }
func (r *resolver) Proposal() gen.ProposalResolver     { return proposals{r.mutations()} }

func (r *resolver) LoadReport() gen.LoadReportResolver { return loadReports{} }

func (r *resolver) MergeEntitiesPayload() gen.MergeEntitiesPayloadResolver { return merges{} }

func (r *resolver) mutations() mutations { return mutations{r.graph, r.fourEyes, r.loads, r.viewers} }

func (r *resolver) Subscription() gen.SubscriptionResolver { return subscriptions{} }

func (r *resolver) Person() gen.PersonResolver { return entities[*answer.Person]{r.cursors, r.pairs} }

func (r *resolver) Organisation() gen.OrganisationResolver {
	return entities[*answer.Organisation]{r.cursors, r.pairs}
}

func (r *resolver) Programme() gen.ProgrammeResolver {
	return entities[*answer.Programme]{r.cursors, r.pairs}
}

func (r *resolver) Sector() gen.SectorResolver { return entities[*answer.Sector]{r.cursors, r.pairs} }

func (r *resolver) Place() gen.PlaceResolver {
	return places{entities[*answer.Place]{r.cursors, r.pairs}}
}

func (r *resolver) Award() gen.AwardResolver {
	return awards{entities[*answer.Award]{r.cursors, r.pairs}}
}

func (r *resolver) Event() gen.EventResolver {
	return events{entities[*answer.Event]{r.cursors, r.pairs}}
}

func (r *resolver) Document() gen.DocumentResolver {
	return documents{entities[*answer.Document]{r.cursors, r.pairs}}
}

func (r *resolver) FundingSource() gen.FundingSourceResolver {
	return fundingSources{entities[*answer.FundingSource]{r.cursors, r.pairs}}
}
func (r *resolver) Relationship() gen.RelationshipResolver   { return relationships{} }
func (r *resolver) Measure() gen.MeasureResolver             { return measures{} }
func (r *resolver) Attribute() gen.AttributeResolver         { return attributes{} }
func (r *resolver) Citation() gen.CitationResolver           { return citations{r.records} }
func (r *resolver) Dataset() gen.DatasetResolver             { return datasetFields{r.cursors} }
func (r *resolver) Record() gen.RecordResolver               { return recordFields{r.records} }
func (r *resolver) Answer() gen.AnswerResolver               { return answers{} }
func (r *resolver) Conflict() gen.ConflictResolver           { return conflictFields{} }
func (r *resolver) NeighbourEdge() gen.NeighbourEdgeResolver { return neighbourEdges{} }
func (r *resolver) PathStep() gen.PathStepResolver           { return pathSteps{} }

// The resolvers of a batch field take the objects of a list and return one value for each, in their order. What follows
// are the few ways in which they do so.

// pluck reads a value off each. It never fails; the error makes a resolver of it one sentence.
func pluck[T, R any](of []T, get func(T) R) ([]R, error) { //nolint:unparam // see above
	out := make([]R, len(of))
	for i, v := range of {
		out[i] = get(v)
	}
	return out, nil
}

// convert turns the values of an answer of the graph.
func convert[T, R any](values []T, err error, to func(*T) R) ([]R, error) {
	if err != nil {
		return nil, err
	}
	out := make([]R, len(values))
	for i := range values {
		out[i] = to(&values[i])
	}
	return out, nil
}

// flatten asks one question for the items of several lists, and parts the answer again.
func flatten[T, R any](lists [][]T, ask func([]T) ([]R, error)) ([][]R, error) {
	var all []T
	for _, list := range lists {
		all = append(all, list...)
	}
	answers, err := ask(all)
	if err != nil {
		return nil, err
	}
	out := make([][]R, len(lists))
	for i, list := range lists {
		out[i], answers = answers[:len(list):len(list)], answers[len(list):]
	}
	return out, nil
}

// entitiesOf is the entities that the objects name, null where one names none.
func entitiesOf[T any](ctx context.Context, of []T, name func(T) claim.ID) ([]answer.Entity, error) {
	return namedBy(ctx, of, name, answer.EntityOf)
}

// namedBy is the entities that the objects name, as nodes. Many claims name few entities: each is asked for once.
func namedBy[T, N any](ctx context.Context, of []T, name func(T) claim.ID, node func(*claim.Entity) N) ([]N, error) {
	at := map[claim.ID]int{}
	var ids []claim.ID
	for _, v := range of {
		id := name(v)
		if _, known := at[id]; !known && id != "" {
			at[id] = len(ids)
			ids = append(ids, id)
		}
	}
	out := make([]N, len(of))
	if len(ids) == 0 {
		return out, nil
	}
	found, err := view(ctx).Entities(ctx, ids)
	if err != nil {
		return nil, err
	}
	for i, v := range of {
		if id := name(v); id != "" {
			out[i] = node(found[at[id]])
		}
	}
	return out, nil
}

// value is *p, and its type's zero value where p is nil.
func value[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

// or is *p, and the default where p is nil: an argument given as null stands for its default.
func or[T any](p *T, otherwise T) T {
	if p == nil {
		return otherwise
	}
	return *p
}
