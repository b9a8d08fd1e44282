package datasets

import (
	"context"
	"slices"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/nodeset"
	"whence/graph/paging"
)

// Documents is, for each data set, a page of the documents that it declares or declared, in the order of their ids.
func Documents(ctx context.Context, v *graph.View, of []*Dataset, w paging.Window) ([]paging.Page[*claim.Entity], error) {
	if err := w.Check(); err != nil {
		return nil, err
	}
	declared, err := v.Declared(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]paging.Page[*claim.Entity], len(of))
	for i, d := range of {
		documents, err := v.EntitiesAt(ctx, nodeset.New(slices.Clone(declared[d.ref])))
		if err != nil {
			return nil, err
		}
		documents = slices.DeleteFunc(documents, func(e *claim.Entity) bool { return e == nil })
		out[i], err = paging.PageOf(ctx, documents, w, func(i int, dst []byte) []byte { return append(dst, documents[i].ID...) })
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Claims is, for each data set, a page of the claims that it says and that pass a filter.
func Claims(ctx context.Context, v *graph.View, of []*Dataset, q graph.ClaimQuery) ([]paging.Page[claim.Claim], error) {
	out := make([]paging.Page[claim.Claim], len(of))
	for i, d := range of {
		asked := q
		asked.Filter.Dataset = d.NodeID()
		var err error
		if out[i], err = v.AllClaims(ctx, asked); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Commits is the number of the commit that last replaced each data set. Of one that no commit names, in a store
// of an older format, it is the first.
func Commits(ctx context.Context, v *graph.View, of []*Dataset) ([]uint64, error) {
	head, _ := v.Head()
	out := make([]uint64, len(of))
	for i, d := range of {
		posted, err := v.CommitLog().Posted(ctx, []commitlog.Posting{{Kind: commitlog.ByDataset, Value: d.Name}}, head)
		if err != nil {
			return nil, err
		}
		if out[i] = min(1, head); !posted.IsEmpty() {
			out[i] = posted.Maximum()
		}
	}
	return out, nil
}
