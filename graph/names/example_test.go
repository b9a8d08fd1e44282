package names_test

import (
	"context"
	"fmt"
	"log"

	"whence/graph/names"
)

// The tour: an index in memory, written once, asked as people ask, and read on after the first page.
func Example() {
	ctx := context.Background()
	x, err := names.Open("") // or a folder
	if err != nil {
		log.Fatal(err)
	}
	defer x.Close()

	err = x.Update(ctx, 1, []names.Entry{
		{ID: "place/birmingham", Kind: "place", Names: []string{"Birmingham"}, Weight: 40},
		{ID: "organisation/birmingham-city-council", Kind: "organisation", Names: []string{"Birmingham City Council", "BCC"}, Weight: 12},
		{ID: "programme/technorth", Kind: "programme", Names: []string{"TechNorth"}, Weight: 7},
	}, nil)
	if err != nil {
		log.Fatal(err)
	}
	for _, text := range []string{"BIRMINGHAM", "tech north", "city birm", "Brimingham Counsil"} {
		page, err := x.Search(ctx, names.Query{Text: text, First: 1})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(text, "->", page.Hits[0].Matched, "of", page.Total)
		if page.More {
			next, err := x.Search(ctx, names.Query{Text: text, First: 1, After: &page.Hits[0].Position})
			if err != nil {
				log.Fatal(err)
			}
			fmt.Println("then", next.Hits[0].Matched)
		}
	}
	ids, err := x.Named(ctx, names.Fold("bcc"))
	fmt.Println(ids, err)
	// Output:
	// BIRMINGHAM -> Birmingham of 2
	// then Birmingham City Council
	// tech north -> TechNorth of 1
	// city birm -> Birmingham City Council of 1
	// Brimingham Counsil -> Birmingham City Council of 1
	// [organisation/birmingham-city-council] <nil>
}
