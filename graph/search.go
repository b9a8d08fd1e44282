package graph

import (
	"context"
	"fmt"

	"whence/graph/names"
)

// Search is a page of the entities whose names match words, best first: case, accents, word order, missing words,
// hyphens and a typing error or two forgiven, an exact match before a near one. The error wraps ErrInvalid where the
// text has no word to look for.
func (v *View) Search(ctx context.Context, q SearchQuery) (Page[Hit], error) {
	if err := q.Window.check(); err != nil {
		return Page[Hit]{}, err
	}
	kinds := make([]string, len(q.Kinds))
	for i, k := range q.Kinds {
		kinds[i] = string(k)
	}
	found, err := v.index.Search(ctx, names.Query{Text: q.Text, Kinds: kinds, First: q.Window.First, After: q.Window.After})
	if err != nil {
		return Page[Hit]{}, fmt.Errorf("search %.60q: %w", q.Text, err)
	}
	ids := make([]ID, len(found.Hits))
	for i, h := range found.Hits {
		ids[i] = ID(h.ID)
	}
	entities, err := v.Entities(ctx, ids)
	if err != nil {
		return Page[Hit]{}, err
	}
	page := Page[Hit]{Total: found.Total, HasNext: found.HasNext, HasPrevious: found.HasPrevious}
	for i, h := range found.Hits {
		if entities[i] == nil { // a name of a newer moment than this view's
			page.Total--
			continue
		}
		page.Items = append(page.Items, Hit{entities[i], h.Score, h.Matched})
		page.positions = append(page.positions, h.Position)
	}
	return page, nil
}
