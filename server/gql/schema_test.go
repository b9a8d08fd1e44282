package gql_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"

	"whence/testenv"
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

// readShared reads a file of ../shared.
func readShared(t *testing.T, name string) string {
	t.Helper()
	return string(testenv.Read(t, name))
}

// contractFiles are what the schema is held against: what a client was promised first, then what it was promised since.
var contractFiles = []string{"contract.graphqls", "contract-write.graphqls", "contract-data.graphqls", "contract-words.graphqls"}

// contract is the four contracts as one: each type with the fields, values, members and interfaces that any file gives it.
type contract struct {
	types      map[string]*ast.Definition
	directives map[string]*ast.DirectiveDefinition
	later      map[string]bool // names that contract.graphqls did not have: "Type", "Type.field", "@directive"
}

func readContract(t *testing.T) contract {
	t.Helper()
	c := contract{types: map[string]*ast.Definition{}, directives: map[string]*ast.DirectiveDefinition{}, later: map[string]bool{}}
	var extensions ast.DefinitionList
	for i, name := range contractFiles {
		doc, err := parser.ParseSchema(&ast.Source{Name: name, Input: readShared(t, name)})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range doc.Definitions {
			if c.types[d.Name] != nil {
				t.Fatalf("%s defines %s again", name, d.Name)
			}
			c.types[d.Name], c.later[d.Name] = d, i > 0
		}
		for _, d := range doc.Directives {
			c.directives[d.Name], c.later["@"+d.Name] = d, i > 0
		}
		extensions = append(extensions, doc.Extensions...)
	}
	for _, e := range extensions {
		c.extend(t, e)
	}
	for _, d := range c.types {
		c.inherit(d)
	}
	return c
}

// extend merges an extend block into the type that it extends.
func (c contract) extend(t *testing.T, e *ast.Definition) {
	t.Helper()
	d := c.types[e.Name]
	if d == nil {
		t.Fatalf("%s extends %s, which no contract defines", e.Position.Src.Name, e.Name)
	}
	for _, f := range e.Fields {
		if d.Fields.ForName(f.Name) != nil {
			t.Fatalf("%s gives %s.%s again", e.Position.Src.Name, e.Name, f.Name)
		}
		d.Fields = append(d.Fields, f)
		c.later[e.Name+"."+f.Name] = true
	}
	for _, v := range e.EnumValues {
		d.EnumValues = append(d.EnumValues, v)
		c.later[e.Name+"."+v.Name] = true
	}
	for _, list := range []struct {
		to   *[]string
		more []string
	}{{&d.Types, e.Types}, {&d.Interfaces, e.Interfaces}} {
		for _, name := range list.more {
			*list.to = append(*list.to, name)
			c.later[e.Name+"."+name] = true
		}
	}
}

// inherit gives a type the fields of its interfaces.
func (c contract) inherit(d *ast.Definition) {
	for _, name := range d.Interfaces {
		for _, f := range c.types[name].Fields {
			if d.Fields.ForName(f.Name) == nil {
				d.Fields = append(d.Fields, f)
				c.later[d.Name+"."+f.Name] = c.later[name] || c.later[name+"."+f.Name]
			}
		}
	}
}

// TestSchemaKeepsTheContract fails where the schema takes away, renames, loosens or changes something that a contract
// promises. What the later contracts promise and the schema does not have yet is listed in the log.
func TestSchemaKeepsTheContract(t *testing.T) {
	c := readContract(t)
	ours := schema(t)
	var unbuilt []string
	missing := func(name string) {
		if owner, _, _ := strings.Cut(name, "."); c.later[name] || c.later[owner] {
			unbuilt = append(unbuilt, name)
			return
		}
		t.Errorf("%s is missing", name)
	}
	for name, want := range c.directives {
		got := ours.Directives[name]
		if got == nil {
			missing("@" + name)
		} else if diff := cmp.Diff(directiveSignature(want), directiveSignature(got)); diff != "" {
			t.Errorf("@%s (-contract +schema):\n%s", name, diff)
		}
	}
	for name, want := range c.types {
		if got := ours.Types[name]; got == nil {
			missing(name)
		} else {
			for _, breach := range breaches(want, got, missing) {
				t.Error(breach)
			}
		}
	}
	slices.Sort(unbuilt)
	for _, name := range unbuilt {
		t.Logf("not built yet: %s", name)
	}
}

// TestContractsAgree merges the four contracts into one schema, which must be valid.
func TestContractsAgree(t *testing.T) {
	c := readContract(t)
	merged, err := parser.ParseSchema(validator.Prelude)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range c.types {
		merged.Definitions = append(merged.Definitions, d)
	}
	for _, d := range c.directives {
		merged.Directives = append(merged.Directives, d)
	}
	if _, err := validator.ValidateSchemaDocument(merged); err != nil {
		t.Error(err)
	}
}

