package evidence

import (
	"context"
	"strings"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/quadstore"
)

// Records is the records of ids, the zero value where the graph knows none.
func Records(ctx context.Context, v *graph.View, ids []claim.ID) ([]claim.Record, error) {
	refs, err := v.OwnNodes(ctx, ids)
	if err != nil {
		return nil, err
	}
	var edges quadstore.Edges
	if err := v.About(ctx, &edges, refs, encoding.PredRecordKey, encoding.PredRecordAt); err != nil {
		return nil, err
	}
	texts, err := v.TextsOf(ctx, edges.Object, edges.Label)
	if err != nil {
		return nil, err
	}
	out := make([]claim.Record, len(ids))
	for i := range ids {
		for j, hi := edges.Of(i); j < hi; j++ {
			switch text := texts.Of(edges.Object[j]); edges.Pred[j] {
			case v.Vocabulary().ID(encoding.PredRecordKey):
				out[i].Key, out[i].Document = text, v.IDOfText(edges.Label[j], texts.Of(edges.Label[j]))
			case v.Vocabulary().ID(encoding.PredRecordAt):
				out[i].Digest, out[i].Hint, _ = strings.Cut(text, " ")
			}
		}
	}
	return out, nil
}
