package sums

import (
	"context"

	"whence/graph/nodeset"
	"whence/graph/parallel"
	"whence/graph/quadstore"
)

// datasetColumn keys claims by the names of the data sets that say them: a claim is in the group of each, and the total counts
// it once.
func (l *columns) datasetColumn(ctx context.Context) (out keyColumn, err error) {
	var known nodeset.Numbering[quadstore.ID]
	known.Reset(0)
	var names []groupKey // by number
	out = keyColumn{start: make([]int32, 1, len(l.claims)+1)}
	none, claims := l.word(""), make([]quadstore.ID, 0, parallel.Stride)
	for from := 0; from < len(l.claims); from += parallel.Stride {
		if err := ctx.Err(); err != nil {
			return keyColumn{}, err
		}
		claims = claims[:0]
		for _, c := range l.claims[from:min(from+parallel.Stride, len(l.claims))] {
			claims = append(claims, c.Claim)
		}
		owners, err := l.ClaimOwners(ctx, claims, l.knownAt)
		if err != nil {
			return keyColumn{}, err
		}
		for i := range claims {
			before := len(out.keys)
			for _, owner := range owners[i] {
				n := known.Add(owner)
				if int(n) == len(names) {
					names = append(names, l.word(l.DatasetNameOf(l.Text(owner))))
				}
				if names[n] != none {
					out.keys = append(out.keys, names[n])
				}
			}
			if len(out.keys) == before {
				out.keys = append(out.keys, none)
			}
			out.start = append(out.start, int32(len(out.keys)))
		}
	}
	return out, nil
}
