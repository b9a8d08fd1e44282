package sqlstore

import (
	"bytes"
	"cmp"
	"context"
	"encoding/hex"
	"iter"
	"slices"

	"github.com/cayleygraph/quad"
	"github.com/jackc/pgx/v5"

	"whence/graph/quadstore"
	"whence/graph/store"
)

// canonicalStep is how many subjects are expanded at a time.
const canonicalStep = 2048

// written is a term as canonical order compares it, and as it was put in.
type written struct {
	text   []byte
	native int
	value  quad.Value
}

func (w *written) compare(other *written) int {
	return cmp.Or(bytes.Compare(w.text, other.text), cmp.Compare(w.native, other.native))
}

// Quads implements store.Snapshot. It keeps the N-Quads texts of all subjects in memory.
func (s *Snapshot) Quads(ctx context.Context) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		subjects, err := s.subjects(ctx)
		if err != nil {
			yield(quad.Quad{}, err)
			return
		}
		var edges store.Edges
		for chunk := range slices.Chunk(subjects, canonicalStep) {
			err := s.Expand(ctx, &edges, chunk, store.Subject, 0)
			var terms map[store.ID]*written
			if err == nil {
				terms, err = s.written(ctx, slices.Concat(chunk, edges.Pred, edges.Object, edges.Label))
			}
			if err != nil {
				yield(quad.Quad{}, err)
				return
			}
			for i := range chunk {
				if !yieldSubject(&edges, i, terms, yield) {
					return
				}
			}
		}
	}
}

// yieldSubject yields the quads of the i-th node in canonical order.
func yieldSubject(edges *store.Edges, i int, terms map[store.ID]*written, yield func(quad.Quad, error) bool) bool {
	lo, hi := edges.Of(i)
	quads := make([]store.Quad, 0, hi-lo)
	for ; lo < hi; lo++ {
		quads = append(quads, edges.Quad(lo))
	}
	slices.SortFunc(quads, func(a, b store.Quad) int {
		return cmp.Or(terms[a.Predicate].compare(terms[b.Predicate]), terms[a.Object].compare(terms[b.Object]), terms[a.Label].compare(terms[b.Label]))
	})
	for _, q := range quads {
		if !yield(quad.Quad{Subject: terms[q.Subject].value, Predicate: terms[q.Predicate].value, Object: terms[q.Object].value, Label: terms[q.Label].value}, nil) {
			return false
		}
	}
	return true
}

// written is terms by ID, 0 among them.
func (s *Snapshot) written(ctx context.Context, ids []store.ID) (map[store.ID]*written, error) {
	ids = distinct(ids)
	out := make(map[store.ID]*written, len(ids)+1)
	out[0] = &written{}
	err := s.read(ctx, ids, func(_ int, id store.ID, t quadstore.LexicalTerm, digits [16]byte) {
		switch {
		case id.IsClaim():
			iri := s.store.prefix + hex.EncodeToString(digits[:])
			out[id] = &written{text: []byte("<" + iri + ">"), value: quad.IRI(iri)}
		case id != 0:
			out[id] = &written{t.AppendNQuads(nil), t.Native(), t.Value()}
		}
	})
	return out, err
}

// subjects is every subject of a quad, in canonical order.
func (s *Snapshot) subjects(ctx context.Context) ([]store.ID, error) {
	var all []store.ID
	last := stored(0)
	for {
		n := len(all)
		err := s.store.query(ctx, `select distinct s from %s.quad where `+visible+` and s > $2 order by s limit $3`, []any{s.version, last, frontierStep}, func(row pgx.Rows) error {
			all = append(all, idOf(int4(row.RawValues()[0])))
			return nil
		})
		if err != nil {
			return nil, err
		}
		if len(all) < n+frontierStep {
			break
		}
		last = stored(all[len(all)-1])
	}
	var text []byte
	ends := make([]int, len(all))
	for lo := 0; lo < len(all); lo += frontierStep {
		chunk := all[lo:min(lo+frontierStep, len(all))]
		err := s.read(ctx, chunk, func(i int, id store.ID, t quadstore.LexicalTerm, digits [16]byte) {
			if id.IsClaim() {
				text = append(hex.AppendEncode(append(append(text, '<'), s.store.prefix...), digits[:]), '>')
			} else {
				text = t.AppendNQuads(text)
			}
			ends[lo+i] = len(text)
		})
		if err != nil {
			return nil, err
		}
	}
	order := make([]int32, len(all))
	for i := range order {
		order[i] = int32(i)
	}
	of := func(i int32) []byte {
		if i == 0 {
			return text[:ends[0]]
		}
		return text[ends[i-1]:ends[i]]
	}
	slices.SortFunc(order, func(a, b int32) int { return bytes.Compare(of(a), of(b)) }) // of subjects none is written like another
	sorted := make([]store.ID, len(all))
	for i, at := range order {
		sorted[i] = all[at]
	}
	return sorted, ctx.Err()
}
