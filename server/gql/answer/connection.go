package answer

import (
	"whence/graph"
	"whence/graph/claim"
	"whence/graph/conflicts"
	"whence/graph/paging"
	"whence/graph/search"
)

// Connection is one page of a list whose nodes are N.
type Connection[N any] struct {
	Nodes      []N
	TotalCount int

	source *source // apart, for it holds a lock and gqlgen copies connections
	ends   struct{ next, previous bool }
}

// Edge is a node and its place in a list.
type Edge[N any] struct {
	Cursor Cursor
	Node   N
}

// PageInfo is where a page stands in its list.
type PageInfo struct {
	HasNextPage, HasPreviousPage bool
	StartCursor, EndCursor       Cursor // null where the page is empty
}

// Pages with nodes as they come.
type (
	// RelationshipConnection is a page of relationships.
	RelationshipConnection = Connection[*claim.Relationship]
	// RelationshipEdge is a relationship in a list.
	RelationshipEdge = Edge[*claim.Relationship]
	// MeasureConnection is a page of measures.
	MeasureConnection = Connection[*claim.Measure]
	// MeasureEdge is a measure in a list.
	MeasureEdge = Edge[*claim.Measure]
	// AttributeConnection is a page of attributes.
	AttributeConnection = Connection[*claim.Attribute]
	// AttributeEdge is an attribute in a list.
	AttributeEdge = Edge[*claim.Attribute]
	// ClaimConnection is a page of claims of every sort.
	ClaimConnection = Connection[claim.Claim]
	// ClaimEdge is a claim in a list.
	ClaimEdge = Edge[claim.Claim]
	// ConflictConnection is a page of conflicts.
	ConflictConnection = Connection[*conflicts.Conflict]
	// ConflictEdge is a conflict in a list.
	ConflictEdge = Edge[*conflicts.Conflict]
	// EntityConnection is a page of entities.
	EntityConnection = Connection[Entity]
	// EntityEdge is an entity in a list.
	EntityEdge = Edge[Entity]
	// DocumentConnection is a page of documents.
	DocumentConnection = Connection[*Document]
	// DocumentEdge is a document in a list.
	DocumentEdge = Edge[*Document]
	// ChangeConnection is a page of changes.
	ChangeConnection = Connection[Change]
	// ChangeEdge is a change in a list.
	ChangeEdge = Edge[Change]
)

// NewConnection is the page p of a list, its items turned into nodes. It keeps p.
func NewConnection[T, N any](list List, p *paging.Page[T], node func(T) N) *Connection[N] {
	c := new(Connection[N])
	fill(c, list, p, node)
	return c
}

func fill[T, N any](c *Connection[N], list List, p *paging.Page[T], node func(T) N) {
	c.TotalCount = p.Total
	c.source = &source{page: p, list: list}
	c.ends.next, c.ends.previous = p.HasNext, p.HasPrevious
	c.Nodes = make([]N, len(p.Items))
	for i, item := range p.Items {
		c.Nodes[i] = node(item)
	}
}

// Edges is the page's items with their cursors.
func (c *Connection[N]) Edges() []Edge[N] {
	edges := make([]Edge[N], len(c.Nodes))
	for i, n := range c.Nodes {
		edges[i] = Edge[N]{c.cursor(i), n}
	}
	return edges
}

// PageInfo is where the page stands.
func (c *Connection[N]) PageInfo() PageInfo {
	info := PageInfo{HasNextPage: c.ends.next, HasPreviousPage: c.ends.previous}
	if n := len(c.Nodes); n > 0 {
		info.StartCursor, info.EndCursor = c.cursor(0), c.cursor(n-1)
	}
	return info
}

func (c *Connection[N]) cursor(i int) Cursor { return Cursor{source: c.source, index: i} }

// NeighbourConnection is a page of the entities at the other end of relationships.
type NeighbourConnection struct {
	Connection[Entity]
	neighbours []*graph.Neighbour
}

// NeighbourEdge is an entity at the other end, and the claims about the two.
type NeighbourEdge struct {
	Edge[Entity]
	Neighbour *graph.Neighbour
}

// NewNeighbours is the page p of a list of neighbours. It keeps p.
func NewNeighbours(list List, p *paging.Page[*graph.Neighbour]) *NeighbourConnection {
	c := &NeighbourConnection{neighbours: p.Items}
	fill(&c.Connection, list, p, func(n *graph.Neighbour) Entity { return EntityOf(n.Entity) })
	return c
}

// Edges is the page's entities with their cursors and claims.
func (c *NeighbourConnection) Edges() []NeighbourEdge {
	edges := make([]NeighbourEdge, len(c.Nodes))
	for i, n := range c.Nodes {
		edges[i] = NeighbourEdge{Edge[Entity]{c.cursor(i), n}, c.neighbours[i]}
	}
	return edges
}

// RelationshipCount is how many claims are about the two.
func (e *NeighbourEdge) RelationshipCount() int { return e.Neighbour.Count }

// SearchConnection is a page of the entities that a search found.
type SearchConnection struct {
	Connection[Entity]
	hits []search.EntityHit
}

// SearchEdge is an entity that a search found.
type SearchEdge struct {
	Edge[Entity]
	Score   float64
	Matched string
}

// NewSearch is the page p of what a search found. It keeps p.
func NewSearch(list List, p *paging.Page[search.EntityHit]) *SearchConnection {
	c := &SearchConnection{hits: p.Items}
	fill(&c.Connection, list, p, func(h search.EntityHit) Entity { return EntityOf(h.Entity) })
	return c
}

// Edges is the page's entities with their cursors and scores.
func (c *SearchConnection) Edges() []SearchEdge {
	edges := make([]SearchEdge, len(c.Nodes))
	for i, n := range c.Nodes {
		edges[i] = SearchEdge{Edge[Entity]{c.cursor(i), n}, c.hits[i].Score, c.hits[i].Matched}
	}
	return edges
}

// ClaimSearchConnection is a page of the claims that a search by words found.
type ClaimSearchConnection struct {
	Connection[claim.Claim]
	hits []search.ClaimHit
}

// ClaimSearchEdge is a claim that such a search found.
type ClaimSearchEdge struct {
	Edge[claim.Claim]
	Score float64
	Spans []Span
}

// Span is a part of a text, in code points; End is exclusive.
type Span struct{ Start, End int }

// NewClaimSearch is the page p of what a search by words found. It keeps p.
func NewClaimSearch(list List, p *paging.Page[search.ClaimHit]) *ClaimSearchConnection {
	c := &ClaimSearchConnection{hits: p.Items}
	fill(&c.Connection, list, p, func(h search.ClaimHit) claim.Claim { return h.Claim })
	return c
}

// Edges is the page's claims with their cursors, scores and what matched.
func (c *ClaimSearchConnection) Edges() []ClaimSearchEdge {
	edges := make([]ClaimSearchEdge, len(c.Nodes))
	for i, n := range c.Nodes {
		spans := make([]Span, len(c.hits[i].Spans))
		for j, s := range c.hits[i].Spans {
			spans[j] = Span(s)
		}
		edges[i] = ClaimSearchEdge{Edge[claim.Claim]{c.cursor(i), n}, c.hits[i].Score, spans}
	}
	return edges
}
