// Package gate decides whether a GraphQL query may run, before anything is
// spent on it: what it says in bytes, tokens and brackets before it is parsed,
// its shape and its cost before it is validated, and its variables before they
// reach a resolver.
//
// Every pass visits each fragment once, so that its time is that of reading the
// query, however often fragments spread one another. The package knows the
// schema it is given, and nothing of what the schema is about; of this module
// it imports the codes of package fault only.
package gate

import (
	"errors"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator/core"

	"whence/server/fault"
)

// Gate checks queries against one schema. It is safe for use by many goroutines.
type Gate struct {
	schema   *ast.Schema
	limits   Limits
	decimals []string
	sizes    map[sizeKey]float64
	weight   float64         // of what introspection costs
	written  map[string]bool // input objects that mutations alone take
	rules    []core.Rule
}

// New returns a Gate for queries of schema. Numbers that stand in a query where a scalar of decimals is wanted are handed
// on digit by digit, as strings: a float would round them, and a long integer would not fit.
func New(schema *ast.Schema, limits Limits, decimals ...string) *Gate {
	g := &Gate{schema: schema, limits: limits.WithDefaults(), decimals: decimals, sizes: introspectionSizes(schema), weight: 1, rules: specified(), written: writtenObjects(schema)}
	g.weight = g.introspectionWeight()
	return g
}

// Limits returns the limits in force, defaults filled in.
func (g *Gate) Limits() Limits { return g.limits }

// Measure is what a query asks for, with every fragment expanded.
type Measure struct {
	Depth, RootFields, Fields, Aliases int
	// Cost counts each field once for every object that it may be asked of: a list
	// multiplies what is under it by its page size, a page of more than usualPage
	// by more than that. It says nothing of what the answer will take, which is
	// counted while it is made; it keeps out what could never be answered.
	Cost int64
	// Varies says that variables decide the cost, so that Cost holds for one
	// request only.
	Varies bool
}

// Parse reads a query that is within the limits of bytes, tokens and brackets.
// The error carries QUERY_TOO_LARGE, QUERY_TOO_DEEP or GRAPHQL_PARSE_FAILED.
func (g *Gate) Parse(query string) (*ast.QueryDocument, *gqlerror.Error) {
	if len(query) > g.limits.Bytes {
		return nil, fault.New(fault.QueryTooLarge,
			"the query has %d bytes and the limit is %d: move values into variables, or split it", len(query), g.limits.Bytes)
	}
	query, refusal := scalarValues(query)
	if refusal == nil {
		refusal = g.scan(query)
	}
	if refusal != nil {
		return nil, refusal
	}
	doc, err := parser.ParseQuery(&ast.Source{Input: query})
	if err != nil {
		return nil, parseFailure(query, err)
	}
	if len(doc.Operations) == 0 {
		return nil, fault.New(fault.ParseFailed, "the query holds no operation: begin with { or query")
	}
	return doc, nil
}

func parseFailure(query string, err error) *gqlerror.Error {
	failure := fault.New(fault.ParseFailed, "%s", Quieten(query, err.Error()))
	if at := (*gqlerror.Error)(nil); errors.As(err, &at) {
		failure.Message, failure.Locations = Quieten(query, at.Message), at.Locations
	}
	return failure
}

// Check measures every operation and fragment of a document that need not be
// valid, and refuses what is over a limit. The Measure is that of operation,
// with the given values of its variables; operation may be nil. Numbers where
// decimals are wanted become strings: see New.
func (g *Gate) Check(doc *ast.QueryDocument, operation *ast.OperationDefinition, variables map[string]any) (Measure, *gqlerror.Error) {
	w := newWalk(g, doc)
	w.document(doc)
	var m Measure
	if operation != nil {
		m = w.measure(operation, variables)
	}
	// The rest never runs, but the validator visits it. A fragment measured with
	// the variables above is measured: only its cost could differ.
	for _, other := range doc.Operations {
		if other != operation {
			w.operation(other, nil)
		}
	}
	for _, definition := range doc.Fragments {
		w.fragment(definition.Name)
	}
	w.afford(m)
	return m, w.refusal
}

// Measure measures one operation of a document that has passed Check again, for
// other values of its variables. It refuses what costs too much.
func (g *Gate) Measure(doc *ast.QueryDocument, operation *ast.OperationDefinition, variables map[string]any) (Measure, *gqlerror.Error) {
	w := newWalk(g, doc)
	m := w.measure(operation, variables)
	w.afford(m)
	return m, w.refusal
}
