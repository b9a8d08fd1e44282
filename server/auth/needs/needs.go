// Package needs reads off a schema's @needs directives what each role may do, and holds operations against it: the one
// place that decides, whatever way a request came.
//
// It knows GraphQL and roles, and nothing of what the schema is about.
package needs

import (
	"fmt"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"whence/server/auth"
)

// Options change what the schema says.
type Options struct {
	// ContributorsCommit lets contributors commit what the schema lets them propose.
	ContributorsCommit bool
}

// Need is what a field asks of a caller.
type Need struct {
	Role   auth.Role // the least that may ask for it; auth.Nobody where anybody may
	Commit auth.Role // of a mutation, the least that may commit it
}

// Table is what the roles may do.
type Table struct {
	fields    map[string]Need // by "Type.field"
	objects   map[string]auth.Role
	mutations []string // in the order of their names
}

// ProposeRefused lists the mutations that are never proposals: what they do is decided at once.
var ProposeRefused = []string{"acceptProposal", "rejectProposal", "replaceDataset", "withdrawProposal"}

// Read makes the table of a schema. Its error names a directive that says what it can't: a role that there is none, or a
// field that fewer may commit than ask for it.
func Read(schema *ast.Schema, o Options) (*Table, error) {
	t := &Table{fields: map[string]Need{}, objects: map[string]auth.Role{}}
	for name, definition := range schema.Types {
		if d := definition.Directives.ForName("needs"); d != nil {
			need, err := read(d)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			t.objects[name] = need.Role
		}
		for _, f := range definition.Fields {
			if d := f.Directives.ForName("needs"); d != nil {
				need, err := read(d)
				if err != nil {
					return nil, fmt.Errorf("%s.%s: %w", name, f.Name, err)
				}
				if o.ContributorsCommit && need.Role == auth.Contributor && need.Commit == auth.Editor {
					need.Commit = auth.Contributor
				}
				t.fields[name+"."+f.Name] = need
			}
		}
	}
	if schema.Mutation != nil {
		for _, f := range schema.Mutation.Fields {
			t.mutations = append(t.mutations, f.Name)
			if _, said := t.fields[schema.Mutation.Name+"."+f.Name]; !said {
				// A mutation that says nothing is nobody's by mistake, and not everybody's.
				t.fields[schema.Mutation.Name+"."+f.Name] = Need{auth.Admin, auth.Admin}
			}
		}
		slices.Sort(t.mutations)
	}
	return t, nil
}

func read(d *ast.Directive) (n Need, err error) {
	for _, a := range d.Arguments {
		role, err := auth.ParseRole(a.Value.Raw)
		if err != nil {
			return Need{}, err
		}
		if a.Name == "commit" {
			n.Commit = role
		} else {
			n.Role = role
		}
	}
	if n.Commit == auth.Nobody {
		n.Commit = n.Role
	}
	if n.Commit < n.Role {
		return Need{}, fmt.Errorf("@needs: whoever may commit may propose: %v is less than %v", n.Commit, n.Role)
	}
	return n, nil
}

// Field is what a field asks for. A field of an object asks for what the object does, too: see Object.
func (t *Table) Field(object, field string) Need { return t.fields[object+"."+field] }

// Object is the least role that sees objects of a type.
func (t *Table) Object(name string) auth.Role { return t.objects[name] }

// Fields lists the fields outside of mutations that ask for more than a reader, as "Type.field" with their roles.
func (t *Table) Fields() map[string]auth.Role {
	all := map[string]auth.Role{}
	for name, need := range t.fields {
		if need.Role > auth.Reader && !t.isMutation(name) {
			all[name] = need.Role
		}
	}
	return all
}

func (t *Table) isMutation(coordinate string) bool {
	return slices.ContainsFunc(t.mutations, func(m string) bool { return coordinate == "Mutation."+m })
}

// Objects lists the types whose objects ask for more than a reader, with their roles.
func (t *Table) Objects() map[string]auth.Role {
	all := map[string]auth.Role{}
	for name, role := range t.objects {
		if role > auth.Reader {
			all[name] = role
		}
	}
	return all
}

// Mutation is what a mutation asks for.
func (t *Table) Mutation(name string) Need { return t.fields["Mutation."+name] }

// MayCommit lists the mutations that a role may commit, by name.
func (t *Table) MayCommit(r auth.Role) []string {
	return t.which(func(name string, n Need) bool { return r >= n.Commit })
}

// MayPropose lists the mutations that a role may propose, by name.
func (t *Table) MayPropose(r auth.Role) []string {
	return t.which(func(name string, n Need) bool { return r >= n.Role && !slices.Contains(ProposeRefused, name) })
}

func (t *Table) which(may func(string, Need) bool) []string {
	names := []string{}
	for _, name := range t.mutations {
		if may(name, t.Mutation(name)) {
			names = append(names, name)
		}
	}
	return names
}

// Asked is what an operation asks of its caller.
type Asked struct {
	// Mutation says that it changes something.
	Mutation bool
	// Field is the root field that asks for the most, and Role what it asks for.
	Field string
	Role  auth.Role
	// Fields are the root fields of a mutation.
	Fields []*ast.Field
}

// Of is what an operation asks for before it is executed: of a mutation and a subscription, what its root fields do. What
// a query asks for is told field by field, for it is null where the caller may not see it.
func (t *Table) Of(operation *ast.OperationDefinition) Asked {
	asked := Asked{Mutation: operation.Operation == ast.Mutation}
	object := "Subscription"
	switch operation.Operation {
	case ast.Query:
		return asked
	case ast.Mutation:
		object = "Mutation"
	}
	roots(operation.SelectionSet, func(f *ast.Field) {
		asked.Fields = append(asked.Fields, f)
		if role := t.Field(object, f.Name).Role; role > asked.Role {
			asked.Field, asked.Role = f.Name, role
		}
	})
	return asked
}

func roots(set ast.SelectionSet, visit func(*ast.Field)) {
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			visit(s)
		case *ast.InlineFragment:
			roots(s.SelectionSet, visit)
		case *ast.FragmentSpread:
			roots(s.Definition.SelectionSet, visit)
		}
	}
}

// Writes is about how many claims, retractions and decisions a mutation's field asks for: one, and one more for each
// further element of the lists of its arguments. What is planned and not carried out counts as much: it costs as much.
func Writes(f *ast.Field, variables map[string]any) int {
	return max(1, elements(f.ArgumentMap(variables), 0))
}

// deepest is how far below an argument lists are counted: claims with their citations, which go along with them.
const deepest = 2

func elements(v any, depth int) (n int) {
	switch v := v.(type) {
	case map[string]any:
		for name, member := range v {
			if depth <= deepest && name != "expect" && name != "field" {
				n += elements(member, depth+1)
			}
		}
	case []any:
		n = len(v)
	}
	return n
}
