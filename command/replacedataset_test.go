package command

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"whence/graph"
	"whence/server"
	"whence/server/auth"
	"whence/server/gql"
	"whence/server/uploads"
)

// receiving is a server with a key of each role that takes files.
type receiving struct {
	graph    *graph.Graph
	url, key string // the administrator's
	keys     map[auth.Role]string
}

func newReceiving(t *testing.T) *receiving {
	t.Helper()
	folder := t.TempDir()
	keys := auth.KeyFile(filepath.Join(folder, "keys.yaml"))
	of := map[auth.Role]string{}
	for _, role := range auth.Roles {
		text, key, err := auth.NewKey(strings.ToLower(role.String()), role)
		if err == nil {
			err = keys.Add(key)
		}
		if err != nil {
			t.Fatal(err)
		}
		of[role] = text
	}
	authority, err := auth.New(auth.Config{Keys: keys, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(authority.Close)
	g, err := graph.Open(t.Context(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.Close() })
	beside := &transfers{graph: g, files: uploads.New(filepath.Join(folder, "uploads"), uploads.Options{})}
	s := httptest.NewServer(server.New(server.Options{
		Schema: gql.New(g, gql.Options{Writing: true, Loads: beside}), Present: gql.Present, Authority: authority, Transfers: beside.list(), Log: slog.New(slog.DiscardHandler),
	}).Handler())
	t.Cleanup(s.Close)
	return &receiving{g, s.URL, of[auth.Admin], of}
}

func (r *receiving) send(t *testing.T, method, path, contentType string, body io.Reader, into any) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, r.url+path, body)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+r.key)
	request.Header.Set("Content-Type", contentType)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(into); err != nil {
		t.Fatal(err)
	}
}

// file sends a file ahead and returns its digest.
func (r *receiving) file(t *testing.T, text string) string {
	t.Helper()
	var told struct{ SHA256 string }
	r.send(t, http.MethodPut, "/files", "application/octet-stream", strings.NewReader(text), &told)
	return told.SHA256
}

// replace asks for a replacement and returns what it answers, in short.
func (r *receiving) replace(t *testing.T, input, options string) string {
	t.Helper()
	body, err := json.Marshal(map[string]string{"query": `mutation { replaceDataset(input: {` + input + `}, options: {` + options + `}) {
		commit { number action dataset { name } } plan { asserted retracted } userErrors { code field message } replayed
		report { records refused asserted retracted unchanged heldBack refusals { message } held { id } } } }`})
	if err != nil {
		t.Fatal(err)
	}
	var told struct {
		Data struct {
			ReplaceDataset struct {
				Commit *struct {
					Number  int
					Action  string
					Dataset struct{ Name string }
				}
				Plan       *struct{ Asserted, Retracted int }
				UserErrors []struct {
					Code    string
					Field   []string
					Message string
				}
				Replayed bool
				Report   *struct {
					Records, Refused, Asserted, Retracted, Unchanged, HeldBack int
					Refusals                                                   []struct{ Message string }
					Held                                                       []struct{ ID string }
				}
			}
		}
		Errors []struct{ Message string }
	}
	r.send(t, http.MethodPost, "/graphql", "application/json", bytes.NewReader(body), &told)
	if len(told.Errors) > 0 {
		return "error: " + told.Errors[0].Message
	}
	payload := told.Data.ReplaceDataset
	var parts []string
	for _, e := range payload.UserErrors[:min(1, len(payload.UserErrors))] {
		parts = append(parts, e.Code+" "+strings.Join(e.Field, "."))
	}
	if c := payload.Commit; c != nil {
		parts = append(parts, fmt.Sprintf("commit %d %s %s", c.Number, c.Action, c.Dataset.Name))
	}
	if p := payload.Plan; p != nil {
		parts = append(parts, fmt.Sprintf("plan +%d -%d", p.Asserted, p.Retracted))
	}
	if payload.Replayed {
		parts = append(parts, "replayed")
	}
	if p := payload.Report; p != nil {
		parts = append(parts, fmt.Sprintf("%d records, %d refused, +%d -%d =%d, %d held back", p.Records, p.Refused, p.Asserted, p.Retracted, p.Unchanged, p.HeldBack))
		if len(p.Refusals) != p.Refused || len(p.Held) != p.HeldBack {
			t.Errorf("%d refusals told of %d, %d held of %d", len(p.Refusals), p.Refused, len(p.Held), p.HeldBack)
		}
	}
	return strings.Join(parts, "; ")
}

// peopleMapping makes names of a table of people; a row without a name is set aside.
const peopleMapping = `"@context": http://www.w3.org/ns/csvw
tableSchema:
  primaryKey: number
  columns:
    - {name: number, titles: id}
    - {name: name, titles: name, required: true}
claims:
  - {about: "organisation/{_dataset}.{number}", property: name, value: "{name}"}
`

// claimsOf is a claims file by which A owns some others.
func claimsOf(dataset string, owned ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "id: %s\ndocuments:\n  - {id: document/register, title: Register}\nentities:\n  - {id: organisation/a, name: A}\n", dataset)
	for _, o := range owned {
		fmt.Fprintf(&b, "  - {id: organisation/%s, name: %s}\n", o, strings.ToUpper(o))
	}
	b.WriteString("claims:\n")
	for _, o := range owned {
		fmt.Fprintf(&b, "  - {subject: organisation/a, kind: OWNS, object: organisation/%s, cite: {locator: entry %s}}\n", o, o)
	}
	return b.String()
}

