package answer

import (
	"cmp"

	"whence/graph/claim"
	"whence/graph/datasets"
)

// Dataset is a body of data, what it doesn't say null.
type Dataset datasets.Dataset

type (
	// DatasetConnection is a page of data sets.
	DatasetConnection = Connection[*Dataset]
	// DatasetEdge is a data set in a list.
	DatasetEdge = Edge[*Dataset]
)

// DatasetOf is d as the API shows it, nil of nil.
func DatasetOf(d *datasets.Dataset) *Dataset { return (*Dataset)(d) }

// DatasetsOf is a list of data sets as the API shows them.
func DatasetsOf(list []*datasets.Dataset) []*Dataset {
	out := make([]*Dataset, len(list))
	for i, d := range list {
		out[i] = DatasetOf(d)
	}
	return out
}

// Dataset is the data set as package datasets has it.
func (d *Dataset) Dataset() *datasets.Dataset { return (*datasets.Dataset)(d) }

// NodeID is the data set's id.
func (d *Dataset) NodeID() claim.ID { return d.Dataset().NodeID() }

// ID is the data set's id.
func (d *Dataset) ID() claim.ID { return d.NodeID() }

// Title is what it is called.
func (d *Dataset) Title() string { return cmp.Or(d.Info.Title, d.Name) }

// Publisher is who publishes it.
func (d *Dataset) Publisher() *string { return OrNull(&d.Info.Publisher) }

// Licence is where its terms stand.
func (d *Dataset) Licence() *string { return OrNull(&d.Info.Licence) }

// Attribution is what must be said wherever its data are shown.
func (d *Dataset) Attribution() *string { return OrNull(&d.Info.Attribution) }

// URL is where it is read on the web.
func (d *Dataset) URL() *string { return OrNull(&d.Info.URL) }

// Issued is when it was issued.
func (d *Dataset) Issued() *When { return WhenOf(&claim.When{EDTF: d.Info.Issued}) }

// Records is how many rows, objects or subjects were read.
func (d *Dataset) Records() int { return d.Info.Records }

// Refused is how many of them were set aside.
func (d *Dataset) Refused() int { return d.Info.Refused }
