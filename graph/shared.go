package graph

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/engine"
	"whence/graph/snapshot"
	"whence/graph/store"
)

// sharing is a graph's part in a log that other processes write to as well: a goroutine follows them. The zero value is that
// of a graph of one process.
type sharing struct {
	log     store.Log
	stop    context.CancelFunc
	done    chan struct{}
	version atomic.Uint64 // that views and side records are of
	failed  atomic.Pointer[error]
}

// followPause is how long nothing is tried after following has failed.
const followPause = 100 * time.Millisecond

// share begins to follow a log.
func (g *Graph) share(log store.Log) {
	g.reached()
	if log == nil {
		return
	}
	s := &g.shared
	ctx, stop := context.WithCancel(context.Background())
	s.log, s.stop, s.done = log, stop, make(chan struct{})
	go func() {
		defer close(s.done)
		for ctx.Err() == nil {
			err := log.Wait(ctx, g.store.Snapshot().Version())
			if err == nil {
				err = g.CatchUp(ctx)
			}
			s.failed.Store(&err)
			if err != nil {
				select {
				case <-ctx.Done():
				case <-time.After(followPause):
				}
			}
		}
	}()
}

// end ends the following.
func (s *sharing) end() {
	if s.stop != nil {
		s.stop()
		<-s.done
	}
}

func (s *sharing) close() error {
	if s.log == nil {
		return nil
	}
	return s.log.Close()
}

// Following is why the graph does not follow what other processes write; nil where it does, or need not.
func (g *Graph) Following() error {
	if g.shared.log == nil {
		return nil
	}
	if err := g.shared.log.Problem(); err != nil {
		return err
	}
	if err := g.shared.failed.Load(); err != nil {
		return *err
	}
	return nil
}

// SharedLog is the log that the graph is kept in beside other processes; nil where it is not.
func (g *Graph) SharedLog() store.Log { return g.shared.log }

// CatchUp applies what other processes have written.
func (g *Graph) CatchUp(ctx context.Context) error {
	g.writes.Lock()
	defer g.writes.Unlock()
	return g.followOthers(ctx)
}

// followOthers is CatchUp for whoever writes.
func (g *Graph) followOthers(ctx context.Context) error {
	for more := true; more; {
		changes, next, err := g.store.CatchUp(ctx)
		more = next
		advanced := error(nil)
		if len(changes) > 0 {
			advanced = g.advance(ctx, changes)
		}
		if err != nil {
			return err
		}
		if advanced != nil {
			return advanced
		}
	}
	return nil
}

// advance makes the view behind what another process has written, a step a commit, as that process made its own.
func (g *Graph) advance(ctx context.Context, changes []engine.Followed) (err error) {
	defer engine.Caught(&err)
	v, renamed := g.Now(), map[claim.ID]bool{}
	for i := range changes {
		c := &changes[i]
		n := noteOf(c.Note)
		if c.Whole || n == nil {
			return g.anew(ctx)
		}
		head, err := v.head.Followed(c.Side)
		if err != nil {
			return err
		}
		if !n.Beside {
			v = v.after(c.Snapshot, head, n.batch())
			maps.Copy(renamed, n.batch().Renamed)
		}
	}
	g.publish(v)
	g.stale = g.renamedBy(ctx, renamed) != nil // the next tries again
	g.reached()
	return nil
}

// anew makes the view of a store that may be another one than it was.
func (g *Graph) anew(ctx context.Context) (err error) {
	defer engine.Caught(&err)
	_, head, err := commitlog.Open(ctx, g.store)
	if err != nil {
		return err
	}
	g.publish(viewOf(g, g.store.Snapshot(), head, snapshot.KindTable{})) // after a restored backup its terms are others
	err = g.catchUp(ctx)
	g.reached()
	return err
}

// reached says how far views and side records are.
func (g *Graph) reached() {
	g.shared.version.Store(g.store.Snapshot().Version())
	g.bell.Ring()
}

// Version is that of the store, as far as it is shown: whatever is read from now on is of this version or a later one.
func (g *Graph) Version() uint64 { return g.shared.version.Load() }

// WaitFor returns once Version is at least version; it wraps ErrBehind where it is not in time.
func (g *Graph) WaitFor(ctx context.Context, version uint64) error {
	for {
		next := g.bell.Listen()
		if g.Version() >= version {
			return nil
		}
		select {
		case <-next:
		case <-ctx.Done():
			return ErrBehind
		}
	}
}

// cursorTime is how long a reader waits for a commit that another process has told it of.
const cursorTime = 2 * time.Second

// AwaitCursor returns once the graph has the commit that a cursor stands behind. It wraps ErrBehind where other processes write
// and it does not come in time; where nobody else writes it waits for nothing.
func (g *Graph) AwaitCursor(ctx context.Context, cursor string) error {
	digits, _, _ := strings.Cut(cursor, "-")
	number, err := strconv.ParseUint(digits, 10, 63)
	if g.shared.log == nil || err != nil {
		return nil // what is no cursor is refused by who reads it
	}
	ctx, cancel := context.WithTimeout(ctx, cursorTime)
	defer cancel()
	for {
		next := g.Committed()
		if head, _ := g.Now().Head(); head >= number {
			return nil
		}
		select {
		case <-next:
		case <-ctx.Done():
			return fmt.Errorf("commit %d: %w", number, ErrBehind)
		}
	}
}

// note is what those who follow need of a batch for their next view.
type note struct {
	Beside     bool       `json:"beside,omitempty"`
	Asserted   []claim.ID `json:"asserted,omitempty"`
	Restored   []claim.ID `json:"restored,omitempty"`
	Gone       []claim.ID `json:"gone,omitempty"`
	Judgements int        `json:"judgements,omitempty"`
	Assessed   bool       `json:"assessed,omitempty"`
	Renamed    []claim.ID `json:"renamed,omitempty"`
}

// note is the batch's.
func (b *Batch) note() []byte {
	text, _ := json.Marshal(note{b.Beside, b.Asserted, b.Restored, b.Gone, len(b.Judgements), b.Assessed, slices.Sorted(maps.Keys(b.Renamed))}) // strings and numbers alone
	return text
}

// noteOf reads a note, nil where it is none.
func noteOf(text []byte) *note {
	var n note
	if len(text) == 0 || json.Unmarshal(text, &n) != nil {
		return nil
	}
	return &n
}

// batch is what View.after heeds of one.
func (n *note) batch() *Batch {
	b := &Batch{
		Asserted: n.Asserted, Restored: n.Restored, Gone: n.Gone, Assessed: n.Assessed,
		Judgements: make([]*Judgement, n.Judgements), Renamed: map[claim.ID]bool{},
	}
	for _, id := range n.Renamed {
		b.Renamed[id] = true
	}
	return b
}
