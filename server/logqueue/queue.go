// Package logqueue keeps a log that nobody reads from stopping what is logged. Lines go into a bounded queue; one
// goroutine writes them out, many at a time. Where the writer is slower than the lines come, or stands still, the queue
// fills, and further lines are dropped and counted.
//
// It knows lines of text and a writer, and nothing of what is logged.
package logqueue

import (
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"
)

// Queue is a writer of whole lines that never waits for the writer behind it. It is safe for use by many goroutines. Make
// it with New, and close it.
type Queue struct {
	out     io.Writer
	dropped atomic.Int64

	mu      sync.Mutex
	lines   []byte // waiting to be written
	untold  int64  // lines dropped since the log was last told so
	stopped bool   // nothing is taken any more
	wake    chan struct{}
	done    chan struct{}
}

const (
	// most is how many bytes wait at the most, some 4,000 lines. As many again are being written.
	most = 1 << 20
	// delay is for how long lines are gathered: a system call for each would be a large part of a small request.
	delay = 100 * time.Millisecond
	// soon is how many bytes are not gathered further.
	soon = 64 << 10
	// patience is how long Close waits for a writer that stands still.
	patience = time.Second
)

// New returns a queue before out.
func New(out io.Writer) *Queue {
	q := &Queue{out: out, wake: make(chan struct{}, 1), done: make(chan struct{})}
	go q.write()
	return q
}

// Dropped is how many lines were dropped so far.
func (q *Queue) Dropped() int64 { return q.dropped.Load() }

// Write takes a line, or drops it where the queue is full. It never fails and never waits.
func (q *Queue) Write(line []byte) (int, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.stopped || len(q.lines)+len(line) > most {
		q.dropped.Add(1)
		q.untold++
		return len(line), nil
	}
	before := len(q.lines)
	q.lines = append(q.lines, line...)
	if before == 0 || before < soon && len(q.lines) >= soon {
		q.nudge()
	}
	return len(line), nil
}

// nudge wakes the goroutine that writes, or ends its delay.
func (q *Queue) nudge() {
	select {
	case q.wake <- struct{}{}:
	default: // it has been told already
	}
}

// Close writes what waits, and returns once that is done or after a second: a writer that stands still must not keep a
// process from ending. Lines that come later are dropped.
func (q *Queue) Close() error {
	q.mu.Lock()
	if !q.stopped {
		q.stopped = true
		close(q.wake)
	}
	q.mu.Unlock()
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case <-q.done:
		return nil
	case <-late.C:
		return fmt.Errorf("log: its reader has not read for %v: %d lines are lost", patience, q.Dropped())
	}
}

// write is the goroutine that writes what waits, until Close.
func (q *Queue) write() {
	defer close(q.done)
	var spare []byte
	for open := true; open; {
		if _, open = <-q.wake; open && !q.ripe() {
			late := time.NewTimer(delay)
			select {
			case _, open = <-q.wake:
			case <-late.C:
			}
			late.Stop()
		}
		var batch []byte
		batch, spare = q.take(spare)
		if len(batch) == 0 {
			continue
		}
		// A writer that fails is written to again with the next lines: it may be a disk that was full.
		if n, err := q.out.Write(batch); err != nil {
			q.lost(batch[n:])
		}
		spare = batch[:0]
	}
}

// ripe reports whether enough waits to be written without delay.
func (q *Queue) ripe() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.lines) >= soon
}

// take is what waits, and before it how many lines are missing; spare takes what comes next.
func (q *Queue) take(spare []byte) (batch, rest []byte) {
	q.mu.Lock()
	defer q.mu.Unlock()
	batch = q.lines
	if q.untold > 0 {
		batch = fmt.Appendf(batch, "{\"time\":%q,\"level\":\"WARN\",\"msg\":\"log lines dropped\",\"lines\":%d}\n",
			time.Now().Format(time.RFC3339Nano), q.untold)
		q.untold = 0
	}
	q.lines = spare[:0]
	return batch, nil
}

// lost counts the lines of a batch that could not be written.
func (q *Queue) lost(batch []byte) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, c := range batch {
		if c == '\n' {
			q.untold++
			q.dropped.Add(1)
		}
	}
}
