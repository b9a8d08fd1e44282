package ask_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"whence/ask"
)

// meaning is a reading as one line: form, set, and what narrows it.
func meaning(r ask.Reading) string {
	return strings.TrimSpace(fmt.Sprintf("%s %s", r.Form, set(r.Set)))
}

func set(s *ask.Set) string {
	if s == nil {
		return ""
	}
	out := append([]string(nil), s.IDs...)
	out = append(out, s.Kinds...)
	for _, c := range s.Where {
		text := ""
		if c.Negated {
			text = "not "
		}
		var links []string
		for _, l := range c.Links {
			way := "<"
			if l.Out {
				way = ">"
			}
			if l.Both {
				way = "="
			}
			links = append(links, l.Kind+way)
		}
		slices.Sort(links)
		out = append(out, "["+text+strings.Join(links, "|")+c.Role+" "+set(c.To)+"]")
	}
	return strings.Join(out, " ")
}

func TestRead(t *testing.T) {
	r := reader(t)
	for question, want := range map[string]string{
		"Who funds iCentrum?":                                  "LIST [FUNDS> place/icentrum PLACE]",
		"who's funding icentrum":                               "LIST [FUNDS> place/icentrum PLACE]",
		"By whom is iCentrum funded?":                          "LIST [FUNDS> place/icentrum PLACE]",
		"iCentrum is funded by whom?":                          "LIST [FUNDS> place/icentrum PLACE]",
		"What does Birmingham City Council fund?":              "LIST [FUNDS< organisation/birmingham-city-council ORGANISATION]",
		"Which programmes does Zeta coordinate?":               "LIST PROGRAMME [COORDINATES< organisation/zeta ORGANISATION]",
		"programmes coordinated by Zeta":                       "LIST PROGRAMME [COORDINATES< organisation/zeta ORGANISATION]",
		"Who leads the organisation that operates Omega?":      "LIST [LEADS> ORGANISATION [OPERATES> programme/omega PROGRAMME]]",
		"Who heads the organisation whose programme is Omega?": "LIST [LEADS> ORGANISATION [LAUNCHED>|LEADS>|OFFERS>|OPERATES>|OWNS> programme/omega PROGRAMME]]",
		"Which organisations do not fund anything?":            "LIST ORGANISATION [not FUNDS> ]",
		"How many organisations fund iCentrum?":                "COUNT ORGANISATION [FUNDS> place/icentrum PLACE]",
		"How much money does iCentrum get?":                    "SUM [FUNDS>|INVESTS_IN> place/icentrum PLACE]",
		"Does Zeta own iCentrum?":                              "CHECK [OWNS> place/icentrum PLACE]",
		"Is iCentrum owned by Zeta?":                           "CHECK [OWNS< organisation/zeta ORGANISATION]",
		"How is Neil Rami connected to Zeta?":                  "PATH person/neil-rami PERSON",
		"What is the floor area of iCentrum?":                  "FACT place/icentrum PLACE",
		"how many square feet does iCentrum have":              "FACT place/icentrum PLACE",
		"When will iCentrum be completed?":                     "PROPERTY place/icentrum PLACE",
		"What is Zeta?":                                        "DESCRIBE organisation/zeta ORGANISATION",
		"Who is the CEO of Zeta?":                              "LIST [AFFILIATED_WITH>|EMPLOYED_BY>|HOLDS_OFFICE_IN>|LEADS>|MEMBER_OF>ceo organisation/zeta ORGANISATION]",
		"Which documents mention Neil Rami?":                   "MENTIONS person/neil-rami PERSON",
		"Who says that Zeta funds iCentrum?":                   "SAID",
		"What are the partners of Zeta?":                       "LIST [PARTNER_OF= organisation/zeta ORGANISATION]",
		"Who funds both Zeta and Omega?":                       "LIST [FUNDS> organisation/zeta ORGANISATION] [FUNDS> programme/omega PROGRAMME]",
		"Could you tell me who funds iCentrum, please?":        "LIST [FUNDS> place/icentrum PLACE]",
	} {
		p := read(t, r, question)
		if len(p.Readings) == 0 {
			t.Errorf("%q is not understood", question)
			continue
		}
		if got := meaning(p.Readings[0]); got != want || p.Readings[0].Partial {
			t.Errorf("%q\n got %s\nwant %s", question, got, want)
		}
	}
}

