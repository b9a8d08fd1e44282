package loader

import (
	"fmt"
	"strings"

	"whence/graph"
)

// Problem is one mistake in a file.
type Problem struct {
	File         string
	Line, Column int // from 1; Line 0 is the file as a whole
	Err          error
}

func (p *Problem) Error() string {
	if p.Line == 0 {
		return fmt.Sprintf("%s: %s", p.File, p.message())
	}
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.message())
}

// message is the cause without the word that only programs need.
func (p *Problem) message() string {
	return strings.TrimSuffix(strings.TrimSuffix(p.Err.Error(), graph.ErrInvalid.Error()), ": ")
}

// Unwrap gives the cause.
func (p *Problem) Unwrap() error { return p.Err }

// Problems is the mistakes of a load in the order in which they were met, at most graph.MaxProblems. It is an error, a
// line each.
type Problems []*Problem

func (p Problems) Error() string {
	lines := make([]string, len(p), len(p)+1)
	for i, problem := range p {
		lines[i] = problem.Error()
	}
	if p.full() {
		lines = append(lines, fmt.Sprintf("%d mistakes, and perhaps more: nothing was loaded", len(p)))
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives the mistakes.
func (p Problems) Unwrap() []error {
	errs := make([]error, len(p))
	for i, problem := range p {
		errs[i] = problem
	}
	return errs
}

func (p Problems) full() bool { return len(p) >= graph.MaxProblems }

func (p *Problems) add(problem *Problem) {
	if !p.full() {
		*p = append(*p, problem)
	}
}

// err is the problems as an error, nil where there are none.
func (p Problems) err() error {
	if len(p) == 0 {
		return nil
	}
	return p
}
