package names

import (
	"context"
	"errors"
	"iter"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// How many updates, and how many entities, lie in memory before they are written behind.
const (
	flushUpdates  = 4096
	flushEntities = 1 << 14
)

// Update puts changed entries in place of those of their ids, takes removed ones out, and moves the index to a version:
// all of it or, with an error, nothing. An id that is both changed and removed is changed.
//
// It writes nothing: a Flush makes it durable, which follows behind when updates have gathered, and at Close. After a crash
// the index is of the version of the last flush, and whoever keeps it brings it up from there.
func (x *Index) Update(ctx context.Context, version uint64, changed []Entry, removed []string) error {
	entries := func(yield func(Entry, error) bool) {
		for _, id := range removed {
			if !yield(Entry{ID: id}, nil) {
				return
			}
		}
		for _, e := range changed {
			if !yield(e, nil) {
				return
			}
		}
	}
	x.writing.Lock()
	defer x.writing.Unlock()
	g := x.current.Load()
	if g == nil {
		return ErrClosed
	}
	if err := x.update(ctx, g, version, entries); err != nil {
		return err
	}
	if x.updates++; x.updates >= flushUpdates || x.recentEntities() >= flushEntities {
		x.updates = 0
		x.behind.Go(func() { _ = x.Flush(context.Background()) }) // what fails is tried again with the next, and at Close
	}
	return nil
}

// update adds entries behind the segments of a snapshot, in memory.
func (x *Index) update(ctx context.Context, g *snapshot, version uint64, entries iter.Seq2[Entry, error]) (err error) {
	p := pendingSegments{
		in: x.recent, prefix: recentPrefix, next: x.next, segments: slices.Clone(g.segments), kept: len(g.segments), floor: x.durable + x.frozen,
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, p.discard())
		}
	}()
	if err := p.add(ctx, entries); err != nil {
		return err
	}
	if err := p.compact(ctx, false); err != nil {
		return err
	}
	x.next = p.next
	x.install(version, p.segments, p.hidden(), p.made)
	return nil
}

// recentEntities is how many entities are not durable and not on their way.
func (x *Index) recentEntities() (n int) {
	for _, s := range x.current.Load().segments[x.durable+x.frozen:] {
		n += s.entityCount()
	}
	return n
}

// Flush makes durable what the index reflects at the time of the call, while updates go on.
func (x *Index) Flush(ctx context.Context) (err error) {
	x.flushing.Lock()
	defer x.flushing.Unlock()
	version, segments, durable := x.freeze()
	defer x.unfreeze()
	recent := segments[durable:]
	if version == 0 || version == x.manifest.Version && len(recent) == 0 {
		return nil
	}
	p := pendingSegments{in: x.in, next: x.manifest.Next, segments: slices.Clone(segments[:durable]), kept: durable}
	defer func() {
		if err != nil {
			err = errors.Join(err, p.discard())
		}
	}()
	if len(recent) > 0 {
		m := merge{in: x.in, from: recent, all: durable == 0}
		if err := p.append(func(_ folder, name string) error { return m.write(ctx, name) }); err != nil {
			return err
		}
	}
	if err := p.compact(ctx, false); err != nil {
		return err
	}
	if err := x.commit(version, &p); err != nil {
		return err
	}
	x.thaw(&p, len(segments))
	return nil
}

// freeze is the segments of the current snapshot, which stay open until the flush that asks for them has ended: updates
// merge only what comes behind them. The version is 0 where the index was closed.
func (x *Index) freeze() (version uint64, segments []*segment, durable int) {
	x.writing.Lock()
	defer x.writing.Unlock()
	g := x.current.Load()
	if g == nil {
		return 0, nil, 0
	}
	x.frozen, x.updates = len(g.segments)-x.durable, 0
	return g.version, g.segments, x.durable
}

func (x *Index) unfreeze() {
	x.writing.Lock()
	defer x.writing.Unlock()
	x.frozen = 0
}

// commit replaces the manifest by one that names pending segments.
func (x *Index) commit(version uint64, p *pendingSegments) error {
	m := manifest{Format: format, Version: version, Next: p.next}
	for _, s := range p.segments {
		m.Segments = append(m.Segments, s.name)
	}
	encoded, err := m.encode()
	if err != nil {
		return err
	}
	if err := x.in.replace(manifestName, encoded); err != nil {
		return err
	}
	x.manifest = m
	return nil
}

// thaw shows readers the segments that a flush has written in place of those that it was given, the first so many of the
// current ones. What updates have put behind them meanwhile stays, and hides what it replaces in them.
func (x *Index) thaw(p *pendingSegments, given int) {
	x.writing.Lock()
	defer x.writing.Unlock()
	now := x.current.Load()
	copy(p.segments[:p.kept], now.segments[:p.kept]) // with all that is hidden in them by now
	q := pendingSegments{segments: append(slices.Clone(p.segments), now.segments[given:]...), kept: p.kept}
	hidden := q.hidden()
	x.durable, x.frozen = len(p.segments), 0
	x.install(now.version, q.segments, hidden, p.made)
}

// Rebuild puts entries, in any order, in place of everything in the index, and moves it to a version: all of it or, with an
// error, nothing, and so also after a crash. Of two entries with one id the later counts. It holds some megabytes of entries
// at a time, and four bytes a name.
func (x *Index) Rebuild(ctx context.Context, version uint64, all iter.Seq2[Entry, error]) (err error) {
	x.flushing.Lock()
	defer x.flushing.Unlock()
	x.writing.Lock()
	defer x.writing.Unlock()
	if x.current.Load() == nil {
		return ErrClosed
	}
	p := pendingSegments{in: x.in, next: x.manifest.Next}
	defer func() {
		if err != nil {
			err = errors.Join(err, p.discard())
		}
	}()
	if err := p.add(ctx, all); err != nil {
		return err
	}
	if err := p.compact(ctx, true); err != nil {
		return err
	}
	if err := x.commit(version, &p); err != nil {
		return err
	}
	x.durable, x.updates = len(p.segments), 0
	x.install(version, p.segments, p.hidden(), p.made)
	return nil
}

// install shows readers segments and what newer ones hide in each, and removes what none of them needs any more, of the
// snapshot before and of those made on the way. A segment that stays is copied, for what it hides is of a snapshot; its file
// is shared. It waits for readers where files are to be closed.
func (x *Index) install(version uint64, segments []*segment, hidden []*roaring.Bitmap, made []*segment) {
	next := make([]*segment, len(segments))
	for i, s := range segments {
		if next[i] = s; s.dead != hidden[i] {
			own := *s
			own.dead = hidden[i]
			next[i] = &own
		}
	}
	last := x.current.Swap(newSnapshot(version, next))
	last.release()
	x.draining = append(slices.DeleteFunc(x.draining, (*snapshot).isIdle), last)
	var unused []*segment
	mapped := false
	for _, s := range slices.Concat(last.segments, made) {
		if !slices.ContainsFunc(next, func(kept *segment) bool { return kept.name == s.name }) {
			unused = append(unused, s)
			mapped = mapped || !s.isRecent()
		}
	}
	if mapped {
		x.drain()
	}
	for _, s := range unused {
		// The update is done. What stays behind is swept when the index is next opened.
		_, _ = s.close(), x.folderOf(s).remove(s.name)
	}
}

func (x *Index) folderOf(s *segment) folder {
	if s.isRecent() {
		return x.recent
	}
	return x.in
}
