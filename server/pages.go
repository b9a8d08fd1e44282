package server

import (
	"context"
	"net/http"
	"path"
	"strings"

	"whence/server/admission"
	"whence/server/flight"
)

// pageSlots is how many pages may be worked on for each slot of the API.
const pageSlots = 8

// admitted lets a page's handler work in a slot, and within the deadline. The slot
// is given back when the first byte is written: a client may read as slowly as it
// likes. What is written then is counted as in flight.
func (s *Server) admitted(next http.Handler) handler {
	return func(ctx context.Context, w *recorder, r *http.Request) {
		page := &pageWriter{recorder: w, server: s, client: s.client(ctx, r)}
		if err := s.pages.Enter(ctx, &page.slot, page.client); err != nil {
			w.Header().Set("Retry-After", retryAfter)
			plain(w, http.StatusServiceUnavailable, overloaded().Message+"\n")
			return
		}
		defer page.slot.Leave()
		defer page.flight.Sent()
		ctx, cancel := context.WithTimeout(ctx, s.options.Limits.Execution.Deadline)
		defer cancel()
		next.ServeHTTP(page, r.WithContext(ctx))
		page.begin(0)
	}
}

// pageWriter is what a page is written to. It holds the status back until it is
// known whether there is room for what follows.
type pageWriter struct {
	*recorder
	server  *Server
	client  string
	slot    admission.Slot
	flight  flight.Answer
	status  int
	begun   bool
	refused bool
}

// WriteHeader notes the status.
func (p *pageWriter) WriteHeader(status int) {
	if p.status == 0 {
		p.status = status
	}
}

// Write sends a piece of the page.
func (p *pageWriter) Write(b []byte) (int, error) {
	p.begin(len(b))
	if p.refused {
		return len(b), nil
	}
	return p.recorder.Write(b)
}

// begin gives the slot back, and sends the status if n bytes may follow.
func (p *pageWriter) begin(bytes int) {
	if p.begun {
		return
	}
	p.begun = true
	p.slot.Leave()
	if !p.server.flight.Send(&p.flight, p.client, bytes, breakOff(p.recorder)) {
		p.refused = true
		h := p.Header()
		for _, name := range []string{"Content-Length", "Content-Encoding", "Etag", "Last-Modified"} {
			h.Del(name)
		}
		h.Set("Retry-After", retryAfter)
		plain(p.recorder, http.StatusServiceUnavailable, overloaded().Message+"\n")
		return
	}
	if p.status != 0 {
		p.recorder.WriteHeader(p.status)
	}
}

// below serves what lies below the base path, and the probes, which those who watch
// over the server ask for directly.
func (s *Server) below(next http.Handler) http.Handler {
	base := s.options.Front.Base()
	if base == "" {
		return next
	}
	stripped := http.StripPrefix(base, next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == base:
			// Relative, for the proxy may know the server by a longer path.
			w.Header().Set("Location", path.Base(base)+"/")
			w.WriteHeader(http.StatusPermanentRedirect)
		case isProbe(r):
			next.ServeHTTP(w, r)
		case strings.HasPrefix(r.URL.Path, base+"/"):
			stripped.ServeHTTP(w, r)
		default:
			plain(w, http.StatusNotFound, "this server answers below "+base+"/ only\n")
		}
	})
}
