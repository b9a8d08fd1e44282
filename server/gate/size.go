package gate

import (
	"encoding/json"
	"maps"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"whence/server/fault"
)

// sizeKey names a field of introspection that is a list.
type sizeKey struct{ on, field string }

// introspectionSizes gives the lists of introspection their lengths in this
// schema: exact where there is one such list, the mean where there are many.
// Introspection would cost nothing otherwise, and costs most. ofType, which is
// no list, is here as one that is shorter than 1: most types wrap no other.
func introspectionSizes(schema *ast.Schema) map[sizeKey]float64 {
	c := countSchema(schema)
	mean := func(sum, n int) float64 { return float64(sum) / float64(max(n, 1)) }
	return map[sizeKey]float64{
		{"__Schema", "types"}:        float64(c.types),
		{"__Schema", "directives"}:   float64(len(schema.Directives)),
		{"__Type", "fields"}:         mean(c.fields, c.types),
		{"__Type", "enumValues"}:     mean(c.values, c.types),
		{"__Type", "inputFields"}:    mean(c.inputs, c.types),
		{"__Type", "possibleTypes"}:  mean(c.possible, c.types),
		{"__Type", "interfaces"}:     mean(c.interfaces, c.types),
		{"__Type", "ofType"}:         mean(c.wrappers, c.references+c.wrappers),
		{"__Field", "args"}:          mean(c.arguments, c.fields),
		{"__Directive", "args"}:      2,
		{"__Directive", "locations"}: 5,
	}
}

// counts is how many there are of everything in a schema.
type counts struct {
	types, fields, arguments, values, inputs, possible, interfaces int
	// references are the places where a type is named, wrappers the "!" and "[]"
	// around the names.
	references, wrappers int
}

func countSchema(schema *ast.Schema) (c counts) {
	for _, t := range schema.Types {
		c.types++
		c.values += len(t.EnumValues)
		c.interfaces += len(t.Interfaces)
		c.possible += len(schema.PossibleTypes[t.Name])
		for _, f := range t.Fields {
			c.refer(f.Type)
			for _, argument := range f.Arguments {
				c.refer(argument.Type)
			}
			c.arguments += len(f.Arguments)
		}
		if t.Kind == ast.InputObject {
			c.inputs += len(t.Fields)
		} else {
			c.fields += len(t.Fields)
		}
	}
	return c
}

func (c *counts) refer(t *ast.Type) {
	c.references++
	for ; t != nil; t = t.Elem {
		if t.NonNull {
			c.wrappers++
		}
		if t.Elem != nil {
			c.wrappers++
		}
	}
}

// pageSize is the number of elements that a field's arguments ask for: first,
// last or limit, given or by default, or the length of the list of ids that a
// list is looked up by. It is unpaged where none says so. list says whether the
// field itself is what has that many.
func (w *walk) pageSize(on *ast.Definition, definition *ast.FieldDefinition, f *ast.Field) (size float64, list bool) {
	if size, ok := w.sizes[sizeKey{on.Name, definition.Name}]; ok {
		return size, true
	}
	size, list = unpaged, definition.Type.Elem != nil
	for _, argument := range definition.Arguments {
		var n int64
		var ok bool
		switch argument.Name {
		case "first", "last", "limit":
			n, ok = w.number(argument, f.Arguments.ForName(argument.Name))
		default:
			if !list || !isIDs(argument.Type) {
				continue
			}
			n, ok = w.length(f.Arguments.ForName(argument.Name))
		}
		if ok {
			size = max(size, weighed(float64(n)))
		}
	}
	return size, list
}

// usualPage is the largest page that counts as what it is.
const usualPage = 50

// weighed is what a page of n elements multiplies by. Pages of twenty inside one another are what people look at, and few
// of them are full; pages of a hundred inside one another are made to take everything.
func weighed(n float64) float64 {
	if n <= usualPage {
		return n
	}
	return n * (n / usualPage) * (n / usualPage)
}

// listing asks for the whole schema, as tools do when they begin.
const listing = "{__schema{types{name kind description fields{name description args{name type{name kind ofType{name kind}}} type{name kind ofType{name kind}}}}}}"

// listings is how many times one query may list the schema.
const listings = 5

