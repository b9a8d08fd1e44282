package snapshot

import (
	"context"

	"github.com/cayleygraph/quad"

	"whence/graph/encoding"
	"whence/graph/nodeset"
	"whence/graph/quadstore"
)

// formerStep is how many former entities are looked at at a time.
const formerStep = 1024

// Listed is those of some nodes that belong in a list: all that have a name, and of those whose data sets name them no more
// the ones that a standing claim speaks of.
func (s *Resolved) Listed(ctx context.Context, t *Vocabulary, retired *Retractions, nodes nodeset.Set) (nodeset.Set, error) {
	former := t.ID(encoding.PredFormerName)
	if former == 0 || len(nodes) == 0 {
		return nodes, nil
	}
	was, named := make([]uint32, len(nodes)), make([]uint32, len(nodes))
	if err := s.Degrees(ctx, was, nodes, quad.Subject, former); err != nil {
		return nil, err
	}
	for _, name := range []quad.IRI{encoding.PredName, encoding.PredSettledName} {
		if id := t.ID(name); id != 0 {
			given := make([]uint32, len(nodes))
			if err := s.Degrees(ctx, given, nodes, quad.Subject, id); err != nil {
				return nil, err
			}
			for i, n := range given {
				named[i] += n
			}
		}
	}
	var unnamed []quadstore.ID
	for i, node := range nodes {
		if was[i] > 0 && named[i] == 0 {
			unnamed = append(unnamed, node)
		}
	}
	gone := map[quadstore.ID]bool{}
	for from := 0; from < len(unnamed); from += formerStep {
		some := unnamed[from:min(from+formerStep, len(unnamed))]
		spoken, err := s.spokenOf(ctx, t, retired, some)
		if err != nil {
			return nil, err
		}
		for i, node := range some {
			gone[node] = !spoken[i]
		}
	}
	return nodes.Only(func(id quadstore.ID) bool { return !gone[id] }), nil
}

// spokenOf reports of each of some nodes whether a standing claim has it at an end, as a part, or as the document that it is
// cited from.
func (s *Resolved) spokenOf(ctx context.Context, t *Vocabulary, retired *Retractions, nodes []quadstore.ID) ([]bool, error) {
	out := make([]bool, len(nodes))
	var edges quadstore.Edges
	read := func(d quad.Direction, stands func(e int) bool, preds ...quadstore.ID) error {
		if err := s.Expand(ctx, &edges, nodes, d, preds...); err != nil {
			return err
		}
		for i := range nodes {
			for e, hi := edges.Of(i); e < hi && !out[i]; e++ {
				out[i] = stands(e)
			}
		}
		return nil
	}
	labelled := func(e int) bool { return edges.Label[e].IsClaim() && !retired.Has(edges.Label[e]) }
	if err := read(quad.Subject, labelled); err != nil {
		return nil, err
	}
	if err := read(quad.Object, labelled); err != nil {
		return nil, err
	}
	var parts []quadstore.ID
	for _, p := range []quad.IRI{encoding.PredVia, encoding.PredRecipient, encoding.PredPlace, encoding.PredStatedBy, encoding.PredQuotedFrom} {
		if id := t.ID(p); id != 0 {
			parts = append(parts, id)
		}
	}
	if len(parts) == 0 {
		return out, nil
	}
	stands := func(e int) bool { // the label is the citation's
		return edges.Subject[e].IsClaim() && !retired.Has(edges.Subject[e]) && !retired.Has(edges.Label[e])
	}
	return out, read(quad.Object, stands, parts...)
}
