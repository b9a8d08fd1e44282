package loader

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"whence/graph"
)

// pending is a citation that can be held against its document's text.
type pending struct {
	where    node
	citation graph.Citation
	document *graph.EntityEntry
}

// citation reads one citation of a claim.
func (f *file) citation(a *graph.Assertion, n node) {
	fields := n.fields("document", "start", "end", "sha256", "locator", "quote", "nth")
	if fields == nil {
		return
	}
	c := graph.Citation{
		Document: fields["document"].id(), Start: fields["start"].number(), End: fields["end"].number(),
		Digest: fields["sha256"].text(), Locator: fields["locator"].text(),
	}
	document := f.cited(n, &c)
	if document == nil {
		return
	}
	if quote := fields["quote"]; quote.given() {
		if err := f.find(&c, document.Text, quote.text(), max(1, fields["nth"].number())); err != nil {
			quote.fail("%w", err)
			return
		}
	}
	a.Citations = append(a.Citations, c)
	f.pending = append(f.pending, pending{n, c, document})
}

// cited is the document that a citation names, or the only one of the file.
func (f *file) cited(n node, c *graph.Citation) *graph.EntityEntry {
	var documents []*graph.EntityEntry
	for i := range f.dataset.Entities {
		if e := &f.dataset.Entities[i]; e.ID.Kind() == graph.Document {
			documents = append(documents, e)
		}
	}
	if c.Document == "" && len(documents) == 1 {
		c.Document = documents[0].ID
	}
	for _, d := range documents {
		if d.ID == c.Document {
			return d
		}
	}
	switch {
	case len(documents) == 0:
		n.fail("the file declares no document to cite: add one under documents")
	case c.Document == "":
		n.fail("which document? The file declares %d: name one in the field document", len(documents))
	default:
		n.fail("cites %s, which this file does not declare under documents", c.Document)
	}
	return nil
}

// fold makes typographic quotes, dashes and no-break spaces plain, each character one character.
var fold = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "‘", "'", "’", "'", "“", `"`, "”", `"`, "–", "-", "—", "-")

// find puts a quote's offsets and digest in the place of its words.
func (f *file) find(c *graph.Citation, text graph.DocumentFile, quote string, nth int) error {
	whole, err := f.texts.Document(text)
	if err != nil {
		return err
	}
	if whole == "" {
		return fmt.Errorf("the text of %s is not at hand: name its folder with --texts, or give start, end and sha256", c.Document)
	}
	if quote == "" {
		return fmt.Errorf("the quote is empty")
	}
	folded, want := fold.Replace(whole), fold.Replace(quote)
	runes, from := 0, 0
	for range nth {
		at := strings.Index(folded[from:], want)
		if at < 0 {
			return fmt.Errorf("the quote does not stand in %s %s: copy its words exactly", c.Document, times(nth))
		}
		runes += utf8.RuneCountInString(folded[from : from+at])
		from += at + len(want)
		c.Start = text.Start + runes
		runes += utf8.RuneCountInString(want)
	}
	c.End = text.Start + runes
	words := []rune(whole)[c.Start-text.Start : c.End-text.Start]
	c.Digest = graph.Digest(string(words))
	return nil
}

func times(n int) string {
	if n == 1 {
		return "at all"
	}
	return fmt.Sprintf("%d times", n)
}

// verify holds every citation against its document's text, where that is at hand.
func (r *reading) verify() {
	if r.texts == nil {
		return
	}
	for _, f := range r.files {
		for _, p := range f.pending {
			if p.citation.End == 0 || p.document.Text.File == "" {
				continue
			}
			words, held, err := r.texts.Slice(p.document.Text.File, p.citation.Start, p.citation.End)
			switch {
			case err != nil:
				p.where.check(err)
			case held && graph.Digest(words) != p.citation.Digest:
				p.where.fail("characters %d to %d of %s are not the ones that were cited: their sha256 differs",
					p.citation.Start, p.citation.End, p.document.Text.File)
			}
		}
	}
}
