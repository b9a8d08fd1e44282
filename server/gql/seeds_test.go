package gql_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/99designs/gqlgen/graphql"

	"whence/graph"
	"whence/graph/claim"
	"whence/loader"
	"whence/seeds"
	"whence/server/gql"
)

// seeded is the schema of the seed graph on every backend.
func seeded(t *testing.T) map[string]graphql.ExecutableSchema {
	out := map[string]graphql.ExecutableSchema{}
	for name, path := range map[string]string{"mem": "", "disk": t.TempDir()} {
		g, err := graph.Open(t.Context(), graph.Options{Path: path})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { g.Close() })
		l := loader.Loader{Graph: g}
		if _, err := l.LoadFS(t.Context(), seeds.Files); err != nil {
			t.Fatal(err)
		}
		out[name] = gql.New(g, gql.Options{})
	}
	return out
}

// complete is the schema of the seed graph on every backend, with what the seeds lack beside it: see testdata/complete.
func complete(t *testing.T) map[string]graphql.ExecutableSchema {
	t.Helper()
	out := map[string]graphql.ExecutableSchema{}
	for name, path := range map[string]string{"mem": "", "disk": t.TempDir()} {
		out[name] = gql.New(completeGraph(t, path), gql.Options{})
	}
	return out
}

func completeGraph(t *testing.T, path string) *graph.Graph {
	t.Helper()
	const folder = "testdata/complete"
	g, err := graph.Open(t.Context(), graph.Options{Path: path, Texts: folder})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.Close() })
	l := loader.Loader{Graph: g, Texts: graph.NewTexts(os.DirFS(folder))}
	if _, err := l.LoadFS(t.Context(), seeds.Files); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"before.yaml", "after.yaml"} {
		if _, err := l.Load(t.Context(), filepath.Join(folder, file)); err != nil {
			t.Fatal(err)
		}
	}
	return g
}

// namesakes is a graph in which two entities bear one name.
func namesakes(t *testing.T) graphql.ExecutableSchema {
	t.Helper()
	g, err := graph.Open(t.Context(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.Close() })
	_, err = g.Load(t.Context(), []*claim.Dataset{{Name: "test/namesakes", Entities: []claim.EntityRecord{
		{ID: "organisation/mercury", Name: "Mercury"}, {ID: "programme/mercury", Name: "Mercury"},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	return gql.New(g, gql.Options{})
}
