package storefs

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"syscall"
)

// PebbleLogger is Pebble's logger. What Pebble calls fatal, which by default ends
// the process, ends the store's writing instead: the goroutine that met it stops
// for good, with whatever locks it holds, and nobody calls Pebble again.
type PebbleLogger struct {
	once  sync.Once
	done  chan struct{}
	err   error
	stuck atomic.Bool // a goroutine has stopped inside Pebble
}

// NewPebbleLogger returns the logger of one store.
func NewPebbleLogger() *PebbleLogger { return &PebbleLogger{done: make(chan struct{})} }

// Infof drops what Pebble tells about its work.
func (l *PebbleLogger) Infof(string, ...any) {}

// Errorf drops errors, which Pebble also returns or hands to Fail.
func (l *PebbleLogger) Errorf(string, ...any) {}

// Fatalf records the error and does not return.
func (l *PebbleLogger) Fatalf(format string, args ...any) {
	err := fmt.Errorf(format, args...)
	for _, a := range args {
		if cause, ok := a.(error); ok {
			err = fmt.Errorf("pebble: %w", cause)
		}
	}
	l.stuck.Store(true)
	l.Fail(err)
	select {}
}

// Fail records the first error after which nothing must be written: one in the
// background, for instance, lets Pebble's memory fill until writes wait forever.
func (l *PebbleLogger) Fail(err error) {
	l.once.Do(func() {
		l.err = err
		close(l.done)
	})
}

// panicked is the error of a panic inside Pebble: what the operating system gave, or corruption. Whatever locks Pebble held it
// holds for good, so that nobody may call it again.
func (l *PebbleLogger) panicked(p any) error {
	err := fmt.Errorf("%v: %w", p, ErrCorrupt)
	var number syscall.Errno
	if cause, ok := p.(error); ok && errors.As(cause, &number) {
		err = fmt.Errorf("pebble: %w", cause)
	}
	l.stuck.Store(true)
	l.Fail(err)
	return err
}

// Stuck reports whether a goroutine has stopped inside Pebble, with whatever locks it held.
func (l *PebbleLogger) Stuck() bool { return l.stuck.Load() }

// Guard calls Pebble and returns its error, or the fatal one if that comes
// first. A panic over broken files counts as corruption.
func (l *PebbleLogger) Guard(call func() error) error {
	select {
	case <-l.done:
		return l.err
	default:
	}
	result := make(chan error, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				result <- l.panicked(p)
			}
		}()
		result <- call()
	}()
	select {
	case err := <-result:
		return err
	case <-l.done:
		return l.err
	}
}
