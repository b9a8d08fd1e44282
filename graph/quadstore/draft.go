package quadstore

import (
	"fmt"
	"strings"

	"github.com/cayleygraph/quad"
)

// draft is a dictionary with terms that no reader sees yet: those of a batch or
// a load before it is durable. Dropping a draft undoes it.
type draft struct {
	base  dictionary // what is published
	fresh dictionary // base's lexicon continued; indexes of the new terms only
}

// newDraft continues a dictionary; the indexes of the new terms get a power of
// two shards.
func newDraft(base dictionary, shards int) *draft {
	return &draft{base: base, fresh: dictionary{
		lexicon: base.lexicon,
		byHead:  newIndex(1, 0),
		byEntry: newIndex(shards, 0),
		byClaim: newIndex(shards, 0),
	}}
}

// find returns the ID of a value, published or not, and 0 if there is none.
func (d *draft) find(v quad.Value) ID {
	if k, ok := d.base.claimOf(v); ok {
		return d.findClaim(k)
	}
	t, err := termOf(v)
	if err != nil {
		return 0
	}
	head, tail, ok := d.findHead(t)
	if !ok {
		return 0
	}
	var buf [128]byte
	entry := appendEntry(buf[:0], head, tail)
	return d.findHashed(hashOf(entry), entry)
}

// intern returns the ID of a value, a new one if there is none.
func (d *draft) intern(v quad.Value) (ID, error) {
	if k, ok := d.base.claimOf(v); ok {
		return d.internClaim(k)
	}
	t, err := termOf(v)
	if err != nil {
		return 0, err
	}
	return d.internTerm(t)
}

func (d *draft) internClaim(k claimKey) (ID, error) {
	if id := d.findClaim(k); id != 0 {
		return id, nil
	}
	if d.fresh.claims.len() == int(firstClaim) {
		return 0, fmt.Errorf("%d claims: %w", firstClaim, ErrFull)
	}
	id := d.fresh.addClaim(k)
	d.fresh.byClaim.add(hashOf(k[:]), id, d.fresh.hashClaim)
	return id, nil
}

func (d *draft) internTerm(t term) (ID, error) {
	var buf [128]byte
	head, tail := d.internHead(t)
	entry := appendEntry(buf[:0], head, tail)
	hash := hashOf(entry)
	if id := d.findHashed(hash, entry); id != 0 {
		return id, nil
	}
	if d.fresh.terms() == int(firstClaim)-1 {
		return 0, fmt.Errorf("%d terms: %w", firstClaim-1, ErrFull)
	}
	id := d.fresh.addEntry(entry)
	d.fresh.byEntry.add(hash, id, d.fresh.hashEntry)
	return id, nil
}

// internHead returns the number of a term's head and what is left as tail.
func (d *draft) internHead(t term) (int, string) {
	if n, tail, ok := d.findHead(t); ok {
		return n, tail
	}
	l := &d.fresh.lexicon
	l.heads = append(l.heads, head{t.kind, strings.Clone(t.head)}) // not the text around it
	d.fresh.byHead.add(hashHead(t.kind, t.head), ID(len(l.heads)), l.hashHeadNo)
	return len(l.heads) - 1, t.tail
}

// findHead returns the number of a term's head and what is left as tail; with
// the heads used up a new IRI is left whole.
func (d *draft) findHead(t term) (n int, tail string, ok bool) {
	if n, ok = d.base.findHead(t.kind, t.head); ok {
		return n, t.tail, true
	}
	if n, ok = d.fresh.findHead(t.kind, t.head); ok {
		return n, t.tail, true
	}
	if t.kind == kindIRI && len(d.fresh.heads) >= maxHeads {
		return wholeIRI, t.head + t.tail, true
	}
	return 0, "", false
}

func (d *draft) findHashed(hash uint64, entry []byte) ID {
	if id := d.base.findHashed(hash, entry); id != 0 {
		return id
	}
	return d.fresh.findHashed(hash, entry)
}

func (d *draft) findClaim(k claimKey) ID {
	if id := d.base.findClaim(k); id != 0 {
		return id
	}
	return d.fresh.findClaim(k)
}

// publish returns the dictionary with the new terms in it. It adds to the
// indexes that readers use; they refuse what is newer than their view.
func (d *draft) publish() dictionary {
	next := d.base
	next.lexicon = d.fresh.lexicon
	l := &next.lexicon
	for n := len(d.base.heads) + 1; n <= len(l.heads); n++ {
		next.byHead.add(l.hashHeadNo(ID(n)), ID(n), l.hashHeadNo)
	}
	whole := len(d.fresh.byEntry.shards) == dictionaryShards // can be taken over
	if whole && d.base.terms() == 0 {
		next.byEntry = d.fresh.byEntry
	} else {
		for n := d.base.terms() + 1; n <= l.terms(); n++ {
			next.byEntry.add(l.hashEntry(ID(n)), ID(n), l.hashEntry)
		}
	}
	if whole && d.base.claims.len() == 0 {
		next.byClaim = d.fresh.byClaim
	} else {
		for n := d.base.claims.len(); n < l.claims.len(); n++ {
			next.byClaim.add(l.hashClaim(firstClaim+ID(n)), firstClaim+ID(n), l.hashClaim)
		}
	}
	return next
}
