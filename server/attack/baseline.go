package attack

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"
)

// ServeBaseline serves the least that a server can do: it reads each request and
// returns the same answer. It says where, as our server does, and returns when
// it can't serve any more. Others are held against it.
func ServeBaseline(ctx context.Context, answer string) error {
	return ServeOn(ctx, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, answer) // nobody is left to tell of an error
	}))
}

// ServeOn serves a handler on a free port, and says on stdout where.
func ServeOn(ctx context.Context, h http.Handler) error {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(os.Stdout, "listening on http://%s\n", listener.Addr()); err != nil {
		return err
	}
	web := &http.Server{Handler: h, ReadHeaderTimeout: time.Minute}
	return web.Serve(listener)
}
