package sentence

import "testing"

func TestSumsOfMoney(t *testing.T) {
	for _, c := range [][3]string{
		{"-250.5", "GBP", "-£250.50"},
		{"-250", "GBP", "-£250"},
		{"1234.5", "USD", "$1,234.50"},
		{"14.25", "EUR", "€14.25"},
		{"-250.5", "SEK", "-250.50 SEK"},
		{"-1500000", "GBP", "-£1.5 million"},
	} {
		if got := sum(c[0], c[1]); got != c[2] {
			t.Errorf("%s %s reads %q, want %q", c[0], c[1], got, c[2])
		}
	}
}
