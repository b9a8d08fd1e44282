package server

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whence/server/accept"
	"whence/server/admission"
	"whence/server/auth"
	"whence/server/body"
)

// eventStream is the media type of server-sent events, which carry one operation each as the protocol of npm's graphql-sse
// has it ("distinct connections"): an event "next" for each response, whose id is its cursor, and "complete" at the end.
const eventStream = "text/event-stream"

// wantsEvents reports whether an Accept header asks for server-sent events rather than for JSON.
func wantsEvents(header string) bool {
	if !strings.Contains(strings.ToLower(header), eventStream) {
		return false
	}
	wanted := accept.Quality(header, eventStream)
	return wanted > 0 && wanted >= quality(header, plainJSON) && wanted >= quality(header, responseJSON)
}

// events answers a request by server-sent events. What is refused before the first is refused as any request is.
func (s *Server) events(ctx context.Context, w *recorder, r *http.Request, text []byte) {
	if s.eventStreams.Add(1) > int64(s.options.Limits.Sockets.Most) {
		s.eventStreams.Add(-1)
		s.refuse(w, r, responseJSON, overloaded())
		return
	}
	defer s.eventStreams.Add(-1)
	ctx, cancel := s.attended(ctx)
	defer cancel()
	stream := &eventWriter{recorder: w, control: http.NewResponseController(w), patience: s.options.Limits.Transport.Write}
	refusals := s.emitEvents(ctx, r, text, stream)
	switch {
	case refusals == nil:
		stream.complete()
	case !stream.begun:
		s.respond(w, r, refused(responseJSON, refusals))
	default:
		observed(ctx).codes = codes(refusals)
		if stream.next(emission{text: refused(responseJSON, refusals).text()}) == nil {
			stream.complete()
		}
	}
}

func (s *Server) emitEvents(ctx context.Context, r *http.Request, text []byte, stream *eventWriter) gqlerror.List {
	o := observed(ctx)
	if err := s.admission.Enter(ctx, &o.slot, o.client); err != nil {
		if errors.Is(err, admission.ErrBusy) {
			return gqlerror.List{overloaded()}
		}
		return gqlerror.List{leftQueue()}
	}
	defer o.slot.Leave()
	request, refusal := s.decode(r, text)
	if refusal != nil {
		return gqlerror.List{refusal}
	}
	request.Streams, request.LastEvent = true, r.Header.Get("Last-Event-ID")
	return s.engine.stream(ctx, request, &o.outcome, func() {
		o.slot.Leave()
		stream.begin()
	}, stream.next)
}

// decode reads the request of a POST, whose body is text, or of a GET.
func (s *Server) decode(r *http.Request, text []byte) (*body.Request, *gqlerror.Error) {
	if r.Method == http.MethodPost {
		return s.bodies.Decode(text)
	}
	return s.bodies.FromURL(r.URL.RawQuery)
}

// attended is a context that ends when the credentials of its caller do, or when the server begins to shut down.
func (s *Server) attended(ctx context.Context) (context.Context, context.CancelFunc) {
	release := context.CancelFunc(func() {})
	if authority := s.options.Authority; authority != nil {
		ctx, release = authority.Attend(ctx, auth.From(ctx))
	}
	ctx, cancel := context.WithCancelCause(ctx)
	stop := context.AfterFunc(s.leaving, func() { cancel(errShutdown) })
	return ctx, func() {
		stop()
		cancel(context.Canceled)
		release()
	}
}

// eventWriter writes server-sent events (HTML, section 9.2).
type eventWriter struct {
	*recorder

	control  *http.ResponseController
	patience time.Duration // with a client that does not read
	begun    bool
}

// retryMilliseconds is after what time a client whose stream has broken off comes back.
const retryMilliseconds = "1000"

// begin sends the headers, from which a client knows that it is subscribed.
func (w *eventWriter) begin() {
	if w.begun {
		return
	}
	w.begun = true
	h := w.Header()
	h.Set("Content-Type", eventStream)
	h.Set("X-Accel-Buffering", "no") // nginx would wait for more
	h["X-Content-Type-Options"], h["Cache-Control"] = noSniffing, noStoring
	_ = w.control.SetReadDeadline(time.Time{}) // the request has been read, and its end is the client's going
	w.WriteHeader(http.StatusOK)
	_ = w.send("retry: "+retryMilliseconds, nil) // where it fails the next event does, too
}

func (w *eventWriter) next(e emission) error {
	w.begin()
	if e.codes != nil {
		w.observation.codes = e.codes
	}
	head := "event: next\n"
	if e.cursor != "" {
		head += "id: " + e.cursor + "\n"
	}
	return w.send(head+"data: ", e.text) // JSON on one line
}

func (w *eventWriter) complete() {
	w.begin()
	_ = w.send("event: complete\ndata: {}", nil) // nobody is left to tell
}

// send writes an event to a client that reads, and keeps no copy of it: many are sent the same.
func (w *eventWriter) send(head string, data []byte) error {
	if err := w.control.SetWriteDeadline(time.Now().Add(w.patience)); err != nil {
		return err
	}
	for _, part := range [][]byte{[]byte(head), data, []byte("\n\n")} {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	return w.control.Flush()
}
