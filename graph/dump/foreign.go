package dump

import (
	"fmt"
	"iter"
	"strings"
	"sync"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/encoding"
)

// vocabularyPredicates is every predicate that the graph reads; true for those whose statements are claims, and need a
// claim's IRI for their label.
var vocabularyPredicates = sync.OnceValue(func() map[quad.IRI]bool {
	known := map[quad.IRI]bool{}
	for _, k := range claim.RelationshipKinds {
		known[quad.IRI(k.Predicate)] = true
	}
	for _, p := range claim.Properties {
		known[quad.IRI(p.Predicate)] = true
	}
	known[encoding.PredMeasure] = true
	for _, iri := range encoding.FieldPredicates {
		known[iri] = false
	}
	for _, iri := range encoding.Unclaimed {
		known[iri] = false // said of entities as well, without a claim
	}
	return known
})

// WhyForeign says why a statement of a dump is one that the graph keeps and never reads, "" where it reads it: it is of another
// vocabulary, of another base, or a claim's without a claim.
func WhyForeign(g *graph.Graph, q quad.Quad) string {
	predicate, _ := q.Predicate.(quad.IRI)
	claims, known := vocabularyPredicates()[predicate]
	subject, _ := q.Subject.(quad.IRI)
	label, _ := q.Label.(quad.IRI)
	switch {
	case !known:
		return fmt.Sprintf("%.100q is no predicate that the graph reads", string(predicate))
	case !own(g, string(subject)):
		return fmt.Sprintf("%.100q is not below %s", string(subject), g.Namer.Base)
	case claims && !g.Namer.IDOf(string(label)).IsClaim():
		return "the statement has no claim for its label"
	}
	return ""
}

// own reports whether an IRI is of something that the graph knows: an entity, a claim, evidence or a data set.
func own(g *graph.Graph, iri string) bool {
	return g.Namer.IDOf(iri) != "" || strings.HasPrefix(iri, g.Namer.Base+encoding.DatasetPath)
}

// Foreign yields the places of a block's quads that WhyForeign has something to say about.
func Foreign(g *graph.Graph, b *graph.Block) iter.Seq[int] {
	return func(yield func(int) bool) {
		kinds := make([]termKinds, len(b.Terms)+1)
		for i, v := range b.Terms {
			kinds[i+1] = kindsOf(g, v)
		}
		for i, row := range b.Quads {
			predicate := kinds[row[1]]
			seen := predicate&readPredicate != 0 && kinds[row[0]]&ownTerm != 0 && (predicate&claimPredicate == 0 || kinds[row[3]]&claimTerm != 0)
			if !seen && !yield(i) {
				return
			}
		}
	}
}

// termKinds is what a term can be in a quad that is read.
type termKinds uint8

const (
	readPredicate  termKinds = 1 << iota // a predicate that the graph reads
	claimPredicate                       // one whose quads have a claim for a label
	ownTerm                              // below the graph's base
	claimTerm                            // a claim
)

func kindsOf(g *graph.Graph, v quad.Value) (k termKinds) {
	iri, ok := v.(quad.IRI)
	if !ok {
		return 0
	}
	if claims, known := vocabularyPredicates()[iri]; known {
		k |= readPredicate
		if claims {
			k |= claimPredicate
		}
	}
	if own(g, string(iri)) {
		k |= ownTerm
		if g.Namer.IDOf(string(iri)).IsClaim() {
			k |= claimTerm
		}
	}
	return k
}
