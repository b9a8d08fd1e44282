package asking_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"whence/graph"
	"whence/loader"
	"whence/seeds"
	"whence/server"
	"whence/server/cursor"
	"whence/server/gql"
	"whence/testenv"
)

// reply is what ask answers.
type reply struct {
	Status, Sentence, Operation, Variables string
	LeftOut, Suggestions                   []string
	Understood                             []struct{ As string }
	UnknownWords                           []struct{ Start, End int }
	Alternatives                           []struct{ Sentence, Operation, Variables string }
	Entities                               []struct{ ID, Name string }
	Claims                                 []struct{ ID, Sentence string }
	Similar                                []struct{ Sentence string }
}

// text is all that a reader sees of an answer.
func (r *reply) text() string {
	var b strings.Builder
	b.WriteString(r.Sentence)
	for _, e := range r.Entities {
		b.WriteString("\n" + e.Name)
	}
	for _, c := range r.Claims {
		b.WriteString("\n" + c.Sentence)
	}
	return b.String() + "\n" + strings.Join(r.LeftOut, "\n")
}

// service is a real server over the seed graph.
type service struct {
	t       *testing.T
	handler http.Handler
}

func seedService(t *testing.T) service {
	t.Helper()
	g, err := graph.Open(t.Context(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := g.Close(); err != nil {
			t.Error(err)
		}
	})
	l := loader.Loader{Graph: g}
	if _, err := l.LoadFS(t.Context(), seeds.Files); err != nil {
		t.Fatal(err)
	}
	if err := g.Indexed(t.Context()); err != nil {
		t.Fatal(err)
	}
	s := server.New(server.Options{Schema: gql.New(g, gql.Options{Cursors: cursor.RandomKey()}), Present: gql.Present, Log: slog.New(slog.DiscardHandler)})
	return service{t, s.Handler()}
}

// post answers a query by POST; errors fail the test.
func (s service) post(query string, variables map[string]any, into any) {
	s.t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		s.t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(s.t.Context(), http.MethodPost, "/graphql", bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	var answer struct {
		Data   json.RawMessage
		Errors []struct{ Message string }
	}
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || len(answer.Errors) > 0 {
		s.t.Fatalf("%s\n%v: %v %s", query, variables, err, w.Body.String())
	}
	if err := json.Unmarshal(answer.Data, into); err != nil {
		s.t.Fatal(err)
	}
}

const askQuery = `query($q: String!) { ask(question: $q) { status sentence operation variables leftOut suggestions understood { as }
	unknownWords { start end } alternatives { sentence operation variables } entities { id name } claims { id sentence } similar { sentence } } }`

func (s service) ask(question string) *reply {
	s.t.Helper()
	var out struct{ Ask reply }
	s.post(askQuery, map[string]any{"q": question}, &out)
	return &out.Ask
}

// shared is a file of the folder of questions beside the project.
func shared(t *testing.T, name string) []byte {
	t.Helper()
	return testenv.Read(t, "questions/"+name)
}

// judge says whether an answer has all that it should, parted by "|": right, wrong where it says that it answers and does
// not, refused where it says so.
func judge(r *reply, want string) string {
	text := strings.ToLower(r.text())
	has := true
	for part := range strings.SplitSeq(want, "|") {
		has = has && strings.Contains(text, strings.ToLower(part))
	}
	switch {
	case has:
		return "right"
	case r.Status == "ANSWERED" || r.Status == "NOTHING" || r.Status == "AMBIGUOUS":
		return "wrong"
	}
	return "refused"
}

func TestParaphrases(t *testing.T) {
	s := seedService(t)
	count := map[string]int{}
	for line := range strings.Lines(string(shared(t, "paraphrases.tsv"))) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) < 3 {
			f = append(f, "")
		}
		r := s.ask(f[1])
		verdict := judge(r, f[2])
		count[verdict]++
		if verdict != "right" {
			t.Logf("%s %s: %q\n  want %s\n  %s %s", verdict, f[0], f[1], f[2], r.Status, r.Sentence)
		}
	}
	t.Log(count)
	if count["right"] < 143 || count["wrong"] > 1 {
		t.Errorf("%v: want at least 143 of 150 right, at most 1 wrong", count)
	}
}

func TestSixty(t *testing.T) {
	s := seedService(t)
	var all struct {
		Questions []struct {
			ID, Question string
			Answer       []any
		}
	}
	if err := json.Unmarshal(shared(t, "questions.json"), &all); err != nil {
		t.Fatal(err)
	}
	for _, q := range all.Questions {
		r := s.ask(q.Question)
		var names []string
		for _, e := range r.Entities {
			names = append(names, e.Name)
		}
		t.Logf("%s %q want %v\n   %s %s\n   %q %d claims; left out %q", q.ID, q.Question, q.Answer, r.Status, r.Sentence, names, len(r.Claims), r.LeftOut)
	}
}
