package direct

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// TestCache checks that plans go when their operations do.
func TestCache(t *testing.T) {
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: `type Query { one: Int, two: Int }`})
	root := &Object[Root]{Name: "Query", Fields: []Field[Root]{
		{Name: "one", Write: func(w *Writer, _ Root) bool { return w.Int(1) }},
		{Name: "two", Write: func(w *Writer, _ Root) bool { return w.Int(2) }},
	}}
	e := NewExecutor(Options{}, root, nil)
	kept := load(schema, `{ one }`)
	for range 100 {
		ask(t, e, kept)
		ask(t, e, load(schema, `query($c: Boolean!) { one @skip(if: $c) two }`))
	}
	count := func() (n int) {
		e.plans.operations.Range(func(any, any) bool { n++; return true })
		return n
	}
	for until := time.Now().Add(10 * time.Second); count() > 1 && time.Now().Before(until); time.Sleep(time.Millisecond) {
		runtime.GC()
	}
	if n := count(); n != 1 {
		t.Errorf("%d operations have plans, one is kept", n)
	}
	runtime.KeepAlive(kept)
}

func load(schema *ast.Schema, query string) *ast.QueryDocument {
	return gqlparser.MustLoadQueryWithRules(schema, query, rules.NewDefaultRules())
}

// TestCacheSize checks that plans are bounded where their operations are not.
func TestCacheSize(t *testing.T) {
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: `type Query { one: Int }`})
	root := &Object[Root]{Name: "Query", Fields: []Field[Root]{{Name: "one", Write: func(w *Writer, _ Root) bool { return w.Int(1) }}}}
	e := NewExecutor(Options{}, root, nil)
	var query strings.Builder
	query.WriteString("{")
	for i := range 1000 {
		fmt.Fprintf(&query, " f%d: one", i)
	}
	query.WriteString("}")
	doc, err := parser.ParseQuery(&ast.Source{Input: query.String()})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range doc.Operations[0].SelectionSet {
		f.(*ast.Field).Definition = schema.Query.Fields.ForName("one")
	}
	var kept []*ast.OperationDefinition
	for range 3 * maxKept / 1000 {
		op := *doc.Operations[0]
		kept = append(kept, &op)
		if _, err := e.plans.operation(&op).plan(e, &graphql.OperationContext{Operation: &op}); err != nil {
			t.Fatal(err)
		}
	}
	count := 0
	e.plans.operations.Range(func(any, any) bool { count++; return true })
	if count > 1+maxKept/1000 || e.plans.size.Load() > maxKept+1000 {
		t.Errorf("%d plans of %d fields are kept", count, e.plans.size.Load())
	}
	runtime.KeepAlive(kept)
}

func ask(t *testing.T, e *Executor, doc *ast.QueryDocument) {
	t.Helper()
	op := &graphql.OperationContext{Doc: doc, Operation: doc.Operations[0], Variables: map[string]any{"c": true}}
	ctx := graphql.WithOperationContext(t.Context(), op)
	ctx = graphql.WithResponseContext(ctx, graphql.DefaultErrorPresenter, func(context.Context, any) error { return nil })
	res := e.Exec(ctx)(ctx)
	if errs := graphql.GetErrors(ctx); len(errs) > 0 || len(res.Data) != len(`{"one":1}`) {
		t.Fatal(string(res.Data), errs)
	}
}
