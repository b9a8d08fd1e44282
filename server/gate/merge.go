package gate

import (
	"fmt"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator/core"

	"whence/server/fault"
)

// mergeRule is the specification's "Field Selection Merging". The validator's
// own compares every two fields of one response name, again for each selection
// set around them, which takes seconds for queries within every limit. Here all
// fields of one name are held against the first of them, and their selection
// sets merged and visited once.
var mergeRule = core.Rule{Name: "OverlappingFieldsCanBeMerged", RuleFunc: func(observers *core.Events, addError core.AddErrFunc) {
	observers.OnOperation(func(walker *core.Walker, op *ast.OperationDefinition) {
		m := merge{schema: walker.Schema, addError: addError, budget: mergeVisits}
		root := occurrences{}
		root.collect(op.SelectionSet)
		m.fields(root.list)
		if !m.conflicting {
			m.shapes(root.list)
		}
		if m.budget <= 0 {
			addError(core.Message("too many fields of one name merge: use aliases, or fewer fragments"),
				func(err *gqlerror.Error) { err.Extensions["code"] = string(fault.QueryTooComplex) })
		}
	})
}}

// mergeVisits bounds the fields looked at for one operation. A field inside
// fragments on many types is looked at once for each of them, at every level.
const mergeVisits = 50_000

type merge struct {
	schema   *ast.Schema
	addError core.AddErrFunc
	budget   int
	// conflicting keeps one mistake from being told twice.
	conflicting bool
}

// occurrences are the fields of one merged selection set, fragments expanded,
// each fragment once.
type occurrences struct {
	list    []*ast.Field
	visited map[string]bool
}

func (o *occurrences) collect(set ast.SelectionSet) {
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			// Fields that the type does not have are another rule's to tell.
			if s.Definition != nil {
				o.list = append(o.list, s)
			}
		case *ast.InlineFragment:
			o.collect(s.SelectionSet)
		case *ast.FragmentSpread:
			if s.Definition == nil || o.visited[s.Name] {
				continue
			}
			if o.visited == nil {
				o.visited = map[string]bool{}
			}
			o.visited[s.Name] = true
			o.collect(s.Definition.SelectionSet)
		}
	}
}

// groups gathers the fields of each response name, in order of appearance.
func (m *merge) groups(list []*ast.Field) [][]*ast.Field {
	m.budget -= len(list)
	if m.budget <= 0 || len(list) == 0 {
		return nil
	}
	at := make(map[string]int, len(list))
	var groups [][]*ast.Field
	for _, f := range list {
		i, ok := at[f.Alias]
		if !ok {
			i = len(groups)
			at[f.Alias] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], f)
	}
	return groups
}

func children(group []*ast.Field) []*ast.Field {
	var inner occurrences
	for _, f := range group {
		inner.collect(f.SelectionSet)
	}
	return inner.list
}

// shapes asks that all fields of one response name give the same shape of
// value, whatever type they are on.
func (m *merge) shapes(list []*ast.Field) {
	for _, group := range m.groups(list) {
		first := group[0]
		for _, f := range group[1:] {
			if !m.alike(first.Definition.Type, f.Definition.Type) {
				m.conflict(f, "they return conflicting types %q and %q", first.Definition.Type, f.Definition.Type)
				break
			}
		}
		m.shapes(children(group))
	}
}

func (m *merge) alike(a, b *ast.Type) bool {
	for a.NonNull == b.NonNull && a.Elem != nil && b.Elem != nil {
		a, b = a.Elem, b.Elem
	}
	if a.NonNull != b.NonNull || (a.Elem == nil) != (b.Elem == nil) {
		return false
	}
	return a.NamedType == b.NamedType || m.composite(a) && m.composite(b)
}

func (m *merge) composite(t *ast.Type) bool {
	definition := m.schema.Types[t.NamedType]
	return definition != nil && definition.IsCompositeType()
}

// fields asks that all fields of one response name that one object can have are
// the same field with the same arguments.
func (m *merge) fields(list []*ast.Field) {
	for _, group := range m.groups(list) {
		for _, together := range partition(group) {
			first := together[0]
			for _, f := range together[1:] {
				if f.Name != first.Name {
					m.conflict(f, "%q and %q are different fields", first.Name, f.Name)
					break
				}
				if !sameArguments(first.Arguments, f.Arguments) {
					m.conflict(f, "they have differing arguments")
					break
				}
			}
			m.fields(children(together))
		}
	}
}

// partition splits fields by the object type that they are on; a field on an
// interface may meet those of every type.
func partition(group []*ast.Field) [][]*ast.Field {
	if len(group) == 1 {
		return [][]*ast.Field{group}
	}
	var types []*ast.Definition
	for _, f := range group {
		if on := f.ObjectDefinition; on != nil && on.Kind == ast.Object && !slices.Contains(types, on) {
			types = append(types, on)
		}
	}
	if len(types) < 2 {
		return [][]*ast.Field{group}
	}
	parts := make([][]*ast.Field, len(types))
	for i, t := range types {
		for _, f := range group {
			if on := f.ObjectDefinition; on == t || on == nil || on.Kind != ast.Object {
				parts[i] = append(parts[i], f)
			}
		}
	}
	return parts
}

func sameArguments(a, b ast.ArgumentList) bool {
	if len(a) != len(b) {
		return false
	}
	for _, argument := range a {
		other := b.ForName(argument.Name)
		if other == nil || other.Value.String() != argument.Value.String() {
			return false
		}
	}
	return true
}

func (m *merge) conflict(f *ast.Field, format string, args ...any) {
	m.conflicting = true
	m.addError(core.Message("Fields %q conflict because %s. Use different aliases to fetch both.", f.Alias, fmt.Sprintf(format, args...)),
		core.At(f.Position))
}
