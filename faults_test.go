package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	namedTest = regexp.MustCompile("`(Test[A-Za-z0-9]+|testdata/script/[a-z-]+[.]txtar)`")
	goTest    = regexp.MustCompile(`(?m)^func (Test[A-Za-z0-9]+)\(`)
)

// TestFaultsTable holds the table of faults in CONTRIBUTING.md to the tests that there are.
func TestFaultsTable(t *testing.T) {
	text, err := os.ReadFile("CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(text), "## Faults and their tests")
	if !found {
		t.Fatal("CONTRIBUTING.md has no table of faults")
	}
	tests := namesOfTests(t)
	for line := range strings.Lines(table) {
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| Fault") {
			continue
		}
		named := namedTest.FindAllStringSubmatch(line, -1)
		if len(named) == 0 {
			t.Errorf("a fault without a test: %s", line)
		}
		for _, m := range named {
			if !tests[m[1]] {
				t.Errorf("%s is no test: %s", m[1], line)
			}
		}
	}
}

// namesOfTests is every test in Go and every script, by the names that documents give them.
func namesOfTests(t *testing.T) map[string]bool {
	t.Helper()
	tests := map[string]bool{}
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range scripts {
		tests[filepath.ToSlash(s)] = true
	}
	err = fs.WalkDir(os.DirFS("."), ".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "node_modules" || path != "." && strings.HasPrefix(entry.Name(), ".")):
			return fs.SkipDir
		case !strings.HasSuffix(path, "_test.go"):
			return nil
		}
		source, err := os.ReadFile(path)
		for _, m := range goTest.FindAllSubmatch(source, -1) {
			tests[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return tests
}
