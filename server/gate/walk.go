package gate

import (
	"math"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"whence/server/fault"
)

// walk measures the selection sets of one document, each fragment once for each
// operation. The first refusal ends it: everything returns once there is one.
type walk struct {
	*Gate
	fragments  map[string]*fragment
	operands   operands
	directives int
	refusal    *gqlerror.Error
	path       ast.Path      // of the field that is measured, by its keys in the answer
	at         *ast.Position // where that stands
}

// fragment is what one fragment asks for, wherever it is spread.
type fragment struct {
	definition         *ast.FragmentDefinition
	visiting, measured bool
	tally              tally
}

func newWalk(g *Gate, doc *ast.QueryDocument) *walk {
	w := &walk{Gate: g}
	if len(doc.Fragments) > 0 {
		w.fragments = make(map[string]*fragment, len(doc.Fragments))
	}
	for _, definition := range doc.Fragments {
		w.fragments[definition.Name] = &fragment{definition: definition}
	}
	return w
}

// refuse keeps the first refusal. It is told where it stands: by its path in the answer, and in the query.
func (w *walk) refuse(code fault.Code, format string, args ...any) {
	if w.refusal != nil {
		return
	}
	w.refusal = fault.New(code, format, args...)
	if len(w.path) > 0 {
		w.refusal.Path = slices.Clone(w.path[:min(len(w.path), w.limits.Depth)])
	}
	if w.at != nil && w.at.Line > 0 {
		w.refusal.Locations = []gqlerror.Location{{Line: w.at.Line, Column: w.at.Column}}
	}
}

// exceeds refuses what is over a limit, with both numbers for programs to read.
func (w *walk) exceeds(actual, limit int64, code fault.Code, format string, args ...any) {
	first := w.refusal == nil
	w.refuse(code, format, args...)
	if first {
		w.refusal.Extensions["limit"], w.refusal.Extensions["actual"] = limit, actual
	}
}

func (w *walk) within(n, limit int, what, advice string) {
	if n > limit {
		w.exceeds(int64(n), int64(limit), fault.QueryTooWide, "the query has %d %s and the limit is %d: %s", n, what, limit, advice)
	}
}

// document counts what stands in the document once, used or not, for the
// validator visits that too.
func (w *walk) document(doc *ast.QueryDocument) {
	w.within(len(doc.Fragments), w.limits.Fragments, "fragments", "join some, or write them inline")
	w.within(len(doc.Operations), w.limits.Fragments, "operations", "send each as a request of its own")
	for _, op := range doc.Operations {
		w.within(len(op.VariableDefinitions), w.limits.List, "variables", "put them into one input object")
		w.count(op.Directives)
		for _, variable := range op.VariableDefinitions {
			w.count(variable.Directives)
			w.literal(variable.Type, variable.DefaultValue)
		}
	}
	for _, definition := range doc.Fragments {
		w.count(definition.Directives)
	}
}

func (w *walk) measure(op *ast.OperationDefinition, variables map[string]any) Measure {
	t := w.operation(op, variables)
	return Measure{
		Depth: t.depth, RootFields: t.selections, Fields: t.fields, Aliases: t.aliases,
		Cost: whole(t.cost(listSize)), Varies: w.operands.used,
	}
}

// highest is the cost that stands for all higher ones.
const highest = 1 << 53

func whole(cost float64) int64 {
	if !(cost < highest) { // so that what is not a number counts as the highest too
		return highest
	}
	return int64(math.Ceil(cost))
}

func (w *walk) afford(m Measure) {
	if m.Cost > w.limits.Cost && w.refusal == nil {
		w.path, w.at = nil, nil // it is of the whole
		w.refuse(fault.QueryTooComplex,
			"the query costs %d and the limit is %d: ask for smaller pages (first), or put fewer lists inside lists", m.Cost, w.limits.Cost)
		w.refusal.Extensions["cost"], w.refusal.Extensions["limit"] = m.Cost, w.limits.Cost
	}
}

