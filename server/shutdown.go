package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

// phase is how far a server has come on its way from serving to stopped. Each
// gives the next one's clients nothing to fail on: first they are told to close
// their connections, then to go elsewhere, and only then does anything close.
type phase int32

const (
	// serving is the phase of all days.
	serving phase = iota
	// noticed still serves, but is not ready, and closes each connection after
	// its answer.
	noticed
	// refusing answers new requests with 503 and Retry-After.
	refusing
	// closing takes no connection and waits for the requests in flight.
	closing
)

// retryAfter is the seconds after which a refused client may come back.
const retryAfter = "1"

var errShutdown = errors.New("the server is shutting down")

func (s *Server) shutDown(web *http.Server) error {
	limits := s.options.Limits.Drain
	s.options.Log.Info("draining", "notice", limits.Notice, "refuse", limits.Refuse, "timeout", limits.Timeout)
	s.phase.Store(int32(noticed))
	time.Sleep(limits.Notice)
	s.phase.Store(int32(refusing))
	s.leave()
	s.sockets.close(s.options.Limits.Execution.Deadline)
	time.Sleep(limits.Refuse)
	s.phase.Store(int32(closing))
	ctx, cancel := context.WithTimeout(context.Background(), limits.Timeout)
	defer cancel()
	err := web.Shutdown(ctx)
	s.sockets.wait(ctx)
	s.stop(errShutdown)
	if err != nil {
		err = errors.Join(fmt.Errorf("requests in flight after %v: %w", limits.Timeout, err), web.Close())
	}
	s.sockets.wait(context.Background())
	return err
}

// shuttingDown does what the phase asks to every request.
func (s *Server) shuttingDown(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		now := phase(s.phase.Load())
		if now != serving {
			w.Header().Set("Connection", "close")
		}
		if now >= refusing && !isProbe(r) {
			refusal := overloaded()
			refusal.Message = "the server is shutting down: try again in a second"
			w.Header().Set("Retry-After", retryAfter)
			refused(plainJSON, gqlerror.List{refusal}).send(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}
