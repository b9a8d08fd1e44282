package gql

import (
	"github.com/99designs/gqlgen/graphql"

	"whence/graph"
	"whence/server/gql/gen"
)

// Oracle is New with queries run by gqlgen's own executor.
func Oracle(g *graph.Graph, o Options) graphql.ExecutableSchema {
	return &schema{gen.NewExecutableSchema(gen.Config{Resolvers: newResolver(g, o)}), g}
}
