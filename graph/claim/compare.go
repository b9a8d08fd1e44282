package claim

import "slices"

// SamePeriod reports whether two claims speak of one period. Two that leave their time open do; words that can't be
// resolved mean the same only within one document.
func SamePeriod(a, b Assertion) bool {
	switch {
	case a.ValidTime.IsZero() || b.ValidTime.IsZero():
		return a.ValidTime.IsZero() && b.ValidTime.IsZero()
	case a.ValidTime.EDTF == "" || b.ValidTime.EDTF == "":
		return a.ValidTime.EDTF == b.ValidTime.EDTF && a.ValidTime.Wording == b.ValidTime.Wording && shareDocument(a, b)
	}
	fromA, toA := a.ValidTime.Bounds()
	fromB, toB := b.ValidTime.Bounds()
	return fromA.Equal(fromB) && toA.Equal(toB)
}

func shareDocument(a, b Assertion) bool {
	return slices.ContainsFunc(a.Citations, func(x Citation) bool {
		return slices.ContainsFunc(b.Citations, func(y Citation) bool { return x.Document == y.Document })
	})
}

// Overlap reports whether two times are both known and may share a day.
func Overlap(a, b When) bool {
	if a.EDTF == "" || b.EDTF == "" {
		return false
	}
	fromA, toA := a.Bounds()
	fromB, toB := b.Bounds()
	return (toA.IsZero() || !toA.Before(fromB)) && (toB.IsZero() || !toB.Before(fromA))
}

// Restates reports whether two claims read as the same money or count told twice: alike in all but the figure, and told
// by different speakers or in different documents. What one speaker lists twice in one document are two.
func Restates(a, b *Relationship) bool {
	return a.Subject == b.Subject && a.Kind == b.Kind && a.Object == b.Object && a.Instrument == b.Instrument &&
		a.Purpose == b.Purpose && a.FundedThrough == b.FundedThrough && a.Recipient == b.Recipient && a.Role == b.Role && a.Reference == b.Reference &&
		SamePeriod(a.Assertion, b.Assertion) && (a.StatedBy != b.StatedBy || !shareDocument(a.Assertion, b.Assertion))
}
