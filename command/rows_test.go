package command

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"whence/testenv/postgres"
)

// TestRows takes the seeds into rows of a database and through every command that knows a store: what is exported is the same to
// the byte from memory, a folder, a database that is followed and one that answers.
func TestRows(t *testing.T) {
	cluster := postgres.Shared(t)
	at := func(schema string) string { return cluster.URL("postgres", "schema=rows_"+schema) }
	folder := t.TempDir()
	must := func(args ...string) string {
		t.Helper()
		out, err := run(t, args...)
		if err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
		return out
	}
	dump := must("export", "--store", "mem:", "--format", "nquads")
	file := filepath.Join(folder, "seeds.nq")
	if err := os.WriteFile(file, []byte(dump), 0o600); err != nil {
		t.Fatal(err)
	}
	must("load", "--resident=false", "--store", at("loaded"), file)
	must("load", "--store", at("log"), file)
	copied, backup := filepath.Join(folder, "copied"), filepath.Join(folder, "backup")
	must("migrate", "--from", at("loaded"), "--to", copied)
	must("migrate", "--from", copied, "--to", at("migrated"), "--resident=false")
	must("migrate", "--from", at("migrated"), "--to", at("again"), "--resident=false")
	must("migrate", "--from", at("migrated"), "--to", at("back"))
	must("backup", "--store", at("again"), backup)
	must("restore", "--resident=false", "--store", at("restored"), backup)
	for _, store := range []string{at("loaded"), at("log"), copied, at("migrated"), at("again"), at("back"), at("restored")} {
		if got := must("export", "--store", store, "--format", "nquads"); got != dump {
			t.Errorf("%s exports %d bytes that are not the %d bytes of memory", store, len(got), len(dump))
		}
	}
	if out := must("doctor", "--store", at("restored")); !strings.Contains(out, "as rows") || !strings.Contains(out, "none that counting shows") {
		t.Error(out)
	}
	if _, err := cluster.Run("postgres", "delete from rows_restored.quad where ctid in (select ctid from rows_restored.quad limit 1)"); err != nil {
		t.Fatal(err)
	}
	if out, err := run(t, "doctor", "--store", at("restored")); err == nil || !strings.Contains(out, "somebody else has changed the tables") {
		t.Errorf("a row is missing: %v\n%s", err, out)
	}
	for _, wrong := range [][]string{
		{"load", "--resident=false", "--store", at("log"), file},
		{"load", "--resident=false", "--store", copied, file},
		{"serve", "--resident=false", "--store", "mem:"},
		{"migrate", "--from", copied, "--to", filepath.Join(folder, "other"), "--resident=false"},
	} {
		if out, err := run(t, wrong...); err == nil || !strings.Contains(err.Error(), "--resident=false") {
			t.Errorf("%v: %v\n%s", wrong, err, out)
		}
	}
	if _, err := cluster.Run("postgres", "update rows_again.store set format = 9"); err != nil {
		t.Fatal(err)
	}
	if _, err := run(t, "export", "--store", at("again")); err == nil || !strings.Contains(err.Error(), "newer Whence") {
		t.Errorf("rows of a newer program: %v", err)
	}
}

// TestServeRows serves a graph that is kept as rows, and has the database go and come back: questions answer UNAVAILABLE meanwhile.
func TestServeRows(t *testing.T) {
	cluster := postgres.Start(t, postgres.Config{Durable: true})
	ctx, stop := context.WithCancel(context.Background())
	said, out := io.Pipe()
	ended := make(chan error, 1)
	var logged bytes.Buffer
	go func() {
		err := Program{Version: "test", Stdin: strings.NewReader(""), Stdout: out, Stderr: &logged}.Run(ctx, []string{
			"serve", "--resident=false", "--store", cluster.URL("postgres"), "--addr", "127.0.0.1:0",
		})
		_ = out.Close()
		ended <- err
	}()
	defer func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("%v\n%s", err, logged.Bytes())
		}
	}()
	line := make([]byte, 200)
	n, err := said.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = io.Copy(io.Discard, said) }()
	_, host, _ := strings.Cut(strings.TrimSpace(string(line[:n])), "listening on ")
	ask := func() string {
		resp, err := http.Post(host+"/graphql", "application/json", strings.NewReader(`{"query": "{ entity(name: \"iCentrum\") { name funders { totalCount nodes { name } } } }"}`))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		text, _ := io.ReadAll(resp.Body)
		return string(text)
	}
	want := ask()
	var answer struct {
		Data struct {
			Entity struct{ Funders struct{ TotalCount int } }
		}
	}
	if err := json.Unmarshal([]byte(want), &answer); err != nil || answer.Data.Entity.Funders.TotalCount != 2 {
		t.Fatalf("%v: %s", err, want)
	}
	if err := cluster.Stop(); err != nil {
		t.Fatal(err)
	}
	if got := ask(); !strings.Contains(got, "UNAVAILABLE") {
		t.Errorf("without the database: %s", got)
	}
	if err := cluster.Restart(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		if got := ask(); got == want {
			break
		} else if time.Now().After(deadline) {
			t.Fatalf("the database is back: %s", got)
		}
	}
}
