package gate

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"whence/server/fault"
)

func library(t testing.TB) *ast.Schema {
	t.Helper()
	text, err := os.ReadFile("testdata/library.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	return gqlparser.MustLoadSchema(&ast.Source{Name: "library.graphqls", Input: string(text)})
}

// check takes a query through the passes in the order in which a request does.
func check(g *Gate, query, variables string) (Measure, fault.Code, string) {
	doc, refusal := g.Parse(query)
	if refusal != nil {
		return Measure{}, fault.Of(refusal), refusal.Message
	}
	var values map[string]any
	decoder := json.NewDecoder(strings.NewReader(variables))
	decoder.UseNumber()
	_ = decoder.Decode(&values)
	operation := doc.Operations[0]
	m, refusal := g.Check(doc, operation, values)
	if refusal != nil {
		return m, fault.Of(refusal), refusal.Message
	}
	if list := g.Validate(query, doc); len(list) > 0 {
		return m, fault.ValidationFailed, list[0].Message
	}
	if refusal := g.Variables(operation, values); refusal != nil {
		return m, fault.Of(refusal), refusal.Message
	}
	return m, "", ""
}

func TestMeasure(t *testing.T) {
	g := New(library(t), Limits{})
	tests := []struct {
		claim, query, variables string
		want                    Measure
	}{
		{"a field costs one", `{a:__typename}`, ``, Measure{1, 1, 1, 1, 1, false}},
		{"a list without a size counts ten", `{book{authors{name}}}`, ``, Measure{3, 1, 3, 0, 1 + 1 + 10, false}},
		{"first sizes edges and nodes, once each", `{books(first:7){nodes{title} edges{cursor node{title}} total}}`, ``, Measure{4, 1, 8, 0, 1 + (1 + 7) + (1 + 7*3) + 1, false}},
		{"first has a default", `{books{nodes{title}}}`, ``, Measure{3, 1, 3, 0, 1 + 1 + 20, false}},
		{"pages multiply", `{books(first:10){nodes{similar(first:10){nodes{title}}}}}`, ``, Measure{5, 1, 5, 0, 1 + 1 + 10*(1+1+10), false}},
		{"first 0 asks for nothing", `{books(first:0){nodes{title} total}}`, ``, Measure{3, 1, 4, 0, 1 + 1 + 1, false}},
		{"a variable sizes a page", `query($n:Int){books(first:$n){nodes{title}}}`, `{"n":3}`, Measure{3, 1, 3, 0, 1 + 1 + 3, true}},
		{"a variable's default does", `query($n:Int=4){books(first:$n){nodes{title}}}`, ``, Measure{3, 1, 3, 0, 1 + 1 + 4, true}},
		{"ids size the list they look up", `{lookup(ids:["1","2","3"]){title}}`, ``, Measure{2, 1, 2, 0, 1 + 3, false}},
		{"ids in a variable too", `query($i:[ID!]!){lookup(ids:$i){title}}`, `{"i":["1","2"]}`, Measure{2, 1, 2, 0, 1 + 2, true}},
		{"limit is a size", `{around(limit:50){nodes{title}}}`, ``, Measure{3, 1, 3, 0, 1 + 1 + 50, false}},
		{
			"a fragment costs by where it is spread",
			`{a:books(first:2){...B} b:books(first:30){...B}} fragment B on Books{nodes{title}}`, ``,
			Measure{3, 2, 6, 2, 2 + (1 + 2) + (1 + 30), false},
		},
		{"a filter costs by its conditions", `{find(filter:{titles:["a"],and:[{titles:[]},{titles:[],not:{titles:[]}}]}){title}}`, ``, Measure{2, 1, 2, 0, 1 + 10 + 3*100, false}},
		{"in a variable too", `query($f:Filter){find(filter:$f){title}}`, `{"f":{"titles":["a"],"and":[{"titles":[]},{"titles":[]}]}}`, Measure{2, 1, 2, 0, 1 + 10 + 2*100, true}},
		{"one condition is free", `{find(filter:{titles:["a"]}){title}}`, ``, Measure{2, 1, 2, 0, 1 + 10, false}},
		{"inline fragments add no depth", `{book{...{...on Book{title}}}}`, ``, Measure{2, 1, 2, 0, 2, false}},
	}
	for _, tt := range tests {
		m, code, message := check(g, tt.query, tt.variables)
		if code != "" || m != tt.want {
			t.Errorf("%s: got %+v %s %s, want %+v", tt.claim, m, code, message, tt.want)
		}
	}
}

// repeat writes pattern n times, %d being the count.
func repeat(n int, pattern string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(pattern, "%d", fmt.Sprint(i)))
	}
	return b.String()
}

