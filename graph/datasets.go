package graph

import (
	"context"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/quadstore"
)

// Dataset is one body of data, loaded and replaced as a whole.
type Dataset struct {
	Name string
	Info claim.DatasetInfo
}

// DatasetsOf is, for each document, the data sets that declare it, in the order of their names; none of one that the API alone
// knows.
func (v *View) DatasetsOf(ctx context.Context, documents []claim.ID) ([][]Dataset, error) {
	refs := make([]quadstore.ID, len(documents))
	for i, id := range documents {
		refs[i] = v.NodeOf(id)
	}
	var edges quadstore.Edges
	if err := v.About(ctx, &edges, refs, encoding.PredType); err != nil {
		return nil, err
	}
	out, met := make([][]Dataset, len(documents)), map[quadstore.ID]Dataset{}
	for i := range documents {
		for j, hi := edges.Of(i); j < hi; j++ {
			label := edges.Label[j]
			name, ours := strings.CutPrefix(v.Text(label), v.Base+encoding.DatasetPath)
			if label == 0 || !ours {
				continue
			}
			d, known := met[label]
			if !known {
				info, err := v.datasetInfo(ctx, label)
				if err != nil {
					return nil, err
				}
				d = Dataset{name, info}
				met[label] = d
			}
			out[i] = append(out[i], d)
		}
		slices.SortFunc(out[i], func(a, b Dataset) int { return strings.Compare(a.Name, b.Name) })
	}
	return out, nil
}

// datasetInfo is what a data set says of itself.
func (v *View) datasetInfo(ctx context.Context, dataset quadstore.ID) (info claim.DatasetInfo, err error) {
	texts := map[quad.IRI]*string{
		encoding.PredTitle: &info.Title, encoding.PredPublisher: &info.Publisher, encoding.PredLicence: &info.Licence, encoding.PredAttribution: &info.Attribution, encoding.PredURL: &info.URL,
	}
	var edges quadstore.Edges
	if err := v.About(ctx, &edges, []quadstore.ID{dataset}, encoding.PredTitle, encoding.PredPublisher, encoding.PredLicence, encoding.PredAttribution, encoding.PredURL, encoding.PredIssued, encoding.PredRecords, encoding.PredRefused); err != nil {
		return info, err
	}
	for i, pred := range edges.Pred {
		text := v.Text(edges.Object[i])
		for predicate, into := range texts {
			if pred == v.terms.ID(predicate) {
				*into = text
			}
		}
		switch pred {
		case v.terms.ID(encoding.PredIssued):
			info.Issued = claim.EDTF(text)
		case v.terms.ID(encoding.PredRecords):
			info.Records = encoding.WholeNumber(text)
		case v.terms.ID(encoding.PredRefused):
			info.Refused = encoding.WholeNumber(text)
		}
	}
	return info, nil
}
