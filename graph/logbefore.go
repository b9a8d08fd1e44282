package graph

import (
	"context"
	"maps"
	"slices"
	"time"

	"whence/graph/commitlog"
	"whence/graph/quadstore"
)

// logBefore gives a store that was made before there were commits one commit for each moment at which something was
// recorded or retracted, by agent/before.
func (g *Graph) logBefore(ctx context.Context) error {
	v := g.Now()
	edits := map[time.Time][]commitlog.Edit{}
	err := v.raw().eachEvent(ctx, func(e event) bool {
		at := parseTime(v.Text(e.at))
		if at.IsZero() {
			return true
		}
		kind := commitlog.ClaimAsserted
		if e.retracted {
			kind = commitlog.ClaimRetracted
		}
		edits[at] = append(edits[at], commitlog.Edit{Kind: kind, Subject: string(v.IDAt(e.claim))})
		return true
	})
	if err != nil {
		return err
	}
	head := v.head
	var side []quadstore.SideRecord
	for _, at := range slices.SortedFunc(maps.Keys(edits), time.Time.Compare) {
		p := v.newPlan(at, Author{Agent: BeforeAgent}, commitlog.Load)
		p.edits = edits[at]
		next, batch, err := p.batch(ctx, head)
		if err != nil {
			return err
		}
		head, side = next, append(side, batch.Side...)
	}
	if err := g.store.Apply(ctx, quadstore.Batch{Side: side}); err != nil {
		return err
	}
	after := *v
	after.head = head
	after.snap = newResolvedSnapshot(g.store.Snapshot(), v.snap.classes, v.snap.loops)
	g.publish(&after)
	return nil
}
