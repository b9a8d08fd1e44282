package claim

import (
	"fmt"
	"strings"
)

// ValidationError is what is wrong with one part of a dataset: enough for a loader to say where in the file it stands.
type ValidationError struct {
	Dataset string
	Section Section
	Index   int    // within Entities or Claims
	Field   string // the field at fault, "" for the whole
	Err     error
}

// Section is a list of a dataset.
type Section string

// The parts of a dataset.
const (
	InEntities Section = "entities"
	InClaims   Section = "claims"
)

func (p *ValidationError) Error() string {
	return fmt.Sprintf("%s: %s[%d]: %v", p.Dataset, p.Section, p.Index, p.Err)
}

// Unwrap gives the cause.
func (p *ValidationError) Unwrap() error { return p.Err }

// ValidationErrors is everything that was found wrong with a load, at most MaxProblems. It is an error.
type ValidationErrors []*ValidationError

// MaxValidationErrors is how many problems are reported before a check gives up.
const MaxValidationErrors = 50

func (p ValidationErrors) Error() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = problem.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives the problems.
func (p ValidationErrors) Unwrap() []error {
	errs := make([]error, len(p))
	for i, problem := range p {
		errs[i] = problem
	}
	return errs
}
