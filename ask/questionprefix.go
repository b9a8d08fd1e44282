package ask

import "strings"

// Lead is the beginning of a question about a kind: with a name, and what stands behind it, it is a whole one. Object says
// that the name is to be the object of the claims.
type Lead struct {
	Text   string // in lower case
	Behind string
	Object bool
}

// Leads is how a kind is asked about from either end: "who funds X", "what does X fund".
func (l *Lexicon) Leads(kind string) []Lead {
	p, ok := l.primary[kind]
	if !ok {
		return nil
	}
	if p.predicate {
		return []Lead{{Text: "what is " + p.present, Object: true}, {Text: "what is", Behind: " " + p.base}}
	}
	who := "who "
	if strings.HasPrefix(kind, "DEPICTS") || kind == "COVERS" || kind == "CITES" || kind == "EXPANDS" || kind == "SUPPORTS_SECTOR" {
		who = "what "
	}
	return []Lead{{Text: who + p.present, Object: true}, {Text: "what does", Behind: " " + p.base}}
}

// primary is the first verb of a kind, by which it is asked.
type primary struct {
	base, present string
	predicate     bool // used with "is"
}
