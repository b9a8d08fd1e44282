package pglog_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/graphtest"
	"whence/graph/pglog"
	"whence/graph/pglog/pglogtest"
	"whence/graph/quadstore"
	"whence/graph/store"
	"whence/graph/store/storetest"
	"whence/graph/write"
	"whence/testenv/postgres"
)

// TestAddresses reads URLs, right ones and wrong ones. No error shows a password.
func TestAddresses(t *testing.T) {
	for _, c := range []struct{ url, shown, wrong string }{
		{url: "postgres://ann:s3cret@db.example:6000/graphs?schema=trade&sslmode=disable", shown: "postgres://db.example:6000/graphs?schema=trade"},
		{url: "postgresql:///graphs?host=/run/pg", shown: "postgres:///graphs?schema=whence"},
		{url: "postgres://ann:s3cret@db.example", wrong: "names no database"},
		{url: "postgres://ann:s3cret@db.example/", wrong: "names no database"},
		{url: "mysql://ann:s3cret@db.example/graphs", wrong: "not at mysql://"},
		{url: "postgres:graphs", wrong: "can't be read"},
		{url: "postgres://ann:s3%cret@db.example/graphs", wrong: "can't be read"},
		{url: "postgres://ann:s3cret@db.example:port/graphs", wrong: "can't be read"},
		{url: "postgres://ann:s3cret@db.example/graphs?sslmode=s3cret", wrong: "can't be read"},
		{url: "postgres://ann:s3cret@db.example/graphs?schema=pg_x", wrong: "schema="},
		{url: "postgres://ann:s3cret@db.example/graphs?schema=A%22b", wrong: "schema="},
	} {
		if !pglog.IsURL(c.url) {
			t.Errorf("%s is taken for a folder", c.url)
		}
		a, err := pglog.ParseAddress(c.url)
		switch {
		case c.wrong == "" && (err != nil || a.String() != c.shown):
			t.Errorf("%s: %s, %v", c.url, a, err)
		case c.wrong != "" && (err == nil || !strings.Contains(err.Error(), c.wrong)):
			t.Errorf("%s: %v, want %q", c.url, err, c.wrong)
		}
		if strings.Contains(fmt.Sprint(err, a), "s3") {
			t.Errorf("%s shows the password: %v", c.url, err)
		}
	}
	for _, folder := range []string{"", "mem:", "/var/lib/whence", "postgres", "c:\\whence"} {
		if pglog.IsURL(folder) {
			t.Errorf("%q is taken for a URL", folder)
		}
	}
}

// TestRefused opens what can't be opened.
func TestRefused(t *testing.T) {
	c := postgres.Shared(t)
	hba := filepath.Join(c.Folder(), "data", "pg_hba.conf")
	rules, err := os.ReadFile(hba)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(hba, append([]byte("local all secretive scram-sha-256\n"), rules...), 0o600); err != nil { //nolint:gosec // it is there already
		t.Fatal(err)
	}
	run := func(statements string) {
		t.Helper()
		if _, err := c.Run("postgres", statements); err != nil {
			t.Fatal(err)
		}
	}
	run("create role secretive login password 'right'; create role plain login; select pg_reload_conf()")
	newer, torn := pglogtest.Schema(t.Name()+"newer"), pglogtest.Schema(t.Name()+"torn")
	for _, name := range []string{newer, torn} {
		_ = pglogtest.Open(t, c.URL("postgres", "schema="+name), pglog.Options{Create: true}).Close()
	}
	run("update " + newer + ".store set format = 99; drop table " + torn + ".log cascade; alter table " + torn + ".store drop column secret")
	for name, c := range map[string]struct {
		url  string
		is   error
		says string
	}{
		"no such database": {c.URL("nowhere"), store.ErrUnavailable, "createdb"},
		"wrong password":   {c.URL("postgres", "user=secretive", "password=wr0ngwr0ng"), store.ErrUnavailable, "password authentication failed"},
		"no rights":        {c.URL("postgres", "user=plain", "schema=unmade"), quadstore.ErrReadOnly, "create schema unmade authorization"},
		"newer":            {c.URL("postgres", "schema="+newer), quadstore.ErrFormat, "newer Whence"},
		"changed by hand":  {c.URL("postgres", "schema="+torn), quadstore.ErrCorrupt, "not as Whence makes them"},
		"nobody there":     {"postgres:///x?host=/nowhere", store.ErrUnavailable, "no such file"},
	} {
		address, err := pglog.ParseAddress(c.url)
		if err != nil {
			t.Fatal(err)
		}
		log, err := pglog.Open(t.Context(), address, pglog.Options{Create: true})
		if err == nil {
			_ = log.Close()
		}
		if !errors.Is(err, c.is) || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "wr0ng") {
			t.Errorf("%s: %v, want %v and %q", name, err, c.is, c.says)
		}
	}
}

func TestNothingIsMadeToRead(t *testing.T) {
	address, err := pglog.ParseAddress(pglogtest.URL(t, t.Name()))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pglog.Open(t.Context(), address, pglog.Options{}); !errors.Is(err, pglog.ErrNone) {
		t.Error(err)
	}
}

