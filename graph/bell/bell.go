// Package bell tells any number of goroutines that there is something new, without knowing them.
package bell

import "sync"

// Bell rings for all who listen. The zero value is one that nobody listens to.
type Bell struct {
	mu   sync.Mutex
	next chan struct{} // closed when it rings; nil while nobody listens
}

// Ring tells all who have listened since it rang last.
func (b *Bell) Ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.next != nil {
		close(b.next)
		b.next = nil
	}
}

// Listen is closed when the bell rings next.
func (b *Bell) Listen() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.next == nil {
		b.next = make(chan struct{})
	}
	return b.next
}
