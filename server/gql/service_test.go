package gql_test

import (
	"bytes"
	"context"
	"encoding/json"
	"regexp"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"whence/server/auth"
	"whence/server/gql"
	"whence/server/nested"
)

// service answers operations as the server does, without HTTP.
type service struct{ *executor.Executor }

func serve(schema graphql.ExecutableSchema) service {
	e := executor.New(schema)
	e.SetErrorPresenter(gql.Present)
	e.SetQueryCache(lru.New[*ast.QueryDocument](100))

	return service{e}
}

// operation is a request: a document, the name of an operation in it, and variables.
type operation struct {
	document  string
	name      string
	variables map[string]any
}

func (s service) answer(ctx context.Context, o operation) *graphql.Response {
	ctx = nested.With(ctx, func(ctx context.Context, query string, variables map[string]any) (json.RawMessage, gqlerror.List) {
		r := s.answer(ctx, operation{document: query, variables: variables})
		return r.Data, r.Errors
	})
	ctx = graphql.StartOperationTrace(ctx)
	now := graphql.Now()
	params := &graphql.RawParams{
		Query: o.document, OperationName: o.name, Variables: o.variables, ReadTime: graphql.TraceTiming{Start: now, End: now},
	}
	op, errs := s.CreateOperationContext(ctx, params)
	if len(errs) > 0 {
		return s.DispatchError(graphql.WithOperationContext(ctx, op), errs)
	}
	op.DisableIntrospection = false
	respond, ctx := s.DispatchOperation(ctx, op)
	return respond(ctx)
}

// ask answers an operation that must succeed.
func (s service) ask(t *testing.T, o operation) any {
	t.Helper()
	response := s.answer(asAdmin(t.Context()), o)
	if len(response.Errors) > 0 {
		t.Fatalf("%s\nvariables %v: %v", o.document, o.variables, response.Errors)
	}
	return decode(t, response.Data)
}

// asAdmin is the context of somebody who may see and do everything.
func asAdmin(ctx context.Context) context.Context {
	return auth.With(ctx, &auth.Caller{
		Agent: auth.Agent{ID: "agent/ann", Name: "Ann"}, Role: auth.Admin, Expires: time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC),
	})
}

func decode(t *testing.T, data []byte) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatalf("%v in %.200s", err, data)
	}
	return v
}

// lasting is an answer without what differs from one load of the same claims to the next: the moments of loading, and
// the cursors that hold them.
func lasting(t *testing.T, data any) []byte {
	t.Helper()
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(data); err != nil {
		t.Fatal(err)
	}
	text := moment.ReplaceAll(out.Bytes(), []byte(`"MOMENT"`))
	return cursors.ReplaceAll(text, []byte(`"endCursor": "CURSOR"`))
}

var (
	moment  = regexp.MustCompile(`"\d{4}-\d\d-\d\dT[\d:.]+Z"`)
	cursors = regexp.MustCompile(`"endCursor": "[^"]*"`)
)

// plain is a value as a client receives it.
func plain(t *testing.T, v any) any {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return decode(t, text)
}