func doubling(n int) string {
	var b strings.Builder
	b.WriteString("{book{...F0}}")
	for i := range n {
		fmt.Fprintf(&b, " fragment F%d on Book{...F%d ...F%d}", i, i+1, i+1)
	}
	fmt.Fprintf(&b, " fragment F%d on Book{title}", n)
	return b.String()
}

func nest(n int, open, inner, shut string) string {
	return strings.Repeat(open, n) + inner + strings.Repeat(shut, n)
}

// refusals are queries that the gate must stop, and why.
var refusals = []struct {
	claim, query, variables string
	want                    fault.Code
}{
	{"brackets past the parser's stack", `{book(title:` + strings.Repeat("[", 60_000), ``, fault.QueryTooDeep},
	{"nested selections", nest(30_000, "{a", "", ""), ``, fault.QueryTooDeep},
	{"nested inline fragments", nest(1000, "{...", "{title}", "}"), ``, fault.QueryTooDeep},
	{"too many bytes", "{book{title}} #" + strings.Repeat("é", 40_000), ``, fault.QueryTooLarge},
	{"too many tokens", "{" + strings.Repeat("a ", 4001) + "}", ``, fault.QueryTooLarge},
	{"comments are tokens", strings.Repeat("#\n", 20_000) + "{book{title}}", ``, fault.QueryTooLarge},
	{"a long name", "{" + strings.Repeat("a", 60_000) + "}", ``, fault.QueryTooLarge},
	{"no operation", "fragment F on Book{title}", ``, fault.ParseFailed},
	{"nothing", "", ``, fault.ParseFailed},
	{"a syntax error", "{book{", ``, fault.ParseFailed},
	{"a long string in the wrong place", `{"` + strings.Repeat("x", 60_000) + `"}`, ``, fault.ParseFailed},
	{"depth 16", "{book{" + nest(14, "similar{nodes{", "title", "}}") + "}}", ``, fault.QueryTooDeep},
	{"depth by fragments", `{book{...A}} fragment A on Book{sequel{sequel{sequel{sequel{sequel{sequel{sequel{...B}}}}}}}} fragment B on Book{sequel{sequel{sequel{sequel{sequel{sequel{sequel{sequel{title}}}}}}}}}`, ``, fault.QueryTooDeep},
	{"doubling fragments", doubling(26), ``, fault.QueryTooWide},
	{"doubling to 2^49", doubling(49), ``, fault.QueryTooWide},
	{"one field 500 times", "{book{" + repeat(500, "title ") + "}}", ``, fault.QueryTooWide},
	{"one set split over fragments", "{book{" + repeat(5, "...F%d ") + "}}" + repeat(5, "fragment F%d on Book{"+repeat(50, "title ")+"}"), ``, fault.QueryTooWide},
	{"aliases", "{" + repeat(10, "b%d:book{"+repeat(11, "a%d:title ")+"}") + "}", ``, fault.QueryTooWide},
	{"root fields", "{" + repeat(31, "book{title} ") + "}", ``, fault.QueryTooWide},
	{"root fields in a fragment", "{...R} fragment R on Query{" + repeat(31, "book{title} ") + "}", ``, fault.QueryTooWide},
	{"directives", "{book{title" + repeat(51, " @include(if:true)") + "}}", ``, fault.QueryTooWide},
	{"fragments", "{book{title}}" + repeat(51, "fragment F%d on Book{title}"), ``, fault.QueryTooWide},
	{"operations", repeat(51, "query Q%d{book{title}}"), ``, fault.QueryTooWide},
	{"variables", "query(" + repeat(101, "$v%d:Int ") + "){book{title}}", ``, fault.QueryTooWide},
	{"arguments", "{book(" + repeat(101, "a%d:1 ") + "){title}}", ``, fault.QueryTooWide},
	{"a fragment in itself", "{book{...A}} fragment A on Book{...A}", ``, fault.ValidationFailed},
	{"a ring of fragments", "{book{...A}} fragment A on Book{sequel{...B}} fragment B on Book{sequel{...A}}", ``, fault.ValidationFailed},
	{"a ring that is not spread", "{book{title}} fragment A on Book{...B} fragment B on Book{...A}", ``, fault.ValidationFailed},
	{"an unknown fragment", "{book{...A}}", ``, fault.ValidationFailed},
	{"an unknown field", "{bock{title}}", ``, fault.ValidationFailed},
	{"cost", "{books(first:100){nodes{similar(first:100){nodes{similar(first:100){nodes{title}}}}}}}", ``, fault.QueryTooComplex},
	{"cost past 64 bits", "{around(limit:9223372036854775807){nodes{similar{nodes{similar{nodes{title}}}}}}}", ``, fault.QueryTooComplex},
	{"cost far past 64 bits", "{around(limit:" + strings.Repeat("9", 400) + "){nodes{title}}}", ``, fault.QueryTooComplex},
	{"cost by a variable", "query($n:Int){around(limit:$n){nodes{title}}}", `{"n":2147483647}`, fault.QueryTooComplex},
	{"introspection in introspection", "{a:__schema{...S} b:__schema{...S}} fragment S on __Schema{types{fields{type{fields{type{" + repeat(190, "name ") + "}}}}}}", ``, fault.QueryTooComplex},
	{"first 101", "{books(first:101){total}}", ``, fault.BadUserInput},
	{"first -1", "{books(first:-1){total}}", ``, fault.BadUserInput},
	{"first past 64 bits", "{books(first:9223372036854775808){total}}", ``, fault.BadUserInput},
	{"first by a variable", "query($n:Int){books(first:$n){total}}", `{"n":101}`, fault.BadUserInput},
	{"first by a default", "query($n:Int=101){books(first:$n){total}}", ``, fault.BadUserInput},
	{"a long list", "{find(filter:{titles:[" + repeat(101, `"%d" `) + "]}){title}}", ``, fault.BadUserInput},
	{"a long list of ids", "{lookup(ids:[" + repeat(501, `"%d" `) + "]){title}}", ``, fault.BadUserInput},
	{"a long list in a default", "query($f:Filter={titles:[" + repeat(101, `"%d" `) + "]}){find(filter:$f){title}}", ``, fault.BadUserInput},
}

