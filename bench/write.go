package bench

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"sync"
	"time"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/write"
)

// Write measures writing: many writers and one, durable; one more claim after many retractions, and on a document with many
// citations; a merge of two hubs, and its undo.
func Write(ctx context.Context, w io.Writer) error {
	for _, measure := range []func(context.Context, io.Writer) error{writers, afterRetractions, ontoDocument, mergedHubs} {
		if err := measure(ctx, w); err != nil {
			return err
		}
	}
	return nil
}

const (
	writersAtOnce = 64
	writesEach    = 50
	hubClaims     = 50_000
	manyCitations = 30_000
	manyRetracted = 100_000
)

// writing is a graph that is written to.
type writing struct{ *graph.Graph }

// openWriting opens a graph, on disk where path is not "", with one document and two organisations.
func openWriting(ctx context.Context, path string) (writing, error) {
	g, err := graph.Open(ctx, graph.Options{Path: path})
	if err != nil {
		return writing{}, err
	}
	_, err = write.Load(ctx, g, []*claim.Dataset{{Name: "bench/write", Entities: []claim.EntityRecord{
		{ID: "document/minutes", Name: "Minutes"}, {ID: "organisation/a", Name: "A"}, {ID: "organisation/b", Name: "B"},
	}}})
	return writing{g}, err
}

// grant is the n-th of many claims.
func grant(n int) *claim.Relationship {
	q, err := claim.ParseQuantity(fmt.Sprintf("%d GBP", n+1))
	if err != nil {
		panic(err) // the text is one
	}
	return &claim.Relationship{Kind: "FUNDS", Subject: "organisation/a", Object: "organisation/b", Amount: &q}
}

func (g writing) send(ctx context.Context, m write.Mutation) (*write.Outcome, error) {
	o, err := write.Commit(ctx, g.Graph, m, write.Options{Author: write.Author{Agent: "agent/bench", Reason: "measured"}})
	if err == nil && len(o.Errors) > 0 {
		err = fmt.Errorf("refused: %+v", o.Errors[0])
	}
	return o, err
}

func (g writing) assert(ctx context.Context, n int) error {
	_, err := g.send(ctx, write.AssertClaims{Claims: []write.NewClaim{{Claim: grant(n), Cited: []write.Cited{{Document: "document/minutes", Locator: "page 1"}}}}})
	return err
}

