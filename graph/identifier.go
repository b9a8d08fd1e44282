package graph

import (
	"context"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/quadstore"
)

// Bearers is the entities that bear each of some identifiers, in the order of the store; none where nobody does. It asks the
// store once, however many they are.
func (v *View) Bearers(ctx context.Context, of []claim.Identifier) ([][]claim.ID, error) {
	out := make([][]claim.ID, len(of))
	var literals []quadstore.ID
	var which []int
	for i, identifier := range of {
		if literal := v.snap.ID(quad.String(identifier.Key())); literal != 0 {
			literals, which = append(literals, literal), append(which, i)
		}
	}
	predicate := v.terms.id(predIdentifier)
	if len(literals) == 0 || predicate == 0 {
		return out, nil
	}
	var edges quadstore.Edges
	if err := v.snap.Expand(ctx, &edges, literals, quad.Object, predicate); err != nil {
		return nil, err
	}
	var refs []quadstore.ID
	var owners []int
	for n, i := range which {
		lo, hi := edges.Of(n)
		for _, ref := range edges.Subject[lo:hi] {
			refs, owners = append(refs, v.present(ref)), append(owners, i)
		}
	}
	found, err := v.entities(ctx, refs)
	if err != nil {
		return nil, err
	}
	for n, e := range found {
		if e != nil {
			out[owners[n]] = append(out[owners[n]], e.ID)
		}
	}
	return out, nil
}
