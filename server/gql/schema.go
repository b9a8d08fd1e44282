// Package gql answers GraphQL operations from a graph. It is an adapter: a resolver is one sentence, a value is checked
// where it comes in, an error goes out with a code.
//
// It knows the schema and package graph. It knows nothing of HTTP, nor of how the graph is stored.
package gql

import (
	"context"
	"maps"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"whence/graph"
	"whence/server/auth/needs"
	"whence/server/cursor"
	"whence/server/gql/direct"
	"whence/server/gql/gen"
)

// Generation starts here: gqlgen finds gqlgen.yml upwards, and writes relative to where that is.
//go:generate go run whence/server/gql/direct/cmd/generate

// Options says how a graph is served. The zero value bounds nothing, and seals cursors with a key that everyone knows.
type Options struct {
	Cursors cursor.Key
	Queries direct.Options // bounds on what a query may do
	// Writing says that somebody is known who may write.
	Writing bool
	Needs   needs.Options // what the schema's @needs leave open
	// FourEyes has nobody accept or reject a proposal of their own.
	FourEyes bool
	// Loads makes data sets of files that were sent ahead; nil where the server takes none.
	Loads Loads
	// Records reads files of data again; nil where they are not at hand.
	Records RecordFiles
}

// New is the executable schema of a graph, its queries run by the direct executor. Each operation sees the graph as it
// stood when the operation began. Errors leave with their codes where the server presents them by Present.
func New(g *graph.Graph, o Options) graphql.ExecutableSchema {
	r := newResolver(g, o)
	o.Queries.Guards = guards(r.viewers.table)
	return &schema{gen.NewDirectSchema(gen.Config{Resolvers: r, Schema: told()}, o.Queries), g}
}

// told is the schema as clients are told it: without @defer, which gqlgen adds and nobody obeys.
func told() *ast.Schema {
	told := *gen.NewExecutableSchema(gen.Config{}).Schema()
	told.Directives = maps.Clone(told.Directives)
	delete(told.Directives, "defer")
	return &told
}

// schema binds a view to each operation.
type schema struct {
	graphql.ExecutableSchema
	graph *graph.Graph
}

// Exec answers one operation from one view.
func (s *schema) Exec(ctx context.Context) graphql.ResponseHandler {
	view := s.graph.Now()
	answer := s.ExecutableSchema.Exec(WithView(ctx, view)) // a subscription is resolved now
	return func(ctx context.Context) *graphql.Response { return answer(WithView(ctx, view)) }
}

type viewKey struct{}

// WithView is a context whose operations are answered from v.
func WithView(ctx context.Context, v *graph.View) context.Context {
	seen := new(atomic.Pointer[graph.View])
	seen.Store(v)
	return context.WithValue(ctx, viewKey{}, seen)
}

// view is the view that the operation is answered from; Exec put it there, and a mutation one with its commit in its place.
func view(ctx context.Context) *graph.View { return seen(ctx).Load() }

func seen(ctx context.Context) *atomic.Pointer[graph.View] {
	return ctx.Value(viewKey{}).(*atomic.Pointer[graph.View])
}

// see answers what is left of the operation from v: the mutations of a request are carried out one after the other.
func see(ctx context.Context, v *graph.View) { seen(ctx).Store(v) }
