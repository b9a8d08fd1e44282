package command

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/evidence"
	"whence/loader"
	"whence/loader/records"
)

type verifyCommand struct {
	storeFlags
	remoteFlags
}

// tally is what was found of one document.
type tally struct {
	claims int
	states map[records.State]int
}

// states are all answers, in the order in which they are told.
var states = []records.State{records.Verified, records.Moved, records.Changed, records.Gone, records.NotHeld}

// words is the tally in words. A state that no citation is in is left out, unless it is in always.
func (t *tally) words(always ...records.State) string {
	var parts []string
	for _, state := range states {
		if n := t.states[state]; n > 0 || slices.Contains(always, state) {
			parts = append(parts, fmt.Sprintf("%d %s", n, stateWords[state]))
		}
	}
	return strings.Join(parts, ", ")
}

func (t *tally) citations() (n int) {
	for _, count := range t.states {
		n += count
	}
	return n
}

// stateWords is what each answer is called.
var stateWords = map[records.State]string{
	records.Verified: "verified", records.Moved: "moved", records.Changed: "wrong", records.Gone: "gone", records.NotHeld: "without a text here",
}

// Run checks every citation of the store against the texts and the files of data. In memory it checks the seeds.
func (c *verifyCommand) Run(s *system) (err error) {
	if server, err := c.remote(); server != nil || err != nil {
		if err != nil {
			return err
		}
		return server.verify(s)
	}
	if c.Texts == "" {
		return errors.New("verify needs the documents' texts: name their folder with --texts")
	}
	g, err := c.checked().openToRead(s.ctx)
	if err != nil {
		return err
	}
	defer closing(g, &err)
	if g.IsEmpty() {
		fmt.Fprintln(s.stderr, "the store is empty")
	}
	return verify(s, g.Now(), c.Texts)
}

// verifier holds citations against texts and files.
type verifier struct {
	*system
	view   *graph.View
	folder string // of the texts and files, "" where none is at hand
	found  map[claim.ID]*tally
	files  map[claim.ID]*records.Result // of documents that are files of data, nil for those that are not at hand
	unread int                          // files that can't be read
}

func verify(s *system, v *graph.View, folder string) error {
	w := verifier{s, v, folder, map[claim.ID]*tally{}, map[claim.ID]*records.Result{}, 0}
	for claim, err := range v.EveryClaim(s.ctx) {
		if err != nil {
			return err
		}
		if err := w.claim(claim); err != nil {
			return err
		}
	}
	sum := tally{states: map[records.State]int{}}
	for _, id := range slices.Sorted(maps.Keys(w.found)) {
		t := w.found[id]
		fmt.Fprintf(s.stdout, "%s: %d claims, %d citations, %s\n", id, t.claims, t.citations(), t.words(records.Verified, records.NotHeld))
		for state, n := range t.states {
			sum.states[state] += n
		}
	}
	fmt.Fprintf(s.stdout, "%d citations: %s\n", sum.citations(), sum.words(records.Verified, records.Changed, records.NotHeld))
	if wrong := sum.states[records.Changed] + sum.states[records.Gone]; wrong > 0 {
		return fmt.Errorf("%d citations do not match their texts", wrong)
	}
	if w.unread > 0 {
		return fmt.Errorf("%s of data can't be read, and the citations from there were not held against anything", counted(w.unread, "file", "files"))
	}
	return nil
}

// claim holds the citations of one claim against their texts and tells of those that don't match.
func (w *verifier) claim(c claim.Claim) error {
	citations := c.Base().Citations
	quotes, err := w.view.Quotes(w.ctx, citations)
	if err != nil {
		return err
	}
	documents := map[claim.ID]bool{}
	for i, cite := range citations {
		t := w.found[cite.Document]
		if t == nil {
			t = &tally{states: map[records.State]int{}}
			w.found[cite.Document] = t
		}
		if !documents[cite.Document] {
			documents[cite.Document] = true
			t.claims++
		}
		state, err := w.state(cite, quotes[i])
		if err != nil {
			return err
		}
		if t.states[state]++; state == records.Changed || state == records.Gone {
			if err := w.tell(c.Base().ID, cite, state); err != nil {
				return err
			}
		}
	}
	return nil
}

// state is what has become of a citation.
func (w *verifier) state(cite claim.Citation, q graph.Quote) (records.State, error) {
	switch {
	case cite.Record != "":
		return w.field(cite)
	case q.Verified:
		return records.Verified, nil
	case q.Held:
		return records.Changed, nil
	}
	return records.NotHeld, nil
}

// field is what has become of a citation of a field.
func (w *verifier) field(cite claim.Citation) (records.State, error) {
	file, known := w.files[cite.Document]
	if !known {
		var err error
		if file, err = w.read(cite.Document); err != nil {
			return "", err
		}
		w.files[cite.Document] = file
	}
	if file == nil {
		return records.NotHeld, nil
	}
	stored, err := evidence.Records(w.ctx, w.view, []claim.ID{cite.Record})
	if err != nil {
		return "", err
	}
	return file.State(cite, stored[0]), nil
}

// read reads the file of a document again, nil where it is not at hand.
func (w *verifier) read(document claim.ID) (*records.Result, error) {
	name, err := w.view.File(w.ctx, document)
	if err != nil || name == "" || w.folder == "" {
		return nil, err
	}
	in, err := os.OpenInRoot(w.folder, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	again, err := loader.ReadAgain(w.ctx, name, in, document, func(name string) (io.ReadCloser, error) { return os.OpenInRoot(w.folder, name) })
	if _, ok := errors.AsType[*loader.Mistake](err); ok { // the other files can be held against all the same
		fmt.Fprintln(w.stderr, err)
		w.unread++
		return nil, nil
	}
	return again, err
}

// tell says which citation does not hold.
func (w *verifier) tell(id claim.ID, cite claim.Citation, state records.State) error {
	file, err := w.view.File(w.ctx, cite.Document)
	if err != nil {
		return err
	}
	if cite.Record == "" {
		fmt.Fprintf(w.stderr, "%s: characters %d to %d are not what %s cites: their sha256 differs\n", file, cite.Start, cite.End, id)
		return nil
	}
	stored, err := evidence.Records(w.ctx, w.view, []claim.ID{cite.Record})
	if err != nil {
		return err
	}
	what := "says something else than what %s cites"
	if state == records.Gone {
		what = "is gone, which %s cites"
	}
	fmt.Fprintf(w.stderr, "%s: %s of the record %s (%s) "+what+"\n", file, cite.Field, stored[0].Key, stored[0].Hint, id)
	return nil
}
