package search

import (
	"context"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/names"
)

// NameBearers is the entities that bear a name, whole, case, accents and typography forgiven, in the order of ids: those that
// are called so now or, where none is, those of which it is another name. Where nobody bears it, it costs one look-up.
func NameBearers(ctx context.Context, v *graph.View, name string) (found []*claim.Entity, other bool, err error) {
	known, err := v.NameIndex().Named(ctx, name)
	if err != nil || len(known) == 0 {
		return nil, false, err
	}
	for _, form := range []func(string) string{names.Fold, names.Canonical} {
		for _, predicate := range []quad.IRI{encoding.PredName, encoding.PredAlias} {
			found, err := BearersOf(ctx, v, predicate, name, "", form)
			if err != nil || len(found) > 0 {
				return found, predicate == encoding.PredAlias, err
			}
		}
	}
	return nil, false, nil
}
