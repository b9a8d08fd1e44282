package graph

import (
	"context"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"

	"github.com/RoaringBitmap/roaring/v2/roaring64"

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

// Commit is a commit by its number, nil where the view has none.
func (v *View) Commit(number uint64) (*commitlog.Commit, error) {
	if number == 0 || number > v.head.Number {
		return nil, nil //nolint:nilnil // there is no such commit
	}
	return v.log.Commit(number)
}

// CommitAt is the number of the commit that recorded a moment: of a claim's recording or retraction. It is 0 where none did.
func (v *View) CommitAt(at time.Time) uint64 {
	if at.IsZero() {
		return 0
	}
	return v.head.Of(at)
}

// UndoneBy is the number of the commit that undid another, 0 where none did.
func (v *View) UndoneBy(number uint64) (uint64, error) {
	by, err := v.log.UndoneBy(number)
	if by > v.head.Number {
		by = 0
	}
	return by, err
}

// Edits is what a commit changed, from an index on, in an order that never changes.
func (v *View) Edits(ctx context.Context, number uint64, from int) iter.Seq2[commitlog.Edit, error] {
	return v.log.Edits(ctx, number, from)
}

// Behind is the number of the commit that a cursor stands behind. The error wraps commitlog.ErrCursorLost where it is of
// another history.
func (v *View) Behind(cursor string) (uint64, error) {
	n, err := v.log.Behind(cursor)
	if err == nil && n > v.head.Number {
		return 0, fmt.Errorf("cursor %.40q: %w", cursor, commitlog.ErrCursorLost)
	}
	return n, err
}

// CommitFilter chooses commits: those with an edit for which every field that is given holds. A list that is not nil holds
// where one of it does.
type CommitFilter struct {
	About     []claim.ID
	Claims    []claim.ID
	Kinds     []claim.RelationshipKind
	Documents []claim.ID
	By        []claim.ID
	Actions   []commitlog.Action
	From, To  time.Time // both counted in; zero is open
}

// Commits is the numbers of the commits that pass a filter, as far as the view goes. Ids of About stand for all that they
// are one with now.
func (v *View) Commits(ctx context.Context, f CommitFilter) (*roaring64.Bitmap, error) {
	all := roaring64.New()
	from, to := uint64(1), v.head.Number
	if !f.From.IsZero() {
		from = v.head.Until(f.From.Add(-time.Nanosecond)) + 1
	}
	if !f.To.IsZero() {
		to = v.head.Until(f.To)
	}
	if from <= to {
		all.AddRange(from, to+1)
	}
	var about []claim.ID
	for _, id := range f.About {
		members := []claim.ID{id}
		if found, err := v.Entities(ctx, []claim.ID{id}); err != nil {
			return nil, err
		} else if found[0] != nil {
			members = append(members, v.Members(found[0])...)
		}
		about = append(about, members...)
	}
	for _, by := range []struct {
		kind  commitlog.PostingKind
		given bool
		ids   []string
		large bool // a commit of many edits is a candidate, though it has no such posting
	}{
		{commitlog.ByEntity, f.About != nil, texts(about), true},
		{commitlog.ByClaim, f.Claims != nil, texts(f.Claims), true},
		{commitlog.ByKind, f.Kinds != nil, spellings(f.Kinds), false},
		{commitlog.ByDocument, f.Documents != nil, texts(f.Documents), false},
		{commitlog.ByAgent, f.By != nil, texts(f.By), false},
		{commitlog.ByAction, f.Actions != nil, actionWords(f.Actions), false},
	} {
		if !by.given {
			continue
		}
		postings := make([]commitlog.Posting, 0, len(by.ids)+1)
		for _, id := range by.ids {
			postings = append(postings, commitlog.Posting{Kind: by.kind, Value: id})
		}
		if by.large {
			postings = append(postings, commitlog.Posting{Kind: commitlog.Large})
		}
		found, err := v.log.Posted(ctx, postings, v.head.Number)
		if err != nil {
			return nil, err
		}
		all.And(found)
	}
	return all, nil
}

func spellings[T ~string](of []T) []string {
	out := make([]string, len(of))
	for i, w := range of {
		out[i] = string(w)
	}
	return out
}

func actionWords(of []commitlog.Action) []string {
	out := make([]string, len(of))
	for i, a := range of {
		out[i] = a.String()
	}
	return out
}

// Revision is the commit that last settled an entity's name, its identifiers or its identity; of one that no commit has
// named, the first.
func (v *View) Revision(id claim.ID) (claim.ID, error) {
	ctx := context.Background() // a handful of postings
	found, err := v.Entities(ctx, []claim.ID{id})
	if err != nil || found[0] == nil {
		return "", err
	}
	var postings []commitlog.Posting
	members := v.Members(found[0])
	for _, m := range members {
		postings = append(postings, commitlog.Posting{Kind: commitlog.Described, Value: string(m)})
	}
	posted, err := v.log.Posted(ctx, postings, v.head.Number)
	if err != nil || posted.IsEmpty() {
		return CommitID(1), err
	}
	return CommitID(posted.Maximum()), nil
}
