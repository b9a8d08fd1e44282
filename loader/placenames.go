package loader

import (
	"context"
	"errors"
	"slices"

	"whence/graph"
	"whence/graph/claim"
	folding "whence/graph/names"
	"whence/graph/search"
)

// placeNames finds places by their names or codes: those of the load first, then those of the graph. Of several of one name it
// takes the one whose sort of place is meant most often.
type placeNames struct {
	graph *graph.Graph
	found map[string]claim.ID // of names that were asked for, "" for those that nobody bears
	given map[string][]claim.ID
	types map[claim.ID]string
}

func newPlaceNames(u *undertaking) *placeNames {
	p := &placeNames{graph: u.Graph, found: map[string]claim.ID{}, given: map[string][]claim.ID{}, types: map[claim.ID]string{}}
	for _, f := range u.files {
		p.learn(f.dataset)
	}
	return p
}

// learn takes up the places of a data set that have a code, and those of claims files.
func (p *placeNames) learn(d *claim.Dataset) {
	clear(p.found)
	for _, e := range d.Entities {
		if e.ID.Kind() != claim.Place {
			continue
		}
		for _, i := range e.Identifiers {
			if i.Scheme == gss {
				p.give(e.Name, e.ID)
				p.give(i.Value, e.ID)
			}
		}
	}
	for _, c := range d.Claims {
		if a, ok := c.(*claim.Attribute); ok && a.Property == "placeType" {
			p.types[a.About] = a.Value
		}
	}
}

// gss is the scheme of codes of the Government Statistical Service.
const gss = "GSS"

func (p *placeNames) give(name string, id claim.ID) {
	folded := folding.Fold(name)
	if !slices.Contains(p.given[folded], id) {
		p.given[folded] = append(p.given[folded], id)
	}
}

// find is the place of a name or a code, "" where there is none or it can't be told which.
func (p *placeNames) find(ctx context.Context, name string) claim.ID {
	folded := folding.Fold(name)
	if id, known := p.found[folded]; known {
		return id
	}
	id := p.best(p.given[folded], p.types)
	if id == "" && p.graph != nil {
		id = p.stored(ctx, name)
	}
	p.found[folded] = id
	return id
}

// meant are the sorts of place that a name alone means, likeliest first.
var meant = []string{"LOCAL_AUTHORITY", "DISTRICT", "CITY", "REGION", "COUNTY", "COMBINED_AUTHORITY", "COUNTRY"}

// best is the likeliest of some places, "" where two are as likely.
func (p *placeNames) best(of []claim.ID, types map[claim.ID]string) claim.ID {
	if len(of) == 1 {
		return of[0]
	}
	for _, t := range meant {
		var some []claim.ID
		for _, id := range of {
			if types[id] == t {
				some = append(some, id)
			}
		}
		if len(some) > 0 {
			if len(some) > 1 {
				return ""
			}
			return some[0]
		}
	}
	return ""
}

// stored looks in the graph.
func (p *placeNames) stored(ctx context.Context, name string) claim.ID {
	v := p.graph.Now()
	if e, err := search.EntityByIdentifier(ctx, v, gss, name); err == nil {
		return e.ID
	}
	e, err := search.EntityByName(ctx, v, name, claim.Place)
	if err == nil {
		return e.ID
	}
	several, ok := errors.AsType[*search.AmbiguousError](err)
	if !ok {
		return ""
	}
	types, err := v.Latest(ctx, several.Candidates, "placeType")
	if err != nil {
		return ""
	}
	var ids []claim.ID
	of := map[claim.ID]string{}
	for i, e := range several.Candidates {
		ids = append(ids, e.ID)
		if types[i] != nil {
			of[e.ID] = types[i].Value
		}
	}
	return p.best(ids, of)
}
