package quadstore_test

import (
	"context"
	"fmt"
	"log"

	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/quad"

	"whence/graph/quadstore"
	"whence/graph/quadstore/cayley"
)

func Example() {
	ctx := context.Background()
	store, err := quadstore.Open(ctx, quadstore.Options{}) // no path: in memory
	if err != nil {
		log.Fatal(err)
	}
	defer store.Close()
	err = store.Apply(ctx, quadstore.Batch{Add: []quad.Quad{
		quad.MakeIRI("council", "funds", "hub", "claim1"),
		quad.MakeIRI("trust", "funds", "hub", "claim2"),
	}})
	if err != nil {
		log.Fatal(err)
	}

	snap := store.Snapshot()
	hub, funds := snap.ID(quad.IRI("hub")), snap.ID(quad.IRI("funds"))
	fmt.Println(snap.Degree(hub, quad.Object, funds), "funders")
	var edges quadstore.Edges
	if err := snap.Expand(ctx, &edges, []quadstore.ID{hub}, quad.Object, funds); err != nil {
		log.Fatal(err)
	}
	for i := range edges.Len() {
		fmt.Println(snap.Value(edges.Subject[i]), "says", snap.Value(edges.Label[i]))
	}

	qs := cayley.Of(snap)
	who, err := path.StartPath(qs, quad.IRI("hub")).In(quad.IRI("funds")).Iterate(ctx).AllValues(qs)
	fmt.Println(who, err)
	// Output:
	// 2 funders
	// <council> says <claim1>
	// <trust> says <claim2>
	// [<council> <trust>] <nil>
}
