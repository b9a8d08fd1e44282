package history

import (
	"context"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
)

// CommitPrefix begins the ids of commits: commit/17.
const CommitPrefix = "commit/"

// CommitID is the id of a commit.
func CommitID(number uint64) claim.ID { return claim.ID(CommitPrefix + strconv.FormatUint(number, 10)) }

// ParseCommitID reads what CommitID wrote; ok is false where it is something else.
func ParseCommitID(id claim.ID) (number uint64, ok bool) {
	digits, found := strings.CutPrefix(string(id), CommitPrefix)
	n, err := strconv.ParseUint(digits, 10, 63)
	return n, found && err == nil && n > 0 && digits[0] != '0' && digits[0] != '+'
}

// CommitByNumber is a commit by its number, nil where the view has none.
func CommitByNumber(v *graph.View, number uint64) (*commitlog.Commit, error) {
	if number == 0 || number > v.LogHead().Number {
		return nil, nil //nolint:nilnil // there is no such commit
	}
	return v.CommitLog().Commit(number)
}

// CommitAt is the number of the commit that recorded a moment: of a claim's recording or retraction. It is 0 where none did.
func CommitAt(v *graph.View, at time.Time) uint64 {
	if at.IsZero() {
		return 0
	}
	return v.LogHead().Of(at)
}

// UndoneBy is the number of the commit that undid another, 0 where none did.
func UndoneBy(v *graph.View, number uint64) (uint64, error) {
	by, err := v.CommitLog().UndoneBy(number)
	if by > v.LogHead().Number {
		by = 0
	}
	return by, err
}

// Edits is what a commit changed, from an index on, in an order that never changes.
func Edits(ctx context.Context, v *graph.View, number uint64, from int) iter.Seq2[commitlog.Edit, error] {
	return v.CommitLog().Edits(ctx, number, from)
}

// Behind is the number of the commit that a cursor stands behind. The error wraps commitlog.ErrCursorLost where it is of
// another history.
func Behind(v *graph.View, cursor string) (uint64, error) {
	n, err := v.CommitLog().Behind(cursor)
	if err == nil && n > v.LogHead().Number {
		return 0, fmt.Errorf("cursor %.40q: %w", cursor, commitlog.ErrCursorLost)
	}
	return n, err
}

// Revisions is the commit that last settled each entity's name, identifiers or identity; of one that no commit has named, the
// first.
func Revisions(ctx context.Context, v *graph.View, of []*claim.Entity) ([]claim.ID, error) {
	out := make([]claim.ID, len(of))
	for i, e := range of {
		var postings []commitlog.Posting
		for _, m := range v.Members(e) {
			postings = append(postings, commitlog.Posting{Kind: commitlog.Described, Value: string(m)})
		}
		posted, err := v.CommitLog().Posted(ctx, postings, v.LogHead().Number)
		if err != nil {
			return nil, err
		}
		out[i] = CommitID(1)
		if !posted.IsEmpty() {
			out[i] = CommitID(posted.Maximum())
		}
	}
	return out, nil
}
