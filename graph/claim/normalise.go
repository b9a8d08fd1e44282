package claim

import (
	"cmp"
	"slices"
	"strings"
)

// Normalise puts a claim into the one form that its id is made of: defaults filled in, the ends of a symmetric
// relationship without a role, which is its subject's, and its citations in order, and its id. What it says is not changed.
func Normalise(c Claim) {
	a := c.Base()
	a.Certainty = cmp.Or(a.Certainty, Stated)
	a.Status = cmp.Or(a.Status, Actual)
	slices.Sort(a.DerivedFrom)
	a.DerivedFrom = slices.Compact(a.DerivedFrom)
	slices.SortFunc(a.Citations, CompareCitations)
	a.Citations = slices.Compact(a.Citations)
	if name, ok := c.(*Attribute); ok && name.NameKind == Alias {
		name.NameKind = ""
	}
	if r, ok := c.(*Relationship); ok && r.Kind.isSymmetric() && r.Role == "" && r.Subject > r.Object {
		r.Subject, r.Object = r.Object, r.Subject
	}
	a.ID = ContentID(c)
}

// CompareCitations orders by document, place, locator and digest.
func CompareCitations(a, b Citation) int {
	return cmp.Or(strings.Compare(string(a.Document), string(b.Document)), cmp.Compare(a.Start, b.Start),
		cmp.Compare(a.End, b.End), strings.Compare(a.Locator, b.Locator), strings.Compare(string(a.Record), string(b.Record)), strings.Compare(a.Field, b.Field),
		strings.Compare(a.Digest, b.Digest))
}
