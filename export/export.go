package export

import (
	"context"
	"fmt"
	"io"
	"iter"
	"slices"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/extract"
)

// Format is how claims are written.
type Format string

// The formats.
const (
	NQuads  Format = "nquads"
	JSONLD  Format = "jsonld"
	Turtle  Format = "turtle"
	CSV     Format = "csv"
	XLSX    Format = "xlsx"
	GraphML Format = "graphml"
	GEXF    Format = "gexf"
	Neo4j   Format = "neo4j"
	FTM     Format = "ftm"
)

// Formats lists them all.
var Formats = []Format{NQuads, JSONLD, Turtle, CSV, XLSX, GraphML, GEXF, Neo4j, FTM}

// MediaType is the IANA media type of a format.
func (f Format) MediaType() string {
	return map[Format]string{
		NQuads: "application/n-quads", JSONLD: "application/ld+json", Turtle: "text/turtle; charset=utf-8", CSV: "text/csv; charset=utf-8; header=present",
		XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", GraphML: "application/xml", GEXF: "application/xml", Neo4j: "application/zip",
		FTM: "application/x-ndjson",
	}[f]
}

// Selected is which claims are written: nil is every standing claim of the graph.
type Selected = *extract.Selection

// Write writes claims. N-Quads, Turtle and JSON-LD of all claims are the whole graph, with what was retracted; of a selection they are what is said of
// each of its claims and of the entities in it. The error wraps claim.ErrInvalid where the format is unknown.
func Write(ctx context.Context, v *graph.View, w io.Writer, f Format, s Selected) error {
	write, ok := map[Format]func(context.Context, *graph.View, io.Writer, Selected) error{
		NQuads: writeNQuads, JSONLD: writeJSONLD, Turtle: writeTurtle, CSV: writeCSV, XLSX: writeXLSX, GraphML: writeGraphML, GEXF: writeGEXF, Neo4j: writeNeo4j,
		FTM: writeFTM,
	}[f]
	if !ok {
		return fmt.Errorf("format %.40q: want one of %v: %w", f, Formats, claim.ErrInvalid)
	}
	return write(ctx, v, w, s)
}

// step is how many claims are read at a time.
const step = 512

// batches is the claims of a selection, some at a time.
func batches(ctx context.Context, v *graph.View, s Selected) iter.Seq2[[]claim.Claim, error] {
	all := v.EveryClaim(ctx)
	if s != nil {
		all = extract.Claims(ctx, v, *s)
	}
	return func(yield func([]claim.Claim, error) bool) {
		batch := make([]claim.Claim, 0, step)
		for c, err := range all {
			if err != nil {
				yield(nil, err)
				return
			}
			if batch = append(batch, c); len(batch) == step {
				if !yield(batch, nil) {
					return
				}
				batch = batch[:0]
			}
		}
		if len(batch) > 0 {
			yield(batch, nil)
		}
	}
}

// entitiesOf is the entities that claims name, each once.
func entitiesOf(ctx context.Context, v *graph.View, claims []claim.Claim) ([]*claim.Entity, error) {
	var ids []claim.ID
	for _, c := range claims {
		ids = append(ids, claim.EntitiesOf(c)...)
		if r, ok := c.(*claim.Relationship); ok {
			ids = append(ids, r.FundedThrough, r.Recipient)
		}
	}
	slices.Sort(ids)
	found, err := v.Entities(ctx, slices.Compact(ids))
	return slices.DeleteFunc(found, func(e *claim.Entity) bool { return e == nil }), err
}
