package server

import (
	"context"
	"errors"
	"math"
	"net/netip"
	"strconv"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whence/server/auth"
	"whence/server/auth/needs"
	"whence/server/fault"
)

// rights holds operations against what their callers may do.
type rights struct {
	table *needs.Table
	// readOnly says that nobody is known who could write.
	readOnly  bool
	authority *auth.Authority
}

func newRights(o *Options) rights {
	table := o.Needs
	if table == nil {
		var err error
		if table, err = needs.Read(o.Schema.Schema(), needs.Options{}); err != nil {
			panic(err) // the schema is part of the program
		}
	}
	return rights{table: table, readOnly: o.Authority == nil, authority: o.Authority}
}

// maxMutations is how many mutations one request may hold, each a commit of its own.
const maxMutations = 10

// refusal says why an operation is not for its caller, or nil.
func (r rights) refusal(ctx context.Context, asked *needs.Asked) *gqlerror.Error {
	caller := auth.From(ctx)
	switch {
	case asked.Mutation && r.readOnly:
		return fault.New(fault.ReadOnly, "this server only reads: start it with --keys or --issuer, so that it knows who writes")
	case caller.Role >= asked.Role && len(asked.Fields) <= maxMutations:
		return nil
	case caller.Role >= asked.Role:
		return fault.New(fault.QueryTooWide, "the request holds %d mutations: %d are the most", len(asked.Fields), maxMutations)
	case caller.Anonymous():
		return fault.New(fault.Unauthenticated, "%s asks for the role %v: send a key as Authorization: Bearer", asked.Field, asked.Role)
	}
	return fault.New(fault.Forbidden, "%s asks for the role %v, and yours is %v", asked.Field, asked.Role, caller.Role)
}

// spend takes a mutation off what its caller may write.
func (r rights) spend(ctx context.Context, asked *needs.Asked, variables map[string]any) *gqlerror.Error {
	if !asked.Mutation {
		return nil
	}
	writes := 0
	for _, f := range asked.Fields {
		writes += needs.Writes(f, variables)
	}
	wait, ok := auth.From(ctx).Spend(writes)
	if ok {
		return nil
	}
	refusal := fault.New(fault.RateLimited, "you have written too much at once: wait a while, and send the same again")
	if wait > 0 {
		seconds := int(math.Ceil(wait.Seconds()))
		refusal.Message = "you have written too much at once: send the same again in " + strconv.Itoa(seconds) + " s"
		refusal.Extensions["retryAfter"] = seconds
	}
	return refusal
}

// identified is ctx with whoever sends a request with that Authorization header.
func (s *Server) identified(ctx context.Context, authorization string, from netip.Addr) (context.Context, *gqlerror.Error) {
	authority := s.options.Authority
	if authority == nil {
		return ctx, nil
	}
	if authorization == "" && !authority.AnonymousRefused() { // nearly everybody
		return ctx, nil
	}
	caller, err := authority.Caller(ctx, authorization, from)
	switch {
	case errors.Is(err, auth.ErrTooMany):
		refusal := fault.Wrap(err, fault.RateLimited, "%s", err.Error())
		refusal.Extensions["retryAfter"] = int(time.Minute.Seconds())
		return ctx, refusal
	case errors.Is(err, auth.ErrRequired):
		return ctx, fault.Wrap(err, fault.Unauthenticated, "%s: send a key as Authorization: Bearer", err.Error())
	case err != nil:
		return ctx, fault.Wrap(err, fault.Unauthenticated, "%s", auth.ErrRefused.Error())
	}
	if o := observed(ctx); o != nil {
		o.agent = caller.Agent.ID
	}
	return auth.With(ctx, caller), nil
}
