package linkeddata

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/counts"
	"whence/graph/extract"
)

// summarise answers an entity of too many claims for one description: its names, how many claims of each kind it has, and
// the addresses at which all of them are read.
func summarise(w http.ResponseWriter, r *http.Request, v *graph.View, id claim.ID, base string) {
	e, err := v.Entity(r.Context(), id)
	if err != nil {
		fail(w, http.StatusServiceUnavailable, "the graph did not answer: try again")
		return
	}
	of := []*claim.Entity{e}
	counts, err := counts.Relationships(r.Context(), v, of, graph.RelationshipFilter{})
	if err != nil {
		fail(w, http.StatusServiceUnavailable, "the graph did not answer: try again")
		return
	}
	aliases, err := v.Aliases(r.Context(), of)
	if err != nil {
		fail(w, http.StatusServiceUnavailable, "the graph did not answer: try again")
		return
	}
	lists := make([]map[string]any, len(counts[0]))
	for i, c := range counts[0] {
		lists[i] = list(base, e.ID, c)
	}
	document := map[string]any{
		"@context": map[string]any{
			"schema": "https://schema.org/", "hydra": "http://www.w3.org/ns/hydra/core#", "skos": "http://www.w3.org/2004/02/skos/core#", "whence": claim.Namespace,
		},
		"@id": v.IRI(e.ID), "schema:name": e.Name, "hydra:collection": lists,
		"schema:description": fmt.Sprintf("More than %d claims are about this entity: they are lists, each to be read at its address.", extract.MaxDescribed),
	}
	if len(aliases[0]) > 0 {
		document["skos:altLabel"] = aliases[0]
	}
	text, err := json.MarshalIndent(document, "", "  ")
	if err != nil {
		fail(w, http.StatusInternalServerError, "the entity could not be written")
		return
	}
	answer(w, r, typeJSONLD, text)
}

// list is the claims of one kind and direction, as a Hydra collection (https://www.hydra-cg.com/spec/latest/core/).
func list(base string, id claim.ID, c graph.RelationshipCount) map[string]any {
	end := "from"
	if c.Direction == claim.In {
		end = "to"
	}
	return map[string]any{
		"@id":              fmt.Sprintf("%s/list.csv?%s=%s&k=%s", base, end, id, strings.ReplaceAll(strings.ToLower(string(c.Kind)), "_", "-")),
		"@type":            "hydra:Collection",
		"hydra:totalItems": c.Count,
		"whence:kind":      c.Kind,
		"whence:direction": c.Direction,
	}
}
