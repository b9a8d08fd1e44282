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

// Stated is when each claim's source said so: the date of the earliest document that it cites, the zero When where no
// document's date is known.
func (v *View) Stated(ctx context.Context, claims []claim.Claim) ([]claim.When, error) {
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
	nodes := NodesOf(documents)
	published, err := v.latest(ctx, nodes, "published")
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
