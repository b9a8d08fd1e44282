package server

import (
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// connections is a listener that keeps no more than most connections open. One
// too many is answered at once with 503, before anything is read from it.
type connections struct {
	net.Listener
	most int64
	open *atomic.Int64
}

const full = "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json; charset=utf-8\r\n" +
	"Retry-After: " + retryAfter + "\r\nConnection: close\r\nContent-Length: 97\r\n\r\n" +
	`{"errors":[{"message":"the server has too many connections","extensions":{"code":"OVERLOADED"}}]}`

func (l *connections) Accept() (net.Conn, error) {
	for {
		conn, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if l.open.Add(1) <= l.most {
			return &connection{Conn: conn, open: l.open}, nil
		}
		// The answer fits the socket's empty buffer, so that this does not wait.
		_ = conn.SetDeadline(time.Now().Add(100 * time.Millisecond))
		_, _ = conn.Write([]byte(full))
		_ = conn.Close()
		l.open.Add(-1)
	}
}

type connection struct {
	net.Conn
	open *atomic.Int64
	once sync.Once
}

func (c *connection) Close() error {
	c.once.Do(func() { c.open.Add(-1) })
	return c.Conn.Close()
}
