package graph

import (
	"context"
	"slices"

	"whence/graph/claim"
	"whence/graph/nodeset"
	"whence/graph/snapshot"
)

// haveIDs reports whether any of some claims, which are asserted now, had an id of the store before, because another claim says that
// it is part of it. The columns lack it then.
func (v *View) haveIDs(asserted []claim.ID) bool {
	return v.snap.Room() > 0 && slices.ContainsFunc(asserted, func(id claim.ID) bool { return v.snap.ID(v.IRIOf(id)) != 0 })
}

// ClaimColumns is the relationships of the view in columns, of claims that were retracted too, where sums of some kinds may be
// made of them. It is nil where they may not: the store is not in memory, the view sees its entities through judgements, the claims are more than a
// question may hold, or the columns are still being read.
func (v *View) ClaimColumns(ctx context.Context, kinds []claim.RelationshipKind) (*snapshot.ClaimColumns, error) {
	if v.columns == nil || v.snap.Classes != nil || v.snap.Room() == 0 {
		return nil, nil //nolint:nilnil // there are none
	}
	c, err := v.columns.Of(ctx, v.snap.Engine, v.terms, &v.kinds, v.columnsOf)
	if err != nil || c == nil || !c.Whole() || c.Count(kinds) > min(v.limits.claims, v.limits.Nodes-1) {
		return nil, err
	}
	return c, nil
}

// Among is the nodes that an entity filter passes, where it does nothing but name them or a place that they lie in. Bounded is
// false where it asks for something else.
func (v *View) Among(ctx context.Context, f *EntityFilter) (among nodeset.Set, bounded bool, err error) {
	if f == nil {
		return nil, false, nil
	}
	among, bounded, err = v.bounded(ctx, f)
	if err != nil || !bounded || f.unbound() != nil {
		return nil, false, err
	}
	return among, true, nil
}
