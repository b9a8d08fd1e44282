package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"time"

	"whence/graph/text"
)

// wordsBatch is how many claims the index is given at a time: as many as the graph gives it.
const wordsBatch = 50_000

// ClaimWords indexes generated claims on disk and searches them by their words: how long a search takes, how long one
// more claim takes, and how large the index is, which is mapped.
func ClaimWords(ctx context.Context, w io.Writer, claims int) (err error) {
	dir, err := os.MkdirTemp("", "whence-words-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	x, err := text.Open(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, x.Close()) }()
	start := time.Now()
	if err := fillWords(ctx, x, claims); err != nil {
		return err
	}
	took := time.Since(start)
	size, err := folderSize(dir)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "words: %d claims indexed in %v, %d bytes\n", claims, took.Round(time.Second), size)
	Bar{Name: "words-index-size", Value: float64(size) / float64(claims), Unit: "B a claim", Want: 60}.Print(w)
	r := rand.New(rand.NewPCG(3, 4))
	times, err := Measure(2000, func(int) error {
		words := text.Words(claimOf(r.IntN(claims)))
		asked := make([]string, 0, 3)
		for range 1 + r.IntN(3) {
			asked = append(asked, words[r.IntN(len(words))])
		}
		_, err := x.Search(ctx, text.Query{Words: asked, First: 10})
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "words: search: p50 %v, p99 %v, most %v\n", times.Quantile(0.5), times.Quantile(0.99), times.Quantile(1))
	Bar{Name: "words-search-p99", Value: times.Quantile(0.99).Seconds() * 1000, Unit: "ms", Want: 50}.Print(w)
	times, err = Measure(100, func(i int) error {
		n := uint32(claims + i)
		return seenWords(ctx, x, n, uint64(claims)+uint64(i))
	})
	if err == nil {
		Bar{Name: "words-seen-p99", Value: times.Quantile(0.99).Seconds() * 1000, Unit: "ms", Want: 100}.Print(w)
	}
	return err
}

// seenWords adds a claim, and returns once searches find it: merging segments goes on after that.
func seenWords(ctx context.Context, x *text.Index, n uint32, version uint64) error {
	before, _ := x.State()
	done := make(chan error, 1)
	go func() {
		done <- x.Add(ctx, version, n+1, []text.Entry{{Claim: n, Words: text.Words(claimOf(int(n)))}})
	}()
	for {
		select {
		case err := <-done:
			return err
		default:
		}
		if now, _ := x.State(); now != before && now == version {
			return nil
		}
		time.Sleep(50 * time.Microsecond)
	}
}

func fillWords(ctx context.Context, x *text.Index, claims int) error {
	for from := 0; from < claims; from += wordsBatch {
		to := min(from+wordsBatch, claims)
		entries := make([]text.Entry, 0, to-from)
		for i := from; i < to; i++ {
			entries = append(entries, text.Entry{Claim: uint32(i), Words: text.Words(claimOf(i))})
		}
		if err := x.Add(ctx, uint64(to), uint32(to), entries); err != nil {
			return err
		}
	}
	return nil
}

// claimOf is the sentence of a generated claim: two names out of many, a kind, a sum, a purpose and a year.
func claimOf(i int) string {
	r := rand.New(rand.NewPCG(uint64(i), 11))
	kinds := []string{"funds", "owns", "leads", "is located in", "supports", "invests in", "partners with", "is part of"}
	purposes := []string{"research into batteries", "new homes", "digital skills", "clean water", "a theatre", "flood defences", "clinical trials", "apprenticeships"}
	return fmt.Sprintf("%s %s %s with £%d for %s in %d", namedEntity(r.IntN(1_000_000)).Names[0], kinds[r.IntN(len(kinds))],
		namedEntity(r.IntN(1_000_000)).Names[0], 1000*(1+r.IntN(5000)), purposes[r.IntN(len(purposes))], 1995+r.IntN(30))
}
