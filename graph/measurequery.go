package graph

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/nodeset"
	"whence/graph/paging"
	"whence/graph/parallel"
	"whence/graph/quadstore"
)

// Statements is the standing claims about each of several nodes that some predicates make.
func (v *View) Statements(ctx context.Context, of []quadstore.ID, preds []quadstore.ID, retiredToo bool) ([]Incidence, error) {
	if len(preds) == 0 {
		return nil, nil
	}
	var edges quadstore.Edges
	if err := v.snap.Expand(ctx, &edges, of, quad.Subject, preds...); err != nil {
		return nil, err
	}
	var incidences []Incidence
	for i := range of {
		incidences = v.appendIncidences(incidences, &edges, i, true, false, retiredToo)
	}
	return incidences, nil
}

// MeasurePredicates is the predicates of measures that the snapshot knows.
func (v *View) MeasurePredicates() []quadstore.ID {
	if id := v.terms.ID(encoding.PredMeasure); id != 0 {
		return []quadstore.ID{id}
	}
	return nil
}

// AttributePredicates is the predicate of a property, those of all where it is "".
func (v *View) AttributePredicates(property string) ([]quadstore.ID, error) {
	var preds []quadstore.ID
	if property != "" {
		if _, err := claim.ParseProperty(property); err != nil {
			return nil, err
		}
	}
	for _, p := range claim.Properties {
		if id := v.terms.ID(quad.IRI(p.Predicate)); id != 0 && (property == "" || property == p.Property) {
			preds = append(preds, id)
		}
	}
	return preds, nil
}

// Measures is, for each entity, a page of the measures about it.
func (v *View) Measures(ctx context.Context, of []*claim.Entity, q MeasureQuery) ([]paging.Page[*claim.Measure], error) {
	v = v.At(q.Filter.KnownAt)
	if err := q.Window.Check(); err != nil {
		return nil, err
	}
	nodes := NodesOf(of)
	ctx, err := v.TimedOf(ctx, nodes)
	if err != nil {
		return nil, err
	}
	incidences, err := v.Statements(ctx, nodes, v.MeasurePredicates(), q.Filter.IncludesRetracted())
	if err != nil {
		return nil, err
	}
	if incidences, err = v.siftMeasures(ctx, incidences, q); err != nil {
		return nil, err
	}
	return onlyAll[*claim.Measure](v.tiePages(ctx, incidences, len(of), ClaimOrder{}, q.Window))
}

// AllMeasures is a page of the measures of the whole graph.
func (v *View) AllMeasures(ctx context.Context, q MeasureQuery) (paging.Page[*claim.Measure], error) {
	v = v.At(q.Filter.KnownAt)
	if err := q.Window.Check(); err != nil {
		return paging.Page[*claim.Measure]{}, err
	}
	ctx = v.Timed(ctx, ErrLongList)
	quota := v.NewQuota()
	claims, err := v.measureCandidates(ctx, quota, q)
	if err == nil {
		err = quota.Whole()
	}
	if err != nil {
		return paging.Page[*claim.Measure]{}, err
	}
	incidences := make([]Incidence, len(claims))
	for i, c := range claims {
		incidences[i] = Incidence{ClaimEdge: c, Out: true}
	}
	if incidences, err = v.siftMeasures(ctx, incidences, q); err != nil {
		return paging.Page[*claim.Measure]{}, err
	}
	return first(onlyAll[*claim.Measure](v.tiePages(ctx, incidences, 1, ClaimOrder{}, q.Window)))
}

// measureCandidates finds measures by their metric where one is asked for, else scans them all.
func (v *View) measureCandidates(ctx context.Context, quota *Quota, q MeasureQuery) ([]ClaimEdge, error) {
	if q.Metric == "" {
		return v.ScanClaims(ctx, quota, v.MeasurePredicates())
	}
	claims, err := v.SubjectsOfText(ctx, encoding.PredMetric, q.Metric)
	if err != nil {
		return nil, err
	}
	return v.EdgesOf(ctx, nodeset.New(claims[:quota.take(len(claims))]))
}

