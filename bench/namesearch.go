package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"time"

	"whence/graph/names"
)

// NamesScale is the size of a run of Names; the zero value is the size that the bars speak of.
type NamesScale struct {
	Entities int // a million unless said
	Queries  int // of each kind, 2,000 unless said
}

// Names indexes generated entities on disk, asks for them by the whole name, by the beginning of it and misspelt, and
// prints a bar for each promise: how long an answer takes, how often the entity that is meant is among its first ten, and
// how much memory indexing takes. A query's time is the best of three, so that the quantiles are of queries and not of
// what else the machine does.
func Names(ctx context.Context, w io.Writer) error { return NamesScale{}.Run(ctx, w) }

// Run is Names at this scale.
func (s NamesScale) Run(ctx context.Context, w io.Writer) (err error) {
	if s.Entities == 0 {
		s.Entities = 1_000_000
	}
	if s.Queries == 0 {
		s.Queries = 2000
	}
	dir, err := os.MkdirTemp("", "whence-names-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	x, err := names.Open(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, x.Close()) }()
	if err := s.index(ctx, w, x, dir); err != nil {
		return err
	}
	for _, a := range askings {
		if err := s.ask(ctx, w, x, a); err != nil {
			return fmt.Errorf("%s: %w", a.name, err)
		}
	}
	return s.update(ctx, w, x, dir)
}

// asking is a way of asking for an entity, and what is promised of it.
type asking struct {
	name  string
	typed func(*rand.Rand, string) string
	bound float64 // milliseconds
	least float64 // share of answers whose first ten have the entity
}

var askings = []asking{
	{"exact", func(_ *rand.Rand, name string) string { return name }, 5, 0.99},
	{"prefix", begun, 5, 0},
	{"fuzzy", mistyped, 20, 0.95},
}

func (s NamesScale) ask(ctx context.Context, w io.Writer, x *names.Index, a asking) error {
	var times Times
	found := 0
	for i := range s.Queries {
		r := rand.New(rand.NewPCG(uint64(i), 7))
		e := namedEntity(r.IntN(s.Entities))
		q := names.Query{Text: a.typed(r, e.Names[0]), First: 10}
		best := time.Duration(math.MaxInt64)
		var result names.Result
		for range 3 {
			start := time.Now()
			var err error
			if result, err = x.Search(ctx, q); err != nil {
				return err
			}
			best = min(best, time.Since(start))
		}
		times = append(times, best)
		if slices.ContainsFunc(result.Hits, func(h names.Hit) bool { return h.ID == e.ID }) {
			found++
		}
	}
	fmt.Fprintf(w, "names: %s of %d: p50 %v, p99 %v, most %v\n", a.name, s.Entities, times.Quantile(0.5), times.Quantile(0.99),
		times.Quantile(1))
	Bar{Name: "names-" + a.name + "-p99", Value: times.Quantile(0.99).Seconds() * 1000, Unit: "ms", Want: a.bound}.Print(w)
	if a.least > 0 {
		Bar{Name: "names-" + a.name + "-found", Value: float64(found) / float64(s.Queries), Want: a.least, Least: true}.Print(w)
	}
	return nil
}

// index builds the index, watching the heap.
func (s NamesScale) index(ctx context.Context, w io.Writer, x *names.Index, dir string) error {
	debug.FreeOSMemory()
	before := heap()
	peak, done := watchHeap(ctx)
	start := time.Now()
	err := x.Rebuild(ctx, 1, func(yield func(names.Entry, error) bool) {
		for i := range s.Entities {
			if !yield(namedEntity(i), nil) {
				return
			}
		}
	})
	took := time.Since(start)
	close(done)
	if err != nil {
		return err
	}
	size, err := folderSize(dir)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "names: %d entities indexed in %v, %.0f a second, %d MB on disk\n", s.Entities, took.Round(time.Millisecond),
		float64(s.Entities)/took.Seconds(), size>>20)
	Bar{Name: "names-index-peak-heap", Value: float64(<-peak-before) / (1 << 20), Unit: "MB", Want: 128}.Print(w)
	return nil
}

// update replaces one entity at a time, and opens the index again.
func (s NamesScale) update(ctx context.Context, w io.Writer, x *names.Index, dir string) error {
	times, err := Measure(50, func(i int) error {
		return x.Update(ctx, uint64(i+2), []names.Entry{namedEntity(i)}, nil)
	})
	if err != nil {
		return err
	}
	if err := x.Close(); err != nil {
		return err
	}
	start := time.Now()
	again, err := names.Open(dir)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "names: update of one p50 %v, p99 %v; opened again, every byte checked, in %v\n", times.Quantile(0.5),
		times.Quantile(0.99), time.Since(start))
	return errors.Join(again.Discarded(), again.Close())
}

// begun is what stands in the box on the way to a name.
func begun(r *rand.Rand, name string) string {
	letters := []rune(name)
	return string(letters[:min(len(letters), 2+r.IntN(max(1, len(letters)-2)))])
}

// mistyped is a name with one or two errors in a word of it, as fingers make them.
func mistyped(r *rand.Rand, name string) string {
	letters := []rune(name)
	for range 1 + r.IntN(2) {
		at := r.IntN(len(letters) - 1)
		switch r.IntN(4) {
		case 0:
			letters[at] = rune('a' + r.IntN(26))
		case 1:
			letters = slices.Delete(letters, at, at+1)
		case 2:
			letters = slices.Insert(letters, at, rune('a'+r.IntN(26)))
		default:
			letters[at], letters[at+1] = letters[at+1], letters[at]
		}
	}
	return string(letters)
}

// watchHeap sends the most that the heap held until done is closed.
func watchHeap(ctx context.Context) (peak chan uint64, done chan struct{}) {
	peak, done = make(chan uint64, 1), make(chan struct{})
	go func() {
		most := uint64(0)
		for tick := time.NewTicker(5 * time.Millisecond); ; {
			select {
			case <-tick.C:
				most = max(most, heap())
				continue
			case <-done:
			case <-ctx.Done():
			}
			tick.Stop()
			peak <- max(most, heap())
			return
		}
	}()
	return peak, done
}

// heap is the bytes that objects take, those not yet collected too.
func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

func folderSize(dir string) (int64, error) {
	total := int64(0)
	err := filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			total += info.Size()
		}
		return err
	})
	return total, err
}
