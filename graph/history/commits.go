package history

import (
	"context"
	"slices"
	"time"

	"github.com/RoaringBitmap/roaring/v2/roaring64"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/identity"
	"whence/graph/quadstore"
)

// CommitFilter chooses commits: those with an edit for which every field that is given holds. A list that is not nil holds
// where one of it does.
type CommitFilter struct {
	About     []claim.ID // and what they were one with just after the commit
	Claims    []claim.ID
	Kinds     []claim.RelationshipKind
	Documents []claim.ID
	By        []claim.ID
	Actions   []commitlog.Action
	From, To  time.Time // both counted in; zero is open

	Present bool // ids of About stand for what they are one with now
}

// OfEdits reports whether the filter asks for anything of the edits.
func (f *CommitFilter) OfEdits() bool {
	return f.About != nil || f.Claims != nil || f.Kinds != nil || f.Documents != nil
}

// passes looks at what is the commit's own.
func (f *CommitFilter) passes(c *commitlog.Commit) bool {
	return (f.By == nil || slices.Contains(f.By, claim.ID(c.Agent))) && (f.Actions == nil || slices.Contains(f.Actions, c.Action)) &&
		!c.At.Before(f.From) && (f.To.IsZero() || !c.At.After(f.To))
}

// Commits is the numbers of the commits that may pass a filter, as far as the view goes; PassingEdits says which do.
func Commits(ctx context.Context, v *graph.View, f CommitFilter) (*roaring64.Bitmap, error) {
	all := roaring64.New()
	from, to := uint64(1), v.LogHead().Number
	if !f.From.IsZero() {
		from = v.LogHead().Until(f.From.Add(-time.Nanosecond)) + 1
	}
	if !f.To.IsZero() {
		to = v.LogHead().Until(f.To)
	}
	if from <= to {
		all.AddRange(from, to+1)
	}
	for _, by := range []struct {
		kind  commitlog.PostingKind
		given bool
		ids   []string
		large bool // a commit of many edits is a candidate, though it has no such posting
	}{
		{commitlog.ByEntity, f.About != nil, claim.Strings(EverOne(v, f)), true},
		{commitlog.ByClaim, f.Claims != nil, claim.Strings(f.Claims), true},
		{commitlog.ByKind, f.Kinds != nil, spellings(f.Kinds), false},
		{commitlog.ByDocument, f.Documents != nil, claim.Strings(f.Documents), false},
		{commitlog.ByAgent, f.By != nil, claim.Strings(f.By), false},
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
		found, err := v.CommitLog().Posted(ctx, postings, v.LogHead().Number)
		if err != nil {
			return nil, err
		}
		all.And(found)
	}
	return all, nil
}

