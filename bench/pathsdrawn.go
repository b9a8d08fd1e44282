package bench

import (
	"context"
	"fmt"

	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/paths"
)

// drawing is what lies within two steps of a hub, as we draw it and as Cayley counts it. Which of so many entities and
// relationships are drawn is ours to choose: Cayley is told the choice, finds everything within two steps, and counts the
// relationships of what is drawn. Compared are
//   - how many entities are drawn, and how many of them a step away: as many as there are, up to the limit, the nearer first;
//   - how many relationships are drawn, and between how many pairs: as many as there are between those entities, up to
//     three for each entity that may be drawn, those of different pairs first;
//   - how many relationships of every kind and direction are hidden: with those drawn they add up to all that Cayley finds.
//
// That the entities drawn lie within two steps, and that the relationships drawn are in the register, Cayley's side checks.
type drawing struct {
	both
	hub    claim.ID
	limit  int // of entities
	chosen paths.Subgraph
}

func (b both) drawing(ctx context.Context, hub claim.ID, limit int) (_ drawing, err error) {
	d := drawing{both: b, hub: hub, limit: limit}
	d.chosen, err = d.draw(ctx)
	return d, err
}

func (d drawing) draw(ctx context.Context) (paths.Subgraph, error) {
	return paths.Neighbourhood(ctx, d.view, paths.NeighbourhoodQuery{Of: []claim.ID{d.hub}, Depth: 2, Limit: d.limit})
}

// tally is what is compared.
type tally struct {
	entities, near, relationships, pairs int
	hidden                               map[graph.RelationshipCount]int // by kind and direction
}

// hide counts relationships as hidden.
func (t tally) hide(kind claim.RelationshipKind, d claim.Direction, count int) {
	key := graph.RelationshipCount{Kind: kind, Direction: d}
	if t.hidden[key] += count; t.hidden[key] == 0 {
		delete(t.hidden, key)
	}
}

func (d drawing) ours(ctx context.Context) (string, error) {
	drawn, err := d.draw(ctx)
	pairs, near := map[[2]claim.ID]bool{}, map[claim.ID]bool{d.hub: true}
	for _, r := range drawn.Relationships {
		pairs[[2]claim.ID{r.Subject, r.Object}] = true
		if r.Subject == d.hub || r.Object == d.hub {
			near[r.Subject], near[r.Object] = true, true
		}
	}
	t := tally{len(drawn.Nodes), len(near) - 1, len(drawn.Relationships), len(pairs), map[graph.RelationshipCount]int{}}
	for _, c := range drawn.Hidden {
		t.hide(c.Kind, c.Direction, c.Count)
	}
	return fmt.Sprint(t), err
}

func (d drawing) theirs(ctx context.Context) (string, error) {
	hub := quad.Value(quad.IRI(d.view.IRI(d.hub)))
	near, err := d.around(ctx, path.StartPath(d.memory, hub).Both(ways...))
	if err != nil {
		return "", err
	}
	all, err := d.around(ctx, path.StartPath(d.memory, hub).Both(ways...).Both(ways...))
	if err != nil {
		return "", err
	}
	for v := range near {
		all[v] = true
	}
	all[hub], near[hub] = true, true
	t := tally{entities: min(d.limit, len(all)), near: min(d.limit, len(near)) - 1, hidden: map[graph.RelationshipCount]int{}}
	chosen := map[quad.Value]bool{}
	for _, e := range d.chosen.Nodes {
		v := quad.IRI(d.view.IRI(e.ID))
		if !all[v] {
			return "", fmt.Errorf("%s is drawn and not within two steps", e.ID)
		}
		chosen[v] = true
	}
	return d.count(ctx, t, chosen, near)
}

func (d drawing) around(ctx context.Context, p *path.Path) (map[quad.Value]bool, error) {
	met := map[quad.Value]bool{}
	err := p.Unique().Iterate(ctx).EachValue(d.memory, func(v quad.Value) { met[v] = true })
	return met, err
}

// tied is a relationship without its claim.
type tied struct {
	subject, object quad.Value
	kind            claim.RelationshipKind
}

// count counts the relationships of the entities chosen, as Cayley finds them: those between two of them, and at those of
// them that are near the others too.
func (d drawing) count(ctx context.Context, t tally, chosen, near map[quad.Value]bool) (string, error) {
	var all, inner []quad.Value
	for v := range chosen {
		all = append(all, v)
		if near[v] {
			inner = append(inner, v)
		}
	}
	between := map[tied]int{}
	for i, way := range ways {
		kind := wayKinds[i]
		err := path.StartPath(d.memory, all...).Tag("subject").Out(way).Tag("object").Iterate(ctx).TagValues(d.memory, func(tags map[string]quad.Value) {
			if s, o := tags["subject"], tags["object"]; chosen[o] {
				between[tied{s, o, kind}]++
				t.hide(kind, claim.Out, 1) // until it is found to be drawn
				if near[o] {
					t.hide(kind, claim.In, -1)
				}
			} else if near[s] {
				t.hide(kind, claim.Out, 1)
			}
		})
		if err != nil {
			return "", err
		}
		in, err := path.StartPath(d.memory, inner...).In(way).Iterate(ctx).Count()
		if err != nil {
			return "", err
		}
		t.hide(kind, claim.In, int(in))
	}
	pairs := map[[2]quad.Value]bool{}
	for of, count := range between {
		t.relationships += count
		pairs[[2]quad.Value{of.subject, of.object}] = true
	}
	t.relationships, t.pairs = min(3*d.limit, t.relationships), min(3*d.limit, len(pairs))
	for _, r := range d.chosen.Relationships {
		of := tied{quad.IRI(d.view.IRI(r.Subject)), quad.IRI(d.view.IRI(r.Object)), r.Kind}
		if between[of]--; between[of] < 0 {
			return "", fmt.Errorf("%s is drawn and not in the register", r.ID)
		}
		t.hide(r.Kind, claim.Out, -1)
	}
	return fmt.Sprint(t), nil
}
