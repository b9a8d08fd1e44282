package datasets

import (
	"cmp"
	"context"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/evidence"
	"whence/graph/quadstore"
)

// OfDocuments is, for each document, the data sets that declare it, in the order of their names; none of one that the API alone
// knows.
func OfDocuments(ctx context.Context, v *graph.View, documents []claim.ID) ([][]*Dataset, error) {
	nodes, err := v.NodesByID(ctx, documents)
	if err != nil {
		return nil, err
	}
	var edges quadstore.Edges
	if err := v.About(ctx, &edges, nodes, encoding.PredType); err != nil {
		return nil, err
	}
	lists := make([][]quadstore.ID, len(documents))
	for i := range documents {
		lo, hi := edges.Of(i)
		lists[i] = edges.Label[lo:hi]
	}
	return readLists(ctx, v, lists)
}

// Terms is on what conditions a document is shown, "" where nobody says.
type Terms struct {
	Licence     string // the address of its terms
	Attribution string // what must be said wherever it is shown
	Issued      claim.EDTF
}

// TermsOf is the terms of each document: its own, else those of the first of its data sets that has any.
func TermsOf(ctx context.Context, v *graph.View, of []*claim.Entity) ([]Terms, error) {
	licences, err := evidence.Licences(ctx, v, of)
	if err != nil {
		return nil, err
	}
	attributions, err := evidence.Attributions(ctx, v, of)
	if err != nil {
		return nil, err
	}
	ids := make([]claim.ID, len(of))
	for i, e := range of {
		if e != nil {
			ids[i] = e.ID
		}
	}
	sets, err := OfDocuments(ctx, v, ids)
	if err != nil {
		return nil, err
	}
	out := make([]Terms, len(of))
	for i := range of {
		out[i] = Terms{Licence: licences[i], Attribution: attributions[i]}
		for _, d := range sets[i] {
			out[i].Licence = cmp.Or(out[i].Licence, d.Info.Licence)
			out[i].Attribution = cmp.Or(out[i].Attribution, d.Info.Attribution)
			out[i].Issued = cmp.Or(out[i].Issued, d.Info.Issued)
		}
	}
	return out, nil
}
