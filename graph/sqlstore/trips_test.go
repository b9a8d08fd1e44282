package sqlstore_test

import (
	"context"
	"fmt"
	"testing"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/engine"
	"whence/graph/graphtest"
	"whence/graph/paging"
	"whence/graph/paths"
	"whence/graph/pglog"
	"whence/graph/pglog/pglogtest"
	"whence/graph/sqlstore"
	"whence/graph/write"
)

// maxTrips is how many round trips each question may take of an entity, whatever its degree; of a search, over all of its steps.
var maxTrips = map[string]int64{"entity": 4, "relationships": 14, "neighbours": 16, "degrees": 8, "neighbourhood": 40, "paths": 60}

// TestTrips asks the same of a hub and of one four times as great, by a process that has read nothing yet: the one takes about as many
// round trips as the other, those for one thing at a time among them, and no more than maxTrips says.
func TestTrips(t *testing.T) {
	count := func(leaves int) map[string]int64 {
		at := pglogtest.URL(t, fmt.Sprint(t.Name(), leaves))
		g := openGraph(t, at, pglog.Options{Create: true})
		if _, err := write.Load(t.Context(), g, []*claim.Dataset{graphtest.Facts(t, "test/star", graphtest.Star(leaves))}); err != nil {
			t.Fatal(err)
		}
		var rows *sqlstore.Store
		log := pglogtest.Open(t, at, pglog.Options{})
		cold, err := graph.Open(t.Context(), graph.Options{Log: log, Rows: func(ctx context.Context, prefix string) (engine.Rows, error) {
			var err error
			rows, err = sqlstore.Open(ctx, log, sqlstore.Options{ClaimPrefix: prefix})
			return rows, err
		}})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = cold.Close() }() // it was only read
		trips := map[string]int64{}
		ask := func(name string, question func() error) {
			before := rows.Trips()
			if err := question(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			trips[name] = rows.Trips() - before
		}
		v, ctx := cold.Now(), t.Context()
		var hub []*claim.Entity
		ask("entity", func() error {
			e, err := v.Entity(ctx, "place/hub")
			hub = []*claim.Entity{e}
			return err
		})
		ask("relationships", func() error {
			_, err := v.Relationships(ctx, hub, graph.RelationshipQuery{Window: paging.Window{First: 20}})
			return err
		})
		ask("neighbours", func() error {
			_, err := v.Neighbours(ctx, hub, graph.NeighbourQuery{Window: paging.Window{First: 20}})
			return err
		})
		ask("degrees", func() error {
			_, err := v.Degrees(ctx, hub)
			return err
		})
		ask("neighbourhood", func() error {
			_, err := paths.Neighbourhood(ctx, v, paths.NeighbourhoodQuery{Of: []claim.ID{"place/hub"}, Depth: 2, Limit: 30})
			return err
		})
		ask("paths", func() error {
			_, err := paths.Find(ctx, v, paths.Query{From: "organisation/leaf0", To: "organisation/leaf1", First: 3, MaxLength: 3})
			return err
		})
		return trips
	}
	small, great := count(40), count(160)
	for name, most := range maxTrips {
		if great[name] > small[name]*5/4+2 || great[name] > most {
			t.Errorf("%s: %d round trips of a hub of 40, %d of one of 160, want at most %d", name, small[name], great[name], most)
		}
	}
	t.Logf("of 40: %v; of 160: %v", small, great)
}
