package gql_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"whence/server/fault"
)

// needed are the other arguments that a field must have.
var needed = map[string]string{
	"Query.paths":         `from: "place/icentrum", to: "place/birmingham"`,
	"Query.inCommon":      `of: ["place/icentrum", "place/birmingham"]`,
	"Query.aggregate":     `kinds: [FUNDS], groupBy: []`,
	"Query.search":        `query: "birmingham"`,
	"Query.searchClaims":  `query: "birmingham"`,
	"Query.neighbourhood": `of: ["place/icentrum"]`,
}

// idPlaces finds every place for an id below a type, input objects so deep that each has been met: values with the id
// left open.
func idPlaces(s *ast.Schema, t *ast.Type, met []string) (values []string) {
	if t.Elem != nil {
		for _, inner := range idPlaces(s, t.Elem, met) {
			values = append(values, "["+inner+"]")
		}
		return values
	}
	if t.NamedType == "ID" {
		return []string{"%s"}
	}
	d := s.Types[t.NamedType]
	if d.Kind != ast.InputObject || slices.Contains(met, d.Name) {
		return nil
	}
	for _, f := range d.Fields {
		for _, inner := range idPlaces(s, f.Type, append(slices.Clone(met), d.Name)) {
			value := "{" + f.Name + ": " + inner
			for _, other := range d.Fields {
				if other != f && other.Type.NonNull && other.DefaultValue == nil && other.Type.Name() == "String" {
					value += ", " + other.Name + `: "GBP"`
				}
			}
			values = append(values, value+"}")
		}
	}
	return values
}

// absentByRule are the arguments in which an id that names nothing is no error.
var absentByRule = map[string]bool{"Query.node.id": true, "Query.nodes.ids": true, "Query.entity.id": true}

// TestEmptyIDs makes every ID argument of the schema's queries empty, alone and inside filters: an empty id names nothing,
// and is not one that was not given.
func TestEmptyIDs(t *testing.T) {
	s := schema(t)
	service := serve(complete(t)["mem"])
	asked := 0
	for _, on := range []*ast.Definition{s.Query, s.Types["Organisation"], s.Types["Place"], s.Types["Document"]} {
		for _, f := range on.Fields {
			for _, argument := range f.Arguments {
				if strings.HasPrefix(f.Name, "__") {
					continue
				}
				for _, value := range idPlaces(s, argument.Type, nil) {
					name := on.Name + "." + f.Name + "." + argument.Name
					query := askWith(s, on, f, argument.Name, fmt.Sprintf(value, `""`))
					response := service.answer(asAdmin(t.Context()), operation{document: query})
					asked++
					if absentByRule[name] {
						if len(response.Errors) > 0 {
							t.Errorf("%s: %v", query, response.Errors)
						}
						continue
					}
					if len(response.Errors) != 1 || fault.Of(response.Errors[0]) != fault.NotFound {
						t.Errorf("%s: %v, want NOT_FOUND; data %.100s", query, response.Errors, response.Data)
					}
				}
			}
		}
	}
	if asked < 100 {
		t.Errorf("only %d places for an id were found", asked)
	}
}

// askWith is a query of one field with one of its arguments, and those that it needs besides.
func askWith(s *ast.Schema, on *ast.Definition, f *ast.FieldDefinition, argument, value string) string {
	arguments := []string{argument + ": " + value}
	for other := range strings.SplitSeq(needed[on.Name+"."+f.Name], ", ") {
		if name, _, ok := strings.Cut(other, ":"); ok && name != argument && !strings.HasPrefix(name, `"`) {
			arguments = append(arguments, other)
		}
	}
	field := f.Name + "(" + strings.Join(arguments, ", ") + ")"
	if needs := needed[on.Name+"."+f.Name]; strings.Contains(needs, "[") && !strings.HasPrefix(needs, argument+":") {
		field = f.Name + "(" + argument + ": " + value + ", " + needs + ")"
	}
	if !s.Types[f.Type.Name()].IsLeafType() {
		field += " { __typename }"
	}
	if on == s.Query {
		return "{ " + field + " }"
	}
	id := map[string]string{"Organisation": "organisation/birmingham-city-council", "Place": "place/icentrum", "Document": "document/canal-quarter"}[on.Name]
	return fmt.Sprintf(`{ entity(id: %q) { ... on %s { %s } } }`, id, on.Name, field)
}

