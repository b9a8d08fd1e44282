package live

import (
	"container/list"
	"context"
	"errors"
	"sync"
	"time"
)

// Hub sends the events of one log. Make it with New.
type Hub struct {
	log     Log
	options Options
	working chan struct{} // a slot for each encoder

	mu        sync.Mutex
	feeds     map[string]*Feed
	kept      *list.List // of *entry, oldest first
	bytes     int
	followers int
}

// New returns a hub of a log.
func New(log Log, o Options) *Hub {
	if o.Sign == 0 {
		o.Sign = 20 * time.Second
	}
	if o.Kept == 0 {
		o.Kept = 16 << 20
	}
	return &Hub{log: log, options: o, working: make(chan struct{}, max(o.Encoders, 1)), feeds: map[string]*Feed{}, kept: list.New()}
}

// Log is the log that the hub follows.
func (h *Hub) Log() Log { return h.log }

// Followers is how many follow the log at the moment.
func (h *Hub) Followers() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.followers
}

// Feed is a subscription that any number follow in the same words. Release it when nobody does.
type Feed struct {
	hub    *Hub
	key    string
	exact  bool
	encode Encode
	users  int
	events map[Event]*entry
}

// entry is one event of a feed, encoded or on its way to be.
type entry struct {
	feed    *Feed
	event   Event
	made    chan struct{} // closed when payload and err are there
	payload *Payload
	err     error
	at      *list.Element // nil until it is made, and when it is forgotten
}

// errGone says that whoever was to encode an event has gone: those who wait for it do it themselves.
var errGone = errors.New("the follower has gone")

// entryBytes is about what an entry takes besides its text.
const entryBytes = 300

// Feed returns the feed with that key. What is followed under one key must be the same for all who follow it. The first
// one's encode is called. Where exact is false Event.Behind is always 0, so that followers at different places share more.
func (h *Hub) Feed(key string, exact bool, encode Encode) *Feed {
	h.mu.Lock()
	defer h.mu.Unlock()
	f := h.feeds[key]
	if f == nil {
		f = &Feed{hub: h, key: key, exact: exact, encode: encode, events: map[Event]*entry{}}
		h.feeds[key] = f
	}
	f.users++
	h.followers++
	return f
}

// Release says that one follower has gone.
func (f *Feed) Release() {
	h := f.hub
	h.mu.Lock()
	defer h.mu.Unlock()
	f.users--
	h.followers--
	if f.users > 0 {
		return
	}
	delete(h.feeds, f.key)
	for _, e := range f.events {
		h.forget(e)
	}
}

func (h *Hub) forget(e *entry) {
	if e.at == nil {
		return
	}
	h.kept.Remove(e.at)
	e.at = nil
	h.bytes -= e.size()
	delete(e.feed.events, e.event)
}

func (e *entry) size() int {
	if e.payload == nil {
		return entryBytes
	}
	return entryBytes + len(e.payload.Text)
}

// event returns the event encoded. Where somebody encodes it already it waits for that.
func (f *Feed) event(ctx context.Context, of Event) (*Payload, error) {
	h := f.hub
	h.mu.Lock()
	e, known := f.events[of]
	if !known {
		e = &entry{feed: f, event: of, made: make(chan struct{})}
		f.events[of] = e
	}
	h.mu.Unlock()
	if !known {
		f.make(ctx, e)
	}
	select {
	case <-e.made:
		return e.payload, e.err
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

func (f *Feed) make(ctx context.Context, e *entry) {
	defer close(e.made)
	select {
	case f.hub.working <- struct{}{}:
		e.payload, e.err = f.encode(context.WithoutCancel(ctx), e.event) // others wait for it, too
		<-f.hub.working
	case <-ctx.Done():
		e.err = errGone
	}
	h := f.hub
	h.mu.Lock()
	defer h.mu.Unlock()
	if e.err != nil || f.users == 0 {
		delete(f.events, e.event) // the next one tries again
		return
	}
	e.at = h.kept.PushBack(e)
	h.bytes += e.size()
	for h.bytes > h.options.Kept && h.kept.Len() > 1 {
		h.forget(h.kept.Front().Value.(*entry))
	}
}

// Follow sends every event behind a position, in order, until ctx ends, send fails or an event can't be made. Where nothing
// passes for a while it sends a sign of life, which moves the cursor on.
func (f *Feed) Follow(ctx context.Context, position uint64, send func(Message) error) error {
	quiet := time.NewTimer(f.hub.options.Sign)
	defer quiet.Stop()
	for {
		bell := f.hub.log.Committed()
		for head := f.hub.log.Head(); position < head; head = f.hub.log.Head() {
			sent, err := f.one(ctx, Event{Number: position + 1, Behind: int(head - position - 1)}, send)
			if err != nil {
				return err
			}
			position++
			if sent {
				quiet.Reset(f.hub.options.Sign)
			}
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-bell:
		case <-quiet.C:
			if _, err := f.one(ctx, Event{Number: position, Sign: true}, send); err != nil {
				return err
			}
			quiet.Reset(f.hub.options.Sign)
		}
	}
}

func (f *Feed) one(ctx context.Context, e Event, send func(Message) error) (sent bool, err error) {
	if ctx.Err() != nil {
		return false, context.Cause(ctx)
	}
	if !f.exact {
		e.Behind = 0
	}
	payload, err := f.event(ctx, e)
	for errors.Is(err, errGone) && ctx.Err() == nil {
		payload, err = f.event(ctx, e)
	}
	if payload == nil || err != nil {
		return false, err
	}
	cursor, err := f.hub.log.Cursor(ctx, e.Number)
	if err != nil {
		return false, err
	}
	return true, send(Message{*payload, cursor})
}