func TestNotRead(t *testing.T) {
	r := reader(t)
	for _, question := range []string{"", "?", "Who funds frobnitz?", "Why is the sky blue?", "who does not fund iCentrum", "iCentrum Zeta Omega"} {
		p := read(t, r, question)
		if len(p.Readings) > 0 && !p.Readings[0].Partial {
			t.Errorf("%q was taken for %s", question, meaning(p.Readings[0]))
		}
	}
	for _, question := range []string{strings.Repeat("a", ask.MaxLength+1), strings.Repeat("a ", ask.MaxTokens+1)} {
		if _, err := r.Read(t.Context(), question); !errors.Is(err, ask.ErrTooLong) {
			t.Errorf("%d characters: %v", len(question), err)
		}
	}
}

func TestFacets(t *testing.T) {
	r := reader(t)
	for question, want := range map[string][]string{
		"Who leads Zeta, and in which role?":          {"role"},
		"who's funding iCentrum and what for":         {"purpose"},
		"Who funds iCentrum, how, and for what?":      {"how", "purpose"},
		"Who funds Omega, and when, and who says so?": {"time", "source"},
	} {
		p := read(t, r, question)
		if len(p.Readings) == 0 || !slices.Equal(p.Readings[0].Facets, want) {
			t.Errorf("%q: %+v, want facets %q", question, p.Readings, want)
		}
	}
	p := read(t, r, "Who leads Zeta, and what does that person own?")
	if len(p.Readings) == 0 || p.Readings[0].Then == nil || p.Readings[0].Then.Set.Where[0].To.IDs[0] != ask.Answer {
		t.Errorf("a pronoun binds the first answer: %+v", p.Readings)
	}
}

// stander is who can stand at an end of a kind.
func stander(kind string, object bool) string {
	switch {
	case kind == "EMPLOYED_BY" && !object:
		return "Neil Rami"
	case object && (kind == "SUPPORTS_SECTOR" || kind == "ACTIVE_IN_SECTOR"):
		return "fintech"
	}
	return "Zeta"
}

// TestEveryPhraseOfTheLexicon: the first verb of each kind asks for that kind from either end.
func TestEveryPhraseOfTheLexicon(t *testing.T) {
	r := reader(t)
	asked := 0
	for _, kind := range kinds() {
		for _, lead := range r.Lexicon.Leads(kind.Name) {
			question := lead.Text + " " + stander(kind.Name, lead.Object) + lead.Behind + "?"
			p := read(t, r, question)
			asked++
			if len(p.Readings) == 0 || p.Readings[0].Partial {
				t.Errorf("%q is not understood", question)
				continue
			}
			want := ask.Link{Kind: kind.Name, Out: lead.Object, Both: kind.Symmetric}
			found := slices.ContainsFunc(p.Readings, func(x ask.Reading) bool {
				return x.Set != nil && slices.ContainsFunc(x.Set.Where, func(c ask.Condition) bool {
					return slices.ContainsFunc(c.Links, func(l ask.Link) bool { return l.Kind == want.Kind && (l.Both || l.Out == want.Out) })
				})
			})
			if !found {
				t.Errorf("%q is %s, want %v", question, meaning(p.Readings[0]), want)
			}
		}
	}
	if asked != 2*len(kinds()) {
		t.Errorf("%d questions of %d kinds", asked, len(kinds()))
	}
}

func TestNewKindIsAskedByItsLabels(t *testing.T) {
	r := reader(t, ask.Kind{Name: "MENTORS", Label: "mentors", Inverse: "mentored by"}, ask.Kind{Name: "TRUSTEE_OF", Label: "is a trustee of", Inverse: "has trustee"})
	for question, want := range map[string]string{
		"Who mentors Zeta?":                              "LIST [MENTORS> organisation/zeta ORGANISATION]",
		"What does Neil Rami mentor?":                    "LIST [MENTORS< person/neil-rami PERSON]",
		"Which organisations are mentored by Neil Rami?": "LIST ORGANISATION [MENTORS< person/neil-rami PERSON]",
		"Who is a trustee of Zeta?":                      "LIST [TRUSTEE_OF> organisation/zeta ORGANISATION]",
	} {
		p := read(t, r, question)
		if len(p.Readings) == 0 || meaning(p.Readings[0]) != want {
			t.Errorf("%q: %+v, want %s", question, p.Readings, want)
		}
	}
}