// breaches says where got changes something of want, and hands what got lacks to missing. Fields may be added; an input's
// and a field's arguments may be added if they need not be given, which breaks no client.
func breaches(want, got *ast.Definition, missing func(name string)) (found []string) {
	say := func(format string, args ...any) { found = append(found, got.Name+fmt.Sprintf(format, args...)) }
	if got.Kind != want.Kind {
		say(" is %s, want %s", got.Kind, want.Kind)
	}
	for _, name := range want.Interfaces {
		if !slices.Contains(got.Interfaces, name) {
			missing(got.Name + "." + name)
		}
	}
	for _, name := range want.Types {
		if !slices.Contains(got.Types, name) {
			missing(got.Name + "." + name)
		}
	}
	if diff := cmp.Diff(specification(want), specification(got)); want.Kind == ast.Scalar && diff != "" {
		say(" @specifiedBy (-contract +schema):\n%s", diff)
	}
	for _, v := range want.EnumValues {
		if got.EnumValues.ForName(v.Name) == nil {
			missing(got.Name + "." + v.Name)
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
			missing(got.Name + "." + f.Name)
			continue
		}
		if diff := cmp.Diff(signature(f, f.Arguments), signature(g, f.Arguments)); diff != "" {
			say(".%s (-contract +schema):\n%s", f.Name, diff)
		}
	}
	return found
}

// TestBreachesAreFound holds the comparison itself against small contracts and schemas.
func TestBreachesAreFound(t *testing.T) {
	for _, c := range []struct {
		name, contract, schema string
		breaches, missing      int
	}{
		{"the same", `type T { a(x: Int = 1): Int! }`, `type T { a(x: Int = 1): Int! }`, 0, 0},
		{"a field more", `type T { a: Int }`, `type T { a: Int b: Int! }`, 0, 0},
		{"an argument more", `type T { a: Int }`, `type T { a(x: Int, y: Int! = 2): Int }`, 0, 0},
		{"an argument more that has to be given", `type T { a: Int }`, `type T { a(x: Int!): Int }`, 1, 0},
		{"an argument less", `type T { a(x: Int): Int }`, `type T { a: Int }`, 1, 0},
		{"another default", `type T { a(x: Int = 1): Int }`, `type T { a(x: Int = 2): Int }`, 1, 0},
		{"a looser type", `type T { a: Int! }`, `type T { a: Int }`, 1, 0},
		{"a field less", `type T { a: Int b: Int }`, `type T { a: Int }`, 0, 1},
		{"a nullable input more", `input T { a: Int }`, `input T { a: Int b: Int }`, 0, 0},
		{"an input more that has to be given", `input T { a: Int }`, `input T { a: Int b: Int! }`, 1, 0},
		{"a value less", `enum T { A B }`, `enum T { A }`, 0, 1},
		{"a member less", `type A { a: Int } union T = A | B`, `type A { a: Int } union T = A`, 0, 1},
		{"an interface less", `type T implements I { a: Int }`, `type T { a: Int }`, 0, 1},
		{"another kind", `type T { a: Int }`, `interface T { a: Int }`, 1, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			definition := func(text string) *ast.Definition {
				doc, err := parser.ParseSchema(&ast.Source{Name: c.name, Input: text})
				if err != nil {
					t.Fatal(err)
				}
				return doc.Definitions.ForName("T")
			}
			lacks := 0
			found := breaches(definition(c.contract), definition(c.schema), func(string) { lacks++ })
			if len(found) != c.breaches || lacks != c.missing {
				t.Errorf("%d breaches %q and %d missing, want %d and %d", len(found), found, lacks, c.breaches, c.missing)
			}
		})
	}
}

func specification(d *ast.Definition) string {
	if by := d.Directives.ForName("specifiedBy"); by != nil {
		return by.Arguments.ForName("url").Value.Raw
	}
	return ""
}

// signature is a field as a client of the contract sees it: its type, its default and its arguments with theirs, in the
// order of their names. An argument that the contract lacks and that need not be given is left out.
func signature(f *ast.FieldDefinition, promised ast.ArgumentDefinitionList) []string {
	lines := []string{f.Type.String() + defaulted(f.DefaultValue)}
	for _, a := range f.Arguments {
		if promised.ForName(a.Name) == nil && (!a.Type.NonNull || a.DefaultValue != nil) {
			continue
		}
		lines = append(lines, a.Name+": "+a.Type.String()+defaulted(a.DefaultValue))
	}
	slices.Sort(lines[1:])
	return lines
}

// directiveSignature is a directive's arguments and where it may stand.
func directiveSignature(d *ast.DirectiveDefinition) []string {
	var lines []string
	for _, a := range d.Arguments {
		lines = append(lines, a.Name+": "+a.Type.String()+defaulted(a.DefaultValue))
	}
	for _, l := range d.Locations {
		lines = append(lines, string(l))
	}
	slices.Sort(lines)
	return lines
}

func defaulted(v *ast.Value) string {
	if v == nil {
		return ""
	}
	return " = " + v.String()
}

func TestSchemaDescribesEverything(t *testing.T) {
	s := schema(t)
	for _, d := range s.Directives {
		if d.Position.Src.BuiltIn {
			continue
		}
		for name, description := range directiveDescriptions(d) {
			if description == "" || strings.TrimSpace(description) != description {
				t.Errorf("%s: description %q", name, description)
			}
		}
	}
	for _, d := range s.Types {
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

func directiveDescriptions(d *ast.DirectiveDefinition) map[string]string {
	all := map[string]string{"@" + d.Name: d.Description}
	for _, a := range d.Arguments {
		all["@"+d.Name+"("+a.Name+":)"] = a.Description
	}
	return all
}
