package server

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/core"

	"whence/deadline"
	"whence/server/auth/needs"
	"whence/server/body"
	"whence/server/documents"
	"whence/server/fault"
	"whence/server/gate"
	"whence/server/gql/direct"
	"whence/server/live"
	"whence/server/nested"
)

// engine takes a request from its text to its answer, whatever it came by. Of
// gqlgen's executor it keeps the dispatching of subscriptions; reading, the gate,
// validation and the caches are its own.
type engine struct {
	gate      *gate.Gate
	schema    *ast.Schema
	exec      graphql.ExecutableSchema
	presenter presenter
	executor  *executor.Executor
	plain     graphql.OperationContext // middlewares of an executor without extensions
	queries   *cache[*prepared]
	persisted *cache[string]
	constants *cache[json.RawMessage]
	limits    ExecutionLimits
	log       slog.Handler
	rights    rights
	documents *documents.Manifest
	costLimit []string  // as a header
	hub       *live.Hub // nil where nothing is followed
}

// prepared is an operation that has passed everything that its text decides.
type prepared struct {
	doc       *ast.QueryDocument
	operation *ast.OperationDefinition
	measure   gate.Measure
	cost      []string // as a header
	// digest identifies the query in the log: eight bytes of its SHA-256.
	digest string
	// line writes the lines of POSTs of it.
	line slog.Handler
	// asked is what it asks of its caller.
	asked needs.Asked
	// slow says that it changes something, which the direct executor leaves to
	// gqlgen's own.
	slow bool
	// constant says that it asks for the schema only, without variables, so that
	// its answer is always the same.
	constant bool
}

func newEngine(o *Options, limits Limits) *engine {
	e := &engine{
		gate:      gate.New(o.Schema.Schema(), limits.Query, o.Decimals...),
		schema:    o.Schema.Schema(),
		exec:      o.Schema,
		presenter: presenter{domain: o.Present, log: o.Log},
		executor:  executor.New(o.Schema),
		queries:   newCache[*prepared](limits.Caches.Queries),
		persisted: newCache[string](limits.Caches.Persisted),
		constants: newCache[json.RawMessage](limits.Caches.Constants),
		limits:    limits.Execution,
		log:       o.Log.Handler(),
		rights:    newRights(o),
		documents: o.Documents,
		costLimit: []string{strconv.FormatInt(limits.Query.WithDefaults().Cost, 10)},
	}
	if o.Changes != nil {
		e.hub = live.New(o.Changes, live.Options{Sign: limits.Sockets.Sign, Encoders: runtime.GOMAXPROCS(0) / 2})
	}
	e.executor.SetErrorPresenter(e.presenter.present)
	e.executor.SetRecoverFunc(e.presenter.recovered)
	// The empty query fails, but not before the middlewares are filled in.
	start := graphql.StartOperationTrace(context.Background())
	if op, _ := e.executor.CreateOperationContext(start, &graphql.RawParams{}); op != nil {
		e.plain = graphql.OperationContext{
			RecoverFunc: op.RecoverFunc, ResolverMiddleware: op.ResolverMiddleware, RootResolverMiddleware: op.RootResolverMiddleware,
		}
	}
	return e
}

// outcome is what the log and the metrics are told of a request, whether it was
// answered or refused.
type outcome struct {
	operation, digest string
	cost              int64
	costHeader        []string
	codes             []string
	line              slog.Handler // of the operation's POSTs; nil where none was found
	// lent is the buffer that the answer's data lies in, until release.
	lent *[]byte
}

// buffers are those of answers that were sent. Without them each long answer
// would be zeroed, and then collected.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// maxKept is the longest buffer that is kept: one giant must not stay for ever.
const maxKept = 1 << 20

// release gives up the answer's data, once nobody reads it any more.
func (o *outcome) release() {
	if o.lent != nil && cap(*o.lent) <= maxKept {
		buffers.Put(o.lent)
	}
	o.lent = nil
}

// answer gives the one response of a query or mutation, or says why the request
// was refused before it executed.
func (e *engine) answer(ctx context.Context, r *body.Request, out *outcome) (*graphql.Response, gqlerror.List) {
	op, p, refusals := e.prepare(ctx, r, out)
	if refusals != nil {
		return nil, refusals
	}
	return e.execute(ctx, op, p, r, out), nil
}

// quick is what an operation costs that is over before anybody notices, some
// twenty microseconds. One that takes longer first lets all else run that can.
// There are as many slots as threads, so requests that set to work at once would
// always find one free, and those that came with them would wait for a thread
// instead, where nobody counts them: refusals and /livez would stand behind all
// their work.
const quick = 200

