package linkeddata_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/piprate/json-gold/ld"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/graphtest"
	"whence/loader"
	"whence/loader/rdf"
	"whence/seeds"
	"whence/server/linkeddata"
)

func served(t *testing.T) http.Handler {
	t.Helper()
	g, err := graph.Open(t.Context(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.Close() })
	l := loader.Loader{Graph: g}
	if _, err := l.LoadFS(t.Context(), seeds.Files); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /entity/{id...}", linkeddata.Handler(g.Now))
	return mux
}

func get(t *testing.T, h http.Handler, path, accept string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, http.NoBody)
	r.Header.Set("Accept", accept)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestNegotiation(t *testing.T) {
	h := served(t)
	for accept, want := range map[string]string{
		"application/ld+json": "application/ld+json", "*/*": "application/ld+json", "": "application/ld+json",
		"application/n-quads":                           "application/n-quads; charset=utf-8",
		"application/ld+json;q=0.5,application/n-quads": "application/n-quads; charset=utf-8",
		"application/n-quads;q=0.5,application/ld+json": "application/ld+json",
	} {
		if got := get(t, h, "/entity/place/icentrum", accept); got.Code != http.StatusOK || got.Header().Get("Content-Type") != want {
			t.Errorf("Accept %q: %d %s, want %s", accept, got.Code, got.Header().Get("Content-Type"), want)
		}
	}
	for _, path := range []string{"/entity/place/nowhere", "/entity/x", "/entity/claim/00000000000000000000000000000000"} {
		if got := get(t, h, path, "*/*"); got.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, got.Code)
		}
	}
}

// TestTooMuchToDescribe asks for a hub, and for what lies at the end of one of its edges.
func TestTooMuchToDescribe(t *testing.T) {
	g, err := graph.Open(t.Context(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.Close() })
	var facts strings.Builder
	for i := range graph.MaxDescribed + 1 {
		fmt.Fprintf(&facts, "organisation/leaf%d LOCATED_IN place/hub\n", i)
	}
	if _, err := g.Load(t.Context(), []*claim.Dataset{graphtest.Facts(t, "test/facts", facts.String())}); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /entity/{id...}", linkeddata.Handler(g.Now))
	if got := get(t, mux, "/entity/place/hub", "application/n-quads"); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "/graphql") {
		t.Errorf("the hub as N-Quads: %d %.200s", got.Code, got.Body)
	}
	got := get(t, mux, "/entity/place/hub", "*/*")
	var read struct {
		Name  string           `json:"schema:name"`
		Lists []map[string]any `json:"hydra:collection"`
	}
	if err := json.Unmarshal(got.Body.Bytes(), &read); err != nil || got.Code != http.StatusOK {
		t.Fatalf("the hub: %d %v %.200s", got.Code, err, got.Body)
	}
	if len(read.Lists) != 1 || read.Name != "hub" || read.Lists[0]["hydra:totalItems"] != float64(graph.MaxDescribed+1) ||
		read.Lists[0]["@id"] != "/list.csv?to=place/hub&k=located-in" {
		t.Errorf("the hub: %s", got.Body)
	}
	if got := get(t, mux, "/entity/organisation/leaf0", "*/*"); got.Code != http.StatusOK {
		t.Errorf("a leaf: %d %.200s", got.Code, got.Body)
	}
}

// TestSameQuads reads both formats back: they say the same, and what they say proves the funders.
func TestSameQuads(t *testing.T) {
	h := served(t)
	plain := get(t, h, "/entity/place/icentrum", "application/n-quads").Body.Bytes()
	for _, err := range rdf.NewReader(bytes.NewReader(plain), rdf.Options{}).All() {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{"/ns#funds>", "wasQuotedFrom>", "oa#start>", "paragraph 9"} {
		if !strings.Contains(string(plain), want) {
			t.Errorf("no %s in\n%s", want, plain)
		}
	}
	var document any
	if err := json.Unmarshal(get(t, h, "/entity/place/icentrum", "application/ld+json").Body.Bytes(), &document); err != nil {
		t.Fatal(err)
	}
	options := ld.NewJsonLdOptions("")
	options.Format = "application/n-quads"
	back, err := ld.NewJsonLdProcessor().ToRDF(document, options)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(lines(string(plain)), lines(back.(string))); diff != "" {
		t.Errorf("N-Quads and JSON-LD differ (-quads +json-ld):\n%s", diff)
	}
}

func lines(text string) []string {
	out := strings.Split(strings.TrimSpace(text), "\n")
	slices.Sort(out)
	return out
}
