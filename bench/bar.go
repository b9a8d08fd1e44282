// Package bench measures what the README and the design promise, both sides of every ratio in one run, and prints a line
// a bar: BAR <name> value=<figure> want=<bound> ok|short. It may import anything of the project, and alone imports
// Cayley's own stores.
package bench

import (
	"fmt"
	"io"
	"slices"
	"time"
)

// Bar is one promise held against one measurement.
type Bar struct {
	Name  string
	Value float64
	Unit  string // printed behind the value
	Want  float64
	Least bool // Want is a lower bound; else an upper one
}

// Print writes the bar's line.
func (b Bar) Print(w io.Writer) {
	sign, met := "<=", b.Value <= b.Want
	if b.Least {
		sign, met = ">=", b.Value >= b.Want
	}
	verdict := "short"
	if met {
		verdict = "ok"
	}
	fmt.Fprintf(w, "BAR %s value=%.4g%s want=%s%.4g%s %s\n", b.Name, b.Value, b.Unit, sign, b.Want, b.Unit, verdict)
}

// Times is how long each of many runs took.
type Times []time.Duration

// Quantile is the time that a share of the runs stayed within.
func (t Times) Quantile(share float64) time.Duration {
	sorted := slices.Sorted(slices.Values(t))
	return sorted[min(len(sorted)-1, int(share*float64(len(sorted))))]
}

// Measure times n runs of one thing, the first of which warm up and don't count.
func Measure(n int, run func(i int) error) (Times, error) {
	var times Times
	for i := range n + n/10 {
		start := time.Now()
		if err := run(i); err != nil {
			return nil, err
		}
		if i >= n/10 {
			times = append(times, time.Since(start))
		}
	}
	return times, nil
}
