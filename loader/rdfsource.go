package loader

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/cayleygraph/quad"
	"github.com/piprate/json-gold/ld"

	"whence/graph/claim"
	"whence/loader/rdf"
	"whence/loader/turtle"
)

// statements is the blocks of a dump, however it is written. What is not N-Quads or N-Triples is turned into N-Quads on its way; lineOf then
// leads from a line of these to that of the source.
func (d *dumpFile) statements(ctx context.Context) iter.Seq2[*rdf.Block, error] {
	options := rdf.Options{Name: d.name, Triples: d.format == triples}
	switch d.format {
	case turtleText, trigText:
		reader := turtle.NewReader(d, turtle.Options{Name: d.name, TriG: d.format == trigText})
		return d.turned(ctx, options, func(yield func(quad.Quad, int, error) bool) {
			for q, err := range relabelled(reader.All()) {
				if !yield(q, reader.Line(), turtleMistake(d.name, err)) {
					return
				}
			}
		})
	case linkedJSON:
		return d.turned(ctx, options, d.linked)
	}
	return rdf.Blocks(ctx, d, options)
}

// line is the line of a dump that one of its statements stands at.
func (d *dumpFile) line(statement int) int {
	if d.lines == nil || statement > len(d.lines) || statement < 1 {
		return statement
	}
	return int(d.lines[statement-1])
}

// turned writes quads as N-Quads and reads them again, so that there is one way into the graph.
func (d *dumpFile) turned(ctx context.Context, o rdf.Options, quads func(func(quad.Quad, int, error) bool)) iter.Seq2[*rdf.Block, error] {
	return func(yield func(*rdf.Block, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		reading, writing := io.Pipe()
		defer func() { _ = reading.Close() }() // which ends the writer
		failed := make(chan error, 1)
		go func() {
			var text []byte
			var failure error
			quads(func(q quad.Quad, line int, err error) bool {
				if err != nil {
					failure = err
					return false
				}
				d.lines = append(d.lines, int32(line))
				text = rdf.Append(text[:0], q)
				_, err = writing.Write(text)
				return err == nil && ctx.Err() == nil
			})
			failed <- failure
			_ = writing.Close() // never fails
		}()
		for b, err := range rdf.Blocks(ctx, reading, o) {
			if !yield(b, err) {
				return
			}
		}
		if err := <-failed; err != nil {
			yield(nil, err)
		}
	}
}

// turtleMistake is what is wrong with Turtle as a mistake.
func turtleMistake(name string, err error) error {
	if bad, ok := errors.AsType[*turtle.Error](err); ok {
		return &Mistake{File: name, Line: bad.Line, Column: bad.Column, Msg: bad.Message}
	}
	return err
}

// inGraph is the predicate by which our own Turtle says what a statement is labelled with.
const inGraph = quad.IRI(claim.Namespace + "inGraph")

// relabelled gives quads the labels that rdf:Statements behind them say they have, and leaves those out.
func relabelled(quads iter.Seq2[quad.Quad, error]) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		var last *quad.Quad // which a statement may follow
		var said []quad.Quad
		flush := func() bool {
			if last != nil && !yield(*last, nil) {
				return false
			}
			last = nil
			for _, q := range said {
				if !yield(q, nil) {
					return false
				}
			}
			said = said[:0]
			return true
		}
		for q, err := range quads {
			if err != nil {
				flush()
				yield(q, err)
				return
			}
			node, blank := q.Subject.(quad.BNode)
			switch {
			case blank && last != nil && (len(said) == 0 || said[0].Subject == node) && isReification(q):
				if said = append(said, q); len(said) == reified && matches(said, last) {
					last.Label = said[reified-1].Object
					said = said[:0]
				}
			default:
				if !flush() {
					return
				}
				kept := q
				last = &kept
			}
		}
		flush()
	}
}

// reified is how many triples say what a statement is labelled with: its type, subject, predicate, object and label.
const reified = 5

func isReification(q quad.Quad) bool {
	switch q.Predicate {
	case quad.IRI(claim.RDFNS + "type"):
		return q.Object == quad.IRI(claim.RDFNS+"Statement")
	case quad.IRI(claim.RDFNS + "subject"), quad.IRI(claim.RDFNS + "predicate"), quad.IRI(claim.RDFNS + "object"), inGraph:
		return q.Label == nil
	}
	return false
}

// matches reports whether triples about a statement tell of a quad, in the order in which they are written.
func matches(said []quad.Quad, of *quad.Quad) bool {
	return said[1].Object == of.Subject && said[2].Object == of.Predicate && said[3].Object == of.Object && said[4].Predicate == inGraph
}

// maxLinkedJSON bounds a file of JSON-LD, which is read as a whole.
const maxLinkedJSON = 256 << 20

// linked is the quads of JSON-LD. Contexts of other places are not fetched.
func (d *dumpFile) linked(yield func(quad.Quad, int, error) bool) {
	fail := func(format string, args ...any) {
		yield(quad.Quad{}, 0, &Mistake{File: d.name, Line: 1, Column: 1, Msg: fmt.Sprintf(format, args...)})
	}
	text, err := io.ReadAll(io.LimitReader(d, maxLinkedJSON+1))
	if err != nil {
		yield(quad.Quad{}, 0, damaged(d.name, text, err))
		return
	}
	if len(text) > maxLinkedJSON {
		fail("JSON-LD of more than %d MB; write it as N-Quads", maxLinkedJSON>>20)
		return
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var document any
	if err := decoder.Decode(&document); err != nil {
		fail("this is no JSON: %v", err)
		return
	}
	options := ld.NewJsonLdOptions("")
	options.Format = "application/n-quads"
	options.DocumentLoader = noContexts{}
	written, err := ld.NewJsonLdProcessor().ToRDF(document, options)
	if err != nil {
		fail("this is no JSON-LD that can be read: %v", err)
		return
	}
	for b, err := range rdf.Blocks(context.Background(), bytes.NewReader([]byte(written.(string))), rdf.Options{Name: d.name}) {
		if err != nil {
			yield(quad.Quad{}, 0, err)
			return
		}
		for i := range b.Quads {
			if !yield(b.Quad(i), 1, nil) {
				return
			}
		}
	}
}

// noContexts fetches nothing: a file must not say what this machine asks of others.
type noContexts struct{}

// LoadDocument refuses.
func (noContexts) LoadDocument(address string) (*ld.RemoteDocument, error) {
	return nil, ld.NewJsonLdError(ld.LoadingRemoteContextFailed, fmt.Sprintf("the context %s is not fetched: put it into the file", address))
}
