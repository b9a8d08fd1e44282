package erasure

import (
	"iter"
	"strings"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/encoding"
)

// scope is the ids that are erased. It grows, pass by pass over all quads, until a pass finds nothing more.
type scope struct {
	encoding.Namer
	erased map[claim.ID]bool
	lost   map[claim.ID]bool // claims and records that lose a citation: they go where none is left
}

// grow adds whatever goes with what is erased. Quads is all of the store, at each call.
func (s *scope) grow(quads func() iter.Seq2[quad.Quad, error]) error {
	for {
		before := len(s.erased) + len(s.lost)
		cited := map[claim.ID]bool{} // of those that lose a citation: they have another
		for q, err := range quads() {
			if err != nil {
				return err
			}
			s.learn(q, cited)
		}
		if len(s.erased)+len(s.lost) > before {
			continue
		}
		for id := range s.lost {
			if !cited[id] {
				s.erase(id)
			}
		}
		if len(s.erased)+len(s.lost) == before {
			return nil
		}
	}
}

// learn adds what one quad says is to go.
func (s *scope) learn(q quad.Quad, cited map[claim.ID]bool) {
	subject, object, label := s.idOf(q.Subject), s.idOf(q.Object), s.idOf(q.Label)
	switch q.Predicate {
	case encoding.PredQuotedFrom: // a claim from a document, labelled by the citation
		if s.erased[subject] || s.erased[object] {
			s.erase(label)
		}
		s.lose(subject, label, cited)
	case encoding.PredField: // of a citation, labelled by the record
		if s.erased[label] {
			s.erase(subject)
		}
		s.lose(label, subject, cited)
	case encoding.PredRecordKey, encoding.PredRecordAt: // of a record, labelled by its document
		if s.erased[label] {
			s.erase(subject)
		}
	case encoding.PredAssesses: // a claim, labelled by the citation that it is about
		if s.erased[object] || s.erased[label] {
			s.erase(subject)
		}
	case encoding.PredRevisedBy: // the claim that corrects another outlives it
	default:
		if s.erased[object] && subject.Kind() == "" { // a part of a claim names it
			s.erase(subject)
		}
		if isOwn(label) && (s.erased[subject] || s.erased[object]) {
			s.erase(label)
		}
	}
}

// lose notes whether a claim or a record loses a citation or keeps it.
func (s *scope) lose(of, citation claim.ID, cited map[claim.ID]bool) {
	if s.erased[citation] {
		s.lost[of] = true
	} else if s.lost[of] {
		cited[of] = true
	}
}

func (s *scope) erase(id claim.ID) {
	if id != "" {
		s.erased[id] = true
	}
}

// isOwn reports whether a label is of one quad, which stands and falls with it: a claim's or a judgement's.
func isOwn(label claim.ID) bool {
	return label.IsClaim() || strings.HasPrefix(string(label), claim.JudgementPrefix)
}

// keeps reports whether a quad says nothing of what is erased.
func (s *scope) keeps(q quad.Quad) bool {
	return !s.erased[s.idOf(q.Subject)] && !s.erased[s.idOf(q.Object)] && !s.erased[s.idOf(q.Label)]
}

// idOf is the id that a value stands for, "" where it is none of ours.
func (s *scope) idOf(v quad.Value) claim.ID {
	iri, ok := v.(quad.IRI)
	if !ok {
		return ""
	}
	return s.IDOf(string(iri))
}
