package gql_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the answers of the seed graph into testdata, to be read before they are committed")

// A story is a question in words, the operation that asks it, and what the seed graph answers.
type story struct {
	file, id, question string
	operation, answer  []byte
	archive            *txtar.Archive
}

func stories(t *testing.T) []story {
	t.Helper()
	files, err := filepath.Glob("testdata/stories/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no stories", err)
	}
	var all []story
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil || len(archive.Files) != 2 {
			t.Fatalf("%s: want a question, operation.graphql and answer.json: %v", file, err)
		}
		id, _, _ := strings.Cut(filepath.Base(file), "-")
		all = append(all, story{
			file, id, strings.TrimSpace(string(archive.Comment)), archive.Files[0].Data, archive.Files[1].Data, archive,
		})
	}
	return all
}

func TestStories(t *testing.T) {
	service := serve(seeded(t)["mem"])
	for _, s := range stories(t) {
		t.Run(strings.TrimSuffix(filepath.Base(s.file), ".txtar"), func(t *testing.T) {
			got := lasting(t, service.ask(t, operation{document: string(s.operation)}))
			if *update {
				s.archive.Files[1].Data = got
				if err := os.WriteFile(s.file, txtar.Format(s.archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(s.answer), string(got)); diff != "" {
				t.Errorf("%s (-story +graph):\n%s", s.question, diff)
			}
		})
	}
}

// question is one of those that users ask of the seed documents, its answer read off the documents independently.
type question struct {
	ID       string
	Type     string
	Question string
	Answer   []any
}

// otherwise is what the graph calls what an independent reader called something that begins with the key.
var otherwise = map[string]string{
	"the city's official inward investment programme":                            "Birmingham's official programme for inward investment",
	"UK tech startups (as a group) | movesTo | London":                           "Startups from all over the UK",
	"Digbeth | describedAs | particularly cheap and popular with tech companies": "Especially cheap, and popular with tech companies",
	"Digbeth | hasStatistic | Commercial property price relative to London":      "commercial property price relative to London",
	"Photo of the jobs announcement (doc-003a)":                                  "Photo of the jobs announcement",
	"The Treasury (UK)": "Treasury",
	"Department for Science, Innovation and Technology": "Department for Science, Innovation and Technology",
	"New jobs created by FDI projects":                  "new jobs created by FDI projects",
	"Collaborative tech hubs":                           "collaborative tech hubs",
	"People brought together (attendance)":              "attendance",
	"Tech City Investment Organisation (TCIO)":          "Tech City Investment Organisation",
	"Jones, T. (2023)":                                  "Jones, T., 2023, Business Live",
	"Kilgannon, L. (2023)":                              "West Midlands set for 1,000 Tech Jobs Boost",
	"Scammell, R. (2023b)":                              "West Midlands set for 1,000 New Tech Jobs",
	"Smout, A. (2023)":                                  "Smout, A., 2023, ETHRWorld",
	"Birmingham woos London tech firms as London Tech Week launches (file 004, no headline in the text)": "Birmingham courts London's tech firms",
	"pledged":  `"status": "PLANNED"`,
	"withheld": `"withheld"`,
	"unknown":  `"unstated": 2`,
}

// TestStoriesAnswerTheQuestions holds the stories against the questions that users ask: each has its story, in its words,
// and what the independent reader found is in what the graph answers.
func TestStoriesAnswerTheQuestions(t *testing.T) {
	var asked struct{ Questions []question }
	if err := json.Unmarshal([]byte(readShared(t, "questions/questions.json")), &asked); err != nil {
		t.Fatal(err)
	}
	told := stories(t)
	for _, q := range asked.Questions {
		i := slices.IndexFunc(told, func(s story) bool { return s.id == q.ID })
		if i < 0 {
			t.Errorf("%s has no story: %s", q.ID, q.Question)
			continue
		}
		if told[i].question != q.Question {
			t.Errorf("%s: the story asks %q, the user %q", q.ID, told[i].question, q.Question)
		}
		answer := string(told[i].answer)
		for _, want := range q.Answer {
			if !answers(answer, want) {
				t.Errorf("%s: %s\n%v is not in\n%s", q.ID, q.Question, want, answer)
			}
		}
		if len(q.Answer) == 0 && positive.MatchString(answer) {
			t.Errorf("%s: %s\nis answered by nobody, yet:\n%s", q.ID, q.Question, answer)
		}
	}
}

// positive is a count of something, or a role: what an answer in the negative must not have.
var positive = regexp.MustCompile(`"totalCount": [1-9]|"role": "`)

func answers(answer string, want any) bool {
	text, isText := want.(string)
	if !isText {
		number, _ := json.Marshal(want)
		return regexp.MustCompile(`[ "]` + regexp.QuoteMeta(string(number)) + `[,"\s]`).MatchString(answer)
	}
	for begins, other := range otherwise {
		if strings.HasPrefix(text, begins) {
			text = other
			break
		}
	}
	return strings.Contains(strings.ToLower(answer), strings.ToLower(text))
}
