package quadstore

import (
	"cmp"
	"context"
	"iter"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph/quadstore/delta"
	"whence/graph/quadstore/pagedarray"
)

// sortedQuads is a large set of quads sorted by subject, predicate, object and
// label, in 12 bytes a quad and 4 a subject.
type sortedQuads struct {
	denseIDs
	starts []uint32
	tails  []predObjectLabel
}

// predObjectLabel is a quad without its subject.
type predObjectLabel struct {
	pred, object, label ID
}

// sortQuads deals quads out by subject, sorts what each subject has, which is
// little, and drops what is there twice.
func sortQuads(s denseIDs, in *pagedarray.Array[Quad]) sortedQuads {
	q := sortedQuads{denseIDs: s, tails: make([]predObjectLabel, in.Len())}
	q.starts = countStarts(&q.denseIDs, func(count func(ID)) {
		for it := range in.All() {
			count(it.Subject)
		}
	})
	for it := range in.All() {
		slot, _ := q.slot(it.Subject)
		q.tails[q.starts[slot]] = predObjectLabel{it.Predicate, it.Object, it.Label}
		q.starts[slot]++
	}
	rewind(q.starts)
	q.filter(func(_ ID, of []predObjectLabel) []predObjectLabel {
		slices.SortFunc(of, compareTail)
		return slices.Compact(of)
	})
	return q
}

func compareTail(a, b predObjectLabel) int {
	if c := cmp.Compare(a.pred, b.pred); c != 0 {
		return c
	}
	if c := cmp.Compare(a.object, b.object); c != 0 {
		return c
	}
	return cmp.Compare(a.label, b.label)
}

// dropKnown drops the quads that a snapshot has.
func (q *sortedQuads) dropKnown(s *Snapshot) {
	if s.stats.Quads == 0 {
		return
	}
	q.filter(func(subject ID, of []predObjectLabel) []predObjectLabel {
		return slices.DeleteFunc(of, func(r predObjectLabel) bool {
			return s.Has(Quad{Subject: subject, Predicate: r.pred, Object: r.object, Label: r.label})
		})
	})
}

// filter keeps what the function leaves of each subject's part.
func (q *sortedQuads) filter(keep func(subject ID, of []predObjectLabel) []predObjectLabel) {
	n := uint32(0)
	for slot := range q.denseIDs.len() {
		of := q.tails[q.starts[slot]:q.starts[slot+1]]
		q.starts[slot] = n
		if len(of) > 0 {
			n += uint32(copy(q.tails[n:], keep(q.id(uint32(slot)), of)))
		}
	}
	q.starts[len(q.starts)-1] = n
	q.tails = q.tails[:n]
}

func (q *sortedQuads) len() int { return len(q.tails) }

func (q *sortedQuads) all() iter.Seq[Quad] {
	return func(yield func(Quad) bool) {
		for slot := range q.denseIDs.len() {
			subject := q.id(uint32(slot))
			for _, r := range q.tails[q.starts[slot]:q.starts[slot+1]] {
				if !yield(Quad{Subject: subject, Predicate: r.pred, Object: r.object, Label: r.label}) {
					return
				}
			}
		}
	}
}

// merged makes a base of what a snapshot has and of others that it has not.
func merged(ctx context.Context, s *Snapshot, fresh *sortedQuads, subjects denseIDs) (*base, error) {
	w := newBaseBuilder(subjects, s.stats.Quads+fresh.len())
	old, stop := iter.Pull(s.Scan(0))
	defer stop()
	next, more := old()
	n := 0
	for q := range fresh.all() {
		for more && delta.Compare(quad.Subject, next, q) < 0 {
			if err := w.add(next); err != nil {
				return nil, err
			}
			next, more = old()
		}
		if n++; n%scanStep == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err := w.add(q); err != nil {
			return nil, err
		}
	}
	for ; more; next, more = old() {
		if err := w.add(next); err != nil {
			return nil, err
		}
	}
	return w.finish(), nil
}
