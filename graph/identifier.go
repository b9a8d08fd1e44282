package graph

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/nodeset"
	"whence/graph/quadstore"
	"whence/graph/register"
)

// NodesBearing is the nodes that bear one of some identifiers, never nil.
func (v *View) NodesBearing(ctx context.Context, of []claim.Identifier) (nodeset.Set, error) {
	normal := make([]claim.Identifier, len(of))
	for i, id := range of {
		normal[i].Scheme, normal[i].Value = register.Normalise(id.Scheme, id.Value)
	}
	found, err := v.Bearers(ctx, slices.Concat(normal, of))
	if err != nil {
		return nil, err
	}
	nodes := []quadstore.ID{}
	for _, ids := range found {
		for _, id := range ids {
			nodes = append(nodes, v.NodeOf(id))
		}
	}
	return nodeset.New(nodes), nil
}

// Bearers is the entities that bear each of some identifiers, in the order of the store; none where nobody does. It asks the
// store once, however many they are.
func (v *View) Bearers(ctx context.Context, of []claim.Identifier) ([][]claim.ID, error) {
	out := make([][]claim.ID, len(of))
	var literals []quadstore.ID
	var which []int
	keys, met := make([]quad.Value, len(of)), make([]quadstore.ID, len(of))
	for i, identifier := range of {
		keys[i] = quad.String(identifier.Key())
	}
	if err := v.snap.IDs(ctx, met, keys); err != nil {
		return nil, err
	}
	for i, literal := range met {
		if literal != 0 {
			literals, which = append(literals, literal), append(which, i)
		}
	}
	predicate := v.terms.ID(encoding.PredIdentifier)
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
			refs, owners = append(refs, v.Current(ref)), append(owners, i)
		}
	}
	found, err := v.EntitiesAt(ctx, refs)
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
