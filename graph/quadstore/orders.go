package quadstore

import (
	"context"
	"encoding/binary"
	"iter"
	"slices"
	"sort"

	"github.com/cayleygraph/quad"

	"whence/graph/quadstore/delta"
	"whence/graph/quadstore/storedorder"
	"whence/graph/store"
)

// OrderedPage reads a page of the edges of a node in a stored order: those of which it is the subject, the object or either, and
// which have one of the predicates. Ok is false where the page can't be had from stored orders, as in the moments after a load:
// then Expand has the edges.
func (s *Snapshot) OrderedPage(of ID, out, in bool, preds []ID, q storedorder.Query) (p storedorder.Page, ok bool) {
	s.reading(func(s *Snapshot) {
		orders := s.base.orders.Load()
		if orders == nil || s.restated(orders.Definition().Orders[q.Order].Predicate) {
			p, ok = storedorder.Page{}, false
			return
		}
		var runs []storedorder.Run
		if out {
			runs = s.runsOf(runs, quad.Subject, of, preds)
		}
		if in {
			runs = s.runsOf(runs, quad.Object, of, preds)
		}
		p, ok = orders.Page(newOrdered(s, orders.Definition()), runs, q)
	})
	return p, ok
}

// restated reports whether a predicate says something else now of a claim that the base had.
func (s *Snapshot) restated(predicate quad.IRI) bool {
	if predicate == "" || len(s.deltas) == 0 {
		return false
	}
	pred, next := s.find(predicate), firstClaim+ID(s.base.subjects.claims)
	for i := range s.deltas {
		for _, side := range [...]*delta.Sets{&s.deltas[i].Added, &s.deltas[i].Removed} {
			quads := side.In(quad.Predicate, pred, 0)
			first := sort.Search(len(quads), func(i int) bool { return quads[i].Subject.IsClaim() })
			if first < len(quads) && quads[first].Subject < next {
				return true
			}
		}
	}
	return false
}

// runsOf appends the runs of a node whose predicate is one of some.
func (s *Snapshot) runsOf(runs []storedorder.Run, d quad.Direction, of ID, preds []ID) []storedorder.Run {
	first := len(runs)
	lo, hi := s.base.span(d, of)
	for r := range s.base.runs(d, of, lo, hi) {
		if slices.Contains(preds, r.Pred) {
			runs = append(runs, r)
		}
	}
	if !s.mayHaveChanges(d, of) {
		return runs
	}
	for i := range s.deltas {
		for _, q := range s.deltas[i].Added.In(d, of, 0) {
			known := func(r storedorder.Run) bool { return r.Pred == q.Predicate }
			if slices.Contains(preds, q.Predicate) && !slices.ContainsFunc(runs[first:], known) {
				runs = append(runs, storedorder.Run{RunKey: storedorder.RunKey{Object: d == quad.Object, Node: of, Pred: q.Predicate}})
			}
		}
	}
	for i := first; i < len(runs); i++ {
		runs[i] = s.changedRun(runs[i].RunKey)
	}
	return runs
}

// changedRun is a run of the base with the changes since.
func (s *Snapshot) changedRun(key storedorder.RunKey) storedorder.Run {
	m := s.mergedRange(directionOf(key), key.Node, key.Pred, nil)
	r := storedorder.Run{RunKey: key, Lo: m.lo, Hi: m.hi}
	for _, c := range m.changes {
		r.Changes = append(r.Changes, storedorder.Change{At: c.at, Drop: c.drop, Quad: c.quad})
	}
	return r
}

func directionOf(key storedorder.RunKey) quad.Direction {
	if key.Object {
		return quad.Object
	}
	return quad.Subject
}

// runs yields the runs of the edges from one place to another, all of one node.
func (b *base) runs(d quad.Direction, of ID, lo, hi uint32) iter.Seq[storedorder.Run] {
	return func(yield func(storedorder.Run) bool) {
		a := b.side(d)
		for lo < hi {
			pred := a.link(lo).pred
			end := lo + uint32(sort.Search(int(hi-lo), func(n int) bool { return a.link(lo+uint32(n)).pred > pred }))
			if !yield(storedorder.Run{RunKey: storedorder.RunKey{Object: d == quad.Object, Node: of, Pred: pred}, Lo: lo, Hi: end}) {
				return
			}
			lo = end
		}
	}
}

