package graph

import (
	"context"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"whence/graph/quadstore"
)

// when is the attribute's value as a time: its date where the claim gives one, else the value itself where it is EDTF.
func (a *Attribute) when() When {
	if !a.Date.IsZero() {
		return a.Date
	}
	if edtf, err := ParseEDTF(a.Value); err == nil {
		return When{EDTF: edtf}
	}
	return When{Wording: a.Value}
}

// When is the attribute's value as a time: its date where the claim gives one, else the value itself where that is EDTF,
// else the value as wording.
func (a *Attribute) When() When { return a.when() }

// Latest is, for each entity, the claim that speaks for one of its properties now: of the standing claims the surest, of
// those the one that holds latest, of those the first by id. It is nil where no claim gives the property.
func (v *View) Latest(ctx context.Context, of []*Entity, property string) ([]*Attribute, error) {
	return v.latest(ctx, refs(of), property)
}

func (v *View) latest(ctx context.Context, of []quadstore.ID, property string) ([]*Attribute, error) {
	pred := v.terms.id(propertyPredicate(property))
	out := make([]*Attribute, len(of))
	if pred == 0 {
		return out, nil
	}
	var edges quadstore.Edges
	if err := v.snap.Expand(ctx, &edges, of, quad.Subject, pred); err != nil {
		return nil, err
	}
	var claims []claimRef
	var owners []int
	for i := range of {
		for j, hi := edges.Of(i); j < hi; j++ {
			if edges.Label[j].IsClaim() && !v.retired.has(edges.Label[j]) {
				claims = append(claims, claimRef{edges.Subject[j], edges.Pred[j], edges.Object[j], edges.Label[j]})
				owners = append(owners, i)
			}
		}
	}
	decoded, err := v.decode(ctx, claims)
	if err != nil {
		return nil, err
	}
	for i, c := range decoded {
		if a, ok := c.(*Attribute); ok && (out[owners[i]] == nil || speaksBefore(a, out[owners[i]])) {
			out[owners[i]] = a
		}
	}
	return out, nil
}

// speaksBefore reports whether a speaks for its property rather than b.
func speaksBefore(a, b *Attribute) bool {
	if sureA, sureB := slices.Index(Certainties, a.Certainty), slices.Index(Certainties, b.Certainty); sureA != sureB {
		return sureA < sureB
	}
	_, untilA := a.Holds.Bounds()
	_, untilB := b.Holds.Bounds()
	if !untilA.Equal(untilB) && a.Holds.EDTF != "" && b.Holds.EDTF != "" {
		return untilA.IsZero() || (!untilB.IsZero() && untilA.After(untilB))
	}
	return strings.Compare(string(a.ID), string(b.ID)) < 0
}

// Files is where the texts of documents stand.
func (v *View) Files(ctx context.Context, of []*Entity) ([]DocumentFile, error) {
	return v.files(ctx, refs(of))
}

func (v *View) files(ctx context.Context, of []quadstore.ID) ([]DocumentFile, error) {
	var edges quadstore.Edges
	file, start, end := v.terms.id(predFile), v.terms.id(predStart), v.terms.id(predEnd)
	if err := v.about(ctx, &edges, of, predFile, predStart, predEnd); err != nil {
		return nil, err
	}
	out := make([]DocumentFile, len(of))
	for i := range of {
		for j, hi := edges.Of(i); j < hi; j++ {
			switch edges.Pred[j] {
			case file:
				out[i].File = v.text(edges.Object[j])
			case start:
				out[i].Start = wholeNumber(v.text(edges.Object[j]))
			case end:
				out[i].End = wholeNumber(v.text(edges.Object[j]))
			}
		}
	}
	return out, nil
}

// URLs is where documents can be read, "" where nowhere is known.
func (v *View) URLs(ctx context.Context, of []*Entity) ([]string, error) {
	var edges quadstore.Edges
	if err := v.about(ctx, &edges, refs(of), predURL); err != nil {
		return nil, err
	}
	out := make([]string, len(of))
	for i := range of {
		if lo, hi := edges.Of(i); lo < hi {
			out[i] = v.leastText(edges.Object[lo:hi])
		}
	}
	return out, nil
}

// File is the name of the file in which a document's text stands, "" where none is known.
func (v *View) File(ctx context.Context, document ID) (string, error) {
	files, err := v.files(ctx, []quadstore.ID{v.ref(document)})
	if err != nil {
		return "", err
	}
	return files[0].File, nil
}
