package graph

import (
	"cmp"
	"math"
	"strings"

	"whence/graph/quadstore"
)

// ranks is which data sets' names are shown first: by the label of what they say, 1 for the first.
type ranks map[quadstore.ID]int

func newRanks(snap *quadstore.Snapshot, n namer, datasets []string) ranks {
	r := make(ranks, len(datasets))
	for i, name := range datasets {
		if label := snap.ID(n.dataset(name)); label != 0 {
			r[label] = i + 1
		}
	}
	return r
}

// of is the rank of a label: that of its data set, behind all of them those without a rank, behind these the API.
func (r ranks) of(label quadstore.ID) int {
	switch rank, ranked := r[label]; {
	case ranked:
		return rank
	case label == 0:
		return math.MaxInt
	}
	return math.MaxInt - 1
}

// before reports whether one name of an entity is shown rather than another: never by the order of loading.
func (r ranks) before(v *View, names *quadstore.Edges, i, j int) bool {
	a, b := names.Label[i], names.Label[j]
	order := cmp.Compare(r.of(a), r.of(b))
	if order == 0 && a != b {
		order = strings.Compare(v.text(a), v.text(b))
	}
	return cmp.Or(order, strings.Compare(v.text(names.Object[i]), v.text(names.Object[j]))) < 0
}
