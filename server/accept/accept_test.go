package accept_test

import (
	"testing"

	"whence/server/accept"
)

func TestCoding(t *testing.T) {
	for header, want := range map[string]string{
		"": "", "br": "br", "BR": "br", "gzip": "gzip", "gzip, br": "br", "gzip;q=1, br;q=0.9": "gzip", "*": "br", "*;q=0": "", "identity": "",
		"br;q=0, *": "gzip", "br; q=0.3 , gzip;q=0.2": "br", "br;q=x": "", "gzip;q=0": "",
	} {
		if got := accept.Coding(header, "br", "gzip"); got != want {
			t.Errorf("%q: %q, want %q", header, got, want)
		}
	}
}
