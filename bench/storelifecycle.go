package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"whence/bench/gen"
	"whence/graph"
	"whence/graph/quadstore"
	"whence/loader"
	"whence/loader/rdf"
)

// Store holds the store against its bars on two generated graphs with about that number of quads. Full size is ten million.
func Store(ctx context.Context, w io.Writer, quads int) (err error) {
	for _, g := range []generatedGraph{plainGraph(quads), citedStore(quads)} {
		err = errors.Join(err, inFolder(func(dir string) error { return generated(ctx, w, dir, g) }))
	}
	return err
}

// inFolder scopes a temporary folder.
func inFolder(run func(dir string) error) error {
	dir, err := os.MkdirTemp("", "whence-bench")
	if err != nil {
		return err
	}
	return errors.Join(run(dir), os.RemoveAll(dir))
}

// generatedGraph is a graph to measure with the bars for it.
type generatedGraph struct {
	name      string
	write     func(io.Writer) (int, error)
	frontier  func(n int) string // IRIs of subjects
	subjects  int
	predicate string

	heap, loadRate, loadPeak, open, openPeak float64
}

func plainGraph(quads int) generatedGraph {
	plain := gen.Plain{Quads: quads, Seed: 1}
	return generatedGraph{
		name: "plain", write: plain.Write,
		frontier: plain.Node, subjects: plain.Nodes(), predicate: plain.Predicate(1),
		heap: 40, loadRate: 800_000, loadPeak: 120, open: 2.5, openPeak: 75,
	}
}

func citedStore(quads int) generatedGraph {
	cited := gen.Cited{Quads: quads, Seed: 1, Base: graph.DefaultBase}
	return generatedGraph{
		name: "cited", write: cited.Write,
		frontier: func(n int) string { return fmt.Sprintf("%sentity/organisation/org-%d", graph.DefaultBase, n) },
		subjects: cited.Counts().Organisations, predicate: "https://schema.org/containedInPlace",
		heap: 65, loadRate: 300_000, loadPeak: 200, open: 5, openPeak: 150,
	}
}

// options are how the benchmark opens its stores.
func (g *generatedGraph) options(dir string) quadstore.Options {
	return quadstore.Options{Path: filepath.Join(dir, "graph", "quads"), ClaimPrefix: graph.DefaultBase + "claim/"}
}

// generated measures loading, opening, reading and writing one graph.
func generated(ctx context.Context, w io.Writer, dir string, g generatedGraph) error {
	text := filepath.Join(dir, "graph.nq")
	quads, err := g.writeFile(text)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "# %s: %d quads\n", g.name, quads)
	if err := g.load(ctx, w, dir, text, quads); err != nil {
		return err
	}
	return g.opened(ctx, w, dir, quads)
}

func (g *generatedGraph) writeFile(name string) (int, error) {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return 0, err
	}
	f, err := os.Create(name)
	if err != nil {
		return 0, err
	}
	n, err := g.write(f)
	return n, errors.Join(err, f.Close())
}

// loadFile does what whence load does: it makes a graph of a file, its names indexed, and closes it.
func loadFile(ctx context.Context, dir, file string) (loader.Report, error) {
	g, err := graph.Open(ctx, graph.Options{Path: dir})
	if err != nil {
		return loader.Report{}, err
	}
	report, err := (&loader.Loader{Graph: g}).Load(ctx, file)
	return report, errors.Join(err, g.Close())
}

// loadText loads N-Quads that a program has written into a store alone.
func loadText(ctx context.Context, s *quadstore.Store, text io.Reader) (quadstore.LoadReport, error) {
	return s.LoadBlocks(ctx, func(yield func(*graph.Block, error) bool) {
		for b, err := range rdf.Blocks(ctx, text, rdf.Options{Relative: true}) {
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(&graph.Block{Terms: b.Terms, Quads: b.Quads}, nil) {
				return
			}
		}
	}, nil)
}

// load loads the graph's text into a new store on disk.
func (g *generatedGraph) load(ctx context.Context, w io.Writer, dir, text string, quads int) error {
	var took time.Duration
	peak, err := peakOf(func() error {
		start := time.Now()
		report, err := loadFile(ctx, filepath.Join(dir, "graph"), text)
		took = time.Since(start)
		fmt.Fprintf(w, "# %s: %d statements, %d quads in %v\n", g.name, report.Statements, report.Quads, took.Round(time.Millisecond))
		return err
	})
	if err != nil {
		return err
	}
	Bar{Name: g.name + " load rate", Value: float64(quads) / took.Seconds(), Unit: " quads/s", Want: g.loadRate, Least: true}.Print(w)
	Bar{Name: g.name + " load peak", Value: float64(peak) / float64(quads), Unit: " B/quad", Want: g.loadPeak}.Print(w)
	return nil
}

// opened measures opening the store, what it then takes, and work on it.
func (g *generatedGraph) opened(ctx context.Context, w io.Writer, dir string, quads int) error {
	var s *quadstore.Store
	before := liveHeap()
	var took time.Duration
	peak, err := peakOf(func() (err error) {
		start := time.Now()
		s, err = quadstore.Open(ctx, g.options(dir))
		took = time.Since(start)
		return err
	})
	if err != nil {
		return err
	}
	defer s.Close()
	st := s.Snapshot().Stats()
	fmt.Fprintf(w, "# %s: %.2f terms a quad, %.2f of them claims\n", g.name,
		float64(st.Terms+st.Claims)/float64(st.Quads), float64(st.Claims)/float64(st.Terms+st.Claims))
	Bar{Name: g.name + " open", Value: took.Seconds(), Unit: " s", Want: g.open}.Print(w)
	Bar{Name: g.name + " open peak", Value: float64(peak) / float64(quads), Unit: " B/quad", Want: g.openPeak}.Print(w)
	Bar{Name: g.name + " heap", Value: float64(int64(liveHeap()-before)) / float64(quads), Unit: " B/quad", Want: g.heap}.Print(w)
	if err := g.randomFrontier(ctx, w, s.Snapshot()); err != nil {
		return err
	}
	return g.commits(ctx, w, s)
}
