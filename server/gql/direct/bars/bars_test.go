package bars_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"whence/server/gql/direct/bars"
)

// TestPrint checks that every bar is measured; `make bench` looks at the verdicts, on a machine that does nothing else.
func TestPrint(t *testing.T) {
	if testing.Short() {
		t.Skip("measures for some seconds")
	}
	if os.Getenv("BARS") == "" { // nobody reads the figures
		if err := flag.Set("test.benchtime", "20ms"); err != nil {
			t.Fatal(err)
		}
	}
	var out strings.Builder
	if err := bars.Print(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "BAR "); n != 8 {
		t.Errorf("%d bars, want 8", n)
	}
	if os.Getenv("BARS") != "" {
		t.Log("\n" + out.String())
	}
}
