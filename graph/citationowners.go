package graph

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/nodeset"
	"whence/graph/quadstore"
)

// A citation belongs to the data sets that give it, or to whoever made it over the API. Most belong to the data set that
// declared their document first, and no quad says so; of the others quads say whose they are.

// CitationOwners is the nodes of the data sets that each citation belongs to, encoding.APIDataset among them where it was made
// by hand; documents is where each is from. It is empty of one from a document that nobody declares.
func (v *View) CitationOwners(ctx context.Context, cites, documents []quadstore.ID) ([][]quadstore.ID, error) {
	var edges quadstore.Edges
	if err := v.About(ctx, &edges, cites, encoding.PredDeclaredBy); err != nil {
		return nil, err
	}
	out := make([][]quadstore.ID, len(cites))
	var unsaid []quadstore.ID
	for i := range cites {
		if lo, hi := edges.Of(i); lo < hi {
			out[i] = edges.Object[lo:hi:hi]
		} else {
			unsaid = append(unsaid, documents[i])
		}
	}
	firsts, err := v.FirstDeclarers(ctx, nodeset.New(unsaid))
	if err != nil {
		return nil, err
	}
	for i := range cites {
		if out[i] == nil {
			out[i] = firsts[documents[i]]
		}
	}
	return out, nil
}

// FirstDeclarers is the data set that the citations from each of some documents belong to where they name no owner: the one
// that was noted when another declared the document too, else the one that declares it, of several that were loaded together
// the first by name.
func (v *View) FirstDeclarers(ctx context.Context, documents nodeset.Set) (map[quadstore.ID][]quadstore.ID, error) {
	out := make(map[quadstore.ID][]quadstore.ID, len(documents))
	var edges quadstore.Edges
	if err := v.Unresolved().About(ctx, &edges, documents, encoding.PredDeclaredBy, encoding.PredType); err != nil {
		return nil, err
	}
	several := map[quadstore.ID][]quadstore.ID{}
	for i, document := range documents {
		var declarers []quadstore.ID
		for e, hi := edges.Of(i); e < hi; e++ {
			if edges.Pred[e] == v.terms.ID(encoding.PredDeclaredBy) {
				declarers = edges.Object[e : e+1 : e+1]
				break
			}
			if label := edges.Label[e]; label != 0 && !slices.Contains(declarers, label) {
				declarers = append(declarers, label)
			}
		}
		if out[document] = declarers; len(declarers) > 1 {
			several[document] = declarers
		}
	}
	if len(several) == 0 {
		return out, nil
	}
	var names []quadstore.ID
	for _, declarers := range several {
		names = append(names, declarers...)
	}
	texts, err := v.TextsOf(ctx, names)
	if err != nil {
		return nil, err
	}
	for document, declarers := range several {
		out[document] = []quadstore.ID{slices.MinFunc(declarers, texts.CompareIDs)}
	}
	return out, nil
}

// ClaimOwners is the nodes of those that each claim belongs to, each once, in no order: by its citations that stood at a
// moment, now where that is zero; by all of them where none did.
func (v *View) ClaimOwners(ctx context.Context, claims []quadstore.ID, at time.Time) ([][]quadstore.ID, error) {
	raw := v.Unresolved() // a document belongs to its own data sets, whatever it was found to be one with
	var edges quadstore.Edges
	if err := raw.About(ctx, &edges, claims, encoding.PredQuotedFrom); err != nil {
		return nil, err
	}
	owners, err := raw.CitationOwners(ctx, edges.Label, edges.Object)
	if err != nil {
		return nil, err
	}
	stood, err := raw.citationsAt(ctx, edges.Label, at)
	if err != nil {
		return nil, err
	}
	out := make([][]quadstore.ID, len(claims))
	for i := range claims {
		lo, hi := edges.Of(i)
		none := !slices.Contains(stood[lo:hi], true)
		for j := lo; j < hi; j++ {
			if !stood[j] && !none {
				continue
			}
			if out[i] == nil {
				out[i] = owners[j] // most have one citation
				continue
			}
			for _, owner := range owners[j] {
				if !slices.Contains(out[i], owner) {
					out[i] = append(slices.Clip(out[i]), owner)
				}
			}
		}
	}
	return out, nil
}

// citationsAt reports which citations stood at a moment, now where that is zero. One that was made with its claim has no time
// of its own, and stood from the first.
func (v *View) citationsAt(ctx context.Context, cites []quadstore.ID, at time.Time) ([]bool, error) {
	out := make([]bool, len(cites))
	if at.IsZero() {
		for i, cite := range cites {
			out[i] = !v.retired.Has(cite)
		}
		return out, nil
	}
	var edges quadstore.Edges
	if err := v.About(ctx, &edges, cites, encoding.PredRecorded, encoding.PredRetracted); err != nil {
		return nil, err
	}
	texts, err := v.TextsOf(ctx, edges.Object)
	if err != nil {
		return nil, err
	}
	recorded := v.terms.ID(encoding.PredRecorded)
	for i := range cites {
		var before, after time.Time // of the last event until the moment, and of the first behind it
		out[i] = true
		for e, hi := edges.Of(i); e < hi; e++ {
			t, stands := encoding.ParseTime(texts.Of(edges.Object[e])), edges.Pred[e] == recorded
			switch {
			case !t.After(at) && !t.Before(before):
				before, out[i] = t, stands
			case t.After(at) && before.IsZero() && (after.IsZero() || t.Before(after)):
				after, out[i] = t, !stands
			}
		}
	}
	return out, nil
}

