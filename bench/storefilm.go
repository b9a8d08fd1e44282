package bench

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/cayley/graph/kv/leveldb"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"

	"whence/graph/quadstore"
	bycayley "whence/graph/quadstore/cayley"
)

// Film measures the store beside Cayley's own on the film data of Cayley's module: loading it, and finding everybody who
// has played in a film with one actor.
func Film(ctx context.Context, w io.Writer) error {
	return inFolder(func(dir string) error { return film(ctx, w, dir) })
}

func film(ctx context.Context, w io.Writer, dir string) error {
	text, err := filmText()
	if err != nil {
		return err
	}
	ours, err := loadFilm(ctx, w, filepath.Join(dir, "film"), text)
	if err != nil {
		return err
	}
	defer ours.store.Close()
	level, err := loadCayley(text, func() (cayley.QuadStore, error) { return openLevel(filepath.Join(dir, "leveldb")) })
	if err != nil {
		return err
	}
	memory, err := loadCayley(text, func() (cayley.QuadStore, error) { return memstore.New(), nil })
	if err != nil {
		return errors.Join(err, level.store.Close())
	}
	Bar{Name: "film load over leveldb", Value: ours.rate() / level.rate(), Unit: " x", Want: 20, Least: true}.Print(w)
	Bar{Name: "film load over memstore", Value: ours.rate() / memory.rate(), Unit: " x", Want: 6, Least: true}.Print(w)
	fmt.Fprintf(w, "# film: %.0f quads/s, leveldb %.0f, memstore %.0f\n", ours.rate(), level.rate(), memory.rate())
	return errors.Join(coStars(ctx, w, ours.store, memory.store), level.store.Close(), memory.store.Close())
}

