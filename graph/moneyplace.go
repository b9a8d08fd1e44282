package graph

import (
	"context"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/nodeset"
	"whence/graph/parallel"
	"whence/graph/quadstore"
)

// PlacesOfMoney is, for each claim, the places that its money is for, one step up: the object where it is a place, else what
// the award or the fund that it comes through covers or lies in, else where the object lies or what it covers, else where the
// recipient lies. via and recipients are columns beside the claims, 0 where there is none.
func (v *View) PlacesOfMoney(ctx context.Context, claims []ClaimEdge, via, recipients []quadstore.ID) ([][]quadstore.ID, error) {
	var nodes []quadstore.ID
	for i, c := range claims {
		nodes = append(nodes, c.Object)
		for _, n := range []quadstore.ID{via[i], recipients[i]} {
			if n != 0 {
				nodes = append(nodes, n)
			}
		}
	}
	tied, err := v.placesAbove(ctx, nodeset.New(nodes))
	if err != nil {
		return nil, err
	}
	out := make([][]quadstore.ID, len(claims))
	return out, parallel.Each(ctx, len(claims), func(i int) {
		object := claims[i].Object
		if v.KindAt(object) == claim.Place {
			out[i] = tied[object]
			return
		}
		for _, n := range []quadstore.ID{via[i], object, recipients[i]} {
			if n != 0 && len(tied[n]) > 0 {
				out[i] = tied[n]
				return
			}
		}
	})
}

// placesAbove is, for each node, itself where it is a place, else the places that it lies in or covers, each once.
func (v *View) placesAbove(ctx context.Context, nodes nodeset.Set) (map[quadstore.ID][]quadstore.ID, error) {
	incidences, err := v.IncidencesOf(ctx, nodes, locating, claim.Out, false)
	if err != nil {
		return nil, err
	}
	out, own := map[quadstore.ID][]quadstore.ID{}, ByOwner(incidences, len(nodes))
	return out, parallel.Each(ctx, len(nodes), func(i int) {
		if v.KindAt(nodes[i]) == claim.Place {
			out[nodes[i]] = []quadstore.ID{nodes[i]}
			return
		}
		for _, t := range own[i] {
			if v.KindAt(t.Object) == claim.Place && !slices.Contains(out[nodes[i]], t.Object) {
				out[nodes[i]] = append(out[nodes[i]], t.Object)
			}
		}
	})
}

// columnOfIncidences is what a predicate says of the claims of incidences, the first where it says several things, 0 where it says nothing.
func (s *ClaimFilterEval) columnOfIncidences(ctx context.Context, incidences []Incidence, predicate quad.IRI) ([]quadstore.ID, error) {
	out := make([]quadstore.ID, len(incidences))
	pred := s.terms.ID(predicate)
	if pred == 0 {
		return out, nil
	}
	if err := s.snap.Expand(ctx, &s.edges, s.claimNodes(incidences), quad.Subject, pred); err != nil {
		return nil, err
	}
	for i := range incidences {
		if lo, hi := s.edges.Of(i); lo < hi {
			out[i] = s.Current(s.edges.Object[lo])
		}
	}
	return out, nil
}

// byMoney asks who receives, through what kind of thing the money comes, and what place it is for.
func (s *ClaimFilterEval) byMoney(ctx context.Context, incidences []Incidence) (_ []Incidence, err error) {
	if s.recipient == nil && s.through == nil && s.Filter.Place == "" || len(incidences) == 0 {
		return incidences, nil
	}
	if s.through != nil {
		if incidences, err = s.byColumn(ctx, incidences, encoding.PredVia, s.through, func(Incidence) quadstore.ID { return 0 }); err != nil {
			return nil, err
		}
	}
	if s.recipient != nil {
		if incidences, err = s.byColumn(ctx, incidences, encoding.PredRecipient, s.recipient, func(t Incidence) quadstore.ID { return t.Object }); err != nil {
			return nil, err
		}
	}
	if s.Filter.Place == "" {
		return incidences, nil
	}
	return s.byPlace(ctx, incidences)
}

// byColumn keeps the incidences of which what a predicate says, or else what stands in its stead, passes a filter.
func (s *ClaimFilterEval) byColumn(ctx context.Context, incidences []Incidence, predicate quad.IRI, filter *entityFilterEval, otherwise func(Incidence) quadstore.ID) ([]Incidence, error) {
	column, err := s.columnOfIncidences(ctx, incidences, predicate)
	if err != nil {
		return nil, err
	}
	var nodes []quadstore.ID
	for i, t := range incidences {
		if column[i] == 0 {
			column[i] = otherwise(t)
		}
		if column[i] != 0 {
			nodes = append(nodes, column[i])
		}
	}
	on := newScratch()
	defer on.release()
	found, err := filter.apply(ctx, on, nodeset.New(nodes))
	if err != nil {
		return nil, err
	}
	kept := incidences[:0]
	for i, t := range incidences {
		if passing := nodeset.Set(found); column[i] != 0 && passing.Has(column[i]) {
			kept = append(kept, t)
		}
	}
	return kept, nil
}

// byPlace keeps the incidences whose money is for the filter's place or for a place in it.
func (s *ClaimFilterEval) byPlace(ctx context.Context, incidences []Incidence) ([]Incidence, error) {
	via, err := s.columnOfIncidences(ctx, incidences, encoding.PredVia)
	if err != nil {
		return nil, err
	}
	recipients, err := s.columnOfIncidences(ctx, incidences, encoding.PredRecipient)
	if err != nil {
		return nil, err
	}
	claims := make([]ClaimEdge, len(incidences))
	for i, t := range incidences {
		claims[i] = t.ClaimEdge
	}
	places, err := s.PlacesOfMoney(ctx, claims, via, recipients)
	if err != nil {
		return nil, err
	}
	passing, err := s.passingSet(ctx, nodeset.New(slices.Concat(places...)), EntityFilter{Within: s.Filter.Place})
	if err != nil {
		return nil, err
	}
	kept := incidences[:0]
	for i, t := range incidences {
		if slices.ContainsFunc(places[i], passing.Has) {
			kept = append(kept, t)
		}
	}
	return kept, nil
}

// knowsPlace refuses a place that the graph does not know.
func (v *View) knowsPlace(ctx context.Context, place claim.ID) error {
	if place == "" {
		return nil
	}
	nodes, err := v.NodesByID(ctx, []claim.ID{place})
	if err == nil && nodes[0] == 0 {
		err = fmt.Errorf("place %.80q: %w", place, ErrNotFound)
	}
	return err
}

// CurrentOf is the nodes that answer for those of a column.
func (v *View) CurrentOf(column []quadstore.ID) []quadstore.ID {
	out := make([]quadstore.ID, len(column))
	for i, n := range column {
		if n != 0 {
			out[i] = v.Current(n)
		}
	}
	return out
}
