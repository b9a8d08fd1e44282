package graph

import (
	"bytes"
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/names"
	"whence/graph/quadstore"
)

// sieve is a claim filter in one snapshot's terms. It drops claims a condition at a time, the cheap ones first; what it has
// read of a literal or of a document its desk remembers, for claims share most of them.
type sieve struct {
	*View
	*desk
	filter                   RelationshipFilter
	checked                  bool
	statedBy, via, documents map[quadstore.ID]bool
	subject, object          *entitySieve // nil where any passes
	recipient, through       *entitySieve
}

func (v *View) newSieve(f RelationshipFilter) *sieve { return v.newSieveOn(new(desk), f) }

// newSieveOn is a sieve that works in the room of a desk: its nodes, its edges and its memories.
func (v *View) newSieveOn(on *desk, f RelationshipFilter) *sieve {
	s := v.sieveOf(f)
	s.sitAt(on)
	return s
}

// sieveOf is a sieve that has no desk yet.
func (v *View) sieveOf(f RelationshipFilter) *sieve {
	return &sieve{View: v, filter: f, subject: v.newEntitySieve(f.Subject), object: v.newEntitySieve(f.Object),
		recipient: v.newEntitySieve(f.Recipient), through: v.newEntitySieve(f.Through)}
}

// sitAt has the sieve work at a desk, of which it remembers nothing.
func (s *sieve) sitAt(on *desk) {
	s.desk = on
	on.forget()
}

// retiredToo reports whether the filter looks at claims that do not stand now.
func (f ClaimFilter) retiredToo() bool { return f.IncludeRetracted || !f.KnownAt.IsZero() }

// check refuses a filter that names what the graph knows nothing of, whether or not there is a claim to hold against it.
func (s *sieve) check() error {
	if s.checked {
		return nil
	}
	f := s.filter
	for _, named := range []struct {
		ids []claim.ID
		set *map[quadstore.ID]bool
	}{{f.StatedBy, &s.statedBy}, {f.FundedThrough, &s.via}, {f.Documents, &s.documents}} {
		var err error
		if *named.set, err = s.refSet(named.ids); err != nil {
			return err
		}
	}
	if f.Amount != nil {
		if _, err := claim.ParseCurrency(f.Amount.Currency); err != nil {
			return err
		}
	}
	if err := s.knowsPlace(f.Place); err != nil {
		return err
	}
	for _, end := range f.ends() {
		if end == nil {
			continue
		}
		if err := s.checkFilter(end); err != nil {
			return err
		}
	}
	s.checked = true
	return nil
}

// sift keeps the ties whose claims pass, in order, in the same array.
func (s *sieve) sift(ctx context.Context, ties []tie) ([]tie, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	kept := ties[:0]
	for part := range slices.Chunk(ties, askedAtOnce) {
		passing, err := s.siftPart(ctx, part)
		if err != nil {
			return nil, err
		}
		kept = append(kept, passing...)
	}
	kept, err := s.byEnds(ctx, kept)
	if err != nil || len(kept) == 0 {
		return kept, err
	}
	return s.byMoney(ctx, kept)
}

// siftPart asks all that lies in the claims themselves.
func (s *sieve) siftPart(ctx context.Context, ties []tie) ([]tie, error) {
	if !s.filter.retiredToo() {
		ties = slices.DeleteFunc(ties, func(t tie) bool { return s.retired.has(t.claim) })
	}
	for _, condition := range []func(context.Context, []tie) ([]tie, error){
		s.byWords, s.byReference, s.bySources, s.byClock, s.byHolding, s.byAmount,
	} {
		if len(ties) == 0 {
			return ties, nil
		}
		if err := ctx.Err(); err != nil {
			return nil, err
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
	s.ties = s.ties[:0]
	for _, c := range claims {
		s.ties = append(s.ties, tie{claimRef: c, out: true})
	}
	ties, err := s.sift(ctx, s.ties)
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
			return slices.Contains(f.Certainty, claim.Certainty(s.wordOr(o, string(claim.Stated))))
		}, predCertainty)
	}
	if err == nil && f.Status != nil {
		ties, err = s.keep(ctx, ties, func(o, _ []quadstore.ID) bool {
			return slices.Contains(f.Status, claim.Status(s.wordOr(o, string(claim.Actual))))
		}, predStatus)
	}
	if err == nil && f.Instruments != nil {
		ties, err = s.keep(ctx, ties, func(o, _ []quadstore.ID) bool {
			return slices.Contains(f.Instruments, claim.Instrument(s.wordOr(o, "")))
		}, predInstrument)
	}
	if err == nil && f.Role != "" {
		want := []byte(names.Fold(f.Role))
		ties, err = s.keep(ctx, ties, func(o, _ []quadstore.ID) bool {
			if len(o) == 0 {
				return false
			}
			pass, first := s.roles.of(o[0])
			if first {
				s.name = s.snap.AppendText(s.name[:0], o[0])
				s.folded = names.AppendFold(s.folded[:0], s.name)
				*pass = bytes.Contains(s.folded, want)
			}
			return *pass
		}, predRole)
	}
	return ties, err
}

