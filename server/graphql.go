package server

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whence/server/admission"
	"whence/server/auth"
	"whence/server/fault"
)

const methods = "GET, HEAD, POST"

// graphql serves /graphql: POST, GET, and WebSocket by GET.
func (s *Server) graphql(ctx context.Context, w *recorder, r *http.Request) {
	if strings.EqualFold(r.Header.Get("Upgrade"), "websocket") {
		s.socket(ctx, w, r)
		return
	}
	accepted := strings.Join(r.Header.Values("Accept"), ",")
	streams := wantsEvents(accepted) && r.Method != http.MethodHead
	media, ok := negotiate(accepted)
	if streams {
		media, ok = responseJSON, true // of a refusal
	}
	if !ok {
		s.refuse(w, r, plainJSON, fault.New(fault.NotAcceptable, "the answer can be %s or %s: accept one of them", plainJSON, responseJSON))
		return
	}
	ctx, refusal := s.identified(ctx, r.Header.Get("Authorization"), s.address(r))
	if refusal != nil {
		s.refuse(w, r, media, refusal)
		return
	}
	var text []byte
	switch r.Method {
	case http.MethodPost:
		text, refusal = s.read(w, r)
	case http.MethodGet, http.MethodHead:
	default:
		refusal = fault.New(fault.MethodNotAllowed, "the method %s is not allowed: use POST or GET", fault.Clip(r.Method))
	}
	if refusal != nil {
		large := fault.Of(refusal) == fault.BodyTooLarge
		if large {
			_ = http.NewResponseController(w).EnableFullDuplex() // or the rest could not be read after the answer
		}
		s.refuse(w, r, media, refusal)
		if large {
			linger(w, r)
		}
		return
	}
	o := w.observation
	o.client = s.client(ctx, r)
	if s.flight.Full(o.client) { // it has not read what it asked for already
		s.respond(w, r, s.busy[media])
		return
	}
	if streams {
		s.events(ctx, w, r, text)
		return
	}
	answer := s.work(ctx, r, media, text)
	defer o.flight.Sent()
	if !s.flight.Send(&o.flight, o.client, answer.size(), breakOff(w)) {
		answer = s.busy[media]
	}
	s.respond(w, r, answer)
}

// breakOff ends the writing of an answer whose client does not read.
func breakOff(w http.ResponseWriter) func() {
	return func() { _ = http.NewResponseController(w).SetWriteDeadline(time.Unix(1, 0)) } // the write itself fails
}

const (
	// lingered is how much of a body that is too large is read and thrown away, so that a client that
	// sends all of it before it reads finds the answer and not a broken connection.
	lingered = 16 << 20
	// lingering is for how long.
	lingering = 2 * time.Second
)

// linger reads on after an answer, for a while. A client that waits to be told to continue has been told not to.
func linger(w http.ResponseWriter, r *http.Request) {
	controller := http.NewResponseController(w)
	if r.Header.Get("Expect") != "" || controller.Flush() != nil || controller.SetReadDeadline(time.Now().Add(lingering)) != nil {
		return
	}
	_, _ = io.CopyN(io.Discard, r.Body, lingered) // whatever ends it
}

// read reads the body of a POST before the request takes a slot, for a client
// may send as slowly as it likes.
func (s *Server) read(w http.ResponseWriter, r *http.Request) ([]byte, *gqlerror.Error) {
	most := s.options.Limits.Transport.Body
	if !isJSON(r.Header.Get("Content-Type")) {
		return nil, fault.New(fault.UnsupportedMediaType, "the body must be JSON: send Content-Type: application/json")
	}
	if coding := r.Header.Get("Content-Encoding"); coding != "" && !strings.EqualFold(coding, "identity") {
		return nil, fault.New(fault.UnsupportedMediaType, "the body must not be compressed: send it without Content-Encoding")
	}
	if r.ContentLength > int64(most) {
		return nil, tooLong(most)
	}
	// A long body is given memory as it arrives: announcing one costs nothing.
	if n := r.ContentLength; n >= 0 && n <= shortBody {
		text := make([]byte, n)
		if _, err := io.ReadFull(r.Body, text); err != nil {
			return nil, fault.New(fault.BadRequest, "the body ended early")
		}
		return text, nil
	}
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, int64(most)))
	switch {
	case errors.As(err, new(*http.MaxBytesError)):
		return nil, tooLong(most)
	case err != nil:
		return nil, fault.New(fault.BadRequest, "the body ended early")
	}
	return text, nil
}

