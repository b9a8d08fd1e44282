package quadstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// sideOf is every side record of a store, in the order of keys.
func sideOf(t *testing.T, s *Store) []string {
	t.Helper()
	var all []string
	for r, err := range s.SideRange(context.Background(), nil, nil, Ascending) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, fmt.Sprintf("%s=%s", r.Key, r.Value))
	}
	return all
}

func side(key, value string) SideRecord { return SideRecord{Key: []byte(key), Value: []byte(value)} }

// sideStores is a store in memory and one on disk.
func sideStores(t *testing.T) map[string]*Store {
	return map[string]*Store{
		"memory": openTest(t, Options{ClaimPrefix: claimPrefix}),
		"disk":   openTest(t, Options{Path: t.TempDir(), ClaimPrefix: claimPrefix}),
	}
}

func TestSideRecords(t *testing.T) {
	ctx := context.Background()
	for name, s := range sideStores(t) {
		t.Run(name, func(t *testing.T) {
			version := s.Snapshot().Version()
			batches := [][]SideRecord{
				{side("b", "1"), side("a", "1"), side("b", "2")}, // the last of a key counts
				{side("c", ""), side("a", "3")},                  // an empty value is a value
				{{Key: []byte("b")}, {Key: []byte("absent")}},    // nil deletes
			}
			for _, b := range batches {
				if err := s.Apply(ctx, Batch{Side: b}); err != nil {
					t.Fatal(err)
				}
			}
			if got := s.Snapshot().Version() - version; got != 3 {
				t.Errorf("%d versions of 3 batches of side records alone", got)
			}
			if diff := cmp.Diff([]string{"a=3", "c="}, sideOf(t, s)); diff != "" {
				t.Error(diff)
			}
			for key, want := range map[string][]byte{"a": []byte("3"), "b": nil, "c": {}} {
				got, err := s.SideValue([]byte(key))
				if err != nil || !bytes.Equal(got, want) || (got == nil) != (want == nil) {
					t.Errorf("value of %s: %q, %v, want %q", key, got, err, want)
				}
			}
			var back []string
			for r, err := range s.SideRange(ctx, []byte("a"), []byte("c"), Descending) {
				if err != nil {
					t.Fatal(err)
				}
				back = append(back, string(r.Key))
			}
			if diff := cmp.Diff([]string{"a"}, back); diff != "" {
				t.Error(diff)
			}
			for _, key := range [][]byte{nil, make([]byte, MaxSideKey+1)} {
				if err := s.Apply(ctx, Batch{Side: []SideRecord{{Key: key, Value: []byte("1")}}}); !errors.Is(err, ErrValue) {
					t.Errorf("key of %d bytes: %v, want ErrValue", len(key), err)
				}
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if _, err := s.SideValue([]byte("a")); !errors.Is(err, ErrClosed) {
				t.Errorf("read after close: %v", err)
			}
		})
	}
}

// TestSideModel writes side records and quads at random, reopens at random, and holds the store against a map.
func TestSideModel(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(r *rapid.T) {
		o := Options{Path: t.TempDir(), ClaimPrefix: claimPrefix}
		s := openTest(t, o)
		want := map[string]string{}
		for range rapid.IntRange(1, 12).Draw(r, "steps") {
			var batch Batch
			for range rapid.IntRange(0, 4).Draw(r, "records") {
				key, value := rapid.SampledFrom([]string{"a", "ab", "b", "c\x00", "\xff"}).Draw(r, "key"), rapid.String().Draw(r, "value")
				if rapid.Bool().Draw(r, "delete") {
					batch.Side = append(batch.Side, SideRecord{Key: []byte(key)})
					delete(want, key)
					continue
				}
				batch.Side = append(batch.Side, SideRecord{Key: []byte(key), Value: []byte(value)})
				want[key] = value
			}
			if rapid.Bool().Draw(r, "quads") {
				batch.Add = manyQuads(3)
			}
			if err := s.Apply(ctx, batch); err != nil {
				r.Fatal(err)
			}
			if rapid.IntRange(0, 5).Draw(r, "reopen") == 0 {
				if err := s.Close(); err != nil {
					r.Fatal(err)
				}
				s = openTest(t, o) // it compares the digest
			}
		}
		var lines []string
		for _, key := range slices.Sorted(maps.Keys(want)) {
			lines = append(lines, key+"="+want[key])
		}
		if diff := cmp.Diff(lines, sideOf(t, s)); diff != "" {
			r.Fatal(diff)
		}
		if err := s.Close(); err != nil {
			r.Fatal(err)
		}
	})
}

