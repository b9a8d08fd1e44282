package claim_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"whence/graph/claim"
)

func TestParseDecimal(t *testing.T) {
	for in, want := range map[string]string{
		"0": "0", "1200000": "1200000", "-3.50": "-3.50", "500.00": "500.00", "0.1": "0.1", strings.Repeat("9", 60): strings.Repeat("9", 60),
		"": "", "1,000": "", "1e6": "", "NaN": "", "Infinity": "", ".5": "", "5.": "", "+5": "", "1_000": "", "٣": "", "0x10": "", " 1": "", "--1": "", strings.Repeat("9", 61): "",
	} {
		got, err := claim.ParseDecimal(in)
		switch {
		case want == "" && !errors.Is(err, claim.ErrInvalid):
			t.Errorf("%q was read as %s, %v", in, got, err)
		case want != "" && (err != nil || got.String() != want):
			t.Errorf("%q reads as %s, %v; want %s", in, got, err, want)
		}
	}
}

func TestParseEDTF(t *testing.T) {
	for in, want := range map[string][2]string{
		"2014": {"2014-01-01", "2014-12-31"}, "2014-02": {"2014-02-01", "2014-02-28"}, "2016-02": {"2016-02-01", "2016-02-29"},
		"2014-07-02": {"2014-07-02", "2014-07-02"}, "2015~": {"2015-01-01", "2015-12-31"}, "2020?": {"2020-01-01", "2020-12-31"},
		"../2014-07-02": {"", "2014-07-02"}, "2014-03/..": {"2014-03-01", ""}, "1990/2026": {"1990-01-01", "2026-12-31"},
		"2013?/2016-03%": {"2013-01-01", "2016-03-31"},
		"199X":           {"1990-01-01", "1999-12-31"}, "19XX": {"1900-01-01", "1999-12-31"}, "199X~": {"1990-01-01", "1999-12-31"},
		"2014-XX": {"2014-01-01", "2014-12-31"}, "2014-XX-XX": {"2014-01-01", "2014-12-31"}, "2016-02-XX": {"2016-02-01", "2016-02-29"},
		"2001-21": {"2001-03-01", "2001-05-31"}, "2001-24": {"2001-12-01", "2002-02-28"}, "2001-21/2001-23": {"2001-03-01", "2001-11-30"},
		"-0043": {"-0043-01-01", "-0043-12-31"}, "-0043/0014": {"-0043-01-01", "0014-12-31"}, "-0043-03-15": {"-0043-03-15", "-0043-03-15"},
		"Y12024": {"12024-01-01", "12024-12-31"}, "Y-17000": {"-17000-01-01", "-17000-12-31"}, "0000": {"0000-01-01", "0000-12-31"},
		"XXXX": {}, "X999": {}, "1X99": {}, "199X-01": {}, "2014-0X": {}, "2014-1X-01": {}, "2014-25": {}, "2014-41": {}, "2014-20": {}, "2001-21-01": {},
		"Y2014": {}, "Y012024": {}, "Y17E7": {}, "1950S2": {}, "-0000": {}, "[1667,1668]": {}, "{1960,1961}": {}, "2004-06~-11": {}, "?2004-06": {}, "/2014": {},
		"2014-02-30": {}, "2014-13": {}, "14": {}, "../..": {}, "2016/2014": {}, "2014-7-2": {}, "2014-07-02T10:00": {}, "2014??": {}, "last week": {}, "": {}, "2014/": {}, "2014/2015/2016": {},
	} {
		date, err := claim.ParseEDTF(in)
		if want == ([2]string{}) {
			if !errors.Is(err, claim.ErrInvalid) {
				t.Errorf("%q was read: %v", in, err)
			}
			continue
		}
		earliest, latest := date.Bounds()
		if got := [2]string{day(earliest), day(latest)}; err != nil || got != want {
			t.Errorf("%q spans %v, %v; want %v", in, got, err, want)
		}
	}
}

