package asking_test

import (
	"testing"

	"whence/server/gql/asking/corpus"
)

// rows is a corpus.
func rows(t *testing.T, name string) []corpus.Row {
	t.Helper()
	out, err := corpus.Rows(name)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// shown is what a reader sees of a reply.
func (r *reply) shown() *corpus.Answer {
	out := &corpus.Answer{Status: r.Status, Text: r.text()}
	for _, c := range r.Similar {
		out.Similar = append(out.Similar, c.Sentence)
	}
	return out
}

// score is how many rows have each verdict, and how many are right or have their answer under similar. Rows that are not right
// are listed where the parser may be mended on them.
func score(t *testing.T, s service, name string, listed bool) (count map[corpus.Verdict]int, found int) {
	t.Helper()
	count = map[corpus.Verdict]int{}
	all := rows(t, name)
	for _, w := range all {
		r := s.ask(w.Question)
		v := w.Judge(r.shown())
		count[v]++
		if v == corpus.Right || w.Near(r.shown()) {
			found++
		}
		if v != corpus.Right && listed {
			t.Logf("%s %s: %q\n  want %s\n  %s %s", v, w.Type, w.Question, w.Answer, r.Status, r.Sentence)
		}
	}
	t.Logf("%s: %d questions, %v, %d right or near", name, len(all), count, found)
	return count, found
}

// TestCorpus holds what was reached, as corpus/README.md has it. The failing questions that the parser is mended on are listed
// by -v.
func TestCorpus(t *testing.T) {
	s := seedService(t)
	for _, c := range []struct {
		file                string
		right, wrong, found int // right at least, wrong at most, right or near at least
	}{
		{corpus.Development, 384, 3, 388},
		{corpus.HeldOut, 114, 7, 140},
		{corpus.Open, 28, 5, 53},
	} {
		t.Run(c.file, func(t *testing.T) {
			count, found := score(t, s, c.file, c.file == corpus.Development)
			if count[corpus.Right] < c.right || count[corpus.Wrong] > c.wrong || found < c.found {
				t.Errorf("%v, %d right or near, want at least %d right, at most %d wrong, at least %d right or near", count, found, c.right, c.wrong, c.found)
			}
		})
	}
}
