package command

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"path"
	"strings"
	"unicode/utf8"

	"whence/loader"
	"whence/server/uploads"
)

const (
	maxTried = 64 << 20 // bytes of a file that is tried; whence load takes larger ones
	maxShown = 200      // refused records that an answer names
	maxName  = 200      // bytes of a file's name
)

// dryRunAnswer is what POST /dry-run answers: what loading the file would change, and what is wrong with it. Counts are of all, lists
// have the first.
type dryRunAnswer struct {
	SHA256     string     `json:"sha256"`   // of the file, which POST /load takes for a day
	Name       string     `json:"name"`     // that it was read under
	Datasets   []string   `json:"datasets"` // that it would make or replace
	Records    int        `json:"records"`
	Claims     int        `json:"claims"`
	Statements int        `json:"statements"`
	Refused    int        `json:"refused"`
	Refusals   []place    `json:"refusals"`
	Asserted   int        `json:"asserted"`
	Retracted  int        `json:"retracted"`
	Unchanged  int        `json:"unchanged"`
	Entities   int        `json:"entities"`
	HeldBack   int        `json:"heldBack"`
	Warnings   []doubtful `json:"warnings"`
	Mistakes   []place    `json:"mistakes"` // because of which nothing could be loaded
	Error      string     `json:"error,omitempty"`
}

// place is a place in the file, and what is wrong there.
type place struct {
	File    string `json:"file,omitempty"`   // the file's name, or that of one in the archive that it is
	Line    int    `json:"line,omitempty"`   // 0 where it is not known
	Record  string `json:"record,omitempty"` // "row 17"
	Message string `json:"message"`
}

// doubtful is what would be accepted and should be looked at.
type doubtful struct {
	Kind  string  `json:"kind"`
	Count int     `json:"count"`
	First []place `json:"first"`
}

// dryRun takes a file and says what loading it would change. It changes nothing, so an editor may ask; the file is kept like those
// of PUT /files, so that an administrator loads the bytes that were tried.
func (t *transfers) dryRun(w http.ResponseWriter, r *http.Request) {
	name := path.Base(strings.ReplaceAll(r.URL.Query().Get("name"), `\`, "/"))
	if name == "." || name == "/" || len(name) > maxName || !utf8.ValidString(name) {
		w.Header().Set("Connection", "close") // the file is not read
		uploads.Refuse(w, http.StatusBadRequest, "BAD_REQUEST", "name the file: POST /dry-run?name=grants.csv, of at most 200 bytes; its ending says its format")
		return
	}
	digest, ok := t.files.Keep(w, r)
	if !ok {
		return
	}
	file, err := t.sent(digest, name)
	if err != nil {
		uploads.Refuse(w, http.StatusInternalServerError, "INTERNAL", "the file can't be read")
		return
	}
	t.loads.Lock()
	defer t.loads.Unlock()
	l := loader.Loader{Graph: t.graph, Texts: t.texts, Dataset: r.URL.Query().Get("dataset"), DryRun: true}
	report, err := l.LoadFiles(r.Context(), []loader.File{file})
	if errors.Is(err, context.Canceled) {
		return // nobody waits for the answer
	}
	answer := triedAnswer(report, err)
	answer.SHA256, answer.Name = digest, name
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(answer) // nobody is left to tell
}

// triedAnswer words a report, and the error of a load that could not be.
func triedAnswer(report loader.Report, err error) dryRunAnswer {
	a := dryRunAnswer{
		Datasets: append([]string{}, report.Datasets...), Records: report.Records, Claims: report.Claims, Statements: report.Statements, Refused: len(report.Refused), Refusals: []place{},
		Asserted: report.Asserted, Retracted: report.Retracted, Unchanged: report.Unchanged, Entities: report.Entities,
		HeldBack: report.HeldBack, Warnings: []doubtful{}, Mistakes: []place{},
	}
	for _, x := range report.Refused[:min(len(report.Refused), maxShown)] {
		a.Refusals = append(a.Refusals, place{x.File, x.Line, x.Hint, x.Reason})
	}
	for _, x := range report.Warnings {
		a.Warnings = append(a.Warnings, doubtful{string(x.Kind), x.Count, places(x.First)})
	}
	if err == nil {
		return a
	}
	mistakes, wrong := errors.AsType[loader.Mistakes](err)
	if !wrong {
		a.Error = err.Error()
		return a
	}
	a.Mistakes = places(mistakes)
	if before, _, _ := strings.Cut(err.Error(), mistakes[0].Error()); before != "" { // more were set aside than may be
		a.Error = strings.TrimSuffix(before, ": ")
	}
	return a
}

// places words mistakes.
func places(of []*loader.Mistake) []place {
	out := []place{}
	for _, m := range sendable(of) {
		out = append(out, place{File: m.File, Line: m.Line, Message: m.Msg})
	}
	return out
}
