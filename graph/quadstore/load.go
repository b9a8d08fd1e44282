package quadstore

import (
	"context"
	"io"
	"iter"

	"github.com/cayleygraph/quad"
)

// Load adds quads in bulk.
func (s *Store) Load(ctx context.Context, quads iter.Seq2[quad.Quad, error]) (Stats, error) {
	var b Batch
	for q, err := range quads {
		if err != nil {
			return Stats{}, err
		}
		b.Add = append(b.Add, q)
	}
	err := s.Apply(ctx, b)
	return s.Snapshot().Stats(), err
}

// quadsFrom yields what a reader has.
func quadsFrom(r quad.Reader) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		for {
			q, err := r.ReadQuad()
			if err == io.EOF {
				return
			}
			if !yield(q, err) || err != nil {
				return
			}
		}
	}
}
