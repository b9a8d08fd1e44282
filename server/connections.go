package server

import (
	"errors"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// connections is a listener that keeps no more than most connections open. One
// too many is told so by 503, without work of the server's.
type connections struct {
	net.Listener
	most    int64
	slack   time.Duration // by how much the time to write an answer may fall short
	open    *atomic.Int64
	turning sync.WaitGroup // the goroutines that turn connections away
	turned  atomic.Int64   // how many of those there are
}

const full = "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json; charset=utf-8\r\n" +
	"Retry-After: " + retryAfter + "\r\nConnection: close\r\nContent-Length: 97\r\n\r\n" +
	`{"errors":[{"message":"the server has too many connections","extensions":{"code":"OVERLOADED"}}]}`

const (
	// patience is how long one too many may take to send its request; an answer
	// before that would be no answer to it.
	patience = 250 * time.Millisecond
	// mostTurned is how many are waited for at once. The rest are closed.
	mostTurned = 64
)

func (l *connections) Accept() (net.Conn, error) {
	for {
		conn, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if l.open.Add(1) <= l.most {
			return &connection{Conn: conn, open: l.open, slack: l.slack}, nil
		}
		l.open.Add(-1)
		if l.turned.Add(1) > mostTurned {
			l.turned.Add(-1)
			_ = conn.Close()
			continue
		}
		l.turning.Go(func() { l.turnAway(conn) })
	}
}

func (l *connections) turnAway(conn net.Conn) {
	defer l.turned.Add(-1)
	defer conn.Close()
	var request [4 << 10]byte
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		return
	}
	if _, err := conn.Read(request[:]); err == nil {
		_, _ = conn.Write([]byte(full))
	}
}

// Close returns once every connection that was turned away is gone.
func (l *connections) Close() error {
	err := l.Listener.Close()
	l.turning.Wait()
	return err
}

type connection struct {
	net.Conn
	open  *atomic.Int64
	once  sync.Once
	slack time.Duration
	write atomic.Int64 // the deadline that is set, in nanoseconds; 0 for none
}

// SetWriteDeadline leaves a deadline where it is that falls short by no more than
// the slack: net/http moves it for every request, and a timer is dear to move.
func (c *connection) SetWriteDeadline(t time.Time) error {
	if short := time.Duration(t.UnixNano() - c.write.Load()); !t.IsZero() && 0 <= short && short < c.slack {
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

func (c *connection) Close() error {
	c.once.Do(func() { c.open.Add(-1) })
	return c.Conn.Close()
}
