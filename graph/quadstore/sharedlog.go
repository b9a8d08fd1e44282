package quadstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"whence/graph/quadstore/delta"
	"whence/graph/store"
)

// sharedLog is a store's part in a log that other processes write to as well. The store is in memory, a copy: what is applied
// to it becomes visible once the log has it, and CatchUp applies what others have written.
type sharedLog struct {
	log    store.Log
	digest uint64 // of the current snapshot; the writer's
	since  int    // entries since the last checkpoint, as far as this process knows; the writer's
	loaded bool   // one of them is a load, which is read as slowly as a checkpoint; the writer's
}

// foldEvery is how many entries are folded into a checkpoint at the least. A large store, whose checkpoint is much to write, has
// one entry for each foldShare quads.
const (
	foldEvery = 1024
	foldShare = 2048
)

// logGroup is the entries of a Group.
type logGroup struct {
	note    []byte // of the batch under way
	entries []store.Entry
	undo    []SideRecord // what the side records were, the last first
}

// record makes an entry of a batch. Its side records are there at once, for the batches behind it.
func (l *logGroup) record(s *Store, old, next *Snapshot, dl delta.Delta, side []SideRecord) {
	digest := s.shared.digest
	if n := len(l.entries); n > 0 {
		digest = l.entries[n-1].Digest
	}
	digest += next.digestSince(&old.termStore)
	for _, q := range dl.Added[0] {
		digest += quadDigest(q)
	}
	for _, q := range dl.Removed[0] {
		digest -= quadDigest(q)
	}
	before := s.memory.exchange(side)
	digest += sideDigest(side) - sideDigest(before)
	slices.Reverse(before)
	l.undo = append(before, l.undo...)
	l.entries = append(l.entries, store.Entry{
		Mark: store.Mark{Version: next.version, Digest: digest}, Body: entryBody(old, next, digest, dl, side, l.note),
	})
	l.note = nil
}

// entryBody is a change as the log has it.
func entryBody(old, next *Snapshot, digest uint64, dl delta.Delta, side []SideRecord, note []byte) []byte {
	body := appendFragment(nil, keyMeta, metaOf(next, digest).encode())
	for r := range next.recordsSince(&old.termStore) {
		body = appendTerms(body, r)
	}
	if len(dl.Added[0]) > 0 {
		body = appendFragment(body, fragmentAdded, appendQuads(nil, slices.Values(dl.Added[0])))
	}
	if len(dl.Removed[0]) > 0 {
		body = appendFragment(body, fragmentRemoved, appendQuads(nil, slices.Values(dl.Removed[0])))
	}
	var records []byte
	for _, r := range side {
		records = appendSide(records, r)
	}
	if len(side) > 0 {
		body = appendFragment(body, keySide, records)
	}
	if note != nil {
		body = appendFragment(body, fragmentNote, note)
	}
	return body
}

// sideDigest is what side records add to a digest; one without a value adds nothing.
func sideDigest(side []SideRecord) (sum uint64) {
	for _, r := range side {
		if r.Value != nil {
			sum += record{sideKey(r.Key), r.Value}.hash()
		}
	}
	return sum
}

// exchange puts side records and returns what they were.
func (m *sideMemory) exchange(side []SideRecord) []SideRecord {
	before := make([]SideRecord, len(side))
	m.lock.RLock()
	for i, r := range side {
		before[i].Key = r.Key
		if old, is := m.get(r.Key); is {
			before[i].Value = old
		}
	}
	m.lock.RUnlock()
	m.put(side)
	return before
}

func (m *sideMemory) get(key []byte) ([]byte, bool) {
	_, value, is := m.tree.Get(string(key))
	if is && value == nil {
		value = []byte{}
	}
	return bytes.Clone(value), is
}

// end finishes a group of one batch, which a store of its own has made durable already.
func (g *Group) end(ctx context.Context) error {
	if g.store.shared != nil && g.wrote {
		return g.finishShared(ctx)
	}
	g.show()
	return nil
}

// finishShared has the log take the entries of a group, and then shows what they made. Where the log does not take them the
// store is as it was.
func (g *Group) finishShared(ctx context.Context) error {
	s := g.store
	before := s.Snapshot()
	if err := s.shared.append(ctx, before.version, g.log.entries); err != nil {
		s.memory.put(g.log.undo)
		return err
	}
	next := *g.snap
	next.dictionary = g.snap.unshelved(&before.dictionary)
	g.snap = &next
	g.show()
	s.wakeFolder()
	return nil
}

// append puts entries behind a version.
func (l *sharedLog) append(ctx context.Context, version uint64, entries []store.Entry) error {
	if err := l.log.Append(ctx, store.Mark{Version: version, Digest: l.digest}, entries); err != nil {
		return err
	}
	l.note(entries...)
	return nil
}

// note counts entries that the store has now.
func (l *sharedLog) note(entries ...store.Entry) {
	l.since += len(entries)
	for i := range entries {
		l.digest = entries[i].Digest
		l.loaded = l.loaded || entries[i].Blob != ""
	}
}

// stageLoad puts a load into a blob, and returns the entry that names it.
func (l *sharedLog) stageLoad(ctx context.Context, memory *sideMemory, old, next *Snapshot, fresh *sortedQuads, side []SideRecord) (store.Entry, error) {
	digest := l.digest + next.digestSince(&old.termStore)
	for q := range fresh.all() {
		digest += quadDigest(q)
	}
	before := make([]SideRecord, len(side))
	memory.lock.RLock()
	for i, r := range side {
		before[i] = SideRecord{Key: r.Key}
		if r.Value == nil {
			memory.lock.RUnlock()
			return store.Entry{}, fmt.Errorf("side record %x deleted by a load: %w", r.Key, ErrValue)
		}
		before[i].Value, _ = memory.get(r.Key)
	}
	memory.lock.RUnlock()
	digest += sideDigest(side) - sideDigest(before)
	blob, err := l.log.Put(ctx, func(put func(byte, []byte) error) error {
		w := blobWriter{ctx: ctx, put: put}
		return errors.Join(w.terms(&old.termStore, &next.termStore), w.quads(fresh.all()), w.side(slices.Values(side)))
	})
	return store.Entry{
		Mark: store.Mark{Version: next.version, Digest: digest}, Blob: blob, Body: appendFragment(nil, keyMeta, metaOf(next, digest).encode()),
	}, err
}
