package graph

import (
	"context"

	"whence/graph/claim"
	"whence/graph/nodeset"
	"whence/graph/quadstore"
)

// ClaimsAt decodes claims by their nodes.
func (v *View) ClaimsAt(ctx context.Context, nodes []quadstore.ID) (map[quadstore.ID]claim.Claim, error) {
	found, err := v.EdgesOf(ctx, nodeset.New(append([]quadstore.ID(nil), nodes...)))
	if err != nil {
		return nil, err
	}
	decoded, err := v.Decode(ctx, found)
	if err != nil {
		return nil, err
	}
	claims := make(map[quadstore.ID]claim.Claim, len(found))
	for i, c := range decoded {
		claims[found[i].Claim] = c
	}
	return claims, nil
}

// EverAbout is the claims that were ever made about an entity, retracted or not.
func (v *View) EverAbout(ctx context.Context, about claim.ID) (nodeset.Set, error) {
	ref := v.NodeOf(about)
	if ref == 0 {
		return nil, NotFound("about", about)
	}
	attributes, err := v.AttributePredicates("")
	if err != nil {
		return nil, err
	}
	of := []quadstore.ID{ref}
	mentions, err := v.MentionsOf(ctx, nil, of)
	if err != nil {
		return nil, err
	}
	if int(mentions[0]) > v.limits.claims {
		if err := v.fewClaimsAbout(ctx, of); err != nil {
			return nil, err
		}
	}
	statements, err := v.Statements(ctx, of, append(attributes, v.MeasurePredicates()...), true)
	if err != nil {
		return nil, err
	}
	incidences, err := v.IncidencesOf(ctx, of, nil, claim.Both, true)
	if err != nil {
		return nil, err
	}
	var claims []quadstore.ID
	for _, t := range append(incidences, statements...) {
		claims = append(claims, t.Claim)
	}
	return nodeset.New(claims), nil
}
