package datasets

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/nodeset"
	"whence/graph/paging"
	"whence/graph/quadstore"
)

// Dataset is one body of data, loaded and replaced as a whole.
type Dataset struct {
	Name string
	Rank int // 1 for the one whose names are shown first; one more than the last for those that have none
	Info claim.DatasetInfo

	ref quadstore.ID
}

// NodeID is the data set's id.
func (d *Dataset) NodeID() claim.ID { return claim.DatasetID(d.Name) }

// Named is the data sets of ids, nil where the graph knows none.
func Named(ctx context.Context, v *graph.View, ids []claim.ID) ([]*Dataset, error) {
	nodes := make([]quadstore.ID, len(ids))
	values := make([]quad.Value, len(ids))
	for i, id := range ids {
		if name, ok := claim.DatasetNameOf(id); ok {
			values[i] = v.DatasetIRI(name)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	if err := v.Snapshot().IDs(ctx, nodes, values); err != nil {
		return nil, err
	}
	known, err := read(ctx, v, nodes)
	if err != nil {
		return nil, err
	}
	out := make([]*Dataset, len(ids))
	for i, node := range nodes {
		out[i] = known[node]
	}
	return out, nil
}

// List is a page of the data sets of the graph, in the order of their names: of those that declare a document, and of those
// that say what they are.
func List(ctx context.Context, v *graph.View, w paging.Window) (paging.Page[*Dataset], error) {
	if err := w.Check(); err != nil {
		return paging.Page[*Dataset]{}, err
	}
	ctx = v.Timed(ctx, graph.ErrLongList)
	declared, err := v.Declared(ctx)
	if err != nil {
		return paging.Page[*Dataset]{}, err
	}
	nodes := make([]quadstore.ID, 0, len(declared))
	for node := range declared {
		nodes = append(nodes, node)
	}
	for _, predicate := range infoPredicates {
		if pred := v.Vocabulary().ID(predicate); pred != 0 {
			for q := range v.Snapshot().Scan(pred) {
				if q.Label == q.Subject {
					nodes = append(nodes, q.Subject)
				}
			}
		}
	}
	known, err := read(ctx, v, nodes)
	if err != nil {
		return paging.Page[*Dataset]{}, err
	}
	all := make([]*Dataset, 0, len(known))
	for _, d := range known {
		all = append(all, d)
	}
	slices.SortFunc(all, func(a, b *Dataset) int { return strings.Compare(a.Name, b.Name) })
	return paging.PageOf(ctx, all, w, func(i int, dst []byte) []byte { return append(dst, all[i].Name...) })
}

// Of is the data sets that say each of some claims, in the order of their names; none of one that the API alone says.
func Of(ctx context.Context, v *graph.View, claims []claim.Claim) ([][]*Dataset, error) {
	ctx = v.Timed(ctx, graph.ErrLongList)
	nodes := make([]quadstore.ID, len(claims))
	for i, c := range claims {
		nodes[i] = graph.EdgeOf(c).Claim
	}
	owners, err := v.ClaimOwners(ctx, nodes, time.Time{})
	if err != nil {
		return nil, err
	}
	return readLists(ctx, v, owners)
}

// Source is who gives a citation.
type Source struct {
	Datasets []*Dataset // in the order of their names
	ByHand   bool       // whether the API gave it too
}

// OfCitations is who gives each of some citations.
func OfCitations(ctx context.Context, v *graph.View, ids, documents []claim.ID) ([]Source, error) {
	out := make([]Source, len(ids))
	cites, err := v.OwnNodes(ctx, ids)
	if err != nil {
		return nil, err
	}
	from, err := v.OwnNodes(ctx, documents)
	if err != nil {
		return nil, err
	}
	owners, err := v.CitationOwners(ctx, cites, from)
	if err != nil {
		return nil, err
	}
	lists, err := readLists(ctx, v, owners)
	if err != nil {
		return nil, err
	}
	for i := range out {
		out[i] = Source{lists[i], len(lists[i]) < len(owners[i]) || len(owners[i]) == 0}
	}
	return out, nil
}

// readLists reads lists of nodes, each data set once; what is none is left out.
func readLists(ctx context.Context, v *graph.View, lists [][]quadstore.ID) ([][]*Dataset, error) {
	known, err := read(ctx, v, slices.Concat(lists...))
	if err != nil {
		return nil, err
	}
	out := make([][]*Dataset, len(lists))
	for i, list := range lists {
		for _, node := range list {
			if d := known[node]; d != nil {
				out[i] = append(out[i], d)
			}
		}
		slices.SortFunc(out[i], func(a, b *Dataset) int { return strings.Compare(a.Name, b.Name) })
	}
	return out, nil
}

// infoPredicates is what says what a data set is.
var infoPredicates = []quad.IRI{
	encoding.PredTitle, encoding.PredPublisher, encoding.PredLicence, encoding.PredAttribution, encoding.PredURL, encoding.PredIssued,
	encoding.PredRecords, encoding.PredRefused,
}

// read reads what data sets say of themselves, each once; nodes that are none are left out.
func read(ctx context.Context, v *graph.View, nodes []quadstore.ID) (map[quadstore.ID]*Dataset, error) {
	set := nodeset.New(slices.DeleteFunc(slices.Clone(nodes), func(node quadstore.ID) bool { return node == 0 }))
	out := make(map[quadstore.ID]*Dataset, len(set))
	if len(set) == 0 {
		return out, nil
	}
	var edges quadstore.Edges
	if err := v.About(ctx, &edges, set, infoPredicates...); err != nil {
		return nil, err
	}
	texts, err := v.TextsOf(ctx, set, edges.Object)
	if err != nil {
		return nil, err
	}
	for i, node := range set {
		name := v.DatasetNameOf(texts.Of(node))
		if name == "" {
			continue
		}
		d := &Dataset{Name: name, Rank: v.NameRank(node, texts), ref: node}
		for e, hi := edges.Of(i); e < hi; e++ {
			d.say(v, edges.Pred[e], texts.Of(edges.Object[e]))
		}
		out[node] = d
	}
	return out, nil
}

// say takes in one thing that a data set says of itself.
func (d *Dataset) say(v *graph.View, pred quadstore.ID, text string) {
	is := func(predicate quad.IRI) bool { return pred == v.Vocabulary().ID(predicate) }
	switch i := &d.Info; {
	case is(encoding.PredTitle):
		i.Title = text
	case is(encoding.PredPublisher):
		i.Publisher = text
	case is(encoding.PredLicence):
		i.Licence = text
	case is(encoding.PredAttribution):
		i.Attribution = text
	case is(encoding.PredURL):
		i.URL = text
	case is(encoding.PredIssued):
		i.Issued = claim.EDTF(text)
	case is(encoding.PredRecords):
		i.Records = encoding.WholeNumber(text)
	case is(encoding.PredRefused):
		i.Refused = encoding.WholeNumber(text)
	}
}
