package bench

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// TestNames runs the bars of the index of names: at a hundredth of their size, where those of found entities and memory
// must be met, or of WHENCE_BENCH_NAMES entities, where those of time must be too.
func TestNames(t *testing.T) {
	scale := NamesScale{Entities: 10_000, Queries: 300}
	n, err := strconv.Atoi(os.Getenv("WHENCE_BENCH_NAMES"))
	timed := err == nil
	if timed {
		scale = NamesScale{Entities: n}
	}
	var out strings.Builder
	if err := scale.Run(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	t.Log(out.String())
	for line := range strings.Lines(out.String()) {
		if strings.HasSuffix(line, " short\n") && (timed || !strings.Contains(line, "-p99")) {
			t.Error(line)
		}
	}
}
