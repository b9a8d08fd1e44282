package names

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/vellum"
	"github.com/blevesearch/vellum/levenshtein"
)

const (
	maxErrors = 2 // in a word
	maxCost   = 4 // of a name: errors in all its words, and what else sets it apart from the query
	// minLetters is how many letters it takes to say what a misspelt word begins, or is run together of.
	minLetters = 5
	// maxNearWords is how many words of a segment a text is taken to be meant for at most, of each sort.
	maxNearWords = 512
)

// forgiven is how many errors a text of letters letters may have: what is shorter would be anything.
func forgiven(letters int) int {
	switch {
	case letters <= 2:
		return 0
	case letters <= 4:
		return 1
	}
	return maxErrors
}

// automaton accepts the words that a text may be meant for: with so many letters more, less or other, or neighbours
// swapped. It is nil where the text is too short to be misspelt.
func (s *search) automaton(text string, errors int) (*levenshtein.DFA, error) {
	key := misspeltText{text, min(errors, forgiven(letters(text)))}
	if key.errors == 0 {
		return nil, nil
	}
	if a, ok := s.automata[key]; ok {
		return a, nil
	}
	typos, err := s.index.typos[key.errors]()
	if err != nil {
		return nil, err
	}
	a, err := typos.BuildDfa(text, uint8(key.errors))
	if err != nil {
		return nil, err
	}
	if s.automata == nil {
		s.automata = map[misspeltText]*levenshtein.DFA{}
	}
	s.automata[key] = a
	return a, nil
}

// misspeltText is a text with at most errors errors.
type misspeltText struct {
	text   string
	errors int
}

// prefixAutomaton accepts every word that begins with one that the automaton accepts.
type prefixAutomaton struct{ of *levenshtein.DFA }

const prefixState = math.MaxInt // further on, everything is accepted

var _ vellum.Automaton = prefixAutomaton{}

// Start implements vellum.Automaton.
func (b prefixAutomaton) Start() int { return b.of.Start() }

// IsMatch implements vellum.Automaton.
func (b prefixAutomaton) IsMatch(state int) bool { return state == prefixState || b.of.IsMatch(state) }

// CanMatch implements vellum.Automaton.
func (b prefixAutomaton) CanMatch(state int) bool {
	return state == prefixState || b.of.CanMatch(state)
}

// WillAlwaysMatch implements vellum.Automaton.
func (b prefixAutomaton) WillAlwaysMatch(state int) bool { return b.IsMatch(state) }

// Accept implements vellum.Automaton.
func (b prefixAutomaton) Accept(state int, c byte) int {
	if b.IsMatch(state) {
		return prefixState
	}
	return b.of.Accept(state, c)
}

// misspelt finds names where words of the query have errors, at a cost of up to most in all, are begun, are two words in
// one, or are of those that say little and may be missing. A word that is in the index is less likely to be an error.
func (f *finder) misspelt(most int) error {
	for i, w := range f.asked {
		errors := most
		if f.known[i] {
			errors = 1
		}
		if err := f.readMisspelt(i, 1, errors); err != nil {
			return err
		}
		if i+1 < len(f.asked) && !(f.known[i] && f.known[i+1]) {
			if err := f.readMisspelt(i, 2, most); err != nil {
				return err
			}
		}
		if err := f.readSplit(i, w.text, errors); err != nil {
			return err
		}
		if err := f.readInflected(i, w.text); err != nil {
			return err
		}
		if stopWords[w.text] && len(f.asked) > 1 {
			f.offer(i, option{span: 1, cost: 1})
		}
	}
	f.addBest(tierErrors-1, f.options, most) // at no cost there is nothing new
	return nil
}

// stopWords is the words that a name is not told by.
var stopWords = map[string]bool{
	"a": true, "an": true, "and": true, "at": true, "by": true, "de": true, "for": true, "in": true, "la": true,
	"le": true, "of": true, "on": true, "the": true, "to": true, "und": true, "with": true,
}

