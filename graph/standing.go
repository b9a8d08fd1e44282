package graph

import (
	"time"

	"whence/graph/claim"
)

// Standings is how claims stand with those who have read their sources.
func (v *View) Standings(of []claim.Claim) []claim.Standing {
	out := make([]claim.Standing, len(of))
	for i, c := range of {
		out[i] = v.assessed.Standing(v.snap.Snapshot, v.terms, v.retired, EdgeOf(c).Claim, time.Time{})
	}
	return out
}
