package names_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/graph/claim"
	"whence/graph/names"
)

// ids is the ids of the first hits.
func ids(t testing.TB, x *names.Index, q names.Query) []string {
	t.Helper()
	r, err := x.Search(context.Background(), q)
	if err != nil {
		t.Fatalf("search %q: %v", q.Text, err)
	}
	out := []string{}
	for _, h := range r.Hits {
		out = append(out, h.ID)
	}
	return out
}

// typed is names of the seeds as people type them, the entity that is meant, and what of it is to match.
var typed = []struct{ claim, query, first, matched string }{
	{"a hyphen put in", "i-centrum", "place/icentrum", "iCentrum"},
	{"a word written as two", "tech north", "programme/technorth", "TechNorth"},
	{"two words written as one", "techcity", "place/tech-city", "Tech City"},
	{"two words, one of them written as two", "Ziff Davis", "organisation/ziff-davis", "Ziff-Davis"},
	{"a hyphen left out", "ziffdavis", "organisation/ziff-davis", "Ziff-Davis"},
	{"two words as one among others", "healthtech innovation accelerator", "programme/wmhtia", "West Midlands Health Tech Innovation Accelerator"},
	{"an alias", "BTW25", "event/birmingham-tech-week-2025", "BTW25"},
	{"an alias, divided", "btw 25", "event/birmingham-tech-week-2025", "BTW25"},
	{"an abbreviation with points", "U.K.T.I.", "organisation/uk-trade-and-investment", "UKTI"},
	{"a letter other", "Novacomms", "organisation/novocomms-group", "Novocomms"},
	{"a last letter other", "Neil Ramy", "person/neil-rami", "Neil Rami"},
	{"an ambiguous word: the whole name first", "Birmingham", "place/birmingham", "Birmingham"},
	{"capitals", "WEST MIDLANDS", "place/west-midlands", "West Midlands"},
	{"an accent too many", "Kilgannön", "person/l-kilgannon", "L. Kilgannon"},
	{"the start of a word", "icen", "place/icentrum", "iCentrum"},
	{"the start of the last word", "innovation birm", "organisation/innovation-birmingham", "Innovation Birmingham"},
	{"the starts of all words", "birm tech w", "event/birmingham-tech-week", "Birmingham Tech Week"},
	{"words swapped", "Rami Neil", "person/neil-rami", "Neil Rami"},
	{"words swapped, one missing", "Birmingham University", "organisation/university-of-birmingham", "University of Birmingham"},
	{"words missing", "aston science park", "place/birmingham-science-park-aston", "Birmingham Science Park Aston"},
	{"words of the middle", "midlands combined", "organisation/west-midlands-combined-authority", "West Midlands Combined Authority"},
	{"a word too many", "Neil Rami Marketing", "person/neil-rami", "Neil Rami"},
	{"words too many", "Neil Rami chief executive", "person/neil-rami", "Neil Rami"},
	{"an ampersand in words", "London and Partners", "organisation/london-and-partners", "London & Partners"},
	{"and as an ampersand", "UK Research & Innovation", "organisation/uk-research-and-innovation", "UK Research and Innovation"},
	{"another small word, and two errors", "Department of Science, Inovation and Tehnology", "organisation/dsit", "Department for Science, Innovation and Technology"},
	{"a possessive without its apostrophe", "john lewis tech programme", "programme/john-lewis-programme-in-london", "John Lewis's tech programme in London"},
	{"a typographic apostrophe", "the UK's Second City", "place/birmingham", "the UK’s Second City"},
	{"an error in an alias", "first ever London Tech Wek", "event/london-tech-week-2014", "first ever London Tech Week"},
	{"two letters swapped", "Brimingham City Council", "organisation/birmingham-city-council", "Birmingham City Council"},
	{"two letters missing", "Shordich", "place/shoreditch", "Shoreditch"},
	{"an error in each of two words", "Mathew Broersmaa", "person/matthew-broersma", "Matthew Broersma"},
	{"the first letter other", "Betalite", "organisation/petalite", "Petalite"},
	{"the first letter missing", "etalite", "organisation/petalite", "Petalite"},
	{"an error and a word begun", "novacom", "organisation/novocomms-group", "Novocomms"},
	{"plural for singular", "Innovation Accelerators programme", "programme/innovation-accelerator", "Innovation Accelerator programme"},
	{"singular for plural", "medical technology", "sector/medical-technology", "medical technologies"},
	{"part of a word in capitals", "centrum", "place/icentrum", "iCentrum"},
	{"the first word, of a digit and a letter", "5g", "sector/5g-powered-technologies", "5G-powered technologies"},
	{"a sum of money", "£50 million Old Street", "funding-source/old-street-roundabout-pledge", "£50 million pledge for Old Street Roundabout"},
	{"a title", "Professor Adam Tickell", "person/adam-tickell", "Professor Adam Tickell"},
	{"a title left out", "David Hardman", "person/david-hardman", "David Hardman"},
	{"initials swapped", "Smout A", "person/a-smout", "Smout, A."},
	{"a family name", "Clegg", "person/nick-clegg", "Clegg"},
}