// shortBody is what nearly every request fits.
const shortBody = 8 << 10

func tooLong(most int) *gqlerror.Error {
	return fault.New(fault.BodyTooLarge, "the body has more than %d bytes: send less at once", most)
}

// work decodes and answers a request in a slot, and gives the slot back before
// anything is written.
func (s *Server) work(ctx context.Context, r *http.Request, media mediaType, text []byte) *reply {
	o := observed(ctx)
	if err := s.admission.Enter(ctx, &o.slot, o.client); err != nil {
		if errors.Is(err, admission.ErrBusy) {
			return s.busy[media]
		}
		return refused(media, gqlerror.List{leftQueue()})
	}
	defer o.slot.Leave()
	request, refusal := s.decode(r, text)
	if refusal != nil {
		return refused(media, gqlerror.List{refusal})
	}
	if r.Header.Get("GraphQL-Cost") == "1" {
		request.AskCost()
	}
	response, refusals := s.engine.answer(ctx, request, &o.outcome)
	if refusals != nil {
		return refused(media, refusals)
	}
	answer, err := answered(media, response)
	if err != nil {
		s.options.Log.ErrorContext(ctx, "answer not encodable", "request", requestID(ctx), "error", err)
		return refused(media, gqlerror.List{internal(requestID(ctx))})
	}
	return answer
}

func overloaded() *gqlerror.Error {
	return fault.New(fault.Overloaded, "the server is busy: try again in a second")
}

func leftQueue() *gqlerror.Error {
	return fault.New(fault.Cancelled, "the request was cancelled while it waited")
}

func (s *Server) refuse(w *recorder, r *http.Request, media mediaType, refusal *gqlerror.Error) {
	s.respond(w, r, refused(media, gqlerror.List{refusal}))
}

func (s *Server) respond(w *recorder, r *http.Request, answer *reply) {
	if len(answer.errors) > 0 {
		w.observation.codes = codes(answer.errors)
		w.observation.refused = answer.data == nil
	}
	if cost := w.observation.costHeader; cost != nil {
		h := w.Header()
		h["Graphql-Cost"], h["Graphql-Cost-Limit"] = cost, s.engine.costLimit
	}
	switch answer.status {
	case http.StatusMethodNotAllowed:
		allowed := methods
		if r.Method == http.MethodGet || r.Method == http.MethodHead {
			allowed = http.MethodPost // it was a mutation
		}
		w.Header().Set("Allow", allowed)
	case http.StatusServiceUnavailable:
		w.Header().Set("Retry-After", retryAfter)
	case http.StatusUnauthorized:
		w.Header().Set("WWW-Authenticate", auth.Challenge(r.Header.Get("Authorization")))
	case http.StatusTooManyRequests:
		if seconds, ok := answer.errors[0].Extensions["retryAfter"].(int); ok {
			w.Header().Set("Retry-After", strconv.Itoa(seconds))
		}
	case http.StatusRequestEntityTooLarge:
		w.Header().Set("Connection", "close") // the rest of the body is not read
	}
	answer.send(w, r)
}

// codes lists the different codes of errors, for the log.
func codes(errors gqlerror.List) []string {
	var list []string
	for _, err := range errors {
		code := string(fault.Of(err))
		seen := false
		for _, c := range list {
			seen = seen || c == code
		}
		if !seen {
			list = append(list, code)
		}
	}
	return list
}
