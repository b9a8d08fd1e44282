package bench

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"whence/server/attack"
)

func TestMain(m *testing.M) {
	if err := Play(context.Background()); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// TestRivals checks that the shipped server and Cayley's say the same; `make bench` measures what that costs them.
func TestRivals(t *testing.T) {
	folder := t.TempDir()
	register := folder + "/register.nq"
	ours, err := shipped(t.Context(), folder, register)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(ours.Kill)
	theirs, err := play(t.Context(), roleCayley, register)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(theirs.Kill)
	want := map[string]int{"point": 1, "names": 21, "tree": 767, "hundred": 100}
	for _, q := range questionsOfRivals() {
		said, err := statements(t.Context(), load(ours, q.ours))
		if err != nil {
			t.Fatal(q.name, err)
		}
		meant, err := statements(t.Context(), load(theirs, q.theirs))
		if err != nil {
			t.Fatal(q.name, err)
		}
		if !slices.Equal(said, meant) || len(said) != want[q.name] {
			t.Errorf("%s: ours says %d things, Cayley's server %d or others, want %d", q.name, len(said), len(meant), want[q.name])
		}
	}
	bare, err := play(t.Context(), roleBare, "as it is")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(bare.Kill)
	if text, err := (attack.Load{URL: bare.URL, Patience: time.Second}).Ask(t.Context()); err != nil || !strings.HasPrefix(text, "as it is") {
		t.Errorf("the bare handler says %q: %v", text, err)
	}
}
