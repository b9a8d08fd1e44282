package claimlist_test

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/graphtest"
	"whence/graph/write"
	"whence/server/claimlist"
)

// served answers lists of facts that are written as graphtest has them.
func served(t *testing.T, facts string, more ...*claim.Dataset) http.Handler {
	t.Helper()
	g, err := graph.Open(t.Context(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.Close() })
	if _, err := write.Load(t.Context(), g, append(more, graphtest.Facts(t, "test/facts", facts))); err != nil {
		t.Fatal(err)
	}
	return claimlist.Handler(g.Now)
}

func get(t *testing.T, h http.Handler, query string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/list.csv?"+query, http.NoBody))
	return w
}

// rows reads an answer back, each row by its columns.
func rows(t *testing.T, w *httptest.ResponseRecorder) []map[string]string {
	t.Helper()
	if w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	text, marked := strings.CutPrefix(w.Body.String(), "\ufeff")
	if !marked {
		t.Error("no byte order mark: a spreadsheet would take it for another encoding")
	}
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	read := make([]map[string]string, 0, len(all)-1)
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, column := range all[0] {
			row[column] = cells[i]
		}
		read = append(read, row)
	}
	return read
}

func TestNothingIsLost(t *testing.T) {
	h := served(t, `
		organisation/council FUNDS place/hub; amount >1000000 GBP; instrument LOAN; at 2014/2016; doc document/b; planned; by person/mayor
		organisation/fund FUNDS place/hub; amount 250000..1000000 GBP; via programme/growth; recipient organisation/builder; expected
		place/hub: jobs created = 400..500 job; at 2015
		place/hub description = A hub for start-ups
		organisation/council FUNDS place/other; amount 5 EUR
	`)
	got := rows(t, get(t, h, "about=place/hub"))
	if len(got) != 4 {
		t.Fatalf("%d rows: %v", len(got), got)
	}
	by := map[string]map[string]string{}
	for _, row := range got {
		by[row["subject_id"]+" "+row["relationship"]] = row
	}
	for _, want := range []struct {
		row   string
		cells map[string]string
	}{
		{"organisation/council funds", map[string]string{
			"claim": "relationship", "object": "hub", "comparator": "more than", "amount": "1000000", "amount_max": "", "currency": "GBP", "instrument": "loan",
			"holds": "2014/2016", "holds_earliest": "2014-01-01", "holds_latest": "2016-12-31", "certainty": "stated", "status": "planned",
			"stated_by": "mayor", "source_ids": "document/b", "object_id": "place/hub",
		}},
		{"organisation/fund funds", map[string]string{
			"amount": "250000", "amount_max": "1000000", "currency": "GBP", "via": "growth", "recipient_id": "organisation/builder", "certainty": "expected", "status": "actual",
		}},
		{"place/hub jobs created", map[string]string{"claim": "measure", "figure": "400", "figure_max": "500", "unit": "job", "amount": "", "currency": ""}},
		{"place/hub description", map[string]string{"claim": "attribute", "object": "A hub for start-ups"}},
	} {
		for column, cell := range want.cells {
			if got := by[want.row][column]; got != cell {
				t.Errorf("%s: %s is %q, want %q", want.row, column, got, cell)
			}
		}
	}
}

// TestTerms gives each row the terms of what it cites.
func TestTerms(t *testing.T) {
	facts := graphtest.Facts(t, "test/open", "organisation/council OWNS place/hub; doc document/open")
	facts.Info = claim.DatasetInfo{Licence: "https://creativecommons.org/licenses/by/4.0/", Attribution: "=Acme Trust"}
	h := served(t, "organisation/fund OWNS place/hub", facts)
	for _, row := range rows(t, get(t, h, "k=owns")) {
		want := [2]string{"", ""}
		if row["subject_id"] == "organisation/council" {
			want = [2]string{"https://creativecommons.org/licenses/by/4.0/", "'=Acme Trust"}
		}
		if got := [2]string{row["licence"], row["attribution"]}; got != want {
			t.Errorf("%s: %q, want %q", row["subject_id"], got, want)
		}
	}
}

func TestSelection(t *testing.T) {
	h := served(t, `
		organisation/council FUNDS place/hub; amount 100 GBP; at 2014
		organisation/council FUNDS place/tower; amount 900 GBP; at 2015
		organisation/council OWNS place/hub
		organisation/fund FUNDS organisation/council; amount 7 GBP; rumoured
		place/hub LOCATED_IN place/town
		place/tower LOCATED_IN place/town
		place/hub: jobs = 4 job
		organisation/fund FUNDS organisation/school; amount 5 GBP; via award/roof
		award/roof COVERS place/tower
		award/roof PART_OF programme/roofs
	`)
	for query, want := range map[string]int{
		"":                                   9, // relationships alone: nothing is named whose figures could be meant
		"set=dataset/test/facts":             9,
		"k=funds":                            4,
		"k=funds,owns":                       5,
		"k=funds&k=owns":                     5,
		"about=place/hub":                    4,
		"about=place/hub&k=funds":            1,
		"about=place/hub&about=place/tower":  7,
		"about=organisation/council":         4,
		"about=organisation/council&t=place": 3,
		"about=organisation/council&with=place/hub": 2,
		"from=organisation/council":                 3,
		"to=place/hub&k=owns":                       1,
		"k=funds&in=place/town":                     3, // one is for a place by way of its award
		"via=award/roof":                            1,
		"via=programme/roofs":                       1, // the award is part of it
		"k=funds&y=2014":                            1,
		"k=funds&at=2014":                           3, // two are undated
		"k=funds&y=2014&dated=only":                 1,
		"k=funds&y=2014-2015&dated=only":            2,
		"k=funds&y=2015-..&dated=only":              1,
		"k=funds&at=2014/2015&dated=only":           2,
		"k=funds&c=rumoured":                        1,
		"k=funds&st=planned":                        0,
		"k=funds&min=100&cur=gbp":                   2,
		"k=funds&min=100&max=200&cur=GBP":           1,
		"known=2001-01-01":                          0,
		"sort=amount&by=year&compare=a,b&k=funds":   4, // the page's own
		"doc=document/a":                            9,
	} {
		if got := len(rows(t, get(t, h, query))); got != want {
			t.Errorf("%q: %d rows, want %d", query, got, want)
		}
	}
}

