package store

import (
	"context"
	"errors"
	"iter"
)

// Log is the changes of a store in their order, where several processes can reach it, with checkpoints of the whole: the truth
// of which each process holds a copy. What entries and blobs hold is the business of whoever writes them.
type Log interface {
	// Settle returns what the IRIs of claims begin with. Whoever first asks with a prefix that is not empty settles it.
	Settle(ctx context.Context, prefix string) (string, error)

	// Append puts entries behind a mark, in order, all of them or none. It wraps ErrConflict where the log does not end at
	// the mark, and ErrUnavailable where it can't be told: the entries may then be there, and whoever reads on finds them.
	Append(ctx context.Context, after Mark, entries []Entry) error
	// Entries yields what the log has behind a mark, in order and without a gap. It wraps ErrTrimmed where the log does not
	// have the mark: its entries have been folded into a checkpoint, or it has another history.
	Entries(ctx context.Context, after Mark) iter.Seq2[Entry, error]
	// Wait returns when the log may have an entry behind a version, and sooner than a second if it has.
	Wait(ctx context.Context, version uint64) error

	// Put keeps a blob, which fill writes part by part, and returns its name. It is nobody's until an entry or a checkpoint
	// names it.
	Put(ctx context.Context, fill func(put func(section byte, part []byte) error) error) (string, error)
	// Get yields the parts of one section of a blob, in order. It wraps ErrTrimmed where the blob is gone.
	Get(ctx context.Context, blob string, section byte) iter.Seq2[[]byte, error]
	// Checkpoint is the last checkpoint; of a log without any it is the zero value.
	Checkpoint(ctx context.Context) (Checkpoint, error)
	// Publish makes a checkpoint of the whole at a mark the last one. Entries before the checkpoint that it follows may then go.
	Publish(ctx context.Context, c Checkpoint) error

	// Problem is why the log can't be reached at the moment; nil where it can.
	Problem() error
	// Latest is the last version that the log is known to have.
	Latest() uint64
	// Close lets go of the log, which stays as it is.
	Close() error
}

// Mark is a place in a log: behind a version whose content has a digest. The zero value is the beginning.
type Mark struct{ Version, Digest uint64 }

// Entry is one change: it leads to a mark.
type Entry struct {
	Mark
	Body []byte
	Blob string // what the body is too large for; "" for none
}

// Checkpoint is everything at a mark.
type Checkpoint struct {
	Mark
	Meta []byte
	Blob string
}

// Errors of a log.
var (
	// ErrConflict says that another process wrote first: catch up, and plan again.
	ErrConflict = errors.New("another process has written meanwhile")
	// ErrUnavailable says that the log can't be reached at the moment.
	ErrUnavailable = errors.New("the store's database can't be reached")
	// ErrTrimmed says that the log does not go on from where the reader is.
	ErrTrimmed = errors.New("the log does not go on from here")
)
