package graph

import (
	"bytes"
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/names"
	"whence/graph/nodeset"
	"whence/graph/quadstore"
)

// ClaimFilterEval is a claim filter in one snapshot's terms. It drops claims a condition at a time, the cheap ones first; what it has
// read of a literal or of a document its scratch buffers remember, since claims share most of them.
type ClaimFilterEval struct {
	*View
	*scratch
	Filter                   RelationshipFilter
	checked                  bool
	statedBy, via, documents map[quadstore.ID]bool
	datasets, dataset        map[quadstore.ID]bool // nil where any may say it
	subject, object          *entityFilterEval     // nil where any passes
	recipient, through       *entityFilterEval
}

// NewClaimFilterEval is a claim filter in the view's terms. One goroutine may use it at a time.
func (v *View) NewClaimFilterEval(f RelationshipFilter) *ClaimFilterEval {
	return v.newClaimFilterEvalOn(new(scratch), f)
}

// newClaimFilterEvalOn is a claim filter that uses scratch buffers: their nodes, edges and memos.
func (v *View) newClaimFilterEvalOn(on *scratch, f RelationshipFilter) *ClaimFilterEval {
	s := v.unplacedClaimFilterEval(f)
	s.useScratch(on)
	return s
}

// unplacedClaimFilterEval is a claim filter without scratch buffers, which useScratch gives it.
func (v *View) unplacedClaimFilterEval(f RelationshipFilter) *ClaimFilterEval {
	return &ClaimFilterEval{
		View: v, Filter: f, subject: v.newEntityFilterEval(f.Subject), object: v.newEntityFilterEval(f.Object),
		recipient: v.newEntityFilterEval(f.Recipient), through: v.newEntityFilterEval(f.Through),
	}
}

// useScratch gives the filter scratch buffers and clears their memos.
func (s *ClaimFilterEval) useScratch(on *scratch) {
	s.scratch = on
	on.forget()
}

// IncludesRetracted reports whether the filter looks at claims that do not stand now.
func (f ClaimFilter) IncludesRetracted() bool { return f.IncludeRetracted || !f.KnownAt.IsZero() }

// check refuses a filter that names what the graph knows nothing of, whether or not there is a claim to hold against it.
func (s *ClaimFilterEval) check(ctx context.Context) error {
	if s.checked {
		return nil
	}
	f := s.Filter
	if err := nameAgents(f.RecordedBy); err != nil {
		return err
	}
	for _, named := range []struct {
		ids []claim.ID
		set *map[quadstore.ID]bool
	}{{f.StatedBy, &s.statedBy}, {f.FundedThrough, &s.via}, {f.Documents, &s.documents}} {
		var err error
		if *named.set, err = s.refSet(ctx, named.ids); err != nil {
			return err
		}
	}
	var err error
	if s.datasets, s.dataset, err = s.datasetSets(ctx, f.ClaimFilter); err != nil {
		return err
	}
	if f.Amount != nil {
		if _, err := claim.ParseCurrency(f.Amount.Currency); err != nil {
			return err
		}
	}
	if err := s.knowsPlace(ctx, f.Place); err != nil {
		return err
	}
	for _, end := range f.ends() {
		if end == nil {
			continue
		}
		if err := s.checkFilter(ctx, end); err != nil {
			return err
		}
	}
	s.checked = true
	return nil
}

