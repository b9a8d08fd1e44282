package graph

import (
	"context"

	"whence/graph/claim"
	"whence/graph/quadstore"
	"whence/graph/sourcetext"
)

// Quote is the words that a citation points at.
type Quote struct {
	Text     string
	Held     bool // the document's text is at hand
	Gone     bool // and ends before the place
	Verified bool // its digest matches the citation's
}

// Quotes is the words that citations point at, where their texts are at hand. A text that is not what was cited is
// held, not verified, and not shown: words that prove nothing must not look like proof.
func (v *View) Quotes(ctx context.Context, of []claim.Citation) ([]Quote, error) {
	out := make([]Quote, len(of))
	if v.texts == nil {
		return out, nil
	}
	documents := make([]quadstore.ID, len(of))
	for i, c := range of {
		documents[i] = v.NodeOf(c.Document)
	}
	files, err := v.FilesAt(ctx, documents)
	if err != nil {
		return nil, err
	}
	for i, c := range of {
		if c.End == 0 || files[i].File == "" {
			continue
		}
		words, held, err := v.texts.Slice(files[i].File, c.Start, c.End)
		out[i].Held, out[i].Gone = held, held && err != nil
		if err == nil && held && sourcetext.Digest(words) == c.Digest {
			out[i].Text, out[i].Verified = words, true
		}
	}
	return out, nil
}
