package quadstore

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"whence/graph/quadstore/delta"
	"whence/graph/quadstore/pagedarray"
	"whence/graph/store"
)

// Followed is one change that another process has made.
type Followed struct {
	Snapshot *Snapshot    // just after it
	Side     []SideRecord // that it wrote; one without a value is gone
	Note     []byte       // of its Batch; nil where there was none
	Whole    bool         // it was a load, or more: Side is not told, and everything may be other than it was
}

// followStep is how many entries of a log are applied before others may write.
const followStep = 1024

// reloads is how often a checkpoint that goes away while it is read is given up for the next.
const reloads = 5

// openShared makes the store that a log has.
func (s *Store) openShared(ctx context.Context, o Options) (*Snapshot, error) {
	prefix, err := o.Log.Settle(ctx, o.ClaimPrefix)
	if err == nil && o.ClaimPrefix != "" && prefix != o.ClaimPrefix {
		err = fmt.Errorf("%q, not %q: %w", prefix, o.ClaimPrefix, ErrPrefix)
	}
	if err != nil {
		return nil, err
	}
	s.shared = &sharedLog{log: o.Log}
	s.memory = newSideMemory()
	s.side = s.memory
	s.fold = make(chan struct{}, 1)
	return s.reloaded(ctx, prefix)
}

// reloaded is the store as the log has it, read anew.
func (s *Store) reloaded(ctx context.Context, prefix string) (snap *Snapshot, err error) {
	for range reloads {
		if snap, err = s.reload(ctx, prefix); !errors.Is(err, store.ErrTrimmed) {
			return snap, err
		}
	}
	return nil, err
}

func (s *Store) reload(ctx context.Context, prefix string) (*Snapshot, error) {
	snap, tree, err := s.shared.recovered(ctx, prefix)
	if err != nil {
		return nil, err
	}
	s.memory.lock.Lock()
	s.memory.tree = tree
	s.memory.lock.Unlock()
	for e, err := range s.shared.log.Entries(ctx, store.Mark{Version: snap.version, Digest: s.shared.digest}) {
		if err != nil {
			return nil, err
		}
		if snap, _, err = s.follow(ctx, snap, &e); err != nil {
			return nil, err
		}
		if needsCompaction(snap) {
			next := *snap
			if next.base, err = rebuild(ctx, snap); err != nil {
				return nil, err
			}
			next.deltas = nil
			snap = &next
		}
	}
	return snap, nil
}

// CatchUp applies what other processes have written to the shared log, and returns it in order, and whether there may be
// more: nothing where there is nothing new. Where the log does not go on from where the store is, which was away for long or
// whose log was restored from a backup, the store is read anew.
func (s *Store) CatchUp(ctx context.Context) (changes []Followed, more bool, err error) {
	if s.shared == nil {
		return nil, false, nil
	}
	if err := s.acquire(ctx); err != nil && !errors.Is(err, ErrReadOnly) {
		return nil, false, err
	} else if err != nil {
		<-s.writing
	}
	defer s.release()
	at := s.Snapshot()
	snap := at
	for e, err := range s.shared.log.Entries(ctx, store.Mark{Version: at.version, Digest: s.shared.digest}) {
		if errors.Is(err, store.ErrTrimmed) {
			changes, err := s.catchUpAnew(ctx)
			return changes, false, err
		}
		var change Followed
		if err == nil {
			snap, change, err = s.follow(ctx, snap, &e)
		}
		if err != nil {
			s.showFollowed(at, snap)
			return changes, false, err
		}
		if changes = append(changes, change); len(changes) == followStep {
			more = true
			break
		}
	}
	s.showFollowed(at, snap)
	return changes, more, nil
}

func (s *Store) showFollowed(before, now *Snapshot) {
	if now != before {
		s.current.Store(now)
		s.wakeCompactor()
	}
}

