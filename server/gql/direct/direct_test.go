package direct_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"whence/server/gql/direct"
	"whence/server/gql/direct/internal/films"
	"whence/server/gql/direct/internal/films/gen"
	"whence/server/gql/direct/internal/films/resolver"
)

func config() gen.Config {
	return gen.Config{Resolvers: resolver.Resolver{Graph: films.New(films.Small)}}
}

func newDirect(options direct.Options) server {
	return newServer(gen.NewDirectSchema(config(), options))
}

// deep reaches works and people on several levels, through types that have the field in common.
const deep = `{ people(first: 30) { edges { node { works(first: 5) { edges { node { cast(first: 3) { edges { node {
  mentor { works { nodes { lead { id } sequel { lead { id } } } } } } } } } } } } } } }`

// TestCalls counts the calls of resolvers: one a level, concrete type and selected field.
func TestCalls(t *testing.T) {
	var direct1, gqlgen resolver.Calls
	lead := map[string]int{
		"Query.people": 1,
		"Person.works": 2, "Film.cast": 1, "Series.cast": 1, "Person.mentor": 1,
		"Film.sequel": 1, "Series.sequel": 1, "Film.lead": 2, "Series.lead": 2,
	}
	if _, err := newDirect(direct.Options{}).response(resolver.WithCalls(t.Context(), &direct1), operation{query: deep}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(lead, direct1.By()); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
	if _, err := newServer(gen.NewExecutableSchema(config())).response(resolver.WithCalls(t.Context(), &gqlgen), operation{query: deep}); err != nil {
		t.Fatal(err)
	}
	t.Logf("gqlgen's executor: %v", gqlgen.By())
}

// TestAround checks what a tracer sees: every resolver call, in its field's context.
func TestAround(t *testing.T) {
	var calls []string
	s := newDirect(direct.Options{Around: func(ctx context.Context, call direct.Call, resolve func(context.Context)) {
		fc := graphql.GetFieldContext(ctx)
		calls = append(calls, fmt.Sprintf("%d %s.%s as %s for %d, %v, selecting %s",
			call.Level, call.Object, call.Field, call.Alias, call.Objects, fc.Args["id"], selected(ctx)))
		resolve(ctx)
	}})
	op := operation{query: `{ p: person(id: "p1") { name home { id name } } person(id: "p3") { id } }`}
	if _, err := s.response(t.Context(), op); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"0 Query.person as p for 1, p1, selecting name home",
		"0 Query.person as person for 1, p3, selecting id",
		"1 Person.home as home for 1, <nil>, selecting id name",
	}
	if diff := cmp.Diff(want, calls); diff != "" {
		t.Error(diff)
	}
}

func selected(ctx context.Context) string {
	var names []string
	for _, f := range graphql.CollectFieldsCtx(ctx, nil) {
		names = append(names, f.Name)
	}
	return strings.Join(names, " ")
}

// TestEnds checks the ways in which a request ends before its answer: null, and one error without a path.
func TestEnds(t *testing.T) {
	errWeary := errors.New("weary")
	cancelled, cancel := context.WithCancelCause(t.Context())
	cancel(errWeary)
	later, stop := context.WithCancelCause(t.Context())
	tests := []struct {
		name      string
		ctx       context.Context
		options   direct.Options
		query     string
		variables map[string]any
		want      error
	}{
		{"too many fields", t.Context(), direct.Options{MaxFields: 50}, deep, nil, direct.ErrFields},
		{"too long", t.Context(), direct.Options{MaxBytes: 500}, deep, nil, direct.ErrBytes},
		{"too many errors", t.Context(), direct.Options{MaxBytes: 500}, `{ films(first: null) { length } }`, nil, direct.ErrBytes},
		{"cancelled before", cancelled, direct.Options{}, deep, nil, errWeary},
		{"cancelled on the way", later, direct.Options{Around: func(ctx context.Context, call direct.Call, resolve func(context.Context)) {
			resolve(ctx)
			if call.Field == "cast" {
				stop(errWeary)
			}
			if call.Field == "mentor" {
				t.Error("went on")
			}
		}}, deep, nil, errWeary},
		{"condition is null", t.Context(), direct.Options{}, `query($c: Boolean = true) { people @skip(if: $c) { totalCount } }`, map[string]any{"c": nil}, direct.ErrCondition},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newDirect(test.options)
			var presented []error
			s.SetErrorPresenter(func(ctx context.Context, err error) *gqlerror.Error {
				presented = append(presented, err)
				return graphql.DefaultErrorPresenter(ctx, err)
			})
			oc, errs := s.CreateOperationContext(graphql.StartOperationTrace(t.Context()), &graphql.RawParams{Query: test.query, Variables: test.variables})
			if len(errs) > 0 {
				t.Fatal(errs)
			}
			// The executor gives a cancelled request no answer at all; transports that want one ask the schema.
			ctx := graphql.WithResponseContext(graphql.WithOperationContext(test.ctx, oc), func(_ context.Context, err error) *gqlerror.Error {
				presented = append(presented, err)
				return gqlerror.Wrap(err)
			}, graphql.DefaultRecover)
			handler := gen.NewDirectSchema(config(), test.options).Exec(ctx)
			if res := handler(ctx); string(res.Data) != "null" {
				t.Errorf("data %s", res.Data)
			}
			if len(presented) != 1 || !errors.Is(presented[0], test.want) {
				t.Errorf("errors %v, want %v", presented, test.want)
			}
			if handler(ctx) != nil {
				t.Error("a second answer")
			}
		})
	}
}

