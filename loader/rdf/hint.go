package rdf

import (
	"bytes"
	"regexp"
	"sync"
)

// habit is how a word begins that people write by habit from Turtle and its
// kin, and what to write instead.
type habit struct {
	word   *regexp.Regexp
	advice string
}

// habits are compiled when the first error asks; the first that matches counts.
var habits = sync.OnceValue(func() []habit {
	return []habit{
		{regexp.MustCompile(`^(?i:@?prefix|@?base)$`), "prefixes are Turtle; write every IRI in full"},
		{regexp.MustCompile(`^[;,]`), "lists with ; and , are Turtle; write one full statement a line"},
		{regexp.MustCompile(`^[\[\](){}]`), "brackets are Turtle or TriG; write one full statement a line, with _:labels for what has no IRI"},
		{regexp.MustCompile(`^'`), `quote text with "`},
		{regexp.MustCompile(`^[+-]?\.?[0-9]`), `quote a number and give its type, as in "1"^^<http://www.w3.org/2001/XMLSchema#integer>`},
		{regexp.MustCompile(`^(true|false)\b`), `quote it and give its type, as in "true"^^<http://www.w3.org/2001/XMLSchema#boolean>`},
		{regexp.MustCompile(`^a$`), "write it in full, as <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"},
		{regexp.MustCompile(`^(?i:https?|urn|mailto|ftp):`), "put an IRI between < and >"},
		{regexp.MustCompile(`^(\pL[\pL\pN_.-]*)?:`), "prefixed names are Turtle; write the IRI in full between < and >"},
		{regexp.MustCompile(`^[\x{A0}\x{2000}-\x{200B}\x{202F}\x{3000}\x{FEFF}]`), "put an ordinary space or a tab there"},
	}
})

// hint is advice on a word that can't stand where it does, or "".
func hint(word []byte) string {
	const longest = 200 // what follows can't change the advice
	word = bytes.ToValidUTF8(word[:min(len(word), longest)], nil)
	for _, h := range habits() {
		if h.word.Match(word) {
			return h.advice
		}
	}
	return ""
}
