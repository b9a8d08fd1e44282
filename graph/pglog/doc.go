// Package pglog keeps the truth of a store in PostgreSQL: a log of its changes in their order, and checkpoints of the whole. It
// implements store.Log. Any number of processes hold a copy of the store in memory, write to the log and follow it.
//
// It knows bytes and versions, and nothing of quads.
//
// # Tables
//
// A graph has a schema of its own, "whence" unless the URL names another by its parameter schema.
//
//	store       one row: the format of these tables, what the IRIs of claims begin with, a secret that all servers share
//	log         version, digest behind it, who wrote it, body, and the blob of a large one
//	checkpoint  version, digest, metadata, blob; the first is version 0, with nothing
//	blob, part  what is too large for a row: sections of numbered parts
//
// # How a write is decided
//
// An entry is inserted behind the version and digest that its writer had planned on, in one statement, which also notifies. The
// primary key is the compare-and-set: of two writers on one version one inserts and the other gets store.ErrConflict. Nothing
// is held between two statements, so that a writer that is stopped holds nobody up. A writer whose reply was lost sends
// the statement again: it finds its own name in the row, or another's.
//
// A blob is put there part by part before the entry or the checkpoint that names it; one that nobody came to name goes with a
// later checkpoint, after an hour.
//
// # How it is followed
//
// One connection listens, and asks for the last version once a second besides. Where notifications do not arrive, as behind a
// pooler in transaction mode or on a standby, it asks every 20 ms.
package pglog