// execute runs a query or mutation within its deadline. Introspection, which
// takes gqlgen's own executor longer than all else takes the direct one, runs
// once.
func (e *engine) execute(ctx context.Context, op *graphql.OperationContext, p *prepared, r *body.Request, out *outcome) *graphql.Response {
	if p.measure.Cost > quick {
		runtime.Gosched()
	}
	if !p.constant {
		out.lent = buffers.Get().(*[]byte)
		response := e.dispatch(direct.WithBuffer(ctx, *out.lent), op, p)
		if cap(response.Data) > cap(*out.lent) {
			*out.lent = response.Data[:0]
		}
		return e.finish(response, p, r)
	}
	key := r.OperationName + "\x00" + r.Query
	if data, ok := e.constants.get(key); ok {
		return e.finish(&graphql.Response{Data: data}, p, r)
	}
	response := e.dispatch(ctx, op, p)
	if len(response.Errors) == 0 {
		e.constants.add(strings.Clone(key), response.Data, len(key)+len(response.Data)+entryBytes)
	}
	return e.finish(response, p, r)
}

func (e *engine) dispatch(ctx context.Context, op *graphql.OperationContext, p *prepared) *graphql.Response {
	ctx = nested.With(deadline.With(ctx, time.Now().Add(e.limits.Deadline), nil), e.nested)
	if p.slow {
		var stop context.CancelCauseFunc
		ctx, stop = context.WithCancelCause(ctx)
		defer stop(nil)
		ctx = context.WithValue(ctx, slowKey{}, true)
		op.ResolverMiddleware = budget(e.limits.Fields, stop)
	}
	ctx = graphql.WithResponseContext(graphql.WithOperationContext(ctx, op), e.presenter.present, e.presenter.recovered)
	response := e.exec.Exec(ctx)(ctx)
	if response == nil && ctx.Err() == nil && p.operation.Operation == ast.Subscription {
		response = &graphql.Response{} // nothing came, or an error did
	}
	if response == nil || p.slow && ctx.Err() != nil { // nil is gqlgen's word for a context that has ended
		return &graphql.Response{Errors: gqlerror.List{ended(ctx)}}
	}
	response.Errors = append(response.Errors, graphql.GetErrors(ctx)...)
	response.Extensions = graphql.GetExtensions(ctx)
	return response
}

// nested runs a query that a resolver asks, in the slot and the time of its request.
func (e *engine) nested(ctx context.Context, query string, variables map[string]any) (json.RawMessage, gqlerror.List) {
	return e.within(ctx, &body.Request{Query: query, Variables: variables, ReadOnly: true})
}

// within answers an operation that came otherwise than as a request of its own.
func (e *engine) within(ctx context.Context, r *body.Request) (json.RawMessage, gqlerror.List) {
	var out outcome
	defer out.release()
	response, refusals := e.answer(ctx, r, &out)
	if refusals != nil {
		return nil, refusals
	}
	return bytes.Clone(response.Data), response.Errors // the data lies in a buffer that is lent again
}

// slowKey marks the context of what gqlgen's own executor runs.
type slowKey struct{}

// budget makes gqlgen's own executor stop where the direct one does: at the
// deadline, and at a number of fields.
func budget(fields int, stop context.CancelCauseFunc) graphql.FieldMiddleware {
	var resolved atomic.Int64
	return func(ctx context.Context, next graphql.Resolver) (any, error) {
		if resolved.Add(1) > int64(fields) {
			stop(direct.ErrFields)
		}
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		return next(ctx)
	}
}

// finish turns a response into what may leave: within the limit of bytes, and
// with its cost where that was asked for.
func (e *engine) finish(response *graphql.Response, p *prepared, r *body.Request) *graphql.Response {
	if size := len(response.Data); size > e.limits.Response {
		response = &graphql.Response{Errors: gqlerror.List{fault.New(fault.ResponseTooLarge,
			"the answer has %d bytes and the limit is %d: ask for smaller pages or fewer fields", size, e.limits.Response)}}
	}
	if more := len(response.Errors) - maxErrors; more > 0 {
		last := fault.New(fault.Of(response.Errors[0]), "there are %d more errors", more)
		response.Errors = append(response.Errors[:maxErrors:maxErrors], last)
	}
	if wanted, _ := r.Extensions["cost"].(bool); wanted {
		if response.Extensions == nil {
			response.Extensions = map[string]any{}
		}
		response.Extensions["cost"] = map[string]any{"requested": p.measure.Cost, "limit": e.gate.Limits().Cost}
	}
	return response
}

