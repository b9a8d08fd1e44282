package direct

import (
	"context"
	"errors"
	"reflect"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
)

// Errors that end a request, or that a programmer reads. All but ErrSchema and ErrBatch reach the error presenter
// with no path; the cause of a cancelled context does too.
var (
	// ErrFields: the request resolves more fields than Options.MaxFields.
	ErrFields = errors.New("too many fields")
	// ErrBytes: the answer is longer than Options.MaxBytes.
	ErrBytes = errors.New("answer too long")
	// ErrCondition: the variable of a @skip or @include is null.
	ErrCondition = errors.New("condition of @skip or @include")
	// ErrInterceptor: the server has field interceptors, which this executor would not call.
	ErrInterceptor = errors.New("field interceptors are not called by the direct executor")
	// ErrBatch: a batch resolver returned another number of results or errors than it was given parents.
	ErrBatch = errors.New("batch resolver")
	// ErrSchema: the operation was validated against another schema than the code was generated from.
	ErrSchema = errors.New("field unknown to the direct executor")
)

// Options bounds and observes requests. The zero value bounds nothing.
type Options struct {
	// MaxFields is how many fields a request may resolve, counting a field once for each object: 0 is any number.
	MaxFields int
	// MaxBytes is how long the data may be, with about what its errors add: 0 is any length.
	MaxBytes int
	// Around is called around the resolver calls of one field for one frontier, and calls resolve once, with a
	// context for the resolvers.
	Around func(ctx context.Context, call Call, resolve func(ctx context.Context))
	// Guards withhold parts of the schema from some requests.
	Guards Guards
}

// Guards are asked once a request for each place that an operation has them at. The zero value withholds nothing.
type Guards struct {
	// Fields refuse a field, by "Object.field", for all objects: the error stands at its path. The field must have a
	// resolver.
	Fields map[string]func(ctx context.Context) error
	// Objects say whether the request may see objects of a type, by its name. One that it may not is null wherever it is
	// reached, as if it were not there.
	Objects map[string]func(ctx context.Context) bool
}

// Call describes one field of one frontier.
type Call struct {
	Object, Field, Alias string
	Level                int // 0 for fields of the root
	Objects              int // how many parents
}

// Root is the parent of root fields.
type Root struct{}

// Executor runs the queries of one schema. It is safe for concurrent use.
type Executor struct {
	options Options
	types   []Type
	shown   []func(ctx context.Context) bool // by ordinal: the guards of types, most of them nil
	root    Type
	plans   cache
}

// NewExecutor returns an executor for the object types, which generated code passes in the order that it numbers
// them by.
func NewExecutor(options Options, root *Object[Root], types []Type) *Executor {
	e := &Executor{options: options, types: types, shown: make([]func(context.Context) bool, len(types)), root: root}
	for i, t := range types {
		e.shown[i] = options.Guards.Objects[t.name()]
	}
	return e
}

// Exec returns a handler that answers the query in ctx once.
func (e *Executor) Exec(ctx context.Context) graphql.ResponseHandler {
	op := graphql.GetOperationContext(ctx)
	answered := false
	return func(ctx context.Context) *graphql.Response {
		if answered {
			return nil
		}
		answered = true
		data, err := e.answer(ctx, op)
		if err != nil {
			graphql.AddError(ctx, err)
			data = []byte("null")
		}
		return &graphql.Response{Data: data}
	}
}

func (e *Executor) answer(ctx context.Context, op *graphql.OperationContext) ([]byte, error) {
	if intercepted(op) {
		return nil, ErrInterceptor
	}
	p, err := e.plans.operation(op.Operation).plan(e, op)
	if err != nil {
		return nil, err
	}
	x, _ := p.executions.Get().(*execution)
	if x == nil {
		x = &execution{plan: p, options: &e.options}
	}
	x.op = op
	x.ctx = graphql.WithFieldContext(ctx, &graphql.FieldContext{Object: e.root.name()})
	x.resolve()
	if x.err != nil {
		return nil, x.err // x is dropped: it may be as large as the limits allow
	}
	w := &x.writer
	*w = Writer{execution: x, path: w.path, buf: buffer(ctx, int(p.bytes.Load())+256)}
	w.render()
	if x.err != nil {
		return nil, x.err
	}
	p.bytes.Store(int64(len(w.buf)))
	for _, f := range w.failures {
		graphql.AddError(f.ctx, f.err)
	}
	data := w.buf
	x.reset()
	p.executions.Put(x)
	return data, nil
}

// Check returns ErrInterceptor if the executor's extensions intercept fields: AroundFields, AroundRootFields, and
// extensions with InterceptField or InterceptRootField. Call it once the server is set up. Queries refuse too, later.
func Check(ctx context.Context, server graphql.GraphExecutor) error {
	params := &graphql.RawParams{Query: "{__typename}", ReadTime: graphql.TraceTiming{Start: graphql.Now(), End: graphql.Now()}}
	op, errs := server.CreateOperationContext(graphql.StartOperationTrace(ctx), params)
	if len(errs) > 0 {
		return errs
	}
	if intercepted(op) {
		return ErrInterceptor
	}
	return nil
}

// intercepted compares code pointers: without interceptors the middlewares are two functions of package executor.
func intercepted(op *graphql.OperationContext) bool {
	field, root := middlewares()
	return differs(op.ResolverMiddleware, field) || differs(op.RootResolverMiddleware, root)
}

var middlewares = sync.OnceValues(func() (field, root uintptr) {
	op, _ := executor.New(nil).CreateOperationContext(graphql.StartOperationTrace(context.Background()), &graphql.RawParams{})
	return reflect.ValueOf(op.ResolverMiddleware).Pointer(), reflect.ValueOf(op.RootResolverMiddleware).Pointer()
})

func differs[F any](f F, from uintptr) bool {
	v := reflect.ValueOf(f)
	return !v.IsNil() && v.Pointer() != from
}
