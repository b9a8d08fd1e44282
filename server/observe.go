package server

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"whence/server/admission"
	"whence/server/flight"
)

// observation is what is noted about one request while it is served.
type observation struct {
	outcome
	id       string
	agent    string // who sent it, "" without credentials
	status   int
	bytes    int
	internal atomic.Int32 // internal errors so far
	refused  bool         // it did not execute
	client   string       // whom it counts for
	slot     admission.Slot
	flight   flight.Answer
}

type requestKey struct{}

// requestID is the id of the request that ctx belongs to, or "".
func requestID(ctx context.Context) string {
	if o, ok := ctx.Value(requestKey{}).(*observation); ok {
		return o.id
	}
	return ""
}

func observed(ctx context.Context) *observation {
	o, _ := ctx.Value(requestKey{}).(*observation)
	return o
}

// handler serves a request in ctx, which carries the request's observation. It
// saves the copy that http.Request.WithContext makes.
type handler func(ctx context.Context, w *recorder, r *http.Request)

// observed gives each request an id and a line in the log, counts it, and turns
// a panic into 500 INTERNAL.
func (s *Server) observed(route string, next handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		served := &struct { // in one piece: it is made for every request
			observation
			recorder
			header [1]string
		}{observation: observation{id: chosenID(r.Header.Get("X-Request-Id"))}}
		o, recorder := &served.observation, &served.recorder
		recorder.ResponseWriter, recorder.observation = w, o
		served.header[0] = o.id
		w.Header()["X-Request-Id"] = served.header[:]
		ctx, span := s.span(context.WithValue(r.Context(), requestKey{}, o), r, route)
		s.metrics.inFlight.Inc()
		defer func() {
			s.recovered(ctx, recorder, r, recover())
			s.metrics.inFlight.Dec()
			s.note(ctx, route, r.Method, o, began)
			end(span, o)
			o.release()
		}()
		recorder.versions = s.options.Versions
		if s.awaited(recorder, r) {
			next(ctx, recorder, r)
		}
	})
}

// recovered answers a request whose handler has panicked, if nothing was sent.
func (s *Server) recovered(ctx context.Context, w *recorder, r *http.Request, cause any) {
	if cause == nil {
		return
	}
	if cause == http.ErrAbortHandler { //nolint:errorlint // a panic's value, compared as net/http does
		panic(cause)
	}
	p := presenter{log: s.options.Log}
	_ = p.recovered(ctx, cause) // logged there
	if w.observation.status == 0 {
		s.refuse(w, r, plainJSON, internal(w.observation.id))
	}
}

// note writes the request's line and counts it.
func (s *Server) note(ctx context.Context, route, method string, o *observation, began time.Time) {
	now := time.Now()
	took := now.Sub(began)
	s.metrics.request(route, o, took)
	level := slog.LevelInfo
	if o.status >= http.StatusInternalServerError {
		level = slog.LevelWarn
	}
	if !s.options.Log.Enabled(ctx, level) {
		return
	}
	var skipped int64
	if o.refused || o.status >= http.StatusBadRequest {
		var ok bool
		if skipped, ok = s.refused.take(); !ok {
			return
		}
	}
	handler := o.line
	switch {
	case route != graphqlRoute || method != http.MethodPost:
		handler = lineOf(s.options.Log.Handler(), route, method, &o.outcome)
	case handler == nil:
		handler = s.refusals
	}
	// The record is made by hand, for the logger would look for its caller. It holds
	// five attributes without an allocation.
	line := slog.NewRecord(now, level, "request", 0)
	line.AddAttrs(slog.String("id", o.id), slog.Int("status", o.status), slog.Duration("took", took), slog.Int("bytes", o.bytes))
	if o.digest != "" {
		line.AddAttrs(slog.Int64("cost", o.cost))
	}
	if o.agent != "" {
		line.AddAttrs(slog.String("agent", o.agent))
	}
	if len(o.codes) > 0 {
		line.AddAttrs(slog.String("codes", strings.Join(o.codes, ",")))
	}
	if skipped > 0 {
		line.AddAttrs(slog.Int64("refusalsNotLogged", skipped))
	}
	_ = handler.Handle(ctx, line) // as slog itself does
}

// lineOf is a handler of lines that begin with what a request was: what many have
// in common is put into words once.
func lineOf(log slog.Handler, route, method string, o *outcome) slog.Handler {
	attributes := append(make([]slog.Attr, 0, 4), slog.String("route", route), slog.String("method", method))
	if o.digest != "" {
		attributes = append(attributes, slog.String("operation", o.operation), slog.String("query", o.digest))
	}
	return log.WithAttrs(attributes)
}

func (s *Server) span(ctx context.Context, r *http.Request, route string) (context.Context, trace.Span) {
	if s.options.Tracer == nil {
		return ctx, nil
	}
	// The span is a child of the client's, where the request names one.
	ctx = propagation.TraceContext{}.Extract(ctx, propagation.HeaderCarrier(r.Header))
	return s.options.Tracer.Start(ctx, r.Method+" "+route, trace.WithSpanKind(trace.SpanKindServer))
}

func end(span trace.Span, o *observation) {
	if span == nil {
		return
	}
	span.SetAttributes(
		attribute.String("request.id", o.id), attribute.Int("http.response.status_code", o.status),
		attribute.String("graphql.operation.name", o.operation), attribute.String("graphql.query.digest", o.digest),
		attribute.Int64("graphql.cost", o.cost), attribute.StringSlice("graphql.error.codes", o.codes))
	span.End()
}

// chosenID is the client's id for the request, if it is short and plain enough
// to log, and a new one if not.
func chosenID(given string) string {
	if given != "" && len(given) <= 64 && strings.Trim(given, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == "" {
		return given
	}
	// An id is to tell requests apart, and no secret.
	id := binary.BigEndian.AppendUint64(make([]byte, 0, 24), rand.Uint64())
	return string(hex.AppendEncode(id, id)[8:])
}

// recorder notes the status and size of what passes through it.
type recorder struct {
	http.ResponseWriter
	observation *observation
	versions    Versions
}

func (r *recorder) WriteHeader(status int) {
	if r.observation.status == 0 {
		r.observation.status = status
		r.tellVersion()
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.observation.status == 0 {
		r.observation.status = http.StatusOK
		r.tellVersion()
	}
	n, err := r.ResponseWriter.Write(b)
	r.observation.bytes += n
	return n, err
}

// Unwrap lets http.ResponseController, and so a WebSocket, reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
