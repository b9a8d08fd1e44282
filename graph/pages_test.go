package graph_test

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/graphtest"
	"whence/graph/paging"
	"whence/graph/write"
)

// TestPagesOfHubsCostNoMemory asks for pages of a hub of so many relationships: what is allocated is for the page.
func TestPagesOfHubsCostNoMemory(t *testing.T) {
	const leaves, most = 100_000, 64 << 10 // bytes, for twenty claims with their texts
	g, err := graph.Open(t.Context(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.Close() })
	if _, err := write.LoadQuads(t.Context(), g, greatStar(leaves)); err != nil {
		t.Fatal(err)
	}
	v := g.Now()
	hub, err := v.Entity(t.Context(), "place/hub")
	if err != nil {
		t.Fatal(err)
	}
	relationships := func(q graph.RelationshipQuery) func() (int, error) {
		return func() (int, error) {
			q.Window.First = 20
			pages, err := v.Relationships(t.Context(), []*claim.Entity{hub}, q)
			return pages[0].Total, err
		}
	}
	neighbours := func(q graph.NeighbourQuery) func() (int, error) {
		return func() (int, error) {
			q.Window.First = 20
			pages, err := v.Neighbours(t.Context(), []*claim.Entity{hub}, q)
			return pages[0].Total, err
		}
	}
	for name, ask := range map[string]func() (int, error){
		"relationships":                relationships(graph.RelationshipQuery{}),
		"relationships, latest first":  relationships(graph.RelationshipQuery{Order: graph.ClaimOrder{By: graph.ByHolds, Descending: true}}),
		"relationships, by the amount": relationships(graph.RelationshipQuery{Order: graph.ClaimOrder{By: graph.ByAmount}}),
		"relationships, as stated":     relationships(graph.RelationshipQuery{Order: graph.ClaimOrder{By: graph.ByStated}}),
		"relationships, stated ones":   relationships(graph.RelationshipQuery{Filter: graph.RelationshipFilter{ClaimFilter: graph.ClaimFilter{Certainty: []claim.Certainty{claim.Stated}}}}),
		"relationships, held then":     relationships(graph.RelationshipQuery{Filter: graph.RelationshipFilter{ClaimFilter: graph.ClaimFilter{ValidAt: "1900/2100"}}}),
		"neighbours":                   neighbours(graph.NeighbourQuery{}),
		"neighbours, by name":          neighbours(graph.NeighbourQuery{Order: graph.EntityOrder{By: graph.ByName}}),
		"neighbours, least first":      neighbours(graph.NeighbourQuery{Order: graph.EntityOrder{By: graph.ByDegree}}),
		"documents": func() (int, error) {
			pages, err := v.Documents(t.Context(), []*claim.Entity{hub}, paging.Window{First: 20})
			return leaves + pages[0].Total - 1, err
		},
	} {
		total := 0
		bytes := graphtest.BytesPerRun(t, 4, func() (err error) { total, err = ask(); return err })
		if total != leaves || bytes > most {
			t.Errorf("%s: %d bytes for a page of %d, want at most %d for one of %d", name, bytes, total, most, leaves)
		}
	}
}

// greatStar is organisations that lie in one place, as the quads of their claims, each on another day and for another
// amount.
func greatStar(leaves int) iter.Seq2[quad.Quad, error] {
	entity := func(id string) quad.IRI { return quad.IRI(encoding.DefaultBase + "entity/" + id) }
	return func(yield func(quad.Quad, error) bool) {
		put := func(subject, predicate quad.IRI, object, label quad.Value) {
			yield(quad.Quad{Subject: subject, Predicate: predicate, Object: object, Label: label}, nil)
		}
		hub, report := entity("place/hub"), entity("document/report")
		const name = quad.IRI("http://www.w3.org/2004/02/skos/core#prefLabel")
		put(hub, name, quad.String("Hub"), nil)
		put(report, name, quad.String("Report"), nil)
		for i := range leaves {
			leaf, c := entity(fmt.Sprintf("organisation/leaf-%d", i)), quad.IRI(fmt.Sprintf("%sclaim/%032x", encoding.DefaultBase, i*7919))
			put(leaf, name, quad.String(fmt.Sprintf("Leaf %d", i)), nil)
			put(leaf, "https://schema.org/containedInPlace", hub, c)
			put(c, "http://purl.org/dc/terms/temporal", quad.TypedString{
				Value: quad.String(fmt.Sprintf("%d-%02d-%02d", 1900+i/400%200, 1+i%12, 1+i%28)), Type: "http://id.loc.gov/datatypes/edtf/EDTF",
			}, nil)
			put(c, "https://schema.org/amount", quad.TypedString{Value: quad.String(fmt.Sprintf("%d GBP", i)), Type: claim.Namespace + "quantity"}, nil)
			put(c, "http://www.w3.org/ns/prov#wasQuotedFrom", report, quad.IRI(fmt.Sprintf("%scitation/%032x", encoding.DefaultBase, i)))
		}
	}
}

