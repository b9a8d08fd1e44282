package write

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/nodeset"
	"whence/graph/quadstore"
)

// A citation belongs to a dataset, or to whoever made it over the API: what one dataset drops, another may still say.
// graph.View.CitationOwners reads whose it is.

// owners is the IRIs of those that citations of some documents belong to.
func (p *plan) owners(ctx context.Context, cites, documents []quadstore.ID) ([][]quad.IRI, error) {
	found, err := p.CitationOwners(ctx, cites, documents)
	if err != nil {
		return nil, err
	}
	out, known := make([][]quad.IRI, len(cites)), map[quadstore.ID]quad.IRI{}
	for i := range cites {
		for _, owner := range found[i] {
			iri, met := known[owner]
			if !met {
				iri = quad.IRI(p.Text(owner))
				known[owner] = iri
			}
			out[i] = append(out[i], iri)
		}
	}
	return out, nil
}

// firstDeclarer is the dataset that a document's citations belong to where they name no owner, "" where none does.
func (p *plan) firstDeclarer(ctx context.Context, document quadstore.ID) (quad.IRI, error) {
	found, err := p.FirstDeclarers(ctx, nodeset.Set{document})
	if err != nil || len(found[document]) == 0 {
		return "", err
	}
	return quad.IRI(p.Text(found[document][0])), nil
}

// own lets the dataset that declares a document, or the API, own a citation from it. fresh says that nobody does yet.
func (p *plan) own(citation, document claim.ID, fresh bool) {
	owner, ref := p.declares[document], p.Snapshot().ID(p.IRIOf(citation))
	if owner == "" {
		owner = p.DatasetIRI(encoding.APIDataset)
	}
	first, known := p.firsts[document]
	if !known {
		first, _ = p.firstDeclarer(context.Background(), p.Snapshot().ID(p.IRIOf(document))) // one document: it is not long
		p.firsts[document] = first
		if first != owner && first != "" {
			p.encoder.Add(p.IRIOf(document), encoding.PredDeclaredBy, first, nil) // adding what is there changes nothing
		}
	}
	self := p.IRIOf(citation)
	if fresh {
		if first != owner && first != "" {
			p.encoder.Add(self, encoding.PredDeclaredBy, owner, nil)
		}
		return
	}
	var edges quadstore.Edges
	p.Snapshot().ExpandPage(&edges, ref, quad.Subject, p.Vocabulary().ID(encoding.PredDeclaredBy), 0, maxOwners)
	switch {
	case p.Vocabulary().ID(encoding.PredDeclaredBy) != 0 && edges.Len() > 0:
		p.encoder.Add(self, encoding.PredDeclaredBy, owner, nil) // adding what is there changes nothing
	case first != owner && first != "":
		p.encoder.Add(self, encoding.PredDeclaredBy, first, nil)
		p.encoder.Add(self, encoding.PredDeclaredBy, owner, nil)
	}
}

// maxOwners bounds how many owners of a citation are looked at.
const maxOwners = 1 << 10

// disown takes a citation away from the datasets, and reports whether nobody is left who owns it.
func (p *plan) disown(citation claim.ID, owners []quad.IRI, datasets []*claim.Dataset) bool {
	mine := func(owner quad.IRI) bool {
		return slices.ContainsFunc(datasets, func(d *claim.Dataset) bool { return p.DatasetIRI(d.Name) == owner })
	}
	if !slices.ContainsFunc(owners, mine) {
		return false
	}
	rest := slices.DeleteFunc(slices.Clone(owners), mine)
	if len(rest) == 0 {
		return true
	}
	for _, owner := range owners {
		if mine(owner) {
			p.batch.Remove = append(p.batch.Remove, quad.Quad{Subject: p.IRIOf(citation), Predicate: encoding.PredDeclaredBy, Object: owner})
		}
	}
	return false
}
