package gate

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"whence/server/fault"
)

// arguments refuses lists in a field's literal arguments that are too long.
func (w *walk) arguments(definitions ast.ArgumentDefinitionList, arguments ast.ArgumentList) {
	w.within(len(arguments), w.limits.List, "arguments on one field", "each may be given once")
	for _, argument := range arguments {
		var t *ast.Type
		if definition := definitions.ForName(argument.Name); definition != nil {
			t = definition.Type
		}
		w.literal(t, argument.Value)
	}
}

// literal refuses long lists in v, which need not be of type t; t may be nil.
func (w *walk) literal(t *ast.Type, v *ast.Value) {
	if v == nil || w.refusal != nil {
		return
	}
	switch v.Kind {
	case ast.IntValue, ast.FloatValue:
		if t != nil && slices.Contains(w.decimals, t.Name()) {
			v.Kind = ast.StringValue
		}
	case ast.ListValue:
		if most := w.longest(t); len(v.Children) > most {
			w.refuse(fault.BadUserInput, "a list at line %d has %d elements and the limit is %d", line(v), len(v.Children), most)
		}
		for _, child := range v.Children {
			w.literal(element(t), child.Value)
		}
	case ast.ObjectValue:
		if len(v.Children) > w.limits.List {
			w.refuse(fault.BadUserInput, "an object at line %d has %d fields and the limit is %d", line(v), len(v.Children), w.limits.List)
		}
		for _, child := range v.Children {
			inside := w.fieldType(t, child.Name)
			w.whole(child.Name, inside, child.Value)
			w.literal(inside, child.Value)
		}
	}
}

// conditionWeight is what each condition of a filter costs beyond the first: it is asked of all that the field looks at.
const conditionWeight = 100

// conditions is what the filters among a field's arguments cost: the input objects in them, but for the outermost.
func (w *walk) conditions(definitions ast.ArgumentDefinitionList, arguments ast.ArgumentList) float64 {
	sum := 0
	for _, argument := range arguments {
		definition := definitions.ForName(argument.Name)
		if definition == nil {
			continue
		}
		if t := w.schema.Types[definition.Type.Name()]; t == nil || t.Kind != ast.InputObject {
			continue
		}
		sum += max(0, objectsOf(w.operands.literal(argument.Value))+objectsIn(w.operands.value(argument.Value))-1)
	}
	return float64(sum) * conditionWeight
}

// objectsOf counts the objects of a literal.
func objectsOf(v *ast.Value) (n int) {
	if v == nil {
		return 0
	}
	if v.Kind == ast.ObjectValue {
		n = 1
	}
	for _, child := range v.Children {
		n += objectsOf(child.Value)
	}
	return n
}

// objectsIn counts the objects of a variable's value.
func objectsIn(v any) (n int) {
	switch v := v.(type) {
	case map[string]any:
		n = 1
		for _, member := range v {
			n += objectsIn(member)
		}
	case []any:
		for _, element := range v {
			n += objectsIn(element)
		}
	}
	return n
}

// whole refuses an integer of an input object that Int can't hold. The validator would blame the object as a whole.
func (w *walk) whole(name string, t *ast.Type, v *ast.Value) {
	if t == nil || t.NamedType != "Int" || v == nil || v.Kind != ast.IntValue {
		return
	}
	if _, err := strconv.ParseInt(v.Raw, 10, 32); err != nil {
		w.refuse(fault.BadUserInput, "%s at line %d must be a whole number of 32 bits, not %s", name, line(v), fault.Clip(v.Raw))
	}
}

func line(v *ast.Value) int {
	if v.Position == nil {
		return 0
	}
	return v.Position.Line
}

func element(t *ast.Type) *ast.Type {
	if t == nil {
		return nil
	}
	return t.Elem
}

// longest is the limit of a list of type t.
func (g *Gate) longest(t *ast.Type) int {
	switch {
	case t != nil && isIDs(t):
		return g.limits.IDs
	case t != nil && t.Elem != nil && g.written[t.Elem.NamedType]:
		return g.limits.Written
	}
	return g.limits.List
}

func (g *Gate) fieldType(t *ast.Type, name string) *ast.Type {
	if t == nil || t.Elem != nil || g.schema.Types[t.NamedType] == nil {
		return nil
	}
	if field := g.schema.Types[t.NamedType].Fields.ForName(name); field != nil {
		return field.Type
	}
	return nil
}

// Variables checks the values of an operation's variables against their types,
// as the specification coerces them, and their lists against the limits. Values
// are as encoding/json gives them with UseNumber. The document must be valid.
func (g *Gate) Variables(operation *ast.OperationDefinition, values map[string]any) *gqlerror.Error {
	for _, definition := range operation.VariableDefinitions {
		value, given := values[definition.Variable]
		switch {
		case given:
			at := &place{name: definition.Variable}
			if refusal := g.value(at, definition.Type, value); refusal != nil {
				return refusal
			}
		case definition.Type.NonNull && definition.DefaultValue == nil:
			return fault.New(fault.BadUserInput, "the variable $%s of type %s is required", definition.Variable, definition.Type)
		}
	}
	return nil
}

