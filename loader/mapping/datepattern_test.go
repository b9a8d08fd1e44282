package mapping

import "testing"

// A field of a date pattern is the whole run of its letter; what no field is, is refused.
func TestDatePatterns(t *testing.T) {
	for pattern, want := range map[string]string{
		"dd/MM/yyyy":            "02/01/2006",
		"d MMMM yy":             "2 January 06",
		"yyyy-MM-ddTHH:mm:ssXX": "2006-01-02T15:04:05Z0700",
		"HH:mm X":               "15:04 Z07",
		"ddd":                   "", "MMMMM": "", "yyyyy": "", "H": "", "é": "", "dd/q": "",
	} {
		got, err := layoutOf(pattern)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%s: %q, %v; want %q", pattern, got, err, want)
		}
	}
}
