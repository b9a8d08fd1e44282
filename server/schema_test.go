package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"whence/server/fault"
)

// stage is a schema whose fields misbehave as the edge must bear: slow, large,
// failing, panicking. It executes itself, as any graphql.ExecutableSchema may.
type stage struct {
	schema *ast.Schema
	slow   atomic.Int64 // fields that are waiting
}

func newStage() *stage {
	return &stage{schema: gqlparser.MustLoadSchema(&ast.Source{Name: "stage.graphqls", Input: `
		type Query {
			hello(name: String = "you"): String
			items(first: Int = 10): [Item!]
			wait(ms: Int!): String
			big(bytes: Int!): String
			fail(how: String!): String
			burn(ms: Int!): String
		}
		type Item { id: ID! }
		directive @needs(role: Role!, commit: Role) on FIELD_DEFINITION | OBJECT
		enum Role { READER CONTRIBUTOR EDITOR ADMIN }
		type Mutation {
			change(many: [Int!]): String @needs(role: CONTRIBUTOR, commit: EDITOR)
			replace: String @needs(role: ADMIN)
			forgotten: String
		}
		type Subscription {
			count(to: Int!): Int
			changed(only: [Int!], after: String, pad: Int): Change! @needs(role: READER)
		}
		type Change { number: Int! cursor: String! behind: Int! sign: Boolean! }
	`})}
}

func (s *stage) Schema() *ast.Schema { return s.schema }

func (s *stage) Complexity(context.Context, string, string, int, map[string]any) (int, bool) {
	return 0, false
}

func (s *stage) Exec(ctx context.Context) graphql.ResponseHandler {
	op := graphql.GetOperationContext(ctx)
	fields := graphql.CollectFields(op, op.Operation.SelectionSet, []string{"Query", "Mutation", "Subscription"})
	if op.Operation.Operation == ast.Subscription {
		if fields[0].Name == "changed" {
			return s.changed(op, fields[0])
		}
		return s.count(op, fields[0])
	}
	answered := false
	return func(ctx context.Context) *graphql.Response {
		if answered {
			return nil
		}
		answered = true
		return s.answer(ctx, op, fields)
	}
}

func (s *stage) answer(ctx context.Context, op *graphql.OperationContext, fields []graphql.CollectedField) (response *graphql.Response) {
	defer func() {
		if cause := recover(); cause != nil {
			graphql.AddError(ctx, op.RecoverFunc(ctx, cause))
			response = &graphql.Response{}
		}
	}()
	var members []string
	for _, f := range fields {
		value, err := s.resolve(ctx, f.Name, f.ArgumentMap(op.Variables))
		if err != nil {
			graphql.AddError(ctx, err)
		}
		text, _ := json.Marshal(value)
		members = append(members, fmt.Sprintf("%q:%s", f.Alias, text))
	}
	return &graphql.Response{Data: []byte("{" + strings.Join(members, ",") + "}")}
}

func (s *stage) resolve(ctx context.Context, field string, arguments map[string]any) (any, error) {
	number := func(name string) int64 {
		n, _ := arguments[name].(int64)
		return n
	}
	switch field {
	case "__typename":
		return "Query", nil
	case "hello":
		return fmt.Sprint("hello ", arguments["name"]), nil
	case "big":
		return strings.Repeat("b", int(number("bytes"))), nil
	case "items":
		items := make([]map[string]string, number("first"))
		for i := range items {
			items[i] = map[string]string{"id": fmt.Sprint(i)}
		}
		return items, nil
	case "wait":
		s.slow.Add(1)
		defer s.slow.Add(-1)
		select {
		case <-time.After(time.Duration(number("ms")) * time.Millisecond):
			return "waited", nil
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	case "burn":
		for end := time.Now().Add(time.Duration(number("ms")) * time.Millisecond); time.Now().Before(end); {
		}
		return "burnt", nil
	case "fail":
		switch arguments["how"] {
		case "panic":
			panic("the secret cause")
		case "coded":
			return nil, fmt.Errorf("the secret wrapping: %w", fault.New(fault.NotFound, "nothing has that id"))
		}
		return nil, errors.New("the secret cause")
	}
	return nil, nil
}

func (s *stage) count(op *graphql.OperationContext, f graphql.CollectedField) graphql.ResponseHandler {
	to, _ := f.ArgumentMap(op.Variables)["to"].(int64)
	var n int64
	return func(ctx context.Context) *graphql.Response {
		if n++; n > to {
			return nil
		}
		select {
		case <-time.After(time.Millisecond):
			return &graphql.Response{Data: fmt.Appendf(nil, `{"count":%d}`, n)}
		case <-ctx.Done():
			return nil
		}
	}
}
