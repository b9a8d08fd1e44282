package graph

import (
	"context"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/quadstore"
)

// records writes the records that are cited from and not known yet, and what a known one holds now. Where a record stands is
// written once: rows that are sorted otherwise change nothing.
func (p *plan) records(ctx context.Context, datasets []*claim.Dataset) error {
	pred := p.terms.ID(predRecordAt)
	var at quadstore.Edges
	for _, d := range datasets {
		for i, r := range d.Records {
			if i%1024 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			self := p.iri(r.ID())
			ref := p.snap.ID(self)
			if at.Reset(); ref != 0 && pred != 0 {
				p.snap.ExpandPage(&at, ref, quad.Subject, pred, 0, 1)
			}
			if at.Len() == 0 {
				p.encoder.record(r)
				continue
			}
			digest, hint, _ := strings.Cut(p.Text(at.Object[0]), " ")
			if digest == r.Digest {
				continue
			}
			document := p.iri(r.Document)
			p.removed = append(p.removed, quad.Quad{Subject: self, Predicate: predRecordAt, Object: quad.String(digest + " " + hint), Label: document})
			p.encoder.add(self, predRecordAt, quad.String(r.Digest+" "+r.Hint), document)
		}
	}
	return nil
}

// describeDataset writes what a data set says of itself, and takes back what it said before. old is the quads about it.
func (p *plan) describeDataset(d *claim.Dataset, old []quad.Quad) {
	self := p.dataset(d.Name)
	fresh := encoder{namer: p.namer}
	fresh.datasetInfo(self, d.Info)
	added, gone := difference(fresh.quads, old)
	p.encoder.quads = append(p.encoder.quads, added...)
	p.removed = append(p.removed, gone...)
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

// Records is the records of ids, the zero value where the graph knows none.
func (v *View) Records(ctx context.Context, ids []claim.ID) ([]claim.Record, error) {
	refs, err := v.ownNodes(ctx, ids)
	if err != nil {
		return nil, err
	}
	var edges quadstore.Edges
	if err := v.about(ctx, &edges, refs, predRecordKey, predRecordAt); err != nil {
		return nil, err
	}
	texts, err := v.TextsOf(ctx, edges.Object, edges.Label)
	if err != nil {
		return nil, err
	}
	out := make([]claim.Record, len(ids))
	for i := range ids {
		for j, hi := edges.Of(i); j < hi; j++ {
			switch text := texts.Of(edges.Object[j]); edges.Pred[j] {
			case v.terms.ID(predRecordKey):
				out[i].Key, out[i].Document = text, v.idOfText(edges.Label[j], texts.Of(edges.Label[j]))
			case v.terms.ID(predRecordAt):
				out[i].Digest, out[i].Hint, _ = strings.Cut(text, " ")
			}
		}
	}
	return out, nil
}
