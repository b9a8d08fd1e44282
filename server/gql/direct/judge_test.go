package direct_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"whence/server/gql/direct"
	"whence/server/gql/direct/internal/films"
	"whence/server/gql/direct/internal/films/gen"
	"whence/server/gql/direct/internal/films/resolver"
)

// TestJudge asks graphql-js too, with the operations that gqlgen can't judge among them. Data must be the same, byte
// for byte. graphql-js stops at the first error that bubbles past its parent, so its errors are some of ours. It
// checks the literals of scalars itself, so days are days here. DIRECT_OPERATIONS and DIRECT_SEED as for TestOracle.
func TestJudge(t *testing.T) {
	cfg := gen.Config{Resolvers: resolver.Resolver{Graph: films.New(films.Small)}}
	j := newJudge(t, films.New(films.Small))
	subject := newServer(gen.NewDirectSchema(cfg, direct.Options{}))
	count, seed := fromEnv(t, "DIRECT_OPERATIONS", 5000), fromEnv(t, "DIRECT_SEED", 1)
	compose := composer{Rand: rand.New(rand.NewPCG(uint64(seed), 1)), schema: schema(), days: true}
	for i := range count {
		op := compose.operation()
		weather := resolver.Weather{Seed: uint32(i), Rate: []uint32{0, 60, 150, 300}[i%4]}
		got, err := subject.answer(op, weather)
		if err != nil {
			continue
		}
		verdict := j.judge(t, op, weather)
		if got.data != verdict.Data {
			t.Fatalf("operation %d:\ndirect     %s\ngraphql-js %s\n%s\nvariables %v, weather %+v, errors %q and %+v",
				i, got.data, verdict.Data, op.query, op.variables, weather, got.errors, verdict.Errors)
		}
		for _, e := range verdict.Errors {
			if !slices.ContainsFunc(got.errors, e.is) {
				t.Fatalf("operation %d: %+v is not among %q\n%s\nvariables %v, weather %+v", i, e, got.errors, op.query, op.variables, weather)
			}
		}
	}
}

func schema() *ast.Schema { return gen.NewExecutableSchema(gen.Config{}).Schema() }

// judge is a process of testdata/judge.
type judge struct {
	in  io.Writer
	out *bufio.Reader
}

// verdict is graphql-js's answer.
type verdict struct {
	Data   string
	Errors []verdictError
}

type verdictError struct {
	Path    []any
	Message string
}

// is tells whether ours is the same error. For a null that isn't allowed everybody has other words.
func (e verdictError) is(ours string) bool {
	path, err := json.Marshal(e.Path)
	if err != nil {
		return false
	}
	rest, at := strings.CutPrefix(ours, string(path)+" ")
	if strings.HasPrefix(e.Message, "Cannot return null for non-nullable field") {
		return at && (rest == "must not be null" || rest == "the requested element is null which the schema does not allow")
	}
	return at && rest == e.Message
}

// lack skips a test for want of what it needs, and fails it in CI.
func lack(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(what)
	}
	t.Skip(what)
}

func newJudge(t *testing.T, g *films.Graph) judge {
	if _, err := os.Stat("testdata/judge/node_modules/graphql"); err != nil {
		lack(t, "graphql-js is not installed: npm ci --prefix server/gql/direct/testdata/judge")
	}
	sdl, err := os.ReadFile("internal/films/schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", "testdata/judge/judge.mjs")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		lack(t, "no node: "+err.Error())
	}
	t.Cleanup(func() {
		_ = in.Close()
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	})
	j := judge{in, bufio.NewReader(out)}
	j.send(t, map[string]any{"sdl": string(sdl), "graph": plain(g)})
	return j
}

func (j judge) send(t *testing.T, v any) {
	line, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := j.in.Write(append(line, '\n')); err != nil {
		t.Fatal(err)
	}
}

func (j judge) judge(t *testing.T, op operation, weather resolver.Weather) (v verdict) {
	j.send(t, map[string]any{"query": op.query, "variables": op.variables, "weather": weather})
	line, err := j.out.ReadBytes('\n')
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(line, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// plain is the graph with an id wherever a thing refers to another.
func plain(g *films.Graph) map[string][]map[string]any {
	res := map[string][]map[string]any{}
	for _, f := range g.Films {
		m := plainWork(&f.WorkData)
		m["Genres"], m["Released"], m["Budget"], m["Prices"] = f.Genres, day(f.Released), f.Budget, f.Prices
		m["Grid"] = each(f.Grid, func(row []*int) []*int { return append([]*int{}, row...) }) // [Int]! makes [] of nil
		m["Gross"], m["Parts"] = f.Gross, f.Parts
		m["Score"], m["Studio"], m["Minutes"], m["Marks"] = f.Score, id(f.Studio), f.Minutes, append([]*string{}, f.Marks...)
		if f.Rows != nil {
			m["Rows"] = each(f.Rows, ids[*films.Person])
		}
		res["Films"] = append(res["Films"], m)
	}
	for _, s := range g.Series {
		m := plainWork(&s.WorkData)
		m["BestScore"], m["Studio"], m["Seasons"] = s.BestScore, id(s.Studio), s.Seasons
		res["Series"] = append(res["Series"], m)
	}
	for _, p := range g.People {
		m := map[string]any{
			"ID": p.ID, "Name": p.Name, "Aliases": p.Aliases, "Born": day(p.Born), "Mentor": id(p.Mentor),
			"Rival": id(p.Rival), "Friends": ids(p.Friends), "Favourite": id(p.Favourite), "Home": id(p.Home), "Works": nil,
		}
		if p.Works != nil {
			m["Works"] = each(p.Works, func(e films.WorkEdge) string { return e.Cursor() })
		}
		res["People"] = append(res["People"], m)
	}
	for _, u := range g.Studios {
		res["Studios"] = append(res["Studios"], map[string]any{
			"ID": u.ID, "Name": u.Name, "Motto": u.Motto, "Founder": id(u.Founder), "Films": ids(u.Films), "Catalogue": ids(u.Catalogue),
		})
	}
	return res
}

func plainWork(d *films.WorkData) map[string]any {
	return map[string]any{
		"ID": d.ID, "Title": d.Title, "Year": d.Year, "Genre": d.Genre, "Rating": d.Rating, "Badge": d.Badge,
		"Cast": each(d.Cast, func(e films.PersonEdge) string { return e.Cursor() }), "Related": ids(d.Related), "Sequel": id(d.Sequel), "Lead": id(d.Lead),
	}
}

// id is the id of a thing, or nothing for nil.
func id(thing any) string {
	switch v := thing.(type) {
	case *films.Person:
		if v != nil {
			return v.ID
		}
	case *films.Studio:
		if v != nil {
			return v.ID
		}
	case films.Work:
		return v.Data().ID
	}
	return ""
}

func ids[T any](list []T) []string {
	return each(list, func(thing T) string { return id(thing) })
}

func each[T, R any](list []T, f func(T) R) []R {
	res := make([]R, len(list))
	for i, e := range list {
		res[i] = f(e)
	}
	return res
}

func day(d *films.Day) any {
	if d == nil {
		return nil
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}
