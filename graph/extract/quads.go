package extract

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/nodeset"
	"whence/graph/quadstore"
)

// Quads is what the graph says of some claims, as quads: the claims, what is said of them, where they are cited, and how the entities,
// documents and records in them are described, and what the data sets say of themselves that describe them: their terms go with them. Those that are among described are left out of it, and the others are put there.
func Quads(ctx context.Context, v *graph.View, claims []claim.Claim, described map[claim.ID]bool) ([]quad.Quad, error) {
	var nodes, named []quadstore.ID
	name := func(id claim.ID) {
		if id != "" && !described[id] {
			described[id] = true
			named = append(named, v.Snapshot().ID(v.IRIOf(id)))
		}
	}
	for _, c := range claims {
		nodes = append(nodes, v.Snapshot().ID(v.IRIOf(c.Base().ID)))
		for _, id := range claim.EntitiesIn(c) {
			name(id)
		}
		for _, cite := range c.Base().Citations {
			name(cite.Document)
			name(cite.Record)
		}
	}
	var found []quadstore.Quad
	read := func(of []quadstore.ID, d quad.Direction, keep func(*quadstore.Edges, int) bool) (labels []quadstore.ID, err error) {
		var edges quadstore.Edges
		if err := v.Snapshot().Snapshot.Expand(ctx, &edges, nodeset.New(of), d); err != nil {
			return nil, err
		}
		for i := range edges.Pred {
			if keep(&edges, i) {
				found = append(found, quadstore.Quad{Subject: edges.Subject[i], Predicate: edges.Pred[i], Object: edges.Object[i], Label: edges.Label[i]})
				labels = append(labels, edges.Label[i])
			}
		}
		return labels, nil
	}
	every := func(*quadstore.Edges, int) bool { return true }
	if _, err := read(nodes, quad.Label, every); err != nil {
		return nil, err
	}
	labels, err := read(nodes, quad.Subject, every)
	if err != nil {
		return nil, err
	}
	if _, err := read(labels, quad.Subject, every); err != nil { // what is said of the citations
		return nil, err
	}
	if labels, err = read(named, quad.Subject, func(e *quadstore.Edges, i int) bool { return !e.Label[i].IsClaim() }); err != nil {
		return nil, err
	}
	sets, err := newDatasets(ctx, v, labels, described)
	if err != nil {
		return nil, err
	}
	if _, err := read(sets, quad.Subject, func(e *quadstore.Edges, i int) bool { return e.Label[i] == e.Subject[i] }); err != nil {
		return nil, err
	}
	return quadsOf(ctx, v, found)
}

// newDatasets is the data sets among the labels of descriptions that are not among described, where they are put.
func newDatasets(ctx context.Context, v *graph.View, labels []quadstore.ID, described map[claim.ID]bool) ([]quadstore.ID, error) {
	set := nodeset.New(slices.DeleteFunc(labels, func(label quadstore.ID) bool { return label == 0 }))
	texts, err := v.TextsOf(ctx, set)
	if err != nil {
		return nil, err
	}
	var out []quadstore.ID
	for _, node := range set {
		name := v.DatasetNameOf(texts.Of(node))
		if id := claim.DatasetID(name); name != "" && !described[id] {
			described[id] = true
			out = append(out, node)
		}
	}
	return out, nil
}
