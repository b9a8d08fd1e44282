package graph

import (
	"slices"

	"whence/graph/claim"
	"whence/graph/quadstore"
	"whence/graph/store"
)

// kindTable is the kind of every term, a byte each. What a term's kind is never changes, for it is read off the term's IRI:
// a table only grows. Each commit makes the next one, which shares all but the last page with the one before.
type kindTable struct {
	pages [][]byte // kindPage terms each: the place of the kind in claim.EntityKinds plus one, 0 for what is no entity
	terms int      // which the table knows: IDs from 0 to terms
}

// kindPage is how many terms a page of a kindTable holds.
const kindPage = 1 << 14

// grown is the table of a later snapshot. It reads the texts of the terms that have come since.
func (t kindTable) grown(snap *quadstore.Snapshot, n namer) kindTable {
	const step = 4096 // terms whose texts are held at a time
	last := snap.Stats().Terms
	next := kindTable{slices.Clone(t.pages), t.terms}
	if full := next.terms % kindPage; full > 0 && next.terms < last { // the last page is shared with older views
		i := next.terms / kindPage
		next.pages[i] = append(make([]byte, 0, kindPage), next.pages[i][:full]...)
	}
	var texts store.Texts
	ids := make([]store.ID, 0, step)
	for next.terms < last {
		ids = ids[:0]
		for id := next.terms + 1; id <= last && len(ids) < step; id++ {
			ids = append(ids, store.ID(id))
		}
		snap.Texts(&texts, ids)
		for i := range ids {
			next.add(kindNumber(n.kindOf(texts.Of(i))))
		}
	}
	return next
}

// add adds the kind of the next term.
func (t *kindTable) add(kind byte) {
	page := t.terms / kindPage
	if page == len(t.pages) {
		t.pages = append(t.pages, make([]byte, 0, kindPage))
	}
	t.pages[page] = append(t.pages[page], kind)
	t.terms++
}

func kindNumber(kind claim.EntityKind) byte { return byte(slices.Index(claim.EntityKinds, kind) + 1) }

// KindAt is the kind of a node, "" where it is no entity. It reads nothing.
func (v *View) KindAt(node quadstore.ID) claim.EntityKind {
	at := int(node) - 1
	if node == 0 || at >= v.kinds.terms { // a claim among them
		return ""
	}
	if kind := v.kinds.pages[at/kindPage][at%kindPage]; kind > 0 {
		return claim.EntityKinds[kind-1]
	}
	return ""
}

// kindOf reads the kind of an entity off its IRI, "" where it is none of ours.
func (n namer) kindOf(iri []byte) claim.EntityKind {
	at := len(n.base) + len(entityPath)
	if len(iri) <= at || string(iri[:len(n.base)]) != n.base || string(iri[len(n.base):at]) != entityPath {
		return ""
	}
	return claim.KindOf(iri[at:])
}
