package server

import (
	"sync/atomic"

	"golang.org/x/time/rate"
)

// refusalLog bounds the lines that refused requests write into the log. They cost their clients nothing, and a flood of
// them would fill a disk; the metrics count them all.
type refusalLog struct {
	limiter *rate.Limiter
	skipped atomic.Int64
}

// Refusals a second that are logged over time, and at once.
const (
	loggedRefusals = 10
	refusalBurst   = 100
)

func newRefusalLog() *refusalLog {
	return &refusalLog{limiter: rate.NewLimiter(loggedRefusals, refusalBurst)}
}

// take reports whether a refusal is to be logged, and how many before it were not.
func (l *refusalLog) take() (skipped int64, ok bool) {
	if !l.limiter.Allow() {
		l.skipped.Add(1)
		return 0, false
	}
	return l.skipped.Swap(0), true
}
