package sqlstore_test

import (
	"context"
	"testing"

	"github.com/cayleygraph/quad"

	"whence/graph/pglog"
	"whence/graph/pglog/pglogtest"
	"whence/graph/quadstore"
	"whence/graph/sqlstore"
	"whence/graph/store"
	"whence/graph/store/storetest"
)

// process is one process of several on the rows of a schema.
type process struct {
	*sqlstore.Store
	log *pglog.Log
}

func open(t testing.TB, url string) process {
	t.Helper()
	log := pglogtest.Open(t, url, pglog.Options{Create: true, Rows: sqlstore.Tables()})
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
	storetest.Run(t, storetest.Config{Open: func(t testing.TB, dir string) storetest.Store { return open(t, pglogtest.URL(t, dir)) }})
}
