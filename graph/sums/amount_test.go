package sums

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"whence/graph/claim"
	"whence/graph/nodeset"
	"whence/graph/quadstore"
)

// TestAddends holds the quick way of reading a figure to the grammar of quantities: the same unit and the same bounds,
// whichever way a text goes, and nothing of what is none.
func TestAddends(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var book amountBook
		readers := []amountReader{{book: &book}, {book: &book}}
		number := rapid.OneOf(rapid.StringMatching(`[<>~]?=?-?[0-9.]{0,5}`), rapid.Custom(func(t *rapid.T) string {
			digits := func(name string, most int) string {
				return strings.Repeat("9", rapid.IntRange(0, most).Draw(t, name))
			}
			return rapid.SampledFrom([]string{"", "0", "1"}).Draw(t, "first") + digits("whole", 14) +
				rapid.SampledFrom([]string{"", "."}).Draw(t, "point") + digits("places", 6)
		}))
		for range 20 {
			text := number.Draw(t, "number") + rapid.SampledFrom([]string{"", " ", "  ", "..9 "}).Draw(t, "between") +
				rapid.SampledFrom([]string{"GBP", "USD", "job", "XXY", "GBP | 5 USD", "job \"some\"", ""}).Draw(t, "unit")
			got := readers[rapid.IntRange(0, 1).Draw(t, "reader")].read([]byte(text))
			var q claim.Quantity
			if q.UnmarshalText([]byte(text)) != nil || q.Value == nil {
				if got != (amount{}) {
					t.Fatalf("%q is no figure, and was read as %+v", text, got)
				}
				continue
			}
			if got.unit == 0 {
				t.Fatalf("%q was not read", text)
			}
			b, want := book.bounds(got), newFigureBounds(q)
			if b.unit != want.unit || b.unbounded != want.unbounded || !b.low.Equal(want.low) || !b.high.Equal(want.high) {
				t.Fatalf("%q was read as %+v, want %+v", text, b, want)
			}
		}
	})
}

// TestSumsBeyondTheQuick adds up more than the ten-thousandths of an int64 hold, from either side.
func TestSumsBeyondTheQuick(t *testing.T) {
	book := amountBook{units: []string{"GBP"}}
	for text, want := range map[string]string{"999999999999.9999 GBP": "1999999999999999.8", "-900000000000000.5 GBP": "-1800000000000001000"} {
		r := amountReader{book: &book, units: []knownUnit{{"GBP", 1}}}
		var sum total
		for range 2000 {
			if f := r.read([]byte(text)); f.rare > 0 {
				sum.addBounds(f.unit, book.bounds(f))
			} else {
				sum.add(f)
			}
		}
		if got := sum.sums(&book)[0]; got.Low.String() != want || !got.High.Equal(got.Low) {
			t.Errorf("2000 times %s is %s, want %s", text, got.Low, want)
		}
	}
}

// TestSetsOfManyNodes sorts lists long enough for a bit a node, dense and sparse.
func TestSetsOfManyNodes(t *testing.T) {
	for _, step := range []uint32{1, 3, 7919} {
		list := make(nodeset.Set, 0, 10_000)
		for i := range uint32(5000) {
			id := 1000 + (i*4099%5000)*step
			list = append(list, nodeset.Set{quadstore.ID(id), quadstore.ID(id)}...)
		}
		set := nodeset.New(list)
		for i, id := range set {
			if want := quadstore.ID(1000 + uint32(i)*step); id != want || !set.Has(id) || (step > 1 && set.Has(id+1)) {
				t.Fatalf("step %d: place %d holds %d, want %d", step, i, id, want)
			}
		}
		if len(set) != 5000 {
			t.Errorf("step %d: %d nodes", step, len(set))
		}
	}
}
