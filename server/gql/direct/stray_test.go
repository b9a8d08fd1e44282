package direct_test

import (
	"context"
	"errors"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/google/go-cmp/cmp"

	"whence/server/gql/direct"
	"whence/server/gql/direct/internal/films"
	"whence/server/gql/direct/internal/films/gen"
	"whence/server/gql/direct/internal/films/resolver"
)

// TestStrays shows what the random operations leave out: where gqlgen's executor answers otherwise, or not at all.
func TestStrays(t *testing.T) {
	g := films.New(films.Small)
	f := g.Films[0]
	bad, million, ida := films.Score(-1), 1e6, "p0"
	f.Score, f.Gross, f.Badge, f.Parts, f.Lead = &bad, million, "", []*int{nil, &f.Minutes, nil}, g.People[0]
	f.Genres, f.Title = []films.Genre{"SILENT", films.GenreNoir}, "a\xff"
	g.Series[0].BestScore = bad
	s := newServer(gen.NewDirectSchema(gen.Config{Resolvers: resolver.Resolver{Graph: g}}, direct.Options{}))
	tests := []struct {
		name, query, data string
		errors            []string
	}{
		{
			"fields through unrelated interfaces are one",
			`{ work(id: "f0") { lead { id } ... on Rated { lead { name } } } }`,
			`{"work":{"lead":{"id":"` + ida + `","name":"` + g.People[0].Name + `"}}}`, nil,
		},
		{"floats", `{ work(id: "f0") { ... on Film { gross } } }`, `{"work":{"gross":1000000}}`, nil},
		{
			"a scalar that fails while it is written", `{ work(id: "f0") { ... on Film { score id } } }`,
			`{"work":{"score":null,"id":"f0"}}`,
			[]string{`["work","score"] score under zero`},
		},
		{
			"and bubbles", `{ work(id: "s0") { ... on Series { bestScore id } } }`,
			`{"work":null}`,
			[]string{`["work","bestScore"] score under zero`},
		},
		{
			"a scalar that panics while it is written", `{ person(id: "p0") { id } work(id: "f0") { ... on Film { badge parts } } }`,
			`{"person":{"id":"p0"},"work":null}`,
			[]string{
				`["work","badge"] recovered: badge without a letter`,
				`["work","parts",0] the requested element is null which the schema does not allow`,
				`["work","parts",2] the requested element is null which the schema does not allow`,
			},
		},
		{"an enum's value that the schema lacks", `{ work(id: "f0") { ... on Film { genres } } }`, `{"work":{"genres":["SILENT","NOIR"]}}`, nil},
		{"text that is not UTF-8", `{ work(id: "f0") { title } }`, `{"work":{"title":"a` + "\ufffd" + `"}}`, nil},
		{"@defer", `{ work(id: "f0") { ... @defer { id } } }`, `{"work":{"id":"f0"}}`, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := s.answer(operation{query: test.query}, resolver.Weather{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(answer{test.data, test.errors}, got, cmp.AllowUnexported(answer{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// careless answers the leads of films as no resolver should.
type careless struct {
	resolver.Resolver

	lead func(films []*films.Film) ([]*films.Person, error)
}

type carelessFilm struct {
	gen.FilmResolver

	careless
}

func (c careless) Film() gen.FilmResolver { return carelessFilm{c.Resolver.Film(), c} }

func (c carelessFilm) Lead(_ context.Context, objs []*films.Film) ([]*films.Person, error) {
	return c.lead(objs)
}

// TestCareless checks that a batch resolver's mistakes are errors of every parent, and stay with its field.
func TestCareless(t *testing.T) {
	tests := []struct {
		name    string
		lead    func([]*films.Film) ([]*films.Person, error)
		message string
	}{
		{"panic", func([]*films.Film) ([]*films.Person, error) { panic("oh") }, "recovered: oh"},
		{"too few", func([]*films.Film) ([]*films.Person, error) { return nil, nil }, "batch resolver: lead: 0 results for 2 parents"},
		{
			"errors too few", func(objs []*films.Film) ([]*films.Person, error) {
				return make([]*films.Person, len(objs)), graphql.BatchErrorList{errors.New("oh")}
			}, "batch resolver: lead: 1 errors for 2 parents",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := careless{resolver.Resolver{Graph: films.New(films.Small)}, test.lead}
			s := newServer(gen.NewDirectSchema(gen.Config{Resolvers: root}, direct.Options{}))
			got, err := s.answer(operation{query: `{ rated { ... on Film { id } ... on Film @skip(if: false) { lead { id } } } person(id: "p1") { id } }`}, resolver.Weather{})
			if err != nil {
				t.Fatal(err)
			}
			want := answer{`{"rated":[null,null,{},null],"person":{"id":"p1"}}`, []string{`["rated",0,"lead"] ` + test.message, `["rated",3,"lead"] ` + test.message}}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(answer{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}
