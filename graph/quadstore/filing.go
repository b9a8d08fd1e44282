package quadstore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync/atomic"
	"time"

	"github.com/cockroachdb/pebble/v2"

	"whence/graph/quadstore/delta"
	"whence/graph/quadstore/pagefile"
	"whence/graph/quadstore/termindex"
)

// minFiled is how many quads are worth a base file. A smaller store is read from its records sooner than a file of it is
// made durable. Tests lower it.
var minFiled atomic.Int64

func init() { minFiled.Store(1 << 16) }

// A file is written when there is a base that it lacks: after a load, and after a compaction, of which a store that is
// written to has many. So between two files lies filingPause times what the last one took.
const (
	filingPause = 20
	filingRetry = time.Minute // after a failure, of which a full disk is the most likely
)

// maxReplayed is the greatest share of a store's quads that may have changed since its file: 1 in so many. With more of
// them reading all records is as soon done.
const maxReplayed = 16

// closingDelta is how many changes since the file are worth a new one when the store closes: applying as many takes some ten milliseconds.
const closingDelta = 1 << 13

// filing is what becomes of a store's base file.
type filing struct {
	next   *toFile     // what the next file holds; the writer's
	wanted atomic.Bool // there is a next
	failed atomic.Bool // the file is to be removed, and a new one to be made
	pause  time.Time   // until when none is written; the compactor's
	armed  bool        // the compactor will be told when the pause is over; the compactor's
	report atomic.Pointer[string]
}

// toFile is a snapshot that is to be written to a file: all of its quads are in its base.
type toFile struct {
	snap   Snapshot
	digest uint64 // of its records
}

// take notes what the next file is to hold: a snapshot whose quads the base has. Nobody else writes.
func (f *filing) take(what *toFile, b *base) {
	if what == nil {
		return
	}
	what.snap.base, what.snap.deltas = b, nil
	f.want(what)
}

func (f *filing) want(what *toFile) {
	f.next = what
	f.wanted.Store(true)
}

// toFile returns a snapshot as a file is to hold it, and keeps the changes from now on. It is nil where no file is wanted.
// Nobody else writes, and the snapshot is the current one.
func (s *Store) toFile(snap *Snapshot) *toFile {
	d := s.disk
	if d == nil || d.readOnly || s.broken != nil || int64(snap.stats.Quads) < minFiled.Load() {
		return nil
	}
	d.keepsChanges = true
	return &toFile{*snap, d.digest}
}

// fileBase writes the base file that is wanted, opens it, and puts what it has in the place of what lies in memory.
func (s *Store) fileBase(ctx context.Context) {
	if !s.filing.wanted.Load() || s.paused() || s.acquire(ctx) != nil {
		return
	}
	what, d := s.filing.next, s.disk
	s.filing.next = nil
	s.filing.wanted.Store(false)
	s.release()
	start := time.Now()
	file, err := s.fileAndOpen(ctx, d, what)
	if err == nil && s.acquire(ctx) == nil {
		s.adopt(file, what)
		s.release()
		err = d.forgetChanges(file.meta.version)
	}
	s.filing.pause = start.Add(filingPause * time.Since(start))
	if err != nil && ctx.Err() == nil && s.acquire(ctx) == nil {
		if s.filing.pause = start.Add(filingRetry); s.filing.next == nil {
			s.filing.want(what)
		}
		s.release()
		s.paused()
	}
}

// paused reports whether it is too soon for a file. The compactor will then be told when it is not any more.
func (s *Store) paused() bool {
	wait := time.Until(s.filing.pause)
	if wait > 0 && !s.filing.armed {
		s.filing.armed = true
		time.AfterFunc(wait, s.wakeCompactor)
	}
	if wait <= 0 {
		s.filing.armed = false
	}
	return wait > 0
}

func (s *Store) fileAndOpen(ctx context.Context, d *diskStore, what *toFile) (f *baseFile, err error) {
	if err := s.guarded(func() error { return d.writeBaseFile(ctx, what) }); err != nil {
		return nil, err
	}
	if f, err = openBaseFile(d.basePath(baseFileName), s.orders); err != nil {
		return nil, err
	}
	s.own(f)
	return f, nil
}

// own lets a file be replaced by what the records of the store have.
func (s *Store) own(f *baseFile) {
	f.records = s.side.(*sideDisk).use // a store with a file is on disk
	f.failed = s.wakeCompactor
}

// basePath is where the file is on the disk of the operating system, which maps it.
func (d *diskStore) basePath(name string) string { return d.fs.PathJoin(d.path, name) }

