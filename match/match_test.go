package match_test

import (
	"testing"

	"whence/graph/claim"
	"whence/match"
)

// TestDecide judges pairs that are made up.
func TestDecide(t *testing.T) {
	body := func(name, postcode string, identifiers ...claim.Identifier) match.Body {
		b := match.Body{Names: []string{name}, Identifiers: identifiers}
		if postcode != "" {
			b.Postcodes = []string{postcode}
		}
		return b
	}
	number := func(n string) claim.Identifier { return claim.Identifier{Scheme: "GB-CHC", Value: n} }
	w := match.NewWeigher(nil)
	for _, test := range []struct {
		a, b match.Body
		want match.Verdict
	}{
		{body("Zebrafield Advice Service", "EC1M 4XA"), body("Zebrafield Advice Service Ltd (ZAS)", "EC1M4XA"), match.Same},
		{body("The Zebrafield Trust", ""), body("Zebrafield Trust", "", number("1090123")), match.Same},
		{body("Zebrafield Trust", "EC1M 4XA", number("1090123")), body("Zebrafield Trust", "EC1M 4XA", number("1090124")), match.Related},
		{body("Zebrafield Trust", "", number("1090123")), body("Zebrafield Trust", "", number("1090124")), match.Apart},
		{body("Zebrafield Trust", "", number("1090123")), body("Humming Wood School", "", number("1090123")), match.Look},
		{body("Zebrafield City Council", "CV1 5FX"), body("Zebrafield Football Club", "CV1 5FX"), match.Look},
		{body("Derrywick Ladies Choir", "BT48 1AA"), body("Derbywick Ladies Choir", "DE1 1AA"), match.Look},
		{body("Circles South East", "OX11 8XD"), body("Circles South West", "BH1 1QL"), match.Apart},
	} {
		for _, pair := range [][2]match.Body{{test.a, test.b}, {test.b, test.a}} {
			if got, s := w.Decide(pair[0], pair[1]); got != test.want {
				t.Errorf("%s and %s are %s (%.2f, for %v, against %v), want %s", pair[0].Names[0], pair[1].Names[0], got, s.Score, s.For, s.Against, test.want)
			}
		}
	}
}

// TestPairs finds the pairs that may be one, and leaves others out.
func TestPairs(t *testing.T) {
	bodies := []match.Body{
		{Names: []string{"Zebrafield Advice Service"}},
		{Names: []string{"ZEBRAFIELD ADVICE SERVICE LIMITED"}},
		{Names: []string{"Humming Wood School"}},
		{Names: []string{"Quiet Lake Housing Association"}},
		{Names: []string{"QLHA"}},
	}
	pairs := match.NewWeigher(bodies).Pairs(bodies)
	want := map[match.Pair]bool{{A: 0, B: 1}: true, {A: 3, B: 4}: true}
	for _, p := range pairs {
		if !want[p] {
			t.Errorf("%s and %s may be one", bodies[p.A].Names[0], bodies[p.B].Names[0])
		}
		delete(want, p)
	}
	if len(want) > 0 {
		t.Errorf("not found: %v", want)
	}
}
