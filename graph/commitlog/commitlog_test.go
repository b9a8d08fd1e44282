package commitlog_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"whence/graph/commitlog"
	"whence/graph/quadstore"
)

func open(t testing.TB, path string) (*quadstore.Store, *commitlog.Log, commitlog.Head) {
	t.Helper()
	store, err := quadstore.Open(context.Background(), quadstore.Options{Path: path, ClaimPrefix: "https://x.example/claim/"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	log, head, err := commitlog.Open(context.Background(), store)
	if err != nil {
		t.Fatal(err)
	}
	return store, log, head
}

// anyEdit is an edit of any kind, with any fields.
func anyEdit(r *rapid.T) commitlog.Edit {
	ids := rapid.SampledFrom([]string{"claim/00112233445566778899aabbccddeeff", "claim/short", "person/ann", "judgement/ffeeddccbbaa99887766554433221100", ""})
	texts := rapid.SliceOfN(rapid.String(), 0, 3)
	e := commitlog.Edit{
		Kind: commitlog.EditKind(rapid.IntRange(1, 9).Draw(r, "kind")), Subject: ids.Draw(r, "subject"), Other: ids.Draw(r, "other"),
		Citations: rapid.SliceOfN(ids, 0, 3).Draw(r, "citations"), Withdrawn: rapid.Bool().Draw(r, "withdrawn"),
		NameBefore: rapid.String().Draw(r, "before"), NameAfter: rapid.String().Draw(r, "after"),
		Added: texts.Draw(r, "added"), Removed: texts.Draw(r, "removed"),
	}
	if rapid.Bool().Draw(r, "erased") {
		e.Was, e.ErasedBy = commitlog.ClaimAsserted, rapid.Uint64().Draw(r, "erasedBy")
	}
	return e
}

// nothing makes empty lists nil, as they come back.
func nothing(e commitlog.Edit) commitlog.Edit {
	for _, list := range []*[]string{&e.Citations, &e.Added, &e.Removed} {
		if len(*list) == 0 {
			*list = nil
		}
	}
	return e
}

// TestLog appends commits at random, with clocks that go either way, and reads them back from the store opened anew.
func TestLog(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(r *rapid.T) {
		path := t.TempDir()
		store, _, head := open(t, path)
		var commits []*commitlog.Commit
		var edits [][]commitlog.Edit
		last := time.Time{}
		for i := range rapid.IntRange(1, 5).Draw(r, "commits") {
			clock := time.Unix(rapid.Int64Range(0, 4e9).Draw(r, "clock"), 0)
			c := &commitlog.Commit{At: head.Moment(clock), Agent: "agent/ann", Action: commitlog.Assert, Reason: rapid.String().Draw(r, "reason"), Key: fmt.Sprint(i)}
			if !c.At.After(last) {
				r.Fatalf("commit at %v behind one at %v", c.At, last)
			}
			last = c.At
			es := rapid.SliceOfN(rapid.Custom(anyEdit), 0, 4).Draw(r, "edits")
			for range rapid.SampledFrom([]int{0, 0, 0, 600}).Draw(r, "more") {
				es = append(es, commitlog.Edit{Kind: commitlog.ClaimRetracted, Subject: "claim/x"})
			}
			var records []quadstore.SideRecord
			head, records = head.Append(c, commitlog.EditsOf(es), []commitlog.Posting{{Kind: commitlog.ByEntity, Value: "person/" + fmt.Sprint(i%2)}}, nil)
			if err := store.Apply(ctx, quadstore.Batch{Side: records}); err != nil {
				r.Fatal(err)
			}
			commits, edits = append(commits, c), append(edits, es)
		}
		if err := store.Close(); err != nil {
			r.Fatal(err)
		}
		store, log, again := open(t, path)
		if again.Number != head.Number || again.Digest != head.Digest || !again.After().Equal(head.After()) {
			r.Fatalf("the log ends at %d, want %d", again.Number, head.Number)
		}
		if err := log.Verify(ctx); err != nil {
			r.Fatal(err)
		}
		posted, err := log.Posted(ctx, []commitlog.Posting{{Kind: commitlog.ByEntity, Value: "person/0"}}, head.Number)
		if err != nil || posted.GetCardinality() != (head.Number+1)/2 {
			r.Fatalf("%v commits about person/0 of %d, %v", posted, head.Number, err)
		}
		for i, want := range commits {
			got, err := log.Commit(uint64(i) + 1)
			if err != nil {
				r.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				r.Fatal(diff)
			}
			if n := again.Of(want.At); n != want.Number {
				r.Fatalf("the commit of %v is %d, want %d", want.At, n, want.Number)
			}
			if n, err := log.Behind(got.Cursor()); n != want.Number || err != nil {
				r.Fatalf("behind %s: %d, %v", got.Cursor(), n, err)
			}
			var read []commitlog.Edit
			for e, err := range log.Edits(ctx, want.Number, 1) {
				if err != nil {
					r.Fatal(err)
				}
				read = append(read, e)
			}
			var rest []commitlog.Edit
			for _, e := range edits[i][min(1, len(edits[i])):] {
				rest = append(rest, nothing(e))
			}
			if diff := cmp.Diff(rest, read); diff != "" {
				r.Fatal(diff)
			}
		}
		_ = store.Close()
	})
}

// TestTampering alters one byte of each record of the log; Verify or Open notices.
func TestTampering(t *testing.T) {
	ctx := context.Background()
	store, _, head := open(t, "")
	for i := range 3 {
		var records []quadstore.SideRecord
		c := &commitlog.Commit{At: head.Moment(time.Unix(int64(i), 0)), Agent: "agent/ann", Action: commitlog.Retract, Reason: "wrong"}
		head, records = head.Append(c, commitlog.EditsOf([]commitlog.Edit{{Kind: commitlog.ClaimRetracted, Subject: "claim/x"}}), nil, nil)
		if err := store.Apply(ctx, quadstore.Batch{Side: records}); err != nil {
			t.Fatal(err)
		}
	}
	var all []quadstore.SideRecord
	for r, err := range store.SideRange(ctx, []byte("c"), []byte("f"), quadstore.Ascending) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	put := func(r quadstore.SideRecord) {
		if err := store.Apply(ctx, quadstore.Batch{Side: []quadstore.SideRecord{r}}); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range all {
		for i := range r.Value {
			forged := slices.Clone(r.Value)
			forged[i] ^= 1
			put(quadstore.SideRecord{Key: r.Key, Value: forged})
			log, _, err := commitlog.Open(ctx, store)
			if err == nil {
				err = log.Verify(ctx)
			}
			if !errors.Is(err, commitlog.ErrCorrupt) {
				t.Errorf("byte %d of record %x turned: %v", i, r.Key, err)
			}
		}
		put(r)
	}
	if _, _, err := commitlog.Open(ctx, store); err != nil {
		t.Error(err)
	}
}

func TestCursorLost(t *testing.T) {
	_, log, _ := open(t, "")
	for _, cursor := range []string{"", "1", "1-00", "x-1", "18446744073709551615-00"} {
		if _, err := log.Behind(cursor); !errors.Is(err, commitlog.ErrCursorLost) {
			t.Errorf("behind %q: %v", cursor, err)
		}
	}
}

func TestRequests(t *testing.T) {
	ctx := context.Background()
	store, log, _ := open(t, "")
	want := commitlog.Request{Content: [32]byte{1}, Commit: 7, Proposal: "proposal/3", Warnings: []byte("w")}
	if err := store.Apply(ctx, quadstore.Batch{Side: []quadstore.SideRecord{want.Record("agent/ann", "12345678")}}); err != nil {
		t.Fatal(err)
	}
	got, err := log.Request("agent/ann", "12345678")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&want, got); diff != "" {
		t.Error(diff)
	}
	if other, err := log.Request("agent/bob", "12345678"); other != nil || err != nil {
		t.Errorf("another agent's key: %v, %v", other, err)
	}
}
