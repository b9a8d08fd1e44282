package gql_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPaging walks lists page by page and wants what one page of all gives: nothing twice, nothing left out, in one order.
func TestPaging(t *testing.T) {
	service := serve(seeded(t)["mem"])
	for _, list := range []string{
		`entities(first: %d%s)`,
		`entities(orderBy: {field: DEGREE, direction: DESC}, first: %d%s)`,
		`entities(filter: {kinds: [PLACE]}, orderBy: {field: NAME}, first: %d%s)`,
		`relationships(kinds: [LOCATED_IN], orderBy: {field: HOLDS}, first: %d%s)`,
		`relationships(kinds: [FUNDS], orderBy: {field: AMOUNT, direction: DESC}, first: %d%s)`,
		`measures(about: "place/west-midlands", first: %d%s)`,
		`attributes(about: "place/west-midlands", first: %d%s)`,
		`claims(about: "place/icentrum", orderBy: {field: STATED, direction: DESC}, first: %d%s)`,
		`search(query: "birmingham", first: %d%s)`,
	} {
		t.Run(list, func(t *testing.T) {
			whole, _ := page(t, service, list, 100, "")
			for _, size := range []int{1, 7} {
				var walked []any
				for after, more := "", true; more && len(walked) <= 200; {
					var items []any
					items, after = page(t, service, list, size, after)
					walked, more = append(walked, items...), after != ""
				}
				if diff := cmp.Diff(whole, walked[:min(len(walked), len(whole))]); diff != "" {
					t.Errorf("pages of %d (-one page +walked):\n%s", size, diff)
				}
			}
		})
	}
}

// page is the ids of one page, and the cursor to go on with, "" at the end.
func page(t *testing.T, s service, list string, first int, after string) ([]any, string) {
	t.Helper()
	if after != "" {
		after = fmt.Sprintf(", after: %q", after)
	}
	query := fmt.Sprintf(`{ page: `+list+` { totalCount edges { cursor } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`, first, after)
	got := s.ask(t, operation{document: query}).(map[string]any)["page"].(map[string]any)
	info, nodes, edges := got["pageInfo"].(map[string]any), got["nodes"].([]any), got["edges"].([]any)
	if info["hasPreviousPage"] != (after != "") {
		t.Errorf("%s: hasPreviousPage %v", query, info["hasPreviousPage"])
	}
	if len(nodes) != len(edges) || (len(nodes) > 0 && edges[len(edges)-1].(map[string]any)["cursor"] != info["endCursor"]) {
		t.Errorf("%s: edges, nodes and endCursor disagree", query)
	}
	if info["hasNextPage"] == true {
		return nodes, info["endCursor"].(string)
	}
	return nodes, ""
}
