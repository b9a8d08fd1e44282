package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"

	"whence/graph/names"
)

// stopWords are the words of grammar, which tell no claim from another.
var stopWords = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`a an the of in on at to for by with from into and or that which who whom whose what when where how is are was were be been being
		does do did has have had will would can could should may might must it its their there this these those as than s`) {
		m[w] = true
	}
	return m
}()

// longestWord is how many bytes of a word count.
const longestWord = 64

// Span is a part of a text, in code points from its start; End is exclusive.
type Span struct{ Start, End int }

// word is one of a text, as it is compared, and where it stands.
type word struct {
	stem string
	span Span
}

// Words is the words of a text as they are compared, in order: folded, stems, without those of grammar. "£1m" and
// "$1,000,000" are both 1000000.
func Words(text string) []string {
	found := scan(text)
	out := make([]string, len(found))
	for i, w := range found {
		out[i] = w.stem
	}
	return out
}

// Spans is where a text has any of some words, as Words returns them, in order.
func Spans(text string, words []string) []Span {
	wanted := make(map[string]bool, len(words))
	for _, w := range words {
		wanted[w] = true
	}
	out := []Span{}
	for _, w := range scan(text) {
		if wanted[w.stem] {
			out = append(out, w.span)
		}
	}
	return out
}

// multiples are what a number may be followed by, in zeros.
var multiples = map[string]int{"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}

func scan(text string) []word {
	var out []word
	env := snowballstem.NewEnv("")
	runes := 0
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			at, runes = at+size, runes+1
			continue
		}
		from, first := at, runes
		for at < len(text) {
			r, size := utf8.DecodeRuneInString(text[at:])
			next, _ := utf8.DecodeRuneInString(text[at+size:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && (r != ',' && r != '.' || !unicode.IsDigit(next) || !unicode.IsDigit(rune(text[at-1]))) {
				break
			}
			at, runes = at+size, runes+1
		}
		raw := names.Fold(text[from:at])
		if raw == "" || stopWords[raw] {
			continue
		}
		here := Span{first, runes}
		if n := len(out); n > 0 && isNumber(out[n-1].stem) {
			if zeros, ok := multiples[raw]; ok {
				out[n-1].stem = scaled(out[n-1].stem, zeros)
				out[n-1].span.End = runes
				continue
			}
		}
		out = append(out, word{stemOf(env, raw), here})
	}
	return out
}

func isNumber(s string) bool {
	return s != "" && s[0] >= '0' && s[0] <= '9' && strings.Trim(s, "0123456789.") == ""
}

// scaled is a number with zeros: "1.5" and 6 are 1500000.
func scaled(number string, zeros int) string {
	whole, fraction, _ := strings.Cut(number, ".")
	if len(fraction) > zeros || len(whole) > 15 {
		return number
	}
	return whole + fraction + strings.Repeat("0", zeros-len(fraction))
}

func stemOf(env *snowballstem.Env, w string) string {
	w = clip(w)
	if w[0] >= '0' && w[0] <= '9' {
		plain := strings.ReplaceAll(w, ",", "")
		if end := strings.IndexFunc(plain, unicode.IsLetter); end > 0 {
			if zeros, ok := multiples[plain[end:]]; ok && isNumber(plain[:end]) {
				return scaled(plain[:end], zeros)
			}
		}
		return plain
	}
	for i := range len(w) {
		if w[i] >= utf8.RuneSelf {
			return w // the stemmer knows English only
		}
	}
	env.SetCurrent(w)
	english.Stem(env)
	return env.Current()
}

// clip shortens what is no word of any language, between characters.
func clip(w string) string {
	if len(w) <= longestWord {
		return w
	}
	w = w[:longestWord]
	for !utf8.ValidString(w) {
		w = w[:len(w)-1]
	}
	return w
}
