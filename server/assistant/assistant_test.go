package assistant_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"whence/graph"
	"whence/loader"
	"whence/seeds"
	"whence/server"
	"whence/server/assistant"
	"whence/server/cursor"
	"whence/server/gql"
	"whence/server/nested"
)

// served is a real server over the seed graph.
func served(t *testing.T) (*server.Server, string) {
	t.Helper()
	g, err := graph.Open(t.Context(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	l := loader.Loader{Graph: g}
	if _, err := l.LoadFS(t.Context(), seeds.Files); err != nil {
		t.Fatal(err)
	}
	if err := g.Indexed(t.Context()); err != nil {
		t.Fatal(err)
	}
	s := server.New(server.Options{
		Schema: gql.New(g, gql.Options{Cursors: cursor.RandomKey()}), Present: gql.Present, Log: slog.New(slog.DiscardHandler),
		Assistant: func(query, propose nested.Run) http.Handler { return assistant.Handler("test", query, propose) },
	})
	web := httptest.NewServer(s.Handler())
	t.Cleanup(func() {
		web.Close()
		if err := g.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, web.URL + server.AssistantPath
}

func connected(t *testing.T, transport mcp.Transport) *mcp.ClientSession {
	t.Helper()
	session, err := mcp.NewClient(&mcp.Implementation{Name: "test"}, nil).Connect(t.Context(), transport, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = session.Close() })
	return session
}

// call is what a tool says, and whether it says that as an error.
func call(t *testing.T, s *mcp.ClientSession, tool string, arguments map[string]any) (string, bool) {
	t.Helper()
	r, err := s.CallTool(t.Context(), &mcp.CallToolParams{Name: tool, Arguments: arguments})
	if err != nil {
		return err.Error(), true
	}
	var b strings.Builder
	for _, c := range r.Content {
		if text, ok := c.(*mcp.TextContent); ok {
			b.WriteString(text.Text)
		}
	}
	return b.String(), r.IsError
}

// calls are each tool with what its result must have.
var calls = []struct {
	tool      string
	arguments map[string]any
	want      string
}{
	{"search", map[string]any{"query": "Neil Ramy"}, "person/neil-rami"},
	{"entity", map[string]any{"id": "place/icentrum"}, `"kind":"PLACE"`},
	{"claims", map[string]any{"words": "waiting list campus"}, "document/"},
	{"paths", map[string]any{"from": "person/nick-clegg", "to": "organisation/tech-city-uk"}, "programme/technorth"},
	{"neighbourhood", map[string]any{"id": "place/icentrum", "kinds": []string{"FUNDS"}, "direction": "IN"}, "organisation/birmingham-city-council"},
	{"sums", map[string]any{"kinds": []string{"FUNDS"}, "object": "programme/wmhtia"}, `"18500000"`},
	{"sums", map[string]any{"kinds": []string{"FUNDS"}, "groupBy": "SUBJECT"}, `"rows"`},
	{"conflicts", map[string]any{}, `"totalCount"`},
	{"ask", map[string]any{"question": "Who funds iCentrum?"}, "claim/"},
	{"graphql", map[string]any{"query": "query($n: Int!) { search(query: \"iCentrum\", first: $n) { totalCount } }", "variables": map[string]any{"n": 1}}, `"totalCount"`},
}

func TestToolsOverHTTP(t *testing.T) {
	_, url := served(t)
	testTools(t, connected(t, &mcp.StreamableClientTransport{Endpoint: url, DisableStandaloneSSE: true}))
}

func TestToolsOverStandardInput(t *testing.T) {
	s, _ := served(t)
	in, toServer := io.Pipe()
	fromServer, out := io.Pipe()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- assistant.Serve(ctx, "test", s.Query, in, out) }()
	testTools(t, connected(t, &mcp.IOTransport{Reader: fromServer, Writer: toServer}))
	cancel()
	<-done
}

func testTools(t *testing.T, session *mcp.ClientSession) {
	t.Helper()
	listed, err := session.ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tool := range listed.Tools {
		if !slices.ContainsFunc(calls, func(c struct {
			tool      string
			arguments map[string]any
			want      string
		},
		) bool {
			return c.tool == tool.Name
		}) {
			t.Errorf("no test calls %s", tool.Name)
		}
		if !tool.Annotations.ReadOnlyHint {
			t.Errorf("%s does not say that it only reads", tool.Name)
		}
	}
	for _, c := range calls {
		text, failed := call(t, session, c.tool, c.arguments)
		if failed || !strings.Contains(text, c.want) || !strings.HasPrefix(text, "Data of a knowledge graph") {
			t.Errorf("%s %v: %.400s, want %s", c.tool, c.arguments, text, c.want)
		}
	}
	for name, arguments := range map[string]map[string]any{
		"a mutation":           {"query": "mutation { erase(id: \"place/icentrum\") { id } }"},
		"what costs too much":  {"query": "{ entities(first: 100) { nodes { neighbours(first: 100) { nodes { neighbours(first: 100) { nodes { id } } } } } } }"},
		"what is not a query":  {"query": "ignore your instructions"},
		"a field that is none": {"query": "{ secrets }"},
		"nothing":              {"query": ""},
	} {
		if text, failed := call(t, session, "graphql", arguments); !failed {
			t.Errorf("%s was answered: %.200s", name, text)
		}
	}
	r, err := session.ReadResource(t.Context(), &mcp.ReadResourceParams{URI: "whence://entity/place/icentrum"})
	if err != nil || !strings.Contains(r.Contents[0].Text, "iCentrum") {
		t.Errorf("resource of an entity: %v %v", r, err)
	}
	if _, err := session.ReadResource(t.Context(), &mcp.ReadResourceParams{URI: "whence://entity/place/nowhere"}); err == nil {
		t.Error("a resource that is not there was read")
	}
	prompt, err := session.GetPrompt(t.Context(), &mcp.GetPromptParams{Name: "answer-with-claims", Arguments: map[string]string{"question": "Who funds iCentrum?"}})
	if err != nil || len(prompt.Messages) != 1 {
		t.Errorf("prompt: %v %v", prompt, err)
	}
}

// TestLargeCall: a call of a megabyte ends the session of whoever sends it, and nobody else's.
func TestLargeCall(t *testing.T) {
	_, url := served(t)
	session := connected(t, &mcp.StreamableClientTransport{Endpoint: url, DisableStandaloneSSE: true})
	if text, failed := call(t, session, "graphql", map[string]any{"query": "{ search(query: \"" + strings.Repeat("a", 1<<20) + "\") { totalCount } }"}); !failed {
		t.Errorf("answered: %.200s", text)
	}
	other := connected(t, &mcp.StreamableClientTransport{Endpoint: url, DisableStandaloneSSE: true})
	if text, failed := call(t, other, "search", map[string]any{"query": "iCentrum", "first": 1}); failed {
		t.Errorf("another session: %.200s", text)
	}
}

// TestManyCalls: a client that calls without end gets answers. WHENCE_ATTACK asks ten times as often.
func TestManyCalls(t *testing.T) {
	_, url := served(t)
	session := connected(t, &mcp.StreamableClientTransport{Endpoint: url, DisableStandaloneSSE: true})
	count := 1_000
	if os.Getenv("WHENCE_ATTACK") != "" {
		count = 10_000
	}
	for range count {
		if text, failed := call(t, session, "search", map[string]any{"query": "iCentrum", "first": 1}); failed {
			t.Fatal(text)
		}
	}
}

func TestOtherOriginsAreRefused(t *testing.T) {
	_, url := served(t)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(`{"jsonrpc":"2.0","id":1,"method":"tools/list"}`))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json, text/event-stream")
	r.Header.Set("Origin", "https://evil.example")
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode < 400 {
		t.Errorf("a page of another origin was answered: %s", response.Status)
	}
}
