// Package admission decides which requests work and which wait or are told to come back, fairly among the clients that
// they come from.
//
// As many requests work at once as there are slots. A request that has worked for longer than Young is old: it no longer
// counts against the slots of other clients, only against those of its own. So clients with long requests keep to their
// share, and short requests of others find slots free however many long ones there are, up to Most slots in all. Who has
// to wait does so in a queue of its client's own; a slot that is given back goes to the clients in turn.
//
// The package knows names of clients and time, and nothing of what a request is.
package admission

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Limits bounds the requests that work and wait. All fields must be set.
type Limits struct {
	Slots int           // requests that work at once
	Queue int           // requests that wait at once; less than 1 lets none wait
	Wait  time.Duration // how long a request waits at the most
}

const (
	// Young is for how long a request counts against the slots of other clients.
	Young = 25 * time.Millisecond
	// Most is how many times the number of slots may work at once, where clients have requests that are old.
	Most = 4
)

// ErrBusy refuses a request for which there is no slot in time.
var ErrBusy = errors.New("no slot is free")

// Admission gives out slots. Make it with New. It is safe for use by many goroutines.
type Admission struct {
	limits Limits

	mu      sync.Mutex
	clients map[string]*client
	young   list[*Slot]   // requests that work, begun last at the end
	working int           // young and old
	waiting int           // in all queues
	turns   list[*client] // with a queue; the next in turn first
	idle    *client       // without requests, to be used again
	aging   *time.Timer   // set while somebody waits
}

// client is where requests come from. It is forgotten when it has none.
type client struct {
	name       string
	young, old int
	queue      list[*waiter]
	turn       node[*client]
}

// Slot is a request that works. Its zero value is not in use.
type Slot struct {
	a     *Admission
	of    *client
	since time.Time
	old   bool
	at    node[*Slot]
}

// waiter is a request that waits.
type waiter struct {
	slot  *Slot
	taken chan bool // true with a slot, false where another client's request took its place
	at    node[*waiter]
}

// New returns an Admission that gives out slots.
func New(l Limits) *Admission {
	a := &Admission{limits: l, clients: map[string]*client{}}
	a.aging = time.AfterFunc(time.Hour, a.age)
	a.aging.Stop()
	return a
}

// Working is how many requests work.
func (a *Admission) Working() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.working
}

// Waiting is how many requests wait.
func (a *Admission) Waiting() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.waiting
}

// Enter takes a slot for a request of a client, which the caller gives back by Leave. The error is ErrBusy, or that of
// ctx where it ended first.
func (a *Admission) Enter(ctx context.Context, s *Slot, name string) error {
	now := time.Now()
	a.mu.Lock()
	c := a.client(name)
	*s = Slot{a: a, of: c}
	a.ripen(now)
	if c.queue.first == nil && a.admits(c) {
		a.take(s, now)
		a.mu.Unlock()
		return nil
	}
	w := a.enqueue(s, c)
	a.mu.Unlock()
	if w == nil {
		return ErrBusy
	}
	timer := time.NewTimer(a.limits.Wait)
	defer timer.Stop()
	var err error
	select {
	case taken := <-w.taken:
		if taken {
			return nil
		}
		return ErrBusy
	case <-timer.C:
		err = ErrBusy
	case <-ctx.Done():
		err = ctx.Err()
	}
	if !a.giveUp(w) { // a slot came at the last moment
		s.Leave()
	}
	return err
}

// Leave gives the slot back. Later calls do nothing.
func (s *Slot) Leave() {
	if s.a == nil {
		return
	}
	a := s.a
	a.mu.Lock()
	defer a.mu.Unlock()
	if s.old {
		s.of.old--
	} else {
		s.of.young--
		a.young.remove(&s.at)
	}
	a.working--
	a.forget(s.of)
	s.a, s.of = nil, nil
	if a.waiting > 0 {
		a.serve(time.Now())
	}
}

// admits reports whether a client may have a slot: where less than Slots are taken by young requests of anybody and old
// ones of its own, and there are not too many in all. One that has old requests takes no slot that others could miss.
func (a *Admission) admits(c *client) bool {
	return a.working < Most*a.limits.Slots && a.young.length+c.old < a.limits.Slots && (c.old == 0 || a.working < a.limits.Slots)
}

func (a *Admission) take(s *Slot, now time.Time) {
	s.since = now
	s.of.young++
	a.working++
	s.at.of = s
	a.young.push(&s.at)
}

// ripen makes requests old that have worked for long enough.
func (a *Admission) ripen(now time.Time) {
	for a.young.first != nil {
		s := a.young.first.of
		if now.Sub(s.since) < Young {
			return
		}
		a.young.remove(&s.at)
		s.old = true
		s.of.young--
		s.of.old++
	}
}

// enqueue lets a request wait. Where the queue is full it takes the place of the last one of the client that has most,
// if that has more than its own would then have. It returns nil where there is no place.
func (a *Admission) enqueue(s *Slot, c *client) *waiter {
	if a.waiting >= a.limits.Queue {
		most := c
		for at := a.turns.first; at != nil; at = at.next {
			if at.of.queue.length > most.queue.length {
				most = at.of
			}
		}
		if most.queue.length <= c.queue.length+1 {
			a.forget(c)
			return nil
		}
		last := most.queue.last.of
		a.leaveQueue(last)
		last.taken <- false
	}
	w := &waiter{slot: s, taken: make(chan bool, 1)}
	w.at.of = w
	if c.queue.first == nil {
		c.turn.of = c
		a.turns.push(&c.turn)
	}
	c.queue.push(&w.at)
	a.waiting++
	if a.waiting == 1 {
		a.aging.Reset(Young)
	}
	return w
}

func (a *Admission) leaveQueue(w *waiter) {
	c := w.slot.of
	c.queue.remove(&w.at)
	a.waiting--
	if c.queue.first == nil {
		a.turns.remove(&c.turn)
	}
	a.forget(c)
}

// giveUp takes a request out of its queue; false where it has a slot already.
func (a *Admission) giveUp(w *waiter) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	select {
	case taken := <-w.taken:
		return !taken
	default:
	}
	a.leaveQueue(w)
	return true
}

// serve gives slots to those that wait, client by client.
func (a *Admission) serve(now time.Time) {
	a.ripen(now)
	for served := true; served; {
		served = false
		for at := a.turns.first; at != nil; at = at.next {
			c := at.of
			if !a.admits(c) {
				continue
			}
			w := c.queue.first.of
			a.take(w.slot, now)
			a.leaveQueue(w)
			if c.queue.first != nil { // to the end of the turns
				a.turns.remove(&c.turn)
				a.turns.push(&c.turn)
			}
			w.taken <- true
			served = true
			break
		}
	}
}

// age serves those that wait once requests that work have become old.
func (a *Admission) age() {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.waiting == 0 {
		return
	}
	a.serve(time.Now())
	if a.waiting > 0 {
		a.aging.Reset(Young / 5)
	}
}

func (a *Admission) client(name string) *client {
	if c, ok := a.clients[name]; ok {
		return c
	}
	c := a.idle
	if c == nil {
		c = &client{}
	}
	a.idle = nil
	c.name = name
	a.clients[name] = c
	return c
}

func (a *Admission) forget(c *client) {
	if c.young+c.old+c.queue.length == 0 {
		delete(a.clients, c.name)
		a.idle = c
	}
}