// prepare finds the operation and checks everything about it that can be known
// without executing it.
func (e *engine) prepare(ctx context.Context, r *body.Request, out *outcome) (*graphql.OperationContext, *prepared, gqlerror.List) {
	hash, refusal := r.PersistedHash()
	switch {
	case refusal != nil:
	case r.DocumentID != "":
		refusal = e.document(r)
	case hash != "":
		refusal = e.persistedQuery(r, hash)
	}
	if refusal != nil {
		return nil, nil, gqlerror.List{refusal}
	}
	p, refusals := e.operation(r, out)
	if refusals != nil {
		return nil, nil, refusals
	}
	if hash != "" && r.DocumentID == "" {
		e.persisted.add(hash, strings.Clone(r.Query), len(r.Query)+entryBytes)
	}
	if refusal := permitted(r, p.operation); refusal != nil {
		return nil, nil, gqlerror.List{refusal}
	}
	if refusal := e.rights.refusal(ctx, &p.asked); refusal != nil {
		return nil, nil, gqlerror.List{refusal}
	}
	if refusal := e.gate.Variables(p.operation, r.Variables); refusal != nil {
		return nil, nil, gqlerror.List{refusal}
	}
	variables, err := validator.VariableValues(e.schema, p.operation, r.Variables)
	if err != nil {
		return nil, nil, gqlerror.List{fault.New(fault.BadUserInput, "%s", gate.Quieten(r.Query, err.Error()))}
	}
	if refusal := e.rights.spend(ctx, &p.asked, variables); refusal != nil {
		return nil, nil, gqlerror.List{refusal}
	}
	return e.context(r, p, variables), p, nil
}

func (e *engine) context(r *body.Request, p *prepared, variables map[string]any) *graphql.OperationContext {
	return &graphql.OperationContext{
		RawQuery: r.Query, OperationName: r.OperationName, Variables: variables, Extensions: r.Extensions,
		Doc: p.doc, Operation: p.operation,
		RecoverFunc: e.plain.RecoverFunc, ResolverMiddleware: e.plain.ResolverMiddleware, RootResolverMiddleware: e.plain.RootResolverMiddleware,
	}
}

// entryBytes is about what an entry of a cache takes besides its texts.
const entryBytes = 256

// document finds the document that a request names by its id.
func (e *engine) document(r *body.Request) *gqlerror.Error {
	text, ok := e.documents.Find(r.DocumentID)
	if !ok {
		return fault.New(fault.PersistedQueryNotFound, "the document %q is not among those that the server was started with: send its text as query", fault.Clip(r.DocumentID))
	}
	r.Query = text
	return nil
}

// checkDocuments holds each document that clients may name against the schema and the limits.
func (e *engine) checkDocuments() error {
	for _, id := range e.documents.IDs() {
		text, _ := e.documents.Find(id) // it is one of them
		doc, refusal := e.gate.Parse(text)
		if refusal == nil {
			_, refusal = e.gate.Check(doc, nil, nil)
		}
		if refusal != nil {
			return fmt.Errorf("document %q: %w", id, refusal)
		}
		if failures := e.gate.Validate(text, doc); len(failures) > 0 {
			return fmt.Errorf("document %q: %w", id, failures)
		}
	}
	return nil
}

func (e *engine) persistedQuery(r *body.Request, hash string) *gqlerror.Error {
	if r.Query == "" {
		query, ok := e.documents.Find(hash)
		if !ok {
			query, ok = e.persisted.get(hash)
		}
		if !ok {
			return fault.New(fault.PersistedQueryNotFound, "PersistedQueryNotFound")
		}
		r.Query = query
		return nil
	}
	if sum := sha256.Sum256([]byte(r.Query)); hex.EncodeToString(sum[:]) != hash {
		return fault.New(fault.BadRequest, "extensions.persistedQuery.sha256Hash is not the SHA-256 of the query")
	}
	return nil
}

// operation returns the operation that the request names, from the cache if it
// is there. Only what is valid is kept.
func (e *engine) operation(r *body.Request, out *outcome) (*prepared, gqlerror.List) {
	key := r.Query
	if r.OperationName != "" {
		key = r.OperationName + "\x00" + r.Query
	}
	p, cached := e.queries.get(key)
	if !cached {
		var refusals gqlerror.List
		if p, refusals = e.read(r); refusals != nil {
			return nil, refusals
		}
		e.queries.add(strings.Clone(key), p, len(key)+querySize(p.doc, r.Query))
	} else if p.measure.Varies {
		measured := *p
		var refusal *gqlerror.Error
		if measured.measure, refusal = e.gate.Measure(p.doc, p.operation, r.Variables); refusal != nil {
			return nil, gqlerror.List{refusal}
		}
		measured.cost = []string{strconv.FormatInt(measured.measure.Cost, 10)}
		p = &measured
	}
	out.operation, out.digest, out.cost, out.costHeader, out.line = p.operation.Name, p.digest, p.measure.Cost, p.cost, p.line
	return p, nil
}

