package graph

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"sync/atomic"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/names"
	"whence/graph/nodeset"
	"whence/graph/quadstore"
)

// check refuses filters nested deeper than a number of levels.
func (f EntityFilter) check(levels int) error {
	if levels < 0 {
		return fmt.Errorf("filters stand more than %d deep: ask in two queries: %w", MaxFilterDepth, claim.ErrInvalid)
	}
	if f.MinDegree < 0 {
		return fmt.Errorf("minDegree: %d is below 0: %w", f.MinDegree, claim.ErrInvalid)
	}
	inner := slices.Concat(f.And, f.Or)
	if f.Not != nil {
		inner = append(inner, *f.Not)
	}
	for _, h := range slices.Concat(f.Has, f.HasNo) {
		if h.To != nil {
			inner = append(inner, *h.To)
		}
		if h.Filter == nil {
			continue
		}
		for _, end := range h.Filter.ends() {
			if end != nil {
				inner = append(inner, *end)
			}
		}
	}
	for _, i := range inner {
		if err := i.check(levels - 1); err != nil {
			return err
		}
	}
	return nil
}

// entityFilterEval is an entity filter in one snapshot's terms. It keeps what passes of a list, a condition at a time, in the
// list's own array. What a condition names is looked up when the first entity comes to it.
type entityFilterEval struct {
	*View
	filter     EntityFilter
	ids        map[quadstore.ID]bool
	bearers    nodeset.Set // of the identifiers, nil until they are asked for
	datasets   map[quadstore.ID]bool
	place      quadstore.ID
	name       []byte // folded
	has, hasNo []*conditionEval
	and, or    []*entityFilterEval
	not        *entityFilterEval
	asked      *atomic.Int64 // how often a filter within this one was asked of an entity; shared by all of them
}

// maxAsked is how often the filters within one filter may be asked of an entity: 75 ns each where they look at little.
const maxAsked = 10_000_000

// share counts what is asked within a filter in one place.
func (s *entityFilterEval) share(asked *atomic.Int64) {
	if s == nil {
		return
	}
	s.asked = asked
	for _, inner := range slices.Concat(s.and, s.or, []*entityFilterEval{s.not}) {
		inner.share(asked)
	}
	for _, has := range slices.Concat(s.has, s.hasNo) {
		has.to.share(asked)
	}
}

// conditionEval is what one relationship, at the least, is to be like.
type conditionEval struct {
	*ClaimFilterEval
	kinds     []claim.RelationshipKind
	direction claim.Direction
	to        *entityFilterEval // nil where it may lead to anything
}

// newEntityFilterEval is nil where the filter is.
func (v *View) newEntityFilterEval(f *EntityFilter) *entityFilterEval {
	if f == nil {
		return nil
	}
	s := &entityFilterEval{View: v, filter: *f, name: []byte(names.Fold(f.Name)), not: v.newEntityFilterEval(f.Not)}
	for _, has := range f.Has {
		s.has = append(s.has, v.newConditionEval(has))
	}
	for _, has := range f.HasNo {
		s.hasNo = append(s.hasNo, v.newConditionEval(has))
	}
	for i := range f.And {
		s.and = append(s.and, v.newEntityFilterEval(&f.And[i]))
	}
	for i := range f.Or {
		s.or = append(s.or, v.newEntityFilterEval(&f.Or[i]))
	}
	s.share(new(atomic.Int64))
	return s
}

func (v *View) newConditionEval(has HasRelationship) *conditionEval {
	var f RelationshipFilter
	if has.Filter != nil {
		f = *has.Filter
	}
	return &conditionEval{v.unplacedClaimFilterEval(f), has.Kinds, has.Direction, v.newEntityFilterEval(has.To)}
}

// passingSet is those of a set that pass a filter, in order, in the same array.
func (v *View) passingSet(ctx context.Context, set nodeset.Set, f EntityFilter) (nodeset.Set, error) {
	on := newScratch()
	defer on.release()
	return v.newEntityFilterEval(&f).apply(ctx, on, set)
}

// keepEnds keeps the incidences whose entity at one end passes a filter; each entity is asked once. It works in
// scratch buffers, but for its incidences and its memos.
func (v *View) keepEnds(ctx context.Context, on *scratch, incidences []Incidence, f EntityFilter, end func(Incidence) quadstore.ID) ([]Incidence, error) {
	if err := v.checkFilter(ctx, &f); err != nil {
		return nil, err
	}
	return v.newEntityFilterEval(&f).keepEnds(ctx, on, incidences, end)
}

