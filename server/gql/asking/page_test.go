package asking_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the answers of the seed graph into server/QUESTIONS.md, to be read before they are committed")

// questionsPage is the next page of the README: ten questions with their answers.
const questionsPage = "../../QUESTIONS.md"

var ten = []string{
	"Who funds iCentrum, and for what?",
	"Who leads the organisation that operates Serendip?",
	"How many tech companies are there in London?",
	"Which companies pledge jobs in Birmingham?",
	"When will iCentrum be completed?",
	"How is Nick Clegg connected to Tech City UK?",
	"Who says that there is a waiting list for space on the Innovation Birmingham Campus?",
	"Who is the CEO of Marketing Birmingham?",
	"Who funded iCentrum in 2010?",
	"Why is iCentrum better than Here East?",
}

// page is the text of the page, as the seed graph answers now.
func page(s service) string {
	var b strings.Builder
	b.WriteString(`# Ten questions with their answers

Asked of the seeds: ` + "`go run . serve`" + `, then the box of the explorer, the tab "Questions in words" of the playground, the field ` + "`ask`" + ` of
the API, or the tool ` + "`ask`" + ` of an assistant. No model of language is called: each answer is one GraphQL operation, shown beside it, and the
claims that it rests on. A test keeps this page true. [ask/GUIDE.md](../ask/GUIDE.md) says what is understood, and what is not.
`)
	for i, q := range ten {
		r := s.ask(q)
		fmt.Fprintf(&b, "\n## %d. %s\n", i+1, q)
		fmt.Fprintf(&b, "%s: %s\n", r.Status, r.Sentence)
		listed(&b, "Claims", claimsOf(r), 3)
		listed(&b, "Left out", r.LeftOut, 3)
		listed(&b, "Did you mean", r.Suggestions, 3)
		if r.Operation != "" {
			text, _, _ := strings.Cut(r.Operation, "\nfragment C")
			fmt.Fprintf(&b, "\n```graphql\n%s\n```\n", strings.TrimSpace(text))
			fmt.Fprintf(&b, "with `%s`\n", r.Variables)
		}
	}
	return b.String()
}

func claimsOf(r *reply) []string {
	var out []string
	for _, c := range r.Claims {
		out = append(out, c.Sentence)
	}
	return out
}

// listed writes some texts under a word, and how many more there are.
func listed(b *strings.Builder, word string, texts []string, most int) {
	if len(texts) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s:\n", word)
	for _, t := range texts[:min(len(texts), most)] {
		fmt.Fprintf(b, "- %s\n", t)
	}
	if n := len(texts) - most; n > 0 {
		fmt.Fprintf(b, "- and %d more\n", n)
	}
}

// TestQuestionsPage keeps the page true.
func TestQuestionsPage(t *testing.T) {
	want := page(seedService(t))
	if *update {
		if err := os.WriteFile(questionsPage, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(questionsPage)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("%s is out of date; go test ./server/gql/asking -run TestQuestionsPage -update writes it (-answers +page):\n%s", questionsPage, diff)
	}
}