// writers has one writer, and then many, write to disk.
func writers(ctx context.Context, w io.Writer) error {
	folder, err := os.MkdirTemp("", "whence-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	g, err := openWriting(ctx, folder)
	if err != nil {
		return err
	}
	defer func() { _ = g.Close() }()
	began := time.Now()
	for n := range writesEach {
		if err := g.assert(ctx, n); err != nil {
			return err
		}
	}
	alone := float64(writesEach) / time.Since(began).Seconds()
	var all sync.WaitGroup
	var mu sync.Mutex
	var times Times
	var failed error
	began = time.Now()
	for writer := range writersAtOnce {
		all.Go(func() {
			for n := range writesEach {
				start := time.Now()
				err := g.assert(ctx, writesEach*(writer+1)+n)
				mu.Lock()
				if times = append(times, time.Since(start)); err != nil {
					failed = err
				}
				mu.Unlock()
			}
		})
	}
	all.Wait()
	Bar{"write.one_writer", alone, "/s", 200, true}.Print(w)
	Bar{"write.64_writers", float64(len(times)) / time.Since(began).Seconds(), "/s", 2000, true}.Print(w)
	Bar{"write.64_writers_p99", times.Quantile(0.99).Seconds() * 1000, "ms", 50, false}.Print(w)
	return failed
}

// many is n claims as a data set.
func many(n int) []*claim.Dataset {
	d := &claim.Dataset{Name: "bench/many", Entities: []claim.EntityRecord{
		{ID: "document/register", Name: "Register"}, {ID: "organisation/a", Name: "A"}, {ID: "organisation/b", Name: "B"},
	}}
	for i := range n {
		c := grant(1_000_000 + i)
		c.Citations = []claim.Citation{{Document: "document/register", Locator: fmt.Sprintf("row %d", i)}}
		d.Claims = append(d.Claims, c)
	}
	return []*claim.Dataset{d}
}

// oneMore is how long one more claim takes, in the middle of many.
func (g writing) oneMore(ctx context.Context) (time.Duration, error) {
	times, err := Measure(100, func(i int) error { return g.assert(ctx, 10_000_000+i) })
	if err != nil {
		return 0, err
	}
	return slices.Sorted(slices.Values(times))[len(times)/2], nil
}

func afterRetractions(ctx context.Context, w io.Writer) error {
	var took [2]time.Duration
	for i, retracted := range []bool{false, true} {
		g, err := openWriting(ctx, "")
		if err != nil {
			return err
		}
		if retracted {
			if err := g.retractMany(ctx); err != nil {
				return err
			}
		}
		if took[i], err = g.oneMore(ctx); err != nil {
			return err
		}
		if err := g.Close(); err != nil {
			return err
		}
	}
	Bar{"write.after_100k_retractions", took[1].Seconds() / took[0].Seconds(), "x", 1.2, false}.Print(w)
	return nil
}

// retractMany loads many claims and retracts them, 500 at a time.
func (g writing) retractMany(ctx context.Context) error {
	data := many(manyRetracted)
	if _, err := write.Load(ctx, g.Graph, data); err != nil {
		return err
	}
	for part := range slices.Chunk(data[0].Claims, 500) {
		ids := make([]claim.ID, len(part))
		for i, c := range part {
			ids[i] = c.Base().ID
		}
		if _, err := g.send(ctx, write.RetractClaims{Claims: ids}); err != nil {
			return err
		}
	}
	return nil
}

func ontoDocument(ctx context.Context, w io.Writer) error {
	g, err := openWriting(ctx, "")
	if err != nil {
		return err
	}
	defer func() { _ = g.Close() }()
	if _, err := write.Load(ctx, g.Graph, many(manyCitations)); err != nil {
		return err
	}
	times, err := Measure(100, func(i int) error {
		_, err := g.send(ctx, write.AssertClaims{Claims: []write.NewClaim{{Claim: grant(20_000_000 + i), Cited: []write.Cited{{Document: "document/register", Locator: "the end"}}}}})
		return err
	})
	if err != nil {
		return err
	}
	Bar{"write.onto_30k_citations", times.Quantile(0.5).Seconds() * 1000, "ms", 5, false}.Print(w)
	return nil
}

// mergedHubs merges two organisations with many claims each, and undoes that.
func mergedHubs(ctx context.Context, w io.Writer) error {
	g, err := openWriting(ctx, "")
	if err != nil {
		return err
	}
	defer func() { _ = g.Close() }()
	d := &claim.Dataset{Name: "bench/hubs", Entities: []claim.EntityRecord{
		{ID: "document/register", Name: "Register"}, {ID: "organisation/x", Name: "X"}, {ID: "organisation/y", Name: "Y"}, {ID: "place/p", Name: "P"},
	}}
	for i := range 2 * hubClaims {
		c := grant(i)
		c.Subject, c.Object = []claim.ID{"organisation/x", "organisation/y"}[i%2], "place/p"
		c.Citations = []claim.Citation{{Document: "document/register", Locator: fmt.Sprintf("row %d", i)}}
		d.Claims = append(d.Claims, c)
	}
	if _, err := write.Load(ctx, g.Graph, []*claim.Dataset{d}); err != nil {
		return err
	}
	var merges, undos Times
	for range 11 {
		start := time.Now()
		o, err := g.send(ctx, write.MergeEntities{
			Keep: "organisation/x", Merge: []claim.ID{"organisation/y"}, Cited: []write.Cited{{Document: "document/register", Locator: "the end"}},
		})
		if err != nil {
			return err
		}
		merges = append(merges, time.Since(start))
		start = time.Now()
		if _, err := g.send(ctx, write.UndoCommit{Number: o.Commit.Number}); err != nil {
			return err
		}
		undos = append(undos, time.Since(start))
	}
	Bar{"write.merge_hubs_of_50k", merges.Quantile(0.5).Seconds() * 1000, "ms", 5, false}.Print(w)
	Bar{"write.undo_of_that", undos.Quantile(0.5).Seconds() * 1000, "ms", 5, false}.Print(w)
	return nil
}
