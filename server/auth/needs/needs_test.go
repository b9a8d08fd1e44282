package needs_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"whence/server/auth"
	"whence/server/auth/needs"
)

const head = `directive @needs(role: Role!, commit: Role) on FIELD_DEFINITION | OBJECT
enum Role { READER CONTRIBUTOR EDITOR ADMIN }
`

func read(t *testing.T, text string, o needs.Options) (*needs.Table, error) {
	t.Helper()
	schema, err := gqlparser.LoadSchema(&ast.Source{Input: head + text})
	if err != nil {
		t.Fatal(err)
	}
	return needs.Read(schema, o)
}

const library = `
type Query { open: Int drafts: [Draft!] @needs(role: CONTRIBUTOR) }
type Draft @needs(role: CONTRIBUTOR) { id: ID secret: Int @needs(role: ADMIN) }
type Mutation {
	note(s: [Int!]): Int @needs(role: CONTRIBUTOR)
	print: Int @needs(role: CONTRIBUTOR, commit: EDITOR)
	acceptProposal: Int @needs(role: EDITOR)
	burn: Int @needs(role: ADMIN)
	forgotten: Int
}`

func TestTable(t *testing.T) {
	table, err := read(t, library, needs.Options{})
	if err != nil {
		t.Fatal(err)
	}
	type rights struct{ Commit, Propose []string }
	got := map[auth.Role]rights{}
	for _, r := range append([]auth.Role{auth.Nobody}, auth.Roles...) {
		got[r] = rights{table.MayCommit(r), table.MayPropose(r)}
	}
	want := map[auth.Role]rights{
		auth.Nobody: {[]string{}, []string{}}, auth.Reader: {[]string{}, []string{}},
		auth.Contributor: {[]string{"note"}, []string{"note", "print"}},
		auth.Editor:      {[]string{"acceptProposal", "note", "print"}, []string{"note", "print"}},
		auth.Admin:       {[]string{"acceptProposal", "burn", "forgotten", "note", "print"}, []string{"burn", "forgotten", "note", "print"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]auth.Role{"Query.drafts": auth.Contributor, "Draft.secret": auth.Admin}, table.Fields()); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]auth.Role{"Draft": auth.Contributor}, table.Objects()); diff != "" {
		t.Errorf("objects (-want +got):\n%s", diff)
	}
	trusting, err := read(t, library, needs.Options{ContributorsCommit: true})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"note", "print"}, trusting.MayCommit(auth.Contributor)); diff != "" {
		t.Errorf("with --contributors=commit (-want +got):\n%s", diff)
	}
}

func TestTableRefused(t *testing.T) {
	if _, err := read(t, `type Query { a: Int @needs(role: ADMIN, commit: READER) }`, needs.Options{}); err == nil {
		t.Error("fewer may propose than commit")
	}
}

func TestWrites(t *testing.T) {
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: head + `type Query { a: Int }
		input C { many: [Int!] quotes: [C!] } input I { claims: [C!] one: C text: String }
		type Mutation { write(input: I, ids: [ID!]): Int }`})
	for input, want := range map[string]int{
		`()`: 1, `(ids: [])`: 1, `(ids: ["a"])`: 1, `(ids: ["a", "b", "c"])`: 3,
		`(input: {claims: [{}, {}, {quotes: [{}, {}]}]})`: 3, `(input: {one: {many: [1, 2]}})`: 2, `(input: {text: "x"}, ids: null)`: 1,
	} {
		if input == "()" {
			input = ""
		}
		doc := gqlparser.MustLoadQueryWithRules(schema, fmt.Sprintf("mutation{write%s}", input), rules.NewDefaultRules())
		if got := needs.Writes(doc.Operations[0].SelectionSet[0].(*ast.Field), nil); got != want {
			t.Errorf("%s counts as %d, want %d", input, got, want)
		}
	}
}