// filmText returns the film data as N-Quads.
func filmText() ([]byte, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/cayleygraph/cayley").Output()
	if err != nil {
		return nil, fmt.Errorf("film data of Cayley's module: %w", err)
	}
	f, err := os.Open(filepath.Join(strings.TrimSpace(string(out)), "data", "30kmoviedata.nq.gz"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

// loaded is a store with the film data in it.
type loaded[S any] struct {
	store S
	quads int
	took  time.Duration
}

func (l loaded[S]) rate() float64 { return float64(l.quads) / l.took.Seconds() }

func loadFilm(ctx context.Context, w io.Writer, dir string, text []byte) (l loaded[*quadstore.Store], err error) {
	before := liveHeap()
	start := time.Now()
	if l.store, err = quadstore.Open(ctx, quadstore.Options{Path: dir}); err != nil {
		return l, err
	}
	report, err := loadText(ctx, l.store, bytes.NewReader(text))
	l.quads, l.took = report.Read, time.Since(start)
	if err == nil {
		Bar{Name: "film heap", Value: float64(liveHeap()-before) / float64(report.Added), Unit: " B/quad", Want: 60}.Print(w)
	}
	return l, err
}

func openLevel(dir string) (cayley.QuadStore, error) {
	db, err := leveldb.Create(dir, nil)
	if err != nil {
		return nil, err
	}
	if err := kv.Init(db, nil); err != nil {
		return nil, err
	}
	return kv.New(db, nil)
}

// loadCayley loads one of Cayley's stores as Cayley's own command does.
func loadCayley(text []byte, open func() (cayley.QuadStore, error)) (l loaded[cayley.QuadStore], err error) {
	start := time.Now()
	if l.store, err = open(); err != nil {
		return l, err
	}
	out, err := l.store.NewQuadWriter()
	if err != nil {
		return l, err
	}
	l.quads, err = quad.CopyBatch(out, nquads.NewReader(bytes.NewReader(text), true), quad.DefaultBatch)
	err = errors.Join(err, out.Close())
	l.took = time.Since(start)
	return l, err
}

// The predicates of the film data.
const (
	actorOf  = quad.IRI("/film/performance/actor")
	starring = quad.IRI("/film/film/starring")
	nameOf   = quad.IRI("name")
)

// star is the actor whose co-stars are asked for: 210 of them.
const star = quad.String("Humphrey Bogart")

// coStars compares the six hops from a name to the names of all co-stars.
func coStars(ctx context.Context, w io.Writer, ours *quadstore.Store, memory cayley.QuadStore) error {
	theirs, n, err := timePath(ctx, memory, 50)
	if err != nil {
		return err
	}
	byPath, m, err := timePath(ctx, bycayley.Of(ours.Snapshot()), 2000)
	if err != nil {
		return err
	}
	snap := ours.Snapshot()
	names := 0
	var e expansion
	times, err := Measure(20_000, func(int) (err error) {
		names, err = e.coStars(ctx, snap)
		return err
	})
	if err != nil {
		return err
	}
	byExpand := times.Quantile(0.5)
	fmt.Fprintf(w, "# co-stars: memstore %v, by path %v, by Expand with names %v; %d, %d and %d names\n", theirs, byPath, byExpand, n, m, names)
	if n != m || n != names {
		return fmt.Errorf("co-stars: memstore found %d, the path API %d, Expand %d", n, m, names)
	}
	Bar{Name: "co-stars by path over memstore", Value: float64(theirs) / float64(byPath), Unit: " x", Want: 10, Least: true}.Print(w)
	Bar{Name: "co-stars by Expand over memstore", Value: float64(theirs) / float64(byExpand), Unit: " x", Want: 40, Least: true}.Print(w)
	return nil
}

func timePath(ctx context.Context, qs cayley.QuadStore, runs int) (time.Duration, int, error) {
	n := 0
	times, err := Measure(runs, func(int) error {
		p := path.StartPath(qs, star).In(nameOf).In(actorOf).In(starring).Out(starring).Out(actorOf).Out(nameOf).Unique()
		names, err := p.Iterate(ctx).AllValues(qs)
		n = len(names)
		return err
	})
	if err != nil {
		return 0, 0, err
	}
	return times.Quantile(0.5), n, nil
}

// expansion has the room that one traversal after another uses.
type expansion struct {
	edges quadstore.Edges
	ids   []quadstore.ID
	seen  []uint64
	names quadstore.Texts
}

func (e *expansion) coStars(ctx context.Context, s *quadstore.Snapshot) (int, error) {
	in, out := quad.Object, quad.Subject
	name, actor, film := s.ID(nameOf), s.ID(actorOf), s.ID(starring)
	e.ids = append(e.ids[:0], s.ID(star))
	for _, hop := range []struct {
		d    quad.Direction
		pred quadstore.ID
	}{{in, name}, {in, actor}, {in, film}, {out, film}, {out, actor}} {
		if err := s.Expand(ctx, &e.edges, e.ids, hop.d, hop.pred); err != nil {
			return 0, err
		}
		ends := e.edges.Object
		if hop.d == in {
			ends = e.edges.Subject
		}
		e.ids = append(e.ids[:0], ends...)
	}
	e.distinct()
	if err := s.Expand(ctx, &e.edges, e.ids, out, name); err != nil {
		return 0, err
	}
	e.ids = append(e.ids[:0], e.edges.Object...)
	e.distinct()
	s.Texts(&e.names, e.ids)
	return len(e.names.Ends), nil
}

// distinct keeps the first of each ID, by a bit for every term.
func (e *expansion) distinct() {
	kept := e.ids[:0]
	for _, id := range e.ids {
		for int(id/64) >= len(e.seen) {
			e.seen = append(e.seen, make([]uint64, 1024)...)
		}
		if bit := uint64(1) << (id % 64); e.seen[id/64]&bit == 0 {
			e.seen[id/64] |= bit
			kept = append(kept, id)
		}
	}
	for _, id := range kept {
		e.seen[id/64] = 0
	}
	e.ids = kept
}