func TestEDTFWords(t *testing.T) {
	for date, want := range map[claim.EDTF]string{
		"": "", "2014": "2014", "2014-07": "July 2014", "2014-07-02": "2 July 2014",
		"2015~": "about 2015", "2023-10?": "probably October 2023", "2013%": "probably about 2013",
		"../2016-03": "by March 2016", "2014-03/..": "from March 2014",
		"1990/2026": "1990 to 2026", "2010/2014-03": "2010 to March 2014", "2014-03/2014": "March 2014 to 2014",
		"2025-10-20/2025-10-24": "20 to 24 October 2025", "2025-09-30/2025-10-02": "30 September to 2 October 2025",
		"199X": "the 1990s", "19XX?": "probably the 1900s", "2014-XX": "2014", "2014-07-XX": "July 2014", "2001-21": "spring 2001",
		"-0043": "44 BC", "-0043-03-15": "15 March 44 BC", "Y12024": "12024", "Y-17000": "17001 BC",
		"2022?/2023-10?": "probably 2022 to probably October 2023",
	} {
		if got := date.Words(); got != want {
			t.Errorf("%s reads %q, want %q", date, got, want)
		}
	}
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func TestParseID(t *testing.T) {
	for in, kind := range map[string]claim.EntityKind{
		"organisation/acme": claim.Organisation, "funding-source/a.b-c": claim.FundingSource,
		"claim/00000000000000000000000000000000": "",
	} {
		if id, err := claim.ParseID(in); err != nil || id.Kind() != kind {
			t.Errorf("%q: kind %q, %v", in, id.Kind(), err)
		}
	}
	for _, in := range []string{"", "acme", "organisation/", "organisation/Acme", "organisation/a/b", "organization/acme", "claim/xyz", "person/a b", "person/é", "person/" + strings.Repeat("a", 300)} {
		if _, err := claim.ParseID(in); !errors.Is(err, claim.ErrInvalid) {
			t.Errorf("%q was read: %v", in, err)
		}
	}
	if _, err := claim.ParseID("organization/acme"); err == nil || !strings.Contains(err.Error(), "did you mean organisation") {
		t.Errorf("no spelling was suggested: %v", err)
	}
}

// drawQuantity draws any quantity that passes Check.
func drawQuantity(t *rapid.T, nested bool) claim.Quantity {
	q := claim.Quantity{
		Comparator: rapid.SampledFrom([]claim.Comparator{claim.Exactly, claim.About, claim.MoreThan, claim.AtLeast, claim.UpTo, claim.LessThan}).Draw(t, "comparator"),
		Unit:       rapid.SampledFrom([]string{"GBP", "USD", "job", "square-foot"}).Draw(t, "unit"),
		Wording:    strings.Map(func(r rune) rune { return max(r, ' ') }, rapid.String().Draw(t, "wording")),
	}
	if rapid.Bool().Draw(t, "stated") || q.Wording == "" {
		d, err := claim.ParseDecimal(rapid.StringMatching(`-?[0-9]{1,20}(\.[0-9]{1,6})?`).Draw(t, "value"))
		if err != nil {
			t.Fatal(err)
		}
		q.Value = &d
		if rapid.Bool().Draw(t, "ranged") {
			more := d.Add(d).Add(d)
			if more.Compare(d) >= 0 {
				q.Max = &more
			}
		}
	}
	for range rapid.IntRange(0, 2).Draw(t, "also") {
		if !nested {
			q.Also = append(q.Also, drawQuantity(t, true))
		}
	}
	return q
}

func TestQuantitySurvivesItsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := drawQuantity(t, false)
		text, err := want.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		var got claim.Quantity
		if err := got.UnmarshalText(text); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		again, _ := got.MarshalText()
		if diff := cmp.Diff(string(text), string(again)); diff != "" {
			t.Error(diff)
		}
	})
}

func FuzzQuantity(f *testing.F) {
	for _, seed := range []string{`>1000000000 USD "more than $1 billion" | 620000000 GBP`, `? job "hundreds"`, "5..10 job", "~0.33 fraction"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var q claim.Quantity
		if q.UnmarshalText([]byte(text)) != nil {
			return
		}
		out, _ := q.MarshalText()
		var again claim.Quantity
		if err := again.UnmarshalText(out); err != nil {
			t.Errorf("%q was read, and what it writes, %q, is not: %v", text, out, err)
		}
	})
}

func TestDecimalAdds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) claim.Decimal {
			d, err := claim.ParseDecimal(rapid.StringMatching(`-?[0-9]{1,25}(\.[0-9]{1,8})?`).Draw(t, name))
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
		a, b, c := draw("a"), draw("b"), draw("c")
		if left, right := a.Add(b).Add(c), c.Add(b.Add(a)); left.Compare(right) != 0 {
			t.Errorf("(%s+%s)+%s = %s, other way round %s", a, b, c, left, right)
		}
	})
}
