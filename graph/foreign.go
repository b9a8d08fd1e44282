package graph

import (
	"fmt"
	"sync"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
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
	known[predMeasure] = true
	for _, iri := range fieldPredicates {
		known[iri] = false
	}
	// Said of entities as well, without a claim.
	for _, iri := range []quad.IRI{predType, predName, predAlias, predIdentifier, predIdentifierURI, predReplacedBy, predFile, predURL} {
		known[iri] = false
	}
	return known
})

// Foreign says why a statement of a dump is one that the graph keeps and never reads, "" where it reads it: it is of another
// vocabulary, of another base, or a claim's without a claim.
func (g *Graph) Foreign(q quad.Quad) string {
	predicate, _ := q.Predicate.(quad.IRI)
	claims, known := vocabularyPredicates()[predicate]
	subject, _ := q.Subject.(quad.IRI)
	label, _ := q.Label.(quad.IRI)
	switch {
	case !known:
		return fmt.Sprintf("%.100q is no predicate that the graph reads", string(predicate))
	case g.namer.id(string(subject)) == "":
		return fmt.Sprintf("%.100q is not below %s", string(subject), g.namer.base)
	case claims && !g.namer.id(string(label)).IsClaim():
		return "the statement has no claim for its label"
	}
	return ""
}
