package graph

import (
	"context"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/quadstore"
)

// Latest is, for each entity, the claim that speaks for one of its properties now: of the standing claims the surest, of
// those the one that holds latest, of those the first by id. It is nil where no claim gives the property.
func (v *View) Latest(ctx context.Context, of []*claim.Entity, property string) ([]*claim.Attribute, error) {
	return v.latest(ctx, NodesOf(of), property)
}

func (v *View) latest(ctx context.Context, of []quadstore.ID, property string) ([]*claim.Attribute, error) {
	pred := v.terms.ID(encoding.PropertyPredicate(property))
	out := make([]*claim.Attribute, len(of))
	if pred == 0 {
		return out, nil
	}
	var edges quadstore.Edges
	if err := v.snap.Expand(ctx, &edges, of, quad.Subject, pred); err != nil {
		return nil, err
	}
	var claims []ClaimEdge
	var owners []int
	for i := range of {
		for j, hi := edges.Of(i); j < hi; j++ {
			if edges.Label[j].IsClaim() && !v.retired.Has(edges.Label[j]) {
				claims = append(claims, EdgeAt(&edges, j))
				owners = append(owners, i)
			}
		}
	}
	decoded, err := v.Decode(ctx, claims)
	if err != nil {
		return nil, err
	}
	for i, c := range decoded {
		if a, ok := c.(*claim.Attribute); ok && (out[owners[i]] == nil || speaksBefore(a, out[owners[i]])) {
			out[owners[i]] = a
		}
	}
	return out, nil
}

// speaksBefore reports whether a speaks for its property rather than b.
func speaksBefore(a, b *claim.Attribute) bool {
	if sureA, sureB := slices.Index(claim.Certainties, a.Certainty), slices.Index(claim.Certainties, b.Certainty); sureA != sureB {
		return sureA < sureB
	}
	_, untilA := a.ValidTime.Bounds()
	_, untilB := b.ValidTime.Bounds()
	if !untilA.Equal(untilB) && a.ValidTime.EDTF != "" && b.ValidTime.EDTF != "" {
		return untilA.IsZero() || (!untilB.IsZero() && untilA.After(untilB))
	}
	return strings.Compare(string(a.ID), string(b.ID)) < 0
}

// Files is where the texts of documents stand.
func (v *View) Files(ctx context.Context, of []*claim.Entity) ([]claim.DocumentFile, error) {
	return v.FilesAt(ctx, NodesOf(of))
}

// FilesAt is Files for nodes.
func (v *View) FilesAt(ctx context.Context, of []quadstore.ID) ([]claim.DocumentFile, error) {
	var edges quadstore.Edges
	file, start, end := v.terms.ID(encoding.PredFile), v.terms.ID(encoding.PredStart), v.terms.ID(encoding.PredEnd)
	if err := v.About(ctx, &edges, of, encoding.PredFile, encoding.PredStart, encoding.PredEnd); err != nil {
		return nil, err
	}
	texts, err := v.TextsOf(ctx, edges.Object)
	if err != nil {
		return nil, err
	}
	out := make([]claim.DocumentFile, len(of))
	for i := range of {
		for j, hi := edges.Of(i); j < hi; j++ {
			switch edges.Pred[j] {
			case file:
				out[i].File = texts.Of(edges.Object[j])
			case start:
				out[i].Start = encoding.WholeNumber(texts.Of(edges.Object[j]))
			case end:
				out[i].End = encoding.WholeNumber(texts.Of(edges.Object[j]))
			}
		}
	}
	return out, nil
}

// URLs is where documents can be read, "" where nowhere is known.
func (v *View) URLs(ctx context.Context, of []*claim.Entity) ([]string, error) {
	var edges quadstore.Edges
	if err := v.About(ctx, &edges, NodesOf(of), encoding.PredURL); err != nil {
		return nil, err
	}
	texts, err := v.TextsOf(ctx, edges.Object)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(of))
	for i := range of {
		if lo, hi := edges.Of(i); lo < hi {
			out[i] = texts.Least(edges.Object[lo:hi])
		}
	}
	return out, nil
}

// File is the name of the file in which a document's text stands, "" where none is known.
func (v *View) File(ctx context.Context, document claim.ID) (string, error) {
	nodes, err := v.NodesByID(ctx, []claim.ID{document})
	if err != nil {
		return "", err
	}
	files, err := v.FilesAt(ctx, nodes)
	if err != nil {
		return "", err
	}
	return files[0].File, nil
}
