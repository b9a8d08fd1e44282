package rdf

import (
	"hash/maphash"

	"github.com/cayleygraph/quad"
)

const (
	termSlots  = 1 << 13 // a power of two
	termLength = 256     // in bytes
)

// terms remembers terms read lately, each under its spelling, so that one that
// comes again costs neither a check nor an allocation. A term takes the slot
// that its hash names from whatever is there, which bounds the memory to a few
// megabytes with no bookkeeping; the few terms that a file repeats most are
// back at once.
type terms struct {
	seed  maphash.Seed
	slots []term
}

// term is a spelling that was checked, and the value that it stands for.
type term struct {
	spelling string
	value    quad.Value
	block    *Block // that numbered it last
	number   uint32
}

func newTerms() *terms {
	return &terms{seed: maphash.MakeSeed(), slots: make([]term, termSlots)}
}

// find returns the value spelled so, or nil and the slot to keep it in; a long
// spelling has no slot.
func (t *terms) find(spelling []byte) (quad.Value, *term) {
	if len(spelling) > termLength {
		return nil, nil
	}
	slot := &t.slots[maphash.Bytes(t.seed, spelling)%termSlots]
	if slot.spelling == string(spelling) {
		return slot.value, slot
	}
	return nil, slot
}

// keep remembers what a spelling stands for, and returns it.
func (t *term) keep(spelling string, value quad.Value) quad.Value {
	if t != nil {
		*t = term{spelling: spelling, value: value}
	}
	return value
}
