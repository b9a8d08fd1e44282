package graph_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/paging"
	"whence/graph/write"
)

// randomQuads says things at random of a handful of entities, circles and contradictions among them, as no claims file
// could but other quads can.
type randomQuads struct {
	*rapid.T
	quads  []quad.Quad
	claims int
}

func (r *randomQuads) entity(id claim.ID) quad.IRI {
	return quad.IRI(encoding.DefaultBase + "entity/" + string(id))
}

func (r *randomQuads) say(subject, predicate quad.IRI, object, label quad.Value) {
	r.quads = append(r.quads, quad.Quad{Subject: subject, Predicate: predicate, Object: object, Label: label})
}

func (r *randomQuads) claim(subject claim.ID, predicate quad.IRI, object quad.Value) quad.IRI {
	r.claims++
	label := quad.IRI(fmt.Sprintf("%sclaim/%032x", encoding.DefaultBase, r.claims*7919))
	r.say(r.entity(subject), predicate, object, label)
	if rapid.IntRange(0, 9).Draw(r.T, "retracted") == 0 {
		r.say(label, "http://www.w3.org/ns/prov#invalidatedAtTime", quad.TypedString{Value: "2020-01-01T00:00:00Z", Type: "http://www.w3.org/2001/XMLSchema#dateTime"}, nil)
	}
	return label
}

// certainty is unsaid, which is stated, or rumoured.
func (r *randomQuads) certainty(c quad.IRI) {
	if rapid.Bool().Draw(r.T, "rumoured") {
		r.say(c, claim.Namespace+"certainty", quad.IRI(claim.Namespace+"RUMOURED"), nil)
	}
}

func (r *randomQuads) named(ids []claim.ID) {
	for _, id := range ids {
		r.say(r.entity(id), "http://www.w3.org/2004/02/skos/core#prefLabel", quad.String(id), nil)
	}
}

func (r *randomQuads) view() *graph.View {
	g, err := graph.Open(context.Background(), graph.Options{})
	if err != nil {
		r.Fatal(err)
	}
	defer g.Close() // views stay readable
	_, err = write.LoadQuads(context.Background(), g, func(yield func(quad.Quad, error) bool) {
		for _, q := range r.quads {
			if !yield(q, nil) {
				return
			}
		}
	})
	if err != nil {
		r.Fatal(err)
	}
	return g.Now()
}

func (r *randomQuads) listed(v *graph.View, f graph.EntityFilter) []claim.ID {
	page, err := v.List(context.Background(), graph.EntityQuery{Filter: f, Window: paging.Window{First: paging.MaxPage}})
	if err != nil {
		r.Fatal(err)
	}
	ids := []claim.ID{}
	for _, e := range page.Items {
		ids = append(ids, e.ID)
	}
	return ids
}

// TestWithinUpAndDown holds what lies in a place, as a list of it finds from the place down, to what a filter finds that
// looks up from each entity.
func TestWithinUpAndDown(t *testing.T) {
	ids := []claim.ID{"funding-source/f", "organisation/o", "place/a", "place/b", "place/c", "place/d", "programme/p", "programme/q"}
	rapid.Check(t, func(rt *rapid.T) {
		r := &randomQuads{T: rt}
		r.named(ids)
		node := rapid.SampledFrom(ids)
		for range rapid.IntRange(1, 16).Draw(rt, "claims") {
			kind := rapid.SampledFrom([]quad.IRI{"https://schema.org/containedInPlace", "https://schema.org/areaServed", claim.Namespace + "funds"}).Draw(rt, "kind")
			r.claim(node.Draw(rt, "subject"), kind, r.entity(node.Draw(rt, "object")))
		}
		v, place := r.view(), node.Draw(rt, "place")
		down := r.listed(v, graph.EntityFilter{Within: place})
		up := r.listed(v, graph.EntityFilter{And: []graph.EntityFilter{{Within: place}}})
		if diff := cmp.Diff(down, up); diff != "" {
			rt.Fatalf("within %s (-down +up):\n%s", place, diff)
		}
		not := r.listed(v, graph.EntityFilter{Not: &graph.EntityFilter{Within: place}})
		if both := slices.Sorted(slices.Values(slices.Concat(up, not))); !slices.Equal(both, ids) {
			rt.Fatalf("within %s are %v, without %v", place, up, not)
		}
	})
}