func TestBadAddresses(t *testing.T) {
	h := served(t, "organisation/a FUNDS place/b")
	for query, want := range map[string]struct {
		status int
		says   string
	}{
		"set=dataset/test/other":              {http.StatusNotFound, "dataset/test/other"},
		"set=test/facts":                      {http.StatusBadRequest, "set=test/facts"},
		"k=bogus":                             {http.StatusBadRequest, "k=bogus"},
		"k=":                                  {http.StatusBadRequest, "k="},
		"at=whenever":                         {http.StatusBadRequest, "at=whenever"},
		"y=20x4":                              {http.StatusBadRequest, "y=20x4"},
		"about=":                              {http.StatusBadRequest, "about="},
		"about=place/nowhere":                 {http.StatusNotFound, "place/nowhere"},
		"in=place/nowhere":                    {http.StatusNotFound, "place/nowhere"},
		"from=%FF":                            {http.StatusBadRequest, "from="},
		"with=place/b":                        {http.StatusBadRequest, "about"},
		"min=5":                               {http.StatusBadRequest, "cur="},
		"min=five&cur=GBP":                    {http.StatusBadRequest, "min=five"},
		"known=yesterday":                     {http.StatusBadRequest, "known=yesterday"},
		strings.Repeat("about=place/b&", 400): {http.StatusBadRequest, "400 ids"},
	} {
		got := get(t, h, query)
		if got.Code != want.status || !strings.Contains(got.Body.String(), want.says) {
			t.Errorf("%.40q: %d %q, want %d and %q", query, got.Code, got.Body, want.status, want.says)
		}
		if got.Header().Get("Content-Disposition") != "" {
			t.Errorf("%.40q: a mistake is saved as a file", query)
		}
	}
}

// TestNames writes names that a spreadsheet, a terminal or a browser would take for something else.
func TestNames(t *testing.T) {
	names := []string{
		`=HYPERLINK("http://evil.test","x")`, "+1+1", "-cmd", "@SUM(A1)", "＝1+1", `Quoted "so"`, "a,b", "<script>alert(1)</script>", strings.Repeat("ä", 300), "شركة",
	}
	d := &claim.Dataset{Name: "test/names", Entities: []claim.EntityRecord{{ID: "document/n", Name: "Names"}, {ID: "place/all", Name: "all"}}}
	for i, name := range names {
		id := claim.ID(fmt.Sprintf("organisation/n%02d", i))
		d.Entities = append(d.Entities, claim.EntityRecord{ID: id, Name: name})
		d.Claims = append(d.Claims, &claim.Relationship{
			Kind: "LOCATED_IN", Subject: id, Object: "place/all",
			Assertion: claim.Assertion{Citations: []claim.Citation{{Document: "document/n", Locator: "row 1"}}},
		})
	}
	h := served(t, "place/all: visitors = -5 person", d)
	got := map[string]string{}
	for _, row := range rows(t, get(t, h, "about=place/all")) {
		got[row["subject_id"]] = row["subject"]
		if row["claim"] == "measure" && row["figure"] != "-5" {
			t.Errorf("a negative number is %q", row["figure"])
		}
	}
	for i, name := range names {
		want := name
		if strings.ContainsAny(name[:1], "=+-@") || strings.HasPrefix(name, "＝") {
			want = "'" + name
		}
		if have := got[fmt.Sprintf("organisation/n%02d", i)]; have != want {
			t.Errorf("%.20q is written %.40q, want %.40q", name, have, want)
		}
	}
}

// TestAllOfAHub asks for more than any page of the API holds.
func TestAllOfAHub(t *testing.T) {
	const size = 2434
	var facts strings.Builder
	want := map[string]bool{}
	for i := range size {
		fmt.Fprintf(&facts, "organisation/funder FUNDS organisation/r%d; amount %d GBP\n", i, i+1)
		want[fmt.Sprint(i+1)] = true
	}
	w := get(t, served(t, facts.String()), "about=organisation/funder&k=funds")
	got := map[string]bool{}
	for _, row := range rows(t, w) {
		got[row["amount"]] = true
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if name := w.Header().Get("Content-Disposition"); !strings.Contains(name, `"funder-`) || w.Header().Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("headers: %v", w.Header())
	}
}
