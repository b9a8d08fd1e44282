package graph

import (
	"context"
	"fmt"
	"slices"

	"whence/graph/claim"
)

// checkFilter refuses an entity filter that is nested too deep, or that names something the graph does not know: before
// anything is read, and whether or not an entity ever comes to that condition. A misspelt id must not look like "none".
func (v *View) checkFilter(ctx context.Context, f *EntityFilter) error {
	if err := f.check(MaxFilterDepth); err != nil {
		return err
	}
	return v.knowsEntities(ctx, f)
}

// knowsEntities returns ErrNotFound for the first id of a filter, at whatever depth, that names nothing.
func (v *View) knowsEntities(ctx context.Context, f *EntityFilter) error {
	if f == nil {
		return nil
	}
	if _, err := v.refSet(ctx, f.IDs); err != nil {
		return err
	}
	if _, err := v.DatasetNodes(ctx, f.Datasets); err != nil {
		return err
	}
	if f.Within != "" {
		if nodes, err := v.NodesByID(ctx, []claim.ID{f.Within}); err != nil {
			return err
		} else if nodes[0] == 0 {
			return fmt.Errorf("within %.80q: %w", f.Within, ErrNotFound)
		}
	}
	for _, has := range slices.Concat(f.Has, f.HasNo) {
		if err := v.knowsEntities(ctx, has.To); err != nil {
			return err
		}
		if err := v.knowsSources(ctx, has.Filter); err != nil {
			return err
		}
	}
	for _, inner := range slices.Concat(f.And, f.Or) {
		if err := v.knowsEntities(ctx, &inner); err != nil {
			return err
		}
	}
	return v.knowsEntities(ctx, f.Not)
}

// knowsSources is knowsEntities for the filter of a relationship.
func (v *View) knowsSources(ctx context.Context, f *RelationshipFilter) error {
	if f == nil {
		return nil
	}
	for _, ids := range [][]claim.ID{f.StatedBy, f.FundedThrough, f.Documents} {
		if _, err := v.refSet(ctx, ids); err != nil {
			return err
		}
	}
	if _, err := v.DatasetNodes(ctx, f.Datasets); err != nil {
		return err
	}
	for _, end := range f.ends() {
		if err := v.knowsEntities(ctx, end); err != nil {
			return err
		}
	}
	if err := nameAgents(f.RecordedBy); err != nil {
		return err
	}
	return v.knowsPlace(ctx, f.Place)
}

// nameAgents returns ErrNotFound where an id names no agent because it is empty. Who has written nothing yet is none of ours
// to know, so any other passes.
func nameAgents(ids []claim.ID) error {
	if slices.Contains(ids, "") {
		return NotFound("agent", "")
	}
	return nil
}
