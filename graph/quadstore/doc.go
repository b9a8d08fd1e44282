// Package quadstore keeps quads: an engine of package store that is persistent,
// survives a crash, and answers from sorted arrays in memory.
//
// It knows terms, quads and files, and nothing of entities, claims or questions;
// the IRIs of claims it knows by their prefix only, to store them well.
//
// # A tour
//
// The tour compiles: it is the package's Example.
//
//   - Open gives a Store. Store.Apply writes a Batch, Store.Load any number of
//     quads at once; both are on disk when they return, whole or not at all.
//   - Store.Snapshot is the store as the last write left it. A request takes one,
//     and whatever it reads from it agrees.
//   - Snapshot.ID and Snapshot.Value lead from terms to IDs and back, and
//     Snapshot.Expand from a whole frontier to its Edges: every traversal is a few
//     calls of it. Snapshot.ExpandPage and Snapshot.Degree never read a hub whole.
//   - Batch.Side writes records of the program's own beside the quads, in the same
//     atomic step; Store.SideValue and Store.SideRange read them. Store.Group makes
//     several batches durable with one sync.
//   - Snapshot.Engine is the snapshot as package store asks for it: many things at a
//     time. The graph uses nothing else. Package cayley is the same store for Cayley's
//     path API and query languages.
//   - Store.Backup and Restore copy it.
//
// # In memory
//
// A Snapshot is a dictionary and quads in IDs. The dictionary (dictionary.go)
// holds the text of terms in pages (termstore.go), each split into a head that many
// share and a tail of its own, claims in 16 bytes; an index of 7 bytes a term
// (termindex.go) leads back. The quads are a base (base.go), four indexes of sorted
// arrays without pointers, and deltas (delta.go), a few small sets of changes on
// top of it; a Bloom filter (bloom.go) spares most nodes the search in each. A
// write makes one more delta; compaction.go makes a new base when they have grown. Nothing that a
// snapshot can see is ever changed, so readers take no lock; writers take turns.
//
// The arrays of a store on disk lie in its base file (basefile.go), which is mapped: they are the page cache's, not the
// heap's. Each page is held against its checksum when it is first read. Where a page is wrong, or gone because the file was cut short, the
// reader waits while the same snapshot is made of the records, and reads on from there (healing.go); the store then writes a
// new file. A file is written behind a load, behind a compaction, at most a twentieth of the time, and when the store closes
// (filing.go). A store of fewer than 65,536 quads has none.
//
// # On disk
//
// The folder of a store holds
//
//	records/   Pebble's files: the log, tables with checksums, its own lock
//	witness    the last version that was acknowledged, twice: see ackedversion.go
//	base       the base and the dictionary at one version: see basefile.go. It may be missing
//	LOCK       locked while a process has the store open
//	loading/   tables of a load under way; removed when a store opens
//
// Pebble's keys begin with a letter for their kind. Numbers in keys are big-endian
// and four bytes long, so that records lie in their order; lengths in values are
// varints.
//
//	m                            "whence quads", format version (1 byte), then in 8
//	                             bytes each: version, quads, claims, heads, terms,
//	                             digest; then the claim prefix
//	h first head                 heads from that number on: kind, length, text
//	t first ID                   terms from that ID on: length, then an encoding of
//	                             head and tail: see termencoding.go
//	c first claim                claims from that number on: 16 bytes each
//	q subject predicate          a quad in IDs, label 0 for none; no value
//	  object label
//	s key                        a side record of a program: see side.go
//	d version                    quads that a commit has added and removed, kept until
//	                             a base file has them: see changes.go
//
// A change is one atomic, synced batch of the new records, the quads that come and
// go, and m. The digest in m is the sum of a 64-bit hash of every other record but
// those under d: it is kept up by adding and subtracting and is compared when
// everything is read, as a store without a base file is when it opens, and one with
// Options.Check. So what Pebble's checksums can not notice, a record that
// is gone or of another time, is noticed too, and the acked version notices a log whose
// end is gone. A base file has the digest of its version; with the changes since it must
// come to the digest in m, so that a file of another store is noticed. A load writes its records into tables beside the store and adds
// them in one step.
package quadstore
