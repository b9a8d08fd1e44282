package server

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"go.opentelemetry.io/otel/trace"

	"whence/server/admission"
	"whence/server/auth"
	"whence/server/auth/needs"
	"whence/server/body"
	"whence/server/cors"
	"whence/server/documents"
	"whence/server/flight"
	"whence/server/live"
	"whence/server/nested"
)

// Options says what to serve. Only Schema is required.
type Options struct {
	Schema graphql.ExecutableSchema
	// Pages serves every path that is not the server's own.
	Pages http.Handler
	// Assistant makes what serves AssistantPath of the ways to run queries and to propose writes; nil serves nothing there. The
	// second is nil where nobody may write.
	Assistant func(query, propose nested.Run) http.Handler
	// Streams serves StreamPath: answers of any length, each sent as it is made.
	Streams http.Handler
	// Transfers serve files that are sent here and dumps that are fetched.
	Transfers []Transfer
	// Present gives an error of the domain its code. What it gives INTERNAL, or no
	// code at all, clients do not see. Errors of package fault need none.
	Present graphql.ErrorPresenterFunc
	// Ready says why the server can not serve all of it, for /readyz, which shows a NotReady alone.
	Ready func(context.Context) error
	// Versions is the graph's, for clients that read what they wrote through another server: see versions.go. Nil for none.
	Versions Versions
	// Log gets one line for each request. It is slog.Default() if nil.
	Log *slog.Logger
	// Tracer gets a span for each request; nil traces nothing.
	Tracer trace.Tracer
	Limits Limits
	// Authority knows who may send requests. Where it is nil everybody reads and
	// nobody writes.
	Authority *auth.Authority
	// Needs is what the roles may do; read off Schema if nil.
	Needs *needs.Table
	// Changes is the log that subscriptions follow; without it each is executed for
	// itself.
	Changes live.Log
	// Front says what stands between clients and the server.
	Front Front
	// Decimals are the scalars of Schema that take numbers digit by digit.
	Decimals []string
	// Documents are those that clients may name by their ids.
	Documents *documents.Manifest
	// Dropped is how many lines the log has lost; nil where that is not known.
	Dropped func() int64
}

// Server serves one schema. Make it with New.
type Server struct {
	options   Options
	bodies    body.Limits
	engine    *engine
	admission *admission.Admission
	pages     *admission.Admission
	streams   *admission.Admission
	flight    *flight.Budget
	// Under overload these are most of the answers and of the log: they are made once.
	busy     map[mediaType]*reply
	refusals slog.Handler // the lines of POSTs of which no operation is known
	refused  *refusalLog
	metrics  *metrics
	phase    atomic.Int32
	sockets  sockets
	named    hosts // the names that it is reached by
	origins  cors.Origins
	// eventStreams counts those that are open.
	eventStreams atomic.Int64
	// uploads counts those that are on their way.
	uploads atomic.Int64
	// leaving is cancelled when subscribers are to go elsewhere.
	leaving context.Context
	leave   context.CancelFunc
	// live is cancelled last, when every request has had its time.
	live context.Context
	stop context.CancelCauseFunc
}

// New returns a server that listens to nothing yet.
func New(o Options) *Server {
	o.Limits = o.Limits.WithDefaults()
	if o.Log == nil {
		o.Log = slog.Default()
	}
	origins, _ := cors.New(o.Front.Origins) // Run says what is wrong with them, and none is let in
	s := &Server{
		options: o, named: newHosts(o.Front.Hosts...), origins: origins, engine: newEngine(&o, o.Limits),
		admission: admission.New(o.Limits.Admission.of(1)), pages: admission.New(o.Limits.Admission.of(pageSlots)),
		flight: flight.New(flight.Limits{All: o.Limits.Transport.InFlight, Client: o.Limits.Transport.ClientInFlight}), refused: newRefusalLog(),
	}
	s.bodies.Members = 2 * max(o.Limits.Query.List, o.Limits.Query.IDs)
	s.streams = admission.New(o.Limits.Admission.of(1))
	s.refusals = lineOf(o.Log.Handler(), graphqlRoute, http.MethodPost, &outcome{})
	s.busy = map[mediaType]*reply{}
	for media := range contentTypes {
		s.busy[media] = refused(media, gqlerror.List{overloaded()})
	}
	s.leaving, s.leave = context.WithCancel(context.Background())
	s.live, s.stop = context.WithCancelCause(context.Background())
	s.metrics = newMetrics(s)
	return s
}

// The routes, as the log and the metrics call them.
const graphqlRoute, pagesRoute, streamsRoute, socketRoute, assistantRoute = "graphql", "pages", "streams", "socket", "mcp"

