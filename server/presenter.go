package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"whence/server/auth"
	"whence/server/fault"
	"whence/server/gql/direct"
)

// presenter decides what clients are told of an error. What carries one of our
// codes was written for them; of all else they get a request id, and the log
// gets the error.
type presenter struct {
	domain graphql.ErrorPresenterFunc
	log    *slog.Logger
}

// maxLogged is how many internal errors of one request are logged: a list of
// failing elements fails for one reason.
const maxLogged = 10

// maxErrors is how many errors one answer tells.
const maxErrors = 100

// present puts an error into the client's words, at its path. gqlgen's executor
// asks once for every field that is left when a request ends early; those are
// not told, for one error says why it ended.
func (p presenter) present(ctx context.Context, err error) *gqlerror.Error {
	if ctx.Err() != nil && ctx.Value(slowKey{}) != nil {
		return nil
	}
	told := p.words(ctx, err)
	if wrapped, ok := errors.AsType[*gqlerror.Error](err); ok {
		told.Path, told.Locations = wrapped.Path, wrapped.Locations
	}
	if told.Path == nil && graphql.GetFieldContext(ctx) != nil {
		told.Path = graphql.GetPath(ctx)
	}
	return told
}

func (p presenter) words(ctx context.Context, err error) *gqlerror.Error {
	switch {
	case ctx.Err() != nil && (errors.Is(err, ctx.Err()) || errors.Is(err, context.Cause(ctx))):
		return ended(ctx)
	case errors.Is(err, auth.ErrEnded):
		return fault.New(fault.Unauthenticated, "%s", auth.ErrEnded.Error())
	case errors.Is(err, direct.ErrFields), errors.Is(err, direct.ErrBytes):
		return tooLarge()
	case errors.Is(err, direct.ErrCondition):
		return fault.New(fault.BadUserInput, "the variable of a @skip or @include is null: give it true or false")
	}
	if p.domain != nil {
		err = p.domain(ctx, err)
	}
	if coded := fault.Find(err); coded != nil && fault.Of(coded) != fault.Internal {
		told := *coded // the resolver may return the same error again
		return &told
	}
	id := requestID(ctx)
	if o := observed(ctx); o == nil || o.internal.Add(1) <= maxLogged {
		p.log.ErrorContext(ctx, "internal error", "request", id, "path", place(ctx), "error", unwrapped(err))
	}
	return internal(id)
}

func place(ctx context.Context) string {
	if graphql.GetFieldContext(ctx) == nil {
		return ""
	}
	return graphql.GetPath(ctx).String()
}

// unwrapped writes an error as it was before gqlgen wrapped it.
func unwrapped(err error) string {
	var wrapped *gqlerror.Error
	for errors.As(err, &wrapped) && wrapped.Err != nil {
		err = wrapped.Err
	}
	return err.Error()
}

func internal(id string) *gqlerror.Error {
	told := fault.New(fault.Internal, "something went wrong here; tell us the request id")
	told.Extensions["requestId"] = id
	return told
}

// recovered turns a panic into an error that present masks, and logs where it was. An error that says that it passes, as of a store
// that can't be read, is what it is.
func (p presenter) recovered(ctx context.Context, cause any) error {
	if passes, is := cause.(interface {
		error
		Passes()
	}); is {
		return passes
	}
	p.log.ErrorContext(ctx, "panic", "request", requestID(ctx), "cause", fmt.Sprint(cause), "stack", string(debug.Stack()))
	return fmt.Errorf("panic: %v", cause)
}

// ended is the error for a context that has ended.
func ended(ctx context.Context) *gqlerror.Error {
	switch cause := context.Cause(ctx); {
	case errors.Is(cause, context.DeadlineExceeded):
		return fault.New(fault.Timeout, "the request took too long: ask for less at once")
	case errors.Is(cause, direct.ErrFields):
		return tooLarge()
	case errors.Is(cause, auth.ErrEnded):
		return fault.New(fault.Unauthenticated, "%s", auth.ErrEnded.Error())
	case errors.Is(cause, errShutdown):
		return fault.New(fault.Overloaded, "the server is shutting down: try again in a second")
	}
	return fault.New(fault.Cancelled, "the request was cancelled")
}

func tooLarge() *gqlerror.Error {
	return fault.New(fault.ResponseTooLarge, "the answer is larger than the limit: ask for smaller pages or fewer fields")
}
