package mapping

import (
	"iter"
	"slices"
	"strings"

	"whence/graph/claim"
	"whence/loader/records"
)

// Triple is a statement of an RDF file.
type Triple struct {
	Subject, Predicate, Object string
	IRI                        bool   // whether the object is one, or a blank node
	Language                   string // of the object
	Text                       string // the statement, in its canonical form
	Line                       int
}

const rdfType = claim.RDFNS + "type"

// subjects are the statements of a file by what they are of.
type subjects struct {
	order []string // in which they were met
	of    map[string][]Triple
}

// ReadRDF makes claims of the subjects of the mapping's class; of all subjects where it names none. A file is held in memory as a whole.
func (m *Mapping) ReadRDF(triples iter.Seq2[Triple, error], s records.Source) (*records.Result, error) {
	w := m.writer(s, false)
	all := subjects{of: map[string][]Triple{}}
	for t, err := range triples {
		if err != nil {
			return nil, err
		}
		if all.of[t.Subject] == nil {
			all.order = append(all.order, t.Subject)
		}
		all.of[t.Subject] = append(all.of[t.Subject], t)
	}
	all.about(w.builder)
	for _, subject := range all.order {
		said := all.of[subject]
		if m.Records != "" && !slices.ContainsFunc(said, func(t Triple) bool { return t.Predicate == rdfType && t.Object == m.Records }) {
			continue
		}
		in := &input{key: subject, hint: subject, line: said[0].Line, values: make([][]item, len(m.columns))}
		lines := make([]string, 0, len(said))
		for _, t := range said {
			lines = append(lines, t.Text)
		}
		slices.Sort(lines)
		in.digest = records.Digest(strings.Join(slices.Compact(lines), "\n"))
		w.subject(in, &all, subject)
		w.add(in)
	}
	return w.finish(), nil
}

// own is the path of a subject's own IRI.
const ownIRI = "@id"

// subject reads the columns of one subject.
func (w *writer) subject(in *input, all *subjects, subject string) {
	for i, c := range w.columns {
		if c.path == ownIRI {
			w.read(in, i, ownIRI, subject, nil)
			in.values[i][0].iri = true
			continue
		}
		found := []Triple{{Object: subject}}
		for step := range strings.SplitSeq(c.path, " / ") {
			var next []Triple
			for _, t := range found {
				for _, of := range all.of[t.Object] {
					if of.Predicate == step {
						next = append(next, of)
					}
				}
			}
			found = next
		}
		slices.SortStableFunc(found, func(a, b Triple) int { return strings.Compare(a.Object, b.Object) })
		for n, t := range found {
			var at []int
			if len(found) > 1 {
				at = []int{n}
			}
			before := len(in.values[i])
			w.read(in, i, c.path, t.Object, at)
			for v := before; v < len(in.values[i]); v++ {
				in.values[i][v].iri = t.IRI
				if t.Language != "" {
					in.values[i][v].language = t.Language
				}
			}
		}
	}
}

// dataset are the classes of what a file says of itself: by DCAT, VoID and Schema.org.
var dataset = []string{
	"http://www.w3.org/ns/dcat#Dataset", "http://www.w3.org/ns/dcat#Distribution", "http://rdfs.org/ns/void#Dataset", "https://schema.org/Dataset", "http://schema.org/Dataset",
}

// Vocabularies by which files say what they are.
const (
	dcterms = "http://purl.org/dc/terms/"
	foaf    = "http://xmlns.com/foaf/0.1/"
	odrs    = "http://schema.theodi.org/odrs#"
)

// about hands on what the file says of itself: the terms of each subject that is a body of data or a form of one.
func (s *subjects) about(b *records.Builder) {
	for _, subject := range s.order {
		said := s.of[subject]
		if !slices.ContainsFunc(said, func(t Triple) bool { return t.Predicate == rdfType && slices.Contains(dataset, t.Object) }) {
			continue
		}
		b.About(subject, claim.DatasetInfo{
			Title: s.first(said, dcterms+"title", "https://schema.org/name", "http://schema.org/name"), Publisher: s.publisher(said),
			Licence:     s.first(said, dcterms+"license", "https://schema.org/license", "http://schema.org/license", "http://creativecommons.org/ns#license"),
			Attribution: s.first(said, odrs+"attributionText", dcterms+"bibliographicCitation", "https://schema.org/creditText"),
			URL:         s.first(said, "http://www.w3.org/ns/dcat#landingPage", dcterms+"source"), Issued: records.Day(s.first(said, dcterms+"issued")),
		})
	}
}

// first is what a subject says by the first of some predicates that it says anything by, "" where it does by none.
func (s *subjects) first(said []Triple, predicates ...string) string {
	for _, p := range predicates {
		found := ""
		for _, t := range said {
			if t.Predicate == p && (found == "" || t.Object < found) {
				found = t.Object
			}
		}
		if found != "" {
			return found
		}
	}
	return ""
}

// publisher is who a subject says publishes it: its name where the file has one.
func (s *subjects) publisher(said []Triple) string {
	who := s.first(said, dcterms+"publisher", "https://schema.org/publisher", "http://schema.org/publisher")
	if name := s.first(s.of[who], foaf+"name", "https://schema.org/name", "http://schema.org/name", dcterms+"title"); name != "" {
		return name
	}
	if strings.HasPrefix(who, "_:") {
		return ""
	}
	return who
}
