package server

import (
	"reflect"

	"github.com/vektah/gqlparser/v2/ast"
)

// querySize is about how many bytes of memory a parsed and validated query holds that nothing else does: its syntax tree
// without the schema that it points into, its text, and the plan that an executor keeps beside it.
func querySize(doc *ast.QueryDocument, query string) int {
	s := sizer{seen: map[uintptr]bool{}}
	s.reach(reflect.ValueOf(doc))
	return s.bytes + len(query) + s.fields*planBytes + entryBytes
}

// planBytes is about what a selected field takes in the plan of the direct executor.
const planBytes = 400

// shared are the types of the schema, and what a node says of the text that all nodes share.
var shared = map[reflect.Type]bool{
	reflect.TypeFor[ast.Definition](): true, reflect.TypeFor[ast.FieldDefinition](): true, reflect.TypeFor[ast.ArgumentDefinition](): true,
	reflect.TypeFor[ast.DirectiveDefinition](): true, reflect.TypeFor[ast.EnumValueDefinition](): true, reflect.TypeFor[ast.Source](): true,
}

// sizer sums up what is reachable.
type sizer struct {
	seen   map[uintptr]bool
	bytes  int
	fields int
}

// sizeClass is what the allocator takes for n bytes, more or less.
func sizeClass(n uintptr) int { return int(n+15) &^ 15 }

func (s *sizer) reach(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || shared[v.Type().Elem()] || s.seen[v.Pointer()] {
			return
		}
		s.seen[v.Pointer()] = true
		s.bytes += sizeClass(v.Type().Elem().Size())
		if v.Type() == reflect.TypeFor[*ast.Field]() {
			s.fields++
		}
		s.reach(v.Elem())
	case reflect.Interface:
		if !v.IsNil() {
			s.reach(v.Elem())
		}
	case reflect.Slice:
		s.bytes += sizeClass(uintptr(v.Cap()) * v.Type().Elem().Size())
		for i := range v.Len() {
			s.reach(v.Index(i))
		}
	case reflect.Struct:
		for _, field := range v.Fields() {
			s.reach(field)
		}
	}
}
