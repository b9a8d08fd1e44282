package write

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/quadstore"
)

// What stands before the first slash of a data set's name is its owner: uk-tech-regions of uk-tech-regions/000.

// ownerOf is the owner of a data set, all of its name where it has no slash.
func ownerOf(dataset string) string {
	owner, _, _ := strings.Cut(dataset, "/")
	return owner
}

// strangers reports former ids that only data sets of other owners describe: who may write a file is not to rename what is
// others'.
func (p *plan) strangers(ctx context.Context, datasets []*claim.Dataset) (problems claim.ValidationErrors, err error) {
	for _, d := range datasets {
		for i, e := range d.Entities {
			for _, old := range e.FormerIDs {
				owners, err := p.describers(ctx, old)
				if err != nil {
					return nil, err
				}
				if len(owners) > 0 && !slices.Contains(owners, ownerOf(d.Name)) {
					problems = append(problems, &claim.ValidationError{Dataset: d.Name, Section: claim.InEntities, Index: i, Field: "was", Err: fmt.Errorf(
						"%s is described by data sets of %s, and this one is of %s: have somebody judge the two to be one, or load with --take-over where that is meant: %w",
						old, strings.Join(owners, ", "), ownerOf(d.Name), claim.ErrInvalid)})
				}
			}
		}
	}
	return problems, nil
}

// describers is the owners of the data sets that describe an entity, sorted.
func (p *plan) describers(ctx context.Context, id claim.ID) ([]string, error) {
	var edges quadstore.Edges
	if err := p.About(ctx, &edges, []quadstore.ID{p.Snapshot().ID(p.IRIOf(id))}, encoding.PredType); err != nil {
		return nil, err
	}
	var owners []string
	for _, label := range edges.Label {
		if name, ok := strings.CutPrefix(p.Text(label), string(p.DatasetIRI(""))); ok && label != 0 {
			owners = append(owners, ownerOf(name))
		}
	}
	slices.Sort(owners)
	return slices.Compact(owners), nil
}

// fewLost is how many claims a load may take away whatever share of a data set they are.
const fewLost = 20

// loss refuses a load that takes away more than half of what its data sets said: another file under the same name does.
func (p *plan) loss(datasets []*claim.Dataset) error {
	lost, had := p.report.Retracted, p.report.Retracted+p.report.Unchanged
	if lost < fewLost || 2*lost <= had {
		return nil
	}
	return claim.ValidationErrors{{Dataset: datasets[0].Name, Section: claim.InEntities, Index: -1, Field: "id", Err: fmt.Errorf(
		"the load would take away %d of the %d claims that were said under this name: give another file another id, or load with --take-over where that is meant: %w",
		lost, had, claim.ErrInvalid)}}
}
