package server

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whence/server/admission"
	"whence/server/body"
	"whence/server/nested"
)

// AssistantPath is where programs that talk are answered.
const AssistantPath = "/mcp"

// Query answers one query as the caller that ctx carries, in a slot and within the limits of every operation; it is for
// programs that send operations otherwise than over HTTP. Mutations are refused.
func (s *Server) Query(ctx context.Context, query string, variables map[string]any) (json.RawMessage, gqlerror.List) {
	return s.slotted(ctx, &body.Request{Query: query, Variables: variables, ReadOnly: true})
}

// Propose is Query for a mutation whose text says options: {propose: true}. Any other operation is refused, so that nothing
// sent so is ever committed.
func (s *Server) Propose(ctx context.Context, mutation string, variables map[string]any) (json.RawMessage, gqlerror.List) {
	return s.slotted(ctx, &body.Request{Query: mutation, Variables: variables, Proposing: true})
}

// proposing is Propose, nil where the server knows nobody who may write.
func (s *Server) proposing() nested.Run {
	if s.options.Authority == nil {
		return nil
	}
	return s.Propose
}

// slotted answers an operation in a slot.
func (s *Server) slotted(ctx context.Context, r *body.Request) (json.RawMessage, gqlerror.List) {
	var slot admission.Slot
	client := ""
	if o := observed(ctx); o != nil {
		client = o.client
	}
	if err := s.admission.Enter(ctx, &slot, client); err != nil {
		if errors.Is(err, admission.ErrBusy) {
			return nil, gqlerror.List{overloaded()}
		}
		return nil, gqlerror.List{leftQueue()}
	}
	defer slot.Leave()
	return s.engine.within(ctx, r)
}

// assisted identifies the caller of a request of an assistant. Its operations take slots of their own, each for itself.
func (s *Server) assisted(next http.Handler) handler {
	return func(ctx context.Context, w *recorder, r *http.Request) {
		ctx, refusal := s.identified(ctx, r.Header.Get("Authorization"), s.address(r))
		if refusal != nil {
			s.refuse(w, r, plainJSON, refusal)
			return
		}
		if o := observed(ctx); o != nil {
			o.client = s.client(ctx, r)
		}
		next.ServeHTTP(w, r.WithContext(ctx))
	}
}