func (w *walk) operation(op *ast.OperationDefinition, variables map[string]any) tally {
	w.operands = operands{definitions: op.VariableDefinitions, values: variables}
	root := w.schema.Query
	switch op.Operation {
	case ast.Mutation:
		root = w.schema.Mutation
	case ast.Subscription:
		root = w.schema.Subscription
	}
	t := w.set(root, op.SelectionSet)
	w.within(t.selections, w.limits.RootFields, "fields at its first level", "send some as a request of their own")
	return t
}

// set measures one selection set on a type, which is nil where it is not known.
func (w *walk) set(on *ast.Definition, selections ast.SelectionSet) tally {
	var sum tally
	for _, selection := range selections {
		if w.refusal != nil {
			return sum
		}
		switch s := selection.(type) {
		case *ast.Field:
			sum.add(w.field(on, s))
		case *ast.InlineFragment:
			w.count(s.Directives)
			inner := on
			if s.TypeCondition != "" {
				inner = w.schema.Types[s.TypeCondition]
			}
			sum.add(w.set(inner, s.SelectionSet))
		case *ast.FragmentSpread:
			w.count(s.Directives)
			sum.add(w.fragment(s.Name))
		}
		w.bound(sum)
	}
	return sum
}

func (w *walk) bound(t tally) {
	w.within(t.selections, w.limits.Selections, "fields in one selection set", "ask for fewer at once")
	w.within(t.fields, w.limits.Fields, "fields with its fragments expanded", "ask for fewer, or spread fewer fragments")
	w.within(t.aliases, w.limits.Aliases, "aliases with its fragments expanded", "send some as a request of their own, or use nodes(ids:)")
	if t.depth > w.limits.Depth {
		w.exceeds(int64(t.depth), int64(w.limits.Depth), fault.QueryTooDeep, "the query nests fields more than %d deep: ask for the rest in a second query", w.limits.Depth)
	}
}

func (w *walk) fragment(name string) tally {
	f := w.fragments[name]
	switch {
	case f == nil:
		w.refuse(fault.ValidationFailed, "the fragment %q is spread but not defined", fault.Clip(name))
		return tally{}
	case f.visiting:
		w.refuse(fault.ValidationFailed, "the fragment %q spreads itself, perhaps through others", fault.Clip(name))
		return tally{}
	case !f.measured:
		f.visiting = true
		f.tally = w.set(w.schema.Types[f.definition.TypeCondition], f.definition.SelectionSet)
		f.visiting, f.measured = false, true
	}
	return f.tally
}

func (w *walk) field(on *ast.Definition, f *ast.Field) tally {
	w.path, w.at = append(w.path, ast.PathName(f.Alias)), f.Position
	t := w.selected(on, f)
	if w.refusal == nil {
		w.path = w.path[:len(w.path)-1]
	}
	return t
}

func (w *walk) selected(on *ast.Definition, f *ast.Field) tally {
	w.count(f.Directives)
	var definition *ast.FieldDefinition
	if on != nil && f.Name != "__typename" {
		definition = on.Fields.ForName(f.Name)
	}
	if definition == nil {
		w.arguments(nil, f.Arguments)
		return w.set(nil, f.SelectionSet).within(f, unpaged, false)
	}
	w.arguments(definition.Arguments, f.Arguments)
	size, list := w.pageSize(on, definition, f)
	inner := w.set(w.schema.Types[definition.Type.Name()], f.SelectionSet)
	if f.Name == "__schema" || f.Name == "__type" {
		inner.fixed *= w.weight
		inner.perItem *= w.weight
	}
	t := inner.within(f, size, list)
	t.fixed += w.conditions(definition.Arguments, f.Arguments)
	return t
}

// count counts directives as they stand in the document.
func (w *walk) count(directives ast.DirectiveList) {
	w.directives += len(directives)
	w.within(w.directives, w.limits.Directives, "directives", "leave fields out instead of skipping them")
	for _, d := range directives {
		w.arguments(nil, d.Arguments)
	}
}
