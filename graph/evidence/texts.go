package evidence

import (
	"context"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/sourcetext"
)

// MaxPassage is how many characters of a document's text are read at once.
const MaxPassage = 20_000

// Passages is characters [start, end) of the text of each document, in code points from the start of its file, no more than
// MaxPassage and no further than the document's own part of the file; end 0 is as far as that. It is nil where the text is not held.
func Passages(ctx context.Context, v *graph.View, of []*claim.Entity, start, end int) ([]*string, error) {
	return texted(ctx, v, of, func(t *sourcetext.Text, file claim.DocumentFile) string {
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
func TextDigests(ctx context.Context, v *graph.View, of []*claim.Entity) ([]*string, error) {
	return texted(ctx, v, of, func(t *sourcetext.Text, _ claim.DocumentFile) string { return t.Digest() })
}

// texted reads something off the text of each document, nil where it is not held.
func texted(ctx context.Context, v *graph.View, of []*claim.Entity, read func(*sourcetext.Text, claim.DocumentFile) string) ([]*string, error) {
	files, err := v.FilesAt(ctx, graph.NodesOf(of))
	if err != nil {
		return nil, err
	}
	out := make([]*string, len(of))
	for i, file := range files {
		if file.File == "" {
			continue
		}
		t, err := v.SourceTexts().Open(file.File)
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
func TextsOpen(ctx context.Context, v *graph.View, of []*claim.Entity) ([]bool, error) {
	found, err := textsSaid(ctx, v, of, encoding.PredTextIsOpen)
	if err != nil {
		return nil, err
	}
	files, err := v.Files(ctx, of)
	if err != nil {
		return nil, err
	}
	out := make([]bool, len(of))
	for i, said := range found {
		out[i] = said == TextOpen || v.SourceTexts().IsShipped(files[i].File)
	}
	return out, nil
}

// TextOpen is what says that a document's text is open.
const TextOpen = "true"
