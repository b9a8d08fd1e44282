package ask

import (
	"strings"
	"unicode"
)

// Span is a part of a text, in code points from its start; End is exclusive.
type Span struct{ Start, End int }

// token is a word of the question.
type token struct {
	text string // in lower case, apostrophes made straight
	raw  string
	span Span
	// comma says that a comma, semicolon or colon stands before it.
	comma bool
	// quoted numbers the quotation that it is part of, 0 for none.
	quoted int
}

// tokens cuts a text into words. A possessive is a token of its own: "iCentrum's" is "icentrum" and "'s". Marks of
// punctuation are dropped, but a comma is noted at the word behind it.
func tokens(text string) []token {
	runes := []rune(text)
	var out []token
	quotes, inside, comma := 0, false, false
	for i := 0; i < len(runes); {
		r := runes[i]
		switch {
		case isQuote(r):
			if inside = !inside; inside {
				quotes++
			}
			i++
		case inWord(runes, i):
			j := i
			for j < len(runes) && inWord(runes, j) {
				j++
			}
			quoted := 0
			if inside {
				quoted = quotes
			}
			out = appendWord(out, runes, i, j, comma, quoted)
			comma = false
			i = j
		default:
			comma = comma || r == ',' || r == ';' || r == ':' || r == '–' || r == '—'
			i++
		}
	}
	return out
}

func isQuote(r rune) bool { return strings.ContainsRune("\"“”«»„", r) }

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == '‘' }

// inWord reports whether the character belongs to a word: letters, digits, and marks between them.
func inWord(runes []rune, i int) bool {
	r := runes[i]
	if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune("£$€&%+#@", r) {
		return true
	}
	inner := i > 0 && i+1 < len(runes) && (isLetterOrDigit(runes[i-1]) || isApostrophe(runes[i-1])) && isLetterOrDigit(runes[i+1])
	switch {
	case isApostrophe(r):
		return inner
	case r == '-' || r == '/' || r == '_':
		return inner
	case r == '.' || r == ',':
		return inner && unicode.IsDigit(runes[i-1]) && unicode.IsDigit(runes[i+1])
	}
	return false
}

func isLetterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// contractions are words that stand for two.
var contractions = map[string][2]string{
	"who's": {"who", "is"}, "what's": {"what", "is"}, "where's": {"where", "is"}, "when's": {"when", "is"}, "how's": {"how", "is"},
	"there's": {"there", "is"}, "that's": {"that", "is"}, "it's": {"it", "is"}, "who've": {"who", "have"},
	"doesn't": {"does", "not"}, "don't": {"do", "not"}, "didn't": {"did", "not"}, "isn't": {"is", "not"}, "aren't": {"are", "not"},
	"wasn't": {"was", "not"}, "weren't": {"were", "not"}, "hasn't": {"has", "not"}, "haven't": {"have", "not"}, "won't": {"will", "not"},
	"can't": {"can", "not"}, "cannot": {"can", "not"}, "i'd": {"i", "would"}, "i'm": {"i", "am"},
}

// appendWord adds the characters from i to j, a contraction or a possessive as two words.
func appendWord(out []token, runes []rune, i, j int, comma bool, quoted int) []token {
	raw := string(runes[i:j])
	text := strings.ToLower(strings.Map(func(r rune) rune {
		if isApostrophe(r) {
			return '\''
		}
		return r
	}, raw))
	add := func(text string, from, to int) {
		out = append(out, token{text: text, raw: string(runes[from:to]), span: Span{from, to}, comma: comma, quoted: quoted})
		comma = false
	}
	if two, ok := contractions[text]; ok {
		add(two[0], i, j)
		add(two[1], i, j)
		return out
	}
	if stem, ok := strings.CutSuffix(text, "'s"); ok && stem != "" {
		add(stem, i, j-2)
		add("'s", j-2, j)
		return out
	}
	add(text, i, j)
	if strings.HasSuffix(text, "s") && j < len(runes) && isApostrophe(runes[j]) && (j+1 == len(runes) || unicode.IsSpace(runes[j+1])) {
		add("'s", j, j+1) // "clusters'"
	}
	return out
}
