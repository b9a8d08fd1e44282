package graph

import (
	"context"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/quadstore"
)

// placesOfMoney is, for each claim, the places that its money is for, one step up: the object where it is a place, else what
// the award or the fund that it comes through covers or lies in, else where the object lies or what it covers, else where the
// recipient lies. via and recipients are columns beside the claims, 0 where there is none.
func (v *View) placesOfMoney(ctx context.Context, claims []claimRef, via, recipients []quadstore.ID) ([][]quadstore.ID, error) {
	var nodes []quadstore.ID
	for i, c := range claims {
		nodes = append(nodes, c.object)
		for _, n := range []quadstore.ID{via[i], recipients[i]} {
			if n != 0 {
				nodes = append(nodes, n)
			}
		}
	}
	tied, err := v.placesAbove(ctx, newIDSet(nodes))
	if err != nil {
		return nil, err
	}
	out := make([][]quadstore.ID, len(claims))
	return out, each(ctx, len(claims), func(i int) {
		object := claims[i].object
		if v.kindOfRef(object) == claim.Place {
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
func (v *View) placesAbove(ctx context.Context, nodes idSet) (map[quadstore.ID][]quadstore.ID, error) {
	ties, err := v.tiesOf(ctx, nodes, locating, claim.Out, false)
	if err != nil {
		return nil, err
	}
	out, own := map[quadstore.ID][]quadstore.ID{}, byOwner(ties, len(nodes))
	return out, each(ctx, len(nodes), func(i int) {
		if v.kindOfRef(nodes[i]) == claim.Place {
			out[nodes[i]] = []quadstore.ID{nodes[i]}
			return
		}
		for _, t := range own[i] {
			if v.kindOfRef(t.object) == claim.Place && !slices.Contains(out[nodes[i]], t.object) {
				out[nodes[i]] = append(out[nodes[i]], t.object)
			}
		}
	})
}

// columnOfTies is what a predicate says of the claims of ties, the first where it says several things, 0 where it says nothing.
func (s *sieve) columnOfTies(ctx context.Context, ties []tie, predicate quad.IRI) ([]quadstore.ID, error) {
	out := make([]quadstore.ID, len(ties))
	pred := s.terms.id(predicate)
	if pred == 0 {
		return out, nil
	}
	if err := s.snap.Expand(ctx, &s.edges, s.claimNodes(ties), quad.Subject, pred); err != nil {
		return nil, err
	}
	for i := range ties {
		if lo, hi := s.edges.Of(i); lo < hi {
			out[i] = s.present(s.edges.Object[lo])
		}
	}
	return out, nil
}

// byMoney asks who receives, through what kind of thing the money comes, and what place it is for.
func (s *sieve) byMoney(ctx context.Context, ties []tie) (_ []tie, err error) {
	if s.recipient == nil && s.through == nil && s.filter.Place == "" || len(ties) == 0 {
		return ties, nil
	}
	if s.through != nil {
		if ties, err = s.byColumn(ctx, ties, predVia, s.through, func(tie) quadstore.ID { return 0 }); err != nil {
			return nil, err
		}
	}
	if s.recipient != nil {
		if ties, err = s.byColumn(ctx, ties, predRecipient, s.recipient, func(t tie) quadstore.ID { return t.object }); err != nil {
			return nil, err
		}
	}
	if s.filter.Place == "" {
		return ties, nil
	}
	return s.byPlace(ctx, ties)
}

// byColumn keeps the ties of which what a predicate says, or else what stands in its stead, passes a filter.
func (s *sieve) byColumn(ctx context.Context, ties []tie, predicate quad.IRI, filter *entitySieve, otherwise func(tie) quadstore.ID) ([]tie, error) {
	column, err := s.columnOfTies(ctx, ties, predicate)
	if err != nil {
		return nil, err
	}
	var nodes []quadstore.ID
	for i, t := range ties {
		if column[i] == 0 {
			column[i] = otherwise(t)
		}
		if column[i] != 0 {
			nodes = append(nodes, column[i])
		}
	}
	on := newDesk()
	defer on.release()
	found, err := filter.sift(ctx, on, newIDSet(nodes))
	if err != nil {
		return nil, err
	}
	kept := ties[:0]
	for i, t := range ties {
		if passing := idSet(found); column[i] != 0 && passing.has(column[i]) {
			kept = append(kept, t)
		}
	}
	return kept, nil
}

// byPlace keeps the ties whose money is for the filter's place or for a place in it.
func (s *sieve) byPlace(ctx context.Context, ties []tie) ([]tie, error) {
	via, err := s.columnOfTies(ctx, ties, predVia)
	if err != nil {
		return nil, err
	}
	recipients, err := s.columnOfTies(ctx, ties, predRecipient)
	if err != nil {
		return nil, err
	}
	claims := make([]claimRef, len(ties))
	for i, t := range ties {
		claims[i] = t.claimRef
	}
	places, err := s.placesOfMoney(ctx, claims, via, recipients)
	if err != nil {
		return nil, err
	}
	passing, err := s.passingSet(ctx, newIDSet(slices.Concat(places...)), EntityFilter{Within: s.filter.Place})
	if err != nil {
		return nil, err
	}
	kept := ties[:0]
	for i, t := range ties {
		if slices.ContainsFunc(places[i], passing.has) {
			kept = append(kept, t)
		}
	}
	return kept, nil
}

// knowsPlace refuses a place that the graph does not know.
func (v *View) knowsPlace(place claim.ID) error {
	if place != "" && v.ref(place) == 0 {
		return fmt.Errorf("place %.80q: %w", place, ErrNotFound)
	}
	return nil
}

// placeColumn is the keys of claims by the places that their money is for, "" where there is none.
func (l *ledger) placeColumn(ctx context.Context) (keyColumn, error) {
	via, err := l.readColumn(ctx, predVia)
	if err != nil {
		return keyColumn{}, err
	}
	recipients, err := l.readColumn(ctx, predRecipient)
	if err != nil {
		return keyColumn{}, err
	}
	places, err := l.placesOfMoney(ctx, l.claims, l.presents(via), l.presents(recipients))
	if err != nil {
		return keyColumn{}, err
	}
	out := keyColumn{start: make([]int32, 1, len(l.claims)+1)}
	none := l.word("")
	err = each(ctx, len(l.claims), func(i int) {
		if len(places[i]) == 0 {
			out.keys = append(out.keys, none)
		}
		for _, p := range places[i] {
			out.keys = append(out.keys, groupKey(p))
		}
		out.start = append(out.start, int32(len(out.keys)))
	})
	return out, err
}

// presents is the nodes that answer for those of a column.
func (v *View) presents(column []quadstore.ID) []quadstore.ID {
	out := make([]quadstore.ID, len(column))
	for i, n := range column {
		if n != 0 {
			out[i] = v.present(n)
		}
	}
	return out
}

// entityColumn is the keys of claims by the entity that a predicate names, and otherwise by another.
func (l *ledger) entityColumn(ctx context.Context, predicate quad.IRI, otherwise func(i int) groupKey) (keyColumn, error) {
	column, err := l.readColumn(ctx, predicate)
	if err != nil {
		return keyColumn{}, err
	}
	return l.keyed(ctx, func(i int) groupKey {
		if column[i] == 0 {
			return otherwise(i)
		}
		return groupKey(l.present(column[i]))
	})
}
