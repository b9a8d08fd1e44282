package loader

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"whence/graph/claim"
)

// finding is what a reader should know of a text.
type finding struct {
	kind WarningKind
	says string
}

// lint is what is suspicious in a text, each kind once, and the text without what must not reach a label. It takes one pass
// over a text of ASCII.
func lint(s string) (clean string, found []finding) {
	if strings.IndexByte(s, '&') >= 0 {
		if entity := htmlEntity.FindString(s); entity != "" {
			found = append(found, finding{HTMLEntity, fmt.Sprintf("%.40q holds %s; write the character that is meant", s, entity)})
		}
	}
	if isASCII(s) {
		return s, found
	}
	clean, found = hidden(s, found)
	if word := mixed(clean); word != "" {
		found = append(found, finding{MixedScripts, fmt.Sprintf("the word %q has letters of %s; one looks like another", word, scriptsOf(word))})
	}
	if broken := mojibake(s); broken != "" {
		found = append(found, finding{Mojibake, fmt.Sprintf("%.40q holds %q, which looks like UTF-8 read in another encoding; save the file it comes from as UTF-8", s, broken)})
	}
	return clean, found
}

var htmlEntity = regexp.MustCompile(`&(amp|lt|gt|quot|apos|nbsp|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});`)

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// hidden takes out the characters that nobody sees, and says which they were.
func hidden(s string, found []finding) (string, []finding) {
	var clean strings.Builder
	counts := map[WarningKind]int{}
	first := map[WarningKind]rune{}
	runes := []rune(s)
	for i, r := range runes {
		kind := hiddenKind(r)
		if kind == "" || joins(runes, i) {
			clean.WriteRune(r)
			continue
		}
		if counts[kind]++; counts[kind] == 1 {
			first[kind] = r
		}
		if kind == ControlCharacter {
			clean.WriteRune(' ')
		}
	}
	if len(counts) == 0 {
		return s, found
	}
	for _, kind := range []WarningKind{InvisibleCharacter, DirectionCharacter, ControlCharacter} {
		if counts[kind] > 0 {
			found = append(found, finding{kind, fmt.Sprintf("%.60q holds %U; take it out, unless it is meant", s, first[kind])})
		}
	}
	return strings.Join(strings.Fields(clean.String()), " "), found
}

// hiddenKind is the kind of a character that nobody sees, "" for others.
func hiddenKind(r rune) WarningKind {
	switch {
	case r >= 0x80 && r < 0xA0:
		return ControlCharacter
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0x200E, r == 0x200F, r == 0x061C:
		return DirectionCharacter
	case r == 0x2028, r == 0x2029: // line and paragraph separators
		return ControlCharacter
	case unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r), r == 0x034F,
		r == 0x115F, r == 0x1160, r == 0x3164, r == 0xFFA0, // fillers
		r == 0x2800: // a pattern of Braille without dots
		return InvisibleCharacter
	}
	return ""
}

// joins reports whether a joiner stands where it belongs: between letters of a script that is written with them, or within an
// emoji.
func joins(runes []rune, i int) bool {
	const nonJoiner, joiner = 0x200C, 0x200D
	if r := runes[i]; r != nonJoiner && r != joiner || i == 0 {
		return false
	}
	before := runes[i-1]
	if before == 0xFE0F && i > 1 { // an emoji's variation
		before = runes[i-2]
	}
	return unicode.In(before, unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Nko, unicode.Devanagari, unicode.Bengali,
		unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam,
		unicode.Sinhala, unicode.Khmer, unicode.Myanmar, unicode.Tibetan) || unicode.Is(unicode.So, before) || unicode.Is(unicode.Sk, before)
}

// lookalikes are the scripts whose letters are taken for one another.
var lookalikes = []struct {
	name  string
	table *unicode.RangeTable
}{{"Latin", unicode.Latin}, {"Cyrillic", unicode.Cyrillic}, {"Greek", unicode.Greek}}

// mixed is a word with letters of two scripts that look alike, "" where there is none.
func mixed(s string) string {
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		if n := utf8.RuneCountInString(word); n > 1 && strings.Contains(scriptsOf(word), " and ") {
			return word
		}
	}
	return ""
}

func scriptsOf(word string) string {
	var names []string
	for _, script := range lookalikes {
		if strings.ContainsFunc(word, func(r rune) bool { return r != 'µ' && unicode.Is(script.table, r) }) {
			names = append(names, script.name)
		}
	}
	return strings.Join(names, " and ")
}

// mojibake is a run of characters that are UTF-8 when they are written in Windows-1252, as "Â£" and "â€™" are, or U+FFFD.
func mojibake(s string) string {
	if strings.ContainsRune(s, utf8.RuneError) {
		return "\uFFFD"
	}
	for run := range strings.FieldsFuncSeq(s, func(r rune) bool { return r < utf8.RuneSelf }) {
		bytes, err := charmap.Windows1252.NewEncoder().String(run)
		if err == nil && utf8.ValidString(bytes) && utf8.RuneCountInString(bytes) < utf8.RuneCountInString(run) {
			return run
		}
	}
	return ""
}

// checkAddress says why a text is no address that a reader could follow, "" where it is one.
func checkAddress(s string) string {
	if strings.ContainsFunc(s, func(r rune) bool { return hiddenKind(r) != "" }) {
		return "is no address: it holds a character that nobody sees"
	}
	return claim.CheckAddress(s)
}