func (s *entityFilterEval) keepEnds(ctx context.Context, on *scratch, incidences []Incidence, end func(Incidence) quadstore.ID) ([]Incidence, error) {
	on.neighbours.meet(incidences, end)
	passing, err := s.apply(ctx, on, on.neighbours.nodes)
	if err != nil {
		return nil, err
	}
	on.unmark(len(on.neighbours.own.Keys))
	on.mark(on.neighbours.own.Keys, passing)
	kept := incidences[:0]
	for i, t := range incidences {
		if on.marks[on.neighbours.at[i]] {
			kept = append(kept, t)
		}
	}
	return kept, nil
}

// askedAtOnce is how many entities or claims a condition is asked of between two looks at the context: so many that what
// is read of them stays in the cache, and that a deadline is noticed within milliseconds.
const askedAtOnce = 4096

// apply keeps those that pass of some nodes, each of which is given once, in order, in the same array. It works in
// scratch buffers, but for its incidences, its neighbour set and its memos.
func (s *entityFilterEval) apply(ctx context.Context, on *scratch, nodes []quadstore.ID) ([]quadstore.ID, error) {
	kept := nodes[:0]
	for part := range slices.Chunk(nodes, askedAtOnce) {
		passing, err := s.applyPart(ctx, on, part)
		if err != nil {
			return nil, err
		}
		kept = append(kept, passing...)
	}
	return kept, nil
}

