package names

import (
	"slices"
	"strings"

	"github.com/blevesearch/vellum"
)

// prefixes gathers, from words in their order, the postings of every prefix that more than manyWords of them share: a
// prefix of fewer is read by reading the words, so that neither costs in proportion to the vocabulary.
type prefixes struct {
	open  []prefix // each within the one before it
	found []found
}

type prefix struct {
	text    string
	words   int
	posting // nil bitmaps for none yet
}

type found struct {
	text   string
	number uint64
}

const prefixWords = 64

// add counts a word into the longest of its prefixes, itself, and closes those that it is not within.
func (p *prefixes) add(postings *spill, word string, of posting) error {
	depth := 0
	for depth < len(p.open) && strings.HasPrefix(word, p.open[depth].text) {
		depth++
	}
	if err := p.closeFrom(postings, depth); err != nil {
		return err
	}
	start := 0
	if depth > 0 {
		start = len(p.open[depth-1].text)
	}
	for i := range word[start:] {
		if i > 0 {
			p.open = append(p.open, prefix{text: word[:start+i]})
		}
	}
	if len(word) > start {
		p.open = append(p.open, prefix{text: word})
	}
	last := &p.open[len(p.open)-1]
	last.words++
	last.include(posting{of.all.Clone(), of.first.Clone()})
	return nil
}

// include adds docs, and may keep the bitmaps.
func (p *prefix) include(of posting) {
	if p.all == nil {
		p.posting = of
		return
	}
	p.all.Or(of.all)
	p.first.Or(of.first)
}

// closeFrom closes prefixes, the longest first, and adds what each has gathered to the one that it is within.
func (p *prefixes) closeFrom(postings *spill, depth int) error {
	for i := len(p.open) - 1; i >= depth; i-- {
		open := p.open[i]
		if open.words > prefixWords {
			number, err := writePosting(postings, open.posting)
			if err != nil {
				return err
			}
			p.found = append(p.found, found{open.text, number})
		}
		if i > 0 {
			p.open[i-1].words += open.words
			p.open[i-1].include(open.posting)
		}
	}
	p.open = p.open[:depth]
	return nil
}

func (p *prefixes) finish(postings, to *spill) error {
	if err := p.closeFrom(postings, 0); err != nil {
		return err
	}
	slices.SortFunc(p.found, func(a, b found) int { return strings.Compare(a.text, b.text) })
	b, err := vellum.New(to, builderOptions(len(p.found)))
	if err != nil {
		return err
	}
	for _, f := range p.found {
		if err := b.Insert([]byte(f.text), f.number); err != nil {
			return err
		}
	}
	return b.Close()
}
