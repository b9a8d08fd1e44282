package erasure_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/erasure"
	"whence/graph/identity"
	"whence/graph/quote"
	"whence/graph/search"
	"whence/graph/write"
)

const story = "Zebedee Quillfeather runs the Hub. The Hub is in Leeds. Z. Quillfeather chairs the Acme Trust. The Acme Trust gave the Hub a plaque."

// team is a store in a folder in which a person is said to do things, under two ids, by hand and by a load, with a correction, a
// dispute, a proposal and a story with its text.
func team(t *testing.T) (folder string, g *graph.Graph, made *write.Outcome) {
	t.Helper()
	folder = t.TempDir()
	g = open(t, folder)
	text := story
	cited := func(words string) []write.Cited {
		return []write.Cited{{Document: "#story", Words: quote.Words{Exact: words}}}
	}
	author := write.Options{Author: write.Author{Agent: "agent/ann", Reason: "read in the story", Key: "1"}}
	made = do(t, g, author, write.AssertClaims{
		Documents: []write.NewDocument{{Key: "story", Title: "A story", Text: &text}},
		Entities: []write.NewEntity{
			{Key: "zeb", Kind: claim.Person, Name: "Zebedee Quillfeather"},
			{Key: "zed", Kind: claim.Person, Name: "Z. Quillfeather"},
			{Key: "hub", Kind: claim.Place, Name: "The Hub"},
			{Key: "leeds", Kind: claim.Place, Name: "Leeds"},
			{Key: "acme", Kind: claim.Organisation, Name: "Acme Trust"},
		},
		Claims: []write.NewClaim{
			{Claim: &claim.Relationship{Kind: "LEADS", Subject: "#zeb", Object: "#hub"}, Cited: cited("Zebedee Quillfeather runs the Hub")},
			{Claim: &claim.Relationship{Kind: "LEADS", Subject: "#zed", Object: "#acme"}, Cited: cited("Z. Quillfeather chairs the Acme Trust")},
			{Claim: &claim.Relationship{Kind: "LOCATED_IN", Subject: "#hub", Object: "#leeds"}, Cited: cited("The Hub is in Leeds")},
			{Claim: &claim.Relationship{Kind: "FUNDS", Subject: "#acme", Object: "#hub"}, Cited: cited("The Acme Trust gave the Hub a plaque")},
		},
	})
	author.Author.Key = ""
	author.Author.Reason = "one person"
	do(t, g, author, write.JudgeIdentity{Left: made.Entities[0], Right: made.Entities[1], Verdict: identity.Same, Cited: []write.Cited{{Document: made.Documents[0], Words: quote.Words{Exact: "Z. Quillfeather chairs"}}}})
	author.Author.Reason = "Z. Quillfeather denies it"
	do(t, g, author, write.AssessClaim{Claim: made.Claims[0], Verdict: claim.Dispute, Ground: claim.OtherGround, Comment: "Zebedee says no"})
	_, err := write.Propose(t.Context(), g, write.RetractClaims{Claims: []claim.ID{made.Claims[0]}}, "retractClaims", `{"claims":["`+string(made.Claims[0])+`"]}`, author)
	if err != nil {
		t.Fatal(err)
	}
	return folder, g, made
}

func do(t *testing.T, g *graph.Graph, o write.Options, m write.Mutation) *write.Outcome {
	t.Helper()
	outcome, err := write.Commit(t.Context(), g, m, o)
	if err != nil || len(outcome.Errors) > 0 {
		t.Fatalf("%T: %v %+v", m, err, outcome)
	}
	return outcome
}

func open(t *testing.T, folder string) *graph.Graph {
	t.Helper()
	g, err := graph.Open(t.Context(), graph.Options{Path: folder})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.Close() })
	return g
}

