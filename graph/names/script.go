package names

import (
	"slices"
	"strings"
	"unicode"
)

// unspaced are scripts whose words are written without spaces between them.
var unspaced = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
}

// readings is what else a word is found by, by its script: each end of a run of words without spaces, Arabic without its
// article, Cyrillic and Greek in Latin letters.
func readings(full string) []string {
	runes := []rune(full)
	switch first := runes[0]; {
	case unicode.In(first, unspaced...):
		var ends []string
		for i := 1; i < min(len(runes)-1, maxWord); i++ {
			ends = append(ends, clip(string(runes[i:])))
		}
		return ends
	case unicode.Is(unicode.Cyrillic, first):
		return []string{clip(romanised(full, cyrillic))}
	case unicode.Is(unicode.Greek, first):
		modern, classical := clip(romanised(full, greek)), clip(romanised(full, classicalGreek))
		return slices.Compact([]string{modern, classical})
	}
	return nil
}

// articleless is an Arabic word without the article that it begins with, itself where it has none.
func articleless(full string) string {
	const article = "ال"
	if rest, ok := strings.CutPrefix(full, article); ok && letters(rest) >= 3 {
		return rest
	}
	return full
}

// romanised is a word in Latin letters; others are left as they are.
func romanised(word string, table map[rune]string) string {
	var b strings.Builder
	for _, r := range word {
		if latin, ok := table[r]; ok {
			b.WriteString(latin)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// cyrillic is the letters of Russian, Ukrainian, Belarusian, Bulgarian and Serbian after BGN/PCGN, without their accents: a
// folded word has none.
var cyrillic = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "zh", 'з': "z", 'и': "i", 'к': "k", 'л': "l", 'м': "m",
	'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh",
	'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu", 'я': "ya", 'і': "i", 'є': "ye", 'ґ': "g", 'ђ': "dj", 'ј': "j",
	'љ': "lj", 'њ': "nj", 'ћ': "c", 'џ': "dz",
}

// greek is ISO 843, and classicalGreek what English has taken from Greek: Hephaistos for Ifaistos.
var greek, classicalGreek = map[rune]string{
	'α': "a", 'β': "v", 'γ': "g", 'δ': "d", 'ε': "e", 'ζ': "z", 'η': "i", 'θ': "th", 'ι': "i", 'κ': "k", 'λ': "l", 'μ': "m",
	'ν': "n", 'ξ': "x", 'ο': "o", 'π': "p", 'ρ': "r", 'σ': "s", 'ς': "s", 'τ': "t", 'υ': "y", 'φ': "f", 'χ': "ch", 'ψ': "ps", 'ω': "o",
}, map[rune]string{
	'α': "a", 'β': "b", 'γ': "g", 'δ': "d", 'ε': "e", 'ζ': "z", 'η': "e", 'θ': "th", 'ι': "i", 'κ': "k", 'λ': "l", 'μ': "m",
	'ν': "n", 'ξ': "x", 'ο': "o", 'π': "p", 'ρ': "r", 'σ': "s", 'ς': "s", 'τ': "t", 'υ': "u", 'φ': "ph", 'χ': "ch", 'ψ': "ps", 'ω': "o",
}
