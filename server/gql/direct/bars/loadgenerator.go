package bars

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"syscall"
	"time"
)

// Load on one connection at a time would measure waking up; 4 keep the server busy on the smallest machines.
const (
	connections = 8
	rounds      = 9
	round       = 100 * time.Millisecond
)

// measure returns the least CPU that a request cost each handler over the rounds, in microseconds: what else the
// machine does only ever adds. The handlers take turns.
func measure(ctx context.Context, q question, handlers ...http.Handler) ([]float64, error) {
	body, err := json.Marshal(request{q.name, q.variables})
	if err != nil {
		return nil, err
	}
	least := make([]float64, len(handlers))
	for turn := range rounds + 1 {
		for i, h := range handlers {
			cpu, err := load(ctx, h, body)
			if err != nil {
				return nil, err
			}
			if turn == 1 || turn > 1 && cpu < least[i] { // turn 0 is for warming up
				least[i] = cpu
			}
		}
	}
	return least, nil
}

// load sends the body over and over for a round, and returns the server's CPU a request: the process's less that of
// the clients, which have threads of their own.
func load(ctx context.Context, h http.Handler, body []byte) (micros float64, err error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	server := &http.Server{Handler: h, ReadHeaderTimeout: time.Second}
	go func() { _ = server.Serve(listener) }()
	defer func() { _ = server.Close() }()
	runtime.GC()
	before := usage(syscall.RUSAGE_SELF)
	results := make(chan result, connections)
	for range connections {
		go func() { results <- client(ctx, listener.Addr().String(), body) }()
	}
	var requests int
	var clients time.Duration
	for range connections {
		r := <-results
		if r.err != nil {
			err = r.err
		}
		requests += r.requests
		clients += r.cpu
	}
	cpu := usage(syscall.RUSAGE_SELF) - before - clients
	return float64(cpu.Nanoseconds()) / 1000 / float64(max(requests, 1)), err
}

type result struct {
	requests int
	cpu      time.Duration
	err      error
}

// client keeps its thread until it ends, and takes the thread with it: no server code has run on it.
func client(ctx context.Context, address string, body []byte) (res result) {
	runtime.LockOSThread()
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", address)
	if err != nil {
		return result{err: err}
	}
	defer func() { _ = conn.Close() }()
	request := fmt.Appendf(nil, "POST / HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", address, len(body), body)
	reader := bufio.NewReaderSize(conn, 256<<10)
	before := usage(rusageThread)
	for until := time.Now().Add(round); time.Now().Before(until) && ctx.Err() == nil; res.requests++ {
		if _, res.err = conn.Write(request); res.err != nil {
			return res
		}
		if res.err = skipResponse(reader); res.err != nil {
			return res
		}
	}
	res.cpu = usage(rusageThread) - before
	return res
}

// skipResponse reads one response to its end.
func skipResponse(r *bufio.Reader) error {
	length := -1
	for first := true; ; first = false {
		line, err := r.ReadSlice('\n')
		if err != nil {
			return err
		}
		if first && !bytes.HasPrefix(line, []byte("HTTP/1.1 200")) {
			return fmt.Errorf("answer %q", line)
		}
		if len(line) == 2 {
			break
		}
		if rest, ok := bytes.CutPrefix(line, []byte("Content-Length: ")); ok {
			if _, err := fmt.Sscan(string(rest), &length); err != nil {
				return err
			}
		}
	}
	_, err := io.CopyN(io.Discard, r, int64(length))
	return err
}

// rusageThread is RUSAGE_THREAD of Linux, which package syscall leaves out.
const rusageThread = 1

func usage(who int) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(who, &u); err != nil {
		panic(err) // who is a constant
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
