package server

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// connections is a listener that keeps no more than most connections open. Where
// there is one too many, the one that has been at rest for longest is closed. If
// none has, the new one is a spare: it is asked what it wants, so that those who
// watch over the server get their answer, and all others are told to come back.
type connections struct {
	net.Listener
	most  int64
	slack time.Duration // by how much the time to write an answer may fall short
	open  *atomic.Int64

	mu      sync.Mutex
	resting resting // at rest, for longest first
	spares  resting // those beyond most, oldest first
}

const (
	// rested is for how long a connection must have been at rest to be closed in
	// favour of another: a client that has just been answered may well ask again.
	rested = 250 * time.Millisecond
	// maxSpares is how many connections beyond the limit are asked what they want.
	// One more closes the oldest of them.
	maxSpares = 64
)

// Accept returns the next connection, which has a place or is a spare.
func (l *connections) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	c := &connection{Conn: conn, of: l}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open.Load() >= l.most {
		if idle := l.resting.first; idle != nil && time.Since(idle.since) >= rested {
			l.turnOut(idle)
		}
	}
	if l.open.Load() < l.most {
		l.open.Add(1)
		l.resting.push(c)
		return c, nil
	}
	if l.spares.length >= maxSpares {
		l.turnOut(l.spares.first)
	}
	c.spare = true
	l.spares.push(c)
	return c, nil
}

// turnOut closes a connection. The caller holds mu.
func (l *connections) turnOut(c *connection) {
	l.forget(c)
	_ = c.Conn.Close() // its own Close comes later, and finds nothing to do
}

// forget takes a connection off the counts, once. The caller holds mu.
func (l *connections) forget(c *connection) {
	if c.list != nil {
		c.list.remove(c)
	}
	if !c.gone && !c.spare {
		l.open.Add(-1)
	}
	c.gone = true
}

// state notes whether a connection is at rest, for http.Server.ConnState.
func (l *connections) state(conn net.Conn, state http.ConnState) {
	c, ok := conn.(*connection)
	if !ok || c.spare {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case c.gone:
	case state == http.StateActive || state == http.StateHijacked:
		if c.list != nil {
			c.list.remove(c)
		}
	case state == http.StateIdle && c.list == nil:
		l.resting.push(c)
	}
}

type spareKey struct{}

// context marks the requests of spares, for http.Server.ConnContext.
func (l *connections) context(ctx context.Context, conn net.Conn) context.Context {
	if c, ok := conn.(*connection); ok && c.spare {
		return context.WithValue(ctx, spareKey{}, true)
	}
	return ctx
}

// isSpare reports whether a request came by a connection beyond the limit.
func isSpare(ctx context.Context) bool { return ctx.Value(spareKey{}) != nil }

// connection is one that a client has opened.
type connection struct {
	net.Conn
	of    *connections
	write atomic.Int64 // the deadline that is set, in nanoseconds; 0 for none

	// What follows belongs to of.mu.
	spare, gone bool
	since       time.Time // at rest
	list        *resting
	prev, next  *connection
}

// SetWriteDeadline leaves a deadline where it is that falls short by no more than
// the slack: net/http moves it for every request, and a timer is dear to move.
func (c *connection) SetWriteDeadline(t time.Time) error {
	if short := time.Duration(t.UnixNano() - c.write.Load()); !t.IsZero() && 0 <= short && short < c.of.slack {
		return nil
	}
	c.write.Store(0)
	if !t.IsZero() {
		c.write.Store(t.UnixNano())
	}
	return c.Conn.SetWriteDeadline(t)
}

// SetDeadline sets both deadlines, so that the one for writing is known here.
func (c *connection) SetDeadline(t time.Time) error {
	return errors.Join(c.SetReadDeadline(t), c.SetWriteDeadline(t))
}

// Write puts net/http's own answer to headers that are too long into JSON. It
// comes before any handler is asked, and no handler answers with 431.
func (c *connection) Write(b []byte) (int, error) {
	if len(b) < 512 && bytes.HasPrefix(b, netHTTPTooLong) {
		_, err := c.Conn.Write([]byte(tooLongHeaders))
		return len(b), err
	}
	return c.Conn.Write(b)
}

// Close closes the connection and gives up its place.
func (c *connection) Close() error {
	c.of.mu.Lock()
	c.of.forget(c)
	c.of.mu.Unlock()
	return c.Conn.Close()
}

var (
	netHTTPTooLong = []byte("HTTP/1.1 431 ")
	tooLongHeaders = jsonAnswer("431 Request Header Fields Too Large",
		`{"errors":[{"message":"the request line and the headers are longer than this server takes: send the query by POST","extensions":{"code":"HEADERS_TOO_LARGE"}}]}`)
)

// jsonAnswer is a whole answer of HTTP, after which the connection is closed.
func jsonAnswer(status, body string) string {
	return fmt.Sprintf("HTTP/1.1 %s\r\nContent-Type: application/json; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s",
		status, len(body), body)
}

// resting is a list of connections. It allocates nothing.
type resting struct {
	first, last *connection
	length      int
}

func (l *resting) push(c *connection) {
	c.list, c.since, c.prev, c.next = l, time.Now(), l.last, nil
	if l.last == nil {
		l.first = c
	} else {
		l.last.next = c
	}
	l.last = c
	l.length++
}

func (l *resting) remove(c *connection) {
	if c.prev == nil {
		l.first = c.next
	} else {
		c.prev.next = c.next
	}
	if c.next == nil {
		l.last = c.prev
	} else {
		c.next.prev = c.prev
	}
	c.list, c.prev, c.next = nil, nil, nil
	l.length--
}
