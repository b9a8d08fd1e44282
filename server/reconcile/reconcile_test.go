package reconcile_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"whence/graph"
	"whence/loader"
	"whence/seeds"
	"whence/server/reconcile"
)

func serve(t *testing.T) *httptest.Server {
	t.Helper()
	g, err := graph.Open(t.Context(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.Close() })
	if _, err := (&loader.Loader{Graph: g}).LoadFS(t.Context(), seeds.Files); err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(reconcile.Handler(g.Now))
	t.Cleanup(s.Close)
	return s
}

// ask posts a form, as OpenRefine does, and reads the answer.
func ask(t *testing.T, s *httptest.Server, path string, form url.Values, into any) int {
	t.Helper()
	answer, err := http.PostForm(s.URL+path, form)
	if form == nil {
		answer, err = http.Get(s.URL + path)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if err := json.NewDecoder(answer.Body).Decode(into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return answer.StatusCode
}

// TestSession is what OpenRefine asks when a column of names is matched and then extended.
func TestSession(t *testing.T) {
	s := serve(t)
	var manifest struct {
		Versions     []string
		DefaultTypes []struct{ ID, Name string }
		Extend       any
	}
	if status := ask(t, s, "/reconcile", nil, &manifest); status != http.StatusOK || len(manifest.DefaultTypes) != 9 || manifest.Extend == nil {
		t.Errorf("manifest: %d, %+v", status, manifest)
	}
	var found map[string]struct {
		Result []struct {
			ID, Name string
			Score    float64
			Match    bool
		}
	}
	queries := `{"q0": {"query": "BIRMINGHAM CITY COUNCIL", "type": "ORGANISATION", "limit": 3}, "q1": {"query": "Birmingham Council", "type": ["ORGANISATION"]}, "q2": {"query": "Nobody at all Ltd"}}`
	if status := ask(t, s, "/reconcile", url.Values{"queries": {queries}}, &found); status != http.StatusOK {
		t.Fatalf("queries: %d", status)
	}
	exact := found["q0"].Result
	if len(exact) == 0 || len(exact) > 3 || exact[0].ID != "organisation/birmingham-city-council" || exact[0].Score != 100 || !exact[0].Match {
		t.Errorf("the whole name: %+v", exact)
	}
	if near := found["q1"].Result; len(near) == 0 || near[0].Match || near[0].Score >= 100 {
		t.Errorf("a part of the name: %+v", near)
	}
	for _, r := range found["q2"].Result {
		if r.Match {
			t.Errorf("nobody is %s", r.ID)
		}
	}
	var extended struct {
		Meta []struct{ ID, Name string }
		Rows map[string]map[string][]struct{ Str string }
	}
	extend := `{"ids": ["place/icentrum", "organisation/nobody"], "properties": [{"id": "placeType"}, {"id": "identifier"}]}`
	if status := ask(t, s, "/reconcile", url.Values{"extend": {extend}}, &extended); status != http.StatusOK {
		t.Fatalf("extend: %d", status)
	}
	if types := extended.Rows["place/icentrum"]["placeType"]; len(types) != 1 || types[0].Str != "BUILDING" || len(extended.Rows["organisation/nobody"]["placeType"]) != 0 {
		t.Errorf("extended: %+v", extended)
	}
	var suggested struct{ Result []struct{ ID, Name string } }
	if ask(t, s, "/reconcile/suggest/entity?prefix=icen", nil, &suggested); len(suggested.Result) == 0 || suggested.Result[0].ID != "place/icentrum" {
		t.Errorf("suggested: %+v", suggested)
	}
	if ask(t, s, "/reconcile/suggest/property?prefix=post", nil, &suggested); len(suggested.Result) != 1 || suggested.Result[0].ID != "postcode" {
		t.Errorf("suggested: %+v", suggested)
	}
}

func TestMistakes(t *testing.T) {
	s := serve(t)
	for name, form := range map[string]url.Values{
		"no JSON": {"queries": {"{"}}, "an unknown type": {"queries": {`{"q": {"query": "a", "type": "UNICORN"}}`}}, "a type of another type": {"queries": {`{"q": {"query": "a", "type": 7}}`}},
		"an unknown property": {"extend": {`{"ids": ["place/icentrum"], "properties": [{"id": "weight"}]}`}},
		"too many ids":        {"extend": {`{"ids": ["` + strings.Repeat(`a", "`, 100) + `a"]}`}},
	} {
		var told struct{ Message string }
		if status := ask(t, s, "/reconcile", form, &told); status != http.StatusBadRequest || told.Message == "" {
			t.Errorf("%s: %d, %q", name, status, told.Message)
		}
	}
}
