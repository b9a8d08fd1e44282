package rdf

import (
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/cayleygraph/quad"
)

// Options say how a Reader reads. The zero value reads N-Quads.
type Options struct {
	Name     string // the file, as errors name it; "-" if empty
	Triples  bool   // read N-Triples, where a graph label is an error
	Relative bool   // take IRIs without a scheme, which RDF does not allow
	MaxLine  int    // longest line in bytes; 0 means DefaultMaxLine
}

// DefaultMaxLine is the longest line read unless Options say otherwise: 16 MiB,
// far over any literal of a person's making, and what bounds the memory.
const DefaultMaxLine = 16 << 20

// Reader reads the statements of one file. However long the file is, it holds
// at most a few times its longest line and a few megabytes of recent terms. It
// is not safe for concurrent use.
type Reader struct {
	lines     lines
	statement statement
	done      bool
}

// NewReader returns a Reader of what r holds. It reads ahead of what it yields.
func NewReader(r io.Reader, o Options) *Reader {
	if o.MaxLine <= 0 {
		o.MaxLine = DefaultMaxLine
	}
	return &Reader{
		lines:     lines{source: r, limit: o.MaxLine},
		statement: statement{file: o.Name, triples: o.Triples, relative: o.Relative, terms: newTerms()},
	}
}

// Line is the line of the quad or error last yielded, from 1; 0 before the first.
func (r *Reader) Line() int { return r.lines.number }

// All yields the quads in the order of the file, duplicates included, their
// values of the types quad.IRI, quad.BNode, quad.String, quad.LangString and
// quad.TypedString. Each mistake is yielded as an *Error with the zero quad, at
// most one a line, and the next line follows; after an error of the underlying
// reader, and after text that is UTF-16, nothing follows. A loop that was left
// can be taken up by another, at the line after.
func (r *Reader) All() iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		for !r.done {
			line, more, err := r.lines.next()
			if !more {
				r.done = true
				return
			}
			q, err := r.read(line, err)
			if (err != nil || q.Subject != nil) && !yield(q, err) {
				return
			}
		}
	}
}

// read reads a line that came with an error or none. A line without a
// statement gives the zero quad.
func (r *Reader) read(line []byte, err error) (quad.Quad, error) {
	s := &r.statement
	s.line, s.number, s.at = line, r.lines.number, 0
	switch {
	case errors.Is(err, errLongLine):
		return quad.Quad{}, s.fault(len(line), fmt.Sprintf("the line is longer than %d bytes; split its literal, or store the text elsewhere and name it by an IRI", len(line)))
	case err != nil:
		r.done = true
		return quad.Quad{}, s.broken(err)
	}
	if err := s.encoding(); err != nil {
		r.done = s.number == 1 && utf16(line)
		return quad.Quad{}, err
	}
	q, err := s.quad()
	if err != nil {
		return quad.Quad{}, err
	}
	return q, nil
}
