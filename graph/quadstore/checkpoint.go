package quadstore

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/RaduBerinde/btreemap"
	"golang.org/x/sync/errgroup"

	"whence/graph/store"
)

// blobWriter writes the sections of a blob in parts.
type blobWriter struct {
	ctx  context.Context
	put  func(section byte, part []byte) error
	part []byte
}

// full writes the part under way, if there is enough of it.
func (w *blobWriter) full(section byte, least int) error {
	if len(w.part) <= least {
		return nil
	}
	err := errors.Join(w.ctx.Err(), w.put(section, w.part))
	w.part = w.part[:0]
	return err
}

// terms writes what a term store has more than an older view of it.
func (w *blobWriter) terms(old, next *termStore) error {
	for r := range next.recordsSince(old) {
		w.part = appendTerms(w.part, r)
		if err := w.full(sectionTerms, partLen); err != nil {
			return err
		}
	}
	return w.full(sectionTerms, 0)
}

// quads writes quads, which are sorted.
func (w *blobWriter) quads(quads iter.Seq[Quad]) error {
	var few []Quad
	write := func() error {
		w.part = appendFragment(w.part, fragmentAdded, appendQuads(nil, func(yield func(Quad) bool) {
			for _, q := range few {
				if !yield(q) {
					return
				}
			}
		}))
		few = few[:0]
		return w.full(sectionQuads, 0)
	}
	for q := range quads {
		if few = append(few, q); len(few) == partQuads {
			if err := write(); err != nil {
				return err
			}
		}
	}
	if len(few) == 0 {
		return nil
	}
	return write()
}

// side writes side records.
func (w *blobWriter) side(records iter.Seq[SideRecord]) error {
	var few []byte
	write := func() error {
		w.part = appendFragment(w.part, keySide, few)
		few = few[:0]
		return w.full(sectionSide, 0)
	}
	for r := range records {
		if few = appendSide(few, r); len(few) > partLen {
			if err := write(); err != nil {
				return err
			}
		}
	}
	if len(few) == 0 {
		return nil
	}
	return write()
}

// Checkpoint folds the shared log as far as the store has followed it into a checkpoint, from which other processes start.
// Reading and writing go on.
func (s *Store) Checkpoint(ctx context.Context) error {
	if s.shared == nil {
		return nil
	}
	if err := s.acquire(ctx); err != nil {
		return err
	}
	snap, digest := s.Snapshot(), s.shared.digest
	s.memory.lock.Lock() // cloning changes who owns the nodes
	tree := s.memory.tree.Clone()
	s.memory.lock.Unlock()
	since := s.shared.since
	s.release()
	if since == 0 {
		return nil
	}
	if last, err := s.shared.log.Checkpoint(ctx); err != nil || last.Version == snap.version {
		return err
	}
	err := s.shared.publish(ctx, snap, func() (uint64, error) { return digest, nil }, treeRecords(tree))
	if err == nil && s.acquire(ctx) == nil {
		s.shared.since -= since
		s.shared.loaded = false
		s.release()
	}
	return err
}

// publish makes a checkpoint of everything. The digest is asked for when all has been read.
func (l *sharedLog) publish(ctx context.Context, snap *Snapshot, digest func() (uint64, error), side iter.Seq[SideRecord]) error {
	empty := newDictionary(snap.claimPrefix)
	blob, err := l.log.Put(ctx, func(put func(byte, []byte) error) error {
		w := blobWriter{ctx: ctx, put: put}
		return errors.Join(w.terms(&empty.termStore, &snap.termStore), w.quads(snap.Scan(0)), w.side(side))
	})
	if err != nil {
		return err
	}
	sum, err := digest()
	if err != nil {
		return err
	}
	return l.log.Publish(ctx, store.Checkpoint{Mark: store.Mark{Version: snap.version, Digest: sum}, Meta: metaOf(snap, sum).encode(), Blob: blob})
}

func treeRecords(tree *btreemap.BTreeMap[string, []byte]) iter.Seq[SideRecord] {
	return func(yield func(SideRecord) bool) {
		for key, value := range tree.Ascend(btreemap.Min[string](), btreemap.Max[string]()) {
			if value == nil {
				value = []byte{}
			}
			if !yield(SideRecord{Key: []byte(key), Value: value}) {
				return
			}
		}
	}
}