// TestFiltersSpeakAsLatest holds the filters that ask a property, the type of a place and when a document came out, to what
// Latest says of it, whether one claim gives it, none or several.
func TestFiltersSpeakAsLatest(t *testing.T) {
	ctx := context.Background()
	ids := []claim.ID{"document/a", "document/b", "place/a", "place/b", "place/c"}
	rapid.Check(t, func(rt *rapid.T) {
		r := &randomQuads{T: rt}
		r.named(ids)
		date := func(label string) quad.Value {
			return quad.TypedString{
				Value: quad.String(rapid.SampledFrom([]string{"2013", "2014-05", "2014-06-01/2015", "2016/..", "soon", ""}).Draw(rt, label)),
				Type:  "http://id.loc.gov/datatypes/edtf/EDTF",
			}
		}
		for _, id := range ids[:2] {
			for range rapid.IntRange(0, 2).Draw(rt, "times published") {
				c := r.claim(id, "https://schema.org/datePublished", date("published"))
				r.certainty(c)
				for _, predicate := range []quad.IRI{"http://purl.org/dc/terms/date", claim.Namespace + "dateWording", claim.Namespace + "dateBasis"} {
					if rapid.Bool().Draw(rt, "with "+string(predicate)) {
						r.say(c, predicate, date("date"), nil)
					}
				}
			}
		}
		for _, id := range ids[2:] {
			for range rapid.IntRange(0, 2).Draw(rt, "types") {
				r.certainty(r.claim(id, "https://schema.org/additionalType", quad.String(rapid.SampledFrom([]string{"CITY", "AREA", "OTHER"}).Draw(rt, "type"))))
			}
			cited := r.entity(rapid.SampledFrom(ids[:2]).Draw(rt, "cited"))
			r.say(r.claim(id, "https://schema.org/containedInPlace", r.entity("place/a")), "http://www.w3.org/ns/prov#wasQuotedFrom", cited, nil)
		}
		v := r.view()
		entities, err := v.Entities(ctx, ids)
		if err != nil {
			rt.Fatal(err)
		}
		latest := func(property string, of ...*claim.Entity) *claim.Attribute {
			found, err := v.Latest(ctx, of, property)
			if err != nil {
				rt.Fatal(err)
			}
			return found[0]
		}
		want := []claim.ID{}
		for _, e := range entities[2:] {
			if a := latest("placeType", e); a != nil && a.Value == "CITY" {
				want = append(want, e.ID)
			}
		}
		if got := r.listed(v, graph.EntityFilter{PlaceTypes: []claim.PlaceType{"CITY"}}); !slices.Equal(got, want) {
			rt.Fatalf("the cities are %v, want %v", got, want)
		}
		f := graph.RelationshipFilter{ClaimFilter: graph.ClaimFilter{StatedUntil: "2014"}}
		_, until := f.StatedUntil.Bounds()
		for _, r := range relationshipPages(ctx, rt, v, entities[2:3], graph.RelationshipQuery{Window: paging.Window{First: paging.MaxPage}})[0].Items {
			cited, err := v.Entity(ctx, r.Citations[0].Document)
			if err != nil {
				rt.Fatal(err)
			}
			stated := false
			if a := latest("published", cited); a != nil {
				_, last := a.When().Bounds()
				stated = !last.IsZero() && !last.After(until)
			}
			passing := relationshipPages(ctx, rt, v, entities[2:3], graph.RelationshipQuery{Filter: f, Window: paging.Window{First: paging.MaxPage}})[0].Items
			if got := slices.ContainsFunc(passing, func(p *claim.Relationship) bool { return p.ID == r.ID }); got != stated {
				rt.Fatalf("%s, cited from %s, passes: %v, want %v", r.ID, cited.ID, got, stated)
			}
		}
	})
}
