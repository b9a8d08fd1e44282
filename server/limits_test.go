package server

import (
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"github.com/google/go-cmp/cmp"
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
	if got := flags.WithDefaults(); got.Execution.Deadline != time.Minute || got.Query.Depth != 3 || got.Query.Cost != 50_000 {
		t.Errorf("got %+v", got)
	}
}

func TestLogBuffer(t *testing.T) {
	var out lines
	b := NewLogBuffer(&out)
	write := func(text string) {
		if _, err := b.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	write("one\n")
	write("two\n")
	if got := out.String(); got != "" {
		t.Errorf("at once: %q", got)
	}
	until(t, "lines are written by themselves", func() bool { return out.String() == "one\ntwo\n" })
	write("three\n")
	if err := b.Close(); err != nil || out.String() != "one\ntwo\nthree\n" {
		t.Errorf("closed: %q, %v", out.String(), err)
	}
	for range 100 {
		write(strings.Repeat("x", 1000))
	}
	if len(out.String()) < logBytes {
		t.Error("a full buffer is not written")
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
}
