package quote_test

import (
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"whence/graph/quote"
)

func TestFind(t *testing.T) {
	const text = "£1.2m for the ‘hub’. The hub\u00a0opens – the hub closes."
	for _, c := range []struct {
		name  string
		words quote.Words
		want  []quote.Place
	}{
		{"once", quote.Words{Exact: "£1.2m"}, []quote.Place{{0, 5}}},
		{"folded", quote.Words{Exact: "the 'hub'. The hub opens -"}, []quote.Place{{10, 36}}},
		{"several", quote.Words{Exact: "hub"}, []quote.Place{{15, 18}, {25, 28}, {41, 44}}},
		{"the second", quote.Words{Exact: "hub", Nth: 2}, []quote.Place{{25, 28}}},
		{"a fourth of three", quote.Words{Exact: "hub", Nth: 4}, nil},
		{"by its prefix", quote.Words{Exact: "hub", Prefix: "The "}, []quote.Place{{25, 28}}},
		{"by its suffix", quote.Words{Exact: "hub", Suffix: " closes"}, []quote.Place{{41, 44}}},
		{"nowhere", quote.Words{Exact: "Hub"}, nil},
		{"nothing", quote.Words{}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, quote.Find(text, c.words)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestFindIsThere finds any piece of any text where it was cut out.
func TestFindIsThere(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		runes := []rune(rapid.StringOfN(rapid.RuneFrom([]rune("ab '’£é🐦\u00a0\n")), 1, 30, -1).Draw(r, "text"))
		from := rapid.IntRange(0, len(runes)-1).Draw(r, "from")
		to := rapid.IntRange(from+1, len(runes)).Draw(r, "to")
		found := quote.Find(string(runes), quote.Words{Exact: string(runes[from:to])})
		for _, p := range found {
			if p.End-p.Start != to-from || p.End > utf8.RuneCountInString(string(runes)) {
				r.Fatalf("place %v", p)
			}
			if p == (quote.Place{Start: from, End: to}) {
				return
			}
		}
		r.Fatalf("%v, want %d to %d", found, from, to)
	})
}

func TestNearest(t *testing.T) {
	const text = "The council gave £1.2m to the hub. It rained.\nThe hub gave the council a plaque."
	got := quote.Nearest(text, "council gave £1.3m to hub", 3)
	if diff := cmp.Diff([]string{"The council gave £1.2m to the hub.", "The hub gave the council a plaque."}, got); diff != "" {
		t.Error(diff)
	}
}

func TestHasFigure(t *testing.T) {
	for _, c := range []struct {
		words string
		value float64
		want  bool
	}{
		{"£1.2m", 1_200_000, true},
		{"£1.2m", 12_000_000, false},
		{"1,200,000 pounds", 1_200_000, true},
		{"some 1.2 billion", 1_200_000_000, true},
		{"forty-five jobs", 45, true},
		{"two hundred and five", 205, true},
		{"three thousand two hundred", 3200, true},
		{"a dozen", 12, true},
		{"25%", 0.25, true},
		{"a quarter", 25, true},
		{"a third of the price", 0.333, true},
		{"a third of the price", 0.34, false},
		{"third in the ranking", 3, true},
		{"fifth in the ranking", 5, true},
		{"a threefold return", 3, true},
		{"wholly owned", 100, true},
		{"hundreds of jobs", 300, false},
		{"", 1, false},
	} {
		if got := quote.HasFigure(c.words, c.value); got != c.want {
			t.Errorf("%q has %v: %v", c.words, c.value, got)
		}
	}
}

func TestHasName(t *testing.T) {
	for _, c := range []struct {
		text, name string
		want       bool
	}{
		{"said Mr Rami", "Neil Rami", false},
		{"said Neil Rami", "Neil Rami", true},
		{"Birmingham’s promoter", "Birmingham City Council", true},
		{"the council", "Birmingham City Council", false},
	} {
		if got := quote.HasName(c.text, []string{c.name}); got != c.want {
			t.Errorf("%q names %q: %v", c.text, c.name, got)
		}
	}
}
