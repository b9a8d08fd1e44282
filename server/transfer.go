package server

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whence/server/admission"
	"whence/server/auth"
	"whence/server/fault"
)

// Transfer is a path beside the API for what is too large or takes too long for it: files that are sent here, and dumps
// that are fetched.
type Transfer struct {
	Pattern string    // a method and a path, as http.ServeMux has them
	Role    auth.Role // the least that may ask
	Body    int64     // the most bytes that are sent; 0 for none
	Handler http.Handler
}

const transfersRoute = "transfers"

const (
	// maxUploads is how many files are sent at once, by all clients; a client that sends slowly holds nothing else.
	maxUploads = 16
	// uploadGrace and slowestUpload bound how long a body may take: a client must send slowestUpload bytes a second on the whole,
	// once the grace is over.
	uploadGrace   = 10 * time.Second
	slowestUpload = 16 << 10
)

// transfer serves one Transfer: who may not ask for it is refused before anything of a body is read, and a slot is taken
// when all of it is here.
func (s *Server) transfer(t *Transfer) handler {
	return func(ctx context.Context, w *recorder, r *http.Request) {
		ctx, refusal := s.identified(ctx, r.Header.Get("Authorization"), s.address(r))
		if refusal == nil {
			refusal = s.mayTransfer(ctx, t)
		}
		if refusal == nil && r.ContentLength > t.Body {
			refusal = fault.New(fault.BodyTooLarge, "%d bytes are the most: send less at once", t.Body)
		}
		if refusal != nil {
			w.Header().Set("Connection", "close") // the body is not read
			s.refuse(w, r, responseJSON, refusal)
			return
		}
		ctx, cancel := s.attended(ctx)
		defer cancel()
		control := http.NewResponseController(w)
		if t.Body > 0 {
			if s.uploads.Add(1) > maxUploads {
				s.uploads.Add(-1)
				w.Header().Set("Connection", "close")
				s.refuse(w, r, responseJSON, overloaded())
				return
			}
			defer s.uploads.Add(-1)
			r.Body = &upload{Reader: http.MaxBytesReader(w, r.Body, t.Body), closer: r.Body, control: control, began: time.Now()}
		} else if _, err := io.Copy(io.Discard, r.Body); err != nil {
			return
		}
		if t.Body == 0 {
			o := w.observation
			if err := s.streams.Enter(ctx, &o.slot, s.client(ctx, r)); err != nil {
				s.refuse(w, r, responseJSON, busyOrGone(err))
				return
			}
			defer o.slot.Leave()
			_ = control.SetReadDeadline(time.Time{}) // the request has been read
		}
		h := w.Header()
		h["X-Content-Type-Options"], h["Cache-Control"] = noSniffing, noStoring
		t.Handler.ServeHTTP(&stream{w, control, s.options.Limits.Transport.Write}, r.WithContext(ctx))
	}
}

func busyOrGone(err error) *gqlerror.Error {
	if errors.Is(err, admission.ErrBusy) {
		return overloaded()
	}
	return leftQueue()
}

func (s *Server) mayTransfer(ctx context.Context, t *Transfer) *gqlerror.Error {
	caller := auth.From(ctx)
	switch {
	case caller.Role >= t.Role:
		return nil
	case s.options.Authority == nil:
		return fault.New(fault.ReadOnly, "this server only reads: start it with --keys or --issuer, so that it knows who writes")
	case caller.Anonymous():
		return fault.New(fault.Unauthenticated, "this asks for the role %v: send a key as Authorization: Bearer", t.Role)
	}
	return fault.New(fault.Forbidden, "this asks for the role %v, and yours is %v", t.Role, caller.Role)
}

// upload is a body that has to come at some speed.
type upload struct {
	io.Reader

	closer  io.Closer
	control *http.ResponseController
	began   time.Time
	read    int64
}

func (u *upload) Read(b []byte) (int, error) {
	until := u.began.Add(uploadGrace + time.Duration(u.read/slowestUpload)*time.Second)
	_ = u.control.SetReadDeadline(until) // a connection without deadlines needs none
	n, err := u.Reader.Read(b)
	u.read += int64(n)
	if errors.Is(err, io.EOF) {
		_ = u.control.SetReadDeadline(time.Time{})
	}
	return n, err
}

func (u *upload) Close() error { return u.closer.Close() }