// TestEraseAPerson takes a person out under every id, and looks for what is left of them in the graph, in its log and in the bytes of its
// files.
func TestEraseAPerson(t *testing.T) {
	folder, g, made := team(t)
	quadsBefore := count(t, g).Quads
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	request := erasure.Request{IDs: []claim.ID{made.Entities[1]}, Agent: "agent/local", Reason: "request 17 of 2026"}
	request.DryRun = true
	dry, err := erasure.Erase(t.Context(), folder, request)
	if err != nil {
		t.Fatal(err)
	}
	request.DryRun = false
	report, err := erasure.Erase(t.Context(), folder, request)
	if err != nil {
		t.Fatal(err)
	}
	if report.Commit != 4 {
		t.Errorf("it is commit %d", report.Commit)
	}
	dry.Commit = report.Commit
	if diff := cmp.Diff(dry, report); diff != "" {
		t.Errorf("the dry run says otherwise (-dry +done):\n%s", diff)
	}
	want := map[string]int{"person": 2, "claim": 2, "citation": 3, "judgement": 1, "assessment": 1}
	if diff := cmp.Diff(want, report.Count); diff != "" {
		t.Error(diff)
	}
	if len(report.Remains.Documents) != 1 || report.Asked != 1 || !cmp.Equal(report.Remains.Reasons, []uint64{3}) {
		t.Errorf("left: %+v, proposals %d", report.Remains, report.Asked)
	}

	g = open(t, folder)
	v := g.Now()
	if got := count(t, g).Quads; got != quadsBefore-report.Quads {
		t.Errorf("%d quads of %d are left, and %d were taken out", got, quadsBefore, report.Quads)
	}
	known, err := v.Entities(t.Context(), made.Entities)
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range known {
		if (e == nil) != (i < 2) {
			t.Errorf("%s: %v", made.Entities[i], e)
		}
	}
	claims, err := v.Claims(t.Context(), made.Claims)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range claims {
		if (c == nil) != (i < 2) {
			t.Errorf("claim %d: %v", i, c)
		}
	}
	hits, err := search.Entities(t.Context(), v, search.EntityQuery{Text: "Quillfeather"})
	if err != nil || len(hits.Items) > 0 {
		t.Errorf("found: %v, %v", hits.Items, err)
	}
	checkLog(t, g, report)
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	// The words of the story and the reason of commit 3 stay, and are told of. All else is gone from the files.
	for _, secret := range append(idsOf(made), "Zebedee says no", "zebedee-quillfeather") {
		if file := holding(t, folder, secret); file != "" {
			t.Errorf("%s holds %q", file, secret)
		}
	}
}

// idsOf is what the ids of the person and of what is said of them look like in files.
func idsOf(made *write.Outcome) []string {
	var out []string
	for _, id := range append(made.Entities[:2:2], made.Claims[:2]...) {
		_, name, _ := strings.Cut(string(id), "/")
		out = append(out, name)
	}
	return out
}

// checkLog checks the chain, and that old edits are Erased where they named what is gone.
func checkLog(t *testing.T, g *graph.Graph, report *erasure.Report) {
	t.Helper()
	log := g.CommitLog()
	if err := log.Verify(t.Context()); err != nil {
		t.Error(err)
	}
	erased := 0
	for n := uint64(1); n <= report.Commit; n++ {
		for e, err := range log.Edits(t.Context(), n, 0) {
			if err != nil {
				t.Fatal(err)
			}
			if e.Kind != commitlog.Erased {
				continue
			}
			if e.ErasedBy != report.Commit || e.Was == 0 || e.Subject != "" {
				t.Errorf("commit %d: %+v", n, e)
			}
			if n < report.Commit {
				erased++
			}
		}
	}
	if erased != report.Edits || erased == 0 {
		t.Errorf("%d edits are Erased, the report says %d", erased, report.Edits)
	}
	p, err := write.ReadProposal(g.Now(), 1)
	if err != nil || p.State != commitlog.Withdrawn || p.Request != "" || p.Reason != "" {
		t.Errorf("the proposal: %+v, %v", p, err)
	}
	last, err := log.Commit(report.Commit)
	if err != nil || last.Action != commitlog.Erase || last.EditCount != 6 {
		t.Errorf("the last commit: %+v, %v", last, err)
	}
}

