package claim

import (
	"slices"
	"time"
)

// EntitiesIn is the entities that have a part in a.
func EntitiesIn(c Claim) []ID {
	switch c := c.(type) {
	case *Relationship:
		return []ID{c.Subject, c.Object, c.FundedThrough, c.Recipient, c.StatedBy}
	case *Measure:
		return []ID{c.About, c.Place, c.StatedBy}
	case *Attribute:
		return []ID{c.About, c.StatedBy}
	}
	return nil
}

// Strings is ids as plain texts.
func Strings(ids []ID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}

// Unasserted is a copy of a claim that nobody has asserted yet.
func Unasserted(c Claim) Claim {
	var copied Claim
	switch c := c.(type) {
	case *Relationship:
		r := *c
		copied = &r
	case *Measure:
		m := *c
		copied = &m
	case *Attribute:
		a := *c
		copied = &a
	}
	a := copied.Base()
	a.ID, a.Citations, a.DerivedFrom, a.RecordedAt, a.RetractedAt = "", nil, slices.Clone(a.DerivedFrom), time.Time{}, time.Time{}
	return copied
}
