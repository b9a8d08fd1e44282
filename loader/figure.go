package loader

import (
	"whence/graph/claim"
)

// amount reads a sum of money.
func (f *claimsFile) amount(dst **claim.Quantity) func(node) {
	return func(n node) {
		*dst = &claim.Quantity{Comparator: claim.Exactly}
		f.object(n, "an amount", f.amountFields(*dst))
		f.checked(n, **dst)
	}
}

func (f *claimsFile) amountFields(q *claim.Quantity) []field {
	return append(f.numberFields(q), need("value", f.decimal(&q.Value)), need("currency", word(f, &q.Unit, claim.ParseCurrency)),
		may("also", f.also(q, f.amountFields)))
}

// figure reads a quantity of anything.
func (f *claimsFile) figure(q *claim.Quantity) func(node) {
	return func(n node) {
		q.Comparator = claim.Exactly
		f.object(n, "a figure", f.figureFields(q))
		f.checked(n, *q)
	}
}

func (f *claimsFile) figureFields(q *claim.Quantity) []field {
	return append(f.numberFields(q), may("value", f.decimal(&q.Value)), need("unit", word(f, &q.Unit, claim.ParseUnit)),
		may("also", f.also(q, f.figureFields)))
}

func (f *claimsFile) quantity(dst **claim.Quantity) func(node) {
	return func(n node) {
		*dst = new(claim.Quantity)
		f.figure(*dst)(n)
	}
}

func (f *claimsFile) numberFields(q *claim.Quantity) []field {
	return []field{
		may("comparator", word(f, &q.Comparator, claim.ParseComparator)),
		may("max", f.decimal(&q.Max)),
		may("exclusiveMin", f.flag(&q.ExclusiveMin)),
		may("exclusiveMax", f.flag(&q.ExclusiveMax)),
		may("wording", f.text(&q.Wording)),
	}
}

// also reads the same figure in other units.
func (f *claimsFile) also(q *claim.Quantity, fields func(*claim.Quantity) []field) func(node) {
	return func(n node) {
		for _, item := range n.items() {
			other := claim.Quantity{Comparator: claim.Exactly}
			f.object(item, "a figure in another unit", fields(&other))
			q.Also = append(q.Also, other)
		}
	}
}

// checked notes what is wrong with a figure as a whole; where a part of it could not be read, that was noted.
func (f *claimsFile) checked(n node, q claim.Quantity) {
	if len(f.mistakes) > 0 {
		return
	}
	if err := q.Check(); err != nil {
		f.mistake(n, "%s", plain(err))
	}
}

// when reads a time: an EDTF date, or one with the words that it rests on.
func (f *claimsFile) when(dst *claim.When) func(node) {
	return func(n node) {
		if _, ok := n.scalar(); ok {
			word(f, &dst.EDTF, claim.ParseEDTF)(n)
			return
		}
		f.object(n, "a date", f.whenFields(dst))
	}
}

func (f *claimsFile) whenFields(w *claim.When) []field {
	return []field{
		may("edtf", word(f, &w.EDTF, claim.ParseEDTF)),
		may("wording", f.text(&w.Wording)),
		may("basis", f.text(&w.Basis)),
	}
}
