package answer

import (
	"whence/graph/claim"
	"whence/graph/history"
	"whence/graph/paths"
	"whence/server/gql/scalar"
)

// PathStep is one step of a path.
type PathStep struct {
	From, To Entity
	Step     paths.Step
}

// StepsOf is the steps of a path.
func StepsOf(p *paths.Path) []*PathStep {
	steps := make([]*PathStep, len(p.Steps))
	for i, s := range p.Steps {
		steps[i] = &PathStep{EntityOf(s.From), EntityOf(s.To), s}
	}
	return steps
}

// Change is one act of asserting or retracting.
type Change struct {
	At    scalar.DateTime
	Claim claim.Claim
	Kind  ChangeKind
}

// ChangeKind is what happened to a claim.
type ChangeKind string

// The kinds of change.
const (
	Asserted  ChangeKind = "ASSERTED"
	Retracted ChangeKind = "RETRACTED"
)

// ChangeOf is c as clients see it.
func ChangeOf(c history.Change) Change {
	kind := Asserted
	if c.Retracted {
		kind = Retracted
	}
	return Change{scalar.DateTime{Time: c.At}, c.Claim, kind}
}
