package write

import (
	"context"
	"slices"
	"strings"

	"whence/graph/claim"
	"whence/graph/conflicts"
	"whence/graph/quadstore"
	"whence/graph/quote"
	"whence/graph/sourcetext"
)

// Cited is where a claim is proved, as somebody says it: a document, and the words, the characters or a locator alone.
type Cited struct {
	Document claim.ID    // or #key of one that the write adds
	Words    quote.Words // the words, and what tells several places apart
	Start    *int        // the first character, in code points from the start of the document's file
	End      *int        // one past the last
	Digest   string      // SHA-256 of the characters; given, it is checked
	Locator  string
	Record   *string // of data: claim.Record.Key of a record of the document
	Field    string  // of data: the field of that record
}

// sourceText is the text of a document that is cited.
type sourceText struct {
	text string
	file claim.DocumentFile
	held bool
}

// textOf is the text of a document that the graph knows, or that the draft adds.
func (d *draft) textOf(ctx context.Context, document claim.ID) (sourceText, error) {
	if fresh, ok := d.freshTexts[document]; ok {
		return fresh, nil
	}
	files, err := d.FilesAt(ctx, []quadstore.ID{d.Snapshot().ID(d.IRIOf(document))})
	if err != nil || files[0].File == "" {
		return sourceText{}, err
	}
	text, held, err := d.SourceTexts().Text(files[0].File)
	return sourceText{text, files[0], held}, err
}

// place finds where a citation stands, and fails the draft where it can't.
func (d *draft) place(ctx context.Context, c Cited, at []string) (claim.Citation, error) {
	out := claim.Citation{Document: c.Document, Locator: strings.TrimSpace(c.Locator)}
	field := func(name string) []string { return append(append([]string{}, at...), name) }
	if c.Record != nil || c.Field != "" {
		return out, d.placeField(ctx, &out, c, at)
	}
	if (c.Start == nil) != (c.End == nil) {
		d.fail(InvalidValue, field("end"), "start and end come together")
		return out, nil
	}
	if c.Words.Exact == "" && c.Start == nil {
		if out.Locator == "" {
			d.fail(EvidenceRequired, at, "say where the document proves it: quote, start and end, or a locator")
		}
		return out, nil
	}
	source, err := d.textOf(ctx, c.Document)
	if err != nil {
		return out, err
	}
	if !source.held {
		d.fail(TextNotHeld, field("document"), "the text of %s is not held: cite by locator, or add the text", c.Document)
		return out, nil
	}
	if c.Start != nil {
		d.placeSpan(&out, source, c, at)
		return out, nil
	}
	found := d.within(quote.Find(source.text, c.Words), source.file)
	switch {
	case len(found) == 0:
		d.fail(QuoteNotFound, field("quote"), "the words are not in the text of %s", c.Document).Nearest = quote.Nearest(source.text, c.Words.Exact, 3)
	case len(found) > 1:
		d.fail(QuoteAmbiguous, field("quote"), "the words stand %d times in the text of %s: give nth, or a prefix or suffix", len(found), c.Document)
	default:
		out.Start, out.End = found[0].Start, found[0].End
		words, _ := sourcetext.New(source.text).Slice(out.Start, out.End)
		out.Digest = sourcetext.Digest(words)
		if c.Digest != "" && c.Digest != out.Digest {
			d.fail(SpanMismatch, field("digest"), "the words have the digest %s", out.Digest)
		}
	}
	return out, nil
}

// within keeps the places that lie in a document's own part of its file.
func (d *draft) within(found []quote.Place, file claim.DocumentFile) []quote.Place {
	kept := found[:0]
	for _, p := range found {
		if p.Start >= file.Start && (file.End == 0 || p.End <= file.End) {
			kept = append(kept, p)
		}
	}
	return kept
}

// placeSpan checks characters against the text, and the words where they are given too.
func (d *draft) placeSpan(out *claim.Citation, source sourceText, c Cited, at []string) {
	out.Start, out.End = *c.Start, *c.End
	text := sourcetext.New(source.text)
	words, ok := text.Slice(out.Start, out.End)
	switch {
	case !ok || out.Start == out.End || len(d.within([]quote.Place{{Start: out.Start, End: out.End}}, source.file)) == 0:
		d.fail(SpanMismatch, append(append([]string{}, at...), "start"), "characters %d to %d are not in the document, whose file has %d", out.Start, out.End, text.Runes)
		return
	case c.Digest != "" && c.Digest != sourcetext.Digest(words):
		d.fail(SpanMismatch, append(append([]string{}, at...), "digest"), "the characters from %d to %d have the digest %s", out.Start, out.End, sourcetext.Digest(words))
	case c.Words.Exact != "" && len(quote.Find(words, c.Words)) == 0:
		d.fail(SpanMismatch, append(append([]string{}, at...), "quote"), "the words are not the characters from %d to %d", out.Start, out.End)
	}
	out.Digest = sourcetext.Digest(words)
}

