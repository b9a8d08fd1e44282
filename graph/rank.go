package graph

import (
	"cmp"
	"math"
	"strings"

	"whence/graph/encoding"
	"whence/graph/quadstore"
)

// ranks is which data sets' names are shown first: by the IRI of the data set, 1 for the first.
type ranks map[string]int

func newRanks(n encoding.Namer, datasets []string) ranks {
	r := make(ranks, len(datasets))
	for i, name := range datasets {
		r[string(n.DatasetIRI(name))] = i + 1
	}
	return r
}

// of is the rank of what a data set says: behind those that have one those that have none, behind these the API.
func (r ranks) of(label string) int {
	switch rank, ranked := r[label]; {
	case ranked:
		return rank
	case label == "":
		return math.MaxInt
	}
	return math.MaxInt - 1
}

// NameRank is the rank of a data set's names: 1 for those that are shown first, one more than the last of those that have one for
// all others. texts has its IRI.
func (v *View) NameRank(dataset quadstore.ID, texts *TextTable) int {
	return min(v.nameRanks.of(texts.Of(dataset)), len(v.nameRanks)+1)
}

// before reports whether one name of an entity is shown rather than another: never by the order of loading.
func (r ranks) before(texts *TextTable, names *quadstore.Edges, i, j int) bool {
	by := func(at int) string {
		if names.Label[at] == 0 {
			return ""
		}
		return texts.Of(names.Label[at])
	}
	a, b := by(i), by(j)
	return cmp.Or(cmp.Compare(r.of(a), r.of(b)), strings.Compare(a, b), strings.Compare(texts.Of(names.Object[i]), texts.Of(names.Object[j]))) < 0
}
