package graph

import "sync"

// bell tells any number of goroutines that there is something new, without knowing them.
type bell struct {
	mu   sync.Mutex
	next chan struct{} // closed when it rings; nil while nobody listens
}

func (b *bell) ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.next != nil {
		close(b.next)
		b.next = nil
	}
}

func (b *bell) listen() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.next == nil {
		b.next = make(chan struct{})
	}
	return b.next
}

// publish makes a view the latest, and then says so.
func (g *Graph) publish(v *View) {
	g.latest.Store(v)
	g.bell.ring()
}

// Committed is closed when a view later than the latest of the call can be had.
func (g *Graph) Committed() <-chan struct{} { return g.bell.listen() }
