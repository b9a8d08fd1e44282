package graph

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph/names"
	"whence/graph/quadstore"
)

// sieve is a claim filter in one snapshot's terms. It drops claims a condition at a time, each over the whole list, the
// cheap ones first; what it has read of a literal it remembers, for claims share most of them.
type sieve struct {
	*View
	*desk
	filter RelationshipFilter
	issued map[quadstore.ID]time.Time
}

// span is the days that a time can mean; zero ends are open.
type span struct{ earliest, latest time.Time }

func (v *View) newSieve(f RelationshipFilter) *sieve { return v.newSieveOn(new(desk), f) }

// newSieveOn is a sieve that works in the room of a desk: its nodes and its edges.
func (v *View) newSieveOn(on *desk, f RelationshipFilter) *sieve {
	on.times.reset(0)
	on.spans = on.spans[:0]
	return &sieve{View: v, desk: on, filter: f, issued: map[quadstore.ID]time.Time{}}
}

// retiredToo reports whether the filter looks at claims that do not stand now.
func (f ClaimFilter) retiredToo() bool { return f.IncludeRetracted || !f.KnownAt.IsZero() }

// check refuses a filter that names what the graph knows nothing of, whether or not there is a claim to hold against it.
func (s *sieve) check() error {
	f := s.filter
	for _, ids := range [][]ID{f.StatedBy, f.Via, f.Documents} {
		if _, err := s.refSet(ids); err != nil {
			return err
		}
	}
	if f.Amount != nil {
		if _, err := ParseCurrency(f.Amount.Currency); err != nil {
			return err
		}
	}
	for _, end := range []*EntityFilter{f.Subject, f.Object} {
		if end == nil {
			continue
		}
		if _, err := s.refSet(end.IDs); err != nil {
			return err
		}
		if err := end.check(MaxFilterDepth); err != nil {
			return err
		}
	}
	return nil
}

// sift keeps the ties whose claims pass, in order, in the same array.
func (s *sieve) sift(ctx context.Context, ties []tie) ([]tie, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	if !s.filter.retiredToo() {
		ties = slices.DeleteFunc(ties, func(t tie) bool { return s.retired.has(t.claim) })
	}
	for _, condition := range []func(context.Context, []tie) ([]tie, error){
		s.byWords, s.bySources, s.byClock, s.byHolding, s.byAmount, s.byEnds,
	} {
		if len(ties) == 0 {
			return ties, nil
		}
		var err error
		if ties, err = condition(ctx, ties); err != nil {
			return nil, err
		}
	}
	return ties, nil
}

// siftRefs is sift for claims that nobody looks at from an end.
func (s *sieve) siftRefs(ctx context.Context, claims []claimRef) ([]claimRef, error) {
	ties := make([]tie, len(claims))
	for i, c := range claims {
		ties[i] = tie{claimRef: c, out: true}
	}
	ties, err := s.sift(ctx, ties)
	if err != nil {
		return nil, err
	}
	kept := claims[:0]
	for _, t := range ties {
		kept = append(kept, t.claimRef)
	}
	return kept, nil
}

// claimNodes is the claims of ties.
func (d *desk) claimNodes(ties []tie) []quadstore.ID {
	d.nodes = d.nodes[:0]
	for _, t := range ties {
		d.nodes = append(d.nodes, t.claim)
	}
	return d.nodes
}

// keep reads some predicates of every claim and keeps the ties whose objects pass.
func (s *sieve) keep(ctx context.Context, ties []tie, pass func(objects, preds []quadstore.ID) bool, predicates ...quad.IRI) ([]tie, error) {
	claims := s.claimNodes(ties)
	var preds []quadstore.ID
	for _, p := range predicates {
		if id := s.terms.id(p); id != 0 {
			preds = append(preds, id)
		}
	}
	if len(preds) == 0 {
		if pass(nil, nil) {
			return ties, nil
		}
		return ties[:0], nil
	}
	if err := s.snap.Expand(ctx, &s.edges, claims, quad.Subject, preds...); err != nil {
		return nil, err
	}
	kept := ties[:0]
	for i, t := range ties {
		lo, hi := s.edges.Of(i)
		if pass(s.edges.Object[lo:hi], s.edges.Pred[lo:hi]) {
			kept = append(kept, t)
		}
	}
	return kept, nil
}

