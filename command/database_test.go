package command

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"whence/testenv/postgres"
)

// run runs a command, and returns what it prints.
func run(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := Program{Version: "test", Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out}.Run(context.Background(), args)
	return out.String(), err
}

// TestDatabase takes a claims file into a database and from there through every command that knows a store: what is exported is the
// same to the byte each time.
func TestDatabase(t *testing.T) {
	cluster := postgres.Shared(t)
	at := func(schema string) string { return cluster.URL("postgres", "schema=command_"+schema) }
	folder := t.TempDir()
	claims := filepath.Join(folder, "claims.yaml")
	text := `
id: example/grant
documents: [{id: document/opens, title: Opens}]
entities: [{id: organisation/acme, name: Acme}, {id: place/quarter, name: Quarter}]
claims: [{subject: organisation/acme, kind: FUNDS, object: place/quarter, cite: {document: document/opens, locator: page 2}}]
`
	if err := os.WriteFile(claims, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	must := func(args ...string) string {
		t.Helper()
		out, err := run(t, args...)
		if err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
		return out
	}
	if out := must("load", "--dry-run", "--store", at("one"), claims); !strings.Contains(out, "would load") {
		t.Error(out)
	}
	if _, err := run(t, "export", "--store", at("one")); err == nil || !strings.Contains(err.Error(), "there is no graph") {
		t.Errorf("a dry run makes a store, or reading one that is not there: %v", err)
	}
	if out := must("load", "--store", at("one"), claims); !strings.Contains(out, "made a new store in postgres:///postgres?schema=command_one") {
		t.Error(out)
	}
	want := must("export", "--store", at("one"))
	copied, backup := filepath.Join(folder, "copied"), filepath.Join(folder, "backup")
	must("migrate", "--from", at("one"), "--to", copied)
	must("migrate", "--from", copied, "--to", at("two"))
	must("backup", "--store", at("two"), backup)
	must("restore", "--store", at("three"), backup)
	for _, store := range []string{copied, at("two"), at("three")} {
		if got := must("export", "--store", store); got != want {
			t.Errorf("%s exports\n%s\nwant\n%s", store, got, want)
		}
	}
	if out := must("doctor", "--store", at("three")); !strings.Contains(out, "commits     1") || !strings.Contains(out, "PostgreSQL") {
		t.Error(out)
	}
	if _, err := run(t, "restore", "--store", at("three"), backup); err == nil {
		t.Error("a backup is restored over a graph")
	}
	if _, err := run(t, "load", "--store", at("bad"), filepath.Join(folder, "missing.yaml")); err == nil {
		t.Error("a missing file is loaded")
	}
	if _, err := run(t, "export", "--store", at("bad")); err == nil || !strings.Contains(err.Error(), "there is no graph") {
		t.Errorf("a load that failed leaves a store: %v", err)
	}
}
