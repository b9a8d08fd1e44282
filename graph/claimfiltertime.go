package graph

import (
	"context"
	"time"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/quadstore"
)

// span is the days that a time can mean; zero ends are open.
type span struct{ earliest, latest time.Time }

// byClock asks the two clocks of saying and knowing.
func (s *ClaimFilterEval) byClock(ctx context.Context, incidences []Incidence) (_ []Incidence, err error) {
	if at := s.Filter.KnownAt; !at.IsZero() {
		incidences, err = s.keepRead(ctx, incidences, s.readMoments(ctx), func(times, preds []quadstore.ID) bool {
			return s.knownAt(at, times, preds)
		}, encoding.PredRecorded, encoding.PredRetracted)
	}
	if err != nil || s.Filter.StatedUntil == "" || len(incidences) == 0 {
		return incidences, err
	}
	_, until := s.Filter.StatedUntil.Bounds()
	if until.IsZero() {
		return incidences, nil
	}
	if err := s.readCited(ctx, incidences); err != nil {
		return nil, err
	}
	if err := s.readIssued(ctx); err != nil {
		return nil, err
	}
	return s.keepCited(incidences, func(document quadstore.ID) bool {
		issued, _ := s.issued.Of(document)
		return !issued.IsZero() && !issued.After(until)
	}), nil
}

// knownAt replays a claim's recordings and retractions up to a moment.
func (s *ClaimFilterEval) knownAt(at time.Time, times, preds []quadstore.ID) bool {
	var recorded, retracted time.Time
	for i, ref := range times {
		t := s.momentOf(ref)
		switch {
		case t.After(at):
		case s.terms.FieldOf.Of(preds[i]) == encoding.FieldRecorded:
			recorded = encoding.LaterOf(recorded, t)
		default:
			retracted = encoding.LaterOf(retracted, t)
		}
	}
	return !recorded.IsZero() && retracted.Before(recorded)
}

// readMoments reads the moments that literals mean, of each once.
func (s *ClaimFilterEval) readMoments(ctx context.Context) func(literals []quadstore.ID) error {
	return func(literals []quadstore.ID) error {
		return readOnce(ctx, s.View, s.scratch, &s.moments, literals, func(text []byte) time.Time { return encoding.ParseTime(string(text)) })
	}
}

// momentOf is the moment that a literal means, which was read.
func (s *ClaimFilterEval) momentOf(literal quadstore.ID) time.Time {
	moment, _ := s.moments.Of(literal)
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
	if err := s.About(ctx, &on.edges, s.nodes, encoding.PropertyPredicate(published)); err != nil {
		return err
	}
	on.nodes = on.nodes[:0]
	for i := range s.nodes {
		claim, _ := s.soleClaim(&on.edges, i)
		on.nodes = append(on.nodes, claim.Claim)
	}
	if err := s.About(ctx, &on.out, on.nodes, encoding.PredDate, encoding.PredDateWords, encoding.PredDateBasis); err != nil {
		return err
	}
	on.unread = on.unread[:0]
	for _, document := range s.nodes {
		if now := s.Current(document); s.KindAt(now) == "" {
			on.unread = append(on.unread, now)
		}
	}
	if err := s.readTexts(ctx, &on.table, on.edges.Object, on.out.Object, on.unread); err != nil {
		return err
	}
	for i, document := range s.nodes {
		issued, _ := s.issued.Of(document)
		switch claim, count := s.soleClaim(&on.edges, i); count {
		case 0:
		case 1:
			if s.isOurs(s.Current(document), &on.table) {
				*issued = s.lastDay(claim, &on.out, i, &on.table)
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

// isOurs reports whether a node has an id. The text of one that is no entity was read.
func (v *View) isOurs(node quadstore.ID, texts *TextTable) bool {
	return v.KindAt(node) != "" || v.IDOfText(node, texts.Of(node)).Kind() != ""
}

// lastDay is the last day of Attribute.When, read off the dates among what is said of the attribute's claim.
func (s *ClaimFilterEval) lastDay(attribute ClaimEdge, dates *quadstore.Edges, i int, texts *TextTable) (last time.Time) {
	dated, worded := false, false
	for j, hi := dates.Of(i); j < hi; j++ {
		text := texts.of(dates.Object[j])
		if dates.Pred[j] == s.terms.ID(encoding.PredDate) {
			last, dated = lastDayOf(text)
		} else {
			worded = worded || len(text) > 0
		}
	}
	if !dated && !worded {
		last, _ = lastDayOf(texts.of(attribute.Object))
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
func (s *ClaimFilterEval) byHolding(ctx context.Context, incidences []Incidence) ([]Incidence, error) {
	if s.Filter.ValidAt == "" && !s.Filter.ExcludeUndated {
		return incidences, nil
	}
	from, to := s.Filter.ValidAt.Bounds() // without a ValidAt every day
	read := func(times []quadstore.ID) error {
		return readOnce(ctx, s.View, s.scratch, &s.held, times, spanOf)
	}
	return s.keepRead(ctx, incidences, read, func(o, _ []quadstore.ID) bool {
		if len(o) == 0 {
			return !s.Filter.ExcludeUndated
		}
		known, _ := s.held.Of(o[0])
		held := *known
		if held == (span{}) {
			return !s.Filter.ExcludeUndated
		}
		return s.Filter.ValidAt == "" || (to.IsZero() || held.earliest.IsZero() || !held.earliest.After(to)) &&
			(from.IsZero() || held.latest.IsZero() || !held.latest.Before(from))
	}, encoding.PredHolds)
}

// spanOf is the days that a time can mean.
func spanOf(text []byte) (held span) {
	held.earliest, held.latest, _ = claim.DateBounds(string(text))
	return held
}
