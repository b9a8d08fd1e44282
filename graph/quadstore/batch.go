package quadstore

import (
	"context"
	"errors"
	"fmt"

	"github.com/cayleygraph/quad"
)

// Batch is a set of changes that is applied whole or not at all: first every
// quad of Remove is removed, then every quad of Add is added, so a quad that is
// in both is in the store afterwards.
type Batch struct {
	Add, Remove []quad.Quad
}

// Apply makes the changes of a batch. When it returns nil they are on disk and
// every snapshot taken from then on has them; when it returns an error nothing
// has changed. Adding a quad that is there and removing one that is not change
// nothing.
func (s *Store) Apply(ctx context.Context, b Batch) error {
	changes := make([]change, 0, len(b.Remove)+len(b.Add))
	for _, q := range b.Remove {
		changes = append(changes, change{q, true})
	}
	for _, q := range b.Add {
		changes = append(changes, change{q, false})
	}
	return s.apply(ctx, changes, func(change) error { return nil })
}

// change is one quad to add, or to remove.
type change struct {
	quad   quad.Quad
	remove bool
}

// apply makes changes one after the other, each on what the ones before left.
// The function decides about a change that changes nothing; its error undoes
// everything.
func (s *Store) apply(ctx context.Context, changes []change, idle func(change) error) error {
	if err := s.acquire(ctx); err != nil {
		return err
	}
	defer s.release()
	snap := s.Snapshot()
	d := newDraft(snap.dictionary, 1)
	flips := flips{snap: snap, seen: make(map[Quad]presence, len(changes))}
	for _, c := range changes {
		q, err := d.quad(c.quad, c.remove)
		if err != nil {
			return err
		}
		if flips.put(q, !c.remove) {
			continue
		}
		if err := idle(c); err != nil {
			return err
		}
	}
	return s.commit(ctx, snap, d, flips.run())
}

// flips collects which quads a batch turns over.
type flips struct {
	snap *Snapshot
	seen map[Quad]presence
}

// presence is whether a quad was in the store and whether it is in it now.
type presence struct{ was, is bool }

// put sees to it that a quad is in the store, or is not, and reports whether
// that was a change.
func (f *flips) put(q Quad, in bool) bool {
	p, ok := f.seen[q]
	if !ok {
		p.was = q.Subject != 0 && f.snap.Has(q)
		p.is = p.was
	}
	changed := p.is != in
	if changed || !ok {
		p.is = in
		f.seen[q] = p
	}
	return changed
}

// run returns what the batch comes to.
func (f *flips) run() run {
	var added, removed []Quad
	for q, p := range f.seen {
		switch {
		case p.is == p.was:
		case p.is:
			added = append(added, q)
		default:
			removed = append(removed, q)
		}
	}
	return newRun(added, removed)
}

// quad returns a quad in IDs. A quad that is only to be looked for, because it
// is to be removed, makes no new terms: with an unknown term it is the zero Quad.
func (d *draft) quad(q quad.Quad, lookup bool) (Quad, error) {
	if !q.IsValid() {
		return Quad{}, fmt.Errorf("quad %v: %w", q, ErrValue)
	}
	var ids [4]ID
	for i, dir := range quad.Directions {
		v := q.Get(dir)
		if v == nil {
			continue
		}
		var err error
		if lookup {
			ids[i] = d.find(v)
			if ids[i] == 0 {
				return Quad{}, nil
			}
		} else if ids[i], err = d.intern(v); err != nil {
			return Quad{}, err
		}
	}
	return Quad{ids[0], ids[1], ids[2], ids[3]}, nil
}

// commit makes a run durable and then visible. The caller has the turn.
func (s *Store) commit(ctx context.Context, snap *Snapshot, d *draft, r run) error {
	if r.len() == 0 {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	next := *snap
	next.lexicon = d.fresh.lexicon
	next.version++
	next.runs = snap.pile(r)
	next.count(snap, r)
	if s.truth != nil {
		if err := s.truth.write(snap, &next, r); err != nil {
			return s.failed(err)
		}
	}
	next.dictionary = d.publish()
	s.current.Store(&next)
	s.nudge()
	return nil
}

// failed keeps what a failed write has left unsure from being written upon.
func (s *Store) failed(err error) error {
	if full(err) {
		err = fmt.Errorf("%w: %w", ErrSpace, err)
	}
	if _, unsure := errors.AsType[*doubt](err); unsure {
		s.broken = err
	}
	return err
}

// count brings the statistics in line with what a run changes.
func (s *Snapshot) count(before *Snapshot, r run) {
	mentioned := map[ID]bool{} // by an added quad, else by a removed one only
	for _, side := range [...]struct {
		quads []Quad
		added bool
	}{{r.removed[0], false}, {r.added[0], true}} {
		for _, q := range side.quads {
			for _, d := range quad.Directions {
				if id := q.Get(d); id != 0 {
					mentioned[id] = side.added
				}
			}
		}
	}
	for id, added := range mentioned {
		switch {
		case added && !(before.has(id) && before.Mentions(id)):
			s.stats.Nodes++
		case !added && !s.Mentions(id):
			s.stats.Nodes--
		}
	}
	s.stats.Quads += len(r.added[0]) - len(r.removed[0])
	s.stats.Terms = s.terms()
	s.stats.Claims = s.claims.len()
}