// TestSideBesideLoad loads a few and many quads with side records, which stand in the store and in its backup.
func TestSideBesideLoad(t *testing.T) {
	ctx := context.Background()
	for name, s := range sideStores(t) {
		for i, n := range []int{10, bulkMin + 10} {
			t.Run(fmt.Sprint(name, n), func(t *testing.T) {
				if err := s.Apply(ctx, Batch{Side: []SideRecord{side("over", "old")}}); err != nil {
					t.Fatal(err)
				}
				quads := make([]quad.Quad, n)
				for k := range quads {
					quads[k] = quad.Quad{Subject: quad.IRI(fmt.Sprintf("s/%d/%d", i, k)), Predicate: quad.IRI("p"), Object: quad.String("o")}
				}
				beside := func(before *Snapshot) ([]SideRecord, error) {
					return []SideRecord{side("over", "new"), side("fresh", fmt.Sprint(before.Version()))}, nil
				}
				version := s.Snapshot().Version()
				if _, err := s.LoadBeside(ctx, seqOf(quads, nil), beside); err != nil {
					t.Fatal(err)
				}
				want := []string{fmt.Sprint("fresh=", version), "over=new"}
				if diff := cmp.Diff(want, sideOf(t, s)); diff != "" {
					t.Error(diff)
				}
				if name != "disk" {
					return
				}
				dir := filepath.Join(t.TempDir(), "backup")
				if err := s.Backup(ctx, dir); err != nil {
					t.Fatal(err)
				}
				copied := openTest(t, Options{Path: dir})
				if diff := cmp.Diff(want, sideOf(t, copied)); diff != "" {
					t.Error(diff)
				}
				if err := copied.Close(); err != nil {
					t.Fatal(err)
				}
			})
		}
	}
}

// TestGroup applies batches one on the other: nobody sees them before the end, each sees those before it, and they are
// there when the store is opened anew.
func TestGroup(t *testing.T) {
	ctx := context.Background()
	o := Options{Path: t.TempDir(), ClaimPrefix: claimPrefix}
	s := openTest(t, o)
	quads := manyQuads(30)
	mistake := errors.New("mistake")
	err := s.Group(ctx, func(g *Group) error {
		for i := range 3 {
			if err := g.Apply(ctx, Batch{Add: quads[10*i : 10*i+10], Side: []SideRecord{side(fmt.Sprint(i), "1")}}); err != nil {
				return err
			}
			if got := g.Snapshot().Stats().Quads; got != 10*i+10 {
				t.Errorf("the group has %d quads after %d batches", got, i+1)
			}
			if got := s.Snapshot().Stats().Quads; got != 0 {
				t.Errorf("a reader has %d quads of an unfinished group", got)
			}
		}
		if err := g.Apply(ctx, Batch{Add: []quad.Quad{{}}}); err == nil {
			t.Error("an invalid quad was added")
		}
		return mistake
	})
	if !errors.Is(err, mistake) {
		t.Errorf("the group's error is %v, want the function's", err)
	}
	for range 2 {
		if got := s.Snapshot().Stats().Quads; got != 30 {
			t.Errorf("%d quads, want 30", got)
		}
		if diff := cmp.Diff([]string{"0=1", "1=1", "2=1"}, sideOf(t, s)); diff != "" {
			t.Error(diff)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		s = openTest(t, o)
	}
}
