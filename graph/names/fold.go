package names

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold is a name as it is compared: case, accents, typographic quotes and dashes, and the width and number of spaces do
// not count. Two names are the same name exactly where their folds are equal.
func Fold(name string) string {
	var b strings.Builder
	b.Grow(len(name))
	space := true // none at the start
	for _, r := range decomposed(name) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case unicode.IsSpace(r):
			if space {
				continue
			}
			r = ' '
		case isApostrophe(r):
			r = '\''
		case r == '“' || r == '”':
			r = '"'
		case unicode.Is(unicode.Pd, r):
			r = '-'
		}
		space = r == ' '
		writeLower(&b, r)
	}
	return strings.TrimSuffix(b.String(), " ")
}

// AppendFold appends the fold of a name. It allocates nothing but room where the name is plain ASCII, as most are.
func AppendFold(dst, name []byte) []byte {
	from := len(dst)
	for _, c := range name {
		switch {
		case c >= utf8.RuneSelf:
			return append(dst[:from], Fold(string(name))...)
		case c == ' ' || '\t' <= c && c <= '\r':
			if n := len(dst); n > from && dst[n-1] != ' ' {
				dst = append(dst, ' ')
			}
		case 'A' <= c && c <= 'Z':
			dst = append(dst, c+'a'-'A')
		case c == '`':
			dst = append(dst, '\'')
		default:
			dst = append(dst, c)
		}
	}
	if n := len(dst); n > from && dst[n-1] == ' ' {
		dst = dst[:n-1]
	}
	return dst
}

// decomposed is a text with its accents apart from their letters; what is not UTF-8 is U+FFFD.
func decomposed(text string) string {
	return norm.NFKD.String(strings.ToValidUTF8(text, string(unicode.ReplacementChar)))
}

// writeLower writes a letter in lower case, without the strokes and ligatures that Unicode does not decompose.
func writeLower(b *strings.Builder, r rune) {
	switch r = unicode.ToLower(r); r {
	case 'ß':
		b.WriteString("ss")
	case 'æ':
		b.WriteString("ae")
	case 'œ':
		b.WriteString("oe")
	case 'þ':
		b.WriteString("th")
	case 'ø':
		b.WriteByte('o')
	case 'ł':
		b.WriteByte('l')
	case 'đ', 'ð':
		b.WriteByte('d')
	case 'ı':
		b.WriteByte('i')
	default:
		b.WriteRune(r)
	}
}

func isApostrophe(r rune) bool {
	return r == '\'' || r == '‘' || r == '’' || r == 'ʼ' || r == '`'
}
