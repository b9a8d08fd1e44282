package bench

import (
	"context"
	"io"

	"whence/server/gql/direct/bars"
)

// GraphQL measures the direct executor against gqlgen's own and against a handler that returns the same bytes, over a
// schema of its own; then the whole server against such a handler and against Cayley's. It prints a bar for each promise of
// execution.md about CPU and allocations.
func GraphQL(ctx context.Context, w io.Writer) error {
	if err := bars.Print(ctx, w); err != nil {
		return err
	}
	return Rivals(ctx, w)
}