// place is where in the variables a value stands. It is put into words for a
// refusal only.
type place struct {
	in    *place
	name  string
	index int
}

func (p *place) String() string {
	switch {
	case p.in == nil:
		return "$" + p.name
	case p.name == "":
		return p.in.String() + "[" + strconv.Itoa(p.index) + "]"
	}
	return p.in.String() + "." + p.name
}

func (p *place) refuse(format string, args ...any) *gqlerror.Error {
	refusal := fault.New(fault.BadUserInput, "%s %s", fault.Clip(p.String()), fmt.Sprintf(format, args...))
	refusal.Extensions["variable"] = p.steps(nil)
	return refusal
}

// steps are the place for programs to read: the variable, and the fields and indices that lead down from it.
func (p *place) steps(below []any) []any {
	step := any(fault.Clip(p.name))
	if p.name == "" {
		step = p.index
	}
	if below = append(below, step); p.in != nil {
		return p.in.steps(below)
	}
	slices.Reverse(below)
	return below[:min(len(below), 20)]
}

func (g *Gate) value(at *place, t *ast.Type, v any) *gqlerror.Error {
	if v == nil {
		if t.NonNull {
			return at.refuse("must not be null: it is a %s", t)
		}
		return nil
	}
	if t.Elem != nil {
		return g.list(at, t, v)
	}
	switch definition := g.schema.Types[t.NamedType]; definition.Kind {
	case ast.InputObject:
		return g.object(at, definition, v)
	case ast.Enum:
		if name, ok := v.(string); ok && definition.EnumValues.ForName(name) != nil {
			return nil
		}
		return at.refuse("must be one of the values of %s, not %s", t.NamedType, shown(v))
	}
	return scalar(at, t.NamedType, v)
}

// list checks a list; a value that is none stands for the list of it alone.
func (g *Gate) list(at *place, t *ast.Type, v any) *gqlerror.Error {
	list, ok := v.([]any)
	if !ok {
		return g.value(at, t.Elem, v)
	}
	if most := g.longest(t); len(list) > most {
		return at.refuse("has %d elements and the limit is %d", len(list), most)
	}
	for i, element := range list {
		if refusal := g.value(&place{in: at, index: i}, t.Elem, element); refusal != nil {
			return refusal
		}
	}
	return nil
}

func (g *Gate) object(at *place, definition *ast.Definition, v any) *gqlerror.Error {
	object, ok := v.(map[string]any)
	if !ok {
		return at.refuse("must be an object of type %s, not %s", definition.Name, shown(v))
	}
	for name := range object {
		if definition.Fields.ForName(name) == nil {
			return at.refuse("has a field %q that %s does not have", fault.Clip(name), definition.Name)
		}
	}
	for _, field := range definition.Fields {
		value, given := object[field.Name]
		inside := &place{in: at, name: field.Name}
		switch {
		case given:
			if refusal := g.value(inside, field.Type, value); refusal != nil {
				return refusal
			}
		case field.Type.NonNull && field.DefaultValue == nil:
			return inside.refuse("is required: it is a %s", field.Type)
		}
	}
	return nil
}

// scalar checks the five types of the specification. What a type of our own
// takes is for its resolver to say; it is given no list and no object.
func scalar(at *place, name string, v any) *gqlerror.Error {
	number, isNumber := v.(json.Number)
	_, isString := v.(string)
	_, isBool := v.(bool)
	ok := isNumber || isString || isBool
	switch name {
	case "Int":
		n, err := strconv.ParseInt(number.String(), 10, 64)
		if isNumber && (err != nil || n < math.MinInt32 || n > math.MaxInt32) {
			return at.refuse("must be a whole number of 32 bits, not %s", shown(v))
		}
		ok = isNumber
	case "Float":
		if _, err := number.Float64(); isNumber && err != nil {
			return at.refuse("must be a finite number, not %s", shown(v))
		}
		ok = isNumber
	case "String":
		ok = isString
	case "Boolean":
		ok = isBool
	case "ID":
		_, err := strconv.ParseInt(number.String(), 10, 64)
		ok = isString || isNumber && err == nil
	}
	if !ok {
		return at.refuse("must be a %s, not %s", name, shown(v))
	}
	return nil
}

// shown puts a value into a message: short values as they are, others by kind.
func shown(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return strconv.Quote(fault.Clip(v))
	case json.Number:
		return fault.Clip(v.String())
	case bool:
		return strconv.FormatBool(v)
	case []any:
		return "a list"
	}
	return "an object"
}
