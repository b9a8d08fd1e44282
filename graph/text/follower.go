package text

import (
	"context"
	"sync"
	"time"
)

// Source is the claims that a Follower indexes, as they are now.
type Source interface {
	// State is the version of the store, and how many claims it has numbered.
	State() (version uint64, claims uint32)
	// Entries is the entries of the claims [from, to).
	Entries(ctx context.Context, from, to uint32) ([]Entry, error)
	// EntriesAbout is those of all claims about an entity, none where they are too many to be read again.
	EntriesAbout(ctx context.Context, entity string) ([]Entry, error)
}

// step is how many claims are read at a time.
const step = 8192

// firstWait is how long the first search waits for the index to be made.
const firstWait = time.Second

// Follower keeps an index in step with its source, behind it: a commit does not wait for it. One goroutine writes.
type Follower struct {
	source Source
	index  *Index

	begun bool // under mu: the goroutine runs
	work  func()
	wake  chan struct{}
	stop  context.CancelFunc
	done  chan struct{}

	mu      sync.Mutex
	renamed []string      // whose claims have new words
	caught  chan struct{} // closed once the index is in step; a new one with each commit
	err     error         // of the last try
}

// Follow opens the index in a folder, "" for one in memory, for a source. It is written once Start was called.
func Follow(path string, source Source) (*Follower, error) {
	index, err := Open(path)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(context.Background())
	w := &Follower{source: source, index: index, wake: make(chan struct{}, 1), stop: stop, done: make(chan struct{}), caught: make(chan struct{})}
	w.work = func() { w.run(ctx) }
	return w, nil
}

// Start lets it write, if it does not yet: a program that never searches for claims spends nothing on their words. It
// reports whether it did not.
func (w *Follower) Start() bool {
	w.mu.Lock()
	begun := w.begun
	w.begun = true
	w.mu.Unlock()
	if !begun {
		go w.work()
		w.Changed(nil)
	}
	return !begun
}

// Changed says that the source has changed, and which entities may have other names.
func (w *Follower) Changed(renamed []string) {
	if _, next := w.index.State(); len(renamed) > 0 && next > 0 {
		w.Start() // what the index says of them is to be said anew
	}
	w.mu.Lock()
	w.renamed = append(w.renamed, renamed...)
	select {
	case <-w.caught:
		w.caught = make(chan struct{})
	default:
	}
	w.mu.Unlock()
	select {
	case w.wake <- struct{}{}:
	default: // it is awake
	}
}

// Close ends the writing, after the step under way, and closes the index. Claims that are missing are added when it is
// next opened; those with new words are written now.
func (w *Follower) Close() error {
	w.stop()
	w.mu.Lock()
	begun := w.begun
	w.mu.Unlock()
	var err error
	if begun {
		<-w.done
		err = w.again(context.Background(), w.renamed)
	}
	if closing := w.index.Close(); err == nil {
		err = closing
	}
	return err
}

// Wait returns once the index holds all that was committed before the call.
func (w *Follower) Wait(ctx context.Context) error {
	w.mu.Lock()
	caught := w.caught
	w.mu.Unlock()
	select {
	case <-caught:
		w.mu.Lock()
		defer w.mu.Unlock()
		return w.err
	case <-ctx.Done():
		return ctx.Err()
	case <-w.done:
		return ErrClosed
	}
}

func (w *Follower) run(ctx context.Context) {
	defer close(w.done)
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.wake:
		}
		w.mu.Lock()
		renamed, caught := w.renamed, w.caught
		w.renamed = nil
		w.mu.Unlock()
		err := w.catchUp(ctx, renamed)
		w.mu.Lock()
		if err != nil {
			w.renamed = append(w.renamed, renamed...)
		}
		w.err = err
		if caught == w.caught {
			select {
			case <-caught:
			default:
				close(caught)
			}
		}
		w.mu.Unlock()
	}
}

// catchUp adds the claims that the index does not have, and again those whose words have changed. A source that is older
// than the index is another one: the index begins anew.
func (w *Follower) catchUp(ctx context.Context, renamed []string) error {
	known, next := w.index.State()
	version, count := w.source.State()
	if known > version || next > count {
		if err := w.index.Clear(); err != nil {
			return err
		}
		next = 0
	}
	for next < count {
		to := min(next+step, count)
		entries, err := w.source.Entries(ctx, next, to)
		if err != nil {
			return err
		}
		if err := w.index.Add(ctx, version, to, entries); err != nil {
			return err
		}
		next = to
	}
	return w.again(ctx, renamed)
}

// again writes the claims of some entities anew.
func (w *Follower) again(ctx context.Context, renamed []string) error {
	for _, id := range renamed {
		entries, err := w.source.EntriesAbout(ctx, id)
		if err != nil {
			return err
		}
		if len(entries) == 0 {
			continue
		}
		version, next := w.index.State()
		if err := w.index.Add(ctx, version, next, entries); err != nil {
			return err
		}
	}
	return nil
}

// Search asks the index, which may hold more than the caller's moment has. The first search starts the writing, and waits a second
// for it: what is not indexed by then is not found yet.
func (w *Follower) Search(ctx context.Context, q Query) (Result, error) {
	if w.Start() {
		waiting, cancel := context.WithTimeout(ctx, firstWait)
		_ = w.Wait(waiting)
		cancel()
	}
	return w.index.Search(ctx, q)
}
