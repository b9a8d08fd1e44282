package direct_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// composer writes random operations for a schema. Most are valid: a response key means the same field with the same
// arguments wherever it stands.
type composer struct {
	*rand.Rand
	schema *ast.Schema
	left   int // selections still to write

	// without are fields, as Type.field, that are not selected.
	without []string
	// days leaves out days that are none.
	days bool

	arguments map[string]string // by type of parent and response key
	variables []string          // definitions
	values    map[string]any
	fragments []fragment
}

type fragment struct {
	name, on, text string
}

// operation is an operation with its variables.
type operation struct {
	query     string
	variables map[string]any
}

// flipped is the operation with its conditions the other way.
func (op operation) flipped() operation {
	variables := maps.Clone(op.variables)
	for name, v := range variables {
		if b, ok := v.(bool); ok {
			variables[name] = !b
		}
	}
	return operation{op.query, variables}
}

func (c *composer) operation() operation {
	c.left = 20 + c.IntN(80)
	c.arguments, c.values = map[string]string{}, map[string]any{}
	c.variables, c.fragments = nil, nil
	body := c.selections(c.schema.Query, 0)
	head := "query"
	if len(c.variables) > 0 {
		head += "(" + strings.Join(c.variables, ", ") + ")"
	}
	text := head + " " + body
	for _, f := range c.fragments {
		text += fmt.Sprintf("\nfragment %s on %s %s", f.name, f.on, f.text)
	}
	return operation{text, c.values}
}

func (c *composer) chance(percent int) bool { return c.IntN(100) < percent }

func (c *composer) selections(on *ast.Definition, depth int) string {
	var parts []string
	count := 1 + c.IntN(5)
	if on == c.schema.Query {
		count++
	}
	for range count {
		if len(parts) > 0 && c.left < 0 {
			break
		}
		c.left--
		switch {
		case c.left < 0 && on != c.schema.Query || depth > 9:
			parts = append(parts, c.leaf(on))
		case c.chance(25) && depth < 9:
			parts = append(parts, c.spread(on, depth))
		default:
			parts = append(parts, c.field(on, depth))
		}
	}
	return "{ " + strings.Join(parts, " ") + " }"
}

func (c *composer) leaf(on *ast.Definition) string {
	for _, i := range c.Perm(len(on.Fields)) {
		f := on.Fields[i]
		if c.selectable(on, f) && len(f.Arguments) == 0 && c.schema.Types[f.Type.Name()].IsLeafType() {
			return f.Name
		}
	}
	return "__typename"
}

func (c *composer) selectable(on *ast.Definition, f *ast.FieldDefinition) bool {
	return !strings.HasPrefix(f.Name, "__") && !slices.Contains(c.without, on.Name+"."+f.Name)
}

func (c *composer) field(on *ast.Definition, depth int) string {
	if len(on.Fields) == 0 || c.chance(7) {
		return c.alias("__typename") + c.directives()
	}
	f := on.Fields[c.IntN(len(on.Fields))]
	for range 3 { // prefer what has selections, while there are some to write
		if c.selectable(on, f) && !c.schema.Types[f.Type.Name()].IsLeafType() {
			break
		}
		f = on.Fields[c.IntN(len(on.Fields))]
	}
	if !c.selectable(on, f) {
		return "__typename"
	}
	key := f.Name
	if c.chance(25) {
		key = fmt.Sprintf("%s_%d", f.Name, c.IntN(2))
	}
	text := key
	if key != f.Name {
		text += ": " + f.Name
	}
	text += c.argumentsOf(on, f, key) + c.directives()
	if result := c.schema.Types[f.Type.Name()]; !result.IsLeafType() {
		text += " " + c.selections(result, depth+1)
	}
	return text
}

func (c *composer) alias(name string) string {
	if c.chance(30) {
		return "kind: " + name
	}
	return name
}

// spread is an inline fragment or the spread of a named one, on a type that overlaps with on.
func (c *composer) spread(on *ast.Definition, depth int) string {
	var candidates []*ast.Definition
	for _, d := range c.schema.Types {
		if d.IsCompositeType() && !d.BuiltIn && d != c.schema.Mutation && d != c.schema.Subscription && c.overlap(on, d) {
			candidates = append(candidates, d)
		}
	}
	slices.SortFunc(candidates, func(a, b *ast.Definition) int { return strings.Compare(a.Name, b.Name) })
	to := candidates[c.IntN(len(candidates))]
	if c.chance(70) {
		for _, f := range c.fragments {
			if f.on == to.Name && f.text != "" && c.chance(85) {
				return "..." + f.name + c.directives()
			}
		}
		at := len(c.fragments)
		c.fragments = append(c.fragments, fragment{name: fmt.Sprintf("F%d", at), on: to.Name})
		c.fragments[at].text = c.selections(to, depth+1)
		return "..." + c.fragments[at].name + c.directives()
	}
	if to == on && c.chance(50) {
		return "..." + c.directives() + " " + c.selections(on, depth+1)
	}
	return "... on " + to.Name + c.directives() + " " + c.selections(to, depth+1)
}