// holding is a file below a folder that has some bytes, "" where none does.
func holding(t *testing.T, folder, secret string) string {
	t.Helper()
	found := ""
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte(secret)) {
			found = path
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestEraseADocument takes a document out: its text, and the claims that it alone proves.
func TestEraseADocument(t *testing.T) {
	folder, g, made := team(t)
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	report, err := erasure.Erase(t.Context(), folder, erasure.Request{IDs: made.Documents, Agent: "agent/local", Reason: "the publisher took it back"})
	if err != nil {
		t.Fatal(err)
	}
	if report.Texts != 1 || report.Count["claim"] != 4 || report.Count["document"] != 1 {
		t.Errorf("%+v", report)
	}
	g = open(t, folder)
	if err := g.CommitLog().Verify(t.Context()); err != nil {
		t.Error(err)
	}
	if n := count(t, g).Relationships; n != 0 {
		t.Errorf("%d claims are left", n)
	}
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	if file := holding(t, folder, "runs the Hub"); file != "" {
		t.Errorf("%s holds the text", file)
	}
	// And once more: the log vouches for what two erasures wrote anew.
	if _, err = erasure.Erase(t.Context(), folder, erasure.Request{IDs: made.Entities[:1], Agent: "agent/local", Reason: "a second request"}); err != nil {
		t.Fatal(err)
	}
	if err := open(t, folder).CommitLog().Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestEraseRefuses changes nothing where a request can't be carried out.
func TestEraseRefuses(t *testing.T) {
	folder, g, made := team(t)
	head := g.Now().LogHead()
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		request erasure.Request
		want    error
	}{
		"no id":                   {erasure.Request{Reason: "asked"}, claim.ErrInvalid},
		"no reason":               {erasure.Request{IDs: made.Entities[:1], Reason: " "}, claim.ErrInvalid},
		"an unknown id":           {erasure.Request{IDs: []claim.ID{"person/nobody"}, Reason: "asked"}, graph.ErrNotFound},
		"no id of a thing":        {erasure.Request{IDs: []claim.ID{"agent/ann"}, Reason: "asked"}, claim.ErrInvalid},
		"a reason that names it":  {erasure.Request{IDs: made.Entities[:1], Reason: "z. quillfeather asked for it"}, claim.ErrInvalid},
		"a reason that has an id": {erasure.Request{IDs: made.Entities[:1], Reason: "for " + string(made.Claims[0])}, claim.ErrInvalid},
	} {
		if _, err := erasure.Erase(t.Context(), folder, c.request); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if _, err := erasure.Erase(stopped, folder, erasure.Request{IDs: made.Entities[:1], Reason: "asked"}); err == nil {
		t.Error("it goes on when it is told to stop")
	}
	if now := open(t, folder).Now().LogHead(); now.Number != head.Number || now.Digest != head.Digest {
		t.Errorf("the log ends in commit %d", now.Number)
	}
}

func count(t *testing.T, g *graph.Graph) graph.Stats {
	t.Helper()
	stats, err := g.Now().Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return stats
}

// TestCrash opens a store whose erasure ended between any two of its steps.
func TestCrash(t *testing.T) {
	for name, left := range map[string]func(folder string) error{
		"while the new store was written": func(folder string) error {
			return os.CopyFS(filepath.Join(folder, "quads.rewritten"), os.DirFS(filepath.Join(folder, graph.QuadsFolder, "records")))
		},
		"before the new store was in place": func(folder string) error {
			return os.Rename(filepath.Join(folder, graph.QuadsFolder), filepath.Join(folder, graph.BeforeFolder))
		},
		"before the old one was removed": func(folder string) error {
			return os.CopyFS(filepath.Join(folder, graph.BeforeFolder), os.DirFS(filepath.Join(folder, graph.QuadsFolder)))
		},
	} {
		t.Run(name, func(t *testing.T) {
			folder, g, made := team(t)
			want := count(t, g)
			if err := g.Close(); err != nil {
				t.Fatal(err)
			}
			if err := left(folder); err != nil {
				t.Fatal(err)
			}
			if !graph.Exists(folder) {
				t.Error("there is no graph in it")
			}
			g = open(t, folder)
			if diff := cmp.Diff(want, count(t, g)); diff != "" {
				t.Error(diff)
			}
			if err := g.Close(); err != nil {
				t.Fatal(err)
			}
			if _, err := os.Stat(filepath.Join(folder, graph.BeforeFolder)); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("what was before is there still: %v", err)
			}
			if _, err := erasure.Erase(t.Context(), folder, erasure.Request{IDs: made.Entities[:1], Agent: "agent/local", Reason: "request 17"}); err != nil {
				t.Error(err)
			}
		})
	}
}
