package graph

import (
	"fmt"
	"strings"
)

// Dataset is one claims file: the documents that were read, the entities that they speak of, and what they claim.
// Loading a dataset again replaces what it said before; its name is what makes it the same one.
type Dataset struct {
	Name     string        // letters, digits, hyphens, dots and slashes: "uk-tech-regions/000"
	Entities []EntityEntry // documents among them
	Claims   []Claim       // each cites documents of this dataset only
}

// EntityEntry is what a dataset says of an entity.
type EntityEntry struct {
	ID          ID
	Name        string
	Aliases     []string
	Identifiers []Identifier
	Was         []ID // ids that it had before: they answer with it
	URL         string
	Text        DocumentFile // of a document
}

// key is the identifier as one string, for looking it up: scheme, colon, value.
func (i Identifier) key() string { return i.Scheme + ":" + i.Value }

// parseIdentifier reads what key wrote.
func parseIdentifier(key string) Identifier {
	scheme, value, _ := strings.Cut(key, ":")
	return Identifier{Scheme: scheme, Value: value}
}

// ParseDatasetName checks the form of a dataset's name; the error wraps ErrInvalid.
func ParseDatasetName(s string) (string, error) {
	bad := func(r rune) bool { return notSlug(r) && r != '/' }
	if s == "" || len(s) > maxIDLength || strings.ContainsFunc(s, bad) {
		return "", fmt.Errorf("dataset name %.60q: want lower-case letters, digits, hyphens, dots and slashes: %w", s, ErrInvalid)
	}
	return s, nil
}

// Problem is what is wrong with one part of a dataset: enough for a loader to say where in the file it stands.
type Problem struct {
	Dataset string
	Part    Part
	Index   int    // within Entities or Claims
	Field   string // the field at fault, "" for the whole
	Err     error
}

// Part is a list of a dataset.
type Part string

// The parts of a dataset.
const (
	InEntities Part = "entities"
	InClaims   Part = "claims"
)

func (p *Problem) Error() string {
	return fmt.Sprintf("%s: %s[%d]: %v", p.Dataset, p.Part, p.Index, p.Err)
}

// Unwrap gives the cause.
func (p *Problem) Unwrap() error { return p.Err }

// Problems is everything that was found wrong with a load, at most MaxProblems. It is an error.
type Problems []*Problem

// MaxProblems is how many problems are reported before a check gives up.
const MaxProblems = 50

func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = problem.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives the problems.
func (p Problems) Unwrap() []error {
	errs := make([]error, len(p))
	for i, problem := range p {
		errs[i] = problem
	}
	return errs
}
