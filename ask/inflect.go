package ask

import "strings"

// form is which form of a verb a phrase is in.
type form int

const (
	base       form = iota // fund
	present                // funds
	past                   // funded
	participle             // funded, given
	gerund                 // funding
	forms
)

// inflect is the forms of a verb phrase: its first word's, with the rest behind each.
func inflect(phrase string, irregular map[string][2]string) [forms]string {
	verb, rest, _ := strings.Cut(phrase, " ")
	if rest != "" {
		rest = " " + rest
	}
	head := ""
	if i := strings.LastIndexByte(verb, '-'); i >= 0 { // co-found
		head, verb = verb[:i+1], verb[i+1:]
	}
	pasts, ok := irregular[verb]
	if !ok {
		p := head + regularPast(verb)
		pasts = [2]string{strings.TrimPrefix(p, head), strings.TrimPrefix(p, head)}
	}
	return [forms]string{
		base: head + verb + rest, present: head + thirdPerson(verb) + rest, past: head + pasts[0] + rest,
		participle: head + pasts[1] + rest, gerund: head + ingForm(verb) + rest,
	}
}

func isVowel(b byte) bool { return strings.IndexByte("aeiou", b) >= 0 }

// endsInConsonantY is true of "try", false of "play".
func endsInConsonantY(w string) bool {
	return len(w) > 1 && w[len(w)-1] == 'y' && !isVowel(w[len(w)-2])
}

func thirdPerson(v string) string {
	switch v {
	case "have":
		return "has"
	case "be":
		return "is"
	}
	return plural(v)
}

// doubles reports whether a short verb doubles its last letter: plan, planned.
func doubles(v string) bool {
	n := len(v)
	if n < 3 || strings.IndexByte("bdgmnpt", v[n-1]) < 0 || !isVowel(v[n-2]) || isVowel(v[n-3]) {
		return false
	}
	vowels := 0
	for i := range n {
		if isVowel(v[i]) {
			vowels++
		}
	}
	return vowels == 1
}

func regularPast(v string) string {
	switch {
	case strings.HasSuffix(v, "e"):
		return v + "d"
	case endsInConsonantY(v):
		return v[:len(v)-1] + "ied"
	case doubles(v):
		return v + v[len(v)-1:] + "ed"
	}
	return v + "ed"
}

func ingForm(v string) string {
	switch {
	case v == "lie":
		return "lying"
	case v == "be" || strings.HasSuffix(v, "ee"):
		return v + "ing"
	case strings.HasSuffix(v, "e"):
		return v[:len(v)-1] + "ing"
	case doubles(v):
		return v + v[len(v)-1:] + "ing"
	}
	return v + "ing"
}

// plural is a noun in the plural, a phrase by its last word, or by its first where "of" follows.
func plural(noun string) string {
	if head, rest, ok := strings.Cut(noun, " of "); ok {
		return plural(head) + " of " + rest
	}
	switch {
	case noun == "person":
		return "people"
	case strings.HasSuffix(noun, "man"):
		return noun[:len(noun)-3] + "men"
	case endsInConsonantY(noun):
		return noun[:len(noun)-1] + "ies"
	case strings.HasSuffix(noun, "s"), strings.HasSuffix(noun, "x"), strings.HasSuffix(noun, "z"), strings.HasSuffix(noun, "ch"), strings.HasSuffix(noun, "sh"), noun == "go", noun == "do":
		return noun + "es"
	}
	return noun + "s"
}

// suffixes are taken off by stem, the first that fits.
var suffixes = []string{"nesses", "ments", "ations", "ation", "itions", "ition", "ment", "ions", "ion", "ings", "ing", "ies", "ers", "ors", "er", "or", "ed", "es", "e", "s", "y"}

// stem is what words of one family share: company and companies, pledge and pledged. It joins too much rather than too
// little: it only ever compares a question's words with those of one entity's figures.
func stem(w string) string {
	for _, s := range suffixes {
		if t, ok := strings.CutSuffix(w, s); ok && len(t) >= 3 {
			if n := len(t); n > 3 && t[n-1] == t[n-2] && !isVowel(t[n-1]) && t[n-1] != 's' && t[n-1] != 'l' {
				t = t[:n-1]
			}
			return t
		}
	}
	return w
}
