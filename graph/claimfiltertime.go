package graph

import (
	"context"
	"time"

	"whence/graph/claim"
	"whence/graph/quadstore"
)

// span is the days that a time can mean; zero ends are open.
type span struct{ earliest, latest time.Time }

// byClock asks the two clocks of saying and knowing.
func (s *ClaimFilterEval) byClock(ctx context.Context, ties []Incidence) (_ []Incidence, err error) {
	if at := s.Filter.KnownAt; !at.IsZero() {
		ties, err = s.keep(ctx, ties, func(times, preds []quadstore.ID) bool {
			return s.knownAt(at, times, preds)
		}, predRecorded, predRetracted)
	}
	if err != nil || s.Filter.StatedUntil == "" || len(ties) == 0 {
		return ties, err
	}
	_, until := s.Filter.StatedUntil.Bounds()
	if until.IsZero() {
		return ties, nil
	}
	if err := s.readCited(ctx, ties); err != nil {
		return nil, err
	}
	if err := s.readIssued(ctx); err != nil {
		return nil, err
	}
	return s.keepCited(ties, func(document quadstore.ID) bool {
		issued, _ := s.issued.Of(document)
		return !issued.IsZero() && !issued.After(until)
	}), nil
}

// knownAt replays a claim's recordings and retractions up to a moment.
func (s *ClaimFilterEval) knownAt(at time.Time, times, preds []quadstore.ID) bool {
	var recorded, retracted time.Time
	for i, ref := range times {
		t := s.moment(ref)
		switch {
		case t.After(at):
		case s.terms.FieldOf.Of(preds[i]) == fieldRecorded:
			recorded = LaterOf(recorded, t)
		default:
			retracted = LaterOf(retracted, t)
		}
	}
	return !recorded.IsZero() && retracted.Before(recorded)
}

// moment is the moment that a literal means, read once.
func (s *ClaimFilterEval) moment(ref quadstore.ID) time.Time {
	moment, first := s.moments.Of(ref)
	if first {
		s.name = s.snap.AppendText(s.name[:0], ref)
		*moment = parseTime(string(s.name))
	}
	return *moment
}

// readIssued finds out of the documents among the edges that it has not met before the last day on which each can have
// been published; it is zero where unknown.
func (s *ClaimFilterEval) readIssued(ctx context.Context) error {
	s.nodes = s.nodes[:0]
	for _, document := range s.edges.Object {
		if _, first := s.issued.Of(document); first {
			s.nodes = append(s.nodes, document)
		}
	}
	on := s.scratch.nested()
	if err := s.about(ctx, &on.edges, s.nodes, PropertyPredicate(published)); err != nil {
		return err
	}
	on.nodes = on.nodes[:0]
	for i := range s.nodes {
		claim, _ := s.soleClaim(&on.edges, i)
		on.nodes = append(on.nodes, claim.Claim)
	}
	if err := s.about(ctx, &on.out, on.nodes, predDate, predDateWords, predDateBasis); err != nil {
		return err
	}
	for i, document := range s.nodes {
		issued, _ := s.issued.Of(document)
		switch claim, count := s.soleClaim(&on.edges, i); count {
		case 0:
		case 1:
			if s.isOurs(document) {
				*issued = s.lastDay(claim, &on.out, i)
			}
		default:
			spoken, err := s.latest(ctx, s.nodes[i:i+1], published)
			if err != nil {
				return err
			}
			if spoken[0] != nil {
				_, *issued = spoken[0].When().Bounds()
			}
		}
	}
	return nil
}

// published is the property that says when a document came out.
const published = "published"

// isOurs reports whether a node, or the one that answers for it now, has an id.
func (v *View) isOurs(ref quadstore.ID) bool {
	ref = v.Current(ref)
	return v.KindAt(ref) != "" || v.IDAt(ref).Kind() != ""
}

// lastDay is the last day of Attribute.When, read off the dates among what is said of the attribute's claim.
func (s *ClaimFilterEval) lastDay(attribute ClaimEdge, dates *quadstore.Edges, i int) (last time.Time) {
	dated, worded := false, false
	for j, hi := dates.Of(i); j < hi; j++ {
		s.name = s.snap.AppendText(s.name[:0], dates.Object[j])
		if dates.Pred[j] == s.terms.ID(predDate) {
			last, dated = lastDayOf(s.name)
		} else {
			worded = worded || len(s.name) > 0
		}
	}
	if !dated && !worded {
		s.name = s.snap.AppendText(s.name[:0], attribute.Object)
		last, _ = lastDayOf(s.name)
	}
	return last
}

// lastDayOf is the last day that a date can mean, zero where it is open or no date.
func lastDayOf(text []byte) (last time.Time, ok bool) {
	_, last, ok = claim.DateBounds(string(text))
	if !ok {
		return time.Time{}, false
	}
	return last, true
}

// byHolding asks when the claim holds in the world: an EDTF's widest reading counts, an open end reaches for ever.
func (s *ClaimFilterEval) byHolding(ctx context.Context, ties []Incidence) ([]Incidence, error) {
	if s.Filter.ValidAt == "" && !s.Filter.ExcludeUndated {
		return ties, nil
	}
	from, to := s.Filter.ValidAt.Bounds() // without a ValidAt every day
	return s.keep(ctx, ties, func(o, _ []quadstore.ID) bool {
		if len(o) == 0 {
			return !s.Filter.ExcludeUndated
		}
		held := s.holding(o[0])
		if held == (span{}) {
			return !s.Filter.ExcludeUndated
		}
		return s.Filter.ValidAt == "" || (to.IsZero() || held.earliest.IsZero() || !held.earliest.After(to)) &&
			(from.IsZero() || held.latest.IsZero() || !held.latest.Before(from))
	}, PredHolds)
}

// holding is the days that a literal can mean, read once.
func (s *ClaimFilterEval) holding(ref quadstore.ID) span {
	held, first := s.held.Of(ref)
	if first {
		s.name = s.snap.AppendText(s.name[:0], ref)
		held.earliest, held.latest, _ = claim.DateBounds(string(s.name))
	}
	return *held
}
