package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"
)

// Addresses are where a server listens. A port of 0 is any free one.
type Addresses struct {
	Addr    string `default:"127.0.0.1:8080" env:"WHENCE_ADDR"         help:"Address to serve on."                                               placeholder:"HOST:PORT"`
	Metrics string `default:""               env:"WHENCE_METRICS_ADDR" help:"Address to serve Prometheus's metrics on, at /metrics; none if empty." name:"metrics-addr"     placeholder:"HOST:PORT"`
}

// Run listens, says on stdout where ("listening on http://…"), and serves until
// ctx ends and the server has drained.
func (s *Server) Run(ctx context.Context, at Addresses, stdout io.Writer) error {
	defer spareGarbage()()
	if err := errors.Join(s.options.Front.Check(), s.engine.checkDocuments()); err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", at.Addr)
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	listener, scheme, err := s.secured(listener)
	if err != nil {
		return err
	}
	if at.Metrics != "" {
		stop, err := s.serveMetrics(ctx, at.Metrics, stdout)
		if err != nil {
			return errors.Join(err, listener.Close())
		}
		defer stop()
	}
	if _, err := fmt.Fprintf(stdout, "listening on %s://%s\n", scheme, listener.Addr()); err != nil {
		return errors.Join(fmt.Errorf("serve: %w", err), listener.Close())
	}
	return s.Serve(ctx, listener)
}

// secured puts what Options.Front says in front of a listener, and closes it where that is refused.
func (s *Server) secured(l net.Listener) (net.Listener, string, error) {
	secured, scheme, err := s.options.Front.listen(l, s.options.Authority != nil)
	if err != nil {
		return nil, "", errors.Join(err, l.Close())
	}
	return secured, scheme, nil
}

// minGCHeap is the least garbage that a collection waits for, in bytes.
const minGCHeap = 32 << 20

// spareGarbage lets minGCHeap lie until the function that it returns is called.
// A small graph would be collected a hundred times a second under load, for a
// quarter of what its queries cost. GOGC and a limit of memory are left as they are.
func spareGarbage() (restore func()) {
	if os.Getenv("GOGC") != "" || debug.SetMemoryLimit(-1) != math.MaxInt64 {
		return func() {}
	}
	// The collector lets as much lie as is in use. This is never written to, and so
	// is no memory of the machine's.
	ballast := make([]byte, minGCHeap)
	return func() { runtime.KeepAlive(ballast) }
}

func (s *Server) serveMetrics(ctx context.Context, addr string, stdout io.Writer) (stop func(), err error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("metrics: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", s.MetricsHandler())
	mux.HandleFunc("/livez", s.livez)
	mux.HandleFunc("/readyz", s.readyz)
	web := &http.Server{Handler: mux, ReadHeaderTimeout: 2 * time.Second, ReadTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = web.Serve(listener) // ends by Close
	}()
	stop = func() {
		_ = web.Close()
		<-done
	}
	if _, err = fmt.Fprintf(stdout, "metrics on http://%s/metrics\n", listener.Addr()); err != nil {
		stop()
		return nil, fmt.Errorf("metrics: %w", err)
	}
	return stop, nil
}

// Signalled returns a context that ends at the first SIGTERM, SIGINT or SIGHUP, of
// which a process that was started to outlive its terminal ignores the last. From
// then on they do what they do by default, whoever else asked for them, so that the
// second one ends the process at once.
func Signalled(ctx context.Context) (context.Context, context.CancelFunc) {
	signals := []os.Signal{syscall.SIGTERM, syscall.SIGINT}
	if !signal.Ignored(syscall.SIGHUP) {
		signals = append(signals, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(ctx, signals...)
	context.AfterFunc(ctx, func() { signal.Reset(signals...) })
	return ctx, stop
}
