package server

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"whence/server/auth"
	"whence/server/body"
	"whence/server/fault"
	"whence/server/live"
)

// emission is one response of a stream, as JSON.
type emission struct {
	text   []byte
	codes  []string
	cursor string // "" of what is not followed
}

// stream is answer for a transport that carries more than one response: it emits those of a subscription until it ends,
// ctx does, or emit fails. Once nothing can be refused any more, and before it emits anything, it calls leave: the slot
// that it was called in is not needed further, for whoever waits for something to happen, or for a client to read, holds
// none.
func (e *engine) stream(ctx context.Context, r *body.Request, out *outcome, leave func(), emit func(emission) error) gqlerror.List {
	op, p, refusals := e.prepare(ctx, r, out)
	if refusals != nil {
		return refusals
	}
	encoded := func(response *graphql.Response) error {
		answer, err := answered(plainJSON, e.finish(response, p, r))
		if err != nil {
			return err
		}
		return emit(emission{text: answer.text(), codes: codes(response.Errors)})
	}
	if p.operation.Operation != ast.Subscription {
		response := e.execute(ctx, op, p, r, out)
		leave()
		_ = encoded(response) // nobody is left to tell
		return nil
	}
	if e.hub != nil {
		position, refusal := e.position(ctx, op, r.LastEvent)
		if refusal != nil {
			return gqlerror.List{refusal}
		}
		leave()
		return e.follow(ctx, op, p, r, position, emit)
	}
	leave()
	handler, ctx := e.executor.DispatchOperation(ctx, op)
	for response := handler(ctx); response != nil; response = handler(ctx) {
		if encoded(response) != nil {
			return nil //nolint:nilerr // the client is gone
		}
	}
	return nil
}

// errUnread is a client that has not read what it was sent before.
var errUnread = errors.New("the client does not read")

// after is the argument that says behind which event a subscription goes on.
const after = "after"

// position is where in the log a subscription begins: behind the last event that the client has had.
func (e *engine) position(ctx context.Context, op *graphql.OperationContext, last string) (uint64, *gqlerror.Error) {
	cursor := last
	if cursor == "" {
		cursor, _ = rootField(op.Operation.SelectionSet).ArgumentMap(op.Variables)[after].(string)
	}
	if cursor == "" {
		return e.hub.Log().Head(), nil
	}
	position, err := e.hub.Log().Position(ctx, cursor)
	if err != nil {
		return 0, e.presenter.present(ctx, err)
	}
	return position, nil
}

// rootField is the one field of a subscription, which validation has seen to.
func rootField(set ast.SelectionSet) *ast.Field {
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			return s
		case *ast.InlineFragment:
			return rootField(s.SelectionSet)
		case *ast.FragmentSpread:
			return rootField(s.Definition.SelectionSet)
		}
	}
	return nil
}

// follow emits what passes a subscription, from a position on.
func (e *engine) follow(ctx context.Context, op *graphql.OperationContext, p *prepared, r *body.Request, position uint64, emit func(emission) error) gqlerror.List {
	caller := auth.From(ctx)
	feed := e.hub.Feed(feedKey(op, caller), mentions(p.operation.SelectionSet, "behind"), e.encoder(op, p, r, caller))
	defer feed.Release()
	authority := e.rights.authority
	unread := false
	err := feed.Follow(ctx, position, func(m live.Message) error {
		if authority != nil && !authority.Valid(caller) {
			return auth.ErrEnded
		}
		err := emit(emission{m.Text, m.Codes, m.Cursor})
		unread = err != nil
		return err
	})
	switch {
	case ctx.Err() != nil:
		return gqlerror.List{ended(ctx)}
	case unread:
		return gqlerror.List{fault.New(fault.Cancelled, "the client reads no more")}
	}
	return gqlerror.List{e.presenter.present(ctx, err)}
}

// encoder executes a subscription for one event at a time. It holds on to nothing of the request that it came by, for
// others may be sent its answers when that is long over.
func (e *engine) encoder(op *graphql.OperationContext, p *prepared, r *body.Request, caller *auth.Caller) live.Encode {
	variables := maps.Clone(op.Variables)
	request := &body.Request{Query: op.RawQuery, OperationName: r.OperationName, Extensions: r.Extensions}
	return func(_ context.Context, event live.Event) (*live.Payload, error) {
		ctx := auth.With(live.WithEvent(context.Background(), event), caller)
		response := e.dispatch(ctx, e.context(request, p, variables), p)
		if response.Data == nil && len(response.Errors) == 0 {
			return nil, nil //nolint:nilnil // it does not pass
		}
		answer, err := answered(plainJSON, e.finish(response, p, request))
		if err != nil {
			return nil, err
		}
		return &live.Payload{Text: answer.text(), Codes: codes(response.Errors)}, nil
	}
}

// feedKey is the same for all who are sent the same: who ask in the same words, with the same variables but for their
// cursor, and may see the same.
func feedKey(op *graphql.OperationContext, caller *auth.Caller) string {
	variables := op.Variables
	if v := rootField(op.Operation.SelectionSet).Arguments.ForName(after); v != nil && v.Value.Kind == ast.Variable {
		variables = maps.Clone(variables)
		delete(variables, v.Value.Raw) // a cursor is of no other use
	}
	var key []byte
	for _, name := range slices.Sorted(maps.Keys(variables)) {
		value, err := json.Marshal(variables[name])
		if err != nil {
			value = strconv.AppendQuote(nil, err.Error()) // no value of a variable fails
		}
		key = append(append(append(key, name...), 0), value...)
	}
	who := caller.Role.String()
	if caller.Role > auth.Reader { // what they have proposed themselves, others do not see
		who += caller.Agent.ID
	}
	return op.RawQuery + "\x00" + op.OperationName + "\x00" + who + "\x00" + string(key)
}

// mentions reports whether a field of that name is asked for anywhere.
func mentions(set ast.SelectionSet, name string) bool {
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			if s.Name == name || mentions(s.SelectionSet, name) {
				return true
			}
		case *ast.InlineFragment:
			if mentions(s.SelectionSet, name) {
				return true
			}
		case *ast.FragmentSpread:
			if mentions(s.Definition.SelectionSet, name) {
				return true
			}
		}
	}
	return false
}
