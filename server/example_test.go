package server_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"whence/server"
)

// constant is a schema with one answer. Real ones are generated.
type constant struct{ schema *ast.Schema }

func (c constant) Schema() *ast.Schema { return c.schema }

func (c constant) Complexity(context.Context, string, string, int, map[string]any) (int, bool) {
	return 0, false
}

func (c constant) Exec(context.Context) graphql.ResponseHandler {
	return graphql.OneShot(&graphql.Response{Data: []byte(`{"answer":42}`)})
}

func Example() {
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: "type Query { answer: Int! }"})
	s := server.New(server.Options{
		Schema: constant{schema},
		Log:    slog.New(slog.DiscardHandler),
		Limits: server.Limits{
			Execution: server.ExecutionLimits{Deadline: time.Second},
			Drain:     server.DrainLimits{Notice: time.Millisecond, Refuse: time.Millisecond},
		},
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	stopped := make(chan error)
	go func() { stopped <- s.Serve(ctx, listener) }()

	for _, body := range []string{`{"query":"{answer}","extensions":{"cost":true}}`, `{"query":"{question}"}`} {
		response, err := http.Post("http://"+listener.Addr().String()+"/graphql", "application/json", strings.NewReader(body))
		if err != nil {
			panic(err)
		}
		text, _ := io.ReadAll(response.Body)
		response.Body.Close()
		fmt.Println(string(text))
	}
	cancel()
	fmt.Println(<-stopped)
	// Output:
	// {"data":{"answer":42},"extensions":{"cost":{"limit":40000000,"requested":1}}}
	// {"errors":[{"message":"Cannot query field \"question\" on type \"Query\".","locations":[{"line":1,"column":2}],"extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}
	// <nil>
}
