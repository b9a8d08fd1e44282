package names

import (
	"context"
	"errors"
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
	in      folder                                                                  // of what is durable
	recent  memory                                                                  // of what is not yet
	typos   [maxErrors + 1]func() (*levenshtein.LevenshteinAutomatonBuilder, error) // by errors forgiven; made once
	discard error

	flushing sync.Mutex // one flush, rebuild or close at a time; taken before writing
	manifest manifest   // as it is on disk; under flushing
	behind   sync.WaitGroup

	writing  sync.Mutex  // one writer at a time
	next     uint64      // the number of the next recent segment
	durable  int         // how many segments of the current snapshot, the oldest, are on disk
	frozen   int         // how many of those behind them a flush under way is writing
	updates  int         // since the last flush began
	draining []*snapshot // that may still be read, and whose files are not yet closed
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
	x := &Index{in: in, recent: memory{}}
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
	x.durable = len(segments)
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

// Close makes durable what is not yet, and closes the index, after the searches under way.
func (x *Index) Close() error {
	x.behind.Wait()
	var err error
	if _, inMemory := x.in.(memory); !inMemory {
		err = x.Flush(context.Background())
	}
	x.flushing.Lock()
	defer x.flushing.Unlock()
	x.writing.Lock()
	defer x.writing.Unlock()
	last := x.current.Swap(nil)
	if last == nil {
		return nil
	}
	last.release()
	x.draining = append(x.draining, last)
	x.drain()
	return errors.Join(err, closeAll(last.segments))
}

// drain waits until nobody reads what was current before.
func (x *Index) drain() {
	for _, g := range x.draining {
		<-g.idle
	}
	x.draining = nil
}

// Version is the version of the store that the index reflects; 0 where it reflects none, or was closed.
func (x *Index) Version() uint64 {
	if g := x.current.Load(); g != nil {
		return g.version
	}
	return 0
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
