package direct

import (
	"context"
	"runtime"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

// TestCache checks that plans go when their operations do.
func TestCache(t *testing.T) {
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: `type Query { one: Int, two: Int }`})
	root := &Object[Root]{Name: "Query", Fields: []Field[Root]{
		{Name: "one", Write: func(w *Writer, _ Root) bool { return w.Int(1) }},
		{Name: "two", Write: func(w *Writer, _ Root) bool { return w.Int(2) }},
	}}
	e := NewExecutor(Options{}, root, nil)
	kept := gqlparser.MustLoadQuery(schema, `{ one }`)
	for range 100 {
		ask(t, e, kept)
		ask(t, e, gqlparser.MustLoadQuery(schema, `query($c: Boolean!) { one @skip(if: $c) two }`))
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
