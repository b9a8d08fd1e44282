package graph_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/paging"
	"whence/graph/snapshot"
	"whence/graph/write"
)

// hubModel writes to a graph with a hub, at random, and compares its pages.
type hubModel struct {
	*testing.T
	*rand.Rand
	g      *graph.Graph
	claims int // made so far
	sets   []*claim.Dataset
}

const hubID claim.ID = "organisation/hub"

// dataset is some relationships of the hub: grants that it gives, most of them, and some that it is given; those who work there.
func (m *hubModel) dataset(number, claims int) *claim.Dataset {
	document := claim.ID(fmt.Sprintf("document/r%d", number))
	d := &claim.Dataset{Name: fmt.Sprintf("test/hub-%d", number), Entities: []claim.EntityRecord{{ID: hubID, Name: "Hub"}, {ID: document, Name: "Register"}}}
	known := map[claim.ID]bool{}
	for range claims {
		m.claims++
		other := claim.ID(fmt.Sprintf("organisation/o%d", m.IntN(400)))
		r := &claim.Relationship{Subject: hubID, Kind: "FUNDS", Object: other, Purpose: fmt.Sprintf("Study %d", m.claims)}
		switch m.IntN(10) {
		case 0:
			r.Subject, r.Object = other, hubID
		case 1, 2:
			other = claim.ID(fmt.Sprintf("person/p%d", m.IntN(5000)))
			r = &claim.Relationship{Subject: other, Kind: "EMPLOYED_BY", Object: hubID, Role: fmt.Sprintf("Clerk %d", m.claims)}
		}
		if r.Kind == "FUNDS" && m.IntN(5) > 0 {
			unit := []string{"GBP", "GBP", "GBP", "EUR"}[m.IntN(4)]
			q, err := claim.ParseQuantity(fmt.Sprintf("%s%d %s", []string{"", "", "", "", ">", "<=", "5.."}[m.IntN(7)], 5+m.IntN(200), unit))
			if err != nil {
				m.Fatal(err)
			}
			r.Amount = &q
		}
		if m.IntN(4) > 0 {
			r.ValidTime.EDTF = claim.EDTF([]string{"2019", "2020-05-06", "2020-05", "2019/2021", "../2020", "2021-03-04/.."}[m.IntN(6)])
		}
		r.Citations = []claim.Citation{{Document: document, Locator: fmt.Sprintf("row %d", m.claims)}}
		if !known[other] {
			known[other] = true
			d.Entities = append(d.Entities, claim.EntityRecord{ID: other, Name: string(other)})
		}
		d.Claims = append(d.Claims, r)
	}
	return d
}

// load loads a data set; one that there is loses some of its claims and gets others.
func (m *hubModel) load(number, claims int) {
	d := m.dataset(number, claims)
	if number == len(m.sets) {
		m.sets = append(m.sets, nil)
	} else {
		before := m.sets[number]
		for range len(before.Claims) / 20 {
			i := m.IntN(len(before.Claims))
			before.Claims = append(before.Claims[:i:i], before.Claims[i+1:]...)
		}
		d.Claims = append(before.Claims, d.Claims...)
		d.Entities = append(before.Entities, slices.DeleteFunc(d.Entities, func(e claim.EntityRecord) bool {
			return slices.ContainsFunc(before.Entities, func(b claim.EntityRecord) bool { return b.ID == e.ID })
		})...)
	}
	m.sets[number] = d
	if _, err := write.Load(m.Context(), m.g, []*claim.Dataset{d}); err != nil {
		m.Fatal(err)
	}
}

func (m *hubModel) commit(w write.Mutation) *commitlog.Commit {
	out, err := write.Commit(m.Context(), m.g, w, write.Options{Author: write.Author{Reason: "as the test has it"}})
	if err != nil {
		m.Fatal(err)
	}
	if len(out.Errors) > 0 {
		m.Fatalf("%T: %v", w, out.Errors)
	}
	return out.Commit
}

// step changes the graph.
func (m *hubModel) step() {
	switch number := m.IntN(len(m.sets)); m.IntN(6) {
	case 0: // which retracts what was there
		m.load(number, 1+m.IntN(300))
	case 1:
		m.load(len(m.sets), 1+m.IntN(300))
	case 2, 3:
		page, err := m.g.Now().Relationships(m.Context(), []*claim.Entity{m.hub()}, graph.RelationshipQuery{
			Order: m.order(), Window: paging.Window{First: 1 + m.IntN(60)},
		})
		if err != nil {
			m.Fatal(err)
		}
		var ids []claim.ID
		for _, r := range page[0].Items {
			ids = append(ids, r.ID)
		}
		if c := m.commit(write.RetractClaims{Claims: ids}); m.IntN(2) == 0 {
			m.commit(write.UndoCommit{Number: c.Number})
		}
	default: // of those at the other ends, of which some are one already
		left, right := m.IntN(400), m.IntN(400)
		if left != right {
			m.merge(left, right)
		}
	}
}

// merge judges two organisations to be one, unless they are.
func (m *hubModel) merge(left, right int) {
	ids := []claim.ID{claim.ID(fmt.Sprintf("organisation/o%d", left)), claim.ID(fmt.Sprintf("organisation/o%d", right))}
	found, err := m.g.Now().Entities(m.Context(), ids)
	if err != nil {
		m.Fatal(err)
	}
	if found[0] == nil || found[1] == nil || found[0].ID == found[1].ID {
		return
	}
	m.commit(write.MergeEntities{Keep: found[0].ID, Merge: []claim.ID{found[1].ID}, Cited: []write.Cited{{Document: "document/r0", Locator: "row 1"}}})
}

