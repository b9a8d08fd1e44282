package store

import (
	"context"
	"iter"

	"github.com/cayleygraph/quad"
)

// Snapshot is the quads of a store as one write left them. Any number of goroutines may use it. The rules that every
// engine keeps are in the package's documentation.
type Snapshot interface {
	// Version counts the writes that have changed the store since it was made.
	Version() uint64
	// Stats counts what the snapshot holds. It is fixed when the snapshot is taken and costs nothing.
	Stats() Stats

	// IDs finds the IDs of terms: dst[i] of terms[i], 0 for one that the store has never held or that is nil.
	IDs(ctx context.Context, dst []ID, terms []quad.Value) error
	// Values finds the terms of IDs as they were put in: dst[i] of ids[i], nil for no term.
	Values(ctx context.Context, dst []quad.Value, ids []ID) error
	// Texts replaces what dst holds by the lexical text of every ID: an IRI without its brackets, a literal without quotes,
	// type and language.
	Texts(ctx context.Context, dst *Texts, ids []ID) error
	// ClaimKeys finds the numbers that the IRIs of claims end in, 0 for what is no claim. Claims in the order of their keys
	// are in the order of their IRIs.
	ClaimKeys(ctx context.Context, dst []ClaimKey, claims []ID) error

	// Degrees counts edges: dst[i*len(preds)+p] is how many quads have of[i] in the direction and preds[p] for a predicate.
	// Without predicates dst[i] counts all of them. The predicates are heeded for Subject and Object only; the direction
	// Predicate counts the quads of a predicate.
	Degrees(ctx context.Context, dst []uint32, of []ID, d Direction, preds ...ID) error
	// Expand replaces what dst holds by the edges of a frontier: every quad that has of[i] in the direction and one of the
	// predicates, or any where none is given. Of each node it reads at most limit edges, the first ones; 0 reads all. The
	// direction is not Predicate: Scan reads these. A node that occurs twice has its edges twice. The predicates are heeded
	// for Subject and Object only.
	Expand(ctx context.Context, dst *Edges, of []ID, d Direction, limit int, preds ...ID) error
	// Columns reads one object a predicate of every node: dst[p][i] is the object of the last quad, in the order of IDs, that
	// has of[i] for a subject and preds[p] for a predicate, 0 where there is none. It is meant for nodes of a handful of
	// quads, such as claims.
	Columns(ctx context.Context, dst [][]ID, of []ID, preds ...ID) error
	// HasAll tells for each quad whether the snapshot has it.
	HasAll(ctx context.Context, dst []bool, quads []Quad) error

	// Scan yields every quad of one predicate by subject, object and label; for predicate 0 every quad by subject,
	// predicate, object and label.
	Scan(ctx context.Context, pred ID) iter.Seq2[Quad, error]
	// Quads yields every quad in canonical order, which depends on the quads alone and not on how they came in: by the
	// N-Quads text of subject, predicate, object and label, no label first.
	Quads(ctx context.Context) iter.Seq2[quad.Quad, error]

	// Close lets go of what the snapshot holds of its store. An engine in memory holds nothing.
	Close() error
}

// Stats counts what a snapshot holds.
type Stats struct {
	Quads  int // quads
	Nodes  int // terms that a quad mentions, claims among them
	Terms  int // terms that ever had an ID, claims not counted
	Claims int // claims that ever had an ID
}

// ClaimKey is the 128-bit number that a claim's IRI ends in, most significant half first.
type ClaimKey [2]uint64

// Less reports whether a key is before another.
func (k ClaimKey) Less(other ClaimKey) bool {
	return k[0] < other[0] || k[0] == other[0] && k[1] < other[1]
}
