package bench

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/engine"
	"whence/graph/pglog"
	"whence/graph/quadstore"
	"whence/graph/sqlstore"
	"whence/graph/store"
	"whence/loader/rdf"
)

// rows measures the same graph as rows that answer by SQL, beside the one in a folder. It is the store that is measured, and not
// the questions over it, which ask it several times.
func (b *scaleBench) rows(ctx context.Context, local *quadstore.Store) (err error) {
	address, err := pglog.ParseAddress(b.cluster.URL("postgres", "schema=rows"))
	if err != nil {
		return err
	}
	log, err := pglog.Open(ctx, address, pglog.Options{Create: true, Rows: sqlstore.Tables()})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	s, err := sqlstore.Open(ctx, log, sqlstore.Options{ClaimPrefix: graph.DefaultBase + "claim/"})
	if err != nil {
		return err
	}
	if err := b.loadRows(ctx, s); err != nil {
		return err
	}
	is, err := log.Describe(ctx)
	if err != nil {
		return err
	}
	quads := float64(s.Snapshot().Stats().Quads)
	Bar{Name: "scale rows disk", Value: float64(is.Bytes) / quads, Unit: " B/quad", Want: 320}.Print(b.w)
	if err := b.readRows(ctx, s, local); err != nil {
		return err
	}
	return b.commitRows(ctx, s)
}

// loadRows loads the text of the graph, which is parsed on the way.
func (b *scaleBench) loadRows(ctx context.Context, s *sqlstore.Store) error {
	file, err := os.Open(filepath.Join(b.dir, "graph.nq"))
	if err != nil {
		return err
	}
	start := time.Now()
	err = s.LoadBlocks(ctx, func(yield func(*graph.Block, error) bool) {
		for block, err := range rdf.Blocks(ctx, file, rdf.Options{Relative: true}) {
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(&graph.Block{Terms: block.Terms, Quads: block.Quads}, nil) {
				return
			}
		}
	}, func() ([]quadstore.SideRecord, error) { return nil, nil })
	Bar{Name: "scale rows load", Value: float64(b.quads) / time.Since(start).Seconds(), Unit: " quads/s", Want: 200_000, Least: true}.Print(b.w)
	return errors.Join(err, file.Close())
}

// frontierOf returns n subjects at random, as a snapshot numbers them.
func (b *scaleBench) frontierOf(ctx context.Context, snap store.Snapshot, n int) ([]store.ID, error) {
	rng := rand.New(rand.NewPCG(11, 12))
	iris, ids := make([]quad.Value, n), make([]store.ID, n)
	for i := range iris {
		iris[i] = quad.IRI(b.frontier(rng.IntN(b.subjects)))
	}
	return ids, snap.IDs(ctx, ids, iris)
}

// readRows measures pages, frontiers and hops over both stores.
func (b *scaleBench) readRows(ctx context.Context, s *sqlstore.Store, local *quadstore.Store) error {
	rows, embedded := s.Snapshot().Engine(), local.Snapshot().Engine()
	of, err := b.frontierOf(ctx, rows, 20_000)
	if err != nil {
		return err
	}
	ours, err := b.frontierOf(ctx, embedded, 20_000)
	if err != nil {
		return err
	}
	var pages Times
	before := s.Trips()
	for _, id := range of[:2000] {
		start := time.Now()
		if err := page(ctx, rows, id); err != nil {
			return err
		}
		pages = append(pages, time.Since(start))
	}
	fmt.Fprintf(b.w, "# scale: the first 20 edges of an entity with the texts of their other ends, from rows: %v, p99 %v\n", pages.Quantile(0.5), pages.Quantile(0.99))
	Bar{Name: "scale rows page trips", Value: float64(s.Trips()-before) / 2000, Want: 2}.Print(b.w)
	Bar{Name: "scale rows page p99", Value: ms(pages.Quantile(0.99)), Unit: " ms", Want: 5}.Print(b.w)
	here, err := fastest(func() error { return hops(ctx, rows, of, 1) })
	if err != nil {
		return err
	}
	there, err := fastest(func() error { return hops(ctx, embedded, ours, 1) })
	if err != nil {
		return err
	}
	fmt.Fprintf(b.w, "# scale: the edges of 20,000 entities, from rows: %v; in memory: %v\n", here, there)
	Bar{Name: "scale rows frontier", Value: float64(here.Microseconds()) / 20_000, Unit: " us/id", Want: 3}.Print(b.w)
	if here, err = fastest(func() error { return hops(ctx, rows, of[:20], 3) }); err != nil {
		return err
	}
	if there, err = fastest(func() error { return hops(ctx, embedded, ours[:20], 3) }); err != nil {
		return err
	}
	fmt.Fprintf(b.w, "# scale: three hops from 20 entities, from rows: %v; in memory: %v\n", here, there)
	Bar{Name: "scale rows three hops over memory", Value: here.Seconds() / there.Seconds(), Want: 20}.Print(b.w)
	return b.hub(ctx, rows)
}

