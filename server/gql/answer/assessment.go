package answer

import (
	"whence/graph/assessment"
	"whence/graph/claim"
)

// Assessment is what one agent holds of one claim.
type Assessment struct {
	ID        claim.ID
	Verdict   claim.Verdict
	Ground    *claim.Ground
	Comment   *string
	Citations []*Citation

	Assessed *assessment.Assessment
}

// NodeID is the assessment's id.
func (a *Assessment) NodeID() claim.ID { return a.ID }

// AssessmentOf is an assessment as the API shows it, nil of nil.
func AssessmentOf(a *assessment.Assessment) *Assessment {
	if a == nil {
		return nil
	}
	return &Assessment{a.ID, a.Verdict, OrNull(&a.Ground), OrNull(&a.Comment), CitationsOf(a.ID, a.Citations), a}
}
