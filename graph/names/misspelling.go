package names

import (
	"math"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/vellum"
	"github.com/blevesearch/vellum/levenshtein"
)

// misspelling accepts the words that a text may be meant for: with a letter more, less or other, or two neighbours swapped.
type misspelling struct {
	near  *levenshtein.DFA // whole words
	begun *levenshtein.DFA // their beginnings, with one error at most; nil where a text is too short to say
}

const (
	maxErrors = 2 // in a word
	maxCost   = 4 // of a name: errors in all its words, and what else sets it apart from the query
	// begunFrom is how many letters tell what a misspelt word is the beginning of.
	begunFrom = 5
	// manyNear is how many words of a segment a text is taken to be meant for at most, of each sort.
	manyNear = 512
)

// forgiven is how many errors a text of so many letters may have: what is shorter would be anything.
func forgiven(letters int) int {
	switch {
	case letters <= 2:
		return 0
	case letters <= 4:
		return 1
	}
	return maxErrors
}

// misspelling is the text's, with so many errors at most; nil where the text is too short to be misspelt.
func (s *search) misspelling(text string, most int) (*misspelling, error) {
	if m, ok := s.misspellings[text]; ok {
		return m, nil
	}
	n := letters(text)
	most = min(most, forgiven(n))
	if most == 0 {
		return nil, nil
	}
	m := &misspelling{}
	var err error
	if m.near, err = s.index.typos.BuildDfa(text, uint8(most)); err != nil {
		return nil, err
	}
	if n >= begunFrom {
		if m.begun, err = s.index.typos.BuildDfa(text, 1); err != nil {
			return nil, err
		}
	}
	if s.misspellings == nil {
		s.misspellings = map[string]*misspelling{}
	}
	s.misspellings[text] = m
	return m, nil
}

// beginning accepts every word that begins with one that the automaton accepts.
type beginning struct{ of *levenshtein.DFA }

const begunState = math.MaxInt // further on, everything is accepted

var _ vellum.Automaton = beginning{}

// Start implements vellum.Automaton.
func (b beginning) Start() int { return b.of.Start() }

// IsMatch implements vellum.Automaton.
func (b beginning) IsMatch(state int) bool { return state == begunState || b.of.IsMatch(state) }

// CanMatch implements vellum.Automaton.
func (b beginning) CanMatch(state int) bool { return state == begunState || b.of.CanMatch(state) }

// WillAlwaysMatch implements vellum.Automaton.
func (b beginning) WillAlwaysMatch(state int) bool { return b.IsMatch(state) }

// Accept implements vellum.Automaton.
func (b beginning) Accept(state int, c byte) int {
	if b.IsMatch(state) {
		return begunState
	}
	return b.of.Accept(state, c)
}

// misspelt finds names where words of the query have errors, at a cost of up to most in all, are begun, are two words in
// one, or are of those that say little and may be missing.
func (f *finder) misspelt(most int) error {
	for i, w := range f.asked {
		if err := f.readMisspelt(i, most); err != nil {
			return err
		}
		if err := f.readDivided(i, w); err != nil {
			return err
		}
		if err := f.readOtherwise(i, w.text); err != nil {
			return err
		}
		if minor[w.text] && len(f.asked) > 1 {
			f.offer(i, option{span: 1, cost: 1})
		}
	}
	f.addBest(tierErrors-1, f.options, most) // at no cost there is nothing new
	return nil
}

// minor is the words that a name is not told by.
var minor = map[string]bool{
	"a": true, "an": true, "and": true, "at": true, "by": true, "de": true, "for": true, "in": true, "la": true,
	"le": true, "of": true, "on": true, "the": true, "to": true, "und": true, "with": true,
}

// readMisspelt adds the docs that have a word that word i is meant for, or that it and the next are as one, with so many
// errors at most.
func (f *finder) readMisspelt(i, most int) error {
	text := ""
	for span := 1; span <= 2 && i+span <= len(f.asked); span++ {
		text = clip(text + f.asked[i+span-1].text)
		m, err := f.misspelling(text, most)
		if err != nil {
			return err
		}
		if m == nil || (span > 1 && m.begun == nil) {
			continue
		}
		near, err := f.near(m, text)
		if err != nil {
			return err
		}
		for errors, docs := range near {
			f.offer(i, option{span: span, cost: errors, docs: docs})
		}
		if m.begun == nil || most < 2 || i+span < len(f.asked) {
			continue
		}
		p, err := f.gather(beginning{m.begun})
		if err != nil {
			return err
		}
		f.offer(i, option{span: span, cost: 2, docs: f.use(p)})
	}
	return nil
}

// near is the docs that have a word that a text is meant for, by the number of errors.
func (f *finder) near(m *misspelling, text string) ([]*roaring.Bitmap, error) {
	var by [maxErrors + 1]union
	count := 0
	err := f.eachWord(m.near, nil, func(word []byte, number uint64) error {
		_, errors := m.near.MatchAndDistance(string(word))
		if count++; string(word) == text || count > manyNear {
			return nil
		}
		return by[errors].add(f.segment, number)
	})
	out := make([]*roaring.Bitmap, len(by))
	for i := range by {
		out[i] = f.use(by[i].posting())
	}
	return out, err
}

// gather is the docs that have a word that an automaton accepts.
func (f *finder) gather(a vellum.Automaton) (posting, error) {
	var all union
	err := f.eachWord(a, nil, func(_ []byte, number uint64) error {
		if len(all.all) >= manyNear {
			return nil
		}
		return all.add(f.segment, number)
	})
	return all.posting(), err
}

// readDivided adds the docs that have the two words that word i is written as one of.
func (f *finder) readDivided(i int, w word) error {
	for at := range w.text {
		if at < 2 || len(w.text)-at < 2 {
			continue
		}
		left, err := f.lookUp(w.text[:at])
		if err != nil {
			return err
		}
		if left.all.IsEmpty() {
			continue
		}
		right, err := f.lookUp(w.text[at:])
		if err != nil {
			return err
		}
		f.offer(i, option{span: 1, cost: 1, docs: roaring.And(f.use(left), right.all)})
	}
	return nil
}

// readOtherwise adds the docs that have word i in the other number, or a word that it begins.
func (f *finder) readOtherwise(i int, text string) error {
	other := ""
	if stem, ok := strings.CutSuffix(text, "ies"); ok {
		other = stem + "y"
	} else if stem, ok := strings.CutSuffix(text, "y"); ok {
		other = stem + "ies"
	}
	if other != "" {
		p, err := f.lookUp(other)
		if err != nil {
			return err
		}
		f.offer(i, option{span: 1, cost: 1, docs: f.use(p)})
	}
	if letters(text) < 3 || i == len(f.asked)-1 {
		return nil
	}
	p, err := f.begun(text)
	if err != nil {
		return err
	}
	f.offer(i, option{span: 1, cost: 1, docs: f.use(p)})
	return nil
}

// some finds names that have at least half of the words that tell names apart.
func (f *finder) some() error {
	options := make([][]option, len(f.options))
	telling := 0
	for i, here := range f.options {
		for _, o := range here {
			if o.docs != nil {
				options[i] = append(options[i], option{span: o.span, docs: o.docs})
			}
		}
		cost := 1
		if minor[f.asked[i].text] {
			cost = 0
		}
		telling += cost
		options[i] = append(options[i], option{span: 1, cost: cost})
	}
	f.addBest(tierSome-1, options, telling/2)
	return nil
}
