package quadstore

import (
	"hash/maphash"
	"sync/atomic"

	"whence/graph/quadstore/pagefile"
)

// termIndex finds the ID of a term by the hash of its text, in about 7 bytes a
// term: it holds IDs only, and the caller compares texts.
//
// One writer may add while any number of readers look up, without a lock.
// A reader may find an ID that is newer than its snapshot and must refuse it.
type termIndex struct {
	shards []atomic.Pointer[shard]
}

// shard is a hash table of a few thousand IDs, small enough that growing one
// delays no write by a millisecond.
type shard struct {
	buckets []bucket
	used    int // by the writer only
}

// bucketLen makes a bucket fill one cache line.
const bucketLen = 12

// bucket holds IDs beside a byte of their hashes, so that a wrong candidate
// seldom costs a look at its text.
type bucket struct {
	count atomic.Uint32
	tags  [bucketLen]byte
	ids   [bucketLen]ID
}

// seed keeps outsiders from choosing terms that collide.
var seed = maphash.MakeSeed()

func hashOf(b []byte) uint64 { return maphash.Bytes(seed, b) }

// newTermIndex returns an index with a power of two shards and room for about n IDs.
func newTermIndex(shards, n int) *termIndex {
	x := &termIndex{shards: make([]atomic.Pointer[shard], shards)}
	if each := n / shards; each > 0 {
		for i := range x.shards {
			x.shards[i].Store(newShard(each + each/16))
		}
	}
	return x
}

func newShard(n int) *shard {
	// Four fifths full a lookup seldom reads a second bucket.
	return &shard{buckets: make([]bucket, n*5/(4*bucketLen)+1)}
}

// The low bits of a hash choose the shard, the next eight are the tag and the
// high half chooses the bucket.
func (x *termIndex) shardOf(hash uint64) *atomic.Pointer[shard] {
	return &x.shards[hash&uint64(len(x.shards)-1)]
}

func tagOf(hash uint64) byte { return byte(hash >> 16) }

func firstBucket(hash uint64, buckets int) int {
	return int((hash >> 32) * uint64(buckets) >> 32)
}

// find returns the ID with this hash that the function accepts, or 0.
func (x *termIndex) find(hash uint64, accept func(ID) bool) ID {
	s := x.shardOf(hash).Load()
	if s == nil {
		return 0
	}
	return findIn(nil, s.buckets, hash, accept)
}

// findIn is find in the buckets of one table, which may lie in a file.
func findIn(f *pagefile.File, buckets []bucket, hash uint64, accept func(ID) bool) ID {
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

// add puts in an ID that is not there. The function gives the hash of one that
// is, which growing needs.
func (x *termIndex) add(hash uint64, id ID, rehash func(ID) uint64) {
	p := x.shardOf(hash)
	s := p.Load()
	if s == nil || s.used >= len(s.buckets)*bucketLen*9/10 {
		s = s.grown(rehash)
		p.Store(s)
	}
	s.add(hash, id)
}

func (s *shard) add(hash uint64, id ID) {
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

// grown returns a larger copy of a shard; readers of the old one go on.
func (s *shard) grown(rehash func(ID) uint64) *shard {
	if s == nil {
		return newShard(1)
	}
	larger := newShard(s.used * 3 / 2)
	for i := range s.buckets {
		b := &s.buckets[i]
		for _, id := range b.ids[:b.count.Load()] {
			larger.add(rehash(id), id)
		}
	}
	return larger
}
