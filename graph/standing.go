package graph

import (
	"context"
	"slices"
	"time"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/quadstore"
	"whence/graph/snapshot"
)

// standingOf is how a claim stood at a moment; the zero moment is now. A dispute of one citation counts where every citation that
// stands now is disputed.
func (v *View) standingOf(ref quadstore.ID, at time.Time) claim.Standing {
	endorsed, disputed := false, false
	var citations []quadstore.ID
	for _, a := range v.assessed.Of[ref] {
		switch {
		case !a.StandsAt(at):
		case !a.Dispute:
			endorsed = true
		case a.Citation == 0:
			disputed = true
		default:
			citations = append(citations, a.Citation)
		}
	}
	disputed = disputed || len(citations) > 0 && v.coverCitations(ref, citations)
	switch {
	case endorsed && disputed:
		return claim.Contested
	case endorsed:
		return claim.Endorsed
	case disputed:
		return claim.Disputed
	}
	return claim.Unassessed
}

// coverCitations reports whether some citations are all that a claim has.
func (v *View) coverCitations(ref quadstore.ID, citations []quadstore.ID) bool {
	var edges quadstore.Edges
	snapshot.MustExpand(v.terms.Expand(context.Background(), v.snap.Snapshot, &edges, []quadstore.ID{ref}, encoding.PredQuotedFrom))
	for _, label := range edges.Label {
		if !v.retired.Has(label) && !slices.Contains(citations, label) {
			return false
		}
	}
	return true
}

// Standings is how claims stand with those who have read their sources.
func (v *View) Standings(of []claim.Claim) []claim.Standing {
	out := make([]claim.Standing, len(of))
	for i, c := range of {
		out[i] = v.standingOf(EdgeOf(c).Claim, time.Time{})
	}
	return out
}
