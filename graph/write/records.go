package write

import (
	"context"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/quadstore"
)

// records writes the records that are cited from and not known yet, and what a known one holds now. Where a record stands is
// written once: rows that are sorted otherwise change nothing.
func (p *plan) records(ctx context.Context, datasets []*claim.Dataset) error {
	pred := p.Vocabulary().ID(encoding.PredRecordAt)
	var at quadstore.Edges
	for _, d := range datasets {
		for i, r := range d.Records {
			if i%1024 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			self := p.IRIOf(r.ID())
			ref := p.Snapshot().ID(self)
			if at.Reset(); ref != 0 && pred != 0 {
				p.Snapshot().ExpandPage(&at, ref, quad.Subject, pred, 0, 1)
			}
			if at.Len() == 0 {
				p.encoder.Record(r)
				continue
			}
			digest, hint, _ := strings.Cut(p.Text(at.Object[0]), " ")
			if digest == r.Digest {
				continue
			}
			document := p.IRIOf(r.Document)
			p.batch.Remove = append(p.batch.Remove, quad.Quad{Subject: self, Predicate: encoding.PredRecordAt, Object: quad.String(digest + " " + hint), Label: document})
			p.encoder.Add(self, encoding.PredRecordAt, quad.String(r.Digest+" "+r.Hint), document)
		}
	}
	return nil
}

// describeDataset writes what a data set says of itself, and takes back what it said before. old is the quads about it.
func (p *plan) describeDataset(d *claim.Dataset, old []quad.Quad) {
	self := p.DatasetIRI(d.Name)
	fresh := encoding.Encoder{Namer: p.Namer}
	fresh.DatasetInfo(self, d.Info)
	added, gone := difference(fresh.Quads, old)
	p.encoder.Quads = append(p.encoder.Quads, added...)
	p.batch.Remove = append(p.batch.Remove, gone...)
}

// difference is the quads of the first list that the second lacks, and the other way round.
func difference(fresh, old []quad.Quad) (added, gone []quad.Quad) {
	lacking := func(of, in []quad.Quad) (out []quad.Quad) {
		for _, q := range of {
			if !slices.Contains(in, q) {
				out = append(out, q)
			}
		}
		return out
	}
	return lacking(fresh, old), lacking(old, fresh)
}
