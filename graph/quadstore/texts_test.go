package quadstore

import (
	"context"
	"fmt"
	"testing"

	"github.com/cayleygraph/quad"
)

// TestTexts reads the texts of every sort of term at once, twice in the same
// room, and the digits of claims.
func TestTexts(t *testing.T) {
	s := openTest(t, Options{ClaimPrefix: claimPrefix})
	var b Batch
	for _, v := range values {
		b.Add = append(b.Add, quad.Quad{Subject: quad.IRI("s"), Predicate: quad.IRI("p"), Object: v})
	}
	for i := range 300 {
		b.Add = append(b.Add, quad.Quad{Subject: claimIRI(i * 7919 % 997), Predicate: quad.IRI("p"), Object: quad.Int(i)})
	}
	if err := s.Apply(context.Background(), b); err != nil {
		t.Fatal(err)
	}
	snap := s.Snapshot()
	ids := []ID{0, firstClaim - 1, firstClaim + ID(snap.Stats().Claims)}
	for id := range snap.Stats().Terms {
		ids = append(ids, ID(id)+1)
	}
	var claims []ID
	for id := range snap.Stats().Claims {
		claims = append(claims, firstClaim+ID(id))
	}
	ids = append(append(ids, claims...), claims[0])
	var got Texts
	for _, ask := range [][]ID{ids, ids[:7], nil} {
		snap.Texts(&got, ask)
		if len(got.Ends) != len(ask) {
			t.Fatalf("%d texts of %d terms", len(got.Ends), len(ask))
		}
		from := uint32(0)
		for i, id := range ask {
			if want := snap.AppendText(nil, id); string(got.Text[from:got.Ends[i]]) != string(want) {
				t.Errorf("term %d: %q, want %q", id, got.Text[from:got.Ends[i]], want)
			}
			from = got.Ends[i]
		}
	}
	for i, id := range claims {
		high, low := snap.ClaimDigits(id)
		if want := claimPrefix + fmt.Sprintf("%016x%016x", high, low); string(snap.AppendText(nil, id)) != want {
			t.Errorf("claim %d has the digits of %s", i, want)
		}
	}
	for _, id := range []ID{0, 1, firstClaim + ID(len(claims))} {
		if high, low := snap.ClaimDigits(id); high != 0 || low != 0 {
			t.Errorf("%d is no claim and has the digits %x %x", id, high, low)
		}
	}
}
