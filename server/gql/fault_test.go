package gql_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"whence/server/fault"
)

func TestFaults(t *testing.T) {
	service := serve(seeded(t)["mem"])
	cursor := endCursor(t, service, `{ page: relationships(kinds: [FUNDS], first: 2) { pageInfo { endCursor } } }`)
	long := strings.Repeat("A", 1<<20)
	for _, c := range []struct {
		name, query string
		code        fault.Code
		path        string
		says        string
	}{
		{"an unknown id in an argument", `{ paths(from: "person/nobody", to: "place/icentrum") { searchedTo } }`, fault.NotFound, "paths", "person/nobody"},
		{"an unknown id as about", `{ claims(about: "person/nobody") { totalCount } }`, fault.NotFound, "claims", "person/nobody"},
		{"an unknown id in a filter", `{ relationships(filter: {via: ["programme/none"]}) { totalCount } }`, fault.NotFound, "relationships", "programme/none"},
		{"an unknown place to be within", `{ entities(filter: {within: "place/nowhere"}) { totalCount } }`, fault.NotFound, "entities", "place/nowhere"},
		{"no way to name an entity", `{ entity { id } }`, fault.BadUserInput, "entity", "exactly one of id, iri, name and identifier"},
		{"two ways to name an entity", `{ entity(id: "place/icentrum", name: "iCentrum") { id } }`, fault.BadUserInput, "entity", "exactly one"},
		{"a kind without a name", `{ entity(id: "place/icentrum", kind: PLACE) { id } }`, fault.BadUserInput, "entity", "kind narrows a name"},
		{"an impossible date", `{ relationships(filter: {validAt: "2014-02-30"}) { totalCount } }`, fault.BadUserInput, "relationships", "not in the calendar"},
		{"a date in words", `{ relationships(filter: {validAt: "last week"}) { totalCount } }`, fault.BadUserInput, "relationships", "want EDTF"},
		{"a moment without a time", `{ changes(from: "2014-07-02") { totalCount } }`, fault.BadUserInput, "changes", "2026-11-24T09:30:00Z"},
		{"an amount with separators", `{ relationships(filter: {amount: {currency: "GBP", min: "1,000"}}) { totalCount } }`, fault.BadUserInput, "relationships", "plain digits"},
		{"a unit that is none", `{ measures(filter: {unit: "jobs"}) { totalCount } }`, fault.BadUserInput, "measures", "did you mean job?"},
		{"a currency that is none", `{ relationships(filter: {amount: {currency: "GPB"}}) { totalCount } }`, fault.BadUserInput, "relationships", "did you mean GBP?"},
		{"a property that is none", `{ attributes(property: "aims") { totalCount } }`, fault.BadUserInput, "attributes", "did you mean aim?"},
		{"too long a page", `{ entities(first: 101) { totalCount } }`, fault.BadUserInput, "entities", "outside 0 to 100"},
		{"a page of less than nothing", `{ entity(id: "place/icentrum") { neighbours(first: -1) { totalCount } } }`, fault.BadUserInput, "entity.neighbours", "outside 0 to 100"},
		{"paths of no length", `{ paths(from: "person/albert-bore", to: "place/icentrum", maxLength: 0) { searchedTo } }`, fault.BadUserInput, "paths", "maxLength: 0 is below 1"},
		{"a neighbourhood of nothing", `{ neighbourhood(of: ["place/icentrum"], limit: 0) { truncated } }`, fault.BadUserInput, "neighbourhood", "limit: 0 is below 1"},
		{"filters too deep", `{ entities(filter: {not: {not: {not: {not: {not: {name: "x"}}}}}}) { totalCount } }`, fault.BadUserInput, "entities", "deep"},
		{"too long a path", `{ paths(from: "place/icentrum", to: "place/birmingham", maxLength: 11) { searchedTo } }`, fault.BadUserInput, "paths", "outside 1 to 10"},
		{"a neighbourhood of nobody", `{ neighbourhood(of: []) { truncated } }`, fault.BadUserInput, "neighbourhood", "want 1 to"},
		{"one entity in common", `{ inCommon(of: ["place/icentrum"]) { truncated } }`, fault.BadUserInput, "inCommon", "want 2 to"},
		{"groups by too much", `{ aggregate(kinds: [FUNDS], groupBy: [YEAR, SUBJECT, KIND]) { truncated } }`, fault.BadUserInput, "aggregate", "at most two"},
		{"an aggregate of nothing", `{ aggregate(kinds: [], groupBy: []) { truncated } }`, fault.BadUserInput, "aggregate", "kinds is empty"},
		{"a forged cursor", `{ entities(after: "AAAAAAAAAAAAAAAAAAAA") { totalCount } }`, fault.BadCursor, "entities", ""},
		{"a cursor cut short", `{ relationships(kinds: [FUNDS], after: "` + cursor[:len(cursor)-1] + `") { totalCount } }`, fault.BadCursor, "relationships", ""},
		{"a cursor of another filter", `{ relationships(kinds: [OWNS], after: "` + cursor + `") { totalCount } }`, fault.BadCursor, "relationships", ""},
		{"a cursor of another field", `{ claims(after: "` + cursor + `") { totalCount } }`, fault.BadCursor, "claims", ""},
		{"a cursor of nobody's", `{ entity(id: "place/icentrum") { funders(after: "` + cursor + `") { totalCount } } }`, fault.BadCursor, "entity.funders", ""},
		{"a cursor of a megabyte", `{ entities(after: "` + long + `") { totalCount } }`, fault.BadCursor, "entities", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			response := service.answer(t.Context(), operation{document: c.query})
			if len(response.Errors) != 1 {
				t.Fatalf("errors %v, data %s", response.Errors, response.Data)
			}
			err := response.Errors[0]
			if err.Extensions["code"] != string(c.code) || !strings.Contains(err.Message, c.says) || !strings.HasPrefix(err.Path.String(), c.path) {
				t.Errorf("%v %s: %q, want %s %s: …%s…", err.Extensions["code"], err.Path, err.Message, c.code, c.path, c.says)
			}
			if len(err.Message) > 400 {
				t.Errorf("a message of %d bytes: %.100s", len(err.Message), err.Message)
			}
		})
	}
}

