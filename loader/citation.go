package loader

import (
	"whence/graph/claim"
	"whence/graph/sourcetext"
)

// quote is the words that a citation points at, where it gives them instead of their place.
type quote struct {
	words string
	nth   int // which of several occurrences, from 1; 0 where there must be one alone
}

// citations reads the citations of a claim, one or several.
func (f *claimsFile) citations(a *claim.Assertion, d *draft) func(node) {
	return func(n node) {
		items := n.items()
		if len(items) == 0 {
			f.mistake(n, "a claim without a citation; %s", missing["cite"])
		}
		for _, item := range items {
			var c claim.Citation
			var q quote
			f.object(item, "a citation", f.citationFields(&c, &q))
			switch placed := c.Start != 0 || c.End != 0 || c.Digest != ""; {
			case q.words != "" && placed:
				f.mistake(item, "a citation with both `quote` and a place; keep one")
			case q.words == "" && !placed && c.Locator == "":
				f.mistake(item, "a citation that points nowhere; give `start`, `end` and `sha256`, or `quote`, or `locator`")
			case q.words == "" && q.nth > 0:
				f.mistake(item, "`nth` without `quote`; it counts the occurrences of a quote")
			}
			a.Citations = append(a.Citations, c)
			d.quotes = append(d.quotes, q)
		}
	}
}

func (f *claimsFile) citationFields(c *claim.Citation, q *quote) []field {
	return []field{
		may("document", f.id(&c.Document)),
		may("start", f.count(&c.Start)),
		may("end", f.count(&c.End)),
		may("sha256", f.raw(&c.Digest)),
		may("locator", f.text(&c.Locator)),
		may("quote", f.raw(&q.words)),
		may("nth", f.count(&q.nth)),
	}
}

// cite completes a claim's citations, the document where the file has one alone and the place of a quote, and holds them
// against the texts that are at hand.
func (f *claimsFile) cite(d *draft, texts *sourcetext.Texts) {
	citations := d.Base().Citations
	for i := range citations {
		c := &citations[i]
		if c.Document == "" && len(f.documents) == 1 {
			c.Document = f.documents[0].ID
		}
		at := func() node { return f.find(d.place).child("cite").items()[i] }
		in, ok := f.fileOf(c.Document)
		switch {
		case c.Document == "":
			f.mistake(at(), "a citation without `document`, in a file that declares %d; say which", len(f.documents))
		case !ok:
			f.mistake(at().child("document"), "cites %s, which this file does not declare; declare it under documents", c.Document)
		case d.quotes[i].words != "":
			if err := locate(c, d.quotes[i], in, texts, &f.folded); err != nil {
				f.mistake(at().child("quote"), "%s", plain(err))
			}
		default:
			if err := hold(*c, in, texts); err != nil {
				f.mistake(at(), "%s", plain(err))
			}
		}
	}
}

// fileOf is where the text of a document of this file stands.
func (f *claimsFile) fileOf(document claim.ID) (in claim.DocumentFile, ok bool) {
	if f.textFiles == nil {
		f.textFiles = make(map[claim.ID]claim.DocumentFile, len(f.documents))
		for _, d := range f.documents {
			f.textFiles[d.ID] = d.Text
		}
	}
	in, ok = f.textFiles[document]
	return in, ok
}
