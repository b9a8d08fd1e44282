package graph

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
)

// DefaultBase is what IRIs begin with where no base is configured. It answers nowhere: example is reserved by RFC 2606.
const DefaultBase = "https://whence.example/"

// namer turns ids into the IRIs of the store and back: the one place that knows their form.
type namer struct{ base string }

const (
	entityPath  = "entity/"
	datasetPath = "dataset/"
)

// newNamer checks the base: an absolute IRI that ends in a slash.
func newNamer(base string) (namer, error) {
	if base == "" {
		base = DefaultBase
	}
	u, err := url.Parse(base)
	if err != nil || !u.IsAbs() || u.Host == "" || !strings.HasSuffix(base, "/") || u.RawQuery != "" || u.Fragment != "" {
		return namer{}, fmt.Errorf("base %.100q: want an absolute IRI that ends in a slash, such as %s: %w", base, DefaultBase, claim.ErrInvalid)
	}
	return namer{base}, nil
}

// iri is the full form of an id.
func (n namer) iri(id claim.ID) quad.IRI {
	for _, own := range []string{claim.ClaimPrefix, claim.CitationPrefix, claim.RecordPrefix, claim.ConflictPrefix, claim.JudgementPrefix, claim.AssessmentPrefix} {
		if strings.HasPrefix(string(id), own) {
			return quad.IRI(n.base + string(id))
		}
	}
	return quad.IRI(n.base + entityPath + string(id))
}

// dataset is the IRI that labels what a claims file says of entities.
func (n namer) dataset(name string) quad.IRI { return quad.IRI(n.base + datasetPath + name) }

// id is the id that a full IRI stands for, "" where it is none of ours.
func (n namer) id(iri string) claim.ID {
	short, ours := strings.CutPrefix(iri, n.base)
	if !ours {
		return ""
	}
	if entity, ok := strings.CutPrefix(short, entityPath); ok {
		short = entity
	} else if strings.HasPrefix(short, datasetPath) {
		return ""
	}
	id, err := claim.ParseID(short)
	if err != nil {
		return ""
	}
	return id
}
