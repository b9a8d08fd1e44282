package loader

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"whence/graph/claim"
	entitynames "whence/graph/names"
)

// evidenceLint looks for what a reader of a claim and its quote would doubt. Most of what it says is right; none of it refuses
// anything.
type evidenceLint struct {
	*undertaking
	called map[claim.ID][]string // entities of the load, by all names that it gives them, folded
}

// lintEvidence warns of doubtful claims and aliases of all files.
func (u *undertaking) lintEvidence() {
	l := evidenceLint{undertaking: u, called: map[claim.ID][]string{}}
	for _, f := range u.files {
		for i, e := range f.dataset.Entities {
			for _, name := range append([]string{e.Name}, e.Aliases...) {
				l.called[e.ID] = append(l.called[e.ID], entitynames.Fold(name))
			}
			l.aliases(f, i)
		}
		for _, c := range f.dataset.Claims {
			if name, ok := c.(*claim.Attribute); ok && name.Property == "name" {
				l.called[name.About] = append(l.called[name.About], entitynames.Fold(name.Value))
			}
		}
	}
	for _, f := range u.files {
		for i, c := range f.dataset.Claims {
			l.claim(f, i, c)
		}
	}
}

// warn warns of an entry of a file, at a field of it.
func (l *evidenceLint) warn(kind WarningKind, f *claimsFile, at place, field, format string, args ...any) {
	l.warnings.count(kind, func() *Mistake {
		m := f.fault(at, field)
		m.File, m.Msg = f.name, fmt.Sprintf(format, args...)
		return m
	})
}

// aliases warns of aliases that are common nouns.
func (l *evidenceLint) aliases(f *claimsFile, i int) {
	e := f.dataset.Entities[i]
	if e.ID.Kind() == claim.Sector || e.ID.Kind() == claim.Document { // whose names are nouns
		return
	}
	for _, alias := range e.Aliases {
		if isGeneric(alias) {
			l.warn(GenericAlias, f, f.entities[i], "aliases", "%q is what many are called; leave it out, or search will find %s for it", alias, e.ID)
		}
	}
}

// generic are words that stand for whoever is spoken of.
var generic = map[string]bool{
	"council": true, "government": true, "university": true, "company": true, "programme": true, "project": true, "fund": true,
	"local enterprise partnership": true, "combined authority": true, "city council": true, "charity": true, "investors": true,
	"partners": true, "startups": true, "start-ups": true, "city": true, "region": true, "campus": true, "hub": true, "report": true,
}

// isGeneric reports whether a name is one common noun, with or without an article.
func isGeneric(name string) bool {
	folded := strings.TrimPrefix(strings.TrimPrefix(entitynames.Fold(name), "the "), "our ")
	if generic[folded] {
		return true
	}
	return !strings.Contains(folded, " ") && !strings.ContainsFunc(name, func(r rune) bool { return unicode.IsUpper(r) || unicode.IsDigit(r) }) &&
		strings.ContainsFunc(name, unicode.IsLower)
}

// claim warns of what is doubtful in one claim.
func (l *evidenceLint) claim(f *claimsFile, i int, c claim.Claim) {
	a, at := c.Base(), f.claims[i]
	if a.Certainty == claim.Expected && a.Status == claim.Actual {
		l.warn(ExpectedAsActual, f, at, "certainty", "what is expected is not yet so; say `status: PLANNED` or PROPOSED")
	}
	r, _ := c.(*claim.Relationship)
	if r != nil && r.Kind.Info().Symmetric && directed.MatchString(r.Role) {
		l.warn(DirectedRole, f, at, "role", "%s reads alike from both ends, and %.60q is of one of them; take a kind with a direction, or say what both are", r.Kind, r.Role)
	}
	quoted := l.quoted(f, a.Citations)
	if quoted == "" {
		return
	}
	for field, text := range repeatable(c) {
		if words := repeats(text, quoted); words != "" {
			l.warn(RepeatedWords, f, at, field, "repeats the source word for word: %q; say it in words of your own, the quote is there already", words)
		}
	}
	if r == nil {
		return
	}
	subject, object := l.isUnnamed(r.Subject, quoted), l.isUnnamed(r.Object, quoted)
	if subject != object { // where neither is named, another warning says so
		field, end := "subject", r.Subject
		if object {
			field, end = "object", r.Object
		}
		l.warn(UnnamedEnd, f, at, "cite", "the quote names the %s, %s, by no name, alias or pronoun; widen it to the clause that does", field, end)
	}
}

// isUnnamed reports whether a quote names an entity of the load by nothing.
func (l *evidenceLint) isUnnamed(end claim.ID, quoted string) bool {
	called := l.called[end]
	return len(called) > 0 && end.Kind() != claim.Document && !isNamed(called, quoted)
}

// directed are the words by which a role says who does what to whom.
var directed = regexp.MustCompile(`(?i)^(as|by|through|via|from|under|for|to)\b|\b(works|acts|serves|supports|funds|runs|leads|operates) `)

// quoted is the words that citations point at, folded; "" where not all of their texts are at hand.
func (l *evidenceLint) quoted(f *claimsFile, citations []claim.Citation) string {
	var b strings.Builder
	for _, c := range citations {
		in, ok := f.fileOf(c.Document)
		if !ok || c.End == 0 || in.File == "" {
			return ""
		}
		words, ok, err := l.Texts.Slice(in.File, c.Start, c.End)
		if !ok || err != nil {
			return ""
		}
		b.WriteString(entitynames.Fold(words) + " \n ")
	}
	return b.String()
}

// pronoun is a word that stands for an end that the quote doesn't name.
var pronoun = regexp.MustCompile(`\b(it|its|itself|he|him|his|she|her|they|them|their|we|us|our|i|my|who|which|that|this|these|those|here|there|both|whose|where)\b`)

// isNamed reports whether a quote has one of some names, a telling word of one, or a pronoun.
func isNamed(called []string, quoted string) bool {
	if pronoun.MatchString(quoted) {
		return true
	}
	for _, name := range called {
		if strings.Contains(quoted, name) || strings.Contains(strings.ReplaceAll(quoted, " ", ""), strings.ReplaceAll(name, " ", "")) {
			return true
		}
		for word := range strings.FieldsFuncSeq(name, isNoLetter) {
			if utf8.RuneCountInString(word) >= 4 && strings.Contains(quoted, word) {
				return true
			}
		}
	}
	return false
}

func isNoLetter(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// repeatable is the texts of a claim that are words of whoever wrote it, by their fields.
func repeatable(c claim.Claim) map[string]string {
	switch c := c.(type) {
	case *claim.Relationship:
		return map[string]string{"role": c.Role, "purpose": c.Purpose}
	case *claim.Measure:
		return map[string]string{"scope": c.Scope}
	case *claim.Attribute:
		if c.Property != "name" && c.Property != "title" {
			return map[string]string{"value": c.Value}
		}
	}
	return nil
}

// maxRepeated is how many words in a row a text may have in common with its source.
const maxRepeated = 8

// repeats is more words in a row than that of a text that stand in a quote too, "" for none.
func repeats(text, quoted string) string {
	words := strings.FieldsFunc(entitynames.Fold(text), isNoLetter)
	if len(words) <= maxRepeated {
		return ""
	}
	source := " " + strings.Join(strings.FieldsFunc(quoted, isNoLetter), " ") + " "
	for i := 0; i+maxRepeated < len(words); i++ {
		if run := strings.Join(words[i:i+maxRepeated+1], " "); strings.Contains(source, " "+run+" ") {
			return run
		}
	}
	return ""
}
