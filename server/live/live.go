// Package live sends subscribers what is written, from a log of commits. Each subscriber has a position in the log and
// pulls from there as fast as it reads: nothing is queued for it, so that nothing is dropped and nobody is waited for. What
// many subscribers ask for in the same words is encoded once.
//
// It knows commits by their numbers, 1, 2, 3 without gaps. What stands in them, and how it is sent, others know.
package live

import (
	"context"
	"time"
)

// Log is a log of commits. Its methods may be called by many goroutines.
type Log interface {
	// Head is the number of the latest commit that a reader sees; 0 before the first.
	Head() uint64
	// Committed is closed when the head has moved on from what it was at the call.
	Committed() <-chan struct{}
	// Cursor stands behind the commit with that number; 0 is before the first.
	Cursor(ctx context.Context, number uint64) (string, error)
	// Position is the number of the commit that a cursor stands behind. Its error carries BAD_CURSOR, or CURSOR_LOST where
	// the cursor is of another history.
	Position(ctx context.Context, cursor string) (uint64, error)
}

// Event is what a subscription is executed for: one commit, or a sign of life at a position.
type Event struct {
	Number uint64 // of the commit, or of the one that is stood behind
	Sign   bool   // a sign of life
	Behind int    // how many commits were recorded behind it when it was made
}

type eventKey struct{}

// WithEvent is a context in which a subscription is executed for one event.
func WithEvent(ctx context.Context, e Event) context.Context {
	return context.WithValue(ctx, eventKey{}, e)
}

// EventOf is the event that a subscription is executed for.
func EventOf(ctx context.Context) (Event, bool) {
	e, ok := ctx.Value(eventKey{}).(Event)
	return e, ok
}

// Payload is an encoded answer for one event.
type Payload struct {
	Text  []byte   // a JSON object with data and errors, not to be changed
	Codes []string // of its errors
}

// Encode executes a subscription for one event. It returns nil where the event does not pass the subscription's filter. An
// error is no fault of the event's: it ends what follows.
type Encode func(ctx context.Context, e Event) (*Payload, error)

// Message is an event as a subscriber gets it.
type Message struct {
	Payload

	Cursor string
}

// Options bound what following costs. The zero value stands for the defaults.
type Options struct {
	// Sign is the time without an event after which a sign of life is sent; 20 s if 0.
	Sign time.Duration
	// Encoders is how many events are encoded at once; 1 if 0, so that queries have the other processors.
	Encoders int
	// Kept is how many bytes of encoded events are kept for those who come a little later; 16 MiB if 0.
	Kept int
}
