package quadstore

import (
	"context"
	"errors"
	"fmt"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2"

	"whence/graph/quadstore/delta"
)

// Batch is a set of changes that is applied whole or not at all: first every
// quad of Remove is removed, then every quad of Add is added, so a quad that is
// in both is in the store afterwards.
type Batch struct {
	Add, Remove []quad.Quad
	Side        []SideRecord // of one key the last counts
	Note        []byte       // what those who follow a shared log are told besides; of a batch in a Group
}

// Apply makes the changes of a batch. When it returns nil they are on disk and
// every snapshot taken from then on has them; when it returns an error nothing
// has changed. Adding a quad that is there and removing one that is not change
// nothing.
func (s *Store) Apply(ctx context.Context, b Batch) error {
	return s.apply(ctx, b.changes(), b.Side, func(change) error { return nil })
}

// changes is the quads of a batch, those to remove first.
func (b Batch) changes() []change {
	changes := make([]change, 0, len(b.Remove)+len(b.Add))
	for _, q := range b.Remove {
		changes = append(changes, change{q, true})
	}
	for _, q := range b.Add {
		changes = append(changes, change{q, false})
	}
	return changes
}

// change is one quad to add, or to remove.
type change struct {
	quad   quad.Quad
	remove bool
}

// apply makes the changes of one batch durable and visible.
func (s *Store) apply(ctx context.Context, changes []change, side []SideRecord, idle func(change) error) error {
	if err := s.acquire(ctx); err != nil {
		return err
	}
	defer s.release()
	g := Group{store: s, snap: s.Snapshot()}
	if err := s.guarded(func() error { return g.apply(ctx, changes, side, idle, pebble.Sync) }); err != nil {
		return err
	}
	return g.end(ctx)
}

// netChanges collects which quads a batch turns over.
type netChanges struct {
	snap *Snapshot
	seen map[Quad]presence
}

// presence is whether a quad was in the store and whether it is in it now.
type presence struct{ was, is bool }

// set sees to it that a quad is in the store, or is not, and reports whether
// that was a change.
func (n *netChanges) set(q Quad, in bool) bool {
	p, ok := n.seen[q]
	if !ok {
		p.was = q.Subject != 0 && n.snap.Has(q)
		p.is = p.was
	}
	changed := p.is != in
	if changed || !ok {
		p.is = in
		n.seen[q] = p
	}
	return changed
}

// delta returns what the batch comes to.
func (n *netChanges) delta() delta.Delta {
	var added, removed []Quad
	for q, p := range n.seen {
		switch {
		case p.is == p.was:
		case p.is:
			added = append(added, q)
		default:
			removed = append(removed, q)
		}
	}
	return delta.New(added, removed)
}

// quad returns a quad in IDs. A quad that is only to be looked for, because it
// is to be removed, makes no new terms: with an unknown term it is the zero Quad.
func (p *pendingTerms) quad(q quad.Quad, lookup bool) (Quad, error) {
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
			ids[i] = p.find(v)
			if ids[i] == 0 {
				return Quad{}, nil
			}
		} else if ids[i], err = p.intern(v); err != nil {
			return Quad{}, err
		}
	}
	return Quad{Subject: ids[0], Predicate: ids[1], Object: ids[2], Label: ids[3]}, nil
}

// writeFailed keeps what a failed write has left unsure from being written upon.
func (s *Store) writeFailed(err error) error {
	if full(err) {
		err = fmt.Errorf("%w: %w", ErrSpace, err)
	}
	if _, unsure := errors.AsType[*inDoubtError](err); unsure {
		s.broken = err
	}
	return err
}

// count brings the statistics in line with what a delta changes.
func (s *Snapshot) count(before *Snapshot, dl delta.Delta) {
	mentioned := map[ID]bool{} // by an added quad, else by a removed one only
	for _, side := range [...]struct {
		quads []Quad
		added bool
	}{{dl.Removed[0], false}, {dl.Added[0], true}} {
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
	s.stats.Quads += len(dl.Added[0]) - len(dl.Removed[0])
	s.stats.Terms = s.terms()
	s.stats.Claims = s.claims.Len()
}
