// Package deadline makes contexts that end at a time and cost no timer until somebody waits for them.
//
// A question that takes ten microseconds looks at its context a few times and waits for nothing: the timer, the lock and
// the two allocations of context.WithDeadline are a tenth of what it costs. A context of With looks at the clock instead,
// where it is asked whether it has ended, and makes a timer where it is asked for a channel.
//
// It imports nothing of this module.
package deadline

import (
	"context"
	"sync"
	"time"
)

// With returns a context that ends with its parent or at a time, whichever comes first. From that time on its Err is err,
// which should wrap context.DeadlineExceeded; nil stands for that itself. It needs no cancelling: what it holds of its
// parent it lets go of at that time at the latest.
func With(parent context.Context, at time.Time, err error) context.Context {
	if err == nil {
		err = context.DeadlineExceeded
	}
	return &deadline{Context: parent, at: at, err: err}
}

type deadline struct {
	context.Context // the parent

	at     time.Time
	err    error
	waited sync.Once
	timed  context.Context // made when the channel is asked for
}

// Deadline is the earlier of the parent's and this one's.
func (d *deadline) Deadline() (time.Time, bool) {
	if at, ok := d.Context.Deadline(); ok && at.Before(d.at) {
		return at, true
	}
	return d.at, true
}

// Err is nil until the end.
func (d *deadline) Err() error {
	if err := d.Context.Err(); err != nil {
		return err
	}
	if time.Until(d.at) > 0 {
		return nil
	}
	return d.err
}

// Done is a channel that is closed at the end. The first call makes it, and its timer.
func (d *deadline) Done() <-chan struct{} {
	d.waited.Do(func() {
		timed, cancel := context.WithDeadline(d.Context, d.at)
		context.AfterFunc(timed, cancel)
		d.timed = timed
	})
	return d.timed.Done()
}
