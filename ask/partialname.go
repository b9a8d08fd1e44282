package ask

import (
	"context"
	"slices"
	"strings"
)

// Limits of the search for names by their words.
const (
	maxWindows   = 24 // searches a question
	windowWords  = 6  // words of a part of the question that may stand for a name
	shortestWord = 4  // characters of a word that may stand for a name by itself
)

// nameByWords looks for entities that the question names by some words of their names: "the Birmingham showcase" for
// "Birmingham showcase of July 2014". The words include one that the lexicon does not know, and one entity alone bears all of
// them; so nothing is guessed, and Understood says what was taken for what. It reports whether it found any.
func (q *query) nameByWords(ctx context.Context) (bool, error) {
	windows := q.windows()
	found := false
	for _, w := range windows[:min(len(windows), maxWindows)] {
		if slices.ContainsFunc(q.names, func(s span) bool { return s.from <= w.from && s.to >= w.to }) {
			continue
		}
		text := joined(q.words[w.from:w.to])
		of, err := q.Names.Bearing(ctx, text)
		if err != nil {
			return false, err
		}
		if len(of) != 1 {
			continue
		}
		of[0].Span = Span{q.words[w.from].span.Start, q.words[w.to-1].span.End}
		q.names = append(q.names, span{w.from, w.to, of})
		q.named = append(q.named, of[0])
		found = true
	}
	return found, nil
}

// windows are parts of the question around words that nobody knows, and around "the city council of Birmingham", the longest
// first.
func (q *query) windows() []attempt {
	unknown := q.unknownWords()
	asked := func(i int) bool { // the word is not known, or is the "of" between a sort and a name
		w := q.words[i]
		if slices.ContainsFunc(unknown, func(u Span) bool { return w.span.Start >= u.Start && w.span.End <= u.End }) {
			return true
		}
		return w.text == "of" && i > 0 && slices.ContainsFunc(q.names, func(s span) bool { return s.from == i+1 }) &&
			slices.ContainsFunc(q.Lexicon.phrases[q.words[i-1].text], func(it item) bool { return it.symbol == "sort" })
	}
	var out []attempt
	for width := min(windowWords, len(q.words)); width > 0; width-- {
		for i := 0; i+width <= len(q.words); i++ {
			j := i + width
			if isFunctionWord(q.words[i].text) || isFunctionWord(q.words[j-1].text) || q.fillers[i] || q.fillers[j-1] || q.parted(i, j) {
				continue
			}
			if width == 1 && len([]rune(q.words[i].text)) < shortestWord {
				continue
			}
			for k := i; k < j; k++ {
				if asked(k) {
					out = append(out, attempt{i, j})
					break
				}
			}
		}
	}
	return out
}

// partingWords never stand within a name that is given by some of its words.
const partingWords = " who what which where when how why is are was were does did do has have and "

// parted reports whether a comma or a question word stands between the words from i to j.
func (q *query) parted(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if q.words[k].comma || strings.Contains(partingWords, " "+q.words[k].text+" ") {
			return true
		}
	}
	return false
}
