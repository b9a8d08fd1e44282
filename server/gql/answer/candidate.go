package answer

import (
	"whence/graph/claim"
	"whence/match"
)

// IdentityCandidate is a pair that may be one thing.
type IdentityCandidate struct {
	Left, Right  Entity
	Score        float64
	For, Against []string
}

type (
	// IdentityCandidateConnection is a page of pairs.
	IdentityCandidateConnection = Connection[*IdentityCandidate]
	// IdentityCandidateEdge is a pair in a list.
	IdentityCandidateEdge = Edge[*IdentityCandidate]
)

// IdentityCandidateOf is a pair of two entities as the API shows it.
func IdentityCandidateOf(c match.Candidate, left, right *claim.Entity) *IdentityCandidate {
	return &IdentityCandidate{EntityOf(left), EntityOf(right), c.Score, append([]string{}, c.For...), append([]string{}, c.Against...)}
}
