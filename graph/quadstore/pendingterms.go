package quadstore

import (
	"fmt"
	"strings"

	"github.com/cayleygraph/quad"

	"whence/graph/quadstore/termindex"
)

// pendingTerms is a dictionary with terms that no reader sees yet: those of a batch or
// a load before it is durable. Dropping it undoes them.
type pendingTerms struct {
	base  dictionary // what is published
	fresh dictionary // base's terms continued; indexes of the new terms only
}

// newPendingTerms continues a dictionary; the indexes of the new terms get a power of
// two shards.
func newPendingTerms(base dictionary, shards int) *pendingTerms {
	return &pendingTerms{base: base, fresh: dictionary{
		termStore: base.termStore,
		byHead:    termindex.New(1, 0),
		byEncoded: termindex.New(shards, 0),
		byClaim:   termindex.New(shards, 0),
	}}
}

// find returns the ID of a value, published or not, and 0 if there is none.
func (p *pendingTerms) find(v quad.Value) ID {
	if k, ok := p.base.claimOf(v); ok {
		return p.findClaim(k)
	}
	t, err := termOf(v)
	if err != nil {
		return 0
	}
	head, tail, ok := p.findHead(t)
	if !ok {
		return 0
	}
	var buf [128]byte
	entry := appendEncoded(buf[:0], head, tail)
	return p.findHashed(termindex.Hash(entry), entry)
}

// intern returns the ID of a value, a new one if there is none.
func (p *pendingTerms) intern(v quad.Value) (ID, error) {
	if k, ok := p.base.claimOf(v); ok {
		return p.internClaim(k)
	}
	t, err := termOf(v)
	if err != nil {
		return 0, err
	}
	return p.internTerm(t)
}

func (p *pendingTerms) internClaim(k claimKey) (ID, error) {
	if id := p.findClaim(k); id != 0 {
		return id, nil
	}
	if p.fresh.claims.Len() == int(firstClaim) {
		return 0, fmt.Errorf("%d claims: %w", firstClaim, ErrFull)
	}
	id := p.fresh.addClaim(k)
	p.fresh.byClaim.Add(termindex.Hash(k[:]), id, p.fresh.hashClaim)
	return id, nil
}

func (p *pendingTerms) internTerm(t term) (ID, error) {
	var buf [128]byte
	head, tail := p.internHead(t)
	entry := appendEncoded(buf[:0], head, tail)
	hash := termindex.Hash(entry)
	if id := p.findHashed(hash, entry); id != 0 {
		return id, nil
	}
	if p.fresh.terms() == int(firstClaim)-1 {
		return 0, fmt.Errorf("%d terms: %w", firstClaim-1, ErrFull)
	}
	id := p.fresh.addEncoded(entry)
	p.fresh.byEncoded.Add(hash, id, p.fresh.hashEncoded)
	return id, nil
}

// internHead returns the number of a term's head and what is left as tail.
func (p *pendingTerms) internHead(t term) (int, string) {
	if n, tail, ok := p.findHead(t); ok {
		return n, tail
	}
	ts := &p.fresh.termStore
	ts.heads = append(ts.heads, head{t.kind, strings.Clone(t.head)}) // not the text around it
	p.fresh.byHead.Add(hashHead(t.kind, t.head), ID(len(ts.heads)), ts.hashHeadNo)
	return len(ts.heads) - 1, t.tail
}

// findHead returns the number of a term's head and what is left as tail; with
// the heads used up a new IRI is left whole.
func (p *pendingTerms) findHead(t term) (n int, tail string, ok bool) {
	if n, ok = p.base.findHead(t.kind, t.head); ok {
		return n, t.tail, true
	}
	if n, ok = p.fresh.findHead(t.kind, t.head); ok {
		return n, t.tail, true
	}
	if t.kind == kindIRI && len(p.fresh.heads) >= maxHeads {
		return wholeIRI, t.head + t.tail, true
	}
	return 0, "", false
}

func (p *pendingTerms) findHashed(hash uint64, entry []byte) ID {
	if id := p.base.findHashed(hash, entry); id != 0 {
		return id
	}
	return p.fresh.findHashed(hash, entry)
}

func (p *pendingTerms) findClaim(k claimKey) ID {
	if id := p.base.findClaim(k); id != 0 {
		return id
	}
	return p.fresh.findClaim(k)
}

// publish returns the dictionary with the new terms in it. It adds to the
// indexes that readers use; they refuse what is newer than their view.
func (p *pendingTerms) publish() dictionary {
	next := p.base
	next.termStore = p.fresh.termStore
	whole := p.fresh.byEncoded.Shards() == dictionaryShards // can be taken over
	takeTerms, takeClaims := whole && p.base.terms() == 0, whole && p.base.claims.Len() == 0
	if takeTerms {
		next.byEncoded = p.fresh.byEncoded
	}
	if takeClaims {
		next.byClaim = p.fresh.byClaim
	}
	next.index(&p.base.termStore, !takeTerms, !takeClaims)
	return next
}

// index adds to the indexes what a dictionary has more than an older view of it.
func (dict *dictionary) index(old *termStore, terms, claims bool) {
	ts := &dict.termStore
	for n := len(old.heads) + 1; n <= len(ts.heads); n++ {
		dict.byHead.Add(ts.hashHeadNo(ID(n)), ID(n), ts.hashHeadNo)
	}
	for n := old.terms() + 1; terms && n <= ts.terms(); n++ {
		dict.byEncoded.Add(ts.hashEncoded(ID(n)), ID(n), ts.hashEncoded)
	}
	for n := old.claims.Len(); claims && n < ts.claims.Len(); n++ {
		dict.byClaim.Add(ts.hashClaim(firstClaim+ID(n)), firstClaim+ID(n), ts.hashClaim)
	}
}

// shelved returns the dictionary with the new terms in it, as publish does, for one view alone: what readers use is as it
// was, and forgetting the view undoes the terms.
func (p *pendingTerms) shelved(published *dictionary) dictionary {
	own := dictionary{
		termStore: p.fresh.termStore,
		byHead:    termindex.New(1, 0), byEncoded: termindex.New(1, 0), byClaim: termindex.New(1, 0),
	}
	own.index(&published.termStore, true, true)
	next := *published
	next.termStore, next.pending = own.termStore, &own
	return next
}

// unshelved is the dictionary of such a view with its terms where readers look.
func (dict *dictionary) unshelved(published *dictionary) dictionary {
	next := *published
	next.termStore = dict.termStore
	next.index(&published.termStore, true, true)
	return next
}
