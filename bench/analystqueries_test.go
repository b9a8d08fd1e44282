package bench

import (
	"strings"
	"testing"
)

// TestQuestions runs the benchmarks on small registers: every question has an answer, the same as Cayley's, and every bar
// its line.
func TestQuestions(t *testing.T) {
	var out strings.Builder
	if err := Questions(t.Context(), &out, 40_000); err != nil {
		t.Fatal(err)
	}
	for _, bar := range []string{"entity-page-p50", "entity-page-p99", "region-funding-p99-per-million-awards"} {
		if strings.Count(out.String(), "BAR "+bar+" value=") != 1 {
			t.Errorf("no bar %s in:\n%s", bar, out.String())
		}
	}
	out.Reset()
	if err := QuestionsBesideCayley(t.Context(), &out, 20_000); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "times as long"); n != 2 {
		t.Errorf("%d comparisons in:\n%s", n, out.String())
	}
}
