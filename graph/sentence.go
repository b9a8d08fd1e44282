package graph

import (
	"context"

	"whence/graph/claim"
	"whence/graph/sentence"
)

// Sentences says each claim as one plain English sentence, amount and all. Package sentence has the rules.
func (v *View) Sentences(ctx context.Context, claims []claim.Claim) ([]string, error) {
	return v.SentencesWith(ctx, claims, nil)
}

// SentencesWith is Sentences where some entities are not in the graph yet: fresh has their names.
func (v *View) SentencesWith(ctx context.Context, claims []claim.Claim, fresh map[claim.ID]string) ([]string, error) {
	var ids []claim.ID
	for _, c := range claims {
		ids = append(ids, sentence.Mentioned(c)...)
	}
	found, err := v.Entities(ctx, ids)
	if err != nil {
		return nil, err
	}
	names := make(sentence.Names, len(ids))
	for i, e := range found {
		if e != nil {
			names[ids[i]] = sentence.Name{Text: e.Name}
		} else if name := fresh[ids[i]]; name != "" {
			names[ids[i]] = sentence.Name{Text: name}
		}
	}
	out := make([]string, len(claims))
	for i, c := range claims {
		out[i] = sentence.Of(c, names)
	}
	return out, nil
}
