package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph/quadstore"
)

// randomFrontier expands a hundred thousand random nodes along one predicate.
func (g *generatedGraph) randomFrontier(ctx context.Context, w io.Writer, s *quadstore.Snapshot) error {
	const n = 100_000
	rng := rand.New(rand.NewPCG(3, 3))
	from := make([]quadstore.ID, n)
	for i := range from {
		from[i] = s.ID(quad.IRI(g.frontier(rng.IntN(g.subjects))))
	}
	pred := s.ID(quad.IRI(g.predicate))
	var edges quadstore.Edges
	times, err := Measure(20, func(int) error { return s.Expand(ctx, &edges, from, quad.Subject, pred) })
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "# %s: a frontier of %d has %d edges\n", g.name, n, edges.Len())
	Bar{
		Name: g.name + " random frontier", Unit: " ns/id", Want: 200,
		Value: float64(times.Quantile(0.5).Nanoseconds()) / n,
	}.Print(w)
	return nil
}

// commits writes synced batches of a hundred quads, first alone and then with a reader on every core.
func (g *generatedGraph) commits(ctx context.Context, w io.Writer, s *quadstore.Store) error {
	disk, err := syncedWrites(500)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "# %s: the disk itself syncs a write of 4 KiB in %v, p99 %v; a commit syncs once\n", g.name, disk.Quantile(0.5), disk.Quantile(0.99))
	idle, err := g.commit(ctx, s, 0, 2000)
	if err != nil {
		return err
	}
	Bar{Name: g.name + " commit p99 idle", Value: ms(idle.Quantile(0.99)), Unit: " ms", Want: 5}.Print(w)
	alone, err := g.read(ctx, s, func() error { time.Sleep(3 * time.Second); return nil })
	if err != nil {
		return err
	}
	var busy Times
	beside, err := g.read(ctx, s, func() (err error) {
		busy, err = g.commit(ctx, s, 1, 2000)
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "# %s: commits' p50 %v idle, %v with readers; p99.9 %v and %v\n", g.name,
		idle.Quantile(0.5), busy.Quantile(0.5), idle.Quantile(0.999), busy.Quantile(0.999))
	Bar{Name: g.name + " commit p99 with readers", Value: ms(busy.Quantile(0.99)), Unit: " ms", Want: 25}.Print(w)
	alone.compare(w, g.name, beside)
	return nil
}

// syncedWrites is what commits can not be faster than.
func syncedWrites(n int) (times Times, err error) {
	err = inFolder(func(dir string) error {
		f, err := os.Create(filepath.Join(dir, "log"))
		if err != nil {
			return err
		}
		defer f.Close()
		block := make([]byte, 4096)
		times, err = Measure(n, func(int) error {
			_, err := f.Write(block)
			return errors.Join(err, f.Sync())
		})
		return err
	})
	return times, err
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// commit applies n batches of a hundred quads that hang on nodes of the graph.
func (g *generatedGraph) commit(ctx context.Context, s *quadstore.Store, round, n int) (Times, error) {
	return g.commitEach(ctx, s, round, n, func() {})
}

// commitEach is commit that says when each is done.
func (g *generatedGraph) commitEach(ctx context.Context, s *quadstore.Store, round, n int, done func()) (Times, error) {
	rng := rand.New(rand.NewPCG(4, uint64(round)))
	return Measure(n, func(i int) error {
		var b quadstore.Batch
		for j := range 100 {
			b.Add = append(b.Add, quad.Quad{
				Subject:   quad.IRI(g.frontier(rng.IntN(g.subjects))),
				Predicate: quad.IRI(g.predicate),
				Object:    quad.IRI(fmt.Sprintf("http://data.example.org/new/%d-%d-%d", round, i, j)),
			})
		}
		err := s.Apply(ctx, b)
		done()
		return err
	})
}
