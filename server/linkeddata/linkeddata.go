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
	"strings"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/cespare/xxhash/v2"
	"github.com/piprate/json-gold/ld"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/extract"
	"whence/loader/rdf"
	"whence/server/accept"
)

const (
	typeJSONLD = "application/ld+json"
	typeNQuads = "application/n-quads"
)

// acceptable are the formats, the preferred first.
var acceptable = []string{typeJSONLD, typeNQuads}

// Handler answers the IRIs of the data, GET /entity/{id...}, /claim/{id} and /citation/{id}, with what the graph says of the
// thing: names, the claims about it, and where they are cited, as they are at the moment of asking. An id that an entity
// had before redirects to the present one. Of an entity of more than graph.MaxDescribed claims JSON-LD says its name, how many
// claims of each kind there are, and where they are read; as N-Quads it is not described: 422. Whoever accepts neither format
// is told which there are: 406. Base is the path below which the server answers, "" at the root.
func Handler(now func() *graph.View, base string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", "no-cache") // it may be kept, and is asked about each time
		h.Set("Vary", "Accept")
		mediaType, ok := chosen(strings.Join(r.Header.Values("Accept"), ","))
		if !ok {
			fail(w, http.StatusNotAcceptable, "this is served as "+strings.Join(acceptable, " or ")+": accept one of them")
			return
		}
		path, entity := strings.CutPrefix(r.URL.Path, "/entity/")
		id, err := claim.ParseID(strings.TrimPrefix(path, "/"))
		if err != nil || entity == (id.Kind() == "") {
			fail(w, http.StatusNotFound, "nothing has an id of this form")
			return
		}
		v := now()
		if entity {
			if id, ok = present(w, r, v, id); !ok {
				return
			}
		}
		text, err := describe(r.Context(), v, id, mediaType)
		switch {
		case errors.Is(err, graph.ErrNotFound):
			fail(w, http.StatusNotFound, "the graph knows no such thing")
		case errors.Is(err, graph.ErrLimit) && entity && mediaType == typeJSONLD:
			summarise(w, r, v, id, base)
		case errors.Is(err, graph.ErrLimit):
			fail(w, http.StatusUnprocessableEntity, fmt.Sprintf("%s has more than %d claims, too many for one description: ask /graphql for its relationships, a page at a time",
				id, extract.MaxDescribed))
		case err != nil:
			fail(w, http.StatusInternalServerError, "it could not be written")
		default:
			answer(w, r, mediaType, text)
		}
	})
}

// answer sends a description, or says that the client has it.
func answer(w http.ResponseWriter, r *http.Request, mediaType string, text []byte) {
	if mediaType == typeNQuads {
		mediaType += "; charset=utf-8"
	}
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("ETag", fmt.Sprintf("\"%x\"", xxhash.Sum64(text)))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(text))
}

// present is the id that an entity has now. Where that is another, or none, it answers, and ok is false.
func present(w http.ResponseWriter, r *http.Request, v *graph.View, id claim.ID) (now claim.ID, ok bool) {
	entity, err := v.Entity(r.Context(), id)
	switch {
	case errors.Is(err, graph.ErrNotFound):
		fail(w, http.StatusNotFound, "the graph knows no such entity")
	case err != nil:
		fail(w, http.StatusServiceUnavailable, "the graph did not answer: try again")
	case entity.ID != id:
		// Relative, so that it holds below whatever path a proxy serves this.
		w.Header().Set("Location", strings.Repeat("../", strings.Count(string(id), "/"))+string(entity.ID))
		w.WriteHeader(http.StatusMovedPermanently)
	default:
		return id, true
	}
	return "", false
}

func fail(w http.ResponseWriter, status int, message string) {
	http.Error(w, message, status)
}

// chosen is the format that a client prefers, JSON-LD where it does not mind; ok is false where it takes neither.
func chosen(header string) (mediaType string, ok bool) {
	if strings.TrimSpace(header) == "" {
		return typeJSONLD, true
	}
	best := 0.0
	for _, t := range acceptable {
		if q := accept.Quality(header, t); q > best {
			mediaType, best = t, q
		}
	}
	return mediaType, best > 0
}

// describe writes a thing in a format.
func describe(ctx context.Context, v *graph.View, id claim.ID, mediaType string) ([]byte, error) {
	quads, err := extract.Describe(ctx, v, id)
	if err != nil {
		return nil, err
	}
	if mediaType == typeNQuads {
		return nquads(quads), nil
	}
	return jsonLD(nquads(statedOnly(quads)))
}

// The terms by which a claim that does not stand is told of without being stated again.
const (
	rdfNamespace = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	retractedAt  = claim.PROVNS + "invalidatedAtTime"
)

// statedOnly is quads in which the edge of a claim that was retracted is no edge any more but described (RDF 1.1 Schema,
// section 5.3): whoever reads the graph of its claim alone must not take it for one that stands. The claim keeps the time
// at which it was retracted.
func statedOnly(quads []quad.Quad) []quad.Quad {
	retracted := map[quad.Value]bool{}
	for _, q := range quads {
		if q.Predicate == quad.IRI(retractedAt) {
			retracted[q.Subject] = true
		}
	}
	if len(retracted) == 0 {
		return quads
	}
	var out []quad.Quad
	for _, q := range quads {
		if q.Label == nil || !retracted[q.Label] {
			out = append(out, q)
			continue
		}
		for term, value := range map[string]quad.Value{"type": quad.IRI(rdfNamespace + "Statement"), "subject": q.Subject, "predicate": q.Predicate, "object": q.Object} {
			out = append(out, quad.Quad{Subject: q.Label, Predicate: quad.IRI(rdfNamespace + term), Object: value})
		}
	}
	return out
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
	"rdf":     rdfNamespace,
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