func (e *engine) read(r *body.Request) (*prepared, gqlerror.List) {
	query := strings.Clone(r.Query) // syntax trees share its memory
	doc, refusal := e.gate.Parse(query)
	if refusal != nil {
		return nil, gqlerror.List{refusal}
	}
	operation, refusal := choose(doc, r.OperationName)
	measure, over := e.gate.Check(doc, operation, r.Variables)
	switch {
	case over != nil:
		return nil, gqlerror.List{over}
	case refusal != nil:
		return nil, gqlerror.List{refusal}
	}
	if refusal := permitted(r, operation); refusal != nil {
		return nil, gqlerror.List{refusal}
	}
	if failures := e.gate.Validate(query, doc); failures != nil {
		return nil, failures
	}
	if len(doc.Operations) > 1 {
		// Shared fragments refer to the variables of the operation that was
		// visited last: visit the one that is to run again.
		doc.Operations = ast.OperationList{operation}
		core.Walk(e.schema, doc, &core.Events{})
	}
	sum := sha256.Sum256([]byte(query))
	digest := hex.EncodeToString(sum[:8])
	return &prepared{
		doc: doc, operation: operation, measure: measure, cost: []string{strconv.FormatInt(measure.Cost, 10)}, digest: digest,
		line:     lineOf(e.log, graphqlRoute, http.MethodPost, &outcome{operation: operation.Name, digest: digest}),
		asked:    e.rights.table.Of(operation),
		slow:     operation.Operation != ast.Query,
		constant: operation.Operation == ast.Query && len(operation.VariableDefinitions) == 0 && introspection(operation.SelectionSet),
	}, nil
}

// permitted refuses an operation that the way it came by can not carry.
func permitted(r *body.Request, operation *ast.OperationDefinition) *gqlerror.Error {
	switch {
	case r.ReadOnly && operation.Operation != ast.Query && (operation.Operation != ast.Subscription || !r.Streams):
		return fault.New(fault.MethodNotAllowed, "a %s must be sent by POST", operation.Operation)
	case r.Proposing && !proposes(operation):
		return fault.New(fault.Forbidden, "only mutations with options: {propose: true} may be sent so")
	case operation.Operation == ast.Subscription && !r.Streams:
		return fault.New(fault.BadRequest, "a subscription needs a WebSocket that speaks %s, or Accept: %s", subprotocol, eventStream)
	}
	return nil
}

// proposes reports whether an operation asks for proposals alone: its text says so of each mutation, whatever its variables
// are.
func proposes(operation *ast.OperationDefinition) bool {
	if operation.Operation != ast.Mutation || len(operation.SelectionSet) == 0 {
		return false
	}
	for _, selection := range operation.SelectionSet {
		field, ok := selection.(*ast.Field)
		if !ok {
			return false
		}
		options := field.Arguments.ForName("options")
		if options == nil || options.Value.Kind != ast.ObjectValue {
			return false
		}
		propose := options.Value.Children.ForName("propose")
		if propose == nil || propose.Kind != ast.BooleanValue || propose.Raw != "true" {
			return false
		}
	}
	return true
}

func choose(doc *ast.QueryDocument, name string) (*ast.OperationDefinition, *gqlerror.Error) {
	if name == "" && len(doc.Operations) > 1 {
		return nil, fault.New(fault.ValidationFailed, "the query holds %d operations: say which by operationName", len(doc.Operations))
	}
	if operation := doc.Operations.ForName(name); operation != nil {
		return operation, nil
	}
	return nil, fault.New(fault.ValidationFailed, "the query holds no operation named %q", fault.Clip(name))
}

// introspection reports whether a root selection asks for nothing but the schema.
func introspection(set ast.SelectionSet) bool {
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			if s.Name != "__schema" && s.Name != "__type" && s.Name != "__typename" {
				return false
			}
		case *ast.InlineFragment:
			if !introspection(s.SelectionSet) {
				return false
			}
		case *ast.FragmentSpread:
			if !introspection(s.Definition.SelectionSet) {
				return false
			}
		}
	}
	return true
}
