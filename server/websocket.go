package server

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/coder/websocket"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"whence/server/admission"
	"whence/server/auth"
	"whence/server/body"
	"whence/server/fault"
)

// socket is one WebSocket that speaks graphql-transport-ws. What comes over it
// passes the same admission, gate and limits as a POST.
type socket struct {
	*Server
	conn *websocket.Conn
	ctx  context.Context //nolint:containedctx // the socket's own life, within its request's
	from netip.Addr
	name string // whom it counts for until it gives credentials

	mu         sync.Mutex
	session    context.Context //nolint:containedctx // the life of its client's credentials, within ctx
	ready      bool
	leaving    bool
	operations map[string]context.CancelFunc
	running    sync.WaitGroup
}

const subprotocol = "graphql-transport-ws"

// The protocol's reasons to close.
const (
	closeInvalid      websocket.StatusCode = 4400
	closeUnauthorised websocket.StatusCode = 4401
	closeForbidden    websocket.StatusCode = 4403
	closeSubprotocol  websocket.StatusCode = 4406
	closeInitTimeout  websocket.StatusCode = 4408
	closeRepeatedID   websocket.StatusCode = 4409
	closeRepeatedInit websocket.StatusCode = 4429
)

// longestID bounds the ids of operations, which are sent back with each answer.
const longestID = 64

// longestReason is what fits a close frame.
const longestReason = 120

// socket accepts a WebSocket and serves it until one side closes it.
func (s *Server) socket(ctx context.Context, w *recorder, r *http.Request) {
	limits := s.options.Limits.Sockets
	if s.sockets.count() >= limits.Most {
		s.refuse(w, r, plainJSON, overloaded())
		return
	}
	identified, refusal := s.upgrading(ctx, r)
	if refusal != nil {
		s.refuse(w, r, plainJSON, refusal)
		return
	}
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{
		Subprotocols: []string{subprotocol},
		// Where there are keys misdirected has looked at the origin, and knows Front.Hosts.
		InsecureSkipVerify: s.options.Authority != nil || s.origins.Allows(r.Header.Get("Origin")),
	})
	if err != nil {
		return // Accept has answered
	}
	ctx, cancel := context.WithCancel(identified)
	defer cancel()
	k := &socket{Server: s, conn: conn, ctx: ctx, from: s.address(r), name: s.client(identified, r), operations: map[string]context.CancelFunc{}}
	defer k.breakOff()
	if conn.Subprotocol() != subprotocol {
		k.close(closeSubprotocol, "Subprotocol not acceptable: speak "+subprotocol)
		return
	}
	if !s.sockets.add(k) {
		k.close(websocket.StatusGoingAway, "the server is shutting down")
		return
	}
	defer s.sockets.remove(k)
	defer k.running.Wait()
	defer cancel() // before waiting for what runs
	k.serve(limits)
}

// close says why, and waits a moment for the client to have heard it. Where the
// connection is broken already there is nothing to be done about that.
func (k *socket) close(code websocket.StatusCode, reason string) {
	_ = k.conn.Close(code, strings.ToValidUTF8(reason[:min(len(reason), longestReason)], ""))
}

func (k *socket) breakOff() { _ = k.conn.CloseNow() }

func (k *socket) serve(limits SocketLimits) {
	k.conn.SetReadLimit(int64(k.options.Limits.Transport.Body))
	late := time.AfterFunc(limits.Init, func() {
		if !k.isReady() {
			k.close(closeInitTimeout, "Connection initialisation timeout")
		}
	})
	defer late.Stop()
	k.running.Go(func() { k.ping(limits.Ping) })
	for {
		kind, text, err := k.conn.Read(k.ctx)
		if err != nil {
			return
		}
		if kind != websocket.MessageText {
			k.close(closeInvalid, "Messages must be text")
			return
		}
		if code, reason := k.message(text); code != 0 {
			k.close(code, reason)
			return
		}
	}
}

// ping closes a socket whose other end has gone without a word.
func (k *socket) ping(every time.Duration) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-k.ctx.Done():
			return
		case <-ticker.C:
		}
		ctx, cancel := context.WithTimeout(k.ctx, every)
		err := k.conn.Ping(ctx)
		cancel()
		if err != nil {
			k.breakOff()
			return
		}
	}
}

func (k *socket) isReady() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.ready
}

// message acts on one message. A code that is not 0 closes the socket.
func (k *socket) message(text []byte) (code websocket.StatusCode, reason string) {
	members, refusal := k.bodies.Object(text)
	if refusal != nil {
		return closeInvalid, refusal.Message
	}
	id, _ := members["id"].(string)
	switch members["type"] {
	case "connection_init":
		return k.initialise(members["payload"])
	case "ping":
		_ = k.write([]byte(`{"type":"pong"}`))
	case "pong":
	case "subscribe":
		return k.subscribe(id, members["payload"])
	case "complete":
		k.mu.Lock()
		defer k.mu.Unlock()
		if cancel, ok := k.operations[id]; ok {
			cancel()
		}
	default:
		return closeInvalid, "Invalid message: its type is unknown"
	}
	return 0, ""
}

