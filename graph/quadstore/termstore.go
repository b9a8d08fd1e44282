package quadstore

import (
	"encoding/hex"

	"github.com/cayleygraph/quad"

	"whence/graph/quadstore/pagedarray"
	"whence/graph/quadstore/pagefile"
)

// claimKey is what tells one claim from another: the 32 digits of its IRI.
type claimKey [16]byte

// head is the shared part of terms: see term.
type head struct {
	kind kind
	text string
}

// termStore holds the terms of a store by ID, in pages without pointers. Like a
// paged array's, a copy is a view: what is appended to a newer one is not seen.
type termStore struct {
	claimPrefix string
	heads       []head
	full        []textPage
	last        textPage
	claims      pagedarray.Array[claimKey]
	file        *pagefile.File // where the first pages lie; nil in memory
}

// textPage is the text of up to pagedarray.PageLen terms: term i ends at ends[i].
type textPage struct {
	text []byte
	ends []uint32
}

func (p *textPage) encoded(f *pagefile.File, i uint32) encodedTerm {
	start := uint32(0)
	if i > 0 {
		start = pagefile.At(f, p.ends, i-1)
	}
	return pagefile.Part(f, p.text, start, pagefile.At(f, p.ends, i))
}

// terms returns the number of terms that are not claims; their IDs run from 1.
func (ts *termStore) terms() int { return len(ts.full)<<pagedarray.PageBits + len(ts.last.ends) }

// has reports whether the ID is one of this view.
func (ts *termStore) has(id ID) bool {
	if id.IsClaim() {
		return int(id-firstClaim) < ts.claims.Len()
	}
	return id != 0 && int(id) <= ts.terms()
}

// encoded returns the stored form of a term that is not a claim.
func (ts *termStore) encoded(id ID) encodedTerm {
	i := int(id) - 1
	if n := i >> pagedarray.PageBits; n < len(ts.full) {
		return ts.full[n].encoded(ts.file, uint32(i&(pagedarray.PageLen-1)))
	}
	return ts.last.encoded(nil, uint32(i&(pagedarray.PageLen-1)))
}

func (ts *termStore) claim(id ID) *claimKey {
	i := int(id - firstClaim)
	if n := i >> pagedarray.PageBits; n < len(ts.claims.Full) {
		return pagefile.Ref(ts.file, ts.claims.Full[n], i&(pagedarray.PageLen-1))
	}
	return &ts.claims.Last[i&(pagedarray.PageLen-1)]
}

// textLen returns how many bytes the terms and claims take.
func (ts *termStore) textLen() int {
	n := len(ts.last.text) + ts.claims.Len()*len(claimKey{})
	for i := range ts.full {
		n += len(ts.full[i].text)
	}
	return n
}

// addEncoded appends a term in its stored form and returns its ID.
func (ts *termStore) addEncoded(entry []byte) ID {
	p := &ts.last
	p.text = append(p.text, entry...)
	p.ends = append(p.ends, uint32(len(p.text)))
	id := ID(ts.terms())
	if len(p.ends) == pagedarray.PageLen {
		ts.full = append(ts.full, textPage{pagedarray.Fit(p.text), pagedarray.Fit(p.ends)})
		ts.last = textPage{}
	}
	return id
}

// addClaim appends a claim and returns its ID.
func (ts *termStore) addClaim(k claimKey) ID {
	ts.claims.Append(k)
	return firstClaim + ID(ts.claims.Len()-1)
}

// head returns the head of a term that is not a claim.
func (ts *termStore) head(id ID) *head {
	n, _, _, _ := ts.encoded(id).split()
	return &ts.heads[n]
}

// value returns the term as it was put in.
func (ts *termStore) value(id ID) quad.Value {
	if id.IsClaim() {
		return quad.IRI(ts.appendText(nil, id))
	}
	var room [64]byte
	n, tail := ts.encoded(id).decode(room[:])
	h := &ts.heads[n]
	return term{h.kind, h.text, string(tail)}.value()
}

// stored returns the stored form of a term: its encoding, or the key of a claim.
func (ts *termStore) stored(id ID) []byte {
	if id.IsClaim() {
		return ts.claim(id)[:]
	}
	return ts.encoded(id)
}

// appendText appends the lexical text of a term.
func (ts *termStore) appendText(dst []byte, id ID) []byte {
	return ts.appendStored(dst, id, ts.stored(id))
}

// appendStored appends the lexical text of a term whose stored form is at hand.
func (ts *termStore) appendStored(dst []byte, id ID, stored []byte) []byte {
	if id.IsClaim() {
		return hex.AppendEncode(append(dst, ts.claimPrefix...), stored)
	}
	n, packed, tail, _ := encodedTerm(stored).split()
	h := &ts.heads[n]
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
