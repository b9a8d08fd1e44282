// Package films is a graph of films and people in memory, behind a GraphQL schema that has one of everything the
// direct executor covers. It is what the executor's tests and benchmarks ask.
package films

import (
	"context"
	"errors"
)

//go:generate go run ../../cmd/generate -config gqlgen.yml

// Node is a thing with an id.
type Node interface{ IsNode() }

// Named is a thing with a name.
type Named interface{ IsNamed() }

// Rated is a thing with a rating.
type Rated interface{ IsRated() }

// Hit is a thing that a search finds.
type Hit interface{ IsHit() }

// Work is a film or a series.
type Work interface {
	Node
	IsWork()
	Data() *WorkData
}

// WorkData is what films and series have in common.
type WorkData struct {
	ID      string
	Title   string
	Year    *int
	Genre   Genre
	Lead    *Person
	Rating  *float64
	Badge   Badge
	Cast    []PersonEdge
	Related []Work
	Sequel  Work
}

// Data returns d.
func (d *WorkData) Data() *WorkData { return d }

// Film is a work of one evening.
type Film struct {
	WorkData

	Genres   []Genre
	Released *Day
	Budget   Money
	Prices   []Money
	Rows     [][]*Person
	Grid     [][]*int
	Score    *Score
	Gross    float64
	Parts    []*int
	Studio   *Studio
	Minutes  int
	Marks    []*string
}

// ErrLost is the error of a film whose length nobody knows.
var ErrLost = errors.New("the reels are lost")

// Length returns how long the film runs. Films of a multiple of 7 minutes are lost.
func (f *Film) Length(_ context.Context, unit *Unit) (int, error) {
	if f.Minutes%7 == 0 {
		return 0, ErrLost
	}
	if unit != nil && *unit == UnitSeconds {
		return f.Minutes * 60, nil
	}
	return f.Minutes, nil
}

// Series is a work of many evenings. Some have no studio, against the schema.
type Series struct {
	WorkData

	BestScore Score
	Studio    *Studio
	Seasons   int
}

// Person makes or watches films.
type Person struct {
	ID        string
	Name      string
	Aliases   []string
	Born      *Day
	Mentor    *Person
	Rival     *Person
	Friends   []*Person
	Works     []WorkEdge
	Favourite Hit
	Home      *Studio
}

// Age is how old the person was in 2000. It panics for those born later.
func (p *Person) Age() int {
	if p.Born == nil {
		return 0
	}
	if p.Born.Year > 2000 {
		panic("not born yet: " + p.ID)
	}
	return 2000 - p.Born.Year
}

// Studio makes films.
type Studio struct {
	ID        string
	Name      string
	Motto     string
	Founder   *Person
	Films     []*Film
	Catalogue []Hit
}

// Money is an amount.
type Money struct {
	Amount   float64
	Currency string
}

// PageInfo tells what follows a page.
type PageInfo struct {
	HasNextPage bool
	EndCursor   *string
}

// PersonConnection is a page of people: a part of all the edges.
type PersonConnection struct {
	Edges      []PersonEdge
	TotalCount int
}

// PersonEdge is a person on a page.
type PersonEdge struct{ Node *Person }

// Nodes are the people on the page.
func (c *PersonConnection) Nodes() []*Person {
	nodes := make([]*Person, len(c.Edges))
	for i, e := range c.Edges {
		nodes[i] = e.Node
	}
	return nodes
}

// PageInfo tells what follows.
func (c *PersonConnection) PageInfo() (*PageInfo, error) {
	info := &PageInfo{HasNextPage: len(c.Edges) < c.TotalCount}
	if n := len(c.Edges); n > 0 {
		info.EndCursor = &c.Edges[n-1].Node.ID
	}
	return info, nil
}

// Cursor is where the edge stands.
func (e *PersonEdge) Cursor() string { return e.Node.ID }

// WorkConnection is a page of works: a part of all the edges.
type WorkConnection struct {
	Edges      []WorkEdge
	TotalCount int
}

// WorkEdge is a work on a page. Some have lost it, against the schema.
type WorkEdge struct{ Node Work }

// Nodes are the works on the page.
func (c *WorkConnection) Nodes() []Work {
	nodes := make([]Work, len(c.Edges))
	for i, e := range c.Edges {
		nodes[i] = e.Node
	}
	return nodes
}

// PageInfo tells what follows.
func (c *WorkConnection) PageInfo() PageInfo {
	info := PageInfo{HasNextPage: len(c.Edges) < c.TotalCount}
	if n := len(c.Edges); n > 0 && c.Edges[n-1].Node != nil {
		info.EndCursor = &c.Edges[n-1].Node.Data().ID
	}
	return info
}

// Cursor is where the edge stands.
func (e *WorkEdge) Cursor() string {
	if e.Node == nil {
		return ""
	}
	return e.Node.Data().ID
}

// IsNode implements Node.
func (*Film) IsNode() {}

// IsWork implements Work.
func (*Film) IsWork() {}

// IsRated implements Rated.
func (*Film) IsRated() {}

// IsHit implements Hit.
func (*Film) IsHit() {}

// IsNode implements Node.
func (*Series) IsNode() {}

// IsWork implements Work.
func (*Series) IsWork() {}

// IsRated implements Rated.
func (*Series) IsRated() {}

// IsHit implements Hit.
func (*Series) IsHit() {}

// IsNode implements Node.
func (*Person) IsNode() {}

// IsNamed implements Named.
func (*Person) IsNamed() {}

// IsHit implements Hit.
func (*Person) IsHit() {}

// IsNode implements Node.
func (*Studio) IsNode() {}

// IsNamed implements Named.
func (*Studio) IsNamed() {}

// IsHit implements Hit.
func (*Studio) IsHit() {}
