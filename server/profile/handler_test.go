package profile_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/graphtest"
	"whence/graph/write"
	"whence/loader"
	"whence/seeds"
	"whence/server/profile"
)

// texts is where the seed documents' texts are, "" where they are not at hand.
func texts(t *testing.T) string {
	t.Helper()
	const folder = "../../../shared/seeds"
	if _, err := os.Stat(folder); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		return ""
	}
	return folder
}

func open(t *testing.T, sets ...*claim.Dataset) http.Handler {
	t.Helper()
	g, err := graph.Open(t.Context(), graph.Options{Texts: texts(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.Close() })
	if len(sets) == 0 {
		if _, err := (&loader.Loader{Graph: g}).LoadFS(t.Context(), seeds.Files); err != nil {
			t.Fatal(err)
		}
	} else if _, err := write.Load(t.Context(), g, sets); err != nil {
		t.Fatal(err)
	}
	h := profile.New(g.Now, profile.Options{Script: "/assets/copy.js", EmbedBy: []string{"https://www.example.org"}})
	mux := http.NewServeMux()
	mux.Handle("GET /entity/{id...}", h)
	mux.HandleFunc("GET /sitemap.xml", h.Sitemap)
	mux.HandleFunc("GET /robots.txt", h.Robots)
	return mux
}

func get(t *testing.T, h http.Handler, path string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, http.NoBody))
	return w
}

func says(t *testing.T, page *httptest.ResponseRecorder, words ...string) {
	t.Helper()
	for _, want := range words {
		if !strings.Contains(page.Body.String(), want) {
			t.Errorf("%d: no %q in\n%s", page.Code, want, page.Body)
		}
	}
}

// hub is a funder with more grants than a description holds.
func hub(t *testing.T, grants int) *claim.Dataset {
	t.Helper()
	var facts strings.Builder
	for i := range grants {
		fmt.Fprintf(&facts, "organisation/funder FUNDS organisation/r%d; amount %d GBP; instrument GRANT; at %d\n", i/2, 1000+i, 2009+i%7)
	}
	return graphtest.Facts(t, "test/hub", facts.String())
}

func TestLeads(t *testing.T) {
	h := open(t, graphtest.Facts(t, "test/facts", `
		organisation/trust FUNDS place/hub; amount 250000..1000000 GBP; at 2014
		organisation/council FUNDS place/hub; amount >500 GBP; at 2016
		organisation/fund FUNDS place/hub
		place/hub LOCATED_IN place/town
		organisation/council PART_OF organisation/region
		organisation/council FUNDS place/town; amount 5 EUR; instrument GRANT; at 2015
	`))
	for path, want := range map[string]string{
		"place/hub":            "Place, in town. Funded by council and fund and 1 more: at least £250,500 in 3 claims, 2014 to 2016.",
		"organisation/council": "Organisation, part of region. Funds 2 recipients: €5 and at least £500 in 2 claims, 2015 to 2016.",
		"organisation/region":  "Organisation.",
		"organisation/fund":    "Organisation. Funds 1 recipient: amounts not stated, in 1 claim.",
	} {
		says(t, get(t, h, "/entity/"+path), `<p class="lead">`+want+`</p>`)
	}
}

func TestHub(t *testing.T) {
	h := open(t, hub(t, 2434))
	get(t, h, "/entity/organisation/funder") // what is read once is read
	began := time.Now()
	page := get(t, h, "/entity/organisation/funder")
	t.Logf("a hub of 2,434 claims: %v, %d bytes", time.Since(began), page.Body.Len())
	says(t, page,
		"Funds 1,217 recipients: £5,394,961 in 2,434 grants, 2009 to 2015.",
		"10 of 2,434.", `href="/list?from=organisation/funder&amp;k=funds"`, "10 of 1,217.", `<ol class="notes">`, `id="n1"`)
}

func TestAddresses(t *testing.T) {
	h := open(t)
	for path, want := range map[string]int{
		"/entity/place/icentrum":  http.StatusOK,
		"/entity/place/icentrumm": http.StatusNotFound,
		"/entity/%FF":             http.StatusNotFound,
		"/entity/%25":             http.StatusNotFound,
		"/entity/":                http.StatusNotFound,
		"/entity/place/" + strings.Repeat("x", 5000): http.StatusNotFound,
		"/entity/<script>alert(1)</script>":          http.StatusNotFound,
	} {
		page := get(t, h, path)
		if page.Code != want || strings.Contains(page.Body.String(), "<script>alert") {
			t.Errorf("%.60s: %d, want %d", path, page.Code, want)
		}
	}
	says(t, get(t, h, "/entity/place/icentrumm"), "Nothing has this address", "iCentrum</bdi>")
}

func TestNamesAreTexts(t *testing.T) {
	d := &claim.Dataset{Name: "test/names", Entities: []claim.EntityRecord{
		{ID: "organisation/evil", Name: `<script>alert("x")</script>`, URL: "javascript:alert(1)"},
		{ID: "organisation/long", Name: strings.Repeat("ä", 300)},
		{ID: "organisation/arabic", Name: "شركة القناة"},
		{ID: "document/d", Name: "D", URL: "javascript:alert(1)"},
	}}
	h := open(t, d)
	for _, path := range []string{"organisation/evil", "organisation/long", "organisation/arabic", "document/d"} {
		page := get(t, h, "/entity/"+path)
		if page.Code != http.StatusOK || strings.Contains(page.Body.String(), "<script>alert") || strings.Contains(page.Body.String(), `href="javascript:`) {
			t.Errorf("%s: %d %s", path, page.Code, page.Body)
		}
		says(t, page, "<h1><bdi>", "</bdi></h1>")
	}
}

