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
func (s *sieve) byClock(ctx context.Context, ties []tie) (_ []tie, err error) {
	if at := s.filter.KnownAt; !at.IsZero() {
		ties, err = s.keep(ctx, ties, func(times, preds []quadstore.ID) bool {
			return s.knownAt(at, times, preds)
		}, predRecorded, predRetracted)
	}
	if err != nil || s.filter.StatedUntil == "" || len(ties) == 0 {
		return ties, err
	}
	_, until := s.filter.StatedUntil.Bounds()
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
		issued, _ := s.issued.of(document)
		return !issued.IsZero() && !issued.After(until)
	}), nil
}

// knownAt replays a claim's recordings and retractions up to a moment.
func (s *sieve) knownAt(at time.Time, times, preds []quadstore.ID) bool {
	var recorded, retracted time.Time
	for i, ref := range times {
		t := s.moment(ref)
		switch {
		case t.After(at):
		case s.terms.fieldOf.of(preds[i]) == fieldRecorded:
			recorded = laterOf(recorded, t)
		default:
			retracted = laterOf(retracted, t)
		}
	}
	return !recorded.IsZero() && retracted.Before(recorded)
}

// moment is the moment that a literal means, read once.
func (s *sieve) moment(ref quadstore.ID) time.Time {
	moment, first := s.moments.of(ref)
	if first {
		s.name = s.snap.AppendText(s.name[:0], ref)
		*moment = parseTime(string(s.name))
	}
	return *moment
}

// readIssued finds out of the documents among the edges that it has not met before the last day on which each can have
// been published; it is zero where unknown.
func (s *sieve) readIssued(ctx context.Context) error {
	s.nodes = s.nodes[:0]
	for _, document := range s.edges.Object {
		if _, first := s.issued.of(document); first {
			s.nodes = append(s.nodes, document)
		}
	}
	on := s.desk.nested()
	if err := s.about(ctx, &on.edges, s.nodes, propertyPredicate(published)); err != nil {
		return err
	}
	on.nodes = on.nodes[:0]
	for i := range s.nodes {
		claim, _ := s.soleClaim(&on.edges, i)
		on.nodes = append(on.nodes, claim.claim)
	}
	if err := s.about(ctx, &on.out, on.nodes, predDate, predDateWords, predDateBasis); err != nil {
		return err
	}
	for i, document := range s.nodes {
		issued, _ := s.issued.of(document)
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
	ref = v.present(ref)
	return v.kindOfRef(ref) != "" || v.idOf(ref).Kind() != ""
}

// lastDay is the last day of Attribute.When, read off the dates among what is said of the attribute's claim.
func (s *sieve) lastDay(attribute claimRef, dates *quadstore.Edges, i int) (last time.Time) {
	dated, worded := false, false
	for j, hi := dates.Of(i); j < hi; j++ {
		s.name = s.snap.AppendText(s.name[:0], dates.Object[j])
		if dates.Pred[j] == s.terms.id(predDate) {
			last, dated = lastDayOf(s.name)
		} else {
			worded = worded || len(s.name) > 0
		}
	}
	if !dated && !worded {
		s.name = s.snap.AppendText(s.name[:0], attribute.object)
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
func (s *sieve) byHolding(ctx context.Context, ties []tie) ([]tie, error) {
	if s.filter.ValidAt == "" && !s.filter.ExcludeUndated {
		return ties, nil
	}
	from, to := s.filter.ValidAt.Bounds() // without a ValidAt every day
	return s.keep(ctx, ties, func(o, _ []quadstore.ID) bool {
		if len(o) == 0 {
			return !s.filter.ExcludeUndated
		}
		held := s.holding(o[0])
		if held == (span{}) {
			return !s.filter.ExcludeUndated
		}
		return s.filter.ValidAt == "" || (to.IsZero() || held.earliest.IsZero() || !held.earliest.After(to)) &&
			(from.IsZero() || held.latest.IsZero() || !held.latest.Before(from))
	}, predHolds)
}

// holding is the days that a literal can mean, read once.
func (s *sieve) holding(ref quadstore.ID) span {
	held, first := s.held.of(ref)
	if first {
		s.name = s.snap.AppendText(s.name[:0], ref)
		held.earliest, held.latest, _ = claim.DateBounds(string(s.name))
	}
	return *held
}
