package graph

import (
	"context"
	"slices"
	"sync"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/nodeset"
	"whence/graph/quadstore"
)

// claimBatch is what is read of some claims before they are put together: what is said of them, what is said of their
// citations, and the text of every term that either mentions, each once. It is room that the next decoder uses again.
type claimBatch struct {
	details   quadstore.Edges  // about the claims
	fields    []encoding.Field // what each of the details says
	citations quadstore.Edges  // about their citations
	claims    []quadstore.ID
	cites     []quadstore.ID // the citations, those of one claim together
	firstCite []int32        // of each claim
	met       nodeset.Numbering[quadstore.ID]
	written   quadstore.Texts
	joined    string     // the texts of the terms met, as written.Ends cuts them
	ids       []claim.ID // of the terms met, after every renaming; "" until one is asked for
}

// claimBatches is a pool. A decoder overwrites what it takes from it.
var claimBatches = sync.Pool{New: func() any { return new(claimBatch) }}

// read reads all that claims are made of: two frontiers and their texts.
func (r *claimBatch) read(ctx context.Context, v *View, refs []ClaimEdge) error {
	r.met.Reset(8 * len(refs))
	r.claims, r.cites, r.firstCite, r.fields = r.claims[:0], r.cites[:0], r.firstCite[:0], r.fields[:0]
	for _, ref := range refs {
		r.claims = append(r.claims, ref.Claim)
		r.met.Add(ref.Claim)
		r.met.Add(ref.Subject)
		r.met.Add(ref.Object)
	}
	if err := v.snap.Expand(ctx, &r.details, r.claims, quad.Subject); err != nil {
		return err
	}
	for i := range refs {
		r.firstCite = append(r.firstCite, int32(len(r.cites)))
		for j, hi := r.details.Of(i); j < hi; j++ {
			r.detail(j, v.terms.FieldOf.Of(r.details.Pred[j]))
		}
	}
	if err := v.snap.Expand(ctx, &r.citations, r.cites, quad.Subject); err != nil {
		return err
	}
	for i, object := range r.citations.Object {
		r.met.Add(object)
		if label := r.citations.Label[i]; label != 0 { // the record of a field
			r.met.Add(label)
		}
	}
	if err := v.snap.Texts(ctx, &r.written, r.met.Keys); err != nil {
		return err
	}
	r.joined = string(r.written.Text)
	r.ids = slices.Grow(r.ids[:0], len(r.met.Keys))[:len(r.met.Keys)]
	return nil
}

// detail takes note of one quad about a claim.
func (r *claimBatch) detail(i int, f encoding.Field) {
	r.fields = append(r.fields, f)
	switch f {
	case encoding.NoField, encoding.FieldCertainty, encoding.FieldStatus, encoding.FieldInstrument, encoding.FieldNameKind: // words of closed lists are known by their nodes
		return
	case encoding.FieldQuotedFrom:
		if label := r.details.Label[i]; label != 0 {
			r.cites = append(r.cites, label)
		}
	}
	r.met.Add(r.details.Object[i])
}

// release gives the room to the next decoder.
func (r *claimBatch) release() {
	clear(r.ids)
	r.joined = ""
	claimBatches.Put(r)
}

// text is the text of a term that was met.
func (d *decoder) text(ref quadstore.ID) string { return d.textAt(d.met.Find(ref)) }

func (d *decoder) textAt(n int32) string {
	from := uint32(0)
	if n > 0 {
		from = d.written.Ends[n-1]
	}
	return d.joined[from:d.written.Ends[n]]
}

// id is the id of a node that was met, after every renaming.
func (d *decoder) id(ref quadstore.ID) claim.ID {
	n := d.met.Find(ref)
	if d.ids[n] == "" {
		if present := d.Current(ref); present != ref {
			d.ids[n] = d.IDAt(present)
		} else {
			d.ids[n] = d.IDOfText(ref, d.textAt(n))
		}
	}
	return d.ids[n]
}

// unrenamed is the id that a node that was met has of its own.
func (d *decoder) unrenamed(ref quadstore.ID) claim.ID { return d.IDOfText(ref, d.text(ref)) }
