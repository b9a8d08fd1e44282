package loader

import (
	"strings"

	"whence/graph/claim"
	words "whence/graph/quote"
	"whence/graph/sourcetext"
	"whence/graph/write"
)

// The doubts about a claim and its cited words, which whoever writes over the API is warned of, too.
const (
	FigureNotInQuote WarningKind = "figure not in the quote" // the claim's figure is nowhere in the cited words
	NamesNotInQuote  WarningKind = "names not in the quote"  // neither end of the claim is named in them
)

// doubt warns of a claim whose figure, or whose names, are nowhere in its cited words, where those are at hand.
func (f *claimsFile) doubt(d *draft, texts *sourcetext.Texts) {
	quoted := f.quoted(d, texts)
	if quoted == "" {
		return
	}
	at := func() node { return f.find(d.place) }
	if !write.FigureIn(quoted, d.Claim) {
		f.warn(FigureNotInQuote, at(), "the figure is nowhere in the cited words: %.80q", quoted)
	}
	if names := f.namesOf(d.Claim); names != nil && !words.HasName(quoted, names) {
		f.warn(NamesNotInQuote, at(), "neither end is named in the cited words: %.80q", quoted)
	}
}

// quoted is the words that a claim is cited from, "" where they are not at hand.
func (f *claimsFile) quoted(d *draft, texts *sourcetext.Texts) string {
	if texts == nil {
		return ""
	}
	var all []string
	for _, c := range d.Base().Citations {
		in, ok := f.fileOf(c.Document)
		if !ok || c.End == 0 || in.File == "" {
			return ""
		}
		passage, held, err := texts.Slice(in.File, c.Start, c.End)
		if err != nil || !held {
			return ""
		}
		all = append(all, passage)
	}
	return strings.Join(all, "\n")
}

// namesOf is what this file calls the ends of a claim, nil where it does not name them all.
func (f *claimsFile) namesOf(c claim.Claim) []string {
	var ids []claim.ID
	switch c := c.(type) {
	case *claim.Relationship:
		ids = []claim.ID{c.Subject, c.Object}
	case *claim.Measure:
		ids = []claim.ID{c.About}
	case *claim.Attribute:
		if c.Property == "name" {
			return []string{c.Value}
		}
		ids = []claim.ID{c.About}
	}
	if f.namesByID == nil {
		f.namesByID = map[claim.ID][]string{}
		for _, e := range f.dataset.Entities {
			f.namesByID[e.ID] = append([]string{e.Name}, e.Aliases...)
		}
		for _, d := range f.dataset.Claims {
			if a, ok := d.(*claim.Attribute); ok && a.Property == "name" && f.namesByID[a.About] != nil {
				f.namesByID[a.About] = append(f.namesByID[a.About], a.Value)
			}
		}
	}
	var names []string
	for _, id := range ids {
		if f.namesByID[id] == nil {
			return nil
		}
		names = append(names, f.namesByID[id]...)
	}
	return names
}
