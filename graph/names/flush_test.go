package names

import (
	"context"
	"errors"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
)

// TestUpdatesAreFlushedBehind holds that an update writes nothing, that a process which dies has the index of the last flush,
// whole, and that closing flushes.
func TestUpdatesAreFlushedBehind(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	const of = 50
	x := mustOpen(t, disk(dir))
	if err := errors.Join(x.Update(ctx, 1, generation(1, of), nil), x.Flush(ctx)); err != nil {
		t.Fatal(err)
	}
	files := func() []string {
		names, err := disk(dir).list()
		if err != nil {
			t.Fatal(err)
		}
		return names
	}
	before := files()
	if err := x.Update(ctx, 2, generation(2, of), nil); err != nil {
		t.Fatal(err)
	}
	if after := files(); !slices.Equal(before, after) {
		t.Errorf("an update has written: %v, and before %v", after, before)
	}
	if n := generationOf(t, x, of); n != 2 {
		t.Errorf("generation %d after the update", n)
	}
	died := t.TempDir()
	if err := os.CopyFS(died, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	if n := generationOf(t, mustOpen(t, disk(died)), of); n != 1 {
		t.Errorf("generation %d after a crash, want that of the last flush", n)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if n := generationOf(t, mustOpen(t, disk(dir)), of); n != 2 {
		t.Errorf("generation %d after closing", n)
	}
}

// TestUpdatesBesideFlushes makes random updates while flushes run: the index always answers as one that is made at once, and
// so does what is found after closing.
func TestUpdatesBesideFlushes(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	x := mustOpen(t, disk(dir))
	r, held := rand.New(rand.NewPCG(8, 9)), map[string]Entry{}
	stop, stopped := make(chan struct{}), make(chan error, 1)
	go func() {
		var err error
		for err == nil {
			select {
			case <-stop:
				stopped <- nil
				return
			default:
				err = x.Flush(ctx)
			}
		}
		stopped <- err
	}()
	for step := 1; step <= 150; step++ {
		changed, removed := change(r, held)
		if err := x.Update(ctx, uint64(step), changed, removed); err != nil {
			t.Fatal(err)
		}
		if step%10 == 0 {
			compare(t, x, held)
		}
	}
	close(stop)
	if err := errors.Join(<-stopped, x.Close()); err != nil {
		t.Fatal(err)
	}
	again := mustOpen(t, disk(dir))
	if again.Version() != 150 || again.Discarded() != nil {
		t.Errorf("version %d, discarded %v", again.Version(), again.Discarded())
	}
	compare(t, again, maps.Clone(held))
}

// TestFlushThatFails holds that a flush which does not come to its end changes nothing, and that the next does.
func TestFlushThatFails(t *testing.T) {
	dir := t.TempDir()
	x := mustOpen(t, disk(dir))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := x.Update(context.Background(), 1, generation(1, 30), nil); err != nil {
		t.Fatal(err)
	}
	if err := x.Flush(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("flush with a context that has ended: %v", err)
	}
	if err := x.Update(context.Background(), 2, generation(2, 30), nil); err != nil {
		t.Fatal(err)
	}
	generationOf(t, x, 30)
	if err := x.Flush(context.Background()); err != nil {
		t.Fatal(err)
	}
	if n := generationOf(t, x, 30); n != 2 || leftovers(t, dir, x) != 0 {
		t.Errorf("generation %d, %d files left over", n, leftovers(t, dir, x))
	}
}
