package direct_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// faults are mistakes that an executor can make, each put in by a change to one line.
var faults = []struct{ name, file, good, bad string }{
	{"fields of one key are not merged", "plan.go", `c.groups[i] = append(c.groups[i], f)`, `c.groups[i][0] = f`},
	{"a fragment applies whatever the type", "plan.go", `c.included(s.Directives) && c.typ.satisfies(s.TypeCondition)`, `c.included(s.Directives)`},
	{"a fragment on an interface applies to no object", "plan.go", `if c.typ.satisfies(s.Definition.TypeCondition) {`, `if c.typ.name() == s.Definition.TypeCondition {`},
	{"@include is @skip", "plan.go", `if holds == (d.Name == "skip") {`, `if holds {`},
	{"levels share selections", "plan.go", `id := -level`, `id := int32(0)`},
	{"a plan serves every outcome of conditions", "cache.go", `outcome[i] = '1'`, `outcome[i] = '0'`},
	{"an object stands without its fields", "frontier.go", `stands = stands && !s.nonNull`, `stands = true`},
	{"a list stands without its elements", "writer.go", `ok = ok && !c.field.shape.nonNull(depth)`, `_ = depth`},
	{"a list in place stands without its elements", "inlineobjects.go", `ok = ok && !nonNull`, `_ = nonNull`},
	{"what takes a call is written in place", "plan.go", `if sel.fields[i].column {`, `if sel.fields[i].constant {`},
	{"a list of leaves stands without its elements", "leaf.go", `ok = ok && !nonNull`, `_ = nonNull`},
	{"null is taken everywhere", "writer.go", `case c.field.shape.nonNull(depth):`, `case false:`},
	{"paths have the first index only", "writer.go", `w.path[top].index = i`, `w.path[top].index = 0`},
	{"paths of arguments end at the field", "writer.go", `located.Path = append(graphql.GetPath(ctx), e.rest...)`, `located.Path = graphql.GetPath(ctx)`},
	{"an error that is returned twice keeps its path", "writer.go", `err = &located
	}
	w.failures`, `_ = located
	}
	w.failures`},
	{"of several errors one is reported", "writer.go", `for _, err := range list {`, `for _, err := range list[:1] {`},
	{"a batch fails with its first parent only", "call.go", `c.fail(i, err)
			}
		}
	}`, `c.fail(i, err)
				break
			}
		}
	}`},
	{"the parents of a failed batch are null without an error", "call.go", `case err != nil && !itemised:
		c.whole = err`, `case err != nil && !itemised:
		c.whole = nil`},
	{"a failed parent has no place in its column", "call.go", `failed = failed[1:]
			c.Null()`, `failed = failed[1:]`},
	{"a frontier takes one type", "fieldvalues.go", `(c.target == nil || c.ordinal != ordinal)`, `c.target == nil`},
	{"a request inherits the errors of the last", "fieldvalues.go", `c.starts[:0], c.failures[:0]`, `c.starts[:0], c.failures`},
	{"a panic while writing is silent", "writer.go", `w.Fail(w.execution.recovered(w.context(), r))`, `_ = r`},
	{"quotes are written as they are", "leaf.go", `set['"'], set['\\'] = true, true`, `set['\\'] = true`},
}

// TestFaults checks that the oracle, or the judge, finds every fault. Each takes a build, so only DIRECT_FAULTS=1 looks; the faults
// must apply always.
func TestFaults(t *testing.T) {
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			source, err := os.ReadFile(f.file)
			if err != nil {
				t.Fatal(err)
			}
			if n := strings.Count(string(source), f.good); n < 1 {
				t.Fatalf("%s has no %q", f.file, f.good)
			}
			if os.Getenv("DIRECT_FAULTS") == "" {
				t.Skip("DIRECT_FAULTS=1 looks for it")
			}
			if out, found := plant(t, f.file, strings.Replace(string(source), f.good, f.bad, 1)); !found {
				t.Errorf("not found:\n%s", out)
			}
		})
	}
}

// plant runs both over the package with the file so changed, and reports whether it fails.
func plant(t *testing.T, file, source string) (out string, found bool) {
	dir := t.TempDir()
	path, err := filepath.Abs(file)
	if err != nil {
		t.Fatal(err)
	}
	changed, overlay := filepath.Join(dir, file), filepath.Join(dir, "overlay.json")
	replacement, err := json.Marshal(map[string]any{"Replace": map[string]string{path: changed}})
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{changed: []byte(source), overlay: replacement} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("go", "test", "-vet=off", "-overlay", overlay, "-run", "^Test(Oracle|Judge)$", "-count=1", ".")
	cmd.Env = append(os.Environ(), "DIRECT_FAULTS=", "DIRECT_OPERATIONS=5000")
	b, err := cmd.CombinedOutput()
	if strings.Contains(string(b), "build failed") {
		t.Fatalf("the fault does not compile:\n%s", b)
	}
	return string(b), err != nil && strings.Contains(string(b), "--- FAIL: Test")
}
