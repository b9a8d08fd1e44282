package attack

import (
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
)

// editing is a server with the limits that ship, and a key of an editor.
type editing struct {
	*Process
	key string
}

func startEditing(t *testing.T) *editing {
	t.Helper()
	binary, err := built()
	if err != nil {
		t.Fatal(err)
	}
	keys := filepath.Join(t.TempDir(), "keys.yaml")
	key := newKey(t, binary, keys, "eve")
	return &editing{start(t, "--keys", keys), key}
}

// post sends a body and returns the answer's status and text.
func (e *editing) post(t *testing.T, path, mediaType string, body []byte) (int, string) {
	t.Helper()
	status, text, err := post(t.Context(), e.URL+path, e.key, mediaType, body)
	if err != nil {
		t.Fatal(err)
	}
	return status, string(text)
}

func (e *editing) ask(t *testing.T, operation string, variables map[string]any) string {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": operation, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	_, text := e.post(t, "/graphql", "application/json", body)
	return text
}

const assertMany = `mutation($entities: [EntityInput!], $claims: [ClaimInput!]!) {
	assertClaims(input: {documents: [{key: "d", title: "Minutes", url: "https://news.example/minutes", text: "The trusts fund the hub."}], entities: $entities, claims: $claims}) {
		commit { number } userErrors { code } plan { asserted } } }`

// many is n claims, each of an organisation of its own.
func many(n int) map[string]any {
	entities, claims := []any{map[string]any{"key": "hub", "kind": "PLACE", "name": "Canal Hub"}}, []any{}
	for i := range n {
		key := fmt.Sprint("o", i)
		entities = append(entities, map[string]any{"key": key, "kind": "ORGANISATION", "name": fmt.Sprint("Trust ", i)})
		claims = append(claims, map[string]any{
			"says":      map[string]any{"relationship": map[string]any{"subject": "#" + key, "kind": "FUNDS", "object": "#hub"}},
			"citations": []any{map[string]any{"document": "#d", "quote": "The trusts fund the hub."}},
		})
	}
	return map[string]any{"entities": entities, "claims": claims}
}

// TestLargestWrite sends as much as the schema says that one write may have, with the limits that ship, and more than that.
func TestLargestWrite(t *testing.T) {
	e := startEditing(t)
	if text := e.ask(t, assertMany, many(251)); !strings.Contains(text, `"code":"BAD_USER_INPUT"`) || !strings.Contains(text, "the limit is 250") {
		t.Errorf("252 entities: %.300s", text)
	}
	if text := e.ask(t, assertMany, many(10_000)); !strings.Contains(text, `"code":"BODY_TOO_LARGE"`) {
		t.Errorf("10,000 claims: %.300s", text)
	}
	if text := e.ask(t, assertMany, many(249)); !strings.Contains(text, `"number"`) || !strings.Contains(text, `"userErrors":[]`) {
		t.Errorf("250 entities: %.300s", text)
	}
}

// TestTexts sends texts that are none, and one as large as may be and one larger.
func TestTexts(t *testing.T) {
	e := startEditing(t)
	for _, c := range []struct {
		name, text string
		status     int
		says       string
	}{
		{"a text", "The trusts fund the hub.", http.StatusOK, `"bytes":24`},
		{"a byte order mark, which is kept and counts", "\uFEFFThe", http.StatusOK, `"bytes":6`},
		{"as large as may be", strings.Repeat("a", 16<<20), http.StatusOK, `"bytes":16777216`},
		{"one byte more", strings.Repeat("a", 16<<20+1), http.StatusRequestEntityTooLarge, "16777216 bytes are the most"},
		{"a NUL", "a\x00b", http.StatusUnprocessableEntity, "it holds a NUL"},
		{"Latin-1", "caf\xe9", http.StatusUnprocessableEntity, "byte 0xe9 begins no character"},
		{"UTF-16", "\xff\xfea\x00", http.StatusUnprocessableEntity, "byte 0xff begins no character"},
		{"nothing", "", http.StatusUnprocessableEntity, "it is empty"},
		{"spaces", " \n", http.StatusUnprocessableEntity, "it is empty"},
		{"a PDF", "%PDF-1.7\n1 0 obj", http.StatusUnprocessableEntity, "it is a PDF; send its words as plain text"},
		{"a web page", "<!DOCTYPE html><html><p>The trusts fund the hub.</p></html>", http.StatusUnprocessableEntity, "it is a web page; send its words as plain text"},
	} {
		status, text := e.post(t, "/texts", "text/plain; charset=utf-8", []byte(c.text))
		if status != c.status || !strings.Contains(text, c.says) {
			t.Errorf("%s: %d %.200s, want %d and %q", c.name, status, text, c.status, c.says)
		}
	}
}