func (s *Store) catchUpAnew(ctx context.Context) ([]Followed, error) {
	snap, err := s.reloaded(ctx, s.Snapshot().claimPrefix)
	if err != nil {
		return nil, err
	}
	s.current.Store(snap)
	s.wakeCompactor()
	return []Followed{{Snapshot: snap, Whole: true}}, nil
}

// follow applies an entry to a snapshot. Nobody else writes.
func (s *Store) follow(ctx context.Context, snap *Snapshot, e *store.Entry) (*Snapshot, Followed, error) {
	in := incoming{next: *snap, change: Followed{Whole: e.Blob != ""}}
	err := in.read(e.Body)
	if e.Blob != "" {
		for _, section := range [...]byte{sectionTerms, sectionQuads, sectionSide} {
			if err == nil {
				err = s.shared.eachFragment(ctx, e.Blob, section, in.take)
			}
		}
	}
	if err == nil {
		err = in.settle(ctx, snap)
	}
	if err != nil {
		return snap, Followed{}, fmt.Errorf("version %d: %w", e.Version, err)
	}
	next := &in.next
	before := s.memory.exchange(in.change.Side)
	digest := s.shared.digest + next.digestSince(&snap.termStore) + in.quads + sideDigest(in.change.Side) - sideDigest(before)
	if digest != e.Digest || next.version != e.Version || metaOf(next, digest) != in.meta {
		s.memory.put(before)
		return snap, Followed{}, fmt.Errorf("version %d of the log holds %+v, digest %x, should be %+v: %w", e.Version, next.stats, digest, in.meta, ErrCorrupt)
	}
	next.index(&snap.termStore, true, true)
	s.shared.note(*e)
	if in.change.Whole {
		in.change.Side = nil
	}
	in.change.Snapshot = next
	return next, in.change, nil
}

// incoming is an entry that is being read.
type incoming struct {
	next    Snapshot
	change  Followed
	meta    meta
	added   pagedarray.Array[Quad]
	removed []Quad
	quads   uint64 // what they add to the digest
}

// read takes the fragments of a body.
func (in *incoming) read(body []byte) error {
	for f, err := range fragments(body) {
		if err != nil {
			return err
		}
		if err := in.take(f); err != nil {
			return err
		}
	}
	return nil
}

// take takes one fragment. Terms come before the quads that have them.
func (in *incoming) take(f record) (err error) {
	if terms, err := in.next.readFragment(f); terms || err != nil {
		return err
	}
	terms, claims := uint32(in.next.terms()), uint32(in.next.claims.Len())
	switch f.key[0] {
	case keyMeta:
		in.meta, err = parseMeta(f.value)
		return err
	case fragmentAdded:
		return readQuads(f.value, terms, claims, func(q Quad) error {
			in.quads += quadDigest(q)
			in.added.Append(q)
			return nil
		})
	case fragmentRemoved:
		return readQuads(f.value, terms, claims, func(q Quad) error {
			in.quads -= quadDigest(q)
			in.removed = append(in.removed, q)
			return nil
		})
	case keySide:
		side, err := readSide(f.value)
		in.change.Side = append(in.change.Side, side...)
		return err
	case fragmentNote:
		in.change.Note = f.value
		return nil
	}
	return fmt.Errorf("fragment %q of the log: %w", f.key, ErrCorrupt)
}

// settle puts the quads into the next snapshot.
func (in *incoming) settle(ctx context.Context, before *Snapshot) (err error) {
	next := &in.next
	next.version++
	switch {
	case in.added.Len()+len(in.removed) == 0:
	case in.added.Len() >= bulkMin && len(in.removed) == 0:
		fresh := sortQuads(next.allIDs(), &in.added)
		if next.base, err = merged(ctx, before, &fresh, next.allIDs()); err != nil {
			return err
		}
		next.deltas = nil
		next.stats = Stats{Quads: next.base.quads(), Terms: next.terms(), Claims: next.claims.Len(), Nodes: next.base.nodes(&next.termStore)}
	default:
		dl := delta.New(slices.Collect(in.added.All()), in.removed)
		next.deltas = before.addDelta(dl)
		next.count(before, dl)
	}
	return nil
}
