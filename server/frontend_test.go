package server_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"whence/server/attack"
	"whence/testenv"
)

// The clients of the page for front-end developers, against the real server: Apollo Client and urql with their caches,
// and Relay, whose compiler checks its documents against the schema and writes the manifest that the server is started
// with. `npm ci` in testdata/frontend installs them.
func TestFrontendClients(t *testing.T) {
	const folder = "testdata/frontend"
	node := testenv.Node(t, folder)
	schema, err := os.ReadFile("../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{"schema.graphql": schema, "documents.json": []byte("{}")} {
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// The compiler writes into the manifest what it generates anew, so nothing generated is left from a run before.
	if err := errors.Join(os.RemoveAll(folder+"/__generated__"), os.MkdirAll(folder+"/__generated__", 0o700)); err != nil {
		t.Fatal(err)
	}
	run := func(name string, arguments ...string) {
		t.Helper()
		command := exec.CommandContext(t.Context(), node, append([]string{name}, arguments...)...)
		command.Dir = folder
		if out, err := command.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%.3000s", name, err, out)
		}
	}
	run("node_modules/relay-compiler/cli.js", "relay.config.json")
	binary, err := attack.Build(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	p, err := attack.Start(context.WithoutCancel(t.Context()), binary, append(attack.Quick(), "--documents", folder+"/documents.json")...)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Stop()
	for _, client := range []string{"apollo.mjs", "urql.mjs", "relay.mjs"} {
		run(client, p.URL+"/graphql")
	}
}

// The snippets of the page are those of the clients that are run.
func TestFrontendPage(t *testing.T) {
	page, err := os.ReadFile("FRONTEND.md")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(page), "\n"); n > 60 {
		t.Errorf("the page has %d lines: at most 60", n)
	}
	for _, client := range []string{"apollo.mjs", "urql.mjs", "relay.mjs"} {
		text, err := os.ReadFile("testdata/frontend/" + client)
		if err != nil {
			t.Fatal(err)
		}
		_, rest, _ := strings.Cut(string(text), "// snippet\n")
		snippet, _, _ := strings.Cut(rest, "// end of snippet")
		if snippet = strings.TrimSpace(snippet); snippet == "" || !strings.Contains(string(page), snippet) {
			t.Errorf("the page has another snippet than %s:\n%s", client, snippet)
		}
	}
}
