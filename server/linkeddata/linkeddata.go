// Package linkeddata answers an IRI of the data with the thing itself, for machines: JSON-LD, or N-Quads where those are
// preferred. It knows the graph and the two formats, and nothing of GraphQL.
package linkeddata

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/cayleygraph/quad"
	"github.com/piprate/json-gold/ld"

	"whence/graph"
	"whence/graph/claim"
	"whence/loader/rdf"
	"whence/server/accept"
)

const (
	typeJSONLD = "application/ld+json"
	typeNQuads = "application/n-quads"
)

// Handler answers GET /entity/{id...} with what the graph says of the entity: its names, the claims about it, and where
// they are cited, as they are at the moment of asking. An id that it had before redirects to the present one. Of an entity of
// more than graph.MaxDescribed claims JSON-LD says its name, how many claims of each kind there are, and where they are read;
// as N-Quads it is not described: 422.
func Handler(now func() *graph.View) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, err := claim.ParseID(r.PathValue("id"))
		if err != nil {
			fail(w, http.StatusNotFound, "no entity has an id of this form")
			return
		}
		v := now()
		entity, err := v.Entity(r.Context(), id)
		switch {
		case errors.Is(err, graph.ErrNotFound):
			fail(w, http.StatusNotFound, "the graph knows no such entity")
			return
		case err != nil:
			fail(w, http.StatusServiceUnavailable, "the graph did not answer: try again")
			return
		case entity.ID != id:
			http.Redirect(w, r, "/entity/"+string(entity.ID), http.StatusMovedPermanently)
			return
		}
		mediaType, text, err := describe(r.Context(), v, id, r.Header.Get("Accept"))
		switch {
		case errors.Is(err, graph.ErrLimit) && accept.Quality(r.Header.Get("Accept"), typeNQuads) <= accept.Quality(r.Header.Get("Accept"), typeJSONLD):
			summarise(w, r, v, entity)
			return
		case errors.Is(err, graph.ErrLimit):
			fail(w, http.StatusUnprocessableEntity, fmt.Sprintf("%s has more than %d claims, too many for one description: ask /graphql for its relationships, a page at a time",
				id, graph.MaxDescribed))
			return
		case err != nil:
			fail(w, http.StatusInternalServerError, "the entity could not be written")
			return
		}
		w.Header().Set("Content-Type", mediaType)
		w.Header().Set("Vary", "Accept")
		_, _ = w.Write(text)
	})
}

func fail(w http.ResponseWriter, status int, message string) {
	http.Error(w, message, status)
}

// describe writes an entity in the format that a client prefers.
func describe(ctx context.Context, v *graph.View, id claim.ID, header string) (mediaType string, text []byte, err error) {
	quads, err := v.Describe(ctx, id)
	if err != nil {
		return "", nil, err
	}
	lines := nquads(quads)
	if accept.Quality(header, typeNQuads) > accept.Quality(header, typeJSONLD) {
		return typeNQuads + "; charset=utf-8", lines, nil
	}
	text, err = jsonLD(lines)
	return typeJSONLD, text, err
}

func nquads(quads []quad.Quad) []byte {
	var out bytes.Buffer
	var line []byte
	for _, q := range quads {
		line = rdf.Append(line[:0], q)
		out.Write(line)
	}
	return out.Bytes()
}

// prefixes shorten the vocabularies of the model.
var prefixes = map[string]any{
	"rdf":     "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
	"xsd":     "http://www.w3.org/2001/XMLSchema#",
	"skos":    "http://www.w3.org/2004/02/skos/core#",
	"schema":  "https://schema.org/",
	"org":     "http://www.w3.org/ns/org#",
	"prov":    "http://www.w3.org/ns/prov#",
	"oa":      "http://www.w3.org/ns/oa#",
	"dcterms": "http://purl.org/dc/terms/",
	"foaf":    "http://xmlns.com/foaf/0.1/",
	"edtf":    "http://id.loc.gov/datatypes/edtf/",
	"whence":  claim.Namespace,
}

// jsonLD writes N-Quads as compacted JSON-LD 1.1. A claim's edge is a named graph that bears the claim's IRI, and what is
// said about the claim stands beside it.
func jsonLD(lines []byte) ([]byte, error) {
	processor, options := ld.NewJsonLdProcessor(), ld.NewJsonLdOptions("")
	options.Format = typeNQuads
	options.DocumentLoader = offline{}
	expanded, err := processor.FromRDF(string(lines), options)
	if err != nil {
		return nil, fmt.Errorf("json-ld: %w", err)
	}
	compacted, err := processor.Compact(expanded, map[string]any{"@context": prefixes}, options)
	if err != nil {
		return nil, fmt.Errorf("json-ld: %w", err)
	}
	return json.MarshalIndent(compacted, "", "  ")
}

// offline fetches nothing: the context is in the document.
type offline struct{}

// LoadDocument refuses.
func (offline) LoadDocument(url string) (*ld.RemoteDocument, error) {
	return nil, fmt.Errorf("%s is not fetched", url)
}
