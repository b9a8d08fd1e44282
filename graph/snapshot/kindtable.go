package snapshot

import (
	"slices"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/engine"
	"whence/graph/quadstore"
	"whence/graph/store"
)

// KindTable is the kind of every term, a byte each. What a term's kind is never changes, for it is read off the term's IRI:
// a table only grows. Each commit makes the next one, which shares all but the last page with the one before.
type KindTable struct {
	pages [][]byte // kindPage terms each: the place of the kind in claim.EntityKinds plus one, 0 for what is no entity
	terms int      // which the table knows: IDs from 0 to terms
}

// kindPage is how many terms a page of a kindTable holds.
const kindPage = 1 << 14

// Grown is the table of a later snapshot. It reads the texts of the terms that have come since.
func (t KindTable) Grown(snap engine.Snapshot, n encoding.Namer) KindTable {
	const step = 4096 // terms whose texts are held at a time
	last := snap.Stats().Terms
	next := KindTable{slices.Clone(t.pages), t.terms}
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
			next.add(kindNumber(n.KindOf(texts.Of(i))))
		}
	}
	return next
}

// add adds the kind of the next term.
func (t *KindTable) add(kind byte) {
	page := t.terms / kindPage
	if page == len(t.pages) {
		t.pages = append(t.pages, make([]byte, 0, kindPage))
	}
	t.pages[page] = append(t.pages[page], kind)
	t.terms++
}

func kindNumber(kind claim.EntityKind) byte { return byte(slices.Index(claim.EntityKinds, kind) + 1) }

// Of is the kind of a node, "" where it is no entity.
func (t *KindTable) Of(node quadstore.ID) claim.EntityKind {
	at := int(node) - 1
	if node == 0 || at >= t.terms { // a claim among them
		return ""
	}
	if kind := t.pages[at/kindPage][at%kindPage]; kind > 0 {
		return claim.EntityKinds[kind-1]
	}
	return ""
}