func (s *entityFilterEval) applyPart(ctx context.Context, on *scratch, nodes []quadstore.ID) (_ []quadstore.ID, err error) {
	for _, condition := range []func(context.Context, *scratch, []quadstore.ID) ([]quadstore.ID, error){
		s.passIDs, s.passIdentifiers, s.passKinds, s.passDatasets, s.passWithin, s.passName, s.passPlaceTypes, s.passDegree, s.passHas, s.passLogic,
	} {
		if len(nodes) == 0 {
			return nodes, nil
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if nodes, err = condition(ctx, on, nodes); err != nil {
			return nil, err
		}
	}
	return nodes, nil
}

func (s *entityFilterEval) passIDs(ctx context.Context, _ *scratch, nodes []quadstore.ID) (_ []quadstore.ID, err error) {
	if s.filter.IDs == nil {
		return nodes, nil
	}
	if s.ids == nil {
		if s.ids, err = s.refSet(ctx, s.filter.IDs); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(nodes, func(id quadstore.ID) bool { return !s.ids[id] }), nil
}

func (s *entityFilterEval) passIdentifiers(ctx context.Context, _ *scratch, nodes []quadstore.ID) (_ []quadstore.ID, err error) {
	if s.filter.Identifiers == nil {
		return nodes, nil
	}
	if s.bearers == nil {
		if s.bearers, err = s.NodesBearing(ctx, s.filter.Identifiers); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(nodes, func(id quadstore.ID) bool { return !s.bearers.Has(id) }), nil
}

func (s *entityFilterEval) passKinds(_ context.Context, _ *scratch, nodes []quadstore.ID) ([]quadstore.ID, error) {
	if s.filter.Kinds == nil {
		return nodes, nil
	}
	return slices.DeleteFunc(nodes, func(id quadstore.ID) bool { return !slices.Contains(s.filter.Kinds, s.KindAt(id)) }), nil
}

func (s *entityFilterEval) passName(ctx context.Context, on *scratch, nodes []quadstore.ID) ([]quadstore.ID, error) {
	if s.filter.Name == "" {
		return nodes, nil
	}
	if err := s.About(ctx, &on.edges, nodes, encoding.PredName, encoding.PredFormerName, encoding.PredAlias); err != nil {
		return nil, err
	}
	if err := s.snap.Texts(ctx, &on.texts, on.edges.Object); err != nil {
		return nil, err
	}
	kept, from := nodes[:0], uint32(0)
	for i, id := range nodes {
		found := false
		for j, hi := on.edges.Of(i); j < hi; j++ {
			to := on.texts.Ends[j]
			if !found {
				on.folded = names.AppendFold(on.folded[:0], on.texts.Text[from:to])
				found = bytes.Contains(on.folded, s.name)
			}
			from = to
		}
		if found {
			kept = append(kept, id)
		}
	}
	return kept, nil
}

func (s *entityFilterEval) passPlaceTypes(ctx context.Context, on *scratch, nodes []quadstore.ID) ([]quadstore.ID, error) {
	if s.filter.PlaceTypes == nil {
		return nodes, nil
	}
	nodes = slices.DeleteFunc(nodes, func(id quadstore.ID) bool { return s.KindAt(id) != claim.Place })
	const property = "placeType"
	if err := s.About(ctx, &on.edges, nodes, encoding.PropertyPredicate(property)); err != nil {
		return nil, err
	}
	if err := s.readTexts(ctx, &on.table, on.edges.Object); err != nil {
		return nil, err
	}
	kept := nodes[:0]
	for i, id := range nodes {
		c, count := s.soleClaim(&on.edges, i)
		on.name = append(on.name[:0], "OTHER"...)
		switch count {
		case 0:
		case 1:
			on.name = append(on.name[:0], on.table.of(c.Object)...)
		default:
			types, err := s.latest(ctx, nodes[i:i+1], property)
			if err != nil {
				return nil, err
			}
			if types[0] != nil {
				on.name = append(on.name[:0], types[0].Value...)
			}
		}
		if slices.ContainsFunc(s.filter.PlaceTypes, func(t claim.PlaceType) bool { return string(t) == string(on.name) }) {
			kept = append(kept, id)
		}
	}
	return kept, nil
}

// soleClaim is the one standing claim among the edges of a node, and how many there are. A property of which there is one
// has it to speak for it: nothing else of the claim need be read.
func (v *View) soleClaim(edges *quadstore.Edges, i int) (sole ClaimEdge, count int) {
	for j, hi := edges.Of(i); j < hi; j++ {
		if claim := edges.Label[j]; claim.IsClaim() && !v.retired.Has(claim) {
			sole = EdgeAt(edges, j)
			count++
		}
	}
	return sole, count
}

func (s *entityFilterEval) passDegree(ctx context.Context, on *scratch, nodes []quadstore.ID) (_ []quadstore.ID, err error) {
	least := s.filter.MinDegree
	if least <= 0 {
		return nodes, nil
	}
	if on.counts, err = s.MentionsOf(ctx, on.counts, nodes); err != nil {
		return nil, err
	}
	kept := nodes[:0]
	for i, id := range nodes {
		if int(on.counts[i]) >= least {
			kept = append(kept, id)
		}
	}
	if on.degrees, err = s.degreesOf(ctx, on.degrees, kept); err != nil {
		return nil, err
	}
	nodes, kept = kept, kept[:0]
	for i, id := range nodes {
		if on.degrees[i] >= least {
			kept = append(kept, id)
		}
	}
	return kept, nil
}

func (s *entityFilterEval) passHas(ctx context.Context, on *scratch, nodes []quadstore.ID) ([]quadstore.ID, error) {
	for i, h := range slices.Concat(s.has, s.hasNo) {
		on.unmark(len(nodes))
		if err := h.mark(ctx, on.nested(), nodes, on.marks); err != nil {
			return nil, err
		}
		nodes = on.keepMarked(nodes, i < len(s.has))
	}
	return nodes, nil
}

// mark marks those of some nodes that have a relationship as described.
func (h *conditionEval) mark(ctx context.Context, on *scratch, nodes []quadstore.ID, marks []bool) error {
	h.useScratch(on)
	incidences, err := h.incidencesIn(ctx, on, nodes, h.kinds, h.direction, h.Filter.IncludesRetracted())
	if err != nil {
		return err
	}
	if incidences, err = h.Apply(ctx, incidences); err != nil {
		return err
	}
	if h.to != nil {
		if incidences, err = h.to.keepEnds(ctx, on, incidences, Incidence.Other); err != nil {
			return err
		}
	}
	for _, t := range incidences {
		marks[t.Owner] = true
	}
	return nil
}

// passLogic asks and, or and not; or with no alternatives passes nothing.
func (s *entityFilterEval) passLogic(ctx context.Context, on *scratch, nodes []quadstore.ID) (_ []quadstore.ID, err error) {
	for _, and := range s.and {
		if s.asked.Add(int64(len(nodes))) > maxAsked {
			return nil, errManyConditions
		}
		if nodes, err = and.apply(ctx, on, nodes); err != nil {
			return nil, err
		}
	}
	if s.filter.Or != nil {
		if nodes, err = s.passAny(ctx, on, nodes, s.or, true); err != nil {
			return nil, err
		}
	}
	if s.not != nil {
		return s.passAny(ctx, on, nodes, []*entityFilterEval{s.not}, false)
	}
	return nodes, nil
}

// passAny keeps those that some filter passes, or those that none does.
func (s *entityFilterEval) passAny(ctx context.Context, on *scratch, nodes []quadstore.ID, filters []*entityFilterEval, pass bool) ([]quadstore.ID, error) {
	on.unmark(len(nodes))
	for _, f := range filters {
		if s.asked.Add(int64(len(nodes))) > maxAsked {
			return nil, errManyConditions
		}
		on.nodes = append(on.nodes[:0], nodes...)
		passing, err := f.apply(ctx, on.nested(), on.nodes)
		if err != nil {
			return nil, err
		}
		on.mark(nodes, passing)
	}
	return on.keepMarked(nodes, pass), nil
}
