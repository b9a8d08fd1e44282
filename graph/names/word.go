package names

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is one word of a name or of a query: letters and digits in lower case, without accents.
type word struct {
	text   string   // what it is found by
	full   string   // all of its letters: those of a possessive, and those beyond maxWord
	form   string   // of a legal form, its short form; "" otherwise
	others []string // what else it is found by: full, its readings, and what capitals and digits divide it into, as tech, north of TechNorth
}

const (
	maxWord  = 40  // characters; what is beyond does not tell words apart
	maxWords = 255 // of a name; the whole name still finds it
)

// words is the words of a text, in its order. Hyphens and punctuation divide words; an apostrophe does not, and the s of a
// possessive is not what a word is found by; & is the word and, a picture a word of its own; the signs of C++, C# and Canal+
// belong to the word before them. Legal forms are in their short form.
func words(text string) []word {
	var out []word
	var raw []rune
	stem := 0 // letters before the s of a possessive; 0 for none
	flush := func() {
		if len(raw) > 0 && len(out) < maxWords {
			out = append(out, newWord(raw, stem))
		}
		raw, stem = raw[:0], 0
	}
	runes := []rune(decomposed(text))
	for i, r := range runes {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			raw = append(raw, r)
		case isSign(r) && len(raw) > 0 && endsSigns(runes[i+1:]):
			raw = append(raw, r)
		case isPicture(r):
			flush()
			raw = append(raw, r)
			flush()
		case isApostrophe(r) && len(raw) > 0:
			if endsPossessive(runes[i+1:]) {
				stem = len(raw)
			}
		case r == '&':
			flush()
			raw = append(raw, 'a', 'n', 'd')
			flush()
		default:
			flush()
		}
	}
	flush()
	return shortened(out)
}

func isSign(r rune) bool { return r == '+' || r == '#' }

// endsSigns says whether what follows a sign is the end of a word, but for more signs.
func endsSigns(rest []rune) bool {
	for _, r := range rest {
		if !isSign(r) {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r)
		}
	}
	return true
}

// isPicture says whether a character is an emoji or the like; the signs of trade marks and degrees are none.
func isPicture(r rune) bool { return r >= 0x2190 && unicode.Is(unicode.So, r) }

// endsPossessive says whether what follows an apostrophe is an s that ends the word.
func endsPossessive(rest []rune) bool {
	if len(rest) == 0 || (rest[0] != 's' && rest[0] != 'S') {
		return false
	}
	return len(rest) == 1 || (!unicode.IsLetter(rest[1]) && !unicode.IsDigit(rest[1]))
}

func newWord(raw []rune, stem int) word {
	w := word{full: lower(raw)}
	w.text = clip(w.full)
	if stem > 0 {
		w.text = clip(lower(raw[:stem]))
		w.others = append(w.others, clip(w.full))
		raw = raw[:stem]
	}
	if plain := slices.IndexFunc(raw, isSign); plain > 0 {
		w.others = append(w.others, clip(lower(raw[:plain])))
		raw = raw[:plain]
	}
	if rest := articleless(w.full); rest != w.full {
		w.text = clip(rest)
		w.others = append(w.others, clip(w.full))
	}
	w.others = append(w.others, readings(w.full)...)
	start := 0
	for i := 1; i <= len(raw); i++ {
		if i < len(raw) && !divides(raw, i) {
			continue
		}
		if i-start > 1 && i-start < len(raw) {
			w.others = append(w.others, clip(lower(raw[start:i])))
		}
		start = i
	}
	return w
}

// divides says whether a word in mixed case or with digits is read as two at i: tech|North, ETHR|World, BTW|25.
func divides(raw []rune, i int) bool {
	before, after := raw[i-1], raw[i]
	if unicode.IsDigit(before) != unicode.IsDigit(after) {
		return true
	}
	if !unicode.IsUpper(after) {
		return false
	}
	return unicode.IsLower(before) || (i+1 < len(raw) && unicode.IsUpper(before) && unicode.IsLower(raw[i+1]))
}

func lower(raw []rune) string {
	var b strings.Builder
	for _, r := range raw {
		writeLower(&b, r)
	}
	return b.String()
}

// clip is the first maxWord characters.
func clip(s string) string {
	if len(s) <= maxWord {
		return s
	}
	n := 0
	for i := range s {
		if n == maxWord {
			return s[:i]
		}
		n++
	}
	return s
}

// joined is the words written as one: what a name is whose spaces and hyphens do not count.
func joined(ws []word) string {
	var b strings.Builder
	for _, w := range ws {
		b.WriteString(w.full)
	}
	return b.String()
}

// joinedForms is joined with legal forms in their short form.
func joinedForms(ws []word) string {
	var b strings.Builder
	for _, w := range ws {
		if w.form != "" {
			b.WriteString(w.form)
		} else {
			b.WriteString(w.full)
		}
	}
	return b.String()
}

// keys is what a whole name is looked up by: its words as one, and those with legal forms in their short form where that is
// another text. A name without a word is its own.
func keys(name string, ws []word) []string {
	if len(ws) == 0 {
		return []string{Fold(name)}
	}
	return slices.Compact([]string{joined(ws), joinedForms(ws)})
}

func letters(s string) int { return utf8.RuneCountInString(s) }
