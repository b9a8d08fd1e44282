package graph

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/quadstore"
	"whence/graph/sourcetext"
)

// MaxPassage is how many characters of a document's text are read at once.
const MaxPassage = 20_000

// Passages is characters [start, end) of the text of each document, in code points from the start of its file, no more than
// MaxPassage and no further than the document's own part of the file; end 0 is as far as that. It is nil where the text is not held.
func (v *View) Passages(ctx context.Context, of []*claim.Entity, start, end int) ([]*string, error) {
	return v.texted(ctx, of, func(t *sourcetext.Text, file claim.DocumentFile) string {
		last := t.Runes
		if file.End != 0 {
			last = min(last, file.End)
		}
		from := max(start, file.Start)
		if end != 0 {
			last = min(last, end)
		}
		last = min(last, from+MaxPassage)
		passage, _ := t.Slice(min(from, last), last)
		return passage
	})
}

// TextDigests is the SHA-256 of the whole text of each document, in UTF-8, in hexadecimal; nil where it is not held.
func (v *View) TextDigests(ctx context.Context, of []*claim.Entity) ([]*string, error) {
	return v.texted(ctx, of, func(t *sourcetext.Text, _ claim.DocumentFile) string { return t.Digest() })
}

// texted reads something off the text of each document, nil where it is not held.
func (v *View) texted(ctx context.Context, of []*claim.Entity, read func(*sourcetext.Text, claim.DocumentFile) string) ([]*string, error) {
	files, err := v.FilesAt(ctx, NodesOf(of))
	if err != nil {
		return nil, err
	}
	out := make([]*string, len(of))
	for i, file := range files {
		if file.File == "" {
			continue
		}
		t, err := v.texts.Open(file.File)
		if err != nil {
			return nil, err
		}
		if t != nil {
			what := read(t, file)
			out[i] = &what
		}
	}
	return out, nil
}

// TextsOpen says of each document whether readers may see its whole text: where that was said, and where it comes with the program.
func (v *View) TextsOpen(ctx context.Context, of []*claim.Entity) ([]bool, error) {
	found, err := v.textsSaid(ctx, of, encoding.PredTextIsOpen)
	if err != nil {
		return nil, err
	}
	files, err := v.Files(ctx, of)
	if err != nil {
		return nil, err
	}
	out := make([]bool, len(of))
	for i, said := range found {
		out[i] = said == TextOpen || v.texts.IsShipped(files[i].File)
	}
	return out, nil
}

// TextOpen is what says that a document's text is open.
const TextOpen = "true"

// Licences is where the terms of each document stand, "" where it was not said.
func (v *View) Licences(ctx context.Context, of []*claim.Entity) ([]string, error) {
	return v.textsSaid(ctx, of, encoding.PredLicence)
}

// Attributions is what must be said wherever each document is shown, "" where it was not said.
func (v *View) Attributions(ctx context.Context, of []*claim.Entity) ([]string, error) {
	return v.textsSaid(ctx, of, encoding.PredAttribution)
}

// DataFiles is what is known of the file of data that each document is, the zero value of one that is none.
func (v *View) DataFiles(ctx context.Context, of []*claim.Entity) ([]claim.DataFile, error) {
	types, err := v.textsSaid(ctx, of, encoding.PredMediaType)
	if err != nil {
		return nil, err
	}
	digests, err := v.textsSaid(ctx, of, encoding.PredFileDigest)
	if err != nil {
		return nil, err
	}
	out := make([]claim.DataFile, len(of))
	for i := range of {
		out[i] = claim.DataFile{MediaType: types[i], Digest: digests[i]}
	}
	return out, nil
}

// textsSaid is what a predicate says of each entity, the first in the order of letters where it says several things.
func (v *View) textsSaid(ctx context.Context, of []*claim.Entity, predicate quad.IRI) ([]string, error) {
	out := make([]string, len(of))
	var edges quadstore.Edges
	if err := v.About(ctx, &edges, NodesOf(of), predicate); err != nil {
		return nil, err
	}
	texts, err := v.TextsOf(ctx, edges.Object)
	if err != nil {
		return nil, err
	}
	for i := range of {
		if lo, hi := edges.Of(i); lo < hi {
			out[i] = texts.least(edges.Object[lo:hi])
		}
	}
	return out, nil
}

// Versions is the earlier version that each document replaces, or where later the version that replaces it, the latest where
// there are several; nil where there is none.
func (v *View) Versions(ctx context.Context, of []*claim.Entity, later bool) ([]*claim.Entity, error) {
	pred := v.terms.ID(encoding.PredVersionOf)
	if pred == 0 {
		return make([]*claim.Entity, len(of)), nil
	}
	direction := quad.Subject
	if later {
		direction = quad.Object
	}
	var edges quadstore.Edges
	if err := v.snap.Expand(ctx, &edges, NodesOf(of), direction, pred); err != nil {
		return nil, err
	}
	others := make([]quadstore.ID, len(of))
	for i := range of {
		lo, hi := edges.Of(i)
		ends := edges.Object[lo:hi]
		if later {
			ends = edges.Subject[lo:hi]
		}
		if len(ends) > 0 {
			others[i] = slices.Max(ends)
		}
	}
	return v.EntitiesAt(ctx, others)
}
