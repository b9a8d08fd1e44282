package server

import (
	"io"
	"sync"
	"time"
)

// LogBuffer gathers lines for a tenth of a second before it writes them, since a
// system call a line is a large part of what a small query costs. It is meant
// for the writer of a slog.Handler, and safe for use by many goroutines.
type LogBuffer struct {
	out io.Writer

	mu      sync.Mutex
	lines   []byte
	flusher *time.Timer // nil while there is nothing to flush
}

const (
	logDelay = 100 * time.Millisecond
	logBytes = 64 << 10
)

// NewLogBuffer returns a buffer before out. Close it last, or lines are lost.
func NewLogBuffer(out io.Writer) *LogBuffer { return &LogBuffer{out: out} }

// Write keeps a line. It returns the error of the write that it may cause.
func (b *LogBuffer) Write(line []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.lines = append(b.lines, line...)
	if len(b.lines) >= logBytes {
		return len(line), b.flush()
	}
	if b.flusher == nil {
		b.flusher = time.AfterFunc(logDelay, func() { _ = b.Close() }) // the next Write tells
	}
	return len(line), nil
}

// Close writes what is left. The buffer can be used again.
func (b *LogBuffer) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.flush()
}

func (b *LogBuffer) flush() error {
	if b.flusher != nil {
		b.flusher.Stop()
		b.flusher = nil
	}
	if len(b.lines) == 0 {
		return nil
	}
	_, err := b.out.Write(b.lines)
	b.lines = b.lines[:0]
	return err
}
