package direct

import (
	"context"
	"slices"
)

// Object describes one object type of a schema. T is what gqlgen's resolvers take as its parent: a pointer, mostly.
// The plugin writes these; they are not changed after NewExecutor.
type Object[T any] struct {
	Name string
	// Satisfies lists the type conditions that hold for the object: its own name, its interfaces, its unions.
	Satisfies []string
	Fields    []Field[T]
}

// Field describes one field of an object. Exactly one of Text, Write and Resolve is set.
type Field[T any] struct {
	Name  string
	Shape Shape
	// Args coerces the arguments; nil where the field has none.
	Args func(ctx context.Context, raw map[string]any) (map[string]any, error)
	// Text reads a string off the object: a leaf that can't fail, and the most common.
	Text func(obj T) string
	// Write writes a leaf that is read off the object without a call that could fail. It reports false after an
	// error that makes the value null.
	Write func(w *Writer, obj T) bool
	// Resolve fetches the field for all objects of a frontier, through one of the functions in call.go.
	Resolve func(c *Column, objs []T)
	// Inline writes the objects that Resolve would fetch, where both only read them off the parent. It serves instead
	// if nothing below takes a call either.
	Inline func(w *Writer, at *Place, obj T) bool
	// Method and Resolver are passed on to the resolver's graphql.FieldContext.
	Method, Resolver bool
}

// Shape says where a field's type forbids null. Bit 0 is the field itself, bit 1 the elements of its list, and so on.
type Shape uint16

// List marks the type of a field as a list of objects, so that a parent has any number of children.
const List Shape = 1 << 15

// Untyped marks a field whose Go type is an interface: gqlgen words the error for a null differently there.
const Untyped Shape = 1 << 14

func (s Shape) nonNull(depth int) bool { return s&(1<<depth) != 0 }

// Type is an object type of any parent type. Only *Object implements it.
type Type interface {
	name() string
	satisfies(condition string) bool
	field(name string) (fieldInfo, bool)
	newFrontier(x *execution, sel *selection) frontier
}

// fieldInfo is what planning needs to know of a Field, whatever its T.
type fieldInfo struct {
	ordinal  int
	shape    Shape
	resolved bool // by Resolve
	inline   bool // or by Inline
	args     func(ctx context.Context, raw map[string]any) (map[string]any, error)
	method   bool
	resolver bool
}

func (o *Object[T]) name() string { return o.Name }

func (o *Object[T]) satisfies(condition string) bool {
	return condition == "" || slices.Contains(o.Satisfies, condition)
}

func (o *Object[T]) field(name string) (fieldInfo, bool) {
	for i := range o.Fields {
		if f := &o.Fields[i]; f.Name == name {
			return fieldInfo{
				ordinal: i, shape: f.Shape, resolved: f.Resolve != nil, inline: f.Inline != nil,
				args: f.Args, method: f.Method, resolver: f.Resolver,
			}, true
		}
	}
	return fieldInfo{}, false
}

func (o *Object[T]) newFrontier(x *execution, sel *selection) frontier {
	return newObjects(x, sel, o)
}
