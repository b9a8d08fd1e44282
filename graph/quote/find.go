package quote

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words is what is looked for: a W3C TextQuoteSelector, and which of several places.
type Words struct {
	Exact, Prefix, Suffix string
	Nth                   int // 1 is the first; 0 where there is to be one place only
}

// Place is characters [Start, End) of a text, in code points.
type Place struct{ Start, End int }

// fold puts one character for one: plain quotes, hyphens and spaces for typographic ones.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '\u00a0', '\u2007', '\u202f', '\u2009', '\t', '\n', '\r':
			return ' '
		case '\u2018', '\u2019', '\u201a', '\u201b', '\u2032':
			return '\''
		case '\u201c', '\u201d', '\u201e', '\u201f', '\u2033':
			return '"'
		case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212':
			return '-'
		}
		return r
	}, s)
}

// Find is every place where the words stand, with the prefix right before them and the suffix right behind; with Nth that
// one alone, if there is one. It looks no further than the first thousand places.
func Find(text string, w Words) []Place {
	const most = 1000
	folded, exact, prefix, suffix := fold(text), fold(w.Exact), fold(w.Prefix), fold(w.Suffix)
	if exact == "" {
		return nil
	}
	var found []Place
	runes, counted := 0, 0 // code points before the byte counted
	length := utf8.RuneCountInString(exact)
	for from := 0; len(found) < most; {
		i := strings.Index(folded[from:], exact)
		if i < 0 {
			break
		}
		at := from + i
		from = at + 1
		if !strings.HasSuffix(folded[:at], prefix) || !strings.HasPrefix(folded[at+len(exact):], suffix) {
			continue
		}
		runes += utf8.RuneCountInString(folded[counted:at])
		counted = at
		found = append(found, Place{runes, runes + length})
	}
	if w.Nth == 0 {
		return found
	}
	if w.Nth < 0 || w.Nth > len(found) {
		return nil
	}
	return found[w.Nth-1 : w.Nth]
}

// Nearest is the sentences of a text that share most words with a quote, best first, at most n; those that share less than
// half are left out.
func Nearest(text, quote string, n int) []string {
	wanted := map[string]bool{}
	for _, w := range words(quote) {
		wanted[w] = true
	}
	if len(wanted) == 0 {
		return nil
	}
	type scored struct {
		sentence string
		shared   int
	}
	var best []scored
	for _, sentence := range sentences(text) {
		shared, seen := 0, map[string]bool{}
		for _, w := range words(sentence) {
			if wanted[w] && !seen[w] {
				seen[w] = true
				shared++
			}
		}
		if 2*shared >= len(wanted) {
			best = append(best, scored{sentence, shared})
		}
	}
	slices.SortStableFunc(best, func(a, b scored) int { return cmp.Compare(b.shared, a.shared) })
	var out []string
	for _, s := range best[:min(n, len(best))] {
		out = append(out, s.sentence)
	}
	return out
}

// longest bounds a passage that is shown, in code points.
const longest = 400

// sentences cuts a text at line ends and behind full stops.
func sentences(text string) []string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		for line != "" {
			end := len(line)
			if i := strings.Index(line, ". "); i >= 0 {
				end = i + 1
			}
			sentence := strings.TrimSpace(line[:end])
			line = line[end:]
			if r := []rune(sentence); len(r) > longest {
				sentence = string(r[:longest])
			}
			if sentence != "" {
				out = append(out, sentence)
			}
		}
	}
	return out
}

func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(fold(s)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
