package loader

import (
	"maps"
	"slices"

	"whence/graph"
)

// resolveKeys turns the keys that claims point at each other by into ids, and gives every claim its id. An id is made of
// what a claim says, what it is part of included: a whole has its id before its parts.
func (f *file) resolveKeys() {
	r := keyResolver{file: f, state: make([]resolution, len(f.dataset.Claims))}
	for i := range f.dataset.Claims {
		r.resolve(i)
	}
}

type resolution int

const (
	unresolved resolution = iota
	resolving
	resolved
)

type keyResolver struct {
	*file
	state []resolution
}

func (r *keyResolver) resolve(i int) {
	r.state[i] = resolving
	a, where := r.dataset.Claims[i].Asserted(), r.claims[i]
	for _, n := range where["includedIn"].items() {
		a.IncludedIn = r.target(n)
	}
	for _, n := range where["derivedFrom"].items() {
		if id := r.target(n); id != "" {
			a.DerivedFrom = append(a.DerivedFrom, id)
		}
	}
	graph.Normalise(r.dataset.Claims[i])
	r.state[i] = resolved
}

// target is the id of the claim that a key or an id names.
func (r *keyResolver) target(n node) graph.ID {
	name := n.text()
	at, known := r.keys[name]
	if !known {
		id, err := graph.ParseID(name)
		if err != nil || !id.IsClaim() {
			n.fail("no claim of this file has the key %.60q: %s", name, suggest(name, slices.Sorted(maps.Keys(r.keys))))
			return ""
		}
		return id
	}
	switch r.state[at] {
	case resolving:
		n.fail("key %.60q leads back to this claim: a part can't be its own whole", name)
		return ""
	case unresolved:
		r.resolve(at)
	}
	return r.dataset.Claims[at].Asserted().ID
}