func (m *hubModel) order() graph.ClaimOrder {
	return graph.ClaimOrder{By: []graph.ClaimOrderField{"", graph.ByAmount, graph.ByHolds}[m.IntN(3)], Descending: m.IntN(2) == 0}
}

func (m *hubModel) hub() *claim.Entity {
	hub, err := m.g.Now().Entity(m.Context(), hubID)
	if err != nil {
		m.Fatal(err)
	}
	return hub
}

// inStep asks for pages by the stored orders and by looking at every relationship, which a filter that passes them all has done, and
// compares them. It reports how many were had by orders.
func (m *hubModel) inStep(pages int) (stored int) {
	m.Helper()
	v, hub := m.g.Now(), m.hub()
	for range pages {
		q := graph.RelationshipQuery{Order: m.order(), Window: paging.Window{First: m.IntN(40)}}
		q.Kinds = [][]claim.RelationshipKind{nil, nil, {"FUNDS"}, {"EMPLOYED_BY"}, {"LOCATED_IN"}, {"FUNDS", "EMPLOYED_BY"}}[m.IntN(6)]
		q.Direction = []claim.Direction{"", claim.Both, claim.In, claim.Out}[m.IntN(4)]
		all := q
		all.Filter.Subject = &graph.EntityFilter{}
		for range m.IntN(4) { // from the middle of the list
			page := graphPage(m, v, hub, all)
			if n := len(page.Items); n > 0 {
				all.Window.After = page.Position(m.IntN(n))
				all.Window.First = m.IntN(100)
			}
		}
		q.Window = all.Window
		got, want := graphPage(m, v, hub, q), graphPage(m, v, hub, all)
		if diff := cmp.Diff(shownPage(want), shownPage(got)); diff != "" {
			m.Fatalf("%+v of %d (-every edge +orders):\n%s", q, m.claims, diff)
		}
		order := snapshot.HubsByID
		switch q.Order {
		case graph.ClaimOrder{By: graph.ByAmount}:
			order = snapshot.HubsByAmount
		case graph.ClaimOrder{By: graph.ByAmount, Descending: true}:
			order = snapshot.HubsByAmountDescending
		case graph.ClaimOrder{By: graph.ByHolds}:
			order = snapshot.HubsByTime
		case graph.ClaimOrder{By: graph.ByHolds, Descending: true}:
			order = snapshot.HubsByTimeDescending
		}
		if _, ok := v.Snapshot().HubPage(v.Vocabulary(), v.Retractions(), v.NodeOf(hubID), q.Kinds, q.Direction, order, q.Window); ok {
			stored++
		}
	}
	return stored
}

func graphPage(m *hubModel, v *graph.View, hub *claim.Entity, q graph.RelationshipQuery) paging.Page[*claim.Relationship] {
	m.Helper()
	pages, err := v.Relationships(m.Context(), []*claim.Entity{hub}, q)
	if err != nil {
		m.Fatal(err)
	}
	return pages[0]
}

func shownPage(p paging.Page[*claim.Relationship]) []string {
	out := []string{fmt.Sprint(p.Total, p.HasNext, p.HasPrevious)}
	for i, r := range p.Items {
		out = append(out, fmt.Sprintf("%s %s %s %s %x", r.ID, r.Subject, r.Kind, r.Object, p.Position(i)))
	}
	return out
}

// A hub's pages by the orders that the store keeps are those that looking at every relationship gives, whatever is loaded,
// retracted, taken back and judged to be one between two pages, however far the store has compacted meanwhile, and after it was
// opened again.
func TestPagesOfHubsByStoredOrders(t *testing.T) {
	for name, folder := range map[string]string{"memory": "", "disk": t.TempDir()} {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(2) {
				path := folder
				if path != "" {
					path = fmt.Sprint(path, "/", seed)
				}
				m := &hubModel{T: t, Rand: rand.New(rand.NewPCG(seed, 7))}
				open := func() {
					g, err := graph.Open(t.Context(), graph.Options{Path: path})
					if err != nil {
						t.Fatal(err)
					}
					m.g = g
				}
				open()
				m.load(0, 3000)
				m.load(1, 8000) // of more quads than a store without a file has
				m.settled()
				stored := 0
				for round := range 12 {
					m.step()
					stored += m.inStep(12)
					if path != "" && round%4 == 3 {
						if err := m.g.Close(); err != nil {
							t.Fatal(err)
						}
						open()
						m.settled()
						stored += m.inStep(12)
					}
				}
				if stored < 60 {
					t.Errorf("%d pages were had by stored orders: most are to be", stored)
				}
				if err := m.g.Close(); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// settled waits until the store has its orders, which it makes behind.
func (m *hubModel) settled() {
	m.Helper()
	for range 1000 {
		v := m.g.Now()
		if _, ok := v.Snapshot().HubPage(v.Vocabulary(), v.Retractions(), v.NodeOf(hubID), nil, "", snapshot.HubsByID, paging.Window{First: 1}); ok {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	m.Fatal("the store has made no orders")
}