// DatasetNodes is the nodes of data sets by their ids. The error wraps ErrNotFound where one is of none that the graph knows.
func (v *View) DatasetNodes(ctx context.Context, ids []claim.ID) (map[quadstore.ID]bool, error) {
	nodes, terms := make([]quadstore.ID, len(ids)), make([]quad.Value, len(ids))
	for i, id := range ids {
		if name, ok := claim.DatasetNameOf(id); ok {
			terms[i] = v.DatasetIRI(name)
		}
	}
	if len(ids) > 0 {
		if err := v.snap.IDs(ctx, nodes, terms); err != nil {
			return nil, err
		}
	}
	set := make(map[quadstore.ID]bool, len(ids))
	for i, node := range nodes {
		if node == 0 {
			return nil, NotFound("data set", ids[i])
		}
		set[node] = true
	}
	return set, nil
}

// DocumentsDeclaredBy is the documents that data sets declare or declared, each once, in the order of the store.
func (v *View) DocumentsDeclaredBy(ctx context.Context, datasets map[quadstore.ID]bool) (nodeset.Set, error) {
	lists, err := v.Declared(ctx)
	if err != nil {
		return nil, err
	}
	var all []quadstore.ID
	for dataset := range datasets {
		all = append(all, lists[dataset]...)
	}
	return nodeset.New(all), nil
}

// Declared is the documents of every data set that declares any, by the node of the data set: one call, at the cost of all
// documents.
func (v *View) Declared(ctx context.Context) (map[quadstore.ID][]quadstore.ID, error) {
	document, declared := v.terms.ID(quad.IRI(claim.Document.Class())), v.terms.ID(encoding.PredType)
	out := map[quadstore.ID][]quadstore.ID{}
	if document == 0 || declared == 0 {
		return out, nil
	}
	var edges quadstore.Edges
	if err := v.Unresolved().snap.Expand(ctx, &edges, []quadstore.ID{document}, quad.Object, declared); err != nil {
		return nil, fmt.Errorf("documents of data sets: %w", err)
	}
	for i, label := range edges.Label {
		if label != 0 {
			out[label] = append(out[label], edges.Subject[i])
		}
	}
	return out, nil
}

// datasetSets is the two conditions of a filter on who says a claim, each nil where any may.
func (v *View) datasetSets(ctx context.Context, f ClaimFilter) (some, one map[quadstore.ID]bool, err error) {
	if f.Datasets != nil {
		if some, err = v.DatasetNodes(ctx, f.Datasets); err != nil {
			return nil, nil, err
		}
	}
	if f.Dataset != "" {
		one, err = v.DatasetNodes(ctx, []claim.ID{f.Dataset})
	}
	return some, one, err
}

// byDatasets asks which data sets say so.
func (s *ClaimFilterEval) byDatasets(ctx context.Context, incidences []Incidence) ([]Incidence, error) {
	if s.datasets == nil && s.dataset == nil {
		return incidences, nil
	}
	owners, err := s.ClaimOwners(ctx, s.claimNodes(incidences), s.Filter.KnownAt)
	if err != nil {
		return nil, err
	}
	among := func(owners []quadstore.ID, set map[quadstore.ID]bool) bool {
		return set == nil || slices.ContainsFunc(owners, func(owner quadstore.ID) bool { return set[owner] })
	}
	kept := incidences[:0]
	for i, t := range incidences {
		if among(owners[i], s.datasets) && among(owners[i], s.dataset) {
			kept = append(kept, t)
		}
	}
	return kept, nil
}

// passDatasets asks which data sets describe entities.
func (s *entityFilterEval) passDatasets(ctx context.Context, on *scratch, nodes []quadstore.ID) (_ []quadstore.ID, err error) {
	if s.filter.Datasets == nil {
		return nodes, nil
	}
	if s.datasets == nil {
		if s.datasets, err = s.DatasetNodes(ctx, s.filter.Datasets); err != nil {
			return nil, err
		}
	}
	if err := s.About(ctx, &on.edges, nodes, encoding.PredType); err != nil {
		return nil, err
	}
	kept := nodes[:0]
	for i, id := range nodes {
		lo, hi := on.edges.Of(i)
		if slices.ContainsFunc(on.edges.Label[lo:hi], func(label quadstore.ID) bool { return s.datasets[label] }) {
			kept = append(kept, id)
		}
	}
	return kept, nil
}