func (c *composer) overlap(a, b *ast.Definition) bool {
	for _, x := range c.schema.GetPossibleTypes(a) {
		if slices.Contains(c.schema.GetPossibleTypes(b), x) {
			return true
		}
	}
	return false
}

func (c *composer) directives() string {
	if !c.chance(8) {
		return ""
	}
	name := []string{"skip", "include"}[c.IntN(2)]
	value := fmt.Sprint(c.chance(50))
	if c.chance(60) {
		value = c.variable("Boolean!", c.chance(50))
	}
	return fmt.Sprintf(" @%s(if: %s)", name, value)
}

func (c *composer) variable(typ string, value any) string {
	name := fmt.Sprintf("v%d", len(c.variables))
	c.variables = append(c.variables, "$"+name+": "+typ)
	c.values[name] = value
	return "$" + name
}

// argumentsOf are the arguments that the response key has wherever the parent is of that family.
func (c *composer) argumentsOf(on *ast.Definition, f *ast.FieldDefinition, key string) string {
	family := on.Name
	if family == "Film" || family == "Series" {
		family = "Work"
	}
	if text, ok := c.arguments[family+"."+key]; ok {
		return text
	}
	var parts []string
	for _, a := range f.Arguments {
		optional := !a.Type.NonNull || a.DefaultValue != nil
		if optional && c.chance(50) {
			continue
		}
		parts = append(parts, a.Name+": "+c.argument(f, a))
	}
	text := ""
	if len(parts) > 0 {
		text = "(" + strings.Join(parts, ", ") + ")"
	}
	c.arguments[family+"."+key] = text
	return text
}

func (c *composer) argument(f *ast.FieldDefinition, a *ast.ArgumentDefinition) string {
	value := c.value(a.Type, f.Name)
	if !c.chance(40) {
		return literal(c.schema, a.Type, value)
	}
	if !a.Type.NonNull && c.chance(20) {
		name := fmt.Sprintf("v%d", len(c.variables))
		c.variables = append(c.variables, fmt.Sprintf("$%s: %s = %s", name, a.Type, literal(c.schema, a.Type, value)))
		if c.chance(50) {
			c.values[name] = nil
		}
		return "$" + name
	}
	return c.variable(a.Type.String(), value)
}

// value is a random value of the type, as it is decoded from JSON.
func (c *composer) value(t *ast.Type, field string) any {
	if !t.NonNull && c.chance(10) {
		return nil
	}
	if t.Elem != nil {
		list := []any{}
		for range c.IntN(6) {
			list = append(list, c.value(t.Elem, field))
		}
		return list
	}
	def := c.schema.Types[t.NamedType]
	switch def.Kind {
	case ast.Enum:
		return def.EnumValues[c.IntN(len(def.EnumValues))].Name
	case ast.InputObject:
		object := map[string]any{}
		for _, f := range def.Fields {
			if c.chance(40) {
				object[f.Name] = c.value(f.Type, field)
			}
		}
		return object
	default:
		return c.scalar(t.NamedType, field)
	}
}

func (c *composer) scalar(name, field string) any {
	switch name {
	case "Int":
		return int64([]int{2, 3, 1, 4, 5, 0, -1}[min(c.IntN(7), c.IntN(7))])
	case "Boolean":
		return c.chance(50)
	case "ID":
		kinds := map[string]string{"person": "p", "studio": "u", "work": "fs"}[field]
		if kinds == "" || c.chance(5) {
			kinds = "fspux"
		}
		return fmt.Sprintf("%c%d", kinds[c.IntN(len(kinds))], c.IntN(6))
	case "Day":
		return []string{"1969-07-20", "2000-02-29", "1895-12-28", "the day after"}[c.IntN(4-one(c.days))]
	}
	return []string{"", "a", "o", "e", "Sol", "\"\\\n<&>", "ü日\u2028"}[min(c.IntN(7), c.IntN(7))]
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// literal writes a value as GraphQL.
func literal(schema *ast.Schema, t *ast.Type, v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case []any:
		parts := make([]string, len(v))
		for i, e := range v {
			parts[i] = literal(schema, t.Elem, e)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]any:
		var parts []string
		for _, f := range schema.Types[t.Name()].Fields {
			if e, ok := v[f.Name]; ok {
				parts = append(parts, f.Name+": "+literal(schema, f.Type, e))
			}
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case string:
		if schema.Types[t.Name()].Kind == ast.Enum {
			return v
		}
		return quoted(v)
	}
	return fmt.Sprint(v)
}

func quoted(s string) string {
	return `"` + strings.NewReplacer(`"`, `\"`, `\`, `\\`, "\n", `\n`).Replace(s) + `"`
}