// TestSeedsAreFound wants the entity that is meant first.
func TestSeedsAreFound(t *testing.T) {
	x := seeds(t)
	for _, c := range typed {
		t.Run(c.claim, func(t *testing.T) {
			r, err := x.Search(context.Background(), names.Query{Text: c.query, First: 5})
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Hits) == 0 {
				t.Fatalf("search %q: nothing", c.query)
			}
			got := []string{r.Hits[0].ID, r.Hits[0].Matched}
			if diff := cmp.Diff([]string{c.first, c.matched}, got); diff != "" {
				t.Errorf("search %q (-want +got):\n%s%v", c.query, diff, r.Hits)
			}
		})
	}
}

// TestOrder holds the order that Search documents, on names made to show it.
func TestOrder(t *testing.T) {
	x := memory(t, []names.Entry{
		{ID: "a/alias", Names: []string{"Zed", "Aston"}, Weight: 100},
		{ID: "a/begun", Names: []string{"Astonia"}},
		{ID: "a/error", Names: []string{"Asten"}},
		{ID: "a/heavy", Names: []string{"Aston Works"}, Weight: 9},
		{ID: "a/late", Names: []string{"New Aston Works"}},
		{ID: "a/light-1", Names: []string{"Aston Mill"}, Weight: 1},
		{ID: "a/light-2", Names: []string{"Aston Yard"}, Weight: 1},
		{ID: "a/name", Names: []string{"Aston"}},
		{ID: "a/spaced", Names: []string{"As ton"}, Weight: 100},
		{ID: "a/unlike", Names: []string{"Berlin"}, Weight: 100},
	})
	want := []string{
		"a/name", "a/alias", // the whole name, then the whole alias
		"a/spaced",                          // then but for its space
		"a/heavy", "a/light-1", "a/light-2", // then part of one: by weight, then by id
		"a/late",  // with more besides
		"a/begun", // the word begun
		"a/error", // the word misspelt
	}
	if diff := cmp.Diff(want, ids(t, x, names.Query{Text: "aston", First: 20})); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestForgiveness holds what is and what is not taken for a misspelling.
func TestForgiveness(t *testing.T) {
	x := memory(t, []names.Entry{
		{ID: "ai", Names: []string{"AI"}},
		{ID: "leeds", Names: []string{"Leeds"}},
		{ID: "of", Names: []string{"Of"}},
		{ID: "wolverhampton", Names: []string{"Wolverhampton"}},
		{ID: "straße", Names: []string{"Große Straße"}},
		{ID: "lodz", Names: []string{"Łódź"}},
		{ID: "tokyo", Names: []string{"東京タワー"}},
		{ID: "sigma", Names: []string{"Ναύπακτος"}},
	})
	for _, c := range []struct {
		claim, query string
		want         []string
	}{
		{"two letters are not misspelt", "aj", []string{}},
		{"one error in four letters", "leds", []string{"leeds"}},
		{"two errors in five letters", "laads", []string{"leeds"}},
		{"three errors are another name", "laabs", []string{}},
		{"a swap is one error", "wolevrhamptno", []string{"wolverhampton"}},
		{"a small word alone does not answer for another", "of xyzzy", []string{}},
		{"a small word too many", "the leeds", []string{"leeds"}},
		{"sharp s", "grosse strasse", []string{"straße"}},
		{"strokes", "Lodz", []string{"lodz"}},
		{"a script without spaces, begun", "東京", []string{"tokyo"}},
		{"another script, accents, a final letter in capitals", "ΝΑΥΠΑΚΤΟΣ", []string{"sigma"}},
	} {
		t.Run(c.claim, func(t *testing.T) {
			if diff := cmp.Diff(c.want, ids(t, x, names.Query{Text: c.query, First: 20})); diff != "" {
				t.Errorf("search %q (-want +got):\n%s", c.query, diff)
			}
		})
	}
}

// TestInvalid gives queries that can not be answered, and long ones that can.
func TestInvalid(t *testing.T) {
	x := seeds(t)
	for _, c := range []struct {
		claim   string
		query   names.Query
		invalid bool
	}{
		{"nothing", names.Query{First: 1}, true},
		{"spaces", names.Query{Text: " \t\u00a0", First: 1}, true},
		{"punctuation", names.Query{Text: "?!*-\"'", First: 1}, false}, // somebody may be called so
		{"a lone accent", names.Query{Text: "\u0301", First: 1}, true},
		{"too long", names.Query{Text: strings.Repeat("a", names.MaxText+1), First: 1}, true},
		{"a negative page", names.Query{Text: "a", First: -1}, true},
		{"as long as may be", names.Query{Text: strings.Repeat("ö", names.MaxText), First: 1}, false},
		{"as many words as may be", names.Query{Text: strings.Repeat("b ", names.MaxText/2), First: 1}, false},
		{"query syntax of others", names.Query{Text: `name:"x" AND (a* OR b~2) ^`, First: 1}, false},
		{"invalid UTF-8", names.Query{Text: "birmingham \xff\xfe", First: 1}, false},
		{"NUL", names.Query{Text: "birmingham\x00", First: 1}, false},
		{"a count alone", names.Query{Text: "birmingham"}, false},
	} {
		t.Run(c.claim, func(t *testing.T) {
			if _, err := x.Search(context.Background(), c.query); errors.Is(err, claim.ErrInvalid) != c.invalid || (err != nil) != c.invalid {
				t.Errorf("invalid: %v; error: %v", c.invalid, err)
			}
		})
	}
}

// memory is an index of entries in memory.
func memory(t testing.TB, entries []names.Entry) *names.Index {
	t.Helper()
	x, err := names.Open("")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	if err := x.Update(context.Background(), 1, entries, nil); err != nil {
		t.Fatal(err)
	}
	return x
}
