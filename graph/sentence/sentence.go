// Package sentence says a claim as one plain English sentence: who says so, what it says with its figures, and when. It
// knows the model alone: names are given to it. Its rules are tested one by one, and every sentence of the seed claims
// stands in one golden file, to be read by a person when it changes.
package sentence

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"whence/graph/claim"
)

// Name is what an entity is called in a sentence.
type Name struct {
	Text      string
	Plural    bool // it takes the plural of a verb: "companies supported by WMHTIA"
	Described bool // a description and not a name: it begins in lower case within a sentence
}

// Names gives the name of each entity that Mentioned lists. An entity that is not in it is called by its id.
type Names map[claim.ID]Name

// Mentioned is the entities that the sentence of a claim may name.
func Mentioned(c claim.Claim) []claim.ID {
	var ids []claim.ID
	switch c := c.(type) {
	case *claim.Relationship:
		ids = []claim.ID{c.Subject, c.Object, c.FundedThrough, c.Recipient}
	case *claim.Measure:
		ids = []claim.ID{c.About, c.Place}
	case *claim.Attribute:
		ids = []claim.ID{c.About}
	}
	kept := ids[:0]
	for _, id := range append(ids, c.Base().StatedBy) {
		if id != "" {
			kept = append(kept, id)
		}
	}
	return kept
}

// Of is the sentence of a claim, with its full stop.
func Of(c claim.Claim, names Names) string {
	a := c.Base()
	w := writer{names: names, assertion: a, form: formOf(a)}
	var body string
	switch c := c.(type) {
	case *claim.Relationship:
		body = w.relationship(c)
	case *claim.Measure:
		body = w.measure(c)
	case *claim.Attribute:
		body = w.attribute(c)
	}
	var notes []string
	if a.Certainty == claim.Inferred {
		notes = append(notes, "worked out")
	}
	if !a.RetractedAt.IsZero() {
		notes = append(notes, "retracted")
	}
	if len(notes) > 0 {
		body += " (" + strings.Join(notes, ", ") + ")"
	}
	return stop(capitalised(body))
}

// writer puts the sentence of one claim together.
type writer struct {
	names     Names
	assertion *claim.Assertion
	form      form
}

// name is an entity's name within a sentence; a document's is its title, in quotation marks.
func (w *writer) name(id claim.ID) string {
	n, known := w.names[id]
	if !known || n.Text == "" {
		return string(id)
	}
	text := strings.TrimSpace(n.Text)
	switch {
	case id.Kind() == claim.Document && !strings.HasPrefix(text, "“"):
		return "“" + text + "”"
	case n.Described:
		return lowered(text)
	}
	return text
}

func (w *writer) plural(id claim.ID) bool { return w.names[id].Plural }

// say puts a subject and what is said of it together, in the voice of whoever says it:
//
//	iCentrum funds …                                  stated by the document
//	According to Neil Rami, Birmingham …              stated or claimed by somebody
//	Sir Albert Bore expects iCentrum to support …     expected by somebody
//	It is rumoured that …
func (w *writer) say(subject string, plural bool, v verb, rest string) string {
	speaker := ""
	if by := w.assertion.StatedBy; by != "" {
		speaker = w.name(by)
	}
	plain := join(subject, v.in(w.form, plural), rest)
	switch w.assertion.Certainty {
	case claim.Expected:
		if speaker != "" {
			return join(speaker, expects(w.plural(w.assertion.StatedBy)), subject, "to", v.infinitive(w.form), rest)
		}
		return join(subject, verb{be: "expected"}.in(now, plural), "to", v.infinitive(w.form), rest)
	case claim.Rumoured:
		if speaker != "" {
			return "According to " + speaker + ", it is rumoured that " + plain
		}
		return "It is rumoured that " + plain
	case claim.Claimed:
		if speaker == "" {
			return "It is claimed that " + plain
		}
	}
	if speaker != "" {
		return "According to " + speaker + ", " + plain
	}
	return plain
}

func expects(plural bool) string {
	if plural {
		return "expect"
	}
	return "expects"
}

// join puts words together with one blank between them, and none before a colon or comma.
func join(parts ...string) string {
	var s strings.Builder
	for _, p := range parts {
		if p = strings.TrimSpace(p); p == "" {
			continue
		}
		if s.Len() > 0 && !strings.HasPrefix(p, ":") && !strings.HasPrefix(p, ",") {
			s.WriteByte(' ')
		}
		s.WriteString(p)
	}
	return s.String()
}

// stop ends a sentence, once: behind "Ltd." or a question mark stands no other stop.
func stop(s string) string {
	s = strings.TrimRight(s, " ")
	bare := strings.TrimRight(s, "”\"')")
	if strings.HasSuffix(bare, ".") || strings.HasSuffix(bare, "!") || strings.HasSuffix(bare, "?") {
		if bare == s {
			return s
		}
		if strings.HasSuffix(s, "”") {
			return s
		}
	}
	return s + "."
}

// capitalised begins a sentence in upper case, unless its first word is written otherwise by whoever bears it: iCentrum.
func capitalised(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	word, _, _ := strings.Cut(s, " ")
	if !unicode.IsLower(first) || strings.ContainsFunc(word[size:], unicode.IsUpper) {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// lowered begins a phrase in lower case where its first word is an ordinary one: "An organisation", not "ICT" or "TechNorth".
func lowered(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	word, _, more := strings.Cut(s, " ")
	if !unicode.IsUpper(first) || strings.ContainsFunc(word[size:], func(r rune) bool { return unicode.IsUpper(r) || unicode.IsDigit(r) }) || (!more && size < len(s)) {
		return s
	}
	return string(unicode.ToLower(first)) + s[size:]
}

// article begins a noun phrase with a or an.
func article(noun string) string {
	if noun != "" && strings.ContainsRune("aeiouAEIOU", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}
