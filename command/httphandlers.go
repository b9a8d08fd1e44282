package command

import (
	"archive/tar"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"whence/export"
	"whence/graph"
	"whence/graph/claim"
	"whence/graph/sourcetext"
	"whence/graph/write"
	"whence/loader"
	"whence/server"
	"whence/server/auth"
	"whence/server/reconcile"
	"whence/server/uploads"
)

const (
	maxText     = 16 << 20 // bytes of a text, as the API says
	maxFile     = 8 << 30  // bytes of a file to load
	maxQueries  = 1 << 20  // bytes of a batch of names to match
	maxManifest = 8 << 20  // bytes of what says which files to load, and by which mappings
)

// transfers are what a server does for the commands of others while it has the store open, and the files that are sent
// ahead of a write.
type transfers struct {
	graph  *graph.Graph
	texts  *sourcetext.Texts // nil where the documents' texts are not at hand
	files  *uploads.Store
	folder string     // of the texts, "" where they are not at hand
	loads  sync.Mutex // one at a time: each needs the whole memory of its files
}

func (t *transfers) list() []server.Transfer {
	matching := reconcile.Handler(t.graph.Now)
	return []server.Transfer{
		{Pattern: "POST /texts", Role: auth.Contributor, Body: maxText, Handler: t.files.Texts()},
		{Pattern: "PUT /files", Role: auth.Admin, Body: maxFile, Handler: t.files.Files()},
		{Pattern: "POST /load", Role: auth.Admin, Body: maxManifest, Handler: http.HandlerFunc(t.load)},
		{Pattern: "POST /dry-run", Role: auth.Editor, Body: maxTried, Handler: http.HandlerFunc(t.dryRun)},
		{Pattern: "GET /verify", Role: auth.Reader, Handler: http.HandlerFunc(t.verify)},
		{Pattern: "GET /match", Role: auth.Editor, Handler: http.HandlerFunc(t.match)},
		{Pattern: "POST /match", Role: auth.Admin, Handler: http.HandlerFunc(t.match)},
		{Pattern: "GET /export", Role: auth.Reader, Handler: http.HandlerFunc(t.export)},
		{Pattern: "GET /reconcile", Role: auth.Reader, Handler: matching},
		{Pattern: "GET /reconcile/", Role: auth.Reader, Handler: matching},
		{Pattern: "POST /reconcile", Role: auth.Reader, Body: maxQueries, Handler: matching},
		{Pattern: "GET /backup", Role: auth.Admin, Handler: http.HandlerFunc(t.backup)},
	}
}

// loadRequest is what POST /load is sent: files that were sent to PUT /files before, under their names.
type loadRequest struct {
	Files    []sentFile `json:"files"`
	DryRun   bool       `json:"dryRun"`
	TakeOver bool       `json:"takeOver"`
	Dataset  string     `json:"dataset,omitempty"`
	Refuse   string     `json:"refuse,omitempty"`
}

// sentFile is a file that was sent.
type sentFile struct {
	Name    string       `json:"name"`
	SHA256  string       `json:"sha256"`
	Mapping *sentMapping `json:"mapping,omitempty"` // that it is read by
}

// sentMapping is a mapping, which is sent with the manifest.
type sentMapping struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// loadAnswer is what it answers: a report, and what is wrong.
type loadAnswer struct {
	Report   loader.Report   `json:"report"`
	Mistakes loader.Mistakes `json:"mistakes,omitempty"`
	Error    string          `json:"error,omitempty"`
}

func (t *transfers) load(w http.ResponseWriter, r *http.Request) {
	var request loadRequest
	decoder := json.NewDecoder(r.Body)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&request); err != nil {
		uploads.Refuse(w, http.StatusBadRequest, "BAD_REQUEST", `the body must be {"files": [{"name": "…", "sha256": "…"}], "dryRun": false}`)
		return
	}
	files := make([]loader.File, len(request.Files))
	for i, f := range request.Files {
		file, err := t.files.File(f.SHA256)
		if err != nil {
			uploads.Refuse(w, http.StatusUnprocessableEntity, "NOT_FOUND", err.Error())
			return
		}
		defer file.Close()
		info, err := file.Stat()
		if err != nil {
			uploads.Refuse(w, http.StatusInternalServerError, "INTERNAL", "the file can't be read")
			return
		}
		files[i] = loader.File{Name: f.Name, Size: info.Size(), Open: func() (io.ReadCloser, error) { return t.files.File(f.SHA256) }}
		if f.Mapping != nil {
			if files[i].Mapping, err = loader.ReadMapping(f.Mapping.Name, strings.NewReader(f.Mapping.Text)); err != nil {
				uploads.Refuse(w, http.StatusUnprocessableEntity, "BAD_USER_INPUT", err.Error())
				return
			}
		}
	}
	refuse, err := loader.ParseRefuse(request.Refuse)
	if err != nil {
		uploads.Refuse(w, http.StatusBadRequest, "BAD_USER_INPUT", "refuse: "+err.Error())
		return
	}
	t.loads.Lock()
	defer t.loads.Unlock()
	l := loader.Loader{Graph: t.graph, Texts: t.texts, DryRun: request.DryRun, Dataset: request.Dataset, Refuse: refuse, Author: write.Author{Agent: claim.ID(auth.From(r.Context()).Agent.ID), TakeOver: request.TakeOver}}
	// A load that has begun is carried out, whatever becomes of who asked for it: half of it is nothing, and the reply
	// would be all that was lost.
	report, err := l.LoadFiles(context.WithoutCancel(r.Context()), files)
	answer := loadAnswer{Report: report}
	if err != nil {
		answer.Error = err.Error()
		answer.Mistakes, _ = errors.AsType[loader.Mistakes](err)
	}
	answer.Mistakes = sendable(answer.Mistakes)
	for i := range answer.Report.Warnings {
		answer.Report.Warnings[i].First = sendable(answer.Report.Warnings[i].First)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(answer) // nobody is left to tell
}

