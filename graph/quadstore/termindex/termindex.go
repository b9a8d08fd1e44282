// Package termindex finds the ID of a term by the hash of its text, in about 7 bytes a term: in memory, where terms are added
// while others look up, or in a table of a file. It knows no terms: its caller compares texts.
package termindex

import (
	"hash/maphash"
	"sync/atomic"

	"whence/graph/quadstore/pagefile"
	"whence/graph/store"
)

// ID is a term's number.
type ID = store.ID

// Index finds the ID of a term by the hash of its text, in about 7 bytes a
// term: it holds IDs only, and the caller compares texts.
//
// One writer may add while any number of readers look up, without a lock.
// A reader may find an ID that is newer than its snapshot and must refuse it.
type Index struct {
	shards []atomic.Pointer[Table]
}

// Table is a hash table of a few thousand IDs, small enough that growing one
// delays no write by a millisecond.
type Table struct {
	buckets []Bucket
	used    int // by the writer only
}

// bucketLen makes a Bucket fill one cache line.
const bucketLen = 12

// Bucket holds IDs beside a byte of their hashes, so that a wrong candidate
// seldom costs a look at its text.
type Bucket struct {
	count atomic.Uint32
	tags  [bucketLen]byte
	ids   [bucketLen]ID
}

// seed keeps outsiders from choosing terms that collide.
var seed = maphash.MakeSeed()

// Hash is the hash of a text, of this process alone.
func Hash(b []byte) uint64 { return maphash.Bytes(seed, b) }

// New returns an index with a power of two shards and room for about n IDs.
func New(shards, n int) *Index {
	x := &Index{shards: make([]atomic.Pointer[Table], shards)}
	if each := n / shards; each > 0 {
		for i := range x.shards {
			x.shards[i].Store(NewTable(each + each/16))
		}
	}
	return x
}

// NewTable returns a table with room for about n IDs.
func NewTable(n int) *Table {
	// Four fifths full a lookup seldom reads a second Bucket.
	return &Table{buckets: make([]Bucket, n*5/(4*bucketLen)+1)}
}

// HashString is Hash for a string.
func HashString(s string) uint64 { return maphash.String(seed, s) }

// The low bits of a hash choose the shard, the next eight are the tag and the
// high half chooses the Bucket.
func (x *Index) shardOf(hash uint64) *atomic.Pointer[Table] {
	return &x.shards[hash&uint64(len(x.shards)-1)]
}

func tagOf(hash uint64) byte { return byte(hash >> 16) }

func firstBucket(hash uint64, buckets int) int {
	return int((hash >> 32) * uint64(buckets) >> 32)
}

// Find returns the ID with this hash that the function accepts, or 0.
func (x *Index) Find(hash uint64, accept func(ID) bool) ID {
	s := x.shardOf(hash).Load()
	if s == nil {
		return 0
	}
	return FindIn(nil, s.buckets, hash, accept)
}

// FindIn is Find in the buckets of one table, which may lie in a file.
func FindIn(f *pagefile.File, buckets []Bucket, hash uint64, accept func(ID) bool) ID {
	tag := tagOf(hash)
	for i := firstBucket(hash, len(buckets)); ; i++ {
		if i == len(buckets) {
			i = 0
		}
		b := pagefile.Ref(f, buckets, i)
		n := b.count.Load()
		for j := range n {
			if b.tags[j] == tag && accept(b.ids[j]) {
				return b.ids[j]
			}
		}
		if n < bucketLen {
			return 0
		}
	}
}

// Add puts in an ID that is not there. The function gives the hash of one that
// is, which growing needs.
func (x *Index) Add(hash uint64, id ID, rehash func(ID) uint64) {
	p := x.shardOf(hash)
	s := p.Load()
	if s == nil || s.used >= len(s.buckets)*bucketLen*9/10 {
		s = s.grown(rehash)
		p.Store(s)
	}
	s.Add(hash, id)
}

// Add puts in an ID that is not there and that there is room for.
func (s *Table) Add(hash uint64, id ID) {
	i := firstBucket(hash, len(s.buckets))
	for s.buckets[i].count.Load() == bucketLen {
		if i++; i == len(s.buckets) {
			i = 0
		}
	}
	b := &s.buckets[i]
	n := b.count.Load()
	b.tags[n], b.ids[n] = tagOf(hash), id
	b.count.Store(n + 1) // publishes the two lines before
	s.used++
}

// Buckets is the table as FindIn takes it.
func (s *Table) Buckets() []Bucket { return s.buckets }

// Shards returns how many tables the index has.
func (x *Index) Shards() int { return len(x.shards) }

// grown returns a larger copy of a shard; readers of the old one go on.
func (s *Table) grown(rehash func(ID) uint64) *Table {
	if s == nil {
		return NewTable(1)
	}
	larger := NewTable(s.used * 3 / 2)
	for i := range s.buckets {
		b := &s.buckets[i]
		for _, id := range b.ids[:b.count.Load()] {
			larger.Add(rehash(id), id)
		}
	}
	return larger
}
