package gql

import (
	"context"
	"errors"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/search"
	"whence/graph/write"
	"whence/server/cursor"
	"whence/server/fault"
	"whence/server/gql/direct"
)

// codes pairs what the graph's callers branch on with what clients branch on. The first that fits counts.
var codes = []struct {
	err  error
	code fault.Code
}{
	{graph.ErrNotFound, fault.NotFound},
	{write.ErrNotYours, fault.Forbidden},
	{graph.ErrCursor, fault.BadCursor},
	{commitlog.ErrCursorLost, fault.CursorLost},
	{cursor.ErrInvalid, fault.BadCursor},
	{claim.ErrInvalid, fault.BadUserInput},
	{graph.ErrUnavailable, fault.Unavailable},
	{graph.ErrSpace, fault.Unavailable},
	{graph.ErrBehind, fault.Behind},
	{graph.ErrLimit, fault.PathLimit},
	{direct.ErrFields, fault.ResponseTooLarge},
	{direct.ErrBytes, fault.ResponseTooLarge},
	{direct.ErrCondition, fault.BadUserInput},
	{context.DeadlineExceeded, fault.Timeout},
	{context.Canceled, fault.Cancelled},
}

// Present is the error presenter: it gives err its code, and its place in the answer. An error that carries a code
// already keeps it; one that nobody foresaw becomes INTERNAL and says nothing, its cause kept for the log.
func Present(ctx context.Context, err error) *gqlerror.Error {
	located := graphql.DefaultErrorPresenter(ctx, err)
	coded := code(err)
	if coded.Path == nil {
		coded.Path = located.Path
	}
	if coded.Locations == nil {
		coded.Locations = located.Locations
	}
	return coded
}

func code(err error) *gqlerror.Error {
	if known := fault.Find(err); known != nil {
		clone := *known
		return &clone
	}
	if ambiguous, ok := errors.AsType[*search.AmbiguousError](err); ok {
		coded := fault.Wrap(err, fault.Ambiguous, "%s", ambiguous.Error())
		coded.Extensions["candidates"] = candidates(ambiguous)
		return coded
	}
	for _, c := range codes {
		if errors.Is(err, c.err) {
			return fault.Wrap(err, c.code, "%s", message(err, c.err))
		}
	}
	return fault.Wrap(err, fault.Internal, "internal error")
}

// message is what the graph says, without the sentinel's own words where those stand for the program alone, and without
// gqlgen's prefix of where it stands, which the path says.
func message(err, sentinel error) string {
	text := err.Error()
	if errors.Is(sentinel, graph.ErrUnavailable) || errors.Is(sentinel, graph.ErrSpace) {
		return "the store can't be reached at the moment: send the request again, a write with the same idempotency key" // where it is kept is no client's business
	}
	if located, ok := errors.AsType[*gqlerror.Error](err); ok {
		text = located.Message
	}
	if errors.Is(sentinel, claim.ErrInvalid) {
		text = strings.TrimSuffix(text, ": "+sentinel.Error())
	}
	return text
}

func candidates(e *search.AmbiguousError) []map[string]any {
	out := make([]map[string]any, len(e.Candidates))
	for i, c := range e.Candidates {
		out[i] = map[string]any{"id": c.ID, "name": c.Name, "kind": c.Kind}
	}
	return out
}
