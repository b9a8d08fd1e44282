package write

import (
	"context"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/encoding"
	"whence/graph/history"
	"whence/graph/quadstore"
	"whence/graph/snapshot"
)

// heldBack reports whether a claim of a load stands no more because somebody retracted or corrected it by hand, and is cited as it
// was then: from the same words or fields. What the file says otherwise is new evidence, and asserted.
func (p *plan) heldBack(c claim.Claim) (bool, error) {
	held, err := p.heldBackAs(c.Base().ID, c)
	if held || err != nil {
		return held, err
	}
	// It may have been retracted when spelling was part of its id.
	written := claim.WrittenID(c)
	if written == c.Base().ID {
		return false, nil
	}
	return p.heldBackAs(written, c)
}

// hold takes note of a claim that is held back.
func (p *plan) hold(id claim.ID) {
	if p.report.HeldBack++; len(p.report.Held) < maxHeld {
		p.report.Held = append(p.report.Held, id)
	}
}

// heldBackAs is heldBack of a claim that went by an id.
func (p *plan) heldBackAs(id claim.ID, c claim.Claim) (bool, error) {
	ref := p.Snapshot().ID(p.IRIOf(id))
	if ref == 0 || !p.Retractions().Has(ref) {
		return false, nil
	}
	for _, cite := range c.Base().Citations {
		if citation := p.Snapshot().ID(p.IRIOf(claim.CitationID(id, cite))); citation == 0 || p.Snapshot().Degree(citation, quad.Label, 0) == 0 {
			return false, nil
		}
	}
	var edges quadstore.Edges
	snapshot.MustExpand(p.Vocabulary().Expand(context.Background(), p.Snapshot().Snapshot, &edges, []quadstore.ID{ref}, encoding.PredRetracted))
	number := uint64(0)
	for _, at := range edges.Object {
		number = max(number, p.LogHead().Of(encoding.ParseTime(p.Text(at))))
	}
	commit, err := history.CommitByNumber(p.View, number)
	if err != nil || commit == nil {
		return false, err
	}
	return commit.Action != commitlog.Load, nil
}
