package evidence

import (
	"context"

	"whence/graph"
	"whence/graph/claim"
)

// Stated is when each claim's source said so: the date of the earliest document that it cites, the zero When where no
// document's date is known.
func Stated(ctx context.Context, v *graph.View, claims []claim.Claim) ([]claim.When, error) {
	var ids []claim.ID
	for _, c := range claims {
		for _, cite := range c.Base().Citations {
			ids = append(ids, cite.Document)
		}
	}
	documents, err := v.Entities(ctx, ids)
	if err != nil {
		return nil, err
	}
	published, err := v.Latest(ctx, documents, "published")
	if err != nil {
		return nil, err
	}
	out := make([]claim.When, len(claims))
	next := 0
	for i, c := range claims {
		for range c.Base().Citations {
			if p := published[next]; p != nil && (out[i].IsZero() || earlier(p.When(), out[i])) {
				out[i] = p.When()
			}
			next++
		}
	}
	return out, nil
}

// earlier orders times by their last day: what was certainly said by then.
func earlier(a, b claim.When) bool {
	_, untilA := a.Bounds()
	_, untilB := b.Bounds()
	return !untilA.IsZero() && (untilB.IsZero() || untilA.Before(untilB))
}
