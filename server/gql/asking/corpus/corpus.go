// Package corpus is questions as people ask them, with what an answer must name, and how an answer is judged. README.md beside
// the files says who wrote which, when the parser saw them, and what was reached. Tests and benchmarks alone use it.
//
// It knows no server and no graph.
package corpus

import (
	"embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed *.tsv
var files embed.FS

// The corpora, by their files.
const (
	Development = "development.tsv" // the parser is mended on these
	HeldOut     = "heldout.tsv"     // simple questions that it never is
	Open        = "open.tsv"        // questions of all types that it never is
)

// Row is a question: its type, its words, and what an answer must name, parted by "|". "Nothing" asks that the graph be said
// to be silent; "?" that the question not be answered.
type Row struct{ Type, Question, Answer string }

// Rows is a corpus. The error says which line is none.
func Rows(name string) ([]Row, error) {
	data, err := files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var out []Row
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		f := strings.Split(line, "\t")
		if len(f) != 3 {
			return nil, fmt.Errorf("%s:%d has %d fields, want type, question and answer", name, i+1, len(f))
		}
		if i > 0 {
			out = append(out, Row{f[0], f[1], f[2]})
		}
	}
	return out, nil
}

// Verdict is what an answer is worth.
type Verdict string

// The verdicts.
const (
	Right   Verdict = "right"
	Wrong   Verdict = "wrong"   // said with confidence, and not what was asked
	Refused Verdict = "refused" // it says that it does not know
)

// Answer is what a reader sees of an answer.
type Answer struct {
	Status  string   // of ask
	Text    string   // sentence, entities, claims and what was left out
	Similar []string // sentences of the similar claims
}

// Confident reports whether the answer says that the question was understood whole.
func (a *Answer) Confident() bool {
	return a.Status == "ANSWERED" || a.Status == "NOTHING" || a.Status == "AMBIGUOUS"
}

// Judge compares an answer with what it must name.
func (r Row) Judge(a *Answer) Verdict {
	switch {
	case r.Answer == "?":
		if a.Status == "ANSWERED" || a.Status == "AMBIGUOUS" {
			return Wrong
		}
		return Right
	case r.Answer == "Nothing" && a.Status == "NOTHING":
		return Right
	case a.Status == "NOT_UNDERSTOOD":
		return Refused
	case names(a.Text, r.Answer):
		return Right
	case a.Confident():
		return Wrong
	}
	return Refused
}

// Near reports whether the similar claims name what the answer must.
func (r Row) Near(a *Answer) bool { return names(strings.Join(a.Similar, "\n"), r.Answer) }

// names reports whether a text has all that is wanted, whatever the case.
func names(text, want string) bool {
	text = strings.ToLower(text)
	return !slices.ContainsFunc(strings.Split(want, "|"), func(part string) bool { return !strings.Contains(text, strings.ToLower(part)) })
}