// byWords asks certainty, status, instrument and role.
func (s *sieve) byWords(ctx context.Context, ties []tie) (_ []tie, err error) {
	f := s.filter
	if f.Certainty != nil {
		ties, err = s.keep(ctx, ties, func(o, _ []quadstore.ID) bool {
			return slices.Contains(f.Certainty, Certainty(s.wordOr(o, string(Stated))))
		}, predCertainty)
	}
	if err == nil && f.Status != nil {
		ties, err = s.keep(ctx, ties, func(o, _ []quadstore.ID) bool {
			return slices.Contains(f.Status, Status(s.wordOr(o, string(Actual))))
		}, predStatus)
	}
	if err == nil && f.Instruments != nil {
		ties, err = s.keep(ctx, ties, func(o, _ []quadstore.ID) bool {
			return slices.Contains(f.Instruments, Instrument(s.wordOr(o, "")))
		}, predInstrument)
	}
	if err == nil && f.Role != "" {
		want := names.Fold(f.Role)
		ties, err = s.keep(ctx, ties, func(o, _ []quadstore.ID) bool {
			return len(o) > 0 && strings.Contains(names.Fold(s.text(o[0])), want)
		}, predRole)
	}
	return ties, err
}

func (s *sieve) wordOr(objects []quadstore.ID, otherwise string) string {
	if len(objects) == 0 {
		return otherwise
	}
	return s.terms.wordOf[objects[0]]
}

// bySources asks who said it, through what the money comes, and where it is cited.
func (s *sieve) bySources(ctx context.Context, ties []tie) (_ []tie, err error) {
	for _, c := range []struct {
		ids       []ID
		predicate quad.IRI
	}{{s.filter.StatedBy, predStatedBy}, {s.filter.Via, predVia}} {
		if c.ids == nil {
			continue
		}
		want, err := s.refSet(c.ids)
		if err != nil {
			return nil, err
		}
		among := func(o, _ []quadstore.ID) bool {
			return slices.ContainsFunc(o, func(id quadstore.ID) bool { return want[s.present(id)] })
		}
		if ties, err = s.keep(ctx, ties, among, c.predicate); err != nil {
			return nil, err
		}
	}
	if s.filter.Documents == nil {
		return ties, nil
	}
	want, err := s.refSet(s.filter.Documents)
	if err != nil {
		return nil, err
	}
	return s.keepCited(ctx, ties, func(document quadstore.ID) bool { return want[s.present(document)] })
}

// keepCited keeps the ties that some standing citation's document passes; of a claim that does not stand, any citation's.
func (s *sieve) keepCited(ctx context.Context, ties []tie, pass func(document quadstore.ID) bool) ([]tie, error) {
	if err := s.about(ctx, &s.edges, s.claimNodes(ties), predQuotedFrom); err != nil {
		return nil, err
	}
	kept := ties[:0]
	for i, t := range ties {
		lo, hi := s.edges.Of(i)
		for j := lo; j < hi; j++ {
			if (!s.retired.has(s.edges.Label[j]) || s.retired.has(t.claim)) && pass(s.edges.Object[j]) {
				kept = append(kept, t)
				break
			}
		}
	}
	return kept, nil
}

// refSet is the present nodes of ids. The error wraps ErrNotFound where one is of nothing that the graph knows: a filter
// that quietly passes nothing would read as an answer.
func (v *View) refSet(ids []ID) (map[quadstore.ID]bool, error) {
	set := make(map[quadstore.ID]bool, len(ids))
	for _, id := range ids {
		ref := v.ref(id)
		if ref == 0 {
			return nil, notFound("id", id)
		}
		set[ref] = true
	}
	return set, nil
}

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
	return s.keepCited(ctx, ties, func(document quadstore.ID) bool {
		issued, err2 := s.issuedAt(ctx, document)
		if err2 != nil {
			err = err2
		}
		return !issued.IsZero() && !issued.After(until)
	})
}

