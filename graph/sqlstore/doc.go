// Package sqlstore keeps a graph's quads as rows in PostgreSQL and answers store.Snapshot from them, a statement a frontier, for
// graphs that are larger than a server's memory. Any number of servers write to them and read them; package pglog holds the order of
// their writes and tells them of each other's.
//
// # Rows
//
//	quad        s, p, o, g in IDs; since and until, the versions that it came with and went with
//	term        ID, head, tail: the head is what many terms share, see quadstore.LexicalTerm
//	head        number, kind and text; all of them lie in every process
//	term_key    the first 128 bits of a term's SHA-256, and its ID
//	claim       ID, and the digits that its IRI ends in; claim_key the other way
//	predicate   how many quads have it, as of the version that is published
//	side        side records
//	log, state  of pglog: what a commit tells the others, with the counts of its version; the version that is published
//
// An ID is stored as what is left when 2^31 is taken away, so that int4 has the order of IDs: terms below 0, claims from 0 on,
// and no term is the least number.
//
// # Versions
//
// A snapshot is a number. A row is of a snapshot if it came with that version or before, and went after it. So a snapshot
// is the same on every connection and on a standby that has it, keeps nothing open, and never ends. Rows that have gone stay: few
// do, for what was claimed is retracted by another row.
//
// # Writing
//
// A commit reads what it needs (the IDs of its terms, which quads there are), works out its rows, and sends them as one pipeline,
// which is one transaction that no stopped client can hold open. Its first statement puts the next version into the log if that follows what is
// published: of two writers one gets store.ErrConflict. Its last one publishes. IDs are given by the writer, and are right
// because nobody else has written. A load of many quads is one transaction of COPYs; into an empty store it makes the indexes
// afterwards.
//
// # Limits
//
// A load holds 16 bytes a quad and about 100 bytes a term that is new in memory; Quads holds the subjects' texts. On databases
// that spread tables over machines, publishing has to be a transaction of its own behind the commit: that is not done yet.
package sqlstore
