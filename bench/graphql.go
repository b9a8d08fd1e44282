package bench

import (
	"context"
	"io"

	"whence/server/gql/direct/bars"
)

// GraphQL measures the direct executor against gqlgen's own and against a handler that returns the same bytes, over a
// schema of its own, and prints a bar for each promise of execution.md about CPU and allocations.
func GraphQL(ctx context.Context, w io.Writer) error { return bars.Print(ctx, w) }
