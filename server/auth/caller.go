package auth

import (
	"context"
	"time"

	"golang.org/x/time/rate"
)

// Agent is somebody or something that writes.
type Agent struct {
	ID        string // agent/ann
	Name      string // as its key or its token gives it; "" where they give none
	Automatic bool   // a program
}

// Caller is who sends a request.
type Caller struct {
	Agent   Agent // zero without credentials
	Role    Role
	Expires time.Time // zero where the credentials don't end
	key     *Key      // nil of a token
	writes  *rate.Limiter
}

// anonymous is whoever gives no credentials where anybody may read.
var anonymous = &Caller{Role: Reader}

// Anonymous reports whether the caller gave no credentials.
func (c *Caller) Anonymous() bool { return c.Agent.ID == "" }

// KeyID is the id of the caller's key, or "".
func (c *Caller) KeyID() string {
	if c.key == nil {
		return ""
	}
	return c.key.ID
}

// WritesLeft is how many claims, retractions and decisions the caller may still write before they have to wait.
func (c *Caller) WritesLeft() int {
	if c.writes == nil {
		return 0
	}
	return max(int(c.writes.Tokens()), 0)
}

// Spend takes n writes off what the caller has left. Where that is too little it takes nothing, and says after how long
// it would do.
func (c *Caller) Spend(n int) (wait time.Duration, ok bool) {
	if c.writes == nil {
		return 0, false
	}
	now := time.Now()
	reservation := c.writes.ReserveN(now, n)
	if !reservation.OK() {
		return 0, false
	}
	if wait = reservation.DelayFrom(now); wait > 0 {
		reservation.CancelAt(now)
		return wait, false
	}
	return 0, true
}

type callerKey struct{}

// With is a context of a request that c sends.
func With(ctx context.Context, c *Caller) context.Context {
	return context.WithValue(ctx, callerKey{}, c)
}

// From is who sends the request of ctx: somebody without credentials where nothing says.
func From(ctx context.Context) *Caller {
	if c, ok := ctx.Value(callerKey{}).(*Caller); ok {
		return c
	}
	return anonymous
}
