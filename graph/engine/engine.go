package engine

import (
	"context"
	"iter"

	"github.com/cayleygraph/quad"

	"whence/graph/quadstore"
	"whence/graph/store"
)

// Snapshot is the quads of one version: what writes ask of it one thing at a time, and by Engine what reads ask of many at once.
// A method that returns no error panics with Failed where the store can't be read; Caught makes an error of that.
type Snapshot interface {
	// Engine is the snapshot as questions ask it.
	Engine() store.Snapshot
	// Version counts the writes that have changed the store since it was made.
	Version() uint64
	// Stats counts what the snapshot holds, at no cost.
	Stats() store.Stats

	// ID is that of a term, 0 where the snapshot has never held it.
	ID(v quad.Value) store.ID
	// Value is the term of an ID, nil for none.
	Value(id store.ID) quad.Value
	// Quad is the terms of a quad; a label of 0 is nil.
	Quad(q store.Quad) quad.Quad
	// AppendText appends the lexical text of a term, nothing for none.
	AppendText(dst []byte, id store.ID) []byte
	// Has reports whether the snapshot has a quad.
	Has(q store.Quad) bool
	// Degree is how many quads have an ID in a direction and, unless it is 0, the predicate.
	Degree(id store.ID, d quad.Direction, pred store.ID) int
	// Mentions reports whether any quad has the term.
	Mentions(id store.ID) bool
	// Scan yields every quad of a predicate by subject, object and label.
	Scan(pred store.ID) iter.Seq[store.Quad]
	// ExpandPage replaces what dst holds by a part of the edges of one node.
	ExpandPage(dst *store.Edges, id store.ID, d quad.Direction, pred store.ID, offset, limit int)
	// Expand replaces what dst holds by the edges of a frontier.
	Expand(ctx context.Context, dst *store.Edges, of []store.ID, d quad.Direction, preds ...store.ID) error
	// Texts replaces what dst holds by the lexical texts of IDs.
	Texts(dst *store.Texts, ids []store.ID)
	// Quads yields every quad in canonical order.
	Quads(ctx context.Context) iter.Seq2[quad.Quad, error]
}

// Resident reports whether a snapshot is in memory: then arrays by the number of its terms are as well, and one thing at a time
// costs no round trip.
func Resident(s Snapshot) bool {
	_, is := s.(*quadstore.Snapshot)
	return is
}

// Store is where a graph is kept.
type Store interface {
	// Snapshot is the store as the last write left it that this process knows of.
	Snapshot() Snapshot
	// ClaimPrefix is what the IRIs of claims begin with.
	ClaimPrefix() string
	// Format is that of its files, 0 where it has none.
	Format() int

	// Together is how many batches one Group may write at the most.
	Together() int
	// Group lets a function write batches one on the other, which become durable and visible together.
	Group(ctx context.Context, write func(Group) error) error
	// Apply makes the changes of one batch, or none.
	Apply(ctx context.Context, b quadstore.Batch) error
	// Load adds quads in bulk, with side records that are asked for once all quads have been read: all of it, or nothing.
	Load(ctx context.Context, quads iter.Seq2[quad.Quad, error], side func() ([]quadstore.SideRecord, error)) error
	// LoadBlocks is Load for quads in blocks.
	LoadBlocks(ctx context.Context, blocks iter.Seq2[*store.Block, error], side func() ([]quadstore.SideRecord, error)) error

	// SideValue is the value of a side record, nil where there is none.
	SideValue(key []byte) ([]byte, error)
	// SideRange yields the side records from one key to before another, a nil to being the end.
	SideRange(ctx context.Context, from, to []byte, order quadstore.Order) iter.Seq2[quadstore.SideRecord, error]

	// CatchUp applies what other processes have written, and returns it and whether there may be more.
	CatchUp(ctx context.Context) (changes []Followed, more bool, err error)
	// Backup copies the store into a folder that is empty or missing.
	Backup(ctx context.Context, folder string) error
	// Close waits for the write under way. Closing twice is no error.
	Close() error
}

// Rows is a Store that is not in memory.
type Rows interface {
	Store
	// Check compares what the store says that it holds with what is there: an error wraps quadstore.ErrCorrupt.
	Check(ctx context.Context) error
	// Embedded is a copy in memory, at the same version and with the same IDs.
	Embedded(ctx context.Context) (*quadstore.Store, error)
	// Fill copies everything of another store into this one, which is empty, at the same version and with the same IDs.
	Fill(ctx context.Context, from store.Snapshot, side iter.Seq2[quadstore.SideRecord, error]) error
}

// Group is a series of batches that become durable together.
type Group interface {
	// Snapshot is the store with the batches so far.
	Snapshot() Snapshot
	// Apply makes the changes of a batch.
	Apply(ctx context.Context, b quadstore.Batch) error
}

// Followed is one change that another process has made.
type Followed struct {
	Snapshot Snapshot               // just after it
	Side     []quadstore.SideRecord // that it wrote
	Note     []byte                 // of its batch; nil where there was none
	Whole    bool                   // everything may be other than it was, and Side is not told
}
