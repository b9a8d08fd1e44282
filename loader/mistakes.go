package loader

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"whence/graph/claim"
	"whence/loader/rdf"
)

// Mistake is a place in a source that can't be loaded, why, and what to do.
type Mistake = rdf.Error

// Mistakes is what is wrong with the sources of a load, in their order, at most MaxMistakes. It is an error.
type Mistakes []*Mistake

// MaxMistakes is how many mistakes are collected before reading stops.
const MaxMistakes = claim.MaxValidationErrors

func (m Mistakes) Error() string {
	lines := make([]string, len(m), len(m)+1)
	for i, mistake := range m {
		lines[i] = mistake.Error()
	}
	if len(m) == MaxMistakes {
		lines = append(lines, fmt.Sprintf("%d mistakes shown; there may be more", len(m)))
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives the mistakes.
func (m Mistakes) Unwrap() []error {
	errs := make([]error, len(m))
	for i, mistake := range m {
		errs[i] = mistake
	}
	return errs
}

// full reports whether enough was found.
func (m Mistakes) full() bool { return len(m) >= MaxMistakes }

// add notes a mistake unless enough was found.
func (m *Mistakes) add(mistake *Mistake) {
	if !m.full() {
		*m = append(*m, mistake)
	}
}

// err is the mistakes as an error, nil where there are none.
func (m Mistakes) err() error {
	if len(m) == 0 {
		return nil
	}
	return m
}

// sort orders the mistakes of one file by their place.
func (m Mistakes) sort() {
	slices.SortStableFunc(m, func(a, b *Mistake) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}

// plain is an error's text without the sentinel that it wraps: that tells callers apart, and readers nothing.
func plain(err error) string {
	text := err.Error()
	if errors.Is(err, claim.ErrInvalid) {
		text = strings.TrimSuffix(text, claim.ErrInvalid.Error())
		text = strings.TrimRight(text, ": ")
	}
	return text
}