// writeBaseFile puts a new file in the place of the old one: it is written under another name, made durable and renamed.
func (d *diskStore) writeBaseFile(ctx context.Context, what *toFile) (err error) {
	if err := d.checkSpace(what.snap.fileLen() / 3); err != nil { // which asks for three times as much
		return err
	}
	name := d.basePath(partialFileName)
	out, err := d.fs.Create(name, "base-file")
	if err != nil {
		return err
	}
	err = writeBaseFile(ctx, out, &what.snap, what.digest)
	if err == nil {
		err = out.Sync()
	}
	if err = errors.Join(err, out.Close()); err != nil {
		return errors.Join(err, d.fs.Remove(name))
	}
	if err := d.fs.Rename(name, d.basePath(baseFileName)); err != nil {
		return err
	}
	folder, err := d.fs.OpenDir(d.path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// fileLen is about how long the file of a snapshot is.
func (s *Snapshot) fileLen() int {
	b := s.base
	n := 8*(len(b.subjects.links)+len(b.objects.links)) + s.textLen() + 11*(s.terms()+s.claims.Len())
	for _, numbers := range [...][]uint32{b.subjects.starts, b.objects.starts, b.predicates.starts, b.predicates.at, b.labels.starts, b.labels.at, b.hints} {
		n += 4 * len(numbers)
	}
	return n + 4*(len(b.subjects.labels)+len(b.objects.labels)) + 32*pagefile.PageLen
}

// adopt puts a file in the place of what lies in memory. Nobody else writes. Where a load has made another base since, it is
// left for the next file, which is wanted already.
func (s *Store) adopt(f *baseFile, what *toFile) {
	now := s.Snapshot()
	if now.base != what.snap.base {
		return
	}
	next := *now
	next.base, next.mapped = f.content.base, f
	next.dictionary = now.over(f)
	s.current.Store(&next)
	s.filing.say("mapped, as it was written")
}

// over is the dictionary of a snapshot with the first terms in a file.
func (s *Snapshot) over(f *baseFile) dictionary {
	next, in := s.dictionary, &f.content.dictionary
	next.termStore = s.replaced(&in.termStore, f)
	next.file, next.filed = f.file, in.filed
	next.byEncoded, next.byClaim = termindex.New(dictionaryShards, 0), termindex.New(dictionaryShards, 0)
	ts := &next.termStore
	for n := in.terms() + 1; n <= ts.terms(); n++ {
		next.byEncoded.Add(ts.hashEncoded(ID(n)), ID(n), ts.hashEncoded)
	}
	for n := in.claims.Len(); n < ts.claims.Len(); n++ {
		next.byClaim.Add(ts.hashClaim(firstClaim+ID(n)), firstClaim+ID(n), ts.hashClaim)
	}
	return next
}

// replaced is a term store with the pages that lie in a file taken from another.
func (ts *termStore) replaced(by *termStore, f *baseFile) termStore {
	next := *ts
	next.full, next.claims.Full = slices.Clone(ts.full), slices.Clone(ts.claims.Full)
	copy(next.full, by.full[:f.textPages()])
	copy(next.claims.Full, by.claims.Full[:f.claimPages()])
	return next
}

// leaveFailed takes a file that has failed, and that a reader has replaced already, from under the current snapshot. Nobody else writes.
func (s *Store) leaveFailed() {
	now := s.Snapshot()
	f := now.mapped
	if f == nil || f.healed.Load() == nil {
		return
	}
	s.current.Store(now.sound())
	s.filing.say(fmt.Sprintf("rebuilt: %v", *f.fault.Load()))
	s.filing.failed.Store(true)
}

// replaceFailed removes a file that has failed, and wants a new one.
func (s *Store) replaceFailed(ctx context.Context) {
	if f := s.Snapshot().mapped; (f == nil || f.healed.Load() == nil) && !s.filing.failed.Load() {
		return
	}
	if s.acquire(ctx) != nil {
		return
	}
	if s.filing.failed.Swap(false) {
		_ = s.disk.fs.Remove(s.disk.basePath(baseFileName)) // what is not removed is found wrong again
	}
	s.release()
	s.compact(ctx)
}

// fileAtClose writes a file for the next opening, where there is none or much has changed since. It is not worth an error:
// the records have everything. Nobody else writes, the compactor is gone.
func (s *Store) fileAtClose() {
	now := s.Snapshot()
	changes := 0
	for i := range now.deltas {
		changes += now.deltas[i].Len()
	}
	what := s.filing.next
	if changes >= closingDelta || what == nil && now.mapped == nil {
		if what = s.toFile(now); what != nil {
			b := now.base
			if changes > 0 {
				made, err := rebuild(context.Background(), now)
				if err != nil {
					return
				}
				_ = s.ordersOf(context.Background(), now, made) // nothing ends it
				b = made
			}
			s.filing.take(what, b)
		}
	}
	if what == nil || s.disk == nil || s.broken != nil {
		return
	}
	if s.guarded(func() error { return s.disk.writeBaseFile(context.Background(), what) }) == nil {
		_ = s.disk.forgetChanges(what.snap.version) // those that stay are not read
	}
}

// say notes how the store came by its base.
func (f *filing) say(how string) { f.report.Store(&how) }

// Opened says how the store has come by what it reads: from its base file, or from its records, and then why.
func (s *Store) Opened() string {
	if how := s.filing.report.Load(); how != nil {
		return *how
	}
	return "in memory"
}

// recover reads a store: the base file and what was committed since, or all records.
func (s *Store) recover(ctx context.Context, m meta, check bool) (*Snapshot, error) {
	d := s.disk
	if !d.readOnly {
		_ = d.fs.Remove(d.basePath(partialFileName)) // of a process that died
	}
	var snap *Snapshot
	err := errChecked
	if !check {
		snap, err = s.recoverMapped(ctx, m)
	}
	if err == nil {
		d.keepsChanges = true
		s.filing.say("mapped")
		return snap, nil
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if !errors.Is(err, os.ErrNotExist) {
		s.filing.say(fmt.Sprintf("rebuilt: %v", err))
	} else {
		s.filing.say("rebuilt: there is no file")
	}
	if snap, err = d.recoverSnapshot(ctx, d.db, m); err == nil {
		s.filing.take(s.toFile(snap), snap.base)
	}
	return snap, err
}

var errChecked = errors.New("all records are checked")

// recoverMapped opens the base file and applies what was committed since.
func (s *Store) recoverMapped(ctx context.Context, m meta) (*Snapshot, error) {
	d := s.disk
	f, err := openBaseFile(d.basePath(baseFileName), s.orders)
	if err != nil {
		return nil, err
	}
	if f.meta.version > m.version || f.meta.claimPrefix != m.claimPrefix || f.meta.heads > m.heads || f.meta.terms > m.terms || f.meta.claims > m.claims {
		return nil, fmt.Errorf("file of another store, at version %d: %w", f.meta.version, pagefile.ErrWrong)
	}
	s.own(f)
	next := f.content
	err = d.logger.Guard(func() error { return d.applySince(ctx, d.db, f, &next, m) })
	if err != nil {
		return nil, err
	}
	return &next, nil
}

// applySince brings what a file has up to date.
func (d *diskStore) applySince(ctx context.Context, from pebble.Reader, f *baseFile, next *Snapshot, m meta) error {
	next.version = m.version
	digest := f.meta.digest
	if m.version > f.meta.version {
		c, err := d.changesSince(ctx, from, f.meta.version, m, int(m.quads/maxReplayed)+closingDelta)
		if err != nil {
			return err
		}
		sum, err := d.readTermsSince(ctx, from, f, &next.termStore)
		if err != nil {
			return err
		}
		next.index(&f.content.termStore, true, true)
		digest += sum + c.digest
		if dl := c.delta(); dl.Len() > 0 {
			before := *next
			next.deltas = []delta.Delta{dl}
			next.count(&before, dl)
		}
	}
	next.stats.Terms, next.stats.Claims = next.terms(), next.claims.Len()
	if metaOf(next, digest) != m {
		return fmt.Errorf("file at version %d comes to %+v, should be %+v: %w", f.meta.version, metaOf(next, digest), m, pagefile.ErrWrong)
	}
	return nil
}

// readTermsSince reads the heads, claims and terms that a file has not, and returns what they add to the digest.
func (d *diskStore) readTermsSince(ctx context.Context, from pebble.Reader, f *baseFile, ts *termStore) (sum uint64, err error) {
	for _, part := range [...]struct {
		kind byte
		next uint32
		read func(record) error
	}{
		{keyHeads, f.meta.heads, ts.readHeads}, {keyTerms, f.meta.terms + 1, ts.readTerms}, {keyClaims, f.meta.claims, ts.readClaims},
	} {
		err := d.eachBetween(ctx, from, numberKey(part.kind, part.next), []byte{part.kind + 1}, func(r record) error {
			sum += r.hash()
			return part.read(r)
		})
		if err != nil {
			return 0, err
		}
	}
	return sum, nil
}

// heal has the content of the file read from the records, once. It takes as long as opening a store without a file.
func (f *baseFile) heal(fault error) error {
	f.healing.Lock()
	defer f.healing.Unlock()
	if f.healed.Load() != nil {
		return nil
	}
	f.fault.Store(&fault)
	if f.records == nil {
		return fault
	}
	err := f.records(func(d *diskStore) error {
		return d.logger.Guard(func() error {
			whole, err := d.contentOf(f)
			if err == nil {
				f.healed.Store(whole)
			}
			return err
		})
	})
	if err != nil {
		return errors.Join(fault, err)
	}
	f.failed()
	return nil
}

// contentOf reads from the records what a file held: its first terms, and its quads, which are those of now without the changes since.
func (d *diskStore) contentOf(f *baseFile) (*Snapshot, error) {
	ctx := context.Background()
	from := d.db.NewSnapshot()
	defer func() { _ = from.Close() }() // only read
	m, err := metaIn(from)
	if err != nil {
		return nil, err
	}
	whole, err := d.recoverSnapshot(ctx, from, m)
	if err != nil {
		return nil, err
	}
	index := &storedIndex{key: f.content.filed.key}
	if err := index.fill(ctx, &whole.termStore, int(f.meta.terms), int(f.meta.claims)); err != nil {
		return nil, err
	}
	whole.filed = index
	c, err := d.changesSince(ctx, from, f.meta.version, m, int(m.quads))
	if err != nil { // a load has come since, after which only older snapshots have the base of the file
		whole.base = nil
		return whole, nil
	}
	undo := c.delta()
	undo.Added, undo.Removed = undo.Removed, undo.Added
	whole.deltas = []delta.Delta{undo}
	whole.base, err = rebuild(ctx, whole)
	whole.deltas = nil
	return whole, err
}
