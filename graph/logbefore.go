package graph

import (
	"context"
	"maps"
	"slices"
	"time"

	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/encoding"
	"whence/graph/quadstore"
	"whence/graph/snapshot"
)

// BeforeAgent is the agent of what a store held before there were commits.
const BeforeAgent claim.ID = "agent/before"

// logBefore gives a store that was made before there were commits one commit for each moment at which something was
// recorded or retracted, by agent/before.
func (g *Graph) logBefore(ctx context.Context) error {
	v := g.Now()
	edits := map[time.Time][]commitlog.Edit{}
	err := v.Unresolved().EachEvent(ctx, func(e Event) bool {
		at := encoding.ParseTime(v.Text(e.At))
		if at.IsZero() {
			return true
		}
		kind := commitlog.ClaimAsserted
		if e.Retracted {
			kind = commitlog.ClaimRetracted
		}
		edits[at] = append(edits[at], commitlog.Edit{Kind: kind, Subject: string(v.IDAt(e.Claim))})
		return true
	})
	if err != nil {
		return err
	}
	after := *v
	var side []quadstore.SideRecord
	for _, at := range slices.SortedFunc(maps.Keys(edits), time.Time.Compare) {
		moment := Batch{
			Commit: commitlog.Commit{At: at, Agent: string(BeforeAgent), Action: commitlog.Load}, Edits: edits[at], Claims: map[claim.ID]claim.Claim{},
		}
		head, batch, err := moment.stored(ctx, &after)
		if err != nil {
			return err
		}
		after.head, side = head, append(side, batch.Side...)
	}
	if err := g.store.Apply(ctx, quadstore.Batch{Side: side}); err != nil {
		return err
	}
	after.snap = snapshot.NewResolved(g.store.Snapshot(), v.snap.Classes, v.snap.Loops)
	g.publish(&after)
	return nil
}
