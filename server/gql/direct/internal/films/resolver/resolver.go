package resolver

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"whence/server/gql/direct/internal/films"
	"whence/server/gql/direct/internal/films/gen"
)

// Resolver implements gen.ResolverRoot over a graph.
type Resolver struct{ Graph *films.Graph }

type (
	query        struct{ *films.Graph }
	mutation     struct{ *films.Graph }
	subscription struct{}
)

// Query implements gen.ResolverRoot.
func (r Resolver) Query() gen.QueryResolver { return query{r.Graph} }

// Mutation implements gen.ResolverRoot.
func (r Resolver) Mutation() gen.MutationResolver { return mutation{r.Graph} }

// Subscription implements gen.ResolverRoot.
func (r Resolver) Subscription() gen.SubscriptionResolver { return subscription{} }

// Film implements gen.ResolverRoot.
func (r Resolver) Film() gen.FilmResolver { return film{} }

// Series implements gen.ResolverRoot.
func (r Resolver) Series() gen.SeriesResolver { return series{} }

// Person implements gen.ResolverRoot.
func (r Resolver) Person() gen.PersonResolver { return person{} }

// Studio implements gen.ResolverRoot.
func (r Resolver) Studio() gen.StudioResolver { return studio{} }

func (q query) Node(ctx context.Context, id string) (films.Node, error) {
	return one(ctx, "Query.node", id, func() films.Node { return q.Graph.Node(id) })
}

func (q query) Nodes(ctx context.Context, ids []string) ([]films.Node, error) {
	return one(ctx, "Query.nodes", strings.Join(ids, ","), func() []films.Node {
		res := make([]films.Node, len(ids))
		for i, id := range ids {
			res[i] = q.Graph.Node(id)
		}
		return res
	})
}

func (q query) Person(ctx context.Context, id string) (*films.Person, error) {
	return one(ctx, "Query.person", id, func() *films.Person { return as[*films.Person](q.Graph.Node(id)) })
}

func (q query) Work(ctx context.Context, id string) (films.Work, error) {
	return one(ctx, "Query.work", id, func() films.Work { return as[films.Work](q.Graph.Node(id)) })
}

func (q query) Studio(ctx context.Context, id string) (*films.Studio, error) {
	return one(ctx, "Query.studio", id, func() *films.Studio { return as[*films.Studio](q.Graph.Node(id)) })
}

func as[T any](n films.Node) T {
	t, _ := n.(T)
	return t
}

func (q query) Films(ctx context.Context, filter *films.FilmFilter, order films.Order, first *int) ([]*films.Film, error) {
	return one(ctx, "Query.films", "", func() []*films.Film {
		res := filtered(q.Graph.Films, filter)
		slices.SortStableFunc(res, func(a, b *films.Film) int {
			byYear := 0
			if order == films.OrderYear {
				byYear = cmp.Compare(yearOr(a, 9999), yearOr(b, 9999))
			}
			return cmp.Or(byYear, cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
		})
		return head(res, first)
	})
}

func yearOr(f *films.Film, unknown int) int {
	if f.Year == nil {
		return unknown
	}
	return *f.Year
}

func filtered(all []*films.Film, filter *films.FilmFilter) []*films.Film {
	res := []*films.Film{}
	for _, f := range all {
		if passes(f, filter) {
			res = append(res, f)
		}
	}
	return res
}

func passes(f *films.Film, filter *films.FilmFilter) bool {
	if filter == nil {
		return true
	}
	if len(filter.Genres) > 0 && !slices.Contains(filter.Genres, f.Genre) {
		return false
	}
	if y := filter.Years; y != nil && f.Year != nil && (y.From != nil && *f.Year < *y.From || y.To != nil && *f.Year > *y.To) {
		return false
	}
	if filter.On != nil && (f.Released == nil || *f.Released != *filter.On) {
		return false
	}
	return filter.Title == nil || strings.Contains(f.Title, *filter.Title)
}

// head is the first n, or all where n is nil.
func head[T any](all []T, n *int) []T {
	if n == nil {
		return all
	}
	return all[:max(0, min(*n, len(all)))]
}

func (q query) People(ctx context.Context, first *int) (*films.PersonConnection, error) {
	return one(ctx, "Query.people", "", func() *films.PersonConnection {
		page := head(q.Graph.People, first)
		res := &films.PersonConnection{TotalCount: len(q.Graph.People), Edges: make([]films.PersonEdge, 0, len(page))}
		for _, p := range page {
			res.Edges = append(res.Edges, films.PersonEdge{Node: p})
		}
		return res
	})
}

func (q query) Search(ctx context.Context, text string, first *int) ([]films.Hit, error) {
	return one(ctx, "Query.search", text, func() []films.Hit {
		var res []films.Hit
		for i, p := range q.Graph.People {
			if strings.Contains(p.Name, text) {
				res = append(res, p, q.Graph.Films[i%len(q.Graph.Films)], q.Graph.Series[i%len(q.Graph.Series)], q.Graph.Studios[i%len(q.Graph.Studios)])
			}
		}
		return head(res, first)
	})
}

func (q query) Rated(ctx context.Context) ([]films.Rated, error) {
	return one(ctx, "Query.rated", "", func() []films.Rated {
		return []films.Rated{q.Graph.Films[3], nil, q.Graph.Series[2], q.Graph.Films[5]}
	})
}

func (q query) Day(ctx context.Context, of films.Day) (*films.Day, error) {
	return one(ctx, "Query.day", "", func() *films.Day { return &of })
}

func (m mutation) Rename(_ context.Context, id, name string) (*films.Person, error) {
	p, ok := m.Graph.Node(id).(*films.Person)
	if !ok {
		return nil, fmt.Errorf("nobody is %s", id)
	}
	renamed := *p
	renamed.Name = name
	return &renamed, nil
}

func (subscription) Count(ctx context.Context, to int) (<-chan int, error) {
	c := make(chan int)
	go func() {
		defer close(c)
		for i := 1; i <= to; i++ {
			select {
			case c <- i:
			case <-ctx.Done():
				return
			}
		}
	}()
	return c, nil
}
