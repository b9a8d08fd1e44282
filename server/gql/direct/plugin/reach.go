package plugin

import (
	"errors"
	"fmt"
	"strings"

	"github.com/99designs/gqlgen/codegen"
	"github.com/99designs/gqlgen/codegen/config"
	"github.com/vektah/gqlparser/v2/ast"
)

// ErrUncovered is what GenerateCode returns for a schema or configuration that the direct executor can't run.
var ErrUncovered = errors.New("not covered by the direct executor")

// reach collects the object types and Go types that queries can reach.
type reach struct {
	data    *codegen.Data
	objects map[string]*codegen.Object
	refs    map[string]*config.TypeReference
}

func (r *reach) object(o *codegen.Object) error {
	if r.objects[o.Name] != nil {
		return nil
	}
	r.objects[o.Name] = o
	if o.Type == config.MapType {
		return fmt.Errorf("%s is bound to a map: %w", o.Name, ErrUncovered)
	}
	for _, f := range o.Fields {
		if strings.HasPrefix(f.Name, "__") {
			continue
		}
		if reason := uncovered(f); reason != "" {
			return fmt.Errorf("%s.%s %s: %w", o.Name, f.Name, reason, ErrUncovered)
		}
		if err := r.ref(f.TypeReference); err != nil {
			return fmt.Errorf("%s.%s %w", o.Name, f.Name, err)
		}
	}
	return nil
}

func (r *reach) ref(ref *config.TypeReference) error {
	if r.refs[ref.UniquenessKey()] != nil {
		return nil
	}
	r.refs[ref.UniquenessKey()] = ref
	if isWrapper(ref) {
		return r.ref(ref.Elem())
	}
	if ref.GQL.Elem != nil && !isLeaf(ref) {
		return fmt.Errorf("is a list of objects but %s: %w", ref.GO, ErrUncovered)
	}
	switch ref.Definition.Kind {
	case ast.Object:
		return r.object(r.data.Objects.ByName(ref.Definition.Name))
	case ast.Interface, ast.Union:
		for _, implementor := range r.data.Interfaces[ref.Definition.Name].Implementors {
			if implementor.Kind != ast.Object {
				continue // an interface that implements this one: its objects do too
			}
			if err := r.object(r.data.Objects.ByName(implementor.Name)); err != nil {
				return err
			}
		}
	default:
		if ref.Marshaler == nil && !ref.IsMarshaler {
			return fmt.Errorf("is a scalar without a marshaler: %w", ErrUncovered)
		}
	}
	return nil
}

// uncovered says what about the field the executor has no way to run, or nothing.
func uncovered(f *codegen.Field) string {
	switch {
	case f.HasDirectives():
		return "has a directive that runs when the field does"
	case f.IsMap():
		return "is read from a map"
	case f.Stream:
		return "is a stream"
	case f.HasHaser, f.VOkFunc:
		return "is read by a method that tells whether it is set"
	case f.GoReceiverName == "ec":
		return "is resolved by gqlgen's own code"
	case f.HasFederationRequiresArg():
		return "takes federation's requirements"
	case f.TypeReference.IsRoot:
		return "returns a root type"
	case depth(f.TypeReference.GQL) > 13:
		return "is a list in more than 13 lists"
	}
	return ""
}

// uncoveredDirectives refuses directives that operations carry and that run code.
func uncoveredDirectives(data *codegen.Data) error {
	for _, location := range []ast.DirectiveLocation{ast.LocationField, ast.LocationQuery} {
		for name, d := range data.AllDirectives {
			if d.IsLocation(location) && !d.SkipRuntime {
				return fmt.Errorf("directive @%s on %s: %w", name, location, ErrUncovered)
			}
		}
	}
	return nil
}

func depth(t *ast.Type) int {
	n := 0
	for ; t.Elem != nil; t = t.Elem {
		n++
	}
	return n
}

func isLeaf(ref *config.TypeReference) bool {
	return ref.Definition.Kind == ast.Scalar || ref.Definition.Kind == ast.Enum
}

// isWrapper reports whether gqlgen marshals the type by going on to its element.
func isWrapper(ref *config.TypeReference) bool {
	return ref.IsSlice() || ref.IsPtrToSlice() || ref.IsPtrToIntf() ||
		ref.IsPtrToPtr() && ref.Unmarshaler == nil && !ref.IsMarshaler
}

func isElementary(ref *config.TypeReference) bool { return !isWrapper(ref) }