func endCursor(t *testing.T, s service, query string) string {
	t.Helper()
	page := s.ask(t, operation{document: query}).(map[string]any)["page"].(map[string]any)
	return page["pageInfo"].(map[string]any)["endCursor"].(string)
}

// TestUnknownIsNull: what is not there is null where one asks for a thing itself.
func TestUnknownIsNull(t *testing.T) {
	got := serve(seeded(t)["mem"]).ask(t, operation{document: `{
		node(id: "person/nobody") { id }
		rubbish: node(id: "no id at all") { id }
		claim: node(id: "claim/00000000000000000000000000000000") { id }
		conflict: node(id: "conflict/00000000000000000000000000000000") { id }
		nodes(ids: ["person/nobody", "place/icentrum", "x"]) { id }
		id: entity(id: "person/nobody") { id }
		name: entity(name: "Nobody At All") { id }
		iri: entity(iri: "https://elsewhere.example/1") { id }
		identifier: entity(identifier: {scheme: "GB-COH", value: "0"}) { id }
	}`})
	want := map[string]any{
		"node": nil, "rubbish": nil, "claim": nil, "conflict": nil, "id": nil, "name": nil, "iri": nil, "identifier": nil,
		"nodes": []any{nil, map[string]any{"id": "place/icentrum"}, nil},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestAmbiguousName: one name, several entities, and the candidates to choose from.
func TestAmbiguousName(t *testing.T) {
	service := serve(namesakes(t))
	response := service.answer(t.Context(), operation{document: `{ entity(name: "Mercury") { id } }`})
	if len(response.Errors) != 1 {
		t.Fatalf("errors %v, data %s", response.Errors, response.Data)
	}
	want := map[string]any{"code": "AMBIGUOUS", "candidates": []any{
		map[string]any{"id": "organisation/mercury", "name": "Mercury", "kind": "ORGANISATION"},
		map[string]any{"id": "programme/mercury", "name": "Mercury", "kind": "PROGRAMME"},
	}}
	if diff := cmp.Diff(want, plain(t, response.Errors[0].Extensions)); diff != "" {
		t.Error(diff)
	}
	narrowed := service.ask(t, operation{document: `{ entity(name: "Mercury", kind: PROGRAMME) { id } }`})
	if diff := cmp.Diff(map[string]any{"entity": map[string]any{"id": "programme/mercury"}}, narrowed); diff != "" {
		t.Error(diff)
	}
}

// TestAmbiguousIdentifier: a register's number that two bear, however it is written, is neither's.
func TestAmbiguousIdentifier(t *testing.T) {
	service := serve(namesakes(t))
	for _, value := range []string{"01234567", "1234567"} {
		response := service.answer(t.Context(), operation{document: `{ entity(identifier: {scheme: "gb-coh", value: "` + value + `"}) { id } }`})
		if len(response.Errors) != 1 {
			t.Fatalf("errors %v, data %s", response.Errors, response.Data)
		}
		want := map[string]any{"code": "AMBIGUOUS", "candidates": []any{
			map[string]any{"id": "organisation/one", "name": "One", "kind": "ORGANISATION"},
			map[string]any{"id": "organisation/two", "name": "Two", "kind": "ORGANISATION"},
		}}
		if diff := cmp.Diff(want, plain(t, response.Errors[0].Extensions)); diff != "" {
			t.Error(diff)
		}
	}
}

// ending is a context that ends while it is in use: after it was asked so many times.
type ending struct {
	context.Context
	asked *atomic.Int32
	err   error
}

func (e ending) Err() error {
	if e.asked.Add(1) > 5 {
		return e.err
	}
	return nil
}

// TestStopped: an operation whose time is up or whose client is gone says which. (One that was over before it began is
// the transport's to answer.)
func TestStopped(t *testing.T) {
	service := serve(seeded(t)["mem"])
	for code, err := range map[fault.Code]error{fault.Timeout: context.DeadlineExceeded, fault.Cancelled: context.Canceled} {
		ctx := ending{t.Context(), new(atomic.Int32), err}
		response := service.answer(ctx, operation{document: `{ stats { quads } entities { nodes { degree aliases neighbours { nodes { id } } } } }`})
		if response == nil || len(response.Errors) == 0 || fault.Of(response.Errors[0]) != code {
			t.Errorf("answer %+v, want %s", response, code)
		}
	}
}

// late is a context whose time is about up, so that a search has none to spend.
type late struct{ context.Context }

func (late) Deadline() (time.Time, bool) { return time.Now(), true }

// TestPathLimit: a search that ends before it found anything says so, and not that there is nothing.
func TestPathLimit(t *testing.T) {
	service := serve(seeded(t)["mem"])
	response := service.answer(late{t.Context()}, operation{document: `{ paths(from: "person/albert-bore", to: "place/icentrum") { searchedTo } }`})
	if len(response.Errors) != 1 || fault.Of(response.Errors[0]) != fault.PathLimit || !strings.Contains(response.Errors[0].Message, "budget") {
		t.Errorf("errors %v, data %s", response.Errors, response.Data)
	}
}

// TestPathLimitOfOneField: what a question costs too much is the error of its own field, which says what to do; the others
// answer.
func TestPathLimitOfOneField(t *testing.T) {
	for name, g := range seeded(t) {
		t.Run(name, func(t *testing.T) {
			service := serve(g)
			const cheap = `entity(id: "place/icentrum") { name }`
			want := service.ask(t, operation{document: "{ " + cheap + " }"})
			for _, field := range []string{
				`entities { totalCount }`,
				`relationships { totalCount }`,
				`measures { totalCount }`,
				`attributes { totalCount }`,
				`claims { totalCount }`,
				`changes { totalCount }`,
				`conflicts { totalCount }`,
				`search(query: "Birmingham") { totalCount }`,
				`aggregate(kinds: [FUNDS], groupBy: []) { partial }`,
				`node(id: "conflict/00000000000000000000000000000000") { id }`,
			} {
				response := service.answer(late{t.Context()}, operation{document: "{ " + cheap + " costly: " + field + " }"})
				if len(response.Errors) != 1 {
					t.Fatalf("%s: errors %v, data %s", field, response.Errors, response.Data)
				}
				err := response.Errors[0]
				if fault.Of(err) != fault.PathLimit || err.Path.String() != "costly" || strings.Contains(err.Message, "context") {
					t.Errorf("%s: %s %q at %s, want %s", field, fault.Of(err), err.Message, err.Path, fault.PathLimit)
				}
				got := decode(t, response.Data).(map[string]any)
				if got["costly"] != nil {
					t.Errorf("%s: answered %v all the same", field, got["costly"])
				}
				delete(got, "costly")
				if diff := cmp.Diff(want, any(got)); diff != "" {
					t.Errorf("beside %s:\n%s", field, diff)
				}
			}
		})
	}
}

// TestNoneAsked: a list of none is none, and what counts beside it still counts.
func TestNoneAsked(t *testing.T) {
	got := serve(seeded(t)["mem"]).ask(t, operation{document: `{
		entities(first: 0) { nodes { id } pageInfo { hasNextPage endCursor } }
		paths(from: "person/albert-bore", to: "place/icentrum", first: 0) { paths { length } truncated }
		aggregate(kinds: [FUNDS], groupBy: [SUBJECT], filter: {object: {ids: ["place/icentrum"]}}, first: 0) { rows { count } total { count } truncated }
	}`})
	want := map[string]any{
		"entities":  map[string]any{"nodes": []any{}, "pageInfo": map[string]any{"hasNextPage": true, "endCursor": nil}},
		"paths":     map[string]any{"paths": []any{}, "truncated": false},
		"aggregate": map[string]any{"rows": []any{}, "total": map[string]any{"count": 2.0}, "truncated": true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestUnknownIsNotFound: an id that names nothing is an error in every argument but those that ask for the thing itself.
func TestUnknownIsNotFound(t *testing.T) {
	service := serve(seeded(t)["mem"])
	for _, field := range []string{
		`entities(filter: {ids: ["person/nobody"]}) { totalCount }`,
		`entities(filter: {within: "person/nobody"}) { totalCount }`,
		`entities(filter: {has: [{to: {ids: ["person/nobody"]}}]}) { totalCount }`,
		`relationships(filter: {documents: ["person/nobody"]}) { totalCount }`,
		`relationships(filter: {statedBy: ["person/nobody"]}) { totalCount }`,
		`relationships(filter: {subject: {ids: ["person/nobody"]}}) { totalCount }`,
		`measures(filter: {place: "person/nobody"}) { totalCount }`,
		`measures(about: "person/nobody") { totalCount }`,
		`attributes(about: "person/nobody") { totalCount }`,
		`claims(about: "person/nobody") { totalCount }`,
		`conflicts(about: "person/nobody") { totalCount }`,
		`changes(about: "person/nobody") { totalCount }`,
		`paths(from: "place/icentrum", to: "person/nobody") { searchedTo }`,
		`paths(from: "place/icentrum", to: "place/birmingham", avoid: ["person/nobody"]) { searchedTo }`,
		`neighbourhood(of: ["place/icentrum", "person/nobody"]) { truncated }`,
		`inCommon(of: ["place/icentrum", "person/nobody"]) { truncated }`,
		`aggregate(kinds: [FUNDS], groupBy: [], filter: {via: ["person/nobody"]}) { truncated }`,
		`entity(id: "place/icentrum") { neighbours(exclude: ["person/nobody"]) { totalCount } }`,
		`entity(id: "place/icentrum") { relationshipCounts(filter: {statedBy: ["person/nobody"]}) { count } }`,
	} {
		response := service.answer(t.Context(), operation{document: "{ " + field + " }"})
		if len(response.Errors) != 1 || fault.Of(response.Errors[0]) != fault.NotFound || !strings.Contains(response.Errors[0].Message, "person/nobody") {
			t.Errorf("%s: errors %v, data %s", field, response.Errors, response.Data)
		}
	}
}