// TestReplaceDataset replaces a data set over the API, as whence load does beside a running server: a new release retracts and
// asserts, a plan changes nothing, a key is good for one write, and what is wrong with a file is told.
func TestReplaceDataset(t *testing.T) {
	r := newReceiving(t)
	first, second := r.file(t, claimsOf("test/register", "b", "c")), r.file(t, claimsOf("test/register", "c", "d"))
	other, broken := r.file(t, claimsOf("test/other", "b")), r.file(t, "id: [\n")
	dump := r.file(t, "<https://whence.example/a> <https://whence.example/b> \"c\" .\n")
	of := func(dataset, file, more string) string {
		return fmt.Sprintf("dataset: %q, file: %q%s", dataset, file, more)
	}
	for _, step := range []struct{ name, input, options, want string }{
		{"planned", of("test/register", first, ""), "dryRun: true", "plan +2 -0; 0 records, 0 refused, +2 -0 =0, 0 held back"},
		{"loaded", of("test/register", first, ""), `idempotencyKey: "release-1"`, "commit 1 LOAD test/register; 0 records, 0 refused, +2 -0 =0, 0 held back"},
		{"the reply was lost", of("test/register", first, ""), `idempotencyKey: "release-1"`, "commit 1 LOAD test/register; replayed"},
		{"its key again", of("test/register", second, ""), `idempotencyKey: "release-1"`, "IDEMPOTENCY_MISMATCH options.idempotencyKey"},
		{"nothing is new", of("test/register", first, ""), "", "0 records, 0 refused, +0 -0 =2, 0 held back"},
		{"a release later, planned", of("test/register", second, ""), "dryRun: true", "plan +1 -1; 0 records, 0 refused, +1 -1 =1, 0 held back"},
		{"a release later", of("test/register", second, `, format: "yaml"`), "", "commit 2 LOAD test/register; 0 records, 0 refused, +1 -1 =1, 0 held back"},
		{"an entity has changed", of("test/register", first, ""), `expect: [{entity: "organisation/a", revision: "commit/7"}]`, "STALE options.expect"},
		{"proposed", of("test/register", first, ""), "propose: true", "INVALID options.propose"},
		{"another's data set", of("test/register", other, ""), "", "INVALID input.file"},
		{"a broken file", of("test/register", broken, `, format: "yaml"`), "", "INVALID input.file"},
		{"a dump", of("test/register", dump, `, format: "nt"`), "", "INVALID input.file"},
		{"no such file", of("test/register", strings.Repeat("a", 64), ""), "", "NOT_FOUND input.file"},
		{"no such mapping", of("test/register", first, `, mapping: "x"`), "", "NOT_FOUND input.mapping"},
		{"no mapping", of("test/register", first, fmt.Sprintf(", mapping: %q", broken)), "", "INVALID input.mapping"},
		{"no format", of("test/register", first, `, format: "pdf"`), "", "INVALID input.format"},
		{"no name", of("Test Register", first, ""), "", "INVALID input.dataset"},
		{"the name of the API", of("-api", first, ""), "", "INVALID input.dataset"},
		{"less than none", of("test/register", first, ", refuse: -1"), "", "INVALID input.refuse"},
	} {
		if got := r.replace(t, step.input, step.options); got != step.want {
			t.Errorf("%s: %s; want %s", step.name, got, step.want)
		}
	}
	if head, _ := r.graph.Now().Head(); head != 2 {
		t.Errorf("%d commits; want 2: what is refused or planned writes nothing", head)
	}
}

// TestReplaceDatasetByHand replaces a data set of which somebody retracted a claim: it is held back, and asserted where that is
// meant.
func TestReplaceDatasetByHand(t *testing.T) {
	r := newReceiving(t)
	file := r.file(t, claimsOf("test/register", "b", "c"))
	input := fmt.Sprintf(`dataset: "test/register", file: %q`, file)
	r.replace(t, input, "")
	var found struct {
		Data struct {
			Relationships struct{ Nodes []struct{ ID string } }
		}
	}
	ask := func(query string, into any) {
		body, _ := json.Marshal(map[string]string{"query": query})
		r.send(t, http.MethodPost, "/graphql", "application/json", bytes.NewReader(body), into)
	}
	ask(`{ relationships(first: 1) { nodes { id } } }`, &found)
	ask(fmt.Sprintf(`mutation { retractClaims(input: {claims: [%q], reason: "not so"}) { commit { number } } }`, found.Data.Relationships.Nodes[0].ID), new(any))
	if got, want := r.replace(t, input, ""), "0 records, 0 refused, +0 -0 =1, 1 held back"; got != want {
		t.Errorf("again: %s; want %s", got, want)
	}
	if got, want := r.replace(t, input+", reassert: true", ""), "commit 3 LOAD test/register; 0 records, 0 refused, +1 -0 =1, 0 held back"; got != want {
		t.Errorf("reasserted: %s; want %s", got, want)
	}
}

// TestReplaceDatasetByMapping replaces a data set by a table and a mapping; a row that says nothing usable is set aside, and too many
// of them refuse the whole.
func TestReplaceDatasetByMapping(t *testing.T) {
	r := newReceiving(t)
	table := r.file(t, "id,name\n1,Ada\n,Nobody\n2,Bea\n")
	mapping := r.file(t, peopleMapping)
	input := fmt.Sprintf(`dataset: "test/people", file: %q, format: "csv", mapping: %q`, table, mapping)
	if got, want := r.replace(t, input+", refuse: 0", ""), "INVALID input.refuse; 3 records, 1 refused, +0 -0 =0, 0 held back"; got != want {
		t.Errorf("none may be refused: %s; want %s", got, want)
	}
	if got, want := r.replace(t, input, ""), "commit 1 LOAD test/people; 3 records, 1 refused, +2 -0 =0, 0 held back"; got != want {
		t.Errorf("loaded: %s; want %s", got, want)
	}
}