// page reads the first edges of a node, and the texts of their other ends.
func page(ctx context.Context, snap store.Snapshot, id store.ID) error {
	var edges store.Edges
	var texts store.Texts
	err := snap.Expand(ctx, &edges, []store.ID{id}, quad.Subject, 20)
	if err != nil {
		return err
	}
	return snap.Texts(ctx, &texts, edges.Object)
}

// hops expands a frontier n times.
func hops(ctx context.Context, snap store.Snapshot, from []store.ID, n int) error {
	var edges store.Edges
	for range n {
		if err := snap.Expand(ctx, &edges, from, quad.Subject, 0); err != nil {
			return err
		}
		from = slices.Clone(edges.Object)
		slices.Sort(from)
		from = slices.Compact(from)
	}
	return nil
}

// fastest is the shortest of five runs.
func fastest(run func() error) (least time.Duration, err error) {
	for n := range 5 {
		start := time.Now()
		if err := run(); err != nil {
			return 0, err
		}
		if took := time.Since(start); n == 0 || took < least {
			least = took
		}
	}
	return least, nil
}

// hub reads the first edges of the object that has most of a predicate.
func (b *scaleBench) hub(ctx context.Context, snap store.Snapshot) error {
	pred := make([]store.ID, 1)
	if err := snap.IDs(ctx, pred, []quad.Value{quad.IRI(b.predicate)}); err != nil {
		return err
	}
	counts, hub := map[store.ID]int{}, store.ID(0)
	for q, err := range snap.Scan(ctx, pred[0]) {
		if err != nil {
			return err
		}
		if counts[q.Object]++; counts[q.Object] > counts[hub] {
			hub = q.Object
		}
	}
	var edges store.Edges
	took, err := fastest(func() error { return snap.Expand(ctx, &edges, []store.ID{hub}, quad.Object, 20, pred[0]) })
	if err != nil {
		return err
	}
	fmt.Fprintf(b.w, "# scale: the hub has %d edges\n", counts[hub])
	Bar{Name: "scale rows hub's first 20", Value: ms(took), Unit: " ms", Want: 1}.Print(b.w)
	return nil
}

// commitRows writes commits of a hundred quads.
func (b *scaleBench) commitRows(ctx context.Context, s *sqlstore.Store) error {
	var commits Times
	for n := range 300 {
		var batch quadstore.Batch
		for i := range 100 {
			batch.Add = append(batch.Add, quad.Quad{
				Subject: quad.IRI(b.frontier((n*100 + i) % b.subjects)), Predicate: quad.IRI(b.predicate),
				Object: quad.IRI(b.frontier((n*37 + i) % b.subjects)), Label: quad.IRI(fmt.Sprintf("%sclaim/%032x", graph.DefaultBase, n*100+i)),
			})
		}
		start := time.Now()
		if err := s.Group(ctx, func(g engine.Group) error { return g.Apply(ctx, batch) }); err != nil {
			return err
		}
		commits = append(commits, time.Since(start))
	}
	Bar{Name: "scale rows commit p50", Value: ms(commits.Quantile(0.5)), Unit: " ms", Want: 2}.Print(b.w)
	Bar{Name: "scale rows commit p99", Value: ms(commits.Quantile(0.99)), Unit: " ms", Want: 10}.Print(b.w)
	return nil
}
