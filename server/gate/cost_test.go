package gate

import (
	"strings"
	"testing"
	"time"
)

// tree writes fields of one name, width beside one another at every level.
func tree(width, depth int) string {
	if depth == 0 {
		return "title "
	}
	return strings.Repeat("sequel{"+tree(width, depth-1)+"}", width)
}

// The validator compares every two fields of one name, and what is under them:
// the worst that the limits let through has to be bearable.
func TestValidationOfTheWorstAccepted(t *testing.T) {
	g := New(library(t), Limits{})
	for claim, query := range map[string]string{
		"199 titles":            "{book{" + strings.Repeat("title ", 199) + "}}",
		"30 x 49 titles":        "{" + strings.Repeat("book{"+strings.Repeat("title ", 48)+"}", 30) + "}",
		"a binary tree":         "{book{" + tree(2, 9) + "}}",
		"a ternary tree":        "{book{" + tree(3, 6) + "}}",
		"a tree of fives":       "{book{" + tree(5, 4) + "}}",
		"a tree of tens":        "{book{" + tree(10, 2) + "}}",
		"38 x 36 titles":        "{book{" + strings.Repeat("sequel{"+strings.Repeat("title ", 36)+"}", 38) + "}}",
		"wrapped 40 times":      "{book{" + strings.Repeat("...{", 40) + strings.Repeat("sequel{"+strings.Repeat("title ", 118)+"}", 11) + strings.Repeat("}", 40) + "}}",
		"types in types":        "{node{" + typesIn(8) + "}}",
		"deep and then wide":    "{book{" + strings.Repeat("sequel{", 12) + strings.Repeat("title ", 199) + strings.Repeat("}", 12) + "}}",
		"150 unknown fields":    "{book{" + repeat(150, strings.Repeat("titel", 14)+"%d ") + "}}",
		"45 fragments in a set": "{book{" + repeat(45, "...F%d ") + "}}" + repeat(45, "fragment F%d on Book{title title title}"),
	} {
		began := time.Now()
		_, code, message := check(g, query, "")
		took := time.Since(began)
		t.Logf("%s: %v %s %.60s", claim, took, code, message)
		if took > 100*time.Millisecond {
			t.Errorf("%s: %v", claim, took)
		}
	}
}

// typesIn writes a field on an interface beside the same field on two objects,
// again inside itself: each level is merged with each type of the one above.
func typesIn(depth int) string {
	if depth == 0 {
		return "id"
	}
	inner := typesIn(depth - 1)
	return "near{" + inner + "} ...on Book{near{id}} ...on Author{near{id}}"
}

func TestFieldsMerge(t *testing.T) {
	g := New(library(t), Limits{})
	tests := []struct{ claim, query, want string }{
		{"the same field twice", "{book{title title}}", ""},
		{"the same arguments in another order", `{book(id:1,title:"a"){id} book(title:"a",id:1){title}}`, ""},
		{"two fields of one name", "{book{a:title a:id}}", `Fields "a" conflict because "title" and "id" are different fields. Use different aliases to fetch both.`},
		{"two arguments", "{book(id:1){id} book(id:2){id}}", `Fields "book" conflict because they have differing arguments. Use different aliases to fetch both.`},
		{"an argument and none", "{book(id:1){id} book{id}}", `Fields "book" conflict because they have differing arguments. Use different aliases to fetch both.`},
		{"in merged sets", "{book{sequel{a:title}} book{sequel{a:id}}}", `Fields "a" conflict because "title" and "id" are different fields. Use different aliases to fetch both.`},
		{"through fragments", "{book{...A ...B}} fragment A on Book{a:title} fragment B on Book{a:id}", `Fields "a" conflict because "title" and "id" are different fields. Use different aliases to fetch both.`},
		{"on types that exclude each other", "{node{...on Book{a:title} ...on Author{a:name}}}", ""},
		{"of differing shape on them", "{node{...on Book{a:title} ...on Author{a:books{total}}}}", `Fields "a" conflict because they return conflicting types "String!" and "Books!". Use different aliases to fetch both.`},
		{"of differing nullability on them", "{node{...on Book{a:genre} ...on Author{a:name}}}", `Fields "a" conflict because they return conflicting types "Genre" and "String!". Use different aliases to fetch both.`},
		{"an interface's against an object's", "{node{a:id ...on Book{a:title}}}", `Fields "a" conflict because "id" and "title" are different fields. Use different aliases to fetch both.`},
		{"below an interface's and an object's", "{node{near{a:id} ...on Book{near{a:name}}}}", `Cannot query field "name" on type "Node". Did you mean to use an inline fragment on "Author"?`},
		{"below exclusive ones", "{node{...on Book{near{a:id}} ...on Author{near{a:near{id}}}}}", `Fields "a" conflict because they return conflicting types "ID!" and "Node". Use different aliases to fetch both.`},
	}
	for _, tt := range tests {
		if _, _, message := check(g, tt.query, ""); message != tt.want {
			t.Errorf("%s: got %q, want %q", tt.claim, message, tt.want)
		}
	}
}

// BenchmarkCheck is the time that the gate adds to a query that is not cached.
func BenchmarkCheck(b *testing.B) {
	g := New(library(b), Limits{})
	query := "{books(first:10){nodes{...B}}} fragment B on Book{id title authors{id name} similar(first:3){nodes{id title}}}"
	doc, refusal := g.Parse(query)
	if refusal != nil {
		b.Fatal(refusal)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, refusal := g.Check(doc, doc.Operations[0], nil); refusal != nil {
			b.Fatal(refusal)
		}
	}
}