// byReference asks for the publisher's own number.
func (s *sieve) byReference(ctx context.Context, ties []tie) ([]tie, error) {
	if s.filter.Reference == "" {
		return ties, nil
	}
	want := s.snap.ID(quad.String(s.filter.Reference))
	return s.keep(ctx, ties, func(o, _ []quadstore.ID) bool { return want != 0 && slices.Contains(o, want) }, predReference)
}

// ends is the filters of entities that a relationship's filter holds, nil ones among them.
func (f *RelationshipFilter) ends() []*EntityFilter {
	return []*EntityFilter{f.Subject, f.Object, f.Recipient, f.Through}
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
		ids       []claim.ID
		want      map[quadstore.ID]bool
		predicate quad.IRI
	}{{s.filter.StatedBy, s.statedBy, predStatedBy}, {s.filter.FundedThrough, s.via, predVia}} {
		if c.ids == nil {
			continue
		}
		among := func(o, _ []quadstore.ID) bool {
			return slices.ContainsFunc(o, func(id quadstore.ID) bool { return c.want[s.present(id)] })
		}
		if ties, err = s.keep(ctx, ties, among, c.predicate); err != nil {
			return nil, err
		}
	}
	if s.filter.Documents == nil {
		return ties, nil
	}
	if err := s.readCited(ctx, ties); err != nil {
		return nil, err
	}
	return s.keepCited(ties, func(document quadstore.ID) bool { return s.documents[s.present(document)] }), nil
}

// readCited reads what ties are cited from.
func (s *sieve) readCited(ctx context.Context, ties []tie) error {
	return s.about(ctx, &s.edges, s.claimNodes(ties), predQuotedFrom)
}

// keepCited keeps the ties that some standing citation's document passes; of a claim that does not stand, any citation's.
func (s *sieve) keepCited(ties []tie, pass func(document quadstore.ID) bool) []tie {
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
	return kept
}

// refSet is the present nodes of ids. The error wraps ErrNotFound where one is of nothing that the graph knows: a filter
// that quietly passes nothing would read as an answer.
func (v *View) refSet(ids []claim.ID) (map[quadstore.ID]bool, error) {
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

func (s *sieve) byAmount(ctx context.Context, ties []tie) ([]tie, error) {
	if s.filter.Amount == nil {
		return ties, nil
	}
	return s.keep(ctx, ties, func(o, _ []quadstore.ID) bool {
		if len(o) == 0 {
			return false
		}
		pass, first := s.amounts.of(o[0])
		if first {
			s.name = s.snap.AppendText(s.name[:0], o[0])
			*pass = s.filter.Amount.pass(s.name)
		}
		return *pass
	}, predAmount)
}

// pass reports whether the amount that a literal gives passes. Most are a plain number of one unit: they are read off their
// digits.
func (f AmountFilter) pass(text []byte) bool {
	if n, unit := plainNumber(text); unit != nil && bytes.IndexByte(unit, ' ') < 0 {
		value := claim.NewDecimal(n, fastScale)
		return string(unit) == f.Currency && within(&value, f.Min, f.Max)
	}
	q, err := claim.ParseQuantity(string(text))
	return err == nil && f.passes(q)
}

// passes reports whether the amount, in the filter's currency, lies within the bounds.
func (f AmountFilter) passes(q claim.Quantity) bool {
	if q.Unit != f.Currency {
		i := slices.IndexFunc(q.Also, func(also claim.Quantity) bool { return also.Unit == f.Currency })
		if i < 0 {
			return false
		}
		q = q.Also[i]
	}
	return within(q.Value, f.Min, f.Max)
}

func within(value, low, high *claim.Decimal) bool {
	return value != nil && (low == nil || value.Compare(*low) >= 0) && (high == nil || value.Compare(*high) <= 0)
}

// byEnds asks what the subject and the object are.
func (s *sieve) byEnds(ctx context.Context, ties []tie) ([]tie, error) {
	for _, end := range []struct {
		sieve *entitySieve
		of    func(tie) quadstore.ID
	}{
		{s.subject, func(t tie) quadstore.ID { return t.subject }},
		{s.object, func(t tie) quadstore.ID { return t.object }},
	} {
		if end.sieve == nil || len(ties) == 0 {
			continue
		}
		var err error
		if ties, err = end.sieve.keepEnds(ctx, s.desk, ties, end.of); err != nil {
			return nil, err
		}
	}
	return ties, nil
}
