package resolver

import "whence/server/gql/direct/internal/films"

// pages hands out the connections of one batch from slabs: an allocation a batch, not an allocation a page.
type pages struct {
	first       int
	connections []films.PersonConnection
	edges       []films.PersonEdge
	workPages   []films.WorkConnection
	workInfos   []films.PageInfo
	workEdges   []films.WorkEdge
	parents     int
}

func paging(parents, first int) *pages { return &pages{parents: parents, first: first} }

func (p *pages) people(of []*films.Person) *films.PersonConnection {
	if p.connections == nil {
		p.connections = make([]films.PersonConnection, 0, p.parents)
	}
	page := head(of, &p.first)
	p.connections = append(p.connections, films.PersonConnection{
		Edges: take(&p.edges, page, p.parents, func(n *films.Person) films.PersonEdge { return films.PersonEdge{Node: n} }),
		Nodes: page, TotalCount: len(of), PageInfo: info(page, len(of), func(n *films.Person) *string { return &n.ID }),
	})
	return &p.connections[len(p.connections)-1]
}

func people(page []*films.Person, total int) *films.PersonConnection {
	res := paging(1, len(page)).people(page)
	res.TotalCount = total
	res.PageInfo.HasNextPage = len(page) < total
	return res
}

func (p *pages) works(of []films.Work) *films.WorkConnection {
	if p.workPages == nil {
		p.workPages = make([]films.WorkConnection, 0, p.parents)
		p.workInfos = make([]films.PageInfo, 0, p.parents)
	}
	page := head(of, &p.first)
	p.workInfos = append(p.workInfos, info(page, len(of), func(w films.Work) *string { return &w.Data().ID }))
	p.workPages = append(p.workPages, films.WorkConnection{
		Edges: take(&p.workEdges, page, p.parents, func(w films.Work) films.WorkEdge { return films.WorkEdge{Node: w} }),
		Nodes: page, TotalCount: len(of), PageInfo: &p.workInfos[len(p.workInfos)-1],
	})
	return &p.workPages[len(p.workPages)-1]
}

// take makes edges of a page at the end of the slab.
func take[N, E any](slab *[]E, page []N, parents int, edge func(N) E) []E {
	if cap(*slab)-len(*slab) < len(page) {
		*slab = make([]E, 0, max(3*parents, len(page)))
	}
	from := len(*slab)
	for _, n := range page {
		*slab = append(*slab, edge(n))
	}
	return (*slab)[from:len(*slab):len(*slab)]
}

func info[N any](page []N, total int, cursor func(N) *string) films.PageInfo {
	if len(page) == 0 {
		return films.PageInfo{HasNextPage: total > 0}
	}
	return films.PageInfo{HasNextPage: len(page) < total, EndCursor: cursor(page[len(page)-1])}
}