// TestPagesAgainstTheWhole cuts random graphs, claims retracted and loops among them, into pages of every order, from
// the start and from behind any item, and holds them to the sorted whole and to what a filter that passes everything
// gives.
func TestPagesAgainstTheWhole(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		ctx := context.Background()
		v, of := retractedGraph(t, rt)
		q := graph.RelationshipQuery{
			Direction: rapid.SampledFrom([]claim.Direction{claim.Out, claim.In, claim.Both, ""}).Draw(rt, "direction"),
			Order: graph.ClaimOrder{
				By:         rapid.SampledFrom([]graph.ClaimOrderField{"", "", graph.ByAmount, graph.ByHolds, graph.ByStated, graph.ByRecorded}).Draw(rt, "by"),
				Descending: rapid.Bool().Draw(rt, "descending"),
			},
			Window: paging.Window{First: paging.MaxPage},
		}
		if rapid.Bool().Draw(rt, "one kind") {
			q.Kinds = []claim.RelationshipKind{"PARTNER_OF"}
		}
		everything := q
		everything.Filter = rapid.SampledFrom([]graph.RelationshipFilter{
			{ClaimFilter: graph.ClaimFilter{Certainty: claim.Certainties}},
			{ClaimFilter: graph.ClaimFilter{Status: claim.Statuses}},
			{Subject: &graph.EntityFilter{Kinds: claim.EntityKinds}},
			{ClaimFilter: graph.ClaimFilter{ValidAt: "1000/3000"}},
		}).Draw(rt, "filter")
		wholes := relationshipPages(ctx, rt, v, of, q)
		if diff := cmp.Diff(flat(wholes), flat(relationshipPages(ctx, rt, v, of, everything))); diff != "" {
			rt.Fatalf("a filter that passes everything (-without +with):\n%s", diff)
		}
		checkWhole(ctx, rt, v, of, q, wholes)
		at := rapid.IntRange(0, len(of)-1).Draw(rt, "of")
		checkPieces(ctx, rt, v, of[at], q, wholes[at])
	})
}

