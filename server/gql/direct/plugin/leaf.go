package plugin

import (
	"fmt"
	"go/types"

	"github.com/99designs/gqlgen/codegen/config"
	"github.com/99designs/gqlgen/codegen/templates"
	"github.com/vektah/gqlparser/v2/ast"
)

const gqlgenRuntime = "github.com/99designs/gqlgen/graphql"

// builtin maps gqlgen's marshalers to the Writer's methods and what they take.
var builtin = map[string][2]string{
	"MarshalString": {"String", "string"}, "MarshalID": {"String", "string"},
	"MarshalBoolean": {"Bool", "bool"},
	"MarshalFloat":   {"Float", "float64"}, "MarshalFloatContext": {"Float", "float64"},
	"MarshalInt": {"Int", "int64"}, "MarshalInt8": {"Int", "int64"}, "MarshalInt16": {"Int", "int64"},
	"MarshalInt32": {"Int", "int64"}, "MarshalInt64": {"Int", "int64"},
	"MarshalUint": {"Uint", "uint64"}, "MarshalUint8": {"Uint", "uint64"}, "MarshalUint16": {"Uint", "uint64"},
	"MarshalUint32": {"Uint", "uint64"}, "MarshalUint64": {"Uint", "uint64"},
}

// writeLeaf is the statements that write v, which is not nil.
func writeLeaf(ref *config.TypeReference, functionSyntax bool) string {
	nonNull := ref.GQL.NonNull
	if !ref.IsMarshaler {
		return "return " + writeByFunction(ref, functionSyntax)
	}
	value := "v"
	switch {
	case hasMethod(ref.GO, "AppendGQL"):
		return fmt.Sprintf("return direct.Append(w, v, %t)", nonNull)
	case ref.IsContext:
		return fmt.Sprintf("return direct.MarshalContext(w, v, %t)", nonNull)
	case isTabled(ref):
		if ref.IsPtr() {
			value = "*v"
		}
		return fmt.Sprintf("return %s.Write(w, %s) || direct.Marshal(w, v, %t)", enumVar(ref), value, nonNull)
	}
	return fmt.Sprintf("return direct.Marshal(w, v, %t)", nonNull)
}

// writeByFunction writes v the way that gqlgen passes it to a marshal function.
func writeByFunction(ref *config.TypeReference, functionSyntax bool) string {
	value := "v"
	switch {
	case ref.IsTargetNilable() && !ref.IsNilable():
		value = "&v"
	case !ref.IsTargetNilable() && ref.IsNilable():
		value = "*v"
	}
	switch {
	case ref.HasEnumValues():
		value = fmt.Sprintf("%s[%s]", ref.EnumMarshalVar(functionSyntax), value)
	case ref.CastType != nil:
		value = fmt.Sprintf("%s(%s)", templates.CurrentImports.LookupType(ref.CastType), value)
	}
	if ref.Marshaler.Pkg().Path() == gqlgenRuntime {
		if method, ok := builtin[ref.Marshaler.Name()]; ok {
			return fmt.Sprintf("w.%s(%s(%s))", method[0], method[1], value)
		}
	}
	function := "Marshal"
	if ref.IsContext {
		function = "MarshalContext"
	}
	return fmt.Sprintf("direct.%s(w, %s(%s), %t)", function, templates.Call(ref.Marshaler), value, ref.GQL.NonNull)
}

// isText reports whether values of the type are strings to Go and to GraphQL.
func isText(ref *config.TypeReference) bool {
	if ref.IsMarshaler || ref.Marshaler == nil || ref.HasEnumValues() || ref.IsNilable() || isWrapper(ref) {
		return false
	}
	basic, ok := ref.GO.Underlying().(*types.Basic)
	return ok && basic.Kind() == types.String && ref.Marshaler.Pkg().Path() == gqlgenRuntime && builtin[ref.Marshaler.Name()][0] == "String"
}

// isTabled reports whether the values of the enum can be written from a table made once: what MarshalGQL writes for
// a value of a basic type depends on nothing else.
func isTabled(ref *config.TypeReference) bool {
	named := namedOf(ref)
	if ref.Definition.Kind != ast.Enum || !ref.IsMarshaler || ref.IsContext || named == nil {
		return false
	}
	_, basic := named.Underlying().(*types.Basic)
	return basic && hasMethod(named, "MarshalGQL") && hasMethod(types.NewPointer(named), "UnmarshalGQL")
}

func namedOf(ref *config.TypeReference) *types.Named {
	t := types.Unalias(ref.GO)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, _ := t.(*types.Named)
	return named
}

func enumVar(ref *config.TypeReference) string {
	return "enum" + ref.Definition.Name + "2" + templates.TypeIdentifier(namedOf(ref))
}

func hasMethod(t types.Type, name string) bool {
	return types.NewMethodSet(t).Lookup(nil, name) != nil
}
