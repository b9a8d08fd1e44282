package graph

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/quadstore"
)

// Batch is what one commit writes, worked out against a view. Commit and CommitStream write it; package write works it out.
type Batch struct {
	Add    []quad.Quad
	Remove []quad.Quad // of entities' descriptions and of owners; what was claimed is never removed
	Side   []quadstore.SideRecord
	Beside bool // it writes side records alone, and is no commit

	// What the log is told.
	Commit   commitlog.Commit // the log gives it its number
	Datasets []string         // that it replaces, by name
	Edits    []commitlog.Edit
	Claims   map[claim.ID]claim.Claim // that the edits are about, where they are at hand
	Streamed []claim.Claim            // that CommitStream wrote, with edits that are not among Edits
	Whole    *commitlog.Edits         // Edits and those of Streamed; nil where nothing was streamed
	Moments  []time.Time              // of quads that are loaded as they are

	// What the next view has otherwise.
	Asserted, Restored, Gone []claim.ID        // claims and citations that are new, stand again, stand no more
	Judgements               []*Judgement      // that are made or taken back
	Assessed                 bool              // assessments are made or taken back
	Renamed                  map[claim.ID]bool // entities whose names may have changed
}

// maxLookedUp is of how many edits the claims are read for the log's postings. A commit of more is found by its documents,
// kinds and agent, and is a candidate for everything else.
const maxLookedUp = 4096

// stored is the batch as the store takes it, behind the head of a view.
func (b *Batch) stored(ctx context.Context, v *View) (commitlog.Head, quadstore.Batch, error) {
	postings, err := b.postings(ctx, v)
	if err != nil {
		return v.head, quadstore.Batch{}, err
	}
	edits := b.Whole
	if edits == nil {
		edits = commitlog.EditsOf(b.Edits)
	}
	next, records := v.head.Append(&b.Commit, edits, postings, b.Moments)
	return next, quadstore.Batch{Add: b.Add, Remove: b.Remove, Side: append(records, b.Side...)}, nil
}

// Entities is the entities that a batch would touch, by id.
func (b *Batch) Entities(ctx context.Context, v *View) ([]string, error) {
	postings, err := b.postings(ctx, v)
	var ids []string
	for _, posting := range postings {
		if posting.Kind == commitlog.ByEntity {
			ids = append(ids, posting.Value)
		}
	}
	slices.Sort(ids)
	return ids, err
}

// postings is what the commit is found by.
func (b *Batch) postings(ctx context.Context, v *View) ([]commitlog.Posting, error) {
	found := map[commitlog.Posting]bool{}
	post := func(kind commitlog.PostingKind, value claim.ID) {
		if value != "" {
			found[commitlog.Posting{Kind: kind, Value: string(value)}] = true
		}
	}
	few := len(b.Edits) <= maxLookedUp && b.Streamed == nil
	if few {
		if err := b.lookUp(ctx, v.Unresolved()); err != nil {
			return nil, err
		}
	}
	for i := range b.Edits {
		subject := claim.ID(b.Edits[i].Subject)
		switch kind := b.Edits[i].Kind; {
		case kind == commitlog.EntityDescribed || kind == commitlog.DocumentAdded:
			post(commitlog.ByEntity, subject)
			post(commitlog.Described, subject)
		case kind == commitlog.IdentityDecided:
			if j := b.judgement(subject); j != nil {
				for _, id := range []claim.ID{j.Left, j.Right} {
					post(commitlog.ByEntity, id)
					post(commitlog.Described, id)
				}
			}
		case few:
			post(commitlog.ByClaim, ClaimOf(&b.Edits[i]))
		}
	}
	for _, of := range b.Claims {
		postClaim(of, few, post)
	}
	for _, of := range b.Streamed {
		postClaim(of, few, post)
	}
	for _, name := range b.Datasets {
		post(commitlog.ByDataset, claim.ID(name))
	}
	return slices.Collect(maps.Keys(found)), nil
}

func postClaim(c claim.Claim, few bool, post func(commitlog.PostingKind, claim.ID)) {
	for _, cite := range c.Base().Citations {
		post(commitlog.ByDocument, cite.Document)
	}
	if r, ok := c.(*claim.Relationship); ok {
		post(commitlog.ByKind, claim.ID(r.Kind))
	}
	if few {
		for _, id := range claim.EntitiesIn(c) {
			post(commitlog.ByEntity, id)
		}
	}
}

// lookUp reads the claims of edits that are not at hand.
func (b *Batch) lookUp(ctx context.Context, raw *View) error {
	var ids []claim.ID
	for i := range b.Edits {
		if id := ClaimOf(&b.Edits[i]); id.IsClaim() && b.Claims[id] == nil {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	found, err := raw.Claims(ctx, ids)
	if err != nil {
		return err
	}
	for i, of := range found {
		if of != nil {
			b.Claims[ids[i]] = of
		}
	}
	return nil
}

// judgement is a judgement that the batch makes or takes back.
func (b *Batch) judgement(id claim.ID) *Judgement {
	for _, j := range b.Judgements {
		if j.ID == id {
			return j
		}
	}
	return nil
}

// ClaimOf is the claim that an edit is about; of an assessment, the one that it assesses.
func ClaimOf(e *commitlog.Edit) claim.ID {
	if e.Kind == commitlog.ClaimAssessed {
		return claim.ID(e.Other)
	}
	return claim.ID(e.Subject)
}
