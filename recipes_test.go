package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"whence/graph/claim"
	"whence/graph/identity"
)

// namedPath is a file or a folder below the project's root, as CONTRIBUTING names it.
var namedPath = regexp.MustCompile("`((?:graph|loader|server|web|ask|export|testdata)(?:/[A-Za-z0-9_.-]+)*|[a-z_]+[.](?:go|graphqls|yml|md))`")

// TestRecipes holds the recipes of CONTRIBUTING.md to the files and the tests that there are: each names a test that fails where
// one of its places was forgotten.
func TestRecipes(t *testing.T) {
	text, err := os.ReadFile("CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	_, recipes, _ := strings.Cut(string(text), "## Recipes\n")
	recipes, _, found := strings.Cut(recipes, "\n## ")
	if !found {
		t.Fatal("CONTRIBUTING.md has no recipes")
	}
	tests := namesOfTests(t)
	for recipe := range strings.SplitSeq(recipes, "\n**") {
		title, _, ok := strings.Cut(recipe, "**")
		if !ok {
			continue
		}
		for _, m := range namedPath.FindAllStringSubmatch(recipe, -1) {
			if _, err := os.Stat(m[1]); err != nil {
				t.Errorf("%s: no %s", title, m[1])
			}
		}
		named := namedTest.FindAllStringSubmatch(recipe, -1)
		if len(named) == 0 && !strings.Contains(recipe, "`web/test`") {
			t.Errorf("%s: no test fails where a place is forgotten", title)
		}
		for _, m := range named {
			if !tests[m[1]] {
				t.Errorf("%s: no test %s", title, m[1])
			}
		}
	}
}

// TestEnumsOfTheSchema fails where a member of a closed list is missing in schema.graphqls, or is there alone.
func TestEnumsOfTheSchema(t *testing.T) {
	text, err := os.ReadFile("schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	schema, err := parser.ParseSchema(&ast.Source{Name: "schema.graphqls", Input: string(text)})
	if err != nil {
		t.Fatal(err)
	}
	var kinds []claim.RelationshipKind
	for _, k := range claim.RelationshipKinds {
		kinds = append(kinds, k.Kind)
	}
	for name, want := range map[string][]string{
		"EntityKind": spelled(claim.EntityKinds), "RelationshipKind": spelled(kinds), "Certainty": spelled(claim.Certainties),
		"Status": spelled(claim.Statuses), "Instrument": spelled(claim.Instruments), "NameKind": spelled(claim.NameKinds),
		"Comparator":        spelled([]claim.Comparator{claim.Exactly, claim.About, claim.MoreThan, claim.AtLeast, claim.UpTo, claim.LessThan}),
		"Standing":          spelled([]claim.Standing{claim.Unassessed, claim.Endorsed, claim.Disputed, claim.Contested}),
		"AssessmentVerdict": spelled([]claim.Verdict{claim.Endorse, claim.Dispute}),
		"IdentityVerdict":   spelled([]identity.Verdict{identity.Same, identity.Different, identity.Related, identity.Unsure}),
	} {
		definition := schema.Definitions.ForName(name)
		if definition == nil {
			t.Errorf("schema.graphqls has no enum %s", name)
			continue
		}
		var got []string
		for _, v := range definition.EnumValues {
			got = append(got, v.Name)
		}
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-model +schema.graphqls):\n%s", name, diff)
		}
	}
}

// spelled is the members of a closed list as texts, sorted.
func spelled[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, member := range list {
		out[i] = string(member)
	}
	slices.Sort(out)
	return out
}