func TestRefusals(t *testing.T) {
	g := New(library(t), Limits{})
	for _, tt := range refusals {
		_, code, message := check(g, tt.query, tt.variables)
		if code != tt.want {
			t.Errorf("%s: got %q %q, want %s", tt.claim, code, message, tt.want)
		}
		if len(message) > 500 || strings.Contains(message, strings.Repeat("x", 101)) {
			t.Errorf("%s: a message of %d bytes: %.120q", tt.claim, len(message), message)
		}
	}
}

func TestAccepts(t *testing.T) {
	g := New(library(t), Limits{})
	for claim, query := range map[string]string{
		"500 ids":               "{lookup(ids:[" + repeat(500, `"%d" `) + "]){title}}",
		"depth 15":              "{book{" + strings.Repeat("similar{nodes{", 6) + "sequel{title}" + strings.Repeat("}}", 6) + "}}",
		"a fragment used often": "{" + repeat(20, "a%d:book{...B} ") + "} fragment B on Book{id title sequel{id}}",
		"two operations":        "query A{book{title}} query B{book{id}}",
	} {
		// Depth is what is asked here, so the lists are as short as they can be.
		query = strings.ReplaceAll(query, "similar{", "similar(first:1){")
		if _, code, message := check(g, query, ""); code != "" && code != fault.ValidationFailed {
			t.Errorf("%s: %s %s", claim, code, message)
		}
	}
}

func TestGraphiQLsIntrospectionPasses(t *testing.T) {
	query, err := os.ReadFile("testdata/introspection.graphql")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"testdata/library.graphqls", "../../schema.graphqls"} {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Logf("%s: %v", path, err)
			continue
		}
		schema := gqlparser.MustLoadSchema(&ast.Source{Name: path, Input: string(text)})
		m, code, message := check(New(schema, Limits{}), string(query), "")
		t.Logf("%s: %+v", path, m)
		if code != "" {
			t.Errorf("%s: %s %s", path, code, message)
		}
	}
}

