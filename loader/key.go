package loader

import (
	"maps"
	"slices"
	"strings"

	"whence/graph/claim"
)

// resolution is how far the keys of a claim are resolved.
type resolution int

const (
	unresolved resolution = iota
	resolving             // on the way from a claim that points at it
	resolved
)

// resolve gives a claim its id, after those of the claims that it points at by key: their ids are part of its own.
func (f *claimsFile) resolve(d *draft) {
	if d.state != unresolved {
		return
	}
	d.state = resolving
	a := d.Base()
	if d.includedIn != "" {
		a.IncludedIn = f.refer(d, "includedIn", d.includedIn)
	}
	for _, key := range d.derivedFrom {
		a.DerivedFrom = append(a.DerivedFrom, f.refer(d, "derivedFrom", key))
	}
	claim.Normalise(d.Claim)
	d.state = resolved
}

// maxSuggested is among how many keys the one that was meant is looked for.
const maxSuggested = 10_000

// refer is the id of the claim that a key stands for; an id stands for itself.
func (f *claimsFile) refer(d *draft, field, key string) claim.ID {
	if strings.Contains(key, "/") {
		id, err := claim.ParseID(key)
		switch {
		case err != nil:
			f.mistake(f.find(d.place).child(field), "%s", plain(err))
		case !id.IsClaim():
			f.mistake(f.find(d.place).child(field), "%s is no claim; give the key of a claim of this file, or a claim's id", id)
		}
		return id
	}
	to, ok := f.keys[key]
	switch {
	case !ok && (len(f.keys) == 0 || len(f.keys) > maxSuggested):
		f.mistake(f.find(d.place).child(field), "no claim of this file has the key %.40q; give the claim that is meant a `key`", key)
		return ""
	case !ok:
		f.mistake(f.find(d.place).child(field), "no claim of this file has the key %.40q; %s", key, suggest(key, slices.Sorted(maps.Keys(f.keys))))
		return ""
	case to.state == resolving:
		f.mistake(f.find(d.place).child(field), "%q points at a claim that points back here; a claim can't be part of itself", key)
		return ""
	}
	f.resolve(to)
	return to.Base().ID
}
