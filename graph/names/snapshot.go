package names

import "sync/atomic"

// snapshot is the index as one write left it. Readers hold the snapshot that they read, so that no file is closed under
// them; they take and let go of it with an atomic operation each and wait for nobody. The writer waits for the last reader of
// the snapshot before its own before it closes files.
type snapshot struct {
	version  uint64
	segments []*segment    // oldest first
	holders  atomic.Int64  // readers, and one more while the snapshot is current
	idle     chan struct{} // closed when there are none left
}

func newSnapshot(version uint64, segments []*segment) *snapshot {
	g := &snapshot{version: version, segments: segments, idle: make(chan struct{})}
	g.holders.Store(1)
	return g
}

// acquire is the current snapshot, to be released; nil where the index was closed.
func (x *Index) acquire() *snapshot {
	for {
		g := x.current.Load()
		if g == nil || g.hold() {
			return g
		}
	}
}

// hold adds a holder, unless there are none left.
func (g *snapshot) hold() bool {
	for {
		n := g.holders.Load()
		if n == 0 {
			return false
		}
		if g.holders.CompareAndSwap(n, n+1) {
			return true
		}
	}
}

func (g *snapshot) release() {
	if g.holders.Add(-1) == 0 {
		close(g.idle)
	}
}

// isIdle reports whether nobody reads the snapshot, and nobody will.
func (g *snapshot) isIdle() bool {
	select {
	case <-g.idle:
		return true
	default:
		return false
	}
}
