package quadstore_test

import (
	"context"
	"testing"

	"github.com/cayleygraph/quad"

	"whence/graph/quadstore"
	"whence/graph/store"
	"whence/graph/store/storetest"
)

// underTest is a store as the suite asks for it.
type underTest struct{ *quadstore.Store }

func (u underTest) Snapshot(context.Context) (store.Snapshot, error) {
	return u.Store.Snapshot().Engine(), nil
}

func (u underTest) Apply(ctx context.Context, add, remove []quad.Quad) error {
	return u.Store.Apply(ctx, quadstore.Batch{Add: add, Remove: remove})
}

// TestEngine runs the suite that every engine passes.
func TestEngine(t *testing.T) {
	for _, name := range []string{"in memory", "on disk", "in a file"} {
		onDisk := name != "in memory"
		t.Run(name, func(t *testing.T) {
			if name == "in a file" {
				t.Cleanup(quadstore.FileAll())
			}
			storetest.Run(t, storetest.Config{Volatile: !onDisk, Open: func(t testing.TB, dir string) storetest.Store {
				o := quadstore.Options{ClaimPrefix: storetest.ClaimPrefix}
				if onDisk {
					o.Path = dir
				}
				s, err := quadstore.Open(context.Background(), o)
				if err != nil {
					t.Fatal(err)
				}
				return underTest{s}
			}})
		})
	}
}
