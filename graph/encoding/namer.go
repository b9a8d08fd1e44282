package encoding

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
)

// DefaultBase is what IRIs begin with where no base is configured. It answers nowhere: example is reserved by RFC 2606.
const DefaultBase = "https://whence.example/"

// Namer turns ids into the IRIs of the store and back: the one place that knows their form.
type Namer struct{ Base string }

// What follows the base in the IRIs of entities and of data sets.
const (
	EntityPath  = "entity/"
	DatasetPath = "dataset/"
)

// APIDataset is the name, which no data set can have, of what is written claim by claim.
const APIDataset = "-api"

// NewNamer checks the base: an absolute IRI that ends in a slash.
func NewNamer(base string) (Namer, error) {
	if base == "" {
		base = DefaultBase
	}
	u, err := url.Parse(base)
	if err != nil || !u.IsAbs() || u.Host == "" || !strings.HasSuffix(base, "/") || u.RawQuery != "" || u.Fragment != "" {
		return Namer{}, fmt.Errorf("base %.100q: want an absolute IRI that ends in a slash, such as %s: %w", base, DefaultBase, claim.ErrInvalid)
	}
	return Namer{base}, nil
}

// IRIOf is the full form of an id.
func (n Namer) IRIOf(id claim.ID) quad.IRI {
	for _, own := range []string{claim.ClaimPrefix, claim.CitationPrefix, claim.RecordPrefix, claim.ConflictPrefix, claim.JudgementPrefix, claim.AssessmentPrefix} {
		if strings.HasPrefix(string(id), own) {
			return quad.IRI(n.Base + string(id))
		}
	}
	return quad.IRI(n.Base + EntityPath + string(id))
}

// DatasetIRI is the IRI that labels what a claims file says of entities.
func (n Namer) DatasetIRI(name string) quad.IRI { return quad.IRI(n.Base + DatasetPath + name) }

// DatasetNameOf is the name of a data set by its full IRI, "" of what is none, as what is written claim by claim.
func (n Namer) DatasetNameOf(iri string) string {
	name, ours := strings.CutPrefix(iri, n.Base+DatasetPath)
	if !ours || name == APIDataset {
		return ""
	}
	return name
}

// IDOf is the id that a full IRI stands for, "" where it is none of ours.
func (n Namer) IDOf(iri string) claim.ID {
	short, ours := strings.CutPrefix(iri, n.Base)
	if !ours {
		return ""
	}
	if entity, ok := strings.CutPrefix(short, EntityPath); ok {
		short = entity
	} else if strings.HasPrefix(short, DatasetPath) {
		return ""
	}
	id, err := claim.ParseID(short)
	if err != nil {
		return ""
	}
	return id
}

// KindOf reads the kind of an entity off its IRI, "" where it is none of ours.
func (n Namer) KindOf(iri []byte) claim.EntityKind {
	at := len(n.Base) + len(EntityPath)
	if len(iri) <= at || string(iri[:len(n.Base)]) != n.Base || string(iri[len(n.Base):at]) != EntityPath {
		return ""
	}
	return claim.KindOf(iri[at:])
}
