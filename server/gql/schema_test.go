package gql_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

// The repository's root, and the folder of shared material beside it.
const (
	root   = "../.."
	shared = root + "/../shared"
)

func schema(t *testing.T) *ast.Schema {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "schema.graphqls"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphqls", Input: string(text)})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// readShared reads a file of ../shared and skips the test where that folder is absent.
func readShared(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(shared, name))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("../shared/%s is not here: nothing to hold the project against", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestSchemaKeepsTheContract(t *testing.T) {
	contract, err := parser.ParseSchema(&ast.Source{Name: "contract.graphqls", Input: readShared(t, "contract.graphqls")})
	if err != nil {
		t.Fatal(err)
	}
	ours := schema(t)
	for _, want := range contract.Definitions {
		got := ours.Types[want.Name]
		if got == nil {
			t.Errorf("%s is missing", want.Name)
			continue
		}
		for _, breach := range breaches(want, got) {
			t.Error(breach)
		}
		for _, name := range want.Interfaces {
			for _, breach := range breaches(contract.Definitions.ForName(name), got) {
				t.Error(breach)
			}
		}
	}
}

// breaches says where got takes away, renames, loosens or changes something of want. Fields may be added; an input's
// may be added if they are nullable, which breaks no client.
func breaches(want, got *ast.Definition) (found []string) {
	say := func(format string, args ...any) { found = append(found, got.Name+fmt.Sprintf(format, args...)) }
	if got.Kind != want.Kind && want.Kind != ast.Interface {
		say(" is %s, want %s", got.Kind, want.Kind)
	}
	for _, name := range want.Interfaces {
		if !slices.Contains(got.Interfaces, name) {
			say(" does not implement %s", name)
		}
	}
	if diff := cmp.Diff(specification(want), specification(got)); want.Kind == ast.Scalar && diff != "" {
		say(" @specifiedBy (-contract +schema):\n%s", diff)
	}
	for _, v := range want.EnumValues {
		if got.EnumValues.ForName(v.Name) == nil {
			say(".%s is missing", v.Name)
		}
	}
	for _, f := range got.Fields {
		if got.Kind == ast.InputObject && want.Fields.ForName(f.Name) == nil && f.Type.NonNull && f.DefaultValue == nil {
			say(".%s is new and has to be given", f.Name)
		}
	}
	for _, f := range want.Fields {
		g := got.Fields.ForName(f.Name)
		if g == nil {
			say(".%s is missing", f.Name)
			continue
		}
		if diff := cmp.Diff(signature(f), signature(g)); diff != "" {
			say(".%s (-contract +schema):\n%s", f.Name, diff)
		}
	}
	return found
}

func specification(d *ast.Definition) string {
	if by := d.Directives.ForName("specifiedBy"); by != nil {
		return by.Arguments.ForName("url").Value.Raw
	}
	return ""
}

// signature is a field as a client sees it: its type, its default and its arguments with theirs.
func signature(f *ast.FieldDefinition) []string {
	lines := []string{f.Type.String() + defaulted(f.DefaultValue)}
	for _, a := range f.Arguments {
		lines = append(lines, a.Name+": "+a.Type.String()+defaulted(a.DefaultValue))
	}
	return lines
}

func defaulted(v *ast.Value) string {
	if v == nil {
		return ""
	}
	return " = " + v.String()
}

func TestSchemaDescribesEverything(t *testing.T) {
	for _, d := range schema(t).Types {
		if d.BuiltIn {
			continue
		}
		for name, description := range descriptions(d) {
			if description == "" || strings.TrimSpace(description) != description {
				t.Errorf("%s: description %q", name, description)
			}
		}
	}
}

func descriptions(d *ast.Definition) map[string]string {
	all := map[string]string{d.Name: d.Description}
	for _, v := range d.EnumValues {
		all[d.Name+"."+v.Name] = v.Description
	}
	for _, f := range d.Fields {
		if strings.HasPrefix(f.Name, "__") {
			continue
		}
		all[d.Name+"."+f.Name] = f.Description
		for _, a := range f.Arguments {
			all[d.Name+"."+f.Name+"("+a.Name+":)"] = a.Description
		}
	}
	return all
}