// What is given is not what is left out: an empty list passes nothing, an empty text is found nowhere, a false is heard.
func TestGivenIsNotLeftOut(t *testing.T) {
	service := serve(complete(t)["mem"])
	count := func(field string) int {
		t.Helper()
		data := service.ask(t, operation{document: "{ n: " + field + " { totalCount } }"}).(map[string]any)
		return int(data["n"].(map[string]any)["totalCount"].(float64))
	}
	for _, field := range []string{
		`claims(filter: {certainty: []})`, `claims(filter: {status: []})`, `claims(filter: {documents: []})`, `claims(filter: {statedBy: []})`,
		`measures(filter: {certainty: []})`, `measures(filter: {comparator: []})`, `measures(metric: "")`,
		`relationships(kinds: [])`, `relationships(filter: {instrument: []})`, `relationships(filter: {via: []})`,
		`relationships(filter: {subject: {ids: []}})`, `relationships(filter: {object: {kinds: []}})`,
		`entities(filter: {ids: []})`, `entities(filter: {kinds: []})`, `entities(filter: {placeTypes: []})`, `entities(filter: {or: []})`,
		`entities(filter: {has: [{kinds: []}]})`, `search(query: "birmingham", kinds: [])`, `search(query: "")`, `search(query: "-")`,
		`search(query: " \t…")`, `entities(filter: {not: {}})`,
	} {
		if n := count(field); n != 0 {
			t.Errorf("%s passes %d", field, n)
		}
	}
	all := count(`claims`)
	for _, field := range []string{
		`claims(filter: {})`, `claims(filter: null)`, `claims(filter: {certainty: null})`, `claims(filter: {includeUndated: true})`, `claims(after: "")`,
		`claims(filter: {includeUndated: null, documents: null})`,
	} {
		if n := count(field); n != all {
			t.Errorf("%s passes %d of %d", field, n, all)
		}
	}
	dated, undated := count(`claims(filter: {includeUndated: false})`), 0
	data := service.ask(t, operation{document: `{ claims(first: 100) { nodes { holds { edtf } } } }`}).(map[string]any)
	for _, node := range data["claims"].(map[string]any)["nodes"].([]any) {
		if holds, ok := node.(map[string]any)["holds"].(map[string]any); !ok || holds["edtf"] == nil {
			undated++
		}
	}
	if dated == 0 || dated >= all || undated == 0 {
		t.Errorf("includeUndated: false passes %d of %d, %d of the first hundred are undated", dated, all, undated)
	}
	entities := count(`entities`)
	for _, field := range []string{`entities(filter: {and: []})`, `entities(filter: {has: []})`, `entities(filter: {hasNo: []})`, `entities(filter: {minDegree: 0})`} {
		if n := count(field); n != entities {
			t.Errorf("%s passes %d of %d", field, n, entities)
		}
	}
	for _, field := range []string{
		`entities(filter: {minDegree: -1})`, `entities(filter: {not: {minDegree: -1}})`, `relationships(filter: {subject: {minDegree: -5}})`,
		`entities(filter: {has: [{to: {minDegree: -1}}]})`, `measures(filter: {unit: ""})`, `attributes(property: "")`,
	} {
		response := service.answer(t.Context(), operation{document: "{ " + field + " { totalCount } }"})
		if len(response.Errors) != 1 || fault.Of(response.Errors[0]) != fault.BadUserInput {
			t.Errorf("%s: %v", field, response.Errors)
		}
	}
}

