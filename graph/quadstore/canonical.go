package quadstore

import (
	"bytes"
	"cmp"
	"context"
	"iter"
	"slices"

	"github.com/cayleygraph/quad"
)

// Sorted yields every quad in canonical order, which depends on the quads alone
// and not on how they came in: by the N-Quads text of subject, predicate,
// object and label, no label first. Native values that read like a typed
// literal come after it.
//
// It keeps the IDs of all subjects in memory, four bytes each. A cancelled
// context ends it with the context's error.
func (s *Snapshot) Sorted(ctx context.Context) iter.Seq2[Quad, error] {
	return func(yield func(Quad, error) bool) {
		var texts [2][]byte
		order := func(a, b ID) int { return s.compareText(&texts, a, b) }
		var edges Edges
		var quads []Quad
		var subjects []ID
		if err := attempt(func() { subjects = s.subjectsSorted(order) }); err != nil {
			yield(Quad{}, err)
			return
		}
		for _, subject := range subjects {
			err := attempt(func() {
				quads = quads[:0]
				s.scanInto(&edges, subject, &quads)
				slices.SortFunc(quads, func(a, b Quad) int {
					return cmp.Or(order(a.Predicate, b.Predicate), order(a.Object, b.Object), order(a.Label, b.Label))
				})
			})
			if err = cmp.Or(ctx.Err(), err); err != nil {
				yield(Quad{}, err)
				return
			}
			for _, q := range quads {
				if !yield(q, nil) {
					return
				}
			}
		}
	}
}

// Quads yields what Sorted does, as values.
func (s *Snapshot) Quads(ctx context.Context) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		for q, err := range s.Sorted(ctx) {
			var values quad.Quad
			if failed := attempt(func() { values = s.Quad(q) }); failed != nil {
				yield(quad.Quad{}, failed)
				return
			}
			if !yield(values, err) {
				return
			}
		}
	}
}

// Quad returns a quad's values; a label of 0 is nil.
func (s *Snapshot) Quad(q Quad) quad.Quad {
	return quad.Quad{
		Subject: s.Value(q.Subject), Predicate: s.Value(q.Predicate),
		Object: s.Value(q.Object), Label: s.Value(q.Label),
	}
}

func (s *Snapshot) scanInto(edges *Edges, subject ID, quads *[]Quad) {
	s.ExpandPage(edges, subject, quad.Subject, 0, 0, s.stats.Quads)
	for i := range edges.Len() {
		*quads = append(*quads, Quad{Subject: subject, Predicate: edges.Pred[i], Object: edges.Object[i], Label: edges.Label[i]})
	}
}

// subjectsSorted returns every ID that is a quad's subject.
func (s *Snapshot) subjectsSorted(order func(a, b ID) int) []ID {
	var subjects []ID
	for q := range s.Scan(0) {
		if n := len(subjects); n == 0 || subjects[n-1] != q.Subject {
			subjects = append(subjects, q.Subject)
		}
	}
	slices.SortFunc(subjects, order)
	return subjects
}

func (s *Snapshot) compareText(texts *[2][]byte, a, b ID) int {
	if a == b {
		return 0
	}
	texts[0] = s.AppendNQuads(texts[0][:0], a)
	texts[1] = s.AppendNQuads(texts[1][:0], b)
	return cmp.Or(bytes.Compare(texts[0], texts[1]), cmp.Compare(s.kind(a), s.kind(b)))
}

// kind returns what a term is; the kinds of native values are greater than that
// of a typed literal in this order only.
func (s *Snapshot) kind(id ID) int {
	if id.IsClaim() || !s.has(id) {
		return 0
	}
	if s.kindOf(id) == kindTyped {
		return 0
	}
	return 1
}
