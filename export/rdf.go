package export

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"iter"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/extract"
	"whence/loader/rdf"
)

// quads is the whole graph, or what is said of the claims of a selection and of the entities in it, each once.
func quads(ctx context.Context, v *graph.View, s Selected) iter.Seq2[quad.Quad, error] {
	if s == nil {
		return v.Quads(ctx)
	}
	return func(yield func(quad.Quad, error) bool) {
		described := map[claim.ID]bool{}
		for batch, err := range batches(ctx, v, s) {
			if err != nil {
				yield(quad.Quad{}, err)
				return
			}
			of, err := extract.Quads(ctx, v, batch, described)
			if err != nil {
				yield(quad.Quad{}, err)
				return
			}
			for _, q := range of {
				if !yield(q, nil) {
					return
				}
			}
		}
	}
}

// eachLine writes what line makes of every quad.
func eachLine(ctx context.Context, v *graph.View, w *bufio.Writer, s Selected, line func(dst []byte, q quad.Quad) []byte) error {
	var text []byte
	for q, err := range quads(ctx, v, s) {
		if err != nil {
			return err
		}
		text = line(text[:0], q)
		if _, err := w.Write(text); err != nil {
			return err
		}
	}
	return nil
}

const buffered = 1 << 16

func writeNQuads(ctx context.Context, v *graph.View, w io.Writer, s Selected) error {
	out := bufio.NewWriterSize(w, buffered)
	if err := eachLine(ctx, v, out, s, rdf.Append); err != nil {
		return err
	}
	return out.Flush()
}

// InGraph is the predicate by which Turtle, which has no graphs, says what a statement is labelled with.
const InGraph = claim.Namespace + "inGraph"

// writeTurtle writes every quad as a triple and, where it has a label, as an rdf:Statement behind it that has the label.
func writeTurtle(ctx context.Context, v *graph.View, w io.Writer, s Selected) error {
	out := bufio.NewWriterSize(w, buffered)
	if _, err := out.WriteString("@prefix rdf: <" + claim.RDFNS + "> .\n@prefix ns: <" + claim.Namespace + "> .\n"); err != nil {
		return err
	}
	err := eachLine(ctx, v, out, s, func(dst []byte, q quad.Quad) []byte {
		label := q.Label
		q.Label = nil
		dst = rdf.Append(dst, q)
		if label == nil {
			return dst
		}
		dst = append(dst, "[] a rdf:Statement ; rdf:subject "...)
		dst = appendValue(dst, q.Subject)
		dst = append(dst, " ; rdf:predicate "...)
		dst = appendValue(dst, q.Predicate)
		dst = append(dst, " ; rdf:object "...)
		dst = appendValue(dst, q.Object)
		dst = append(dst, " ; ns:inGraph "...)
		return append(appendValue(dst, label), " .\n"...)
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

// appendValue appends one term in Turtle.
func appendValue(dst []byte, value quad.Value) []byte {
	from := len(dst)
	dst = rdf.Append(dst, quad.Quad{Subject: quad.IRI("s:"), Predicate: quad.IRI("p:"), Object: value})
	const around = "<s:> <p:> "
	return append(dst[:from], dst[from+len(around):len(dst)-len(" .\n")]...)
}

// writeJSONLD writes expanded JSON-LD 1.1: an array of one object a quad, those with a label as named graphs.
func writeJSONLD(ctx context.Context, v *graph.View, w io.Writer, s Selected) error {
	out := bufio.NewWriterSize(w, buffered)
	separator := "[\n"
	err := eachLine(ctx, v, out, s, func(dst []byte, q quad.Quad) []byte {
		dst = append(dst, separator...)
		separator = ",\n"
		text, err := json.Marshal(jsonOf(q))
		if err != nil {
			panic(err) // texts alone
		}
		return append(dst, text...)
	})
	if err != nil {
		return err
	}
	if separator == "[\n" {
		_, err = out.WriteString("[")
	}
	if err == nil {
		_, err = out.WriteString("\n]\n")
	}
	if err != nil {
		return err
	}
	return out.Flush()
}

// jsonOf is a quad as a node object.
func jsonOf(q quad.Quad) map[string]any {
	subject := map[string]any{"@id": text(q.Subject)}
	if predicate := text(q.Predicate); predicate == claim.RDFNS+"type" {
		subject["@type"] = []string{text(q.Object)}
	} else {
		subject[predicate] = []any{object(q.Object)}
	}
	if q.Label == nil {
		return subject
	}
	return map[string]any{"@id": text(q.Label), "@graph": []any{subject}}
}

func object(value quad.Value) any {
	switch value := value.(type) {
	case quad.IRI, quad.BNode:
		return map[string]string{"@id": text(value)}
	case quad.TypedString:
		return map[string]string{"@value": string(value.Value), "@type": string(value.Type)}
	case quad.LangString:
		return map[string]string{"@value": string(value.Value), "@language": value.Lang}
	}
	return map[string]string{"@value": text(value)}
}

func text(value quad.Value) string {
	switch value := value.(type) {
	case quad.IRI:
		return string(value)
	case quad.BNode:
		return "_:" + string(value)
	case quad.String:
		return string(value)
	case quad.TypedString:
		return string(value.Value)
	case quad.LangString:
		return string(value.Value)
	}
	return ""
}