// EverOne is the ids that those of a filter were ever one with, or are now.
func EverOne(v *graph.View, f CommitFilter) []claim.ID {
	classes := v.Snapshot().Classes
	if !f.Present {
		var pairs []identity.Pair
		for i := range v.JudgementLog().All {
			if j := &v.JudgementLog().All[i]; j.Verdict == identity.Same {
				pairs = append(pairs, identity.Pair{Left: uint32(j.Left), Right: uint32(j.Right)})
			}
		}
		classes = identity.New(pairs)
	}
	ids := slices.Clone(f.About)
	for _, id := range f.About {
		if class := classes.Of(uint32(v.Snapshot().ID(v.IRIOf(id)))); class != nil {
			for _, m := range class.Members {
				ids = append(ids, v.IDAt(quadstore.ID(m)))
			}
		}
	}
	return ids
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

// maxEditsRead is how many edits of one commit are held against a filter.
const maxEditsRead = 20_000

// PassingEdits is the first edits of a commit that pass a filter, at most limit, and whether there are, or may be, more. Passes
// is false where the commit does not.
func PassingEdits(ctx context.Context, v *graph.View, c *commitlog.Commit, f CommitFilter, limit int) (edits []commitlog.Edit, more, passes bool, err error) {
	if !f.passes(c) {
		return nil, false, false, nil
	}
	s := commitSieve{view: v.At(c.At), filter: f}
	if f.Present {
		s.view = v
	}
	var batch []commitlog.Edit
	searched := 0
	for e, err := range Edits(ctx, v, c.Number, 0) {
		if err != nil {
			return nil, false, false, err
		}
		if searched++; searched > maxEditsRead {
			break
		}
		if batch = append(batch, e); len(batch) < editsTogether {
			continue
		}
		passed, err := s.pass(ctx, batch)
		if err != nil {
			return nil, false, false, err
		}
		if edits, batch = append(edits, passed...), batch[:0]; len(edits) > limit {
			break
		}
	}
	passed, err := s.pass(ctx, batch)
	if err != nil {
		return nil, false, false, err
	}
	edits = append(edits, passed...)
	more = len(edits) > limit || searched < c.EditCount
	return edits[:min(len(edits), limit)], more, !f.OfEdits() || len(edits) > 0, nil
}

// editsTogether is how many edits are held against a filter at a time.
const editsTogether = 500

// commitSieve holds edits of one commit against a filter, with the identities just after it.
type commitSieve struct {
	view   *graph.View
	filter CommitFilter
	about  map[claim.ID]bool // the ids that were one with those asked for; nil until needed
}

// pass keeps the edits for which every field of the filter holds.
func (s *commitSieve) pass(ctx context.Context, edits []commitlog.Edit) ([]commitlog.Edit, error) {
	if !s.filter.OfEdits() || len(edits) == 0 {
		return edits, nil
	}
	if err := s.resolve(ctx); err != nil {
		return nil, err
	}
	claims, cited, err := s.claims(ctx, edits)
	if err != nil {
		return nil, err
	}
	var passed []commitlog.Edit
	for i := range edits {
		if ok, err := s.passes(ctx, &edits[i], claims[i], cited[i]); err != nil {
			return nil, err
		} else if ok {
			passed = append(passed, edits[i])
		}
	}
	return passed, nil
}

// resolve finds the ids that were one with those asked for.
func (s *commitSieve) resolve(ctx context.Context) error {
	if s.filter.About == nil || s.about != nil {
		return nil
	}
	s.about = map[claim.ID]bool{}
	found, err := s.view.Entities(ctx, s.filter.About)
	if err != nil {
		return err
	}
	for i, id := range s.filter.About {
		s.about[id] = true
		if found[i] != nil {
			for _, member := range s.view.Members(found[i]) {
				s.about[member] = true
			}
		}
	}
	return nil
}

// claims is the claims that edits are about, nil in the place of other edits, and the citations that the edits name.
func (s *commitSieve) claims(ctx context.Context, edits []commitlog.Edit) ([]claim.Claim, [][]claim.Citation, error) {
	ids, names := make([]claim.ID, len(edits)), make([][]string, len(edits))
	for i := range edits {
		if id := graph.ClaimOf(&edits[i]); id.IsClaim() {
			ids[i], names[i] = id, edits[i].Citations
		}
	}
	cited, err := CitationsOf(ctx, s.view, ids, names)
	if err != nil {
		return nil, nil, err
	}
	claims, err := s.view.Claims(ctx, ids)
	return claims, cited, err
}

func (s *commitSieve) passes(ctx context.Context, e *commitlog.Edit, c claim.Claim, cited []claim.Citation) (bool, error) {
	f := &s.filter
	if f.Claims != nil && !slices.Contains(f.Claims, graph.ClaimOf(e)) {
		return false, nil
	}
	if f.Kinds != nil {
		if r, ok := c.(*claim.Relationship); !ok || !slices.Contains(f.Kinds, r.Kind) {
			return false, nil
		}
	}
	if f.Documents != nil {
		if c != nil {
			cited = append(cited, c.Base().Citations...)
		}
		if !slices.ContainsFunc(cited, func(cite claim.Citation) bool { return slices.Contains(f.Documents, cite.Document) }) {
			return false, nil
		}
	}
	if f.About == nil {
		return true, nil
	}
	parts := []claim.ID{claim.ID(e.Subject)}
	switch {
	case c != nil:
		parts = claim.EntitiesIn(c)
	case e.Kind == commitlog.IdentityDecided:
		found, err := s.view.JudgementsOf(ctx, parts)
		if err != nil {
			return false, err
		}
		if found[0] != nil {
			parts = []claim.ID{found[0].Left, found[0].Right}
		}
	}
	return slices.ContainsFunc(parts, func(id claim.ID) bool { return id != "" && s.about[id] }), nil
}