// doubt warns of a claim whose figure, or whose names, are nowhere in its cited words.
func (d *draft) doubt(ctx context.Context, c claim.Claim, at []string) error {
	var quoted []string
	for _, cite := range c.Base().Citations {
		source, err := d.textOf(ctx, cite.Document)
		if err != nil {
			return err
		}
		if words, ok := sourcetext.New(source.text).Slice(cite.Start, cite.End); ok && cite.End > 0 && source.held {
			quoted = append(quoted, words)
		}
	}
	if quoted == nil {
		return nil
	}
	words := strings.Join(quoted, "\n")
	if !FigureIn(words, c) {
		d.warn(FigureNotInQuote, at, []claim.ID{c.Base().ID}, "the figure is nowhere in the cited words: %s cited from %.80q", figureOf(c).Value, words)
	}
	names, err := d.namesOf(ctx, c)
	if err != nil {
		return err
	}
	if !quote.HasName(words, names) {
		d.warn(NamesNotInQuote, at, []claim.ID{c.Base().ID}, "neither end is named in the cited words: %.80q", words)
	}
	return nil
}

// foresee warns of standing claims that can't hold beside a new one, and of those that say nearly the same.
func (d *draft) foresee(ctx context.Context, c claim.Claim, at []string) error {
	found, err := conflicts.Foresee(ctx, d.seen, c)
	if err != nil {
		return err
	}
	told := map[claim.ID]bool{d.replacing: true}
	for _, clash := range found.Clashes {
		if ids := slices.DeleteFunc(clash.Claims, func(id claim.ID) bool { return told[id] }); len(ids) > 0 {
			d.warn(Conflicts, at, ids, "%s: %s", clash.Reason, strings.Join(claim.Strings(ids), ", "))
			for _, id := range ids {
				told[id] = true
			}
		}
	}
	for _, near := range found.Nearly {
		if !told[near.Claim] {
			d.warn(NearlySaid, at, []claim.ID{near.Claim}, "%s says the same but for %s: correct it where this is what it should say", near.Claim, near.Field)
		}
	}
	return nil
}

// FigureIn reports whether words give the figure of a claim; it is true of a claim without one.
func FigureIn(words string, c claim.Claim) bool {
	q := figureOf(c)
	return q == nil || figureIn(words, q)
}

func figureOf(c claim.Claim) *claim.Quantity {
	switch c := c.(type) {
	case *claim.Relationship:
		if c.Amount != nil {
			return c.Amount
		}
		return c.Quantity
	case *claim.Measure:
		return &c.Value
	}
	return nil
}

func figureIn(words string, q *claim.Quantity) bool {
	if q.Value == nil || quote.HasFigure(words, q.Value.Float64()) || (q.Max != nil && quote.HasFigure(words, q.Max.Float64())) {
		return true
	}
	for i := range q.Also {
		if figureIn(words, &q.Also[i]) {
			return true
		}
	}
	return false
}

// namesOf is what the ends of a claim are called.
func (d *draft) namesOf(ctx context.Context, c claim.Claim) ([]string, error) {
	var ids []claim.ID
	switch c := c.(type) {
	case *claim.Relationship:
		ids = []claim.ID{c.Subject, c.Object}
	case *claim.Measure:
		ids = []claim.ID{c.About}
	case *claim.Attribute:
		ids = []claim.ID{c.About}
		if c.Property == "name" {
			return []string{c.Value}, nil
		}
	}
	var names []string
	for _, id := range ids {
		names = append(names, d.freshNames[id])
	}
	found, err := d.seen.Entities(ctx, ids)
	if err != nil {
		return nil, err
	}
	for _, e := range found {
		if e == nil {
			continue
		}
		aliases, err := d.seen.Aliases(ctx, []*claim.Entity{e})
		if err != nil {
			return nil, err
		}
		names = append(append(names, e.Name), aliases[0]...)
	}
	return names, nil
}
