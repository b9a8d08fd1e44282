package claim

import (
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// TestIDsStay: the ids of stores that exist are made of these bytes.
func TestIDsStay(t *testing.T) {
	for _, c := range []struct{ got, want ID }{
		{HashedID("x/", [2]string{"a", "plain"}, [2]string{"b", ""}, [2]string{"c", "£ \"quoted\"\\\n\x7f\xff"}), "x/03ff2854801ff6e537be7190a59fd164"},
	} {
		if c.got != c.want {
			t.Errorf("%s, want %s", c.got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		if got, want := string(appendQuoted(nil, s)), strconv.Quote(s); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	})
}

func BenchmarkContentID(b *testing.B) {
	b.ReportAllocs()
	r := &Relationship{Kind: "FUNDS", Subject: "organisation/acme-trust", Object: "place/canal-hub", Purpose: "Main building costs"}
	for b.Loop() {
		ContentID(r)
	}
}