func (v *View) siftMeasures(ctx context.Context, incidences []Incidence, q MeasureQuery) ([]Incidence, error) {
	if unit := q.Filter.Unit; unit != "" {
		if _, err := claim.ParseUnit(unit); err != nil {
			return nil, err
		}
	}
	s := v.NewClaimFilterEval(RelationshipFilter{ClaimFilter: q.Filter.ClaimFilter})
	incidences, err := s.Apply(ctx, incidences)
	if err == nil && q.Metric != "" {
		var metrics nodeset.Memo[bool]
		read := func(literals []quadstore.ID) error {
			return readOnce(ctx, v, s.scratch, &metrics, literals, func(text []byte) bool { return string(text) == q.Metric })
		}
		incidences, err = s.keepRead(ctx, incidences, read, func(o, _ []quadstore.ID) bool {
			if len(o) == 0 {
				return false
			}
			same, _ := metrics.Of(o[0])
			return *same
		}, encoding.PredMetric)
	}
	if err == nil && q.Filter.Place != "" {
		nodes, err := v.NodesByID(ctx, []claim.ID{q.Filter.Place})
		if err != nil {
			return nil, err
		}
		place := nodes[0]
		if place == 0 {
			return nil, NotFound("place", q.Filter.Place)
		}
		if incidences, err = s.keep(ctx, incidences, func(o, _ []quadstore.ID) bool { return slices.Contains(o, place) }, encoding.PredPlace); err != nil {
			return nil, err
		}
	}
	if err != nil || !q.Filter.onFigure() {
		return incidences, err
	}
	var passing nodeset.Memo[bool]
	figures := make([]quadstore.ID, len(incidences))
	for i, t := range incidences {
		figures[i] = t.Object
	}
	err = readOnce(ctx, v, s.scratch, &passing, figures, func(text []byte) bool {
		figure, err := claim.ParseQuantity(string(text))
		return err == nil && q.Filter.passes(figure)
	})
	if err != nil {
		return nil, err
	}
	return parallel.Drop(ctx, incidences, func(t Incidence) bool {
		passes, _ := passing.Of(t.Object)
		return !*passes
	})
}

func (f MeasureFilter) onFigure() bool {
	return f.Unit != "" || f.Comparators != nil || f.Min != nil || f.Max != nil
}

func (f MeasureFilter) passes(q claim.Quantity) bool {
	if f.Unit != "" && q.Unit != f.Unit {
		i := slices.IndexFunc(q.Also, func(also claim.Quantity) bool { return also.Unit == f.Unit })
		if i < 0 {
			return false
		}
		q = q.Also[i]
	}
	if f.Comparators != nil && !slices.Contains(f.Comparators, q.Comparator) {
		return false
	}
	return (f.Min == nil && f.Max == nil) || within(q.Value, f.Min, f.Max)
}

// Attributes is, for each entity, a page of the attributes about it.
func (v *View) Attributes(ctx context.Context, of []*claim.Entity, q AttributeQuery) ([]paging.Page[*claim.Attribute], error) {
	v = v.At(q.Filter.KnownAt)
	preds, err := v.AttributePredicates(q.Property)
	if err != nil {
		return nil, err
	}
	return onlyAll[*claim.Attribute](v.statementPages(ctx, of, preds, ClaimQuery{Filter: q.Filter, Window: q.Window}))
}

// AllAttributes is a page of the attributes of the whole graph.
func (v *View) AllAttributes(ctx context.Context, q AttributeQuery) (paging.Page[*claim.Attribute], error) {
	v = v.At(q.Filter.KnownAt)
	preds, err := v.AttributePredicates(q.Property)
	if err != nil {
		return paging.Page[*claim.Attribute]{}, err
	}
	return first(onlyAll[*claim.Attribute](v.allPages(ctx, preds, ClaimQuery{Filter: q.Filter, Window: q.Window})))
}

