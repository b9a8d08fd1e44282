package search

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/quadstore"
)

// sampleScan is how many claims of a kind Sample looks at.
const sampleScan = 512

// Sample is some of the entities that have standing claims of a kind, as their subjects (Out) or their objects (In), at
// most limit, the best connected of those met first. It looks at the first claims of the kind and no further: it shows
// what there is to ask about, and counts nothing.
func Sample(ctx context.Context, v *graph.View, kind claim.RelationshipKind, d claim.Direction, limit int) ([]*claim.Entity, error) {
	preds := v.Vocabulary().Predicates([]claim.RelationshipKind{kind})
	if len(preds) == 0 || preds[0] == 0 {
		return nil, ctx.Err()
	}
	seen := map[quadstore.ID]bool{}
	var nodes []quadstore.ID
	looked := 0
	for q := range v.Snapshot().Scan(preds[0]) {
		if looked++; looked > sampleScan {
			break
		}
		if !q.Label.IsClaim() || v.Retractions().Has(q.Label) {
			continue
		}
		end := q.Subject
		if d == claim.In {
			end = q.Object
		}
		if end = v.Current(end); !seen[end] {
			seen[end] = true
			nodes = append(nodes, end)
		}
	}
	found, err := v.EntitiesAt(ctx, nodes)
	if err != nil {
		return nil, err
	}
	found = slices.DeleteFunc(found, func(e *claim.Entity) bool { return e == nil })
	degrees, err := v.Degrees(ctx, found)
	if err != nil {
		return nil, err
	}
	at := make(map[claim.ID]int, len(found))
	for i, e := range found {
		at[e.ID] = degrees[i]
	}
	slices.SortFunc(found, func(a, b *claim.Entity) int {
		return cmp.Or(cmp.Compare(at[b.ID], at[a.ID]), strings.Compare(string(a.ID), string(b.ID)))
	})
	return found[:min(len(found), limit)], nil
}
