package quadstore

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"runtime"

	"github.com/dchest/siphash"

	"whence/graph/quadstore/pagefile"
	"whence/graph/quadstore/termindex"
)

// storedIndex is the index of the terms of a base file: one table of buckets for terms and one for claims, as package termindex has
// them. Its hash has a key that is the file's own, so that outsiders can't choose terms that collide.
type storedIndex struct {
	key           [2]uint64
	terms, claims []termindex.Bucket
	file          *pagefile.File // where they lie; nil in memory
}

// findTerm returns the ID of a term in its stored form, 0 if there is none that the function accepts.
func (x *storedIndex) findTerm(entry []byte, is func(ID) bool) ID {
	if x == nil {
		return 0
	}
	return termindex.FindIn(x.file, x.terms, x.hash(entry), is)
}

// findClaim does likewise for a claim.
func (x *storedIndex) findClaim(k claimKey, is func(ID) bool) ID {
	if x == nil {
		return 0
	}
	return termindex.FindIn(x.file, x.claims, x.hash(k[:]), is)
}

func (x *storedIndex) hash(b []byte) uint64 { return siphash.Hash(x.key[0], x.key[1], b) }

// newKey returns a key that nobody knows.
func newKey() (key [2]uint64) {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails: it ends the program
	return [2]uint64{binary.LittleEndian.Uint64(b[:]), binary.LittleEndian.Uint64(b[8:])}
}

// fill makes the tables of the first terms and claims of a term store. It gives way to others, and ends with the context.
func (x *storedIndex) fill(ctx context.Context, ts *termStore, terms, claims int) (err error) {
	if x.terms, err = x.table(ctx, ts, 1, terms); err == nil {
		x.claims, err = x.table(ctx, ts, firstClaim, claims)
	}
	return err
}

func (x *storedIndex) table(ctx context.Context, ts *termStore, first ID, n int) ([]termindex.Bucket, error) {
	t := termindex.NewTable(n)
	for i := range n {
		if err := giveWay(ctx, i); err != nil {
			return nil, err
		}
		t.Add(x.hash(ts.stored(first+ID(i))), first+ID(i))
	}
	return t.Buckets(), nil
}

// giveWay is called with the number of each step of long work in the background.
func giveWay(ctx context.Context, step int) error {
	if step%scanStep > 0 {
		return nil
	}
	runtime.Gosched()
	return ctx.Err()
}
