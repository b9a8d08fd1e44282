package gate

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator"

	"whence/server/fault"
)

// FuzzGate asks of any text: the gate answers in time, every refusal carries a
// code, what it lets through validates in time, and its counts are those of a
// walk that expands every fragment again.
func FuzzGate(f *testing.F) {
	g := New(library(f), Limits{})
	for _, seed := range []string{
		"{book{title}}", doubling(5), "query($n:Int=3){books(first:$n){nodes{...B}}} fragment B on Book{id similar{total}}",
		"{book(title:[[[[", "subscription{a}", "mutation M@skip(if:true){a}", "{__schema{types{name}}}", "\xef\xbb\xbf{book{title}}",
		`{find(filter:{titles:["a"],not:{titles:[]}}){title}}`, "{...A} fragment A on Query{...A}", `{book(title:"""x"""){title}}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		began := time.Now()
		doc, refusal := g.Parse(query)
		if refusal == nil {
			var m Measure
			m, refusal = g.Check(doc, doc.Operations[0], nil)
			if refusal == nil && !ambiguous(doc) {
				if fields, depth := expand(doc, doc.Operations[0].SelectionSet); fields != m.Fields || depth != m.Depth {
					t.Fatalf("counted %d fields %d deep, expanded %d fields %d deep", m.Fields, m.Depth, fields, depth)
				}
			}
			if refusal == nil {
				g.Validate(query, doc)
			}
		}
		if refusal != nil && (fault.Of(refusal) == fault.Internal || len(refusal.Message) > 500) {
			t.Fatalf("refused with %+v", refusal)
		}
		if took := time.Since(began); took > time.Second {
			t.Fatalf("took %v", took)
		}
	})
}

// ambiguous says that two fragments share a name, which the validator refuses.
func ambiguous(doc *ast.QueryDocument) bool {
	names := map[string]bool{}
	for _, fragment := range doc.Fragments {
		if names[fragment.Name] {
			return true
		}
		names[fragment.Name] = true
	}
	return false
}

func expand(doc *ast.QueryDocument, set ast.SelectionSet) (fields, depth int) {
	for _, selection := range set {
		var n, d int
		switch s := selection.(type) {
		case *ast.Field:
			n, d = expand(doc, s.SelectionSet)
			n, d = n+1, d+1
		case *ast.InlineFragment:
			n, d = expand(doc, s.SelectionSet)
		case *ast.FragmentSpread:
			n, d = expand(doc, doc.Fragments.ForName(s.Name).SelectionSet)
		}
		fields, depth = fields+n, max(depth, d)
	}
	return fields, depth
}

// FuzzVariables asks of any values: those that the gate takes, gqlparser coerces
// too, without a panic, which it is known for.
func FuzzVariables(f *testing.F) {
	g := New(library(f), Limits{})
	const query = "query($n:Int! $s:[String!] $i:[ID!] $g:Genre $f:Filter=null $x:Float $b:Boolean $d:[[Date]]){book{title}}"
	for _, seed := range []string{
		`{"n":1}`, `{"n":1,"s":"a","i":[1,"2"],"g":"NOVEL","f":{"titles":["a"],"not":{"titles":[]}},"x":1.5,"b":true,"d":["2014-07-02",[null]]}`,
		`{"n":null}`, `{"n":1e3}`, `{"n":1,"f":{"titles":[[null]]}}`, `{"n":1,"g":{}}`, `{"n":1,"d":[[[]]]}`,
	} {
		f.Add(seed)
	}
	doc, refusal := g.Parse(query)
	if refusal != nil {
		f.Fatal(refusal)
	}
	g.Validate(query, doc) // fills in the variables' definitions
	operation := doc.Operations[0]
	f.Fuzz(func(t *testing.T, text string) {
		decoder := json.NewDecoder(strings.NewReader(text))
		decoder.UseNumber()
		var values map[string]any
		if decoder.Decode(&values) != nil {
			return
		}
		refusal := g.Variables(operation, values)
		if refusal != nil {
			if fault.Of(refusal) != fault.BadUserInput || len(refusal.Message) > 300 {
				t.Fatalf("refused with %+v", refusal)
			}
			return
		}
		if _, err := validator.VariableValues(g.schema, operation, values); err != nil {
			t.Fatalf("%s taken, but %v", text, err)
		}
	})
}
