package quadstore

import (
	"fmt"
	"sync"
	"sync/atomic"
)

// fatality is Pebble's logger. What Pebble calls fatal, which by default ends
// the process, ends the store's writing instead: the goroutine that met it stops
// for good, with whatever locks it holds, and nobody calls Pebble again.
type fatality struct {
	once  sync.Once
	done  chan struct{}
	err   error
	stuck atomic.Bool // a goroutine has stopped inside Pebble
}

func newFatality() *fatality { return &fatality{done: make(chan struct{})} }

// Infof drops what Pebble tells about its work.
func (f *fatality) Infof(string, ...any) {}

// Errorf drops errors, which Pebble also returns or hands to fail.
func (f *fatality) Errorf(string, ...any) {}

// Fatalf records the error and does not return.
func (f *fatality) Fatalf(format string, args ...any) {
	err := fmt.Errorf(format, args...)
	for _, a := range args {
		if cause, ok := a.(error); ok {
			err = fmt.Errorf("pebble: %w", cause)
		}
	}
	f.stuck.Store(true)
	f.fail(err)
	select {}
}

// fail records the first error after which nothing must be written: one in the
// background, for instance, lets Pebble's memory fill until writes wait forever.
func (f *fatality) fail(err error) {
	f.once.Do(func() {
		f.err = err
		close(f.done)
	})
}

// guard calls Pebble and returns its error, or the fatal one if that comes
// first. A panic over broken files counts as corruption.
func (f *fatality) guard(call func() error) error {
	select {
	case <-f.done:
		return f.err
	default:
	}
	result := make(chan error, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				result <- fmt.Errorf("%v: %w", p, ErrCorrupt)
			}
		}()
		result <- call()
	}()
	select {
	case err := <-result:
		return err
	case <-f.done:
		return f.err
	}
}
