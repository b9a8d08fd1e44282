package graph

import (
	"fmt"
	"slices"

	"whence/graph/claim"
)

// checkFilter refuses an entity filter that is nested too deep, or that names something the graph does not know: before
// anything is read, and whether or not an entity ever comes to that condition. A misspelt id must not look like "none".
func (v *View) checkFilter(f *EntityFilter) error {
	if err := f.check(MaxFilterDepth); err != nil {
		return err
	}
	return v.knowsEntities(f)
}

// knowsEntities returns ErrNotFound for the first id of a filter, at whatever depth, that names nothing.
func (v *View) knowsEntities(f *EntityFilter) error {
	if f == nil {
		return nil
	}
	if _, err := v.refSet(f.IDs); err != nil {
		return err
	}
	if f.Within != "" && v.NodeOf(f.Within) == 0 {
		return fmt.Errorf("within %.80q: %w", f.Within, ErrNotFound)
	}
	for _, has := range slices.Concat(f.Has, f.HasNo) {
		if err := v.knowsEntities(has.To); err != nil {
			return err
		}
		if err := v.knowsSources(has.Filter); err != nil {
			return err
		}
	}
	for _, inner := range slices.Concat(f.And, f.Or) {
		if err := v.knowsEntities(&inner); err != nil {
			return err
		}
	}
	return v.knowsEntities(f.Not)
}

// knowsSources is knowsEntities for the filter of a relationship.
func (v *View) knowsSources(f *RelationshipFilter) error {
	if f == nil {
		return nil
	}
	for _, ids := range [][]claim.ID{f.StatedBy, f.FundedThrough, f.Documents} {
		if _, err := v.refSet(ids); err != nil {
			return err
		}
	}
	for _, end := range f.ends() {
		if err := v.knowsEntities(end); err != nil {
			return err
		}
	}
	return v.knowsPlace(f.Place)
}