// readMisspelt adds the docs that have a word that so many words from word i on, as one, are meant for, and, if they are
// the last, begin.
func (f *finder) readMisspelt(i, span, errors int) error {
	text := ""
	for _, w := range f.asked[i : i+span] {
		text += w.text
	}
	text = clip(text)
	a, err := f.automaton(text, errors)
	if err != nil || a == nil || (span > 1 && letters(text) < minLetters) {
		return err
	}
	near, err := f.near(a, text)
	if err != nil {
		return err
	}
	for errors, docs := range near {
		f.offer(i, option{span: span, cost: errors, docs: docs})
	}
	if errors < 2 || i+span < len(f.asked) || letters(text) < minLetters {
		return nil
	}
	if a, err = f.automaton(text, 1); err != nil {
		return err
	}
	p, err := f.gather(prefixAutomaton{a})
	if err != nil {
		return err
	}
	f.offer(i, option{span: span, cost: 2, docs: f.noteFirst(p)})
	return nil
}

// near is the docs that have a word that a text is meant for, by the number of errors.
func (f *finder) near(a *levenshtein.DFA, text string) ([]*roaring.Bitmap, error) {
	var by [maxErrors + 1]postingUnion
	count := 0
	err := f.eachWord(a, nil, func(word []byte, number uint64) error {
		_, errors := a.MatchAndDistance(string(word))
		if count++; string(word) == text || count > maxNearWords {
			return nil
		}
		return by[errors].add(f.segment, number)
	})
	out := make([]*roaring.Bitmap, len(by))
	for i := range by {
		out[i] = f.noteFirst(by[i].posting())
	}
	return out, err
}

// gather is the docs that have a word that an automaton accepts.
func (f *finder) gather(a vellum.Automaton) (posting, error) {
	var all postingUnion
	err := f.eachWord(a, nil, func(_ []byte, number uint64) error {
		if len(all.all) >= maxNearWords {
			return nil
		}
		return all.add(f.segment, number)
	})
	return all.posting(), err
}

// readSplit adds the docs that have the two words that word i is written as one of, at the cost of the space; or, where
// two errors are forgiven, of a letter in its place.
func (f *finder) readSplit(i int, text string, errors int) error {
	for at := range text {
		if at < 2 {
			continue
		}
		left, err := f.lookUp(text[:at])
		if err != nil {
			return err
		}
		if left.all.IsEmpty() {
			continue
		}
		_, instead := utf8.DecodeRuneInString(text[at:])
		for cost, from := range []int{at, at + instead}[:min(errors, 2)] {
			if len(text)-from < 2 {
				continue
			}
			right, err := f.lookUp(text[from:])
			if err != nil {
				return err
			}
			f.offer(i, option{span: 1, cost: cost + 1, docs: roaring.And(f.noteFirst(left), right.all)})
		}
	}
	return nil
}

// readInflected adds the docs that have word i in the other number, or a word that it begins.
func (f *finder) readInflected(i int, text string) error {
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
		f.offer(i, option{span: 1, cost: 1, docs: f.noteFirst(p)})
	}
	if letters(text) < 3 || i == len(f.asked)-1 {
		return nil
	}
	p, err := f.withPrefix(text)
	if err != nil {
		return err
	}
	f.offer(i, option{span: 1, cost: 1, docs: f.noteFirst(p)})
	return nil
}

// partial finds names that have at least half of the words that tell names apart.
func (f *finder) partial() error {
	options := make([][]option, len(f.options))
	telling := 0
	for i, here := range f.options {
		for _, o := range here {
			if o.docs != nil {
				options[i] = append(options[i], option{span: o.span, docs: o.docs})
			}
		}
		cost := 1
		if stopWords[f.asked[i].text] {
			cost = 0
		}
		telling += cost
		options[i] = append(options[i], option{span: 1, cost: cost})
	}
	f.addBest(tierPartial-1, options, telling/2)
	return nil
}
