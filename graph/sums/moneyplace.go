package sums

import (
	"context"

	"github.com/cayleygraph/quad"

	"whence/graph/encoding"
	"whence/graph/parallel"
)

// placeColumn is the keys of claims by the places that their money is for, "" where there is none.
func (l *columns) placeColumn(ctx context.Context) (keyColumn, error) {
	via, err := l.readColumn(ctx, encoding.PredVia)
	if err != nil {
		return keyColumn{}, err
	}
	recipients, err := l.readColumn(ctx, encoding.PredRecipient)
	if err != nil {
		return keyColumn{}, err
	}
	places, err := l.PlacesOfMoney(ctx, l.claims, l.CurrentOf(via), l.CurrentOf(recipients))
	if err != nil {
		return keyColumn{}, err
	}
	out := keyColumn{start: make([]int32, 1, len(l.claims)+1)}
	none := l.word("")
	err = parallel.Each(ctx, len(l.claims), func(i int) {
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

// entityColumn is the keys of claims by the entity that a predicate names, and otherwise by another.
func (l *columns) entityColumn(ctx context.Context, predicate quad.IRI, otherwise func(i int) groupKey) (keyColumn, error) {
	column, err := l.readColumn(ctx, predicate)
	if err != nil {
		return keyColumn{}, err
	}
	return l.keyed(ctx, func(i int) groupKey {
		if column[i] == 0 {
			return otherwise(i)
		}
		return groupKey(l.Current(column[i]))
	})
}