// sendable is mistakes in words alone, without the errors that they come from.
func sendable(of []*loader.Mistake) []*loader.Mistake {
	out := make([]*loader.Mistake, len(of))
	for i, m := range of {
		worded := *m
		if worded.Err != nil && worded.Msg == "" {
			worded.Msg = worded.Err.Error()
		}
		worded.Err = nil
		out[i] = &worded
	}
	return out
}

// line is one line of what a command prints, on its way; the last one has Done.
type line struct {
	Out   string `json:"out,omitempty"`
	Err   string `json:"err,omitempty"`
	Done  bool   `json:"done,omitempty"`
	Error string `json:"error,omitempty"` // what it failed with, beside Done
}

// printed sends what is written to it as lines of one kind.
type printed struct {
	to   *json.Encoder
	line func(string) line
}

func (p printed) Write(b []byte) (int, error) { return len(b), p.to.Encode(p.line(string(b))) }

func (t *transfers) verify(w http.ResponseWriter, r *http.Request) {
	if t.texts == nil {
		uploads.Refuse(w, http.StatusConflict, "BAD_REQUEST", "verify needs the documents' texts: start the server with --texts")
		return
	}
	t.printing(w, r, func(s *system) error { return verify(s, t.graph.Now(), t.folder) })
}

// printing sends what a command prints, a line of JSON each.
func (t *transfers) printing(w http.ResponseWriter, r *http.Request, run func(*system) error) {
	w.Header().Set("Content-Type", "application/jsonl; charset=utf-8")
	to := json.NewEncoder(w)
	err := run(&system{
		ctx:    r.Context(),
		stdout: printed{to, func(s string) line { return line{Out: s} }},
		stderr: printed{to, func(s string) line { return line{Err: s} }},
	})
	end := line{Done: true}
	if err != nil {
		end.Error = err.Error()
	}
	_ = to.Encode(end) // nobody is left to tell
}

// errorText is what an error says, "" of none.
func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func (t *transfers) export(w http.ResponseWriter, r *http.Request) {
	format := export.Format(cmp.Or(r.URL.Query().Get("format"), string(export.NQuads)))
	selected, err := selectionOf(r.URL.Query())
	if err != nil || !slices.Contains(export.Formats, format) {
		uploads.Refuse(w, http.StatusBadRequest, "BAD_USER_INPUT", cmp.Or(errorText(err), "format: want one of those that whence export --help lists"))
		return
	}
	w.Header().Set("Content-Type", format.MediaType())
	if err := export.Write(r.Context(), t.graph.Now(), w, format, selected); err != nil {
		panic(http.ErrAbortHandler) // a part must not be taken for the whole
	}
}

// backup sends the copy of the store as a tar archive, which is made beside it first: a copy is of one moment.
func (t *transfers) backup(w http.ResponseWriter, r *http.Request) {
	folder, err := os.MkdirTemp("", "whence-backup-")
	if err != nil {
		uploads.Refuse(w, http.StatusInternalServerError, "INTERNAL", "there is no room for the copy")
		return
	}
	defer func() { _ = os.RemoveAll(folder) }() // the system clears its folder of temporary files too
	if err := t.graph.Backup(r.Context(), filepath.Join(folder, "copy")); err != nil {
		uploads.Refuse(w, http.StatusConflict, "BAD_REQUEST", "the store can't be copied: "+err.Error())
		return
	}
	w.Header().Set("Content-Type", "application/x-tar")
	archive := tar.NewWriter(w)
	if err := errors.Join(archive.AddFS(os.DirFS(filepath.Join(folder, "copy"))), archive.Close()); err != nil {
		panic(http.ErrAbortHandler)
	}
}