// wakeFolder begins a checkpoint in the background, if there is enough to fold.
func (s *Store) wakeFolder() {
	l := s.shared
	if !l.loaded && l.since < max(foldEvery, s.Snapshot().stats.Quads/foldShare) {
		return
	}
	select {
	case s.fold <- struct{}{}:
	default: // it has been told
	}
}

// foldLoop makes checkpoints until the context ends. One that fails is made at the next occasion: the log has what it would hold.
func (s *Store) foldLoop(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.fold:
			_ = s.Checkpoint(ctx)
		}
	}
}

// recovered is a store as its last checkpoint has it.
func (l *sharedLog) recovered(ctx context.Context, claimPrefix string) (*Snapshot, *btreemap.BTreeMap[string, []byte], error) {
	tree := newSideMemory().tree
	c, err := l.log.Checkpoint(ctx)
	if err != nil {
		return nil, nil, err
	}
	s := &Snapshot{dictionary: newDictionary(claimPrefix), version: c.Version}
	l.since, l.digest, l.loaded = 0, c.Digest, false
	if c.Blob == "" {
		s.base = newBaseBuilder(denseIDs{}, 0).finish()
		return s, tree, nil
	}
	m, err := parseMeta(c.Meta)
	if err != nil {
		return nil, nil, err
	}
	if m.quads > maxQuads || m.terms >= uint32(firstClaim) || m.claims > uint32(firstClaim) {
		return nil, nil, fmt.Errorf("checkpoint of %+v: %w", m, ErrCorrupt)
	}
	var sums [3]uint64
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() (err error) {
		s.base, sums[0], err = l.recoverQuads(gctx, c.Blob, m)
		return err
	})
	g.Go(func() (err error) {
		sums[1], err = l.recoverTerms(gctx, c.Blob, &s.dictionary)
		return err
	})
	g.Go(func() (err error) {
		sums[2], err = l.recoverSide(gctx, c.Blob, tree)
		return err
	})
	if err := g.Wait(); err != nil {
		return nil, nil, err
	}
	s.stats = Stats{Quads: s.base.quads(), Terms: s.terms(), Claims: s.claims.Len(), Nodes: s.base.nodes(&s.termStore)}
	if sum := sums[0] + sums[1] + sums[2]; sum != c.Digest || metaOf(s, sum) != m {
		return nil, nil, fmt.Errorf("checkpoint %d holds %+v, digest %x, should be %+v: %w", c.Version, s.stats, sum, m, ErrCorrupt)
	}
	return s, tree, nil
}

// eachFragment hands on the fragments of a section of a blob.
func (l *sharedLog) eachFragment(ctx context.Context, blob string, section byte, use func(record) error) error {
	for part, err := range l.log.Get(ctx, blob, section) {
		if err != nil {
			return err
		}
		for f, err := range fragments(part) {
			if err != nil {
				return err
			}
			if err := use(f); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

func (l *sharedLog) recoverQuads(ctx context.Context, blob string, m meta) (b *base, sum uint64, err error) {
	w := newBaseBuilder(denseIDs{terms: m.terms, lowTerm: 1, claims: m.claims, lowClaim: firstClaim}, int(m.quads))
	err = l.eachFragment(ctx, blob, sectionQuads, func(f record) error {
		return readQuads(f.value, m.terms, m.claims, func(q Quad) error {
			sum += quadDigest(q)
			return w.add(q)
		})
	})
	if err != nil {
		return nil, 0, err
	}
	return w.finish(), sum, nil
}

func (l *sharedLog) recoverTerms(ctx context.Context, blob string, dict *dictionary) (uint64, error) {
	empty := dict.termStore
	err := l.eachFragment(ctx, blob, sectionTerms, func(f record) error {
		terms, err := dict.readFragment(f)
		if err == nil && !terms {
			err = fmt.Errorf("fragment %q among terms: %w", f.key, ErrCorrupt)
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	dict.reindex()
	return dict.digestSince(&empty), nil
}

func (l *sharedLog) recoverSide(ctx context.Context, blob string, tree *btreemap.BTreeMap[string, []byte]) (sum uint64, err error) {
	err = l.eachFragment(ctx, blob, sectionSide, func(f record) error {
		side, err := readSide(f.value)
		for _, r := range side {
			tree.ReplaceOrInsert(string(r.Key), append([]byte{}, r.Value...))
		}
		sum += sideDigest(side)
		return err
	})
	return sum, err
}
