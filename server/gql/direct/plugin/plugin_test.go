package plugin_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"whence/server/gql/direct/plugin"
)

// TestUncovered checks that generation fails on what the executor can't run, and says where.
func TestUncovered(t *testing.T) {
	tests := []struct {
		name, schema, models, where string
	}{
		{
			"a directive that runs with a field",
			`directive @audited on FIELD_DEFINITION type Query { a: A } type A { b: Int @audited }`, "", "A.b",
		},
		{
			"a directive of operations",
			`directive @traced on QUERY type Query { a: Int }`, "", "@traced on QUERY",
		},
		{
			"a directive of fields in operations",
			`directive @traced on FIELD type Query { a: Int }`, "", "@traced on FIELD",
		},
		{"a map", `type Query { a: A } type A { b: Int }`, "A: { model: 'map[string]interface{}' }", "A is bound to a map"},
		{"a root type", `type Query { a: A } type A { query: Query }`, "", "A.query"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := generate(t, test.schema, test.models)
			if !errors.Is(err, plugin.ErrUncovered) || !strings.Contains(err.Error(), test.where) {
				t.Errorf("error %v, want %q", err, test.where)
			}
		})
	}
}

// TestCovered checks that what only mutations reach is not asked of the executor, and what gqlgen answers stays.
func TestCovered(t *testing.T) {
	schema := `directive @audited on FIELD_DEFINITION
type Query { a: Int! }
type Mutation { b: B @audited }
type Subscription { c: Int }
type B { query: Query }`
	if err := generate(t, schema, ""); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile("direct.gen.go")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(b), "directB") || !strings.Contains(string(b), "func NewDirectSchema(") {
		t.Errorf("generated:\n%s", b)
	}
}

// generate runs in a folder of the module, which gqlgen needs, and of a name that ./... passes over.
func generate(t *testing.T, schema, models string) error {
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp(here, "_project")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	t.Chdir(dir)
	config := `schema: [schema.graphqls]
exec: { filename: exec.gen.go, package: project }
model: { filename: models.gen.go, package: project }
skip_mod_tidy: true
skip_validation: true
models:
  Int: { model: github.com/99designs/gqlgen/graphql.Int }
  ` + models + "\n"
	for name, content := range map[string]string{"schema.graphqls": schema, "gqlgen.yml": config} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return plugin.Generate("gqlgen.yml")
}