// A cursor goes on in the list that it came from, however its arguments are spelt.
func TestCursorsKnowNoSpelling(t *testing.T) {
	service := serve(complete(t)["mem"])
	cursor := func(field string) string {
		t.Helper()
		data := service.ask(t, operation{document: "{ n: " + field + " { pageInfo { endCursor } } }"}).(map[string]any)
		return data["n"].(map[string]any)["pageInfo"].(map[string]any)["endCursor"].(string)
	}
	for _, spellings := range [][]string{
		{`claims(first: 2)`, `claims(first: 2, filter: {})`, `claims(first: 2, filter: null)`, `claims(first: 3, filter: {includeUndated: true, includeRetracted: false, certainty: null}, about: null)`},
		{
			`claims(first: 2, filter: {certainty: [STATED, EXPECTED]})`, `claims(first: 2, filter: {certainty: [EXPECTED, STATED]})`,
			`claims(first: 2, filter: {certainty: [EXPECTED, STATED, EXPECTED], includeUndated: true})`,
		},
		{`entities(first: 2, orderBy: {field: NAME})`, `entities(first: 2, orderBy: {field: NAME, direction: ASC}, filter: {})`},
		{`entities(first: 2, filter: {kinds: [PLACE, PERSON], has: [{kinds: [FUNDS, OPERATES]}, {kinds: [LOCATED_IN]}]})`, `entities(first: 2, filter: {has: [{kinds: [LOCATED_IN], direction: BOTH}, {kinds: [OPERATES, FUNDS]}], kinds: [PERSON, PLACE]})`},
	} {
		for _, from := range spellings {
			after := cursor(from)
			for _, to := range spellings {
				field := strings.Replace(to, "(", fmt.Sprintf("(after: %q, ", after), 1)
				if response := service.answer(t.Context(), operation{document: "{ n: " + field + " { pageInfo { endCursor } } }"}); len(response.Errors) > 0 {
					t.Errorf("%s with a cursor of %s: %v", to, from, response.Errors)
				}
			}
		}
	}
	for from, to := range map[string]string{
		`claims(first: 2, filter: {certainty: [STATED]})`:    `claims(filter: {certainty: [EXPECTED]})`,
		`claims(first: 2, filter: {includeRetracted: true})`: `claims(first: 2)`,
		`entities(first: 2, orderBy: {field: NAME})`:         `entities(orderBy: {field: NAME, direction: DESC})`,
		`entities(first: 2)`:                                 `entities(filter: {not: {}})`,
		`entities(first: 3)`:                                 `entities(filter: {minDegree: 1})`,
	} {
		field := strings.Replace(to, "(", fmt.Sprintf("(after: %q, ", cursor(from)), 1)
		response := service.answer(t.Context(), operation{document: "{ n: " + field + " { totalCount } }"})
		if len(response.Errors) != 1 || fault.Of(response.Errors[0]) != fault.BadCursor {
			t.Errorf("%s with a cursor of %s: %v", to, from, response.Errors)
		}
	}
}

// The schema lists nothing that is not done, and says at its head what clients must know.
func TestSchemaIsToldAsItIs(t *testing.T) {
	service := serve(complete(t)["mem"])
	data := service.ask(t, operation{document: `{ __schema { description directives { name } } }`}).(map[string]any)["__schema"].(map[string]any)
	for _, word := range []string{"QUERY_TOO_COMPLEX", "GraphQL-Cost", "empty list", "PATH_LIMIT", "NOT_FOUND"} {
		if text, _ := data["description"].(string); !strings.Contains(text, word) {
			t.Errorf("the schema's description does not say %s", word)
		}
	}
	if strings.Contains(fmt.Sprint(data["directives"]), "defer") {
		t.Errorf("directives: %v", data["directives"])
	}
	response := service.answer(t.Context(), operation{document: `{ ... @defer { stats { entities } } }`})
	if len(response.Errors) == 0 {
		t.Error("@defer is taken")
	}
}