// longRuns yields the runs of nodes that have more than so many edges.
func (b *base) longRuns(least int) iter.Seq[storedorder.Run] {
	return func(yield func(storedorder.Run) bool) {
		for _, d := range [...]quad.Direction{quad.Subject, quad.Object} {
			a := b.side(d)
			for slot := range uint32(a.len()) {
				lo, hi := a.span(a.id(slot))
				if int(hi-lo) <= least {
					continue
				}
				for r := range b.runs(d, a.id(slot), lo, hi) {
					if !yield(r) {
						return
					}
				}
			}
		}
	}
}

// ordered implements storedorder.Source.
type ordered struct {
	*Snapshot
	preds   []ID // of each order
	changed Edges
}

func newOrdered(s *Snapshot, of *storedorder.Definition) *ordered {
	o := &ordered{Snapshot: s}
	for _, order := range of.Orders {
		o.preds = append(o.preds, 0)
		if order.Predicate != "" {
			o.preds[len(o.preds)-1] = s.find(order.Predicate)
		}
	}
	return o
}

// Edge implements storedorder.Source.
func (o *ordered) Edge(r storedorder.RunKey, at uint32) Quad {
	return o.base.quad(directionOf(r), r.Node, at)
}

// Digits implements storedorder.Source.
func (o *ordered) Digits(claim ID) store.ClaimKey {
	k := o.claim(claim)
	return store.ClaimKey{binary.BigEndian.Uint64(k[:8]), binary.BigEndian.Uint64(k[8:])}
}

// Literals implements storedorder.Source.
func (o *ordered) Literals(dst []ID, order int, labels []ID) {
	if o.preds[order] == 0 {
		clear(dst)
		return
	}
	o.columnsOf([][]ID{dst}, labels, 0, o.preds[order:order+1], &o.changed)
}

// AppendText implements storedorder.Source.
func (o *ordered) AppendText(dst []byte, literal ID) []byte { return o.appendText(dst, literal) }

// ordersOf makes the orders of a base that was made of a snapshot, out of those that its base has. A base whose labels can't be read
// is left without. The error is the context's.
func (s *Store) ordersOf(ctx context.Context, from *Snapshot, b *base) error {
	if s.orders == nil {
		return nil
	}
	bare := *from
	bare.base, bare.deltas = b, nil
	var made *storedorder.Orders
	var err error
	failed := attempt(func() {
		bare.reading(func(to *Snapshot) {
			src, runs, old := newOrdered(to, s.orders), to.base.longRuns(s.orders.Least), from.base.orders.Load()
			if old == nil || to.mapped != from.mapped || from.restatedAny(s.orders) {
				made, err = storedorder.Build(ctx, s.orders, src, runs)
			} else {
				made, err = old.Next(ctx, src, runs, from.changedRun)
			}
		})
	})
	if failed == nil && err == nil {
		b.orders.Store(made)
	}
	return err
}

func (s *Snapshot) restatedAny(of *storedorder.Definition) bool {
	return slices.ContainsFunc(of.Orders, func(o storedorder.Order) bool { return s.restated(o.Predicate) })
}

// orderBase makes the orders of the current base, if it has none: after a load, and where its file has none.
func (s *Store) orderBase(ctx context.Context) {
	now := s.Snapshot()
	if s.orders == nil || now.base.orders.Load() != nil || now.base.quads() <= s.orders.Least ||
		s.ordersOf(ctx, now, now.base) != nil || now.base.file == nil || s.acquire(ctx) != nil {
		return
	}
	if now = s.Snapshot(); len(now.deltas) == 0 && s.filing.next == nil { // its file has none: another is to have them
		s.filing.take(s.toFile(now), now.base)
	}
	s.release()
}