func (k *socket) subscribe(id string, payload any) (code websocket.StatusCode, reason string) {
	if id == "" || len(id) > longestID {
		return closeInvalid, "Invalid message: id must have 1 to 64 bytes"
	}
	members, ok := payload.(map[string]any)
	if !ok {
		return closeInvalid, "Invalid message: payload must be an object"
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	_, repeated := k.operations[id]
	switch {
	case !k.ready:
		return closeUnauthorised, "Send connection_init first"
	case repeated:
		return closeRepeatedID, "Subscriber for " + id + " already exists"
	case k.leaving:
		k.refuse(id, gqlerror.List{fault.New(fault.Overloaded, "the server is shutting down: connect again")})
		return 0, ""
	case len(k.operations) >= k.options.Limits.Sockets.Operations:
		k.refuse(id, gqlerror.List{fault.New(fault.Overloaded,
			"%d operations are running on this socket: wait until one is complete", len(k.operations))})
		return 0, ""
	}
	ctx, cancel := context.WithCancel(k.session)
	k.operations[id] = cancel
	k.running.Go(func() {
		defer func() {
			k.mu.Lock()
			delete(k.operations, id)
			k.mu.Unlock()
			cancel()
		}()
		k.run(ctx, id, members)
	})
	return 0, ""
}

// run answers one operation: its responses and complete, or one error message.
func (k *socket) run(ctx context.Context, id string, members map[string]any) {
	began := time.Now()
	o := &observation{id: chosenID(""), agent: auth.From(ctx).Agent.ID, status: http.StatusOK}
	if o.client = o.agent; o.client == "" {
		o.client = k.name
	}
	ctx = context.WithValue(ctx, requestKey{}, o)
	defer func() {
		k.note(ctx, socketRoute, "subscribe", o, began)
		o.release()
	}()
	refusals := k.answer(ctx, id, members, o)
	switch {
	case ctx.Err() != nil: // complete was the client's word
	case refusals != nil:
		o.codes, o.status, o.refused = codes(refusals), fault.Of(refusals[0]).Status(), true
		k.refuse(id, refusals)
	default:
		_ = k.write(envelope("complete", id, nil))
	}
}

func (k *socket) answer(ctx context.Context, id string, members map[string]any, o *observation) (refusals gqlerror.List) {
	defer func() {
		if cause := recover(); cause != nil {
			p := presenter{log: k.options.Log}
			_ = p.recovered(ctx, cause) // logged there
			refusals = gqlerror.List{internal(o.id)}
		}
	}()
	switch err := k.admission.Enter(ctx, &o.slot, o.client); {
	case errors.Is(err, admission.ErrBusy):
		return gqlerror.List{overloaded()}
	case err != nil:
		return gqlerror.List{leftQueue()}
	}
	defer o.slot.Leave()
	request, refusal := body.FromMap(members)
	if refusal != nil {
		return gqlerror.List{refusal}
	}
	request.Streams = true
	return k.engine.stream(ctx, request, &o.outcome, o.slot.Leave, func(e emission) error {
		if ctx.Err() != nil { // complete came first: nothing may follow it
			return ctx.Err()
		}
		o.codes = e.codes
		text := envelope("next", id, e.text)
		o.bytes += len(text)
		defer o.flight.Sent()
		if !k.flight.Send(&o.flight, o.client, len(text), k.breakOff) {
			if e.cursor != "" { // it would miss an event: let it come back with its cursor
				k.breakOff()
				return errUnread
			}
			text = envelope("next", id, k.busy[plainJSON].text())
		}
		return k.write(text)
	})
}

func (k *socket) refuse(id string, refusals gqlerror.List) {
	text, err := json.Marshal(refusals)
	if err == nil {
		_ = k.write(envelope("error", id, text))
	}
}

// envelope puts a payload into a message of the protocol.
func envelope(kind, id string, payload []byte) []byte {
	quoted, _ := json.Marshal(id) // strings can be written
	text := make([]byte, 0, 64+len(quoted)+len(payload))
	text = append(append(text, `{"type":"`+kind+`","id":`...), quoted...)
	if payload != nil {
		text = append(text, `,"payload":`...)
		text = append(text, payload...)
	}
	return append(text, '}')
}

// write sends one message. An error closes the connection, which ends serve.
func (k *socket) write(text []byte) error {
	ctx, cancel := context.WithTimeout(k.ctx, k.options.Limits.Transport.Write)
	defer cancel()
	err := k.conn.Write(ctx, websocket.MessageText, text)
	if err != nil {
		k.breakOff()
	}
	return err
}

// sockets are the open WebSockets, which http.Server forgets about.
type sockets struct {
	mu     sync.Mutex
	closed bool
	open   map[*socket]bool
	gone   sync.WaitGroup
}

func (s *sockets) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.open)
}

func (s *sockets) add(k *socket) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	if s.open == nil {
		s.open = map[*socket]bool{}
	}
	s.open[k] = true
	s.gone.Add(1)
	return true
}

func (s *sockets) remove(k *socket) {
	s.mu.Lock()
	delete(s.open, k)
	s.mu.Unlock()
	s.gone.Done()
}

// close lets nobody in any more, and tells each client to go elsewhere once what
// it runs is done, or after patience.
func (s *sockets) close(patience time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	for k := range s.open {
		s.gone.Go(func() { k.goAway(patience) })
	}
}

func (k *socket) goAway(patience time.Duration) {
	const look = 10 * time.Millisecond
	k.mu.Lock()
	k.leaving = true
	k.mu.Unlock()
	for end := time.Now().Add(patience); time.Now().Before(end) && !k.idle(); {
		time.Sleep(look)
	}
	k.close(websocket.StatusGoingAway, "the server is shutting down")
}

func (k *socket) idle() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return len(k.operations) == 0
}

// wait returns when every socket is gone, or ctx has ended.
func (s *sockets) wait(ctx context.Context) {
	gone := make(chan struct{})
	go func() {
		s.gone.Wait()
		close(gone)
	}()
	select {
	case <-gone:
	case <-ctx.Done():
	}
}
