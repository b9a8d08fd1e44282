package asking_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"whence/server/gql/asking/corpus"
)

// sampled is every so many-th question of development, fewer with -short.
func sampled(t *testing.T, every int) []string {
	t.Helper()
	if testing.Short() {
		every *= 5
	}
	var out []string
	for i, w := range rows(t, corpus.Development) {
		if i%every == 0 {
			out = append(out, w.Question)
		}
	}
	return out
}

// TestNonsenseInQuestions: with a word that nobody knows in any place, none of the questions is taken for understood.
func TestNonsenseInQuestions(t *testing.T) {
	s := seedService(t)
	for i, q := range sampled(t, 2) {
		words := strings.Fields(q)
		at := i % (len(words) + 1)
		text := strings.Join(slices.Insert(slices.Clone(words), at, "frobnitz"), " ")
		if r := s.ask(text); r.shown().Confident() {
			t.Errorf("%q is %s: %s", text, r.Status, r.Sentence)
		}
	}
}

// same reports whether two answers say the same of the same.
func same(a, b *reply) bool {
	return a.Status == b.Status && a.Sentence == b.Sentence && slices.Equal(a.Entities, b.Entities) && slices.Equal(a.Claims, b.Claims)
}

// TestCaseAndCourtesy: case, spaces, a question mark and courtesies change no answer.
func TestCaseAndCourtesy(t *testing.T) {
	s := seedService(t)
	for i, q := range sampled(t, 2) {
		want := s.ask(q)
		if !want.shown().Confident() {
			continue
		}
		bare := strings.TrimRight(q, "?")
		variants := []string{
			strings.ToLower(q), strings.ToUpper(q), bare, bare + " ?", "  " + strings.ReplaceAll(bare, " ", "   ") + "  ", "Please: " + bare, bare + ", please?",
			"Could you tell me: " + bare + "?", "Hello! " + q, bare + ". Thanks!",
		}
		text := variants[i%len(variants)]
		if got := s.ask(text); !same(want, got) {
			t.Errorf("%q\n%s %s\nbut %q\n%s %s", q, want.Status, want.Sentence, text, got.Status, got.Sentence)
		}
	}
}

// TestVoiceAndOrder: a question in the active, in the passive, and with its clauses in another order has the same entities.
func TestVoiceAndOrder(t *testing.T) {
	s := seedService(t)
	for _, group := range [][]string{
		{"Who funds iCentrum?", "By whom is iCentrum funded?", "iCentrum is funded by whom?", "Who is iCentrum funded by?", "the funders of iCentrum", "iCentrum's funders"},
		{"Who operates Serendip?", "By whom is Serendip operated?", "Serendip is operated by whom?", "the operator of Serendip"},
		{"Who owns the Innovation Birmingham Campus?", "By whom is the Innovation Birmingham Campus owned?", "the owner of the Innovation Birmingham Campus"},
		{"Who promotes London?", "By whom is London promoted?", "Who is London promoted by?"},
		{"Who founded Tech City UK?", "By whom was Tech City UK founded?", "the founder of Tech City UK"},
		{"What does TechNorth coordinate?", "What is coordinated by TechNorth?"},
		{"What does Birmingham City Council own?", "What is owned by Birmingham City Council?"},
		{"Who launched TechNorth?", "By whom was TechNorth launched?"},
		{"Who led Marketing Birmingham in 2014?", "In 2014, who led Marketing Birmingham?"},
		{"Who is the mayor of the West Midlands in 2023?", "In 2023, who is the mayor of the West Midlands?"},
		{"Who leads the organisation that operates Serendip?", "Who leads the organisation which Serendip is operated by?", "Who leads the organisation Serendip is operated by?"},
		{"Which companies that pledge jobs in Birmingham are located in Singapore?", "Which companies that are located in Singapore pledge jobs in Birmingham?"},
	} {
		want := s.ask(group[0])
		if want.Status != "ANSWERED" || len(want.Entities) == 0 {
			t.Errorf("%q is %s: %s", group[0], want.Status, want.Sentence)
		}
		names := func(r *reply) []string {
			var out []string
			for _, e := range r.Entities {
				out = append(out, e.ID)
			}
			slices.Sort(out)
			return out
		}
		for _, q := range group[1:] {
			if got := s.ask(q); !slices.Equal(names(got), names(want)) {
				t.Errorf("%q has %q\nbut %q has %q (%s %s)", group[0], names(want), q, names(got), got.Status, got.Sentence)
			}
		}
	}
}

// TestOperations: each operation that an answer or one of its alternatives gives is one query, declares the variables that
// come with it, and is answered as it stands when it is sent: it validates, and passes the gate of a server as shipped. So it
// can be opened in the playground and run.
func TestOperations(t *testing.T) {
	s := seedService(t)
	questions := sampled(t, 1)
	for _, more := range []string{corpus.HeldOut, corpus.Open} {
		for _, w := range rows(t, more) {
			questions = append(questions, w.Question)
		}
	}
	seen := map[string]bool{}
	for _, q := range questions {
		r := s.ask(q)
		type run struct{ operation, variables string }
		all := []run{{r.Operation, r.Variables}}
		for _, a := range r.Alternatives {
			all = append(all, run{a.Operation, a.Variables})
		}
		for _, o := range all {
			if o.operation == "" || seen[o.operation+o.variables] {
				continue
			}
			seen[o.operation+o.variables] = true
			s.checkOperation(q, o.operation, o.variables)
		}
	}
	if len(seen) < 50 {
		t.Errorf("only %d operations", len(seen))
	}
}

func (s service) checkOperation(q, operation, variables string) {
	s.t.Helper()
	doc, err := parser.ParseQuery(&ast.Source{Input: operation})
	if err != nil || len(doc.Operations) != 1 || doc.Operations[0].Operation != ast.Query {
		s.t.Errorf("%q: not one query: %v\n%s", q, err, operation)
		return
	}
	var values, got map[string]any
	if err := json.Unmarshal([]byte(variables), &values); err != nil {
		s.t.Errorf("%q: %v: %s", q, err, variables)
		return
	}
	for _, d := range doc.Operations[0].VariableDefinitions {
		if _, ok := values[d.Variable]; !ok {
			s.t.Errorf("%q: no value of $%s", q, d.Variable)
		}
	}
	if len(values) != len(doc.Operations[0].VariableDefinitions) {
		s.t.Errorf("%q: %d variables of %d", q, len(values), len(doc.Operations[0].VariableDefinitions))
	}
	s.post(operation, values, &got) // errors fail the test
}
