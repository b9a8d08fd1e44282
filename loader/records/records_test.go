package records_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/graph/claim"
	"whence/loader/records"
)

func TestSlug(t *testing.T) {
	for text, want := range map[string]string{
		"Liverpool City Council ": "liverpool-city-council", "ASHINGTON JOINT": "ashington-joint", "Bucks & Milton Keynes": "bucks-milton-keynes",
		"GB-CHC-1090123": "gb-chc-1090123", "Zürich": "zurich", "baseball softball uk": "baseball-softball-uk", "360G-ACW-1.2": "360g-acw-1.2",
	} {
		if got := records.Slug(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	for _, pair := range [][2]string{{"baseball softball uk", "baseball/softball uk"}, {"active dorset", "(active dorset)"}, {"東京", "京都"}, {"a_1", "a/1"}} {
		if a, b := records.Slug(pair[0]), records.Slug(pair[1]); a == b || a == "" || b == "" {
			t.Errorf("%q and %q are %q and %q", pair[0], pair[1], a, b)
		}
		if _, err := claim.ParseID("organisation/" + records.Slug(pair[1])); err != nil {
			t.Error(err)
		}
	}
}

func TestAmount(t *testing.T) {
	for text, want := range map[string]string{
		"30000": "30000 GBP", "41133.770000000004": "41133.77 GBP", "1,234.50": "1234.5 GBP", "£30,000": "30000 GBP", "-200": "-200 GBP", "0": "0 GBP", "3E4": "30000 GBP",
		"1.234,50": "", "commercial in confidence": "", "": "", "1,23": "", "12 000": "", "1e999": "", "NaN": "", "0x10": "",
	} {
		got, err := records.Amount(text, "gbp")
		switch {
		case want == "" && err == nil:
			t.Errorf("%q was read as %s", text, got)
		case want != "" && (err != nil || got.String() != want):
			t.Errorf("%q: %v, %v, want %s", text, got, err, want)
		}
	}
	if got, err := records.Amount("1000.4", "JPY"); err != nil || got.String() != "1000 JPY" {
		t.Errorf("yen have no pence: %v, %v", got, err)
	}
	if _, err := records.Amount("5", "pounds"); err == nil {
		t.Error("pounds are a currency")
	}
}

func TestDate(t *testing.T) {
	for text, want := range map[string]claim.EDTF{
		"2021-01-26": "2021-01-26", "2021-01-26T00:00:00+00:00": "2021-01-26", "2021-01-26T23:00:00-05:00": "2021-01-26", "26/01/2021": "2021-01-26", "1/2/2021": "2021-02-01",
		"2021": "2021", "2021-05": "2021-05", "31/02/2021": "", "2021-02-31": "", "44222": "", "last week": "", "": "", "26/01/21": "",
	} {
		if got, err := records.Date(text, false); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v, want %q", text, got, err, want)
		}
	}
	for text, want := range map[string]claim.EDTF{"44222": "2021-01-26", "44222.75": "2021-01-26", "0": "", "-1": "", "9999999": ""} {
		if got, _ := records.Date(text, true); got != want {
			t.Errorf("the serial %q: %q, want %q", text, got, want)
		}
	}
}

func TestOrganisation(t *testing.T) {
	for text, want := range map[string][3]string{
		"GB-CHC-1090123": {"organisation/gb-chc-1090123", "GB-CHC", "1090123"}, "gb-coh-6402143": {"organisation/gb-coh-06402143", "GB-COH", "06402143"},
		"GB-COH-RC000742": {"organisation/gb-coh-rc000742", "GB-COH", "RC000742"}, "360G-ABCT-ORG:5": {"organisation/360g-abct-org-5-" + records.Digest("360G-ABCT-ORG:5")[:8], "360G-ABCT", "ORG:5"},
		"1090123": {}, "": {}, "GB-CHC": {},
	} {
		id, scheme, value, ok := records.Organisation(text)
		got := [3]string{string(id), scheme, value}
		if ok != (want[0] != "") || cmp.Diff(want, got) != "" {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// What is read of the same records in another order is the same data set, but for where they stand.
func TestOrderMakesNoDifference(t *testing.T) {
	build := func(order ...string) *claim.Dataset {
		b := records.New(records.Source{File: "f.csv", Dataset: "f"})
		for _, key := range order {
			r := b.Record(key, "row", key, 0)
			r.Name("organisation/a", "Name", key[:1], claim.Attribute{Value: key[:1]})
			r.Link("Name", key, "organisation/a", "PART_OF", claim.ID("organisation/"+key[1:]))
			b.Declare(claim.ID("organisation/"+key[1:]), key[1:])
		}
		return b.Finish().Dataset
	}
	if diff := cmp.Diff(build("ab", "ac", "xb"), build("xb", "ac", "ab")); diff != "" {
		t.Error(diff)
	}
}

func TestCircle(t *testing.T) {
	b := records.New(records.Source{File: "f.csv", Dataset: "f"})
	for _, id := range []claim.ID{"organisation/a", "organisation/b"} {
		b.Declare(id, "x")
	}
	r := b.Record("1", "row 2", "text", 2)
	r.Link("up", "a", "organisation/a", "PART_OF", "organisation/b")
	r.Link("up", "b", "organisation/b", "PART_OF", "organisation/a")
	r.Link("up", "c", "organisation/a", "PART_OF", "organisation/a")
	result := b.Finish()
	if len(result.Dataset.Claims) != 1 || len(result.Notes) != 2 {
		t.Errorf("%d claims are left of a circle, notes %v", len(result.Dataset.Claims), result.Notes)
	}
}
