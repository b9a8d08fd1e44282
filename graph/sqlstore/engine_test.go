package sqlstore_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"github.com/cayleygraph/quad"

	"whence/graph/pglog"
	"whence/graph/quadstore"
	"whence/graph/sqlstore"
	"whence/graph/store"
	"whence/graph/store/storetest"
	"whence/testenv/postgres"
)

// url is a schema that a test has to itself.
func url(t testing.TB, name string) string {
	sum := sha256.Sum256([]byte(name))
	return postgres.Shared(t).URL("postgres", "schema=s"+hex.EncodeToString(sum[:8]))
}

func openLog(t testing.TB, url string, o pglog.Options) *pglog.Log {
	t.Helper()
	address, err := pglog.ParseAddress(url)
	if err != nil {
		t.Fatal(err)
	}
	log, err := pglog.Open(context.Background(), address, o)
	if err != nil {
		t.Fatal(err)
	}
	return log
}

// process is one process of several on the rows of a schema.
type process struct {
	*sqlstore.Store
	log *pglog.Log
}

func open(t testing.TB, url string) process {
	t.Helper()
	log := openLog(t, url, pglog.Options{Create: true, Rows: sqlstore.Tables()})
	s, err := sqlstore.Open(context.Background(), log, sqlstore.Options{ClaimPrefix: storetest.ClaimPrefix})
	if err != nil {
		t.Fatal(err)
	}
	p := process{s, log}
	t.Cleanup(func() { _ = p.Close() }) // twice is no error
	return p
}

func (p process) Snapshot(context.Context) (store.Snapshot, error) {
	return p.Store.Snapshot().Engine(), nil
}

func (p process) Apply(ctx context.Context, add, remove []quad.Quad) error {
	return p.Store.Apply(ctx, quadstore.Batch{Add: add, Remove: remove})
}

func (p process) Close() error {
	err := p.Store.Close()
	_ = p.log.Close()
	return err
}

// TestEngine runs the suite that every engine passes.
func TestEngine(t *testing.T) {
	storetest.Run(t, storetest.Config{Open: func(t testing.TB, dir string) storetest.Store { return open(t, url(t, dir)) }})
}
