package graph_test

import (
	"context"
	"fmt"
	"log"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/paging"
	"whence/graph/search"
	"whence/graph/write"
)

// A tour: load one claim, ask who funds what, and see what proves it.
func Example() {
	ctx := context.Background()
	g, err := graph.Open(ctx, graph.Options{}) // in memory; give a Path to keep it
	if err != nil {
		log.Fatal(err)
	}
	defer func() { _ = g.Close() }()

	value, err := claim.ParseDecimal("1200000")
	if err != nil {
		log.Fatal(err)
	}
	grant := &claim.Relationship{
		Subject: "organisation/acme-trust", Kind: "FUNDS", Object: "place/canal-quarter",
		Amount: &claim.Quantity{Comparator: claim.MoreThan, Value: &value, Unit: "GBP"}, Instrument: "GRANT",
	}
	grant.Citations = []claim.Citation{{Document: "document/opening", Locator: "paragraph 2"}}
	if _, err := write.Load(ctx, g, []*claim.Dataset{{
		Name: "example/canal-quarter",
		Entities: []claim.EntityRecord{
			{ID: "document/opening", Name: "Canal Quarter opens"},
			{ID: "organisation/acme-trust", Name: "Acme Trust"},
			{ID: "place/canal-quarter", Name: "Canal Quarter"},
		},
		Claims: []claim.Claim{grant},
	}}); err != nil {
		log.Fatal(err)
	}

	v := g.Now()
	quarter, err := search.EntityByName(ctx, v, "canal quarter", "")
	if err != nil {
		log.Fatal(err)
	}
	funders, err := v.Relationships(ctx, []*claim.Entity{quarter}, graph.RelationshipQuery{
		Kinds: []claim.RelationshipKind{"FUNDS"}, Direction: claim.In, Window: paging.Window{First: 20},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, r := range funders[0].Items {
		said, err := v.Sentences(ctx, []claim.Claim{r})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(said[0], r.Citations[0].Document, r.Citations[0].Locator)
	}
	// Output: Acme Trust gives Canal Quarter a grant of more than £1.2 million. document/opening paragraph 2
}
