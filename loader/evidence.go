package loader

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"whence/graph/claim"
	"whence/graph/sourcetext"
)

// foldedText is the text that quotes were last looked for in, as fold makes it: the claims of a document come together.
type foldedText struct{ file, text string }

// of is a text as fold makes it.
func (f *foldedText) of(file, text string) string {
	if f.file != file {
		*f = foldedText{file, strings.Map(fold, text)}
	}
	return f.text
}

// locate gives a citation the place and the digest of the words that it quotes.
func locate(c *claim.Citation, q quote, in claim.DocumentFile, texts *sourcetext.Texts, folded *foldedText) error {
	text, ok, err := texts.Text(in.File)
	switch {
	case err != nil:
		return err
	case !ok:
		return fmt.Errorf("the text to find the quote in is not at hand; name its folder with --texts, or give `start`, `end` and `sha256`")
	}
	starts := occurrences(folded.of(in.File, text), strings.Map(fold, q.words))
	length := utf8.RuneCountInString(q.words)
	within := starts[:0]
	for _, start := range starts {
		if start >= in.Start && (in.End == 0 || start+length <= in.End) {
			within = append(within, start)
		}
	}
	switch {
	case len(within) == 0:
		return fmt.Errorf("the quote does not stand in the document; copy it letter by letter from %s", in.File)
	case q.nth == 0 && len(within) > 1:
		return fmt.Errorf("the quote stands %d times in the document; say which with `nth`, or quote more", len(within))
	case q.nth > len(within):
		return fmt.Errorf("the document has no occurrence %d of the quote, only %d", q.nth, len(within))
	}
	c.Start = within[max(q.nth, 1)-1]
	c.End = c.Start + length
	cited, _, err := texts.Slice(in.File, c.Start, c.End)
	c.Digest = sourcetext.Digest(cited)
	return err
}

// occurrences is where words begin in a text, in characters; they may overlap.
func occurrences(text, words string) (starts []int) {
	runes := 0
	for {
		at := strings.Index(text, words)
		if at < 0 {
			return starts
		}
		runes += utf8.RuneCountInString(text[:at])
		starts = append(starts, runes)
		_, size := utf8.DecodeRuneInString(text[at:])
		text = text[at+size:]
		runes++
	}
}

// fold maps a character to the one that people type for it, one for one, so that offsets stay what they are.
func fold(r rune) rune {
	switch r {
	case '\u00A0', '\u202F', '\u2009', '\n', '\r', '\t':
		return ' '
	case '‘', '’':
		return '\''
	case '“', '”':
		return '"'
	case '–', '—', '\u2011':
		return '-'
	}
	return r
}

// hold holds the place of a citation against its text. Of a text that is not at hand it has nothing to say.
func hold(c claim.Citation, in claim.DocumentFile, texts *sourcetext.Texts) error {
	if c.End <= c.Start || len(c.Digest) != len(sourcetext.Digest("")) { // the graph refuses what is no place at all
		return nil
	}
	text, ok, err := texts.Text(in.File)
	if !ok || err != nil {
		return err
	}
	cited, _, err := texts.Slice(in.File, c.Start, c.End)
	if err == nil && sourcetext.Digest(cited) == c.Digest {
		return whole(c, in.File, texts)
	}
	if c.Start < c.End && c.End <= len(text) && sourcetext.Digest(text[c.Start:c.End]) == c.Digest {
		start := utf8.RuneCountInString(text[:c.Start])
		return fmt.Errorf("start and end count bytes; in characters they are %d and %d", start, start+utf8.RuneCountInString(text[c.Start:c.End]))
	}
	if err != nil {
		return fmt.Errorf("%s characters; the citation ends behind its text", plain(err))
	}
	return fmt.Errorf("characters %d to %d of %s are not the ones that were cited, their sha256 differs; cite the text as it is", c.Start, c.End, in.File)
}

// lookBehind is how many characters before a place decide whether what a reader sees as one character goes on there.
const lookBehind = 8

// whole refuses a citation that parts a letter from its accent, or the like.
func whole(c claim.Citation, file string, texts *sourcetext.Texts) error {
	for _, at := range []int{c.Start, c.End} {
		around, _, err := texts.Slice(file, max(at-lookBehind, 0), at+1)
		if at == 0 || err != nil { // the start or the end of the text
			continue
		}
		var last string
		for state := -1; around != ""; {
			last, around, _, state = uniseg.FirstGraphemeClusterInString(around, state)
		}
		if utf8.RuneCountInString(last) > 1 && last != "\r\n" {
			return fmt.Errorf("character %d is in the middle of %q; move the citation to its edge", at, last)
		}
	}
	return nil
}
