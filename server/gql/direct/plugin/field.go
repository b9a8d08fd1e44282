package plugin

import (
	"fmt"
	"go/types"

	"github.com/99designs/gqlgen/codegen"
	"github.com/99designs/gqlgen/codegen/templates"
)

// field is a field as the template asks about it.
type field struct {
	*codegen.Field

	data *codegen.Data
}

// Foreign reports whether gqlgen's executor keeps the field: introspection.
func (f field) Foreign() bool { return f.GoReceiverName == "ec" }

// Leaf reports whether the field has no selection set.
func (f field) Leaf() bool { return isLeaf(f.TypeReference) }

// Batched reports whether one call resolves the field for all parents.
func (f field) Batched() bool { return f.IsBatch() && !f.Object.Root }

// Plain reports whether the field is read without a context, arguments or an error.
func (f field) Plain() bool {
	return !f.IsResolver && (f.IsVariable() || f.NoErr && !f.MethodHasContext && len(f.Args) == 0)
}

// Text reports whether the field is read as a string that is never null.
func (f field) Text() bool {
	return f.Leaf() && f.Plain() && isText(f.TypeReference)
}

// Addressable reports whether the field's value has an address within its parent.
func (f field) Addressable() bool { return !f.IsResolver && f.IsVariable() }

// Shape is the expression of the field's direct.Shape.
func (f field) Shape() string {
	bits, at := 0, 0
	for t := f.TypeReference.GQL; t != nil; t = t.Elem {
		if t.NonNull {
			bits |= 1 << at
		}
		at++
	}
	shape := fmt.Sprint(bits)
	if at > 1 && !f.Leaf() {
		shape += " | direct.List"
	}
	if f.Untyped() {
		shape += " | direct.Untyped"
	}
	return shape
}

// Untyped reports whether a null is forbidden that Go has no type for, which gqlgen words differently.
func (f field) Untyped() bool {
	return f.TypeReference.GQL.NonNull && types.IsInterface(f.TypeReference.GO)
}

// Parent is the Go type of the field's parent.
func (f field) Parent() string {
	if f.Object.Root {
		return "direct.Root"
	}
	return templates.CurrentImports.LookupType(f.Object.Reference())
}

// Call is the expression that fetches the field, of a value and an error. It refers to ctx, fc, and obj or objs.
func (f field) Call() string {
	switch {
	case f.Batched():
		return fmt.Sprintf("ec.Resolvers.%s().%s(%s)",
			templates.UcFirst(f.Object.Name), f.GoFieldName, f.BatchCallArgs("objs", ""))
	case f.IsResolver:
		return "ec.Resolvers." + f.ShortInvocation()
	}
	return f.Read() + map[bool]string{true: ", nil"}[f.IsVariable() || f.NoErr]
}

// Read is the expression that reads the field off obj.
func (f field) Read() string {
	if f.IsVariable() {
		return "obj." + f.GoFieldName
	}
	return fmt.Sprintf("obj.%s(%s)", f.GoFieldName, f.CallArgs())
}

// Function is the name of the generated function that writes or completes a value of the field.
func (f field) Function() string {
	if f.Leaf() {
		return "append" + f.TypeReference.UniquenessKey()
	}
	return "complete" + f.TypeReference.UniquenessKey()
}
