// Package bars measures the direct executor against gqlgen's own and against a handler that returns the same bytes,
// all in one run, and says whether the bars hold.
package bars

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"

	"whence/server/gql/direct"
	"whence/server/gql/direct/internal/films"
	"whence/server/gql/direct/internal/films/gen"
	"whence/server/gql/direct/internal/films/resolver"
)

// question is a request whose cost is measured.
type question struct {
	name, query string
	variables   map[string]any
}

const tree = `query($people: Int!) { people(first: $people) { totalCount pageInfo { hasNextPage endCursor }
  edges { cursor node { id name aliases works(first: 5) { totalCount edges { cursor node {
    id title year genre cast(first: 5) { totalCount edges { cursor node { id name aliases } } } } } } } } } }`

var (
	wide = question{"tree", tree, map[string]any{"people": 24}}
	huge = question{"large tree", tree, map[string]any{"people": 63}}
	list = question{"batched lists", `query($people: Int!) { people(first: $people) { nodes { id name friends(first: 5) { id name } } } }`, map[string]any{"people": 100}}
	one  = question{"point", `query($id: ID!) { node(id: $id) { id ... on Person { name mentor { name } } } }`, map[string]any{"id": "p7"}}
)

// persisted are the queries by name.
var persisted = map[string]string{wide.name: tree, huge.name: tree, list.name: list.query, one.name: one.query}

// Print measures for some seconds and writes a line a bar to w:
//
//	BAR <name> value=<measured> want=<bar> ok|short
//
// It returns an error where something can't be measured, not where a bar falls short.
func Print(ctx context.Context, w io.Writer) error {
	b := bench{ctx: ctx, w: w}
	b.gqlgen = newServer(gen.NewExecutableSchema(config()))
	b.direct = newServer(gen.NewDirectSchema(config(), direct.Options{MaxFields: 1 << 20, MaxBytes: 4 << 20}))
	b.costs(wide, costBars{gqlgen: 40, bare: 3})
	b.costs(huge, costBars{gqlgen: 40, bare: 4})
	b.costs(list, costBars{gqlgen: 25})
	b.costs(one, costBars{bare: 1.6})
	b.allocations()
	return b.err
}

func config() gen.Config {
	return gen.Config{Resolvers: resolver.Resolver{Graph: films.New(films.Large)}}
}

// buffers are the answers' as a transport would keep them.
var buffers sync.Pool

// server answers a POST as the smallest transport that could be used: one of persisted queries.
type server struct{ *executor.Executor }

// request is a request's body.
type request struct {
	Query     string         `json:"query"` // its name
	Variables map[string]any `json:"variables"`
}

func newServer(schema graphql.ExecutableSchema) server {
	s := server{executor.New(schema)}
	s.SetQueryCache(lru.New[*ast.QueryDocument](100))
	return s
}

// ServeHTTP implements http.Handler.
func (s server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var req request
	body := json.NewDecoder(r.Body)
	body.UseNumber()
	if err := body.Decode(&req); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	params := graphql.RawParams{Query: persisted[req.Query], Variables: req.Variables}
	kept, _ := buffers.Get().(*[]byte)
	if kept == nil {
		kept = new([]byte)
	}
	defer buffers.Put(kept)
	data, err := s.answer(direct.WithBuffer(r.Context(), *kept), &params)
	*kept = data[:0]
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	write(w, data)
}

func write(w http.ResponseWriter, data []byte) {
	const head, tail = `{"data":`, `}`
	w.Header()["Content-Type"] = contentType
	w.Header().Set("Content-Length", fmt.Sprint(len(head)+len(data)+len(tail)))
	_, _ = io.WriteString(w, head)
	_, _ = w.Write(data)
	_, _ = io.WriteString(w, tail)
}

var contentType = []string{"application/json"}

func (s server) answer(ctx context.Context, params *graphql.RawParams) ([]byte, error) {
	ctx = graphql.StartOperationTrace(ctx)
	now := graphql.Now()
	params.ReadTime = graphql.TraceTiming{Start: now, End: now}
	op, errs := s.CreateOperationContext(ctx, params)
	if len(errs) > 0 {
		return nil, errs
	}
	handler, ctx := s.DispatchOperation(ctx, op)
	res := handler(ctx)
	if len(res.Errors) > 0 {
		return nil, res.Errors
	}
	return res.Data, nil
}

// bare is the handler that has the answer already.
type bare struct{ data []byte }

// ServeHTTP implements http.Handler.
func (b bare) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	write(w, b.data)
}

type bench struct {
	ctx            context.Context
	w              io.Writer
	gqlgen, direct server
	err            error
}

// costBars are the bars of a question: how many times less CPU than gqlgen's, and how many times the bare handler's.
// Zero is no bar.
type costBars struct{ gqlgen, bare float64 }

func (b *bench) costs(q question, bars costBars) {
	if b.err != nil {
		return
	}
	data, err := b.direct.answer(b.ctx, &graphql.RawParams{Query: q.query, Variables: q.variables})
	if err != nil {
		b.err = fmt.Errorf("%s: %w", q.name, err)
		return
	}
	cpu, err := measure(b.ctx, q, bare{data}, b.direct, b.gqlgen)
	if err != nil {
		b.err = fmt.Errorf("%s: %w", q.name, err)
		return
	}
	objects := strings.Count(string(data), "{")
	fmt.Fprintf(b.w, "%s: %d objects, %d bytes; CPU a request over HTTP: bare handler %.1f µs, direct %.1f µs, gqlgen %.1f µs\n",
		q.name, objects, len(data), cpu[0], cpu[1], cpu[2])
	if bars.gqlgen > 0 {
		b.atLeast("gqlgen's CPU over direct's: "+q.name, cpu[2]/cpu[1], bars.gqlgen)
	}
	if bars.bare > 0 {
		b.atMost("direct's CPU over a bare handler's: "+q.name, cpu[1]/cpu[0], bars.bare)
	}
}

func (b *bench) atLeast(name string, value, want float64) {
	b.bar(name, value, ">=", want, value >= want)
}

func (b *bench) atMost(name string, value, want float64) {
	b.bar(name, value, "<=", want, value <= want)
}

func (b *bench) bar(name string, value float64, sign string, want float64, holds bool) {
	verdict := "short"
	if holds {
		verdict = "ok"
	}
	fmt.Fprintf(b.w, "BAR graphql/%s value=%.3g want=%s%.3g %s\n", strings.ReplaceAll(name, " ", "-"), value, sign, want, verdict)
}