// knownAt replays a claim's recordings and retractions up to a moment.
func (s *sieve) knownAt(at time.Time, times, preds []quadstore.ID) bool {
	var recorded, retracted time.Time
	for i, ref := range times {
		t := parseTime(s.text(ref))
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

// issuedAt is the last day on which a document can have been published, zero where unknown.
func (s *sieve) issuedAt(ctx context.Context, document quadstore.ID) (time.Time, error) {
	if t, ok := s.issued[document]; ok {
		return t, nil
	}
	published, err := s.latest(ctx, []quadstore.ID{document}, "published")
	if err != nil {
		return time.Time{}, err
	}
	var t time.Time
	if published[0] != nil {
		_, t = published[0].when().Bounds()
	}
	s.issued[document] = t
	return t, nil
}

// byHolding asks when the claim holds in the world: an EDTF's widest reading counts, an open end reaches for ever.
func (s *sieve) byHolding(ctx context.Context, ties []tie) ([]tie, error) {
	if s.filter.ValidAt == "" {
		return ties, nil
	}
	from, to := s.filter.ValidAt.Bounds()
	return s.keep(ctx, ties, func(o, _ []quadstore.ID) bool {
		if len(o) == 0 {
			return !s.filter.ExcludeUndated
		}
		held := s.holding(o[0])
		if held == (span{}) {
			return !s.filter.ExcludeUndated
		}
		return (to.IsZero() || held.earliest.IsZero() || !held.earliest.After(to)) &&
			(from.IsZero() || held.latest.IsZero() || !held.latest.Before(from))
	}, predHolds)
}

// holding is the days that a literal can mean, read once.
func (s *sieve) holding(ref quadstore.ID) span {
	n := s.times.add(ref)
	if int(n) == len(s.spans) {
		s.name = s.snap.AppendText(s.name[:0], ref)
		var held span
		held.earliest, held.latest, _ = boundsOf(string(s.name))
		s.spans = append(s.spans, held)
	}
	return s.spans[n]
}

func (s *sieve) byAmount(ctx context.Context, ties []tie) ([]tie, error) {
	if s.filter.Amount == nil {
		return ties, nil
	}
	want := *s.filter.Amount
	read := map[quadstore.ID]bool{}
	return s.keep(ctx, ties, func(o, _ []quadstore.ID) bool {
		if len(o) == 0 {
			return false
		}
		pass, ok := read[o[0]]
		if !ok {
			var q Quantity
			pass = q.parse(s.text(o[0])) == nil && want.passes(q)
			read[o[0]] = pass
		}
		return pass
	}, predAmount)
}

// passes reports whether the amount, in the filter's currency, lies within the bounds.
func (f AmountFilter) passes(q Quantity) bool {
	if q.Unit != f.Currency {
		i := slices.IndexFunc(q.Also, func(also Quantity) bool { return also.Unit == f.Currency })
		if i < 0 {
			return false
		}
		q = q.Also[i]
	}
	return within(q.Value, f.Min, f.Max)
}

func within(value, low, high *Decimal) bool {
	return value != nil && (low == nil || value.Compare(*low) >= 0) && (high == nil || value.Compare(*high) <= 0)
}

// byEnds asks what the subject and the object are.
func (s *sieve) byEnds(ctx context.Context, ties []tie) ([]tie, error) {
	for _, end := range []struct {
		filter *EntityFilter
		of     func(tie) quadstore.ID
	}{
		{s.filter.Subject, func(t tie) quadstore.ID { return t.subject }},
		{s.filter.Object, func(t tie) quadstore.ID { return t.object }},
	} {
		if end.filter == nil {
			continue
		}
		var err error
		if ties, err = s.keepEnds(ctx, ties, *end.filter, end.of); err != nil {
			return nil, err
		}
	}
	return ties, nil
}

// keepEnds keeps the ties whose entity at one end passes a filter; each entity is asked once.
func (v *View) keepEnds(ctx context.Context, ties []tie, f EntityFilter, end func(tie) quadstore.ID) ([]tie, error) {
	ends := make([]quadstore.ID, len(ties))
	for i, t := range ties {
		ends[i] = end(t)
	}
	passing, err := v.passing(ctx, ends, f)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(ties, func(t tie) bool { return !passing.has(end(t)) }), nil
}