// TestIntrospection checks that gqlgen's executor answers it, beside data and where it is disabled too.
func TestIntrospection(t *testing.T) {
	queries := []string{
		`{ __schema { types { name kind fields { name args { name defaultValue } type { name ofType { name } } } } } }`,
		`{ person(id: "p1") { name } t: __type(name: "Film") { name ...F } __typename } fragment F on __Type { interfaces { name } }`,
		`{ __type(name: "Nothing") { name } }`,
	}
	for _, enabled := range []bool{true, false} {
		oracle, subject := newServer(gen.NewExecutableSchema(config())), newDirect(direct.Options{})
		if enabled {
			oracle.AroundOperations(introspect)
			subject.AroundOperations(introspect)
		}
		for _, query := range queries {
			want, err := oracle.answer(operation{query: query}, resolver.Weather{})
			if err != nil {
				t.Fatal(err)
			}
			got, err := subject.answer(operation{query: query}, resolver.Weather{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(answer{})); diff != "" {
				t.Errorf("%s, enabled %t:\n%s", query, enabled, diff)
			}
		}
	}
}

func introspect(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	graphql.GetOperationContext(ctx).DisableIntrospection = false
	return next(ctx)
}

// TestOthers checks that mutations and subscriptions stay with gqlgen's executor.
func TestOthers(t *testing.T) {
	s := newDirect(direct.Options{})
	res, err := s.response(t.Context(), operation{query: `mutation { rename(id: "p1", name: "Méliès") { name } }`})
	if err != nil || string(res.Data) != `{"rename":{"name":"Méliès"}}` {
		t.Errorf("%v, %v", res, err)
	}
	ctx := graphql.StartOperationTrace(t.Context())
	oc, errs := s.CreateOperationContext(ctx, &graphql.RawParams{Query: `subscription { count(to: 2) }`})
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	next, ctx := s.DispatchOperation(ctx, oc)
	var counts []string
	for res := next(ctx); res != nil; res = next(ctx) {
		counts = append(counts, string(res.Data))
	}
	if diff := cmp.Diff([]string{`{"count":1}`, `{"count":2}`}, counts); diff != "" {
		t.Error(diff)
	}
}

// TestCheck checks that no field interceptor is passed over in silence.
func TestCheck(t *testing.T) {
	tests := []struct {
		name string
		use  func(server)
		want error
	}{
		{"none", func(server) {}, nil},
		{"operations and responses", func(s server) {
			s.AroundOperations(func(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler { return next(ctx) })
			s.AroundResponses(func(ctx context.Context, next graphql.ResponseHandler) *graphql.Response { return next(ctx) })
		}, nil},
		{"fields", func(s server) {
			s.AroundFields(func(ctx context.Context, next graphql.Resolver) (any, error) { return next(ctx) })
		}, direct.ErrInterceptor},
		{"root fields", func(s server) {
			s.AroundRootFields(func(ctx context.Context, next graphql.RootResolver) graphql.Marshaler { return next(ctx) })
		}, direct.ErrInterceptor},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newDirect(direct.Options{})
			test.use(s)
			if err := direct.Check(t.Context(), s); !errors.Is(err, test.want) {
				t.Errorf("Check: %v, want %v", err, test.want)
			}
			res, err := s.response(t.Context(), operation{query: `{ person(id: "p1") { id } }`})
			if err != nil {
				t.Fatal(err)
			}
			if refused := len(res.Errors) == 1 && errors.Is(res.Errors[0], direct.ErrInterceptor); refused != (test.want != nil) {
				t.Errorf("answer %s %v", res.Data, res.Errors)
			}
		})
	}
}

// TestBuffer checks that an answer is written where its transport wants it.
func TestBuffer(t *testing.T) {
	s, op := newDirect(direct.Options{}), operation{query: `{ person(id: "p1") { id } }`}
	buffer := make([]byte, 0, 100)
	res, err := s.response(direct.WithBuffer(t.Context(), buffer), op)
	if err != nil {
		t.Fatal(err)
	}
	if &res.Data[0] != &buffer[:1][0] || string(res.Data) != `{"person":{"id":"p1"}}` {
		t.Errorf("%s is elsewhere", res.Data)
	}
}

// TestConcurrent runs the same plans from several goroutines, in different weather.
func TestConcurrent(t *testing.T) {
	s := newDirect(direct.Options{})
	query := `query($c: Boolean!) { people(first: 20) { nodes { name rival { id } works @skip(if: $c) { nodes { title lead { name } } } } } }`
	ask := func(i int) string {
		op := operation{query, map[string]any{"c": i%2 == 0}}
		a, err := s.answer(op, resolver.Weather{Seed: uint32(i), Rate: 100})
		return fmt.Sprint(a.data, a.errors, err)
	}
	var want [16]string
	for i := range want {
		want[i] = ask(i)
	}
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range want {
				if got := ask((i + g) % len(want)); got != want[(i+g)%len(want)] {
					t.Errorf("answer %d:\n%s\nwant\n%s", i, got, want[(i+g)%len(want)])
				}
			}
		})
	}
	wg.Wait()
}
