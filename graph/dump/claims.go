package dump

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/snapshot"
)

// contents is what a dump says of claims: the statement that each labels and those about it, but for when and where it was
// recorded. A claim's id is a digest of that, so that nobody can put other words under an id that is known.
type contents struct {
	terms  map[quad.Value]uint32
	values []quad.Value
	said   map[claimKey]*claimStatements
}

// claimKey is the 128 bits of a claim's id.
type claimKey [16]byte

func (k claimKey) id() claim.ID { return claim.ID(claim.ClaimPrefix + hex.EncodeToString(k[:])) }

// claimStatements is what is said of one claim, in numbers of terms.
type claimStatements struct {
	source, line int32 // of the first
	labelled     int32 // how many it labels
	rows         []statementRow
}

type statementRow struct {
	subject, predicate, object uint32 // subject is 0 for the claim itself
}

func newDumpClaims() contents {
	return contents{terms: map[quad.Value]uint32{}, values: []quad.Value{nil}, said: map[claimKey]*claimStatements{}}
}

func (d *contents) term(v quad.Value) uint32 {
	n, ok := d.terms[v]
	if !ok {
		n = uint32(len(d.values))
		d.terms[v] = n
		d.values = append(d.values, v)
	}
	return n
}

// add takes a statement of a claim, which labels it or is its subject.
func (d *contents) add(key claimKey, q quad.Quad, labelled bool, source, line int32) {
	said := d.said[key]
	if said == nil {
		said = &claimStatements{source: source, line: line}
		d.said[key] = said
	}
	row := statementRow{predicate: d.term(q.Predicate), object: d.term(q.Object)}
	if labelled {
		row.subject = d.term(q.Subject)
	}
	if slices.Contains(said.rows, row) {
		return // a statement that is made again says nothing more
	}
	if labelled {
		said.labelled++
	}
	said.rows = append(said.rows, row)
}

// quads is the statements of a claim.
func (d *contents) quads(self quad.IRI, of *claimStatements) []quad.Quad {
	out := make([]quad.Quad, len(of.rows))
	for i, row := range of.rows {
		out[i] = quad.Quad{Subject: self, Predicate: d.values[row.predicate], Object: d.values[row.object]}
		if row.subject != 0 {
			out[i].Subject, out[i].Label = d.values[row.subject], self
		}
	}
	return out
}

// forgedStep is how many claims of a dump are read back at a time.
const forgedStep = 1 << 14

// forged yields the claims of a dump whose ids are not the digests of what they say, and those that the graph holds already
// and that the dump says more of.
func (r *Rules) forged(ctx context.Context, report func(Incomplete) bool) error {
	var fresh []claimKey
	for key, said := range r.content.said {
		if err := ctx.Err(); err != nil {
			return err
		}
		self := r.view.IRIOf(key.id())
		if r.held(self)&partStated == 0 {
			fresh = append(fresh, key)
		} else if !r.repeats(self, said) && !report(Incomplete{int(said.source), int(said.line), errForged(self)}) {
			return nil
		}
		if len(fresh) == forgedStep {
			if more, err := r.readBack(ctx, fresh, report); !more || err != nil {
				return err
			}
			fresh = fresh[:0]
		}
	}
	_, err := r.readBack(ctx, fresh, report)
	return err
}

// repeats reports whether the graph holds all that a dump says of a claim.
func (r *Rules) repeats(self quad.IRI, said *claimStatements) bool {
	for _, q := range r.content.quads(self, said) {
		if !snapshot.Holds(r.view.Snapshot().Snapshot, q) {
			return false
		}
	}
	return true
}

// readBack decodes claims as the graph would, and reports those whose ids are others.
func (r *Rules) readBack(ctx context.Context, keys []claimKey, report func(Incomplete) bool) (more bool, err error) {
	if len(keys) == 0 {
		return true, nil
	}
	ids := make([]claim.ID, len(keys))
	read, err := graph.ViewOf(ctx, r.view.Namer.Base, func(yield func(quad.Quad, error) bool) {
		for i, key := range keys {
			ids[i] = key.id()
			for _, q := range r.content.quads(r.view.IRIOf(ids[i]), r.content.said[key]) {
				if !yield(q, nil) {
					return
				}
			}
		}
	})
	if err != nil {
		return false, err
	}
	found, err := read.Claims(ctx, ids)
	if err != nil {
		return false, err
	}
	for i, c := range found {
		said := r.content.said[keys[i]]
		if c == nil || said.labelled == 1 && (claim.ContentID(c) == ids[i] || claim.WrittenID(c) == ids[i]) { // what reads as no claim is nobody's
			continue
		}
		if !report(Incomplete{int(said.source), int(said.line), errForged(r.view.IRIOf(ids[i]))}) {
			return false, nil
		}
	}
	return true, nil
}

func errForged(self quad.IRI) error {
	return fmt.Errorf("claim <%s> is not what its id stands for, which is a digest of what the claim says: load what was exported as it is, or write a claims file: %w",
		strings.Trim(string(self), "<>"), claim.ErrInvalid)
}