// Handler returns the server's routes: /graphql, /schema.graphqls, /livez, /readyz, and Pages for
// the rest.
func (s *Server) Handler() http.Handler {
	pages := s.options.Pages
	if pages == nil {
		pages = http.NotFoundHandler()
	}
	rest := http.NewServeMux() // which puts odd paths in order
	rest.HandleFunc("/livez", s.livez)
	rest.HandleFunc("/readyz", s.readyz)
	if s.options.Streams != nil {
		rest.Handle(StreamPath, s.observed(streamsRoute, s.streamed(s.options.Streams)))
	}
	if s.options.Assistant != nil {
		rest.Handle(AssistantPath, s.observed(assistantRoute, s.assisted(s.options.Assistant(s.Query, s.proposing()))))
	}
	for i := range s.options.Transfers {
		rest.Handle(s.options.Transfers[i].Pattern, s.observed(transfersRoute, s.transfer(&s.options.Transfers[i])))
	}
	rest.Handle("GET /schema.graphqls", s.observed(pagesRoute, schemaText(s.options.Schema.Schema())))
	rest.Handle("/", s.observed(pagesRoute, s.admitted(pages)))
	api := s.observed(graphqlRoute, s.graphql)
	return s.shuttingDown(s.below(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case isSpare(r.Context()) && !isProbe(r):
			s.turnAway(w, r)
		case s.origins.Answer(w, r):
		case s.misdirected(r):
			s.misdirect(w, r)
		case isAPI(r.URL.Path): // asked all day, and in need of no search
			api.ServeHTTP(w, r)
		default:
			rest.ServeHTTP(w, r)
		}
	})))
}

// isAPI reports whether a path is that of the API, whose slash at the end people add.
func isAPI(path string) bool { return path == "/graphql" || path == "/graphql/" }

// isProbe reports whether a request is of those who watch over the server, and so outside every limit.
func isProbe(r *http.Request) bool { return r.URL.Path == "/livez" || r.URL.Path == "/readyz" }

// turnAway tells a client that there are too many connections.
func (s *Server) turnAway(w http.ResponseWriter, r *http.Request) {
	refusal := overloaded()
	refusal.Message = "the server has too many connections: try again in a second"
	w.Header().Set("Retry-After", retryAfter)
	w.Header().Set("Connection", "close")
	refused(plainJSON, gqlerror.List{refusal}).send(w, r)
}

// schemaText serves the schema as it was written.
func schemaText(schema *ast.Schema) handler {
	var text string
	if at := schema.Query.Position; at != nil && at.Src != nil {
		text = at.Src.Input
	}
	return func(_ context.Context, w *recorder, r *http.Request) {
		secureText(w.Header())
		w.Header().Set("Cache-Control", "no-cache")
		http.ServeContent(w, r, "schema.graphqls", time.Time{}, strings.NewReader(text))
	}
}

// MetricsHandler serves the metrics in Prometheus's format. It belongs on an
// address that clients do not reach.
func (s *Server) MetricsHandler() http.Handler { return s.metrics.handler() }

// livez answers as long as the process can: it waits for nothing.
func (s *Server) livez(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "alive\n") }

func (s *Server) readyz(w http.ResponseWriter, r *http.Request) {
	if phase(s.phase.Load()) != serving {
		plain(w, http.StatusServiceUnavailable, "shutting down\n")
		return
	}
	if s.options.Ready != nil && r.URL.Query().Get("for") != "reads" {
		if err := s.options.Ready(r.Context()); err != nil {
			s.options.Log.WarnContext(r.Context(), "not ready", "error", err)
			text := "not ready\n"
			if shown, ok := errors.AsType[NotReady](err); ok {
				text = "not ready: " + string(shown) + "\n"
			}
			plain(w, http.StatusServiceUnavailable, text)
			return
		}
	}
	plain(w, http.StatusOK, "ready\n")
}

// secureText sets the headers of a plain text.
func secureText(h http.Header) {
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	h["X-Content-Type-Options"] = noSniffing
}

func plain(w http.ResponseWriter, status int, text string) {
	secureText(w.Header())
	w.Header()["Cache-Control"] = noStoring
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text)) // a client that has gone needs no answer
}

// Serve answers requests on listener until ctx ends, and then shuts down in phases: see phase.
// It returns once nothing of the server runs any more, and closes the listener.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	limits := s.options.Limits.Transport
	connections := &connections{Listener: listener, most: int64(limits.Connections), slack: limits.Write / 16, open: &s.metrics.connections}
	web := &http.Server{
		Handler:           s.Handler(),
		ReadHeaderTimeout: limits.ReadHeader,
		ReadTimeout:       limits.Read,
		WriteTimeout:      limits.Write,
		IdleTimeout:       limits.Idle,
		MaxHeaderBytes:    limits.Headers,
		BaseContext:       func(net.Listener) context.Context { return s.live },
		ConnState:         connections.state,
		ConnContext:       connections.context,
		ErrorLog:          slog.NewLogLogger(s.options.Log.Handler(), slog.LevelDebug),
	}
	failed := make(chan error, 1)
	var running sync.WaitGroup
	running.Go(func() { failed <- web.Serve(connections) })
	defer running.Wait()
	select {
	case err := <-failed:
		s.stop(err)
		return errors.Join(err, web.Close())
	case <-ctx.Done():
		return s.shutDown(web)
	}
}
