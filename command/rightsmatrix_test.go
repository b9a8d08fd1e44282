package command

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/coder/websocket"
	"github.com/vektah/gqlparser/v2/ast"

	"whence/graph"
	"whence/server"
	"whence/server/auth"
	"whence/server/auth/needs"
	"whence/server/gql"
)

// TestPermissionMatrix sends every mutation of the schema as everybody, in every mode, by every way, and holds what comes back
// against the schema's @needs. `go test -v` prints the table.
func TestPermissionMatrix(t *testing.T) {
	m := newMatrix(t)
	table, err := needs.Read(m.schema, needs.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range m.schema.Mutation.Fields {
		if strings.HasPrefix(f.Name, "__") {
			continue
		}
		need := table.Mutation(f.Name)
		for _, mode := range []string{"commit", "propose", "dryRun"} {
			row := fmt.Sprintf("%-20s %-8s", f.Name, mode)
			for _, who := range m.callers {
				want := expected(need, mode, who)
				if mode == "propose" && slices.Contains(needs.ProposeRefused, f.Name) && want == "PROPOSE_ONLY" {
					want = "may"
				}
				row += fmt.Sprintf(" %s:%s", who.name, want)
				for _, way := range []string{"POST", "GET", "SSE", "WebSocket"} {
					wanted := want
					if way == "GET" && who.name != "revoked" {
						wanted = "METHOD_NOT_ALLOWED"
					}
					if got := m.send(t, way, who, m.mutation(f, mode)); got != wanted {
						t.Errorf("%s, %s, by %s as %s: %s, want %s", f.Name, mode, way, who.name, got, wanted)
					}
				}
			}
			t.Log(row)
		}
	}
	if head, _ := m.graph.Now().Head(); head != 0 {
		t.Errorf("mutations that name nothing have made %d commits", head)
	}
}

// caller is somebody who sends requests.
type caller struct {
	name string
	role auth.Role
	key  string
}

// expected is what @needs says of a mutation.
func expected(need needs.Need, mode string, who caller) string {
	switch {
	case who.name == "revoked" || who.role == auth.Nobody:
		return "UNAUTHENTICATED"
	case who.role < need.Role:
		return "FORBIDDEN"
	case mode == "commit" && who.role < need.Commit:
		return "PROPOSE_ONLY"
	}
	return "may"
}

// matrix is a server with a key of each role.
type matrix struct {
	graph   *graph.Graph
	schema  *ast.Schema
	url     string
	callers []caller
}

func newMatrix(t *testing.T) *matrix {
	t.Helper()
	file := auth.KeyFile(filepath.Join(t.TempDir(), "keys.yaml"))
	m := &matrix{callers: []caller{{name: "nobody"}}}
	add := func(name string, role auth.Role) string {
		text, key, err := auth.NewKey(name, role)
		if err == nil {
			err = file.Add(key)
		}
		if err != nil {
			t.Fatal(err)
		}
		m.callers = append(m.callers, caller{name, role, text})
		return key.ID
	}
	for _, role := range auth.Roles {
		add(strings.ToLower(role.String()), role)
	}
	if _, err := file.Revoke(add("revoked", auth.Admin)); err != nil {
		t.Fatal(err)
	}
	authority, err := auth.New(auth.Config{Keys: file, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(authority.Close)
	if m.graph, err = graph.Open(t.Context(), graph.Options{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.graph.Close() })
	schema := gql.New(m.graph, gql.Options{Writing: true})
	m.schema = schema.Schema()
	s := httptest.NewServer(server.New(server.Options{
		Schema: schema, Present: gql.Present, Changes: gql.Changes(m.graph), Authority: authority, Log: slog.New(slog.DiscardHandler),
	}).Handler())
	t.Cleanup(s.Close)
	m.url = s.URL + "/graphql"
	return m
}

// mutation is a mutation that is whole and names nothing.
func (m *matrix) mutation(f *ast.FieldDefinition, mode string) string {
	var args []string
	for _, a := range f.Arguments {
		switch {
		case a.Name == "options" && mode != "commit":
			args = append(args, "options: {"+mode+": true}")
		case a.Type.NonNull:
			args = append(args, a.Name+": "+m.value(a.Type))
		}
	}
	return "mutation { " + f.Name + "(" + strings.Join(args, ", ") + ") { userErrors { code } } }"
}

// value is the least literal of a type.
func (m *matrix) value(of *ast.Type) string {
	if of.Elem != nil {
		return "[]"
	}
	d := m.schema.Types[of.NamedType]
	switch d.Kind {
	case ast.Enum:
		return d.EnumValues[0].Name
	case ast.InputObject:
		var fields []string
		for _, f := range d.Fields {
			if f.Type.NonNull || d.Directives.ForName("oneOf") != nil && f.Name == "attribute" {
				fields = append(fields, f.Name+": "+m.value(f.Type))
			}
		}
		return "{" + strings.Join(fields, ", ") + "}"
	}
	return `" "`
}

// send sends an operation and says what came of it: "may", or the code of the refusal.
func (m *matrix) send(t *testing.T, way string, who caller, query string) string {
	t.Helper()
	if way == "WebSocket" {
		return m.overSocket(t, who, query)
	}
	body, _ := json.Marshal(map[string]string{"query": query})
	method, address := http.MethodPost, m.url
	if way == "GET" {
		method, address, body = http.MethodGet, m.url+"?"+url.Values{"query": {query}}.Encode(), nil
	}
	r, err := http.NewRequestWithContext(t.Context(), method, address, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	if way == "SSE" {
		r.Header.Set("Accept", "text/event-stream")
	}
	if who.key != "" {
		r.Header.Set("Authorization", "Bearer "+who.key)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return outcome(string(text))
}

func (m *matrix) overSocket(t *testing.T, who caller, query string) string {
	t.Helper()
	conn, response, err := websocket.Dial(t.Context(), strings.Replace(m.url, "http", "ws", 1), &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.CloseNow()
	if response.Body != nil {
		defer response.Body.Close()
	}
	init := map[string]any{"type": "connection_init"}
	if who.key != "" {
		init["payload"] = map[string]string{"Authorization": "Bearer " + who.key}
	}
	said := ""
	for _, message := range []any{init, map[string]any{"type": "subscribe", "id": "1", "payload": map[string]string{"query": query}}} {
		text, _ := json.Marshal(message)
		if err := conn.Write(t.Context(), websocket.MessageText, text); err != nil {
			return outcome(said + err.Error())
		}
		_, heard, err := conn.Read(t.Context())
		if err != nil {
			return outcome(said + err.Error())
		}
		said += string(heard)
	}
	return outcome(said)
}

// outcome is the code of a refusal that is one of rights, else "may".
func outcome(said string) string {
	for _, code := range []string{"UNAUTHENTICATED", "FORBIDDEN", "METHOD_NOT_ALLOWED", "PROPOSE_ONLY", "READ_ONLY", "RATE_LIMITED"} {
		if strings.Contains(said, code) {
			if code == "RATE_LIMITED" { // many wrong keys came from this address
				return "UNAUTHENTICATED"
			}
			return code
		}
	}
	if strings.Contains(said, "Forbidden") || strings.Contains(said, "4403") || strings.Contains(said, "StatusCode(4401)") {
		return "UNAUTHENTICATED"
	}
	return "may"
}
