package erasure

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
)

// maxNamed is how many places are listed that still name what was erased; more are counted.
const maxNamed = 20

// Remains is where the graph still names what was erased, in words: nobody but a person can tell whether these are about it.
type Remains struct {
	Values    []claim.ID // claims, or entities, with a value that has a name of it: the first 20
	ValuesAll int
	Documents []claim.ID // whose text, kept in the store, has a name of it: the first 20
	TextsAll  int
	Reasons   []uint64 // commits with a reason that names it: reasons are part of the chain and stay
	Files     []string // texts of erased documents that lie in the folder of texts, which is not the store's
}

// document notes a document whose text names what was erased.
func (r *Remains) document(id claim.ID) {
	if r.TextsAll++; len(r.Documents) < maxNamed && id != "" {
		r.Documents = append(r.Documents, id)
	}
}

// nameList is what was erased is called.
type nameList []string

// shortestName is the fewest letters of a name that is looked for: shorter ones are in every other word.
const shortestName = 4

func (l *nameList) add(names ...string) {
	for _, name := range names {
		if name = strings.ToLower(strings.TrimSpace(name)); utf8.RuneCountInString(name) >= shortestName {
			*l = append(*l, name)
		}
	}
}

// in reports whether a text has any of the names.
func (l nameList) in(text string) bool {
	text = strings.ToLower(text)
	for _, name := range l {
		if strings.Contains(text, name) {
			return true
		}
	}
	return false
}

// idPattern finds what may be an id in a text.
var idPattern = regexp.MustCompile(`[a-z]+/[a-z0-9.-]+`)

// mentions reports whether a text names what is erased, by a name or by an id.
func (s *scope) mentions(text string, names nameList) bool {
	if names.in(text) {
		return true
	}
	for _, id := range idPattern.FindAllString(text, -1) {
		if s.erased[claim.ID(id)] {
			return true
		}
	}
	return false
}

// value notes a value that stays and names what was erased.
func (r *Remains) value(s *scope, q quad.Quad, names nameList) {
	var text string
	switch v := q.Object.(type) {
	case quad.String:
		text = string(v)
	case quad.LangString:
		text = string(v.Value)
	default:
		return
	}
	if len(names) == 0 || !names.in(text) {
		return
	}
	of := s.idOf(q.Label)
	if !of.IsClaim() {
		of = s.idOf(q.Subject)
	}
	if n := len(r.Values); n > 0 && r.Values[n-1] == of {
		return
	}
	if r.ValuesAll++; len(r.Values) < maxNamed {
		r.Values = append(r.Values, of)
	}
}