func load(t testing.TB, g *graph.Graph, n int) error {
	t.Helper()
	_, err := write.Load(context.Background(), g, []*claim.Dataset{graphtest.Facts(t, fmt.Sprint("test/n", n), fmt.Sprintf("organisation/a%d FUNDS organisation/b\n", n))})
	return err
}

// TestAltered alters the log by hand. Whoever follows says so, and stays as it was.
func TestAltered(t *testing.T) {
	for name, statement := range map[string]string{
		"a digest":         `update %s.log set digest = digest + 1 where version = (select max(version) from %[1]s.log)`,
		"a body":           `update %s.log set body = (select body from %[1]s.log order by version limit 1) where version = (select max(version) from %[1]s.log)`,
		"bytes of nothing": `update %s.log set body = '\x00' where version = (select max(version) from %[1]s.log)`,
		"a row is gone":    `delete from %s.log where version = (select max(version) from %[1]s.log) - 1`,
	} {
		t.Run(name, func(t *testing.T) {
			a, b := open(t, t.Name()), open(t, t.Name())
			for n := range 3 {
				if err := a.Apply(t.Context(), []quad.Quad{quad.MakeIRI(fmt.Sprint("s", n), "p", "o", "")}, nil); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := postgres.Shared(t).Run("postgres", fmt.Sprintf(statement, pglogtest.Schema(t.Name()))); err != nil {
				t.Fatal(err)
			}
			if _, _, err := b.CatchUp(t.Context()); !errors.Is(err, quadstore.ErrCorrupt) {
				t.Errorf("followed: %v", err)
			}
			if got := b.Store.Snapshot().Version(); got > 2 {
				t.Errorf("came to version %d", got)
			}
		})
	}
}

// TestFullDisk has the database refuse a write as one does whose disk is full, and then take it.
func TestFullDisk(t *testing.T) {
	a := open(t, t.Name())
	run := func(statement string) {
		t.Helper()
		if _, err := postgres.Shared(t).Run("postgres", fmt.Sprintf(statement, pglogtest.Schema(t.Name()))); err != nil {
			t.Fatal(err)
		}
	}
	run(`create function %[1]s.full() returns trigger language plpgsql as $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$;
create trigger full_disk before insert on %[1]s.log for each row execute function %[1]s.full()`)
	q := []quad.Quad{quad.MakeIRI("s", "p", "o", "")}
	if err := a.Apply(t.Context(), q, nil); !errors.Is(err, quadstore.ErrSpace) {
		t.Errorf("%v", err)
	}
	if n := len(dump(t, a)); n != 0 {
		t.Errorf("%d quads of a write that was refused", n)
	}
	run(`drop trigger full_disk on %s.log`)
	if err := a.Apply(t.Context(), q, nil); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff(q, dump(t, a)); diff != "" {
		t.Error(diff)
	}
}

// TestTwoGraphs keeps two graphs in one database.
func TestTwoGraphs(t *testing.T) {
	a, b := openGraph(t, pglogtest.URL(t, t.Name()+"a"), pglog.Options{Create: true}), openGraph(t, pglogtest.URL(t, t.Name()+"b"), pglog.Options{Create: true})
	if err := load(t, a, 1); err != nil {
		t.Fatal(err)
	}
	if !b.IsEmpty() || a.IsEmpty() {
		t.Error("what was written to one graph is in the other")
	}
}

// TestUnheard follows by asking alone, as behind a pooler in transaction mode.
func TestUnheard(t *testing.T) {
	at := pglogtest.URL(t, t.Name())
	a, b := openGraph(t, at, pglog.Options{Create: true}), openGraph(t, at, pglog.Options{Unheard: true})
	for n := range 3 {
		if err := load(t, a, n); err != nil {
			t.Fatal(err)
		}
		graphtest.CaughtUp(t, b, a)
	}
	graphtest.Same(t, a, b)
}

// TestTrimmed has a process come back that was away for two checkpoints: the entries that it lacks are gone.
func TestTrimmed(t *testing.T) {
	ctx := t.Context()
	a, b := open(t, t.Name()), open(t, t.Name())
	for n := range 3 {
		if err := a.Apply(ctx, []quad.Quad{quad.MakeIRI(fmt.Sprint("s", n), "p", string(storetest.Claim(n)), "")}, nil); err != nil {
			t.Fatal(err)
		}
		if err := a.Checkpoint(ctx); err != nil {
			t.Fatal(err)
		}
	}
	changes, more, err := b.CatchUp(ctx)
	if err != nil || more || len(changes) != 1 || !changes[0].Whole {
		t.Fatalf("%+v, %v, %v", changes, more, err)
	}
	if diff := cmp.Diff(dump(t, a), dump(t, b)); diff != "" {
		t.Error(diff)
	}
	if err := b.Apply(ctx, []quad.Quad{quad.MakeIRI("s", "p", "o", "")}, nil); err != nil {
		t.Error(err)
	}
}

// TestAway takes the database away and brings it back. Meanwhile what is there is read, and nothing is written; afterwards both
// processes go on by themselves.
func TestAway(t *testing.T) {
	c := postgres.Start(t, postgres.Config{Durable: true})
	a, b := openGraph(t, c.URL("postgres"), pglog.Options{Create: true}), openGraph(t, c.URL("postgres"), pglog.Options{})
	if err := load(t, a, 1); err != nil {
		t.Fatal(err)
	}
	graphtest.CaughtUp(t, b, a)
	before := graphtest.Quads(t, b)
	if err := c.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := load(t, a, 2); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("a write without a database: %v", err)
	}
	if diff := cmp.Diff(before, graphtest.Quads(t, b)); diff != "" {
		t.Errorf("read without a database:\n%s", diff)
	}
	deadline := time.Now().Add(time.Minute)
	for a.Following() == nil || b.Following() == nil {
		if time.Now().After(deadline) {
			t.Fatal("nobody notices that the database is away")
		}
		time.Sleep(5 * time.Millisecond)
	}
	if err := c.Restart(); err != nil {
		t.Fatal(err)
	}
	for err := load(t, a, 2); err != nil; err = load(t, a, 2) {
		if !errors.Is(err, graph.ErrUnavailable) || time.Now().After(deadline) {
			t.Fatal(err)
		}
		time.Sleep(20 * time.Millisecond)
	}
	graphtest.CaughtUp(t, b, a)
	graphtest.Same(t, a, b)
	for a.Following() != nil || b.Following() != nil {
		if time.Now().After(deadline) {
			t.Fatalf("%v, %v", a.Following(), b.Following())
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// TestStandby reads from a standby, and fails over to it: what was acknowledged is there.
func TestStandby(t *testing.T) {
	primary := postgres.Start(t, postgres.Config{Durable: true, Settings: []string{"wal_level=replica"}})
	a := openGraph(t, primary.URL("postgres"), pglog.Options{Create: true})
	standby := primary.Standby(t)
	address, err := pglog.ParseAddress(standby.URL("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pglog.Open(t.Context(), address, pglog.Options{}); !errors.Is(err, quadstore.ErrReadOnly) {
		t.Errorf("a standby is opened to be written: %v", err)
	}
	reader := openGraph(t, standby.URL("postgres"), pglog.Options{ReadOnly: true})
	if err := load(t, a, 1); err != nil {
		t.Fatal(err)
	}
	graphtest.CaughtUp(t, reader, a)
	graphtest.Same(t, a, reader)
	if err := errors.Join(primary.Kill(), standby.Promote()); err != nil {
		t.Fatal(err)
	}
	b := openGraph(t, standby.URL("postgres"), pglog.Options{})
	if err := load(t, b, 2); err != nil {
		t.Fatal(err)
	}
	if number, _ := b.Now().Head(); number != 2 {
		t.Errorf("%d commits", number)
	}
}

// TestCopies takes a graph from a folder into a database, to another, and back into a folder: the same each time, with its
// history and version.
func TestCopies(t *testing.T) {
	ctx := t.Context()
	folder, back := t.TempDir(), filepath.Join(t.TempDir(), "back")
	g, err := graph.Open(ctx, graph.Options{Path: folder})
	if err != nil {
		t.Fatal(err)
	}
	for n := range 3 {
		if err := load(t, g, n); err != nil {
			t.Fatal(err)
		}
	}
	want, version := graphtest.Quads(t, g), g.Version()
	_, head := g.Now().Head()
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	one, other := pglogtest.URL(t, t.Name()+"one"), pglogtest.URL(t, t.Name()+"other")
	logs := map[string]*pglog.Log{}
	for _, at := range []string{one, other} {
		logs[at] = pglogtest.Open(t, at, pglog.Options{Create: true})
		defer func() { _ = logs[at].Close() }()
	}
	for _, step := range []struct{ from, to graph.Options }{
		{graph.Options{Path: folder}, graph.Options{Log: logs[one]}},
		{graph.Options{Log: logs[one]}, graph.Options{Log: logs[other]}},
		{graph.Options{Log: logs[other]}, graph.Options{Path: back}},
	} {
		if err := graph.Copy(ctx, step.from, step.to); err != nil {
			t.Fatal(err)
		}
	}
	if err := graph.Copy(ctx, graph.Options{Path: folder}, graph.Options{Log: logs[one]}); !errors.Is(err, quadstore.ErrNotNew) {
		t.Errorf("copied over another graph: %v", err)
	}
	for name, g := range map[string]*graph.Graph{"database": openGraph(t, other, pglog.Options{}), "folder": graphtest.Open(t, back)} {
		if diff := cmp.Diff(want, graphtest.Quads(t, g)); diff != "" {
			t.Errorf("%s: quads (-before +after):\n%s", name, diff)
		}
		if _, at := g.Now().Head(); at != head || g.Version() != version {
			t.Errorf("%s: at %s, version %d; was %s, %d", name, at, g.Version(), head, version)
		}
		if err := errors.Join(g.CommitLog().Verify(ctx), load(t, g, 7)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
