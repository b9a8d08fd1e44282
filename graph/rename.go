package graph

import (
	"context"
	"fmt"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/quadstore"
)

func errNamedOtherwise(e claim.EntityRecord, name, dataset string) error {
	return fmt.Errorf("%s is named %q here and %q by %s: one id has one name, the other is an alias: %w", e.ID, e.Name, name, dataset, claim.ErrInvalid)
}

// rename lets every claim speak of the present thing: those of the load that use an id which an entity had before, and
// those in the store that do. A stored claim is retracted and asserted again of the present entity, with its citations;
// its old id answers with the new claim.
func (p *plan) rename(ctx context.Context, datasets []*claim.Dataset) error {
	was := map[claim.ID]claim.ID{}
	for _, d := range datasets {
		for _, e := range d.Entities {
			for _, old := range e.FormerIDs {
				was[old] = e.ID
			}
		}
	}
	r := renaming{plan: p, was: was, claims: map[claim.ID]claim.ID{}}
	for _, d := range datasets {
		for _, c := range d.Claims {
			r.remember(c)
		}
	}
	for _, d := range datasets {
		for _, c := range d.Claims {
			r.settle(c)
		}
	}
	return r.stored(ctx)
}

// renaming rewrites claims to present ids. A claim's id is made of what it says, so that one which is part of another
// must be rewritten after it.
type renaming struct {
	*plan
	was     map[claim.ID]claim.ID
	claims  map[claim.ID]claim.ID    // an id as the loader made it -> the id of the claim rewritten
	waiting map[claim.ID]claim.Claim // the load's claims by the ids that the loader made
}

func (r *renaming) remember(c claim.Claim) {
	if r.waiting == nil {
		r.waiting = map[claim.ID]claim.Claim{}
	}
	r.waiting[c.Base().ID] = c
}

// present is the id that an id answers with now.
func (r *renaming) present(id claim.ID) claim.ID {
	if id == "" {
		return ""
	}
	for range maxRenamings {
		next, ok := r.was[id]
		if !ok {
			break
		}
		id = next
	}
	if ref := r.snap.ID(r.iri(id)); ref != 0 {
		if now := r.View.present(ref); now != ref {
			return r.idOf(now)
		}
	}
	return id
}

// settle rewrites a claim and, before it, those that it points at.
func (r *renaming) settle(c claim.Claim) claim.ID {
	a := c.Base()
	before := a.ID
	if now, ok := r.claims[before]; ok {
		return now
	}
	r.claims[before] = before
	pointed := func(id claim.ID) claim.ID {
		if inner, ok := r.waiting[id]; ok {
			return r.settle(inner)
		}
		return id
	}
	a.IncludedIn = pointed(a.IncludedIn)
	for i, from := range a.DerivedFrom {
		a.DerivedFrom[i] = pointed(from)
	}
	for _, id := range entityFields(c) {
		*id = r.present(*id)
	}
	claim.Normalise(c)
	r.claims[before] = a.ID
	return a.ID
}

// entityFields is where a claim names entities.
func entityFields(c claim.Claim) []*claim.ID {
	a := c.Base()
	switch c := c.(type) {
	case *claim.Relationship:
		return []*claim.ID{&a.StatedBy, &c.Subject, &c.Object, &c.FundedThrough, &c.Recipient}
	case *claim.Measure:
		return []*claim.ID{&a.StatedBy, &c.About, &c.Place}
	case *claim.Attribute:
		return []*claim.ID{&a.StatedBy, &c.About}
	}
	return nil
}

// stored rewrites the standing claims of the store that name an id which the load renames.
func (r *renaming) stored(ctx context.Context) error {
	var old []quadstore.ID
	for id := range r.was {
		if ref := r.snap.ID(r.iri(id)); ref != 0 {
			old = append(old, ref)
		}
	}
	claims, err := r.naming(ctx, newIDSet(old))
	if err != nil {
		return err
	}
	decoded, err := r.decode(ctx, claims)
	if err != nil {
		return err
	}
	for i, c := range decoded {
		if c == nil || r.retired.has(claims[i].claim) {
			continue
		}
		a := c.Base()
		before := a.ID
		for _, id := range entityFields(c) {
			*id = r.present(*id)
		}
		claim.Normalise(c)
		if a.ID == before {
			continue
		}
		r.move(before, c)
	}
	return nil
}

// naming is the claims that name any of some nodes, in whatever part.
func (r *renaming) naming(ctx context.Context, nodes idSet) ([]claimRef, error) {
	var edges quadstore.Edges
	var claims []quadstore.ID
	for _, d := range []quad.Direction{quad.Subject, quad.Object} {
		if err := r.snap.Expand(ctx, &edges, nodes, d); err != nil {
			return nil, err
		}
		for i, label := range edges.Label {
			switch {
			case label.IsClaim():
				claims = append(claims, label)
			case edges.Subject[i].IsClaim():
				claims = append(claims, edges.Subject[i])
			}
		}
	}
	return r.edgesOf(ctx, newIDSet(claims))
}

// move retracts a claim in favour of what it reads as now.
func (r *renaming) move(before claim.ID, c claim.Claim) {
	a := c.Base()
	r.encoder.add(r.iri(before), predRetracted, r.now, nil)
	r.encoder.add(r.iri(before), predReplacedBy, r.iri(a.ID), nil)
	r.report.Retracted++
	if ref := r.snap.ID(r.iri(a.ID)); ref == 0 || r.snap.Degree(ref, quad.Label, 0) == 0 {
		r.encoder.claim(c)
	}
	r.encoder.add(r.iri(a.ID), predRecorded, r.now, nil)
	for _, cite := range a.Citations {
		r.encoder.citation(a.ID, cite)
	}
	r.report.Asserted++
}
