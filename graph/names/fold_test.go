package names_test

import (
	"testing"

	"whence/graph/names"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ claim, name, want string }{
		{"case", "iCentrum", "icentrum"},
		{"accents", "Café Müller", "cafe muller"},
		{"accents apart from their letters", "Cafe\u0301", "cafe"},
		{"spaces", "\u00a0West \t Midlands\u2003", "west midlands"},
		{"quotes", "the UK’s ‘second’ “city”", "the uk's 'second' \"city\""},
		{"dashes", "Ziff–Davis", "ziff-davis"},
		{"hyphens count", "Ziff-Davis", "ziff-davis"},
		{"letters with strokes", "Łódź Ørsted", "lodz orsted"},
		{"ligatures", "Straße æon ﬁnance", "strasse aeon finance"},
		{"width", "ＢＢＣ", "bbc"},
		{"plain", "  The \x1f `Bee's`\t\v HIVE- ", "the \x1f 'bee's' hive-"},
		{"nothing", " ", ""},
	} {
		t.Run(c.claim, func(t *testing.T) {
			if got := names.Fold(c.name); got != c.want {
				t.Errorf("Fold(%q) = %q, want %q", c.name, got, c.want)
			}
			if got := names.AppendFold([]byte("A "), []byte(c.name)); string(got) != "A "+c.want {
				t.Errorf("AppendFold(%q) = %q, want %q behind what was there", c.name, got, c.want)
			}
		})
	}
}

// FuzzFold holds that what is folded folds to itself, and that appending is the same.
func FuzzFold(f *testing.F) {
	f.Add("Greater Birmingham & Solihull")
	f.Add(" \t Plain`s \r\n\v x ")
	f.Add("İstanbul ẞ \u0345 ΑΙ\u0313")
	f.Fuzz(func(t *testing.T, name string) {
		once := names.Fold(name)
		if twice := names.Fold(once); twice != once {
			t.Errorf("Fold(%q) = %q, and of that %q", name, once, twice)
		}
		if appended := names.AppendFold(nil, []byte(name)); string(appended) != once {
			t.Errorf("Fold(%q) = %q, appended %q", name, once, appended)
		}
	})
}
