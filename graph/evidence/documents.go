package evidence

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/quadstore"
)

// Licences is where the terms of each document stand, "" where it was not said.
func Licences(ctx context.Context, v *graph.View, of []*claim.Entity) ([]string, error) {
	return textsSaid(ctx, v, of, encoding.PredLicence)
}

// Attributions is what must be said wherever each document is shown, "" where it was not said.
func Attributions(ctx context.Context, v *graph.View, of []*claim.Entity) ([]string, error) {
	return textsSaid(ctx, v, of, encoding.PredAttribution)
}

// DataFiles is what is known of the file of data that each document is, the zero value of one that is none.
func DataFiles(ctx context.Context, v *graph.View, of []*claim.Entity) ([]claim.DataFile, error) {
	types, err := textsSaid(ctx, v, of, encoding.PredMediaType)
	if err != nil {
		return nil, err
	}
	digests, err := textsSaid(ctx, v, of, encoding.PredFileDigest)
	if err != nil {
		return nil, err
	}
	out := make([]claim.DataFile, len(of))
	for i := range of {
		out[i] = claim.DataFile{MediaType: types[i], Digest: digests[i]}
	}
	return out, nil
}

// textsSaid is what a predicate says of each entity, the first in the order of letters where it says several things.
func textsSaid(ctx context.Context, v *graph.View, of []*claim.Entity, predicate quad.IRI) ([]string, error) {
	out := make([]string, len(of))
	var edges quadstore.Edges
	if err := v.About(ctx, &edges, graph.NodesOf(of), predicate); err != nil {
		return nil, err
	}
	texts, err := v.TextsOf(ctx, edges.Object)
	if err != nil {
		return nil, err
	}
	for i := range of {
		if lo, hi := edges.Of(i); lo < hi {
			out[i] = texts.Least(edges.Object[lo:hi])
		}
	}
	return out, nil
}

// Versions is the earlier version that each document replaces, or where later the version that replaces it, the latest where
// there are several; nil where there is none.
func Versions(ctx context.Context, v *graph.View, of []*claim.Entity, later bool) ([]*claim.Entity, error) {
	pred := v.Vocabulary().ID(encoding.PredVersionOf)
	if pred == 0 {
		return make([]*claim.Entity, len(of)), nil
	}
	direction := quad.Subject
	if later {
		direction = quad.Object
	}
	var edges quadstore.Edges
	if err := v.Snapshot().Expand(ctx, &edges, graph.NodesOf(of), direction, pred); err != nil {
		return nil, err
	}
	others := make([]quadstore.ID, len(of))
	for i := range of {
		lo, hi := edges.Of(i)
		ends := edges.Object[lo:hi]
		if later {
			ends = edges.Subject[lo:hi]
		}
		if len(ends) > 0 {
			others[i] = slices.Max(ends)
		}
	}
	return v.EntitiesAt(ctx, others)
}
