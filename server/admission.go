package server

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whence/server/fault"
)

// admission lets so many requests work at once and a few more wait a moment.
// The rest are told to come back: an answer that comes after its client has
// given up costs what it would have cost in time.
type admission struct {
	slots   chan struct{}
	queue   int64
	wait    time.Duration
	waiting atomic.Int64
}

func newAdmission(l AdmissionLimits) *admission {
	return &admission{slots: make(chan struct{}, l.Slots), queue: int64(l.Queue), wait: l.Wait}
}

// enter takes a slot, which the caller gives back by leave. The error carries
// OVERLOADED, or CANCELLED where ctx ended first.
func (a *admission) enter(ctx context.Context) *gqlerror.Error {
	select {
	case a.slots <- struct{}{}:
		return nil
	default:
	}
	defer a.waiting.Add(-1)
	if a.waiting.Add(1) > a.queue {
		return overloaded()
	}
	timer := time.NewTimer(a.wait)
	defer timer.Stop()
	select {
	case a.slots <- struct{}{}:
		return nil
	case <-timer.C:
		return overloaded()
	case <-ctx.Done():
		return fault.New(fault.Cancelled, "the request was cancelled while it waited")
	}
}

func (a *admission) leave() { <-a.slots }

func overloaded() *gqlerror.Error {
	return fault.New(fault.Overloaded, "the server is busy: try again in a second")
}
