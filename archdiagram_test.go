package main

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the diagram of imports into ARCHITECTURE.md")

const (
	diagramStart = "<!-- imports: made from the table in arch_test.go by `go test . -run TestDiagram -update` -->\n```\n"
	diagramEnd   = "```\n<!-- /imports -->"
)

// TestDiagram holds the diagram of ARCHITECTURE.md to the table of layers.
func TestDiagram(t *testing.T) {
	const name = "ARCHITECTURE.md"
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, started := strings.Cut(string(text), diagramStart)
	got, after, ended := strings.Cut(rest, diagramEnd)
	if !started || !ended {
		t.Fatalf("%s has no diagram between %q and %q", name, diagramStart, diagramEnd)
	}
	want := diagram(layers)
	if got == want {
		return
	}
	if !*update {
		t.Fatalf("the diagram of %s is not that of the table: go test . -run TestDiagram -update", name)
	}
	if err := os.WriteFile(name, []byte(before+diagramStart+want+diagramEnd+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

// diagram lists who imports whom, highest first. What is imported by way of another import is left out.
func diagram(table map[string][]string) string {
	height := map[string]int{}
	var measure func(folder string) int
	measure = func(folder string) int {
		if h, done := height[folder]; done {
			return h
		}
		height[folder] = 0 // what imports itself, such as the parts of bench, does not climb
		for _, below := range table[folder] {
			height[folder] = max(height[folder], 1+measure(below))
		}
		return height[folder]
	}
	for folder := range table {
		measure(folder)
	}
	folders := slices.SortedFunc(maps.Keys(table), func(a, b string) int {
		return cmp.Or(cmp.Compare(height[b], height[a]), strings.Compare(a, b))
	})
	width := 0
	for _, folder := range folders {
		width = max(width, len(folder))
	}
	var b strings.Builder
	for _, folder := range folders {
		if own := direct(table, folder); len(own) > 0 {
			line := fmt.Sprintf("%-*s ->", width, folder)
			for _, below := range own {
				if len(line)+1+len(below) > 120 {
					b.WriteString(strings.TrimRight(line, " ") + "\n")
					line = strings.Repeat(" ", width+3)
				}
				line += " " + below
			}
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// direct is the imports of a folder that no other import of it has below it.
func direct(table map[string][]string, folder string) []string {
	reach := map[string]map[string]bool{}
	var below func(from string) map[string]bool
	below = func(from string) map[string]bool {
		if all, done := reach[from]; done {
			return all
		}
		all := map[string]bool{}
		reach[from] = all
		for _, to := range table[from] {
			all[to] = true
			maps.Copy(all, below(to))
		}
		return all
	}
	return slices.DeleteFunc(slices.Sorted(slices.Values(table[folder])), func(candidate string) bool {
		return candidate == folder || slices.ContainsFunc(table[folder], func(other string) bool {
			return other != candidate && other != folder && below(other)[candidate]
		})
	})
}