// introspectionWeight is by how much introspection costs more than data, so that the limit stands for that many listings of
// the schema, however large it is: gqlgen's own executor takes long for them.
func (g *Gate) introspectionWeight() float64 {
	doc, err := parser.ParseQuery(&ast.Source{Input: listing})
	if err != nil {
		panic(err) // it stands above
	}
	cost := newWalk(g, doc).measure(doc.Operations[0], nil).Cost
	return max(1, float64(g.limits.Cost)/float64(listings*max(cost, 1)))
}

func isIDs(t *ast.Type) bool { return t.Elem != nil && t.Elem.NamedType == "ID" }

// writtenObjects is the names of the input objects that mutations take and nothing else does. They are written, not searched
// by: the longest list of them is what the schema allows one write.
func writtenObjects(schema *ast.Schema) map[string]bool {
	written, asked := map[string]bool{}, map[string]bool{}
	if schema.Mutation != nil {
		addInputObjects(schema, schema.Mutation, written)
	}
	for _, d := range schema.Types {
		if d.Kind == ast.Object && d != schema.Mutation {
			addInputObjects(schema, d, asked)
		}
	}
	maps.DeleteFunc(written, func(name string, _ bool) bool { return asked[name] })
	return written
}

// addInputObjects adds the input objects that the arguments of an object's fields take, and those in them.
func addInputObjects(schema *ast.Schema, of *ast.Definition, to map[string]bool) {
	for _, f := range of.Fields {
		types := []*ast.Type{f.Type}
		for _, a := range f.Arguments {
			types = append(types, a.Type)
		}
		for _, t := range types {
			if d := schema.Types[t.Name()]; d != nil && d.Kind == ast.InputObject && !to[d.Name] {
				to[d.Name] = true
				addInputObjects(schema, d, to)
			}
		}
	}
}

// number reads a page size, and refuses first and last outside 0 to Page.
func (w *walk) number(definition *ast.ArgumentDefinition, given *ast.Argument) (int64, bool) {
	value := definition.DefaultValue
	if given != nil {
		value = given.Value
	}
	n, ok := w.operands.number(value)
	if ok && definition.Name != "limit" && (n < 0 || n > int64(w.limits.Page)) {
		w.exceeds(n, int64(w.limits.Page), fault.BadUserInput, "%s must be between 0 and %d, not %d: ask for the rest with after", definition.Name, w.limits.Page, n)
	}
	return max(n, 0), ok
}

func (w *walk) length(given *ast.Argument) (int64, bool) {
	if given == nil {
		return 0, false
	}
	value := w.operands.literal(given.Value)
	if list, ok := w.operands.value(given.Value).([]any); ok {
		return int64(len(list)), true
	}
	if value == nil || value.Kind != ast.ListValue {
		return 1, true
	}
	return int64(len(value.Children)), true
}

// operands looks up the variables of one operation.
type operands struct {
	definitions ast.VariableDefinitionList
	values      map[string]any
	used        bool
}

// value is what the request gives for a variable; nil for all else.
func (o *operands) value(v *ast.Value) any {
	if v == nil || v.Kind != ast.Variable {
		return nil
	}
	o.used = true
	return o.values[v.Raw]
}

// literal is v itself or, for a variable that the request gives no value, its
// default; nil where there is none.
func (o *operands) literal(v *ast.Value) *ast.Value {
	if v == nil || v.Kind != ast.Variable {
		return v
	}
	o.used = true
	definition := o.definitions.ForName(v.Raw)
	if _, given := o.values[v.Raw]; given || definition == nil {
		return nil
	}
	return definition.DefaultValue
}

// number reads an integer. One too large to hold counts as the largest.
func (o *operands) number(v *ast.Value) (int64, bool) {
	if given := o.value(v); given != nil {
		return integer(given)
	}
	literal := o.literal(v)
	if literal == nil || literal.Kind != ast.IntValue {
		return 0, false
	}
	n, err := strconv.ParseInt(literal.Raw, 10, 64)
	return n, err == nil || n != 0
}

func integer(v any) (int64, bool) {
	switch n := v.(type) {
	case json.Number:
		i, err := strconv.ParseInt(n.String(), 10, 64)
		return i, err == nil || i != 0
	case int64:
		return n, true
	case int:
		return int64(n), true
	case float64:
		return int64(n), true
	}
	return 0, false
}
