package quadstore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/cockroachdb/pebble/v2/vfs"

	"whence/graph/quadstore/storedorder"
	"whence/graph/quadstore/storefs"
	"whence/graph/store"
)

// Store is a set of quads with their dictionary. Reading is done on a Snapshot;
// writes take turns.
type Store struct {
	current    atomic.Pointer[Snapshot]
	writing    chan struct{} // holds a token while nobody writes
	wake       chan struct{} // tells the compactor that there may be work
	filing     filing        // what becomes of the base file
	orders     *storedorder.Definition
	closing    context.CancelFunc
	compactor  sync.WaitGroup
	compacting sync.Mutex // held by a compaction: see compact
	disk       *diskStore // nil in memory
	side       sideRecords
	memory     *sideMemory   // side, in memory
	shared     *sharedLog    // nil where nobody else writes
	fold       chan struct{} // tells that there may be enough for a checkpoint
	broken     error         // why nothing can be written
}

// Options says where a store is and what it treats specially. The zero value
// is an empty store in memory.
type Options struct {
	// Path is the folder of the store, made if it is missing. An empty path
	// means a store in memory only.
	Path string

	// ClaimPrefix makes IRIs of the prefix and 32 lower-case hexadecimal digits
	// claims: 16 bytes each, with IDs of their own. It is settled when a store
	// is made; empty means what the store was made with.
	ClaimPrefix string

	// ReadOnly opens an existing store without writing to its folder.
	ReadOnly bool

	// Check reads and checks all records before the store answers, and makes the base of them and not of its file. Otherwise a
	// store that has a file answers first, and checks what it reads.
	Check bool

	// Orders is what edges of nodes that have many are kept in: see OrderedPage. Nil for none.
	Orders *storedorder.Definition

	// Log is where the store is kept in place of a folder, beside other processes:
	// see CatchUp. Closing the store leaves it open.
	Log store.Log
}

// Errors that callers tell apart.
var (
	ErrClosed   = errors.New("store is closed")
	ErrFull     = errors.New("store is full")
	ErrReadOnly = errors.New("store is read-only")
)

// Open opens a store, or makes one. It returns when the store is ready to
// answer: having opened its base file and read what was committed since, or, where
// there is no such file, having read and checked all of it.
//
// The errors to tell apart are ErrLocked, within a second, ErrCorrupt, ErrFormat,
// ErrReadOnly where a folder can not be written, ErrSpace, and os.ErrNotExist for
// a missing store that is opened for reading. After any of them it can be opened
// again, by this process too.
func Open(ctx context.Context, o Options) (*Store, error) {
	return open(ctx, o, storefs.Private{FS: vfs.Default})
}

// open opens a store on a disk, or in memory if it has no path.
func open(ctx context.Context, o Options, disk vfs.FS) (*Store, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s := &Store{writing: make(chan struct{}, 1), wake: make(chan struct{}, 1), orders: o.Orders}
	first := &Snapshot{dictionary: newDictionary(o.ClaimPrefix), base: newBaseBuilder(denseIDs{}, 0).finish()}
	switch {
	case o.Log != nil:
		var err error
		if first, err = s.openShared(ctx, o); err != nil {
			return nil, err
		}
	case o.Path != "":
		d, m, err := openDisk(o, disk)
		if err != nil {
			return nil, err
		}
		s.disk, s.side = d, &sideDisk{disk: d}
		if first, err = s.recover(ctx, m, o.Check); err != nil {
			_ = d.close() // the first error says more
			return nil, fmt.Errorf("store %s: %w", o.Path, diagnose(err))
		}
	default:
		s.memory = newSideMemory()
		s.side = s.memory
	}
	if o.ReadOnly {
		s.broken = ErrReadOnly
	}
	s.current.Store(first)
	s.start()
	return s, nil
}

// start lets writers in and begins compacting.
func (s *Store) start() {
	ctx, cancel := context.WithCancel(context.Background())
	s.closing = cancel
	s.writing <- struct{}{}
	s.compactor.Go(func() { s.compactLoop(ctx) })
	s.wakeCompactor()
	if s.disk != nil && s.Snapshot().mapped != nil {
		s.compactor.Go(func() { s.checkLoop(ctx) })
	}
	if s.shared != nil && s.broken == nil {
		s.compactor.Go(func() { s.foldLoop(ctx) })
	}
}

// Close waits for the write that is under way and unlocks the folder.
// Snapshots stay readable. Closing twice is no error.
func (s *Store) Close() error {
	s.closing()
	s.compactor.Wait()
	<-s.writing
	defer s.release()
	s.fileAtClose()
	s.broken = cmp.Or(s.broken, ErrClosed)
	s.side.close()
	d := s.disk
	s.disk = nil
	if d == nil {
		return nil
	}
	return d.close()
}

// Snapshot returns the store as the last finished write left it. It costs one
// atomic load.
func (s *Store) Snapshot() *Snapshot { return s.current.Load() }

// acquire waits for the right to write. The caller gives it back with release.
func (s *Store) acquire(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-s.writing:
	}
	if s.broken != nil {
		s.release()
		return s.broken
	}
	s.leaveFailed()
	return nil
}

func (s *Store) release() { s.writing <- struct{}{} }
