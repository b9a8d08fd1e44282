package gate

import (
	"fmt"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
	"pgregory.net/rapid"

	"whence/server/fault"
)

// What the specification of September 2025 says of strings.
func TestStringsOfTheSpecification(t *testing.T) {
	g := New(library(t), Limits{})
	for literal, want := range map[string]string{
		`"\ud83d\udc26"`:                      "🐦",
		`"\uD83D\uDC26"`:                      "🐦",
		`"\u{1F426}"`:                         "🐦",
		`"\u{1f426}"`:                         "🐦",
		`"\u{0001F426}"`:                      "🐦",
		`"🐦"`:                                 "🐦",
		`"a\ud83d\udc26b\u{63}"`:              "a🐦bc",
		`"\u00e9\u{e9}"`:                      "éé",
		`"\u{0}\u{9}\u{A}\u{22}\u{5C}\u{7f}"`: "\x00\t\n\"\\\x7f",
		`"\u{10FFFF}"`:                        "\U0010FFFF",
		`"\u{FEFF}\u{2028}\uFFFF"`:            "\uFEFF\u2028\uFFFF",
		`"\\ud83d"`:                           `\ud83d`,
		`"\\\ud83d\udc26"`:                    `\🐦`,
		`"\\u{1F426}"`:                        `\u{1F426}`,
		`"\"\u{41}\""`:                        `"A"`,
		`"""\ud83d \u{1F426} \""" x"""`:       `\ud83d \u{1F426} """ x`,
		`""`:                                  "",
		`"" # \ud83d is a comment` + "\n":     "",
	} {
		query := fmt.Sprintf("{book(title:%s){title}}", literal)
		doc, refusal := g.Parse(query)
		if refusal != nil {
			t.Errorf("%s: %v", literal, refusal)
			continue
		}
		argument := doc.Operations[0].SelectionSet[0].(*ast.Field).Arguments[0].Value
		if value, err := argument.Value(nil); err != nil || value != want {
			t.Errorf("%s: %q, %v", literal, value, err)
		}
	}
	for literal, column := range map[string]int{
		`"\ud83d"`: 14, `"\udc26"`: 14, `"\ud83dx"`: 14, `"\ud83d\n"`: 14, `"é\ud83d\ud83d"`: 15, `"\ud83d\u{dc26}"`: 14, `"\ud83d\u0041"`: 14,
		`"\u{d83d}"`: 14, `"\u{110000}"`: 14, `"\u{FFFFFFFFFFFFFFFFFF}"`: 14, `"\u{d83d}\u{dc26}"`: 14, `"a" x:"\ud83d"`: 20,
		`"\u{}"`: 0, `"\u{12"`: 0, `"\u{xyz}"`: 0, `"\u12"`: 0, `"\x"`: 0, `"\u{41} `: 0, "\"\n\"": 0, `"\`: 0,
	} {
		query := fmt.Sprintf("{book(title:%s){title}}", literal)
		_, refusal := g.Parse(query)
		switch {
		case refusal == nil || fault.Of(refusal) != fault.ParseFailed:
			t.Errorf("%s: %v", literal, refusal)
		case strings.Contains(refusal.Message, "Invalid>"):
			t.Errorf("%s: %s", literal, refusal.Message)
		case len(refusal.Locations) != 1 || column > 0 && refusal.Locations[0].Column != column:
			t.Errorf("%s: at %v, want column %d", literal, refusal.Locations, column)
		}
	}
}

// What follows a string keeps its place.
func TestPlacesAfterStrings(t *testing.T) {
	g := New(library(t), Limits{})
	for _, literal := range []string{`"\ud83d\udc26"`, `"\u{1F426}"`, `"\u{000041}"`, `"é\ud83d\udc26\u{1F426}"`} {
		query := fmt.Sprintf("{book(title:%s){title}\n a b:", literal)
		plain := fmt.Sprintf("{book(title:\"%s\"){title}\n a b:", strings.Repeat("x", len([]rune(literal))-2))
		_, got := g.Parse(query)
		_, want := g.Parse(plain)
		if got == nil || fmt.Sprint(got.Locations) != fmt.Sprint(want.Locations) {
			t.Errorf("%s: %v, want %v", literal, got, want)
		}
		doc, _ := g.Parse(fmt.Sprintf("{book(title:%s){title x}}", literal))
		failures := g.Validate(query, doc)
		if len(failures) != 1 || failures[0].Locations[0].Column != len([]rune("{book(title:"+literal+"){title x")) {
			t.Errorf("%s: %v", literal, failures)
		}
	}
}

// A query without escapes of either kind is parsed as it is.
func TestOtherQueriesAreLeftAlone(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		query := rapid.StringMatching(`[{}()"#\\nu0-9a-f :\n]{0,40}`).Draw(r, "query")
		rewritten, refusal := scalarValues(query)
		if refusal != nil {
			return
		}
		_, before := parser.ParseQuery(&ast.Source{Input: query})
		_, after := parser.ParseQuery(&ast.Source{Input: rewritten})
		if before == nil && after != nil {
			r.Fatalf("%q parses, %q does not: %v", query, rewritten, after)
		}
	})
}

// Numbers in a query say what numbers in variables say.
func TestDecimalsInQueries(t *testing.T) {
	g := New(library(t), Limits{}, "Date") // a scalar of the schema stands for one of decimals
	for _, literal := range []string{"0.5", "1000000000000000000000", "0.1000000000000000055511151231257827", "-7", "1e400"} {
		doc, refusal := g.Parse("query($d:Date=" + literal + "){find(filter:{published:" + literal + ",titles:[]}){title}}")
		if refusal != nil {
			t.Fatal(refusal)
		}
		if _, refusal := g.Check(doc, doc.Operations[0], nil); refusal != nil {
			t.Errorf("%s: %v", literal, refusal)
		}
		if failures := g.Validate("", doc); len(failures) > 0 && !strings.Contains(failures[0].Message, "never used") {
			t.Errorf("%s: %v", literal, failures)
		}
		argument := doc.Operations[0].SelectionSet[0].(*ast.Field).Arguments[0].Value
		if value, err := argument.Children[0].Value.Value(nil); err != nil || value != literal {
			t.Errorf("%s: %v, %v", literal, value, err)
		}
	}
}

// A refusal says where it is: for programs too.
func TestRefusalsSayWhere(t *testing.T) {
	g := New(library(t), Limits{})
	for query, want := range map[string]string{
		"{book{title}\n x:books(first:101){total}}":                                              "x [2:2] map[actual:101 code:BAD_USER_INPUT limit:100]",
		"{b:book{s:similar(first:-1){total}}}":                                                   "b.s [1:9] map[actual:-1 code:BAD_USER_INPUT limit:100]",
		"{books(first:100){nodes{similar(first:100){nodes{similar(first:100){nodes{title}}}}}}}": " [] map[code:QUERY_TOO_COMPLEX cost:",
	} {
		doc, refusal := g.Parse(query)
		if refusal != nil {
			t.Fatal(refusal)
		}
		_, refusal = g.Check(doc, doc.Operations[0], nil)
		if refusal == nil {
			t.Errorf("%s: passes", query)
			continue
		}
		if got := fmt.Sprint(refusal.Path, " ", refusal.Locations, " ", refusal.Extensions); !strings.HasPrefix(got, want) {
			t.Errorf("%s:\n got %s\nwant %s", query, got, want)
		}
	}
}