// TestProperties: case, politeness and a question mark change nothing; a nonsense word is never accounted for.
func TestProperties(t *testing.T) {
	r := reader(t)
	questions := []string{
		"Who funds iCentrum", "What does Zeta fund", "Which programmes does Zeta coordinate", "How many organisations own iCentrum", "Who leads the organisation that operates Omega",
		"How is Neil Rami connected to Zeta", "What is the floor area of iCentrum", "Who is the CEO of Zeta", "Does Zeta own iCentrum", "How much money does iCentrum get",
	}
	for _, q := range questions {
		want := read(t, r, q).Readings
		if len(want) == 0 {
			t.Fatalf("%q is not understood", q)
		}
		for _, same := range []string{strings.ToLower(q), strings.ToUpper(q), q + "?", "Please: " + q, q + ", please?", "  " + q + "  ", "Could you tell me " + q} {
			got := read(t, r, same).Readings
			if len(got) == 0 || meaning(got[0]) != meaning(want[0]) {
				t.Errorf("%q is not %q: %v", same, q, got)
			}
		}
		words := strings.Fields(q)
		for i := range len(words) + 1 {
			text := strings.Join(slices.Insert(slices.Clone(words), i, "frobnitz"), " ")
			if p := read(t, r, text); len(p.Readings) > 0 && !p.Readings[0].Partial {
				t.Errorf("%q was understood whole: %s", text, meaning(p.Readings[0]))
			}
		}
	}
	active, passive := read(t, r, "Who funds iCentrum?"), read(t, r, "By whom is iCentrum funded?")
	if !reflect.DeepEqual(active.Readings[0].Set, passive.Readings[0].Set) {
		t.Errorf("active %s, passive %s", meaning(active.Readings[0]), meaning(passive.Readings[0]))
	}
}

// TestWorstQuestions: words of the lexicon in any order end in time. The bar is 20 ms; the test allows for a slow machine.
func TestWorstQuestions(t *testing.T) {
	r := reader(t)
	var words []string
	for phrase := range r.Lexicon.Phrases() {
		words = append(words, strings.Fields(phrase)...)
	}
	slices.Sort(words)
	words = append(slices.Compact(words), "who", "what", "which", "is", "does", "the", "of", "by", "in", "and", "Zeta", "iCentrum", "organisations", "that")
	random := rand.New(rand.NewPCG(1, 2))
	var took []time.Duration
	for range 200 {
		var picked []string
		for len(picked) < ask.MaxTokens && len(strings.Join(picked, " ")) < ask.MaxLength-20 {
			picked = append(picked, words[random.IntN(len(words))])
		}
		text := strings.Join(picked, " ")
		began := time.Now()
		if _, err := r.Read(t.Context(), text); err != nil && !errors.Is(err, ask.ErrTooLong) {
			t.Fatal(err)
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	t.Logf("32 random words of the lexicon: median %v, p99 %v, worst %v", took[len(took)/2], took[len(took)*99/100], took[len(took)-1])
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"Who funds iCentrum?", "who's funding \"iCentrum", "’s ’s of of by which", "Search: \"x\" (y)", "£1m £ 1,000,000.00 in 2010", "a’", "\xff\xfe"} {
		f.Add(s)
	}
	r := reader(f)
	f.Fuzz(func(t *testing.T, question string) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		p, err := r.Read(ctx, question)
		if err != nil && !errors.Is(err, ask.ErrTooLong) {
			t.Fatalf("%q: %v", question, err)
		}
		length := len([]rune(question))
		for _, reading := range p.Readings {
			for _, u := range reading.Understood {
				if u.Span.Start < 0 || u.Span.End > length || u.Span.Start > u.Span.End {
					t.Fatalf("%q: span %v of %d characters", question, u.Span, length)
				}
			}
		}
	})
}
