package names

import (
	"context"
	"errors"
	"iter"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/vellum/levenshtein"
)

// Index is the names of entities. Any number of goroutines may read it while one writes it: a search sees the index as it
// was before or after an update, never between.
type Index struct {
	in      folder
	typos   [maxErrors + 1]func() (*levenshtein.LevenshteinAutomatonBuilder, error) // by errors forgiven; made once
	discard error

	writing  sync.Mutex // one writer at a time
	manifest manifest   // of the current snapshot; the writer's
	current  atomic.Pointer[snapshot]

	entitySets sync.Pool // of *entitySet, for searches
}

// ErrClosed says that the index was closed.
var ErrClosed = errors.New("index of names is closed")

// Open opens the index in a folder, which it makes if there is none, or one in memory where path is "". The folder is of
// one process at a time: whoever holds the store beside it holds it.
//
// What is torn or altered on disk is not read: the index is then empty, its version 0, and Discarded says why.
func Open(path string) (*Index, error) {
	var in folder = memory{}
	if path != "" {
		if err := os.MkdirAll(path, 0o700); err != nil {
			return nil, err
		}
		in = disk(path)
	}
	return open(in)
}

func open(in folder) (*Index, error) {
	x := &Index{in: in}
	for i := range x.typos {
		x.typos[i] = sync.OnceValues(func() (*levenshtein.LevenshteinAutomatonBuilder, error) {
			return levenshtein.NewLevenshteinAutomatonBuilder(uint8(i), true)
		})
	}
	segments, err := x.load()
	if err != nil {
		x.discard = err
		x.manifest = manifest{Format: format}
	}
	x.current.Store(newSnapshot(x.manifest.Version, segments))
	return x, x.sweep()
}

// load opens what the manifest names, and hides in each segment what newer ones replace.
func (x *Index) load() ([]*segment, error) {
	m, err := readManifest(x.in)
	if err != nil {
		return nil, err
	}
	segments, err := openAll(x.in, m.Segments)
	if err != nil {
		return nil, err
	}
	for i, newer := range segments {
		for _, older := range segments[:i] {
			older.dead = older.hiddenBy(newer, older.dead)
		}
	}
	x.manifest = m
	return segments, nil
}

func openAll(in folder, names []string) ([]*segment, error) {
	var out []*segment
	for _, name := range names {
		s, err := openSegment(in, name)
		if err != nil {
			return nil, errors.Join(err, closeAll(out))
		}
		out = append(out, s)
	}
	return out, nil
}

func closeAll(segments []*segment) error {
	var errs []error
	for _, s := range segments {
		errs = append(errs, s.close())
	}
	return errors.Join(errs...)
}

// sweep removes what a crash has left behind.
func (x *Index) sweep() error {
	names, err := x.in.list()
	if err != nil {
		return err
	}
	for _, name := range names {
		if !ownFile(name) || slices.Contains(x.manifest.Segments, name) || (name == manifestName && x.discard == nil) {
			continue
		}
		if err := x.in.remove(name); err != nil {
			return err
		}
	}
	return nil
}

// Discarded is why what was found on disk was not used when the index was opened; nil where it was.
func (x *Index) Discarded() error { return x.discard }

// Close closes the index, after the searches under way.
func (x *Index) Close() error {
	x.writing.Lock()
	defer x.writing.Unlock()
	last := x.current.Swap(nil)
	if last == nil {
		return nil
	}
	last.release()
	<-last.idle
	return closeAll(last.segments)
}

// Version is the version of the store that the index reflects; 0 where it reflects none, or was closed.
func (x *Index) Version() uint64 {
	if g := x.current.Load(); g != nil {
		return g.version
	}
	return 0
}

// Update puts changed entries in place of those of their ids, takes removed ones out, and moves the index to a version:
// all of it or, with an error, nothing, and so also after a crash. An id that is both changed and removed is changed.
func (x *Index) Update(ctx context.Context, version uint64, changed []Entry, removed []string) error {
	x.writing.Lock()
	defer x.writing.Unlock()
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
	g := x.current.Load()
	if g == nil {
		return ErrClosed
	}
	return x.write(ctx, version, g.segments, entries)
}

// Rebuild puts entries, in any order, in place of everything in the index, and moves it to a version: all of it or, with an
// error, nothing. Of two entries with one id the later counts. It holds some megabytes of entries at a time, and four
// bytes a name.
func (x *Index) Rebuild(ctx context.Context, version uint64, all iter.Seq2[Entry, error]) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	return x.write(ctx, version, nil, all)
}

// write adds entries to some segments and commits the result.
func (x *Index) write(ctx context.Context, version uint64, to []*segment, entries iter.Seq2[Entry, error]) (err error) {
	if x.current.Load() == nil {
		return ErrClosed
	}
	p := pendingSegments{in: x.in, next: x.manifest.Next, segments: slices.Clone(to), kept: len(to)}
	defer func() {
		if err != nil {
			err = errors.Join(err, p.discard())
		}
	}()
	if err := p.add(ctx, entries); err != nil {
		return err
	}
	if err := p.compact(ctx, len(to) == 0); err != nil {
		return err
	}
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
	x.install(m, p)
	return nil
}

// install shows readers what was committed, and removes what none of them needs any more. A segment that stays is copied, for
// what it hides is of a snapshot; its file is shared.
func (x *Index) install(m manifest, p pendingSegments) {
	dead := p.hidden()
	next := make([]*segment, len(p.segments))
	for i, s := range p.segments {
		own := *s
		own.dead = dead[i]
		next[i] = &own
	}
	x.manifest = m
	last := x.current.Swap(newSnapshot(m.Version, next))
	var unused []*segment
	for _, s := range slices.Concat(last.segments, p.made) {
		if !slices.ContainsFunc(next, func(kept *segment) bool { return kept.name == s.name }) {
			unused = append(unused, s)
		}
	}
	last.release()
	<-last.idle
	for _, s := range unused {
		// The update is done. What stays behind is swept when the index is next opened.
		_, _ = s.close(), x.in.remove(s.name)
	}
}

// Named is the ids of the entities one of whose names has the same canonical form, in the order of ids.
func (x *Index) Named(ctx context.Context, name string) ([]string, error) {
	g := x.acquire()
	if g == nil {
		return nil, ErrClosed
	}
	defer g.release()
	folded, canonical := Fold(name), Canonical(name)
	asked := keys(folded, words(folded))
	key := asked[len(asked)-1] // the canonical one
	var ids []string
	for _, s := range g.segments {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for _, n := range s.docsOfKey(key) {
			if !s.isDead(n) && Canonical(s.text(n)) == canonical {
				ids = append(ids, string(s.id(int(s.doc(n).entity))))
			}
		}
	}
	slices.SortFunc(ids, strings.Compare)
	return slices.Compact(ids), nil
}
