package resolver

import (
	"context"
	"strings"

	"whence/server/gql/direct/internal/films"
)

type (
	film   struct{}
	series struct{}
	person struct{}
	studio struct{}
)

func filmID(f *films.Film) string     { return f.ID }
func seriesID(s *films.Series) string { return s.ID }
func personID(p *films.Person) string { return p.ID }
func studioID(u *films.Studio) string { return u.ID }

func (film) Cast(ctx context.Context, objs []*films.Film, first int) ([]*films.PersonConnection, error) {
	page := make(pages[films.PersonConnection], 0, len(objs))
	return all(ctx, "Film.cast", objs, filmID, func(f *films.Film) *films.PersonConnection {
		return page.add(films.PersonConnection{Edges: head(f.Cast, &first), TotalCount: len(f.Cast)})
	})
}

func (series) Cast(ctx context.Context, objs []*films.Series, first int) ([]*films.PersonConnection, error) {
	page := make(pages[films.PersonConnection], 0, len(objs))
	return all(ctx, "Series.cast", objs, seriesID, func(s *films.Series) *films.PersonConnection {
		return page.add(films.PersonConnection{Edges: head(s.Cast, &first), TotalCount: len(s.Cast)})
	})
}

func (film) Related(ctx context.Context, objs []*films.Film, genre *films.Genre, first *int) ([][]films.Work, error) {
	return all(ctx, "Film.related", objs, filmID, func(f *films.Film) []films.Work { return related(f.Related, genre, first) })
}

func (series) Related(ctx context.Context, objs []*films.Series, genre *films.Genre, first *int) ([][]films.Work, error) {
	return all(ctx, "Series.related", objs, seriesID, func(s *films.Series) []films.Work { return related(s.Related, genre, first) })
}

func related(works []films.Work, genre *films.Genre, first *int) []films.Work {
	if genre == nil {
		return head(works, first)
	}
	res := []films.Work{}
	for _, w := range works {
		if w.Data().Genre == *genre {
			res = append(res, w)
		}
	}
	return head(res, first)
}

func (film) Sequel(ctx context.Context, objs []*films.Film) ([]films.Work, error) {
	return all(ctx, "Film.sequel", objs, filmID, func(f *films.Film) films.Work { return f.Sequel })
}

func (series) Sequel(ctx context.Context, objs []*films.Series) ([]films.Work, error) {
	return all(ctx, "Series.sequel", objs, seriesID, func(s *films.Series) films.Work { return s.Sequel })
}

func (film) Lead(ctx context.Context, objs []*films.Film) ([]*films.Person, error) {
	return all(ctx, "Film.lead", objs, filmID, func(f *films.Film) *films.Person { return f.Lead })
}

func (series) Lead(ctx context.Context, objs []*films.Series) ([]*films.Person, error) {
	return all(ctx, "Series.lead", objs, seriesID, func(s *films.Series) *films.Person { return s.Lead })
}

func (film) Marks(ctx context.Context, objs []*films.Film, labels []string) ([][]*string, error) {
	return all(ctx, "Film.marks", objs, filmID, func(f *films.Film) []*string {
		res := append([]*string{}, f.Marks...)
		for _, label := range labels {
			res = append(res, &label, nil)
		}
		return res
	})
}

func (series) Seasons(ctx context.Context, objs []*films.Series) ([]int, error) {
	return all(ctx, "Series.seasons", objs, seriesID, func(s *films.Series) int { return s.Seasons })
}

func (person) Mentor(ctx context.Context, objs []*films.Person) ([]*films.Person, error) {
	return all(ctx, "Person.mentor", objs, personID, func(p *films.Person) *films.Person { return p.Mentor })
}

func (person) Rival(ctx context.Context, objs []*films.Person) ([]*films.Person, error) {
	return all(ctx, "Person.rival", objs, personID, func(p *films.Person) *films.Person { return p.Rival })
}

func (person) Friends(ctx context.Context, objs []*films.Person, first *int) ([][]*films.Person, error) {
	return all(ctx, "Person.friends", objs, personID, func(p *films.Person) []*films.Person { return head(p.Friends, first) })
}

func (person) Works(ctx context.Context, objs []*films.Person, genres []films.Genre, first *int) ([]*films.WorkConnection, error) {
	page := make(pages[films.WorkConnection], 0, len(objs))
	return all(ctx, "Person.works", objs, personID, func(p *films.Person) *films.WorkConnection {
		if p.Works == nil {
			return nil
		}
		works := ofGenres(p.Works, genres)
		return page.add(films.WorkConnection{Edges: head(works, first), TotalCount: len(works)})
	})
}

func ofGenres(works []films.WorkEdge, genres []films.Genre) []films.WorkEdge {
	if len(genres) == 0 {
		return works
	}
	res := []films.WorkEdge{}
	for _, genre := range genres {
		for _, w := range works {
			if w.Node != nil && w.Node.Data().Genre == genre {
				res = append(res, w)
			}
		}
	}
	return res
}

// pages are the connections of one batch: an allocation a batch, not an allocation a page.
type pages[C any] []C

func (p *pages[C]) add(connection C) *C {
	*p = append(*p, connection)
	return &(*p)[len(*p)-1]
}

func (person) Favourite(ctx context.Context, objs []*films.Person) ([]films.Hit, error) {
	return all(ctx, "Person.favourite", objs, personID, func(p *films.Person) films.Hit { return p.Favourite })
}

func (person) Home(ctx context.Context, p *films.Person) (*films.Studio, error) {
	return one(ctx, "Person.home", p.ID, func() *films.Studio { return p.Home })
}

func (studio) Motto(ctx context.Context, u *films.Studio, shout *bool) (string, error) {
	return one(ctx, "Studio.motto", u.ID, func() string {
		if shout != nil && *shout {
			return strings.ToUpper(u.Motto)
		}
		return u.Motto
	})
}

func (studio) Founder(ctx context.Context, u *films.Studio) (*films.Person, error) {
	return one(ctx, "Studio.founder", u.ID, func() *films.Person { return u.Founder })
}

func (studio) Films(ctx context.Context, objs []*films.Studio, filter *films.FilmFilter, first *int) ([][]*films.Film, error) {
	return all(ctx, "Studio.films", objs, studioID, func(u *films.Studio) []*films.Film {
		if filter == nil {
			return head(u.Films, first)
		}
		return head(filtered(u.Films, filter), first)
	})
}

func (studio) Catalogue(ctx context.Context, objs []*films.Studio) ([][]films.Hit, error) {
	return all(ctx, "Studio.catalogue", objs, studioID, func(u *films.Studio) []films.Hit { return u.Catalogue })
}
