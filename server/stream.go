package server

import (
	"context"
	"net/http"
	"time"
)

// StreamPath is where Options.Streams answers.
const StreamPath = "/list.csv"

// stream is an answer of any length: each part of it has as long to be taken as a short answer has as a whole.
type stream struct {
	http.ResponseWriter
	control *http.ResponseController
	each    time.Duration // 0 is for ever
}

// Write sends a part.
func (s *stream) Write(part []byte) (int, error) {
	if s.each > 0 {
		_ = s.control.SetWriteDeadline(time.Now().Add(s.each)) // a connection without deadlines needs none
	}
	return s.ResponseWriter.Write(part)
}

// Unwrap lets http.ResponseController reach the connection.
func (s *stream) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// streamed lets a stream's handler work in a slot of its own kind, so that slow readers of exports keep nobody from the
// pages, and for as long as an export may take.
func (s *Server) streamed(next http.Handler) handler {
	return func(ctx context.Context, w *recorder, r *http.Request) {
		slot := &w.observation.slot
		if err := s.streams.Enter(ctx, slot, s.client(ctx, r)); err != nil {
			w.Header().Set("Retry-After", retryAfter)
			plain(w, http.StatusServiceUnavailable, overloaded().Message+"\n")
			return
		}
		defer slot.Leave()
		limits := s.options.Limits
		if limits.Execution.Stream > 0 {
			var cancel context.CancelFunc
			ctx, cancel = context.WithTimeout(ctx, limits.Execution.Stream)
			defer cancel()
		}
		next.ServeHTTP(&stream{w, http.NewResponseController(w), limits.Transport.Write}, r.WithContext(ctx))
	}
}