func relationshipPages(ctx context.Context, t *rapid.T, v *graph.View, of []*claim.Entity, q graph.RelationshipQuery) []paging.Page[*claim.Relationship] {
	pages, err := v.Relationships(ctx, of, q)
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// flat is pages as lines.
func flat(pages []paging.Page[*claim.Relationship]) []string {
	var lines []string
	for _, p := range pages {
		lines = append(lines, fmt.Sprint(len(p.Items), " of ", p.Total, p.HasPrevious, p.HasNext))
		for _, r := range p.Items {
			lines = append(lines, fmt.Sprintf("%s %+v %v", r.Subject, *r.Base(), r.Object))
		}
	}
	return lines
}

// checkWhole holds whole lists to every standing claim of the graph, and those without an order to the order of ids.
func checkWhole(ctx context.Context, t *rapid.T, v *graph.View, of []*claim.Entity, q graph.RelationshipQuery, wholes []paging.Page[*claim.Relationship]) {
	want := make([][]claim.ID, len(of))
	for c, err := range v.EveryClaim(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		r, ok := c.(*claim.Relationship)
		if !ok || (q.Kinds != nil && !slices.Contains(q.Kinds, r.Kind)) {
			continue
		}
		for i, e := range of {
			if (r.Subject == e.ID && q.Direction != claim.In) || (r.Object == e.ID && q.Direction != claim.Out) {
				want[i] = append(want[i], r.ID)
			}
		}
	}
	for i, p := range wholes {
		var got []claim.ID
		for _, r := range p.Items {
			got = append(got, r.ID)
		}
		slices.Sort(want[i])
		if q.Order.By != "" {
			slices.Sort(got)
		}
		if diff := cmp.Diff(want[i], got); diff != "" || p.Total != len(want[i]) || p.HasNext || p.HasPrevious {
			t.Fatalf("the whole of %s, %d in all (-want +got):\n%s", of[i].ID, p.Total, diff)
		}
	}
}

// checkPieces cuts a whole into pages of one size, and jumps behind each of its items.
func checkPieces(ctx context.Context, t *rapid.T, v *graph.View, of *claim.Entity, q graph.RelationshipQuery, whole paging.Page[*claim.Relationship]) {
	first := rapid.IntRange(0, 4).Draw(t, "first")
	for from := range len(whole.Items) + 1 {
		q.Window = paging.Window{First: first}
		if from > 0 {
			q.Window.After = whole.Position(from - 1)
		}
		page := relationshipPages(ctx, t, v, []*claim.Entity{of}, q)[0]
		to := min(from+first, len(whole.Items))
		want := paging.Page[*claim.Relationship]{
			Items: whole.Items[from:to], Total: whole.Total, HasPrevious: from > 0, HasNext: to < len(whole.Items),
		}
		if diff := cmp.Diff(flat([]paging.Page[*claim.Relationship]{want}), flat([]paging.Page[*claim.Relationship]{page})); diff != "" {
			t.Fatalf("%d of %s behind %d (-want +got):\n%s", first, of.ID, from, diff)
		}
		for i := range page.Items {
			if page.Position(i) != whole.Position(from+i) {
				t.Fatalf("item %d of a page stands at %q, in the whole at %q", i, page.Position(i), whole.Position(from+i))
			}
		}
	}
}

// retractedGraph loads random facts, then some of them with others, so that what is left out is retracted, then some of
// the first again.
func retractedGraph(t *testing.T, rt *rapid.T) (*graph.View, []*claim.Entity) {
	ctx := context.Background()
	g, err := graph.Open(ctx, graph.Options{})
	if err != nil {
		rt.Fatal(err)
	}
	defer g.Close() // views stay readable
	organisation := rapid.Custom(func(t *rapid.T) string { return fmt.Sprintf("organisation/n%d", rapid.IntRange(0, 4).Draw(t, "n")) })
	fact := rapid.Custom(func(t *rapid.T) string {
		return organisation.Draw(t, "subject") + rapid.SampledFrom([]string{" FUNDS ", " PARTNER_OF ", " RELATED_TO "}).Draw(t, "kind") + organisation.Draw(t, "object") +
			rapid.SampledFrom([]string{"", "; amount 5 GBP", "; amount >7.50 GBP", "; rumoured", "; planned"}).Draw(t, "more") +
			rapid.SampledFrom([]string{"", "; at 2014", "; at ../2013", "; at 2014-02/.."}).Draw(t, "time") +
			rapid.SampledFrom([]string{"", "; doc document/b", "; doc document/a,document/b"}).Draw(t, "doc")
	})
	facts := rapid.SliceOfN(fact, 1, 25)
	dates := "\ndocument/a published = 2015\ndocument/b published = 2014\n"
	load := func(lines []string) {
		d := graphtest.Facts(t, "test/random", strings.Join(lines, "\n")+dates)
		d.Claims = slices.DeleteFunc(d.Claims, func(c claim.Claim) bool {
			r, ok := c.(*claim.Relationship)
			return ok && r.Subject == r.Object
		})
		if _, err := write.Load(ctx, g, []*claim.Dataset{d}); err != nil {
			rt.Fatal(err)
		}
	}
	before := facts.Draw(rt, "before")
	after := slices.Concat(before[:len(before)/2], facts.Draw(rt, "after"))
	for _, lines := range [][]string{before, after, slices.Concat(after[:len(after)*2/3], before[len(before)*3/4:])} {
		load(lines)
	}
	v := looped(rt, g.Now())
	var ids []claim.ID
	for n := range 5 {
		ids = append(ids, claim.ID(fmt.Sprintf("organisation/n%d", n)))
	}
	found, err := v.Entities(ctx, ids)
	if err != nil {
		rt.Fatal(err)
	}
	of := slices.DeleteFunc(found, func(e *claim.Entity) bool { return e == nil })
	return v, of
}

// looped is a copy of a graph in which some relationships tie an entity to itself: no claims file can say so, other quads
// can.
func looped(t *rapid.T, v *graph.View) *graph.View {
	ctx := context.Background()
	g, err := graph.Open(ctx, graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close() // views stay readable
	organisations := encoding.DefaultBase + "entity/organisation/"
	_, err = write.LoadQuads(ctx, g, func(yield func(quad.Quad, error) bool) {
		for q, err := range v.Quads(ctx) {
			_, toOrganisation := strings.CutPrefix(fmt.Sprint(q.Object), "<"+organisations)
			if claim := fmt.Sprint(q.Label); toOrganisation && strings.Contains(claim, "/claim/") && strings.ContainsAny(claim[len(claim)-2:], "048c") {
				q.Object = q.Subject
			}
			if !yield(q, err) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return g.Now()
}
