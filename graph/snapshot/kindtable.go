package snapshot

import (
	"slices"
	"sync/atomic"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/engine"
	"whence/graph/quadstore"
	"whence/graph/store"
)

// KindTable is the kind of every term, a byte each. What a term's kind is never changes, for it is read off the term's IRI: a
// table only grows. Each commit makes the next one, which shares all but the last page with the one before. Of a store in
// memory the texts are read when a kind is first asked for, a block at a time, so that opening one costs nothing by its size.
// Any number of goroutines may use it.
type KindTable struct {
	pages []*kindPage
	terms int // which the table knows: IDs from 0 to terms
	snap  engine.Snapshot
	namer encoding.Namer
}

const (
	kindBlock  = 1 << 8 // terms whose kinds are read at a time: some 30 us
	kindBlocks = 1 << 6 // of a page
	pageTerms  = kindBlock * kindBlocks
)

// kindPage is the kinds of pageTerms terms, in blocks; nil for one that was not read.
type kindPage [kindBlocks]atomic.Pointer[kindsOfBlock]

// kindsOfBlock is the place of each term's kind in claim.EntityKinds plus one, 0 for what is no entity.
type kindsOfBlock [kindBlock]byte

// Grown is the table of a later snapshot. Where the store is not in memory it reads the texts of the terms that have come since.
func (t KindTable) Grown(snap engine.Snapshot, n encoding.Namer) KindTable {
	last := snap.Stats().Terms
	next := KindTable{slices.Clone(t.pages), last, snap, n}
	if t.terms%pageTerms > 0 && last > t.terms { // the last page is shared with older views
		i := t.terms / pageTerms
		next.pages[i] = next.extended(t.pages[i], t.terms)
	}
	for len(next.pages)*pageTerms < last {
		next.pages = append(next.pages, new(kindPage))
	}
	if !engine.Resident(snap) {
		for block := t.terms / kindBlock; block*kindBlock < last; block++ {
			next.block(block)
		}
	}
	return next
}

// extended is the page on which a table with so many terms ends, with the terms that have come since in a block that was read.
func (t *KindTable) extended(page *kindPage, terms int) *kindPage {
	next := new(kindPage)
	for i := range page {
		next[i].Store(page[i].Load())
	}
	at := terms / kindBlock
	if last := next[at%kindBlocks].Load(); last != nil && terms%kindBlock > 0 {
		kinds := *last
		t.read(&kinds, terms, min((at+1)*kindBlock, t.terms))
		next[at%kindBlocks].Store(&kinds)
	}
	return next
}

// read reads the kinds of the terms from one place to another, all of one block.
func (t *KindTable) read(kinds *kindsOfBlock, from, to int) {
	var texts store.Texts
	ids := make([]store.ID, 0, kindBlock)
	for at := from; at < to; at++ {
		ids = append(ids, store.ID(at+1))
	}
	t.snap.Texts(&texts, ids)
	for i := range ids {
		kinds[(from+i)%kindBlock] = kindNumber(t.namer.KindOf(texts.Of(i)))
	}
}

// block is a block, read if it was not.
func (t *KindTable) block(n int) *kindsOfBlock {
	place := &t.pages[n/kindBlocks][n%kindBlocks]
	kinds := place.Load()
	if kinds == nil {
		kinds = new(kindsOfBlock)
		t.read(kinds, n*kindBlock, min((n+1)*kindBlock, t.terms))
		place.Store(kinds)
	}
	return kinds
}

func kindNumber(kind claim.EntityKind) byte { return byte(slices.Index(claim.EntityKinds, kind) + 1) }

// Of is the kind of a node, "" where it is no entity. Where a block can't be read it panics as the snapshot does.
func (t *KindTable) Of(node quadstore.ID) claim.EntityKind {
	at := int(node) - 1
	if node == 0 || at >= t.terms { // a claim among them
		return ""
	}
	if kind := t.block(at / kindBlock)[at%kindBlock]; kind > 0 {
		return claim.EntityKinds[kind-1]
	}
	return ""
}
