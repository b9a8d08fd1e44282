// Package nested lets whoever answers a part of a request run an operation of its own by the way that every operation goes:
// read, weighed, validated and executed within the server's limits, as the same caller.
//
// The server puts a Run into the context of what it executes. The package knows nothing of HTTP, the schema or the graph.
package nested

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Run answers one query. Its variables are as encoding/json decodes them with UseNumber. The errors are the operation's or
// those for which it was refused; data may stand beside them.
type Run func(ctx context.Context, query string, variables map[string]any) (json.RawMessage, gqlerror.List)

// ErrNone says that the context comes from no server that runs operations.
var ErrNone = errors.New("nested: this context runs no operations")

type key struct{}

// With is a context in which Query runs operations.
func With(ctx context.Context, run Run) context.Context { return context.WithValue(ctx, key{}, run) }

// Query runs a query and decodes its data into answer. The error is the first of the operation's, or ErrNone.
func Query(ctx context.Context, query string, variables map[string]any, answer any) error {
	run, ok := ctx.Value(key{}).(Run)
	if !ok {
		return ErrNone
	}
	data, failures := run(ctx, query, variables)
	if len(failures) > 0 {
		return failures[0]
	}
	return json.Unmarshal(data, answer)
}