func TestVariables(t *testing.T) {
	g := New(library(t), Limits{})
	tests := []struct{ declared, given, want string }{
		{"Int", `{"v":1}`, ""},
		{"Int", `{"v":null}`, ""},
		{"Int", `{}`, ""},
		{"Int!", `{}`, "the variable $v of type Int! is required"},
		{"Int!", `{"v":null}`, "$v must not be null: it is a Int!"},
		{"Int", `{"v":"1"}`, `$v must be a Int, not "1"`},
		{"Int", `{"v":1.5}`, `$v must be a whole number of 32 bits, not 1.5`},
		{"Int", `{"v":2147483648}`, `$v must be a whole number of 32 bits, not 2147483648`},
		{"Float", `{"v":1}`, ""},
		{"Float", `{"v":1e999}`, "$v must be a finite number, not 1e999"},
		{"Boolean", `{"v":"true"}`, `$v must be a Boolean, not "true"`},
		{"String", `{"v":5}`, "$v must be a String, not 5"},
		{"ID", `{"v":5}`, ""},
		{"ID", `{"v":5.5}`, "$v must be a ID, not 5.5"},
		{"ID", `{"v":{"a":1}}`, "$v must be a ID, not an object"},
		{"Genre", `{"v":"NOVEL"}`, ""},
		{"Genre", `{"v":"novel"}`, `$v must be one of the values of Genre, not "novel"`},
		{"Date", `{"v":"2014-07-02"}`, ""},
		{"Date", `{"v":["2014-07-02"]}`, "$v must be a Date, not a list"},
		{"[Int!]", `{"v":[1,2]}`, ""},
		{"[Int!]", `{"v":1}`, ""},
		{"[Int!]", `{"v":[1,null]}`, "$v[1] must not be null: it is a Int!"},
		{"[[Int]]", `{"v":[[1],2,null]}`, ""},
		{"[Int]", `{"v":[[[[[[1]]]]]]}`, "$v[0] must be a Int, not a list"},
		{"[String]", `{"v":[` + strings.TrimSuffix(repeat(101, `"%d",`), ",") + `]}`, "$v has 101 elements and the limit is 100"},
		{"[ID]", `{"v":[` + strings.TrimSuffix(repeat(500, `"%d",`), ",") + `]}`, ""},
		{"Filter", `{"v":{}}`, "$v.titles is required: it is a [String!]!"},
		{"Filter", `{"v":{"titles":["a"],"and":[{"titles":"b"},{"titles":[2]}]}}`, "$v.and[1].titles[0] must be a String, not 2"},
		{"Filter", `{"v":{"titles":[],"colour":"red"}}`, `$v has a field "colour" that Filter does not have`},
		{"Filter", `{"v":"red"}`, `$v must be an object of type Filter, not "red"`},
	}
	for _, tt := range tests {
		_, code, message := check(g, "query($v:"+tt.declared+"){find(any:$v){title}}", tt.given)
		if code == fault.ValidationFailed { // find(any:) is of one type only
			_, code, message = variablesOf(t, g, tt.declared, tt.given)
		}
		if message != tt.want || (message != "") != (code == fault.BadUserInput) {
			t.Errorf("%s %s: got %s %q, want %q", tt.declared, tt.given, code, message, tt.want)
		}
	}
}

func variablesOf(t *testing.T, g *Gate, declared, given string) (Measure, fault.Code, string) {
	t.Helper()
	doc, refusal := g.Parse("query($v:" + declared + "){book{title}}")
	if refusal != nil {
		t.Fatal(refusal)
	}
	var values map[string]any
	decoder := json.NewDecoder(strings.NewReader(given))
	decoder.UseNumber()
	if err := decoder.Decode(&values); err != nil {
		t.Fatal(err)
	}
	if refusal := g.Variables(doc.Operations[0], values); refusal != nil {
		return Measure{}, fault.Of(refusal), refusal.Message
	}
	return Measure{}, "", ""
}