// TestMachines reads what search engines read: it says what the page says.
func TestMachines(t *testing.T) {
	h := open(t)
	page := get(t, h, "/entity/place/icentrum")
	data := regexp.MustCompile(`<script type="application/ld\+json">(.*)</script>`).FindStringSubmatch(page.Body.String())
	if data == nil {
		t.Fatalf("no JSON-LD in %s", page.Body)
	}
	var read map[string]any
	if err := json.Unmarshal([]byte(data[1]), &read); err != nil {
		t.Fatal(err)
	}
	if read["name"] != "iCentrum" || read["@type"] != "Place" || !strings.HasSuffix(read["@id"].(string), "/entity/place/icentrum") {
		t.Errorf("JSON-LD: %v", read)
	}
	says(t, page, `<link rel="canonical" href="/entity/place/icentrum">`, `<meta property="og:title" content="iCentrum">`, html.EscapeString(read["description"].(string)))
	if policy := page.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors 'none'") {
		t.Errorf("policy: %s", policy)
	}
	framed := get(t, h, "/entity/place/icentrum?embed=1")
	if policy := framed.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors https://www.example.org") {
		t.Errorf("policy of a frame: %s", policy)
	}
	if strings.Contains(framed.Body.String(), `class="facts"`) {
		t.Error("a frame has more than lead, chart and source")
	}

	var sitemap struct {
		URL []struct {
			Loc string `xml:"loc"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal(get(t, h, "/sitemap.xml").Body.Bytes(), &sitemap); err != nil || len(sitemap.URL) < 200 {
		t.Errorf("sitemap: %d addresses, %v", len(sitemap.URL), err)
	}
	says(t, get(t, h, "/robots.txt"), "Sitemap: http://example.com/sitemap.xml", "Disallow: /graphql")
	if got := get(t, h, "/sitemap.xml?part=2"); got.Code != http.StatusNotFound {
		t.Errorf("a part that there is not: %d", got.Code)
	}
}

func TestFormerIDsLeadOn(t *testing.T) {
	h := open(t, &claim.Dataset{Name: "test/was", Entities: []claim.EntityRecord{{ID: "organisation/now", Name: "Now", FormerIDs: []claim.ID{"organisation/then"}}}})
	got := get(t, h, "/entity/organisation/then")
	if got.Code != http.StatusMovedPermanently || got.Header().Get("Location") != "/entity/organisation/now" {
		t.Errorf("%d %v", got.Code, got.Header())
	}
}

// TestOpenText reads the text that comes with the program: whole, with its passages marked where they stand.
func TestOpenText(t *testing.T) {
	g, err := graph.Open(t.Context(), graph.Options{Shipped: seeds.About()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.Close() })
	if _, err := (&loader.Loader{Graph: g}).LoadFS(t.Context(), seeds.About()); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /entity/{id...}", profile.New(g.Now, profile.Options{}))
	says(t, get(t, mux, "/entity/document/what-whence-is"),
		`<h2 id="text">The text</h2>`, `<a href="#c16-125"><mark>Whence is a knowledge-graph server.`, `id="c16-125"`, `</mark></a>, and whoever holds the text`)
	says(t, get(t, mux, "/entity/programme/whence"),
		"Whence is described as a knowledge-graph server whose every relationship cites the passage that proves it.", "What Whence is</bdi></a>, paragraph 2")
}

// TestRecords cites data by where its records stand, each record once.
func TestRecords(t *testing.T) {
	d := hub(t, 3)
	d.Entities = append(d.Entities, claim.EntityRecord{ID: "document/grants", Name: "grants.csv"})
	record := claim.Record{Document: "document/grants", Key: "g-1", Digest: strings.Repeat("a", 64), Hint: "row 17"}
	d.Records = append(d.Records, record)
	for _, c := range d.Claims {
		c.Base().Citations = []claim.Citation{{Document: "document/grants", Record: record.ID(), Field: "Amount Awarded", Digest: record.Digest}}
	}
	h := open(t, d)
	says(t, get(t, h, "/entity/organisation/funder"), "grants.csv</bdi></a>, row 17</li>")
	page := get(t, h, "/entity/document/grants")
	says(t, page, "<h3>row 17</h3>", "1 passage is cited for 3 claims")
}

func TestDocument(t *testing.T) {
	h := open(t)
	page := get(t, h, "/entity/document/birmingham-expands-innovation-campus")
	says(t, page, "passages are cited", `class="copy"`, "data-places=", "paragraph 9", `src="/assets/copy.js"`, `id="c`)
	if texts(t) != "" {
		says(t, page, "<mark>")
		if strings.Contains(page.Body.String(), "isn’t held here") {
			t.Error("a held text is said not to be held")
		}
	}
}
