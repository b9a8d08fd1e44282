package match

import (
	"slices"
	"strings"
	"unicode"

	"whence/graph/claim"
	"whence/graph/names"
)

// Body is what is known of one organisation.
type Body struct {
	ID          claim.ID
	Names       []string // the one that is shown first
	Postcodes   []string
	Places      []string // names or ids of where it is
	Identifiers []claim.Identifier
}

// name is a name taken to pieces.
type name struct {
	core     []string // its words without the legal form, "the" and what stands in brackets
	whole    string   // them in one
	initials string
	acronym  string // in brackets, or the whole name where that is one
	country  string // in brackets, as in Vodafone (United Kingdom)
	numbers  []string
}

// unheard are words that say nothing of whose name it is.
var unheard = map[string]bool{
	"the": true, "of": true, "and": true, "for": true, "in": true, "at": true, "on": true, "to": true, "a": true, "an": true, "de": true, "la": true, "et": true,
	"ltd": true, "plc": true, "llp": true, "cic": true, "cio": true, "inc": true, "co": true, "llc": true, "corp": true, "gmbh": true,
}

// spellings are other ways to write one word.
var spellings = map[string]string{
	"centre": "center", "organization": "organisation", "univ": "university", "dept": "department", "assoc": "association", "st": "saint", "intl": "international",
	"seventeen": "17", "sci": "science", "sciences": "science", "studies": "study", "nat": "national", "inst": "institute",
}

// parse takes a name to pieces.
func parse(text string) name {
	var n name
	outside, rest := text, text
	for {
		before, after, ok := strings.Cut(rest, "(")
		if !ok {
			break
		}
		inside, behind, closed := strings.Cut(after, ")")
		if !closed {
			break
		}
		inside = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(inside), "AKA "), "known as "))
		if strings.ToUpper(inside) == inside && !strings.ContainsRune(inside, ' ') {
			n.acronym = strings.ToLower(inside)
		} else {
			n.country = names.Fold(inside)
		}
		outside = strings.Replace(outside, "("+strings.SplitN(after, ")", 2)[0]+")", " ", 1)
		rest = before + " " + behind
	}
	for _, w := range strings.FieldsFunc(strings.ReplaceAll(names.Canonical(joined(outside)), "'", ""), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if other, ok := spellings[w]; ok {
			w = other
		}
		if unheard[w] {
			if w != "the" && len(w) > 1 && (w == "of" || w == "and" || w == "for") {
				n.initials += w[:1]
			}
			continue
		}
		n.core = append(n.core, w)
		n.initials += firstLetter(w)
		if strings.IndexFunc(w, unicode.IsDigit) >= 0 {
			n.numbers = append(n.numbers, w)
		}
	}
	n.whole = strings.Join(n.core, " ")
	if plain := strings.TrimSpace(outside); n.acronym == "" && len(n.core) == 1 && strings.ToUpper(plain) == plain && len(plain) <= 8 {
		n.acronym = n.whole
	}
	return n
}

// joined is a name with letters that stand alone in one word: J. D. S. G. as JDSG.
func joined(text string) string {
	var out []string
	open := false
	for w := range strings.FieldsSeq(strings.ReplaceAll(text, ".", " ")) {
		single := len([]rune(w)) == 1 && unicode.IsUpper([]rune(w)[0])
		if single && open {
			out[len(out)-1] += w
		} else {
			out = append(out, w)
		}
		open = single
	}
	return strings.Join(out, " ")
}

func firstLetter(w string) string {
	for _, r := range w {
		return string(r)
	}
	return ""
}

// short is the initials without those of small words.
func (n name) short() string {
	var b strings.Builder
	for _, w := range n.core {
		b.WriteString(firstLetter(w))
	}
	return b.String()
}

// postcodes is postcodes as they are compared.
func postcodes(list []string) (whole, areas []string) {
	for _, p := range list {
		p = strings.ToUpper(strings.ReplaceAll(p, " ", ""))
		if p == "" {
			continue
		}
		whole = append(whole, p)
		areas = append(areas, strings.TrimRight(p[:min(2, len(p))], "0123456789"))
	}
	return whole, areas
}

// meets reports whether two lists have anything in common; ok is false where one is empty.
func meets(a, b []string) (common, ok bool) {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) }), len(a) > 0 && len(b) > 0
}
