package rdf_test

import (
	"fmt"
	"os"
	"strings"

	"whence/loader/rdf"
)

func Example() {
	const file = `# who funds whom
<http://example.org/council> <http://schema.org/funder> <http://example.org/iCentrum> <http://example.org/claim/1> .
<http://example.org/claim/1> <http://schema.org/amount> "4\u0030.0"^^<http://www.w3.org/2001/XMLSchema#decimal>.
<http://example.org/claim/1> <http://schema.org/currency> GBP .
`
	r := rdf.NewReader(strings.NewReader(file), rdf.Options{Name: "grants.nq"})
	for q, err := range r.All() {
		if err != nil {
			fmt.Println(err)
			continue
		}
		os.Stdout.Write(rdf.Append(nil, q))
	}
	// Output:
	// <http://example.org/council> <http://schema.org/funder> <http://example.org/iCentrum> <http://example.org/claim/1> .
	// <http://example.org/claim/1> <http://schema.org/amount> "40.0"^^<http://www.w3.org/2001/XMLSchema#decimal> .
	// grants.nq:4:59: expected the object, found `GBP`; write it as <IRI>, _:label or "text"
}
