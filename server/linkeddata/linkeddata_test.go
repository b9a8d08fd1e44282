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
	"whence/graph/extract"
	"whence/graph/graphtest"
	"whence/graph/write"
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
	mux.Handle("/", linkeddata.Handler(g.Now, ""))
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

func TestHeaders(t *testing.T) {
	h := served(t)
	for _, accept := range []string{"text/turtle", "application/trig, text/turtle", "application/rdf+xml", "application/ld+json;q=0", "text/csv, image/*"} {
		got := get(t, h, "/entity/place/icentrum", accept)
		if got.Code != http.StatusNotAcceptable || !strings.Contains(got.Body.String(), "application/ld+json or application/n-quads") {
			t.Errorf("Accept %s: %d %s", accept, got.Code, got.Body)
		}
	}
	if got := get(t, h, "/entity/place/icentrum", "text/turtle, */*;q=0.1"); got.Code != http.StatusOK || got.Header().Get("Content-Type") != "application/ld+json" {
		t.Errorf("anything else: %d %v", got.Code, got.Header())
	}
	for _, path := range []string{"/entity/place/icentrum", "/entity/place/nowhere"} {
		got := get(t, h, path, "*/*").Header()
		if got.Get("X-Content-Type-Options") != "nosniff" || got.Get("Cache-Control") != "no-cache" || got.Get("Vary") != "Accept" {
			t.Errorf("%s: %v", path, got)
		}
	}
	tag := get(t, h, "/entity/place/icentrum", "*/*").Header().Get("ETag")
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/entity/place/icentrum", http.NoBody)
	r.Header.Set("If-None-Match", tag)
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, r); w.Code != http.StatusNotModified {
		t.Errorf("the same again: %d", w.Code)
	}
}

// Each claim and each citation that a description names is found by its own IRI.
func TestClaimsAndCitationsResolve(t *testing.T) {
	h := served(t)
	text := get(t, h, "/entity/place/icentrum", "application/n-quads").Body.String()
	found := map[string]int{}
	for iri := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune("<> \n", r) }) {
		for _, kind := range []string{"/claim/", "/citation/"} {
			_, id, ok := strings.Cut(iri, kind)
			if !ok || found[kind] > 5 {
				continue
			}
			found[kind]++
			for _, accept := range []string{"application/n-quads", "application/ld+json", "text/html,*/*;q=0.8"} {
				if got := get(t, h, kind+id, accept); got.Code != http.StatusOK || !strings.Contains(got.Body.String(), id) {
					t.Errorf("%s%s as %s: %d %.100s", kind, id, accept, got.Code, got.Body)
				}
			}
		}
	}
	if len(found) != 2 {
		t.Errorf("found %v", found)
	}
	for _, path := range []string{"/claim/00000000000000000000000000000000", "/claim/x", "/place/icentrum", "/entity/claim/00000000000000000000000000000000", "/"} {
		if got := get(t, h, path, "*/*"); got.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, got.Code)
		}
	}
}

// A claim that was retracted is told of, with the time, and is no edge.
func TestRetractedClaimsAreNoEdges(t *testing.T) {
	g, err := graph.Open(t.Context(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.Close() })
	for _, facts := range []string{
		"organisation/a LOCATED_IN place/b\norganisation/a LOCATED_IN place/c\n",
		"organisation/a LOCATED_IN place/b\n",
	} {
		if _, err := write.Load(t.Context(), g, []*claim.Dataset{graphtest.Facts(t, "test/facts", facts)}); err != nil {
			t.Fatal(err)
		}
	}
	h := linkeddata.Handler(g.Now, "")
	var document struct {
		Graph []map[string]any `json:"@graph"`
	}
	if err := json.Unmarshal(get(t, h, "/entity/organisation/a", "application/ld+json").Body.Bytes(), &document); err != nil {
		t.Fatal(err)
	}
	standing, retracted := 0, 0
	for _, node := range document.Graph {
		_, edge := node["@graph"]
		switch {
		case node["prov:invalidatedAtTime"] != nil && !edge && node["@type"] == "rdf:Statement" && node["rdf:object"] != nil:
			retracted++
		case node["prov:invalidatedAtTime"] != nil:
			t.Errorf("a retracted claim as if it stood: %v", node)
		case edge:
			standing++
		}
	}
	if standing == 0 || retracted != 2 { // the claim, and its citation
		t.Errorf("%d claims stand, %d do not, in %v", standing, retracted, document.Graph)
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
	for i := range extract.MaxDescribed + 1 {
		fmt.Fprintf(&facts, "organisation/leaf%d LOCATED_IN place/hub\n", i)
	}
	if _, err := write.Load(t.Context(), g, []*claim.Dataset{graphtest.Facts(t, "test/facts", facts.String())}); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /entity/{id...}", linkeddata.Handler(g.Now, ""))
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
	if len(read.Lists) != 1 || read.Name != "hub" || read.Lists[0]["hydra:totalItems"] != float64(extract.MaxDescribed+1) ||
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
