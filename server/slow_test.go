package server

import (
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"testing"
	"time"
)

// A client that is slow on purpose holds a connection, and never for long.
func TestSlowClients(t *testing.T) {
	r := start(t, func(o *Options) {
		o.Limits.Transport.ReadHeader = 100 * time.Millisecond
		o.Limits.Transport.Read = 200 * time.Millisecond
		o.Limits.Transport.Write = 300 * time.Millisecond
		o.Limits.Transport.Idle = 200 * time.Millisecond
	})
	for claim, text := range map[string]string{
		"nothing at all":      "",
		"half of the headers": "POST /graphql HTTP/1.1\r\nHost: x\r\nX-A",
		"half of the body":    "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"query",
		"half of a chunk":     "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{\"query",
		"rest after a query":  "GET /graphql?query={hello} HTTP/1.1\r\nHost: x\r\n\r\n",
	} {
		conn, err := net.Dial("tcp", r.address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if _, err := io.WriteString(conn, text); err != nil {
			t.Fatal(err)
		}
		if err := conn.SetReadDeadline(time.Now().Add(3 * time.Second)); err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadAll(conn); errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("%s: still open", claim)
		}
	}
	until(t, "all are closed", func() bool { return r.metrics.connections.Load() == 0 })
}

// A client that does not read its answer holds no slot meanwhile: with one slot in all, each of five gets the beginning of an
// answer that it does not read, and so does the client after them.
func TestSlowReadersHoldNoSlot(t *testing.T) {
	r := start(t, func(o *Options) {
		o.Limits.Admission = AdmissionLimits{Slots: 1, Queue: 1, Wait: 30 * time.Second}
		o.Limits.Transport.Write = time.Hour
	})
	const ok = "HTTP/1.1 200"
	for i := range 5 {
		conn, err := net.Dial("tcp", r.address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if _, err := io.WriteString(conn, "GET /graphql?query={big(bytes:4000000)} HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		begin := make([]byte, len(ok))
		if _, err := io.ReadFull(conn, begin); err != nil || string(begin) != ok {
			t.Fatalf("slow reader %d: %q, %v", i, begin, err)
		}
	}
	if got := r.post(t, "{hello}"); got.status != 200 || !strings.Contains(got.text, "hello") {
		t.Errorf("another client: %d %s", got.status, got.text)
	}
}
