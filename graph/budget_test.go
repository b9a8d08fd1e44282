package graph

import (
	"sync/atomic"
	"time"
)

// Allowance is a budget that a test sets: what is zero is as it is outside tests.
type Allowance struct {
	Claims, Entities int // of a list or a sum
	Time             time.Duration
}

// Within is a view whose lists and sums keep to an allowance. None is too brief to have one.
func (v *View) Within(a Allowance) *View {
	within := *v
	within.stats = new(atomic.Pointer[Stats])
	within.limits.brief = -1
	within.limits.time = a.Time
	if a.Claims != 0 {
		within.limits.claims = a.Claims
	}
	if a.Entities != 0 {
		within.limits.Nodes = a.Entities
	}
	return &within
}