// ClaimsAbout is, for each entity, a page of the claims about it: its relationships, measures and attributes.
func (v *View) ClaimsAbout(ctx context.Context, of []*claim.Entity, q ClaimQuery) ([]paging.Page[claim.Claim], error) {
	v = v.At(q.Filter.KnownAt)
	if err := q.Window.Check(); err != nil {
		return nil, err
	}
	nodes := NodesOf(of)
	ctx, err := v.TimedOf(ctx, nodes)
	if err != nil {
		return nil, err
	}
	lists := make([][]Incidence, 0, len(of))
	attributes, err := v.AttributePredicates("")
	if err != nil {
		return nil, err
	}
	statements, err := v.Statements(ctx, nodes, append(attributes, v.MeasurePredicates()...), q.Filter.IncludesRetracted())
	if err != nil {
		return nil, err
	}
	incidences, err := v.IncidencesOf(ctx, nodes, nil, claim.Both, q.Filter.IncludesRetracted())
	if err != nil {
		return nil, err
	}
	stated, tied := ByOwner(statements, len(of)), ByOwner(incidences, len(of))
	for i := range of {
		lists = append(lists, slices.Concat(tied[i], stated[i]))
	}
	incidences, err = v.NewClaimFilterEval(RelationshipFilter{ClaimFilter: q.Filter}).Apply(ctx, slices.Concat(lists...))
	if err != nil {
		return nil, err
	}
	return v.tiePages(ctx, incidences, len(of), q.Order, q.Window)
}

// AllClaims is a page of the claims of the whole graph, of every sort.
func (v *View) AllClaims(ctx context.Context, q ClaimQuery) (paging.Page[claim.Claim], error) {
	v = v.At(q.Filter.KnownAt)
	attributes, err := v.AttributePredicates("")
	if err != nil {
		return paging.Page[claim.Claim]{}, err
	}
	return first(v.allPages(ctx, slices.Concat(v.terms.RelationshipPredicates, attributes, v.MeasurePredicates()), q))
}

func (v *View) statementPages(ctx context.Context, of []*claim.Entity, preds []quadstore.ID, q ClaimQuery) ([]paging.Page[claim.Claim], error) {
	if err := q.Window.Check(); err != nil {
		return nil, err
	}
	nodes := NodesOf(of)
	ctx, err := v.TimedOf(ctx, nodes)
	if err != nil {
		return nil, err
	}
	incidences, err := v.Statements(ctx, nodes, preds, q.Filter.IncludesRetracted())
	if err != nil {
		return nil, err
	}
	if incidences, err = v.NewClaimFilterEval(RelationshipFilter{ClaimFilter: q.Filter}).Apply(ctx, incidences); err != nil {
		return nil, err
	}
	return v.tiePages(ctx, incidences, len(of), q.Order, q.Window)
}

// allPages is one page of the claims that some predicates make, found through their documents or speakers where the
// filter names any.
func (v *View) allPages(ctx context.Context, preds []quadstore.ID, q ClaimQuery) ([]paging.Page[claim.Claim], error) {
	if err := q.Window.Check(); err != nil {
		return nil, err
	}
	ctx = v.Timed(ctx, ErrLongList)
	quota := v.NewQuota()
	claims, err := v.narrowClaims(ctx, quota, preds, q.Filter)
	if err == nil {
		err = quota.Whole()
	}
	if err != nil {
		return nil, err
	}
	if q.Filter.IsZero() {
		claims, err = v.Standing(ctx, claims)
	} else {
		claims, err = v.NewClaimFilterEval(RelationshipFilter{ClaimFilter: q.Filter}).ApplyEdges(ctx, claims)
	}
	if err != nil {
		return nil, err
	}
	return v.onePage(ctx, claims, q.Order, q.Window)
}

func (v *View) narrowClaims(ctx context.Context, quota *Quota, preds []quadstore.ID, f ClaimFilter) ([]ClaimEdge, error) {
	predicate, ids := encoding.PredQuotedFrom, f.Documents
	if ids == nil {
		predicate, ids = encoding.PredStatedBy, f.StatedBy
	}
	if ids == nil {
		return v.claimsOfDatasets(ctx, quota, preds, f)
	}
	return v.claimsWith(ctx, quota, predicate, ids, preds)
}
