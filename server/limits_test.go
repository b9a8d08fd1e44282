package server

import (
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"github.com/google/go-cmp/cmp"

	"whence/server/gate"
)

// The flags' defaults and those of a zero Limits are written down twice.
func TestFlagsAgreeWithDefaults(t *testing.T) {
	var flags struct{ Limits }
	parser, err := kong.New(&flags)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(nil); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Limits{}.WithDefaults(), flags.WithDefaults()); diff != "" {
		t.Errorf("(-defaults +flags)\n%s", diff)
	}
	if _, err := parser.Parse([]string{"--deadline", "1m", "--query-depth", "3"}); err != nil {
		t.Fatal(err)
	}
	if got := flags.WithDefaults(); got.Execution.Deadline != time.Minute || got.Query.Depth != 3 || got.Query.Cost != gate.DefaultCost {
		t.Errorf("got %+v", got)
	}
}