// Apply keeps the incidences whose claims pass, in order, in the same array.
func (s *ClaimFilterEval) Apply(ctx context.Context, incidences []Incidence) ([]Incidence, error) {
	if err := s.check(ctx); err != nil {
		return nil, err
	}
	kept := incidences[:0]
	for part := range slices.Chunk(incidences, askedAtOnce) {
		passing, err := s.applyPart(ctx, part)
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

// applyPart asks all that lies in the claims themselves.
func (s *ClaimFilterEval) applyPart(ctx context.Context, incidences []Incidence) ([]Incidence, error) {
	if !s.Filter.IncludesRetracted() {
		incidences = slices.DeleteFunc(incidences, func(t Incidence) bool { return s.retired.Has(t.Claim) })
	}
	for _, condition := range []func(context.Context, []Incidence) ([]Incidence, error){
		s.byWords, s.byReference, s.bySources, s.byDatasets, s.byClock, s.byHolding, s.byAmount, s.byReaders, s.byRecorder,
	} {
		if len(incidences) == 0 {
			return incidences, nil
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var err error
		if incidences, err = condition(ctx, incidences); err != nil {
			return nil, err
		}
	}
	return incidences, nil
}

// ApplyEdges is sift for claims that nobody looks at from an end.
func (s *ClaimFilterEval) ApplyEdges(ctx context.Context, claims []ClaimEdge) ([]ClaimEdge, error) {
	s.incidences = s.incidences[:0]
	for _, c := range claims {
		s.incidences = append(s.incidences, Incidence{ClaimEdge: c, Out: true})
	}
	incidences, err := s.Apply(ctx, s.incidences)
	if err != nil {
		return nil, err
	}
	kept := claims[:0]
	for _, t := range incidences {
		kept = append(kept, t.ClaimEdge)
	}
	return kept, nil
}

// claimNodes is the claims of incidences.
func (d *scratch) claimNodes(incidences []Incidence) []quadstore.ID {
	d.nodes = d.nodes[:0]
	for _, t := range incidences {
		d.nodes = append(d.nodes, t.Claim)
	}
	return d.nodes
}

// keep reads some predicates of every claim and keeps the incidences whose objects pass.
func (s *ClaimFilterEval) keep(ctx context.Context, incidences []Incidence, pass func(objects, preds []quadstore.ID) bool, predicates ...quad.IRI) ([]Incidence, error) {
	nothing := func([]quadstore.ID) error { return nil }
	return s.keepRead(ctx, incidences, nothing, pass, predicates...)
}

// keepRead is keep, with what the condition has to read of all the objects read first.
func (s *ClaimFilterEval) keepRead(ctx context.Context, incidences []Incidence, read func(objects []quadstore.ID) error, pass func(objects, preds []quadstore.ID) bool, predicates ...quad.IRI) ([]Incidence, error) {
	if err := s.About(ctx, &s.edges, s.claimNodes(incidences), predicates...); err != nil {
		return nil, err
	}
	if err := read(s.edges.Object); err != nil {
		return nil, err
	}
	kept := incidences[:0]
	for i, t := range incidences {
		lo, hi := s.edges.Of(i)
		if pass(s.edges.Object[lo:hi], s.edges.Pred[lo:hi]) {
			kept = append(kept, t)
		}
	}
	return kept, nil
}

// readOnce reads what a memo has not met of some literals, all at once.
func readOnce[T any](ctx context.Context, v *View, on *scratch, memo *nodeset.Memo[T], literals []quadstore.ID, meaning func(text []byte) T) error {
	on.unread = on.unread[:0]
	for _, literal := range literals {
		if _, first := memo.Of(literal); first {
			on.unread = append(on.unread, literal)
		}
	}
	if len(on.unread) == 0 {
		return nil
	}
	if err := v.snap.Texts(ctx, &on.texts, on.unread); err != nil {
		return err
	}
	for i, literal := range on.unread {
		found, _ := memo.Of(literal)
		*found = meaning(on.texts.Of(i))
	}
	return nil
}

// byWords asks certainty, status, instrument and role.
func (s *ClaimFilterEval) byWords(ctx context.Context, incidences []Incidence) (_ []Incidence, err error) {
	f := s.Filter
	if f.Certainty != nil {
		incidences, err = s.keep(ctx, incidences, func(o, _ []quadstore.ID) bool {
			return slices.Contains(f.Certainty, claim.Certainty(s.wordOr(o, string(claim.Stated))))
		}, encoding.PredCertainty)
	}
	if err == nil && f.Status != nil {
		incidences, err = s.keep(ctx, incidences, func(o, _ []quadstore.ID) bool {
			return slices.Contains(f.Status, claim.Status(s.wordOr(o, string(claim.Actual))))
		}, encoding.PredStatus)
	}
	if err == nil && f.Instruments != nil {
		incidences, err = s.keep(ctx, incidences, func(o, _ []quadstore.ID) bool {
			return slices.Contains(f.Instruments, claim.Instrument(s.wordOr(o, "")))
		}, encoding.PredInstrument)
	}
	if err == nil && f.Role != "" {
		want := []byte(names.Fold(f.Role))
		read := func(roles []quadstore.ID) error {
			return readOnce(ctx, s.View, s.scratch, &s.roles, roles, func(text []byte) bool { return bytes.Contains(s.fold(text), want) })
		}
		incidences, err = s.keepRead(ctx, incidences, read, func(o, _ []quadstore.ID) bool {
			if len(o) == 0 {
				return false
			}
			pass, _ := s.roles.Of(o[0])
			return *pass
		}, encoding.PredRole)
	}
	return incidences, err
}

// byReference asks for the publisher's own number.
func (s *ClaimFilterEval) byReference(ctx context.Context, incidences []Incidence) ([]Incidence, error) {
	if s.Filter.Reference == "" {
		return incidences, nil
	}
	want := make([]quadstore.ID, 1)
	if err := s.snap.IDs(ctx, want, []quad.Value{quad.String(s.Filter.Reference)}); err != nil {
		return nil, err
	}
	return s.keep(ctx, incidences, func(o, _ []quadstore.ID) bool { return want[0] != 0 && slices.Contains(o, want[0]) }, encoding.PredReference)
}

// ends is the filters of entities that a relationship's filter holds, nil ones among them.
func (f *RelationshipFilter) ends() []*EntityFilter {
	return []*EntityFilter{f.Subject, f.Object, f.Recipient, f.Through}
}

func (s *ClaimFilterEval) wordOr(objects []quadstore.ID, otherwise string) string {
	if len(objects) == 0 {
		return otherwise
	}
	return s.terms.EnumOf[objects[0]]
}

// bySources asks who said it, through what the money comes, and where it is cited.
func (s *ClaimFilterEval) bySources(ctx context.Context, incidences []Incidence) (_ []Incidence, err error) {
	for _, c := range []struct {
		ids       []claim.ID
		want      map[quadstore.ID]bool
		predicate quad.IRI
	}{{s.Filter.StatedBy, s.statedBy, encoding.PredStatedBy}, {s.Filter.FundedThrough, s.via, encoding.PredVia}} {
		if c.ids == nil {
			continue
		}
		among := func(o, _ []quadstore.ID) bool {
			return slices.ContainsFunc(o, func(id quadstore.ID) bool { return c.want[s.Current(id)] })
		}
		if incidences, err = s.keep(ctx, incidences, among, c.predicate); err != nil {
			return nil, err
		}
	}
	if s.Filter.Documents == nil {
		return incidences, nil
	}
	if err := s.readCited(ctx, incidences); err != nil {
		return nil, err
	}
	return s.keepCited(incidences, func(document quadstore.ID) bool { return s.documents[s.Current(document)] }), nil
}

// readCited reads what incidences are cited from.
func (s *ClaimFilterEval) readCited(ctx context.Context, incidences []Incidence) error {
	return s.About(ctx, &s.edges, s.claimNodes(incidences), encoding.PredQuotedFrom)
}

// keepCited keeps the incidences that some standing citation's document passes; of a claim that does not stand, any citation's.
func (s *ClaimFilterEval) keepCited(incidences []Incidence, pass func(document quadstore.ID) bool) []Incidence {
	kept := incidences[:0]
	for i, t := range incidences {
		lo, hi := s.edges.Of(i)
		for j := lo; j < hi; j++ {
			if (!s.retired.Has(s.edges.Label[j]) || s.retired.Has(t.Claim)) && pass(s.edges.Object[j]) {
				kept = append(kept, t)
				break
			}
		}
	}
	return kept
}

// refSet is the present nodes of ids. The error wraps ErrNotFound where one is of nothing that the graph knows: a filter
// that quietly passes nothing would read as an answer.
func (v *View) refSet(ctx context.Context, ids []claim.ID) (map[quadstore.ID]bool, error) {
	nodes, err := v.NodesByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	set := make(map[quadstore.ID]bool, len(ids))
	for i, node := range nodes {
		if node == 0 {
			return nil, NotFound("id", ids[i])
		}
		set[node] = true
	}
	return set, nil
}

func (s *ClaimFilterEval) byAmount(ctx context.Context, incidences []Incidence) ([]Incidence, error) {
	if s.Filter.Amount == nil {
		return incidences, nil
	}
	read := func(amounts []quadstore.ID) error {
		return readOnce(ctx, s.View, s.scratch, &s.amounts, amounts, s.Filter.Amount.pass)
	}
	return s.keepRead(ctx, incidences, read, func(o, _ []quadstore.ID) bool {
		if len(o) == 0 {
			return false
		}
		pass, _ := s.amounts.Of(o[0])
		return *pass
	}, encoding.PredAmount)
}

// pass reports whether the amount that a literal gives passes. Most are a plain number of one unit: they are read off their
// digits.
func (f AmountFilter) pass(text []byte) bool {
	if n, unit := claim.PlainNumber(text); unit != nil && bytes.IndexByte(unit, ' ') < 0 {
		value := claim.NewDecimal(n, claim.PlainPlaces)
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
func (s *ClaimFilterEval) byEnds(ctx context.Context, incidences []Incidence) ([]Incidence, error) {
	for _, end := range []struct {
		ClaimFilterEval *entityFilterEval
		of              func(Incidence) quadstore.ID
	}{
		{s.subject, func(t Incidence) quadstore.ID { return t.Subject }},
		{s.object, func(t Incidence) quadstore.ID { return t.Object }},
	} {
		if end.ClaimFilterEval == nil || len(incidences) == 0 {
			continue
		}
		var err error
		if incidences, err = end.ClaimFilterEval.keepEnds(ctx, s.scratch, incidences, end.of); err != nil {
			return nil, err
		}
	}
	return incidences, nil
}
