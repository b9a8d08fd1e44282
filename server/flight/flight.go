// Package flight bounds the bytes of answers that are on their way to clients. A client that asks and does not read makes
// the server hold its answer until the time to write it is over; a thousand such clients would make it hold as many.
//
// The package knows names of clients and numbers of bytes, and nothing of what is sent.
package flight

import (
	"sync"
	"time"
)

// Limits bounds the bytes in flight. All fields must be set.
type Limits struct {
	All    int // bytes of all clients
	Client int // bytes of one client
}

// Free is the longest answer that is not counted: the operating system takes it off the server's hands at once.
const Free = 16 << 10

// Rest is for how long an answer is in flight before it may be broken off in favour of another.
const Rest = time.Second

// Budget counts bytes in flight. Make it with New. It is safe for use by many goroutines.
type Budget struct {
	limits Limits

	mu      sync.Mutex
	held    int
	clients map[string]int
	first   *Answer // the oldest
	last    *Answer
	broken  int64
}

// Answer is one answer in flight. Its zero value is none.
type Answer struct {
	budget     *Budget
	client     string
	bytes      int
	since      time.Time
	breakOff   func()
	over       bool // sent, or broken off
	prev, next *Answer
}

// New returns a Budget.
func New(l Limits) *Budget { return &Budget{limits: l, clients: map[string]int{}} }

// Held is how many bytes are in flight.
func (b *Budget) Held() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.held
}

// Broken is how many answers were broken off in favour of others.
func (b *Budget) Broken() int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.broken
}

// Full reports whether a client has more in flight than it may: it need not ask for more.
func (b *Budget) Full(client string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.clients[client] >= b.limits.Client
}

// Send counts an answer of n bytes to a client until Sent, and reports whether it may be sent. Where all bytes are
// in flight it breaks off the answer that has been for longest, if that is for longer than Rest: its client does not read.
// An answer that is longer than the client's limit may be sent alone. breakOff must not wait for anything.
func (b *Budget) Send(a *Answer, client string, bytes int, breakOff func()) bool {
	if bytes <= Free {
		return true
	}
	now := time.Now()
	b.mu.Lock()
	defer b.mu.Unlock()
	if held := b.clients[client]; held > 0 && held+bytes > b.limits.Client {
		return false
	}
	for b.held > 0 && b.held+bytes > b.limits.All {
		oldest := b.first
		if now.Sub(oldest.since) < Rest {
			return false
		}
		oldest.breakOff()
		b.broken++
		b.remove(oldest)
	}
	*a = Answer{budget: b, client: client, bytes: bytes, since: now, breakOff: breakOff, prev: b.last}
	if b.last == nil {
		b.first = a
	} else {
		b.last.next = a
	}
	b.last = a
	b.held += bytes
	b.clients[client] += bytes
	return true
}

// Sent ends the answer's flight. Later calls do nothing, and so does one for an answer that was not counted.
func (a *Answer) Sent() {
	b := a.budget
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if !a.over {
		b.remove(a)
	}
}

func (b *Budget) remove(a *Answer) {
	if a.prev == nil {
		b.first = a.next
	} else {
		a.prev.next = a.next
	}
	if a.next == nil {
		b.last = a.prev
	} else {
		a.next.prev = a.prev
	}
	b.held -= a.bytes
	if b.clients[a.client] -= a.bytes; b.clients[a.client] == 0 {
		delete(b.clients, a.client)
	}
	a.over, a.prev, a.next, a.breakOff = true, nil, nil, nil
}
