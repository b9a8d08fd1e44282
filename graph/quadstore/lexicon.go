package quadstore

import (
	"encoding/hex"

	"github.com/cayleygraph/quad"
)

// claimKey is what tells one claim from another: the 32 digits of its IRI.
type claimKey [16]byte

// head is the shared part of terms: see term.
type head struct {
	kind kind
	text string
}

// lexicon holds the terms of a store by ID, in slabs without pointers. Like
// pages, a copy is a view: what is appended to a newer one is not seen.
type lexicon struct {
	claimPrefix string
	heads       []head
	full        []textPage
	last        textPage
	claims      pages[claimKey]
}

// textPage is the text of up to pageLen terms: entry i ends at ends[i].
type textPage struct {
	text []byte
	ends []uint32
}

func (p *textPage) entry(i int) entry {
	start := uint32(0)
	if i > 0 {
		start = p.ends[i-1]
	}
	return p.text[start:p.ends[i]:p.ends[i]]
}

// terms returns the number of terms that are not claims; their IDs run from 1.
func (l *lexicon) terms() int { return len(l.full)<<pageBits + len(l.last.ends) }

// has reports whether the ID is one of this view.
func (l *lexicon) has(id ID) bool {
	if id.IsClaim() {
		return int(id-firstClaim) < l.claims.len()
	}
	return id != 0 && int(id) <= l.terms()
}

// entry returns the stored form of a term that is not a claim.
func (l *lexicon) entry(id ID) entry {
	i := int(id) - 1
	if n := i >> pageBits; n < len(l.full) {
		return l.full[n].entry(i & (pageLen - 1))
	}
	return l.last.entry(i & (pageLen - 1))
}

func (l *lexicon) claim(id ID) *claimKey { return l.claims.at(int(id - firstClaim)) }

// textLen returns how many bytes the terms and claims take.
func (l *lexicon) textLen() int {
	n := len(l.last.text) + l.claims.len()*len(claimKey{})
	for i := range l.full {
		n += len(l.full[i].text)
	}
	return n
}

// addEntry appends a term in its stored form and returns its ID.
func (l *lexicon) addEntry(entry []byte) ID {
	p := &l.last
	p.text = append(p.text, entry...)
	p.ends = append(p.ends, uint32(len(p.text)))
	id := ID(l.terms())
	if len(p.ends) == pageLen {
		l.full = append(l.full, textPage{fit(p.text), fit(p.ends)})
		l.last = textPage{}
	}
	return id
}

// addClaim appends a claim and returns its ID.
func (l *lexicon) addClaim(k claimKey) ID {
	l.claims.append(k)
	return firstClaim + ID(l.claims.len()-1)
}

// head returns the head of a term that is not a claim.
func (l *lexicon) head(id ID) *head {
	n, _, _, _ := l.entry(id).cut()
	return &l.heads[n]
}

// value returns the term as it was put in.
func (l *lexicon) value(id ID) quad.Value {
	if id.IsClaim() {
		return quad.IRI(l.appendText(nil, id))
	}
	var room [64]byte
	n, tail := l.entry(id).unpack(room[:])
	h := &l.heads[n]
	return term{h.kind, h.text, string(tail)}.value()
}

// stored returns the stored form of a term: an entry, or the key of a claim.
func (l *lexicon) stored(id ID) []byte {
	if id.IsClaim() {
		return l.claim(id)[:]
	}
	return l.entry(id)
}

// appendText appends the lexical text of a term.
func (l *lexicon) appendText(dst []byte, id ID) []byte { return l.appendStored(dst, id, l.stored(id)) }

// appendStored appends the lexical text of a term whose stored form is at hand.
func (l *lexicon) appendStored(dst []byte, id ID, stored []byte) []byte {
	if id.IsClaim() {
		return hex.AppendEncode(append(dst, l.claimPrefix...), stored)
	}
	n, packed, tail, _ := entry(stored).cut()
	h := &l.heads[n]
	if h.kind == kindIRI {
		dst = append(dst, h.text...)
	}
	switch {
	case packed:
		return hex.AppendEncode(dst, tail)
	case h.kind == kindTime:
		return decodeTime(string(tail)).AppendFormat(dst, "2006-01-02T15:04:05.999999999Z07:00")
	}
	return append(dst, tail...)
}
