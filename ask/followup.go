package ask

import (
	"context"
	"slices"
	"strings"
)

// facetWords are the fields of a claim by the words of a second clause: "…, and in which role?".
var facetWords = map[string][]string{
	"role":      {"role", "roles", "post", "posts", "position", "title", "capacity", "as what"},
	"amount":    {"how much", "amount", "sum"},
	"purpose":   {"what for", "for what", "purpose", "to do what"},
	"time":      {"when", "which year", "what year", "as of when", "which date", "since when", "how long", "by when"},
	"place":     {"where"},
	"how":       {"how"},
	"source":    {"who says so", "who says", "according to whom", "source", "sources", "which document", "which documents", "whose words", "on whose authority", "how do we know"},
	"certainty": {"how sure", "how certain", "certain", "certainty"},
	"currency":  {"currency", "which currency"},
	"which":     {"which", "which ones", "who are they", "what are they", "who", "of which", "of which one", "of whom", "from what to what", "name them"},
	"agreement": {"do the statements agree", "do they agree", "do the sources agree", "do the documents agree", "is that disputed", "is it disputed", "do the figures agree"},
	"excluding": {"apart from what he says about it", "apart from what she says about it", "besides what he says", "apart from what they say"},
	"altogether": {
		"how much do they put in altogether", "how much do they give", "how much do they put in", "how much do they give in total", "how much do they contribute", "how much is it altogether",
		"how many in all", "how many", "how many jobs", "how much in all", "how much in total", "how many in total", "how much altogether",
	},
}

// stopWords are skipped in a second clause.
const stopWords = " and in the a an of exactly from on with also then so as by its his her their is are was were it them they that this to at "

// clauses parts the question at a comma or "and" behind which a second clause begins.
func (q *query) clauses() (first attempt, facets []string, second attempt) {
	first = attempt{0, len(q.words)}
	for i := 1; i < len(q.words); i++ {
		w := q.words[i]
		starts := w.comma || w.text == "and" || w.text == "or"
		if !starts || q.insideName(i) {
			continue
		}
		rest := i
		for rest < len(q.words) && q.words[rest].text == "and" {
			rest++
		}
		if rest == len(q.words) {
			continue
		}
		if found, ok := q.facets(rest); ok {
			return attempt{0, i}, found, attempt{}
		}
		if q.hasPronoun(rest) {
			return attempt{0, i}, nil, attempt{rest, len(q.words)}
		}
	}
	for i := 2; i < len(q.words); i++ { // "who's funding iCentrum and what for" without a mark
		if found, ok := q.facets(i); ok && (q.words[i].text == "how" || q.words[i].text == "when" || q.words[i].text == "where" || q.words[i].text == "according") && q.words[i-1].text != "and" && i > len(q.words)-4 {
			return attempt{0, i}, found, attempt{}
		}
	}
	return first, nil, attempt{}
}

// insideName reports whether a word is within a name of several.
func (q *query) insideName(i int) bool {
	return slices.ContainsFunc(q.names, func(s span) bool { return s.from < i && i < s.to })
}

// facets reads the words from one on as facets alone, parted by commas and "and".
func (q *query) facets(from int) ([]string, bool) {
	var out []string
	for i := from; i < len(q.words); {
		if strings.Contains(stopWords, " "+q.words[i].text+" ") && !q.facetBegins(i) {
			i++
			continue
		}
		name, to := q.facet(i)
		if name == "" {
			return nil, false
		}
		out = append(out, name)
		i = to
	}
	return out, len(out) > 0
}

func (q *query) facetBegins(i int) bool { name, _ := q.facet(i); return name != "" }

// facet is the longest facet that begins at a word, and where it ends. A "which" or "what" before it is part of it.
func (q *query) facet(from int) (string, int) {
	best, end := "", from
	for name, phrases := range facetWords {
		for _, p := range phrases {
			for _, lead := range []string{"", "which ", "what "} {
				n := strings.Count(lead+p, " ") + 1
				if from+n <= len(q.words) && from+n > end && joined(q.words[from:from+n]) == lead+p {
					best, end = name, from+n
				}
			}
		}
	}
	return best, end
}

func (q *query) hasPronoun(from int) bool {
	_, _, ok := q.pronoun(from)
	return ok
}

// pronoun finds the words that stand for the first answer.
func (q *query) pronoun(from int) (i, j int, ok bool) {
	for i = from; i < len(q.words); i++ {
		switch q.words[i].text {
		case "he", "she", "they", "it", "them", "him":
			return i, i + 1, true
		case "that", "this":
			if i+1 < len(q.words) && slices.ContainsFunc(q.Lexicon.phrases[q.words[i+1].text], func(it item) bool { return it.symbol == "sort" }) {
				return i, i + 2, true
			}
		}
	}
	return 0, 0, false
}

// Answer stands for the first answer in the second clause of a question.
const Answer = "\x00answer"

// readSecond gives the readings of the first clause their second one.
func (q *query) readSecond(ctx context.Context, found []Reading, facets []string, second attempt) ([]Reading, error) {
	if len(facets) > 0 {
		for i := range found {
			found[i].Facets = append(found[i].Facets, facets...)
		}
		return found, nil
	}
	i, j, ok := q.pronoun(second.from)
	if !ok {
		return nil, nil
	}
	inner := *q
	inner.names = append(slices.Clone(q.names), span{i, j, []Named{{ID: Answer, Name: "the answer", Span: Span{q.words[i].span.Start, q.words[j-1].span.End}}}})
	inner.fillers = slices.Clone(q.fillers)
	for k := i; k < j; k++ {
		inner.fillers[k] = false
	}
	then, err := inner.readClause(ctx, second)
	if err != nil || len(then) == 0 {
		return nil, err
	}
	for i := range found {
		found[i].Then = &then[0]
		found[i].Understood = append(found[i].Understood, then[0].Understood...)
	}
	return found, nil
}

// saidLeads begin a question about whose words a statement is.
var saidLeads = []string{
	"who says that", "who says", "who said that", "who said", "who claims that", "who claims", "who claimed that", "who claimed", "who states that", "who stated that", "who states", "who stated",
	"who reported that", "who reported", "who reports that", "who reports", "who thinks that", "who thinks", "who believes that", "who believes", "who argues that", "who asserted that", "who asserts that",
	"according to whom is", "according to whom are", "according to whom does", "according to whom has", "according to whom have", "according to whom", "according to who",
	"on whose authority are", "on whose authority is", "on whose authority", "whose claim is it that", "whose statement is it that", "who is it that says", "who is the source for the claim that", "who maintains that", "which person says that", "who told us that", "who is quoted as saying that", "who is quoted saying that", "who expects that", "who expects", "who predicted that", "who predicts that", "who mentioned that", "who calls", "who called",
}

// readSaid reads "who says that ..." : the statement is looked for by its words.
func (q *query) readSaid(_ context.Context, a attempt) ([]Reading, error) {
	text := joined(q.words[a.from:a.to])
	for _, lead := range saidLeads {
		if !strings.HasPrefix(text, lead+" ") {
			continue
		}
		from := a.from + strings.Count(lead, " ") + 1
		if first, _, _ := q.clauses(); a.to-from < 2 || first.to > from && first.to < a.to {
			return nil, nil // the second clause is apart
		}
		words := string(q.text[q.words[from].span.Start:q.words[a.to-1].span.End])
		r := Reading{Form: Said, Words: words, Score: float64(a.to-a.from) * 1.3}
		r.Understood = []Understood{
			{Span: Span{q.words[a.from].span.Start, q.words[from-1].span.End}, As: "whose words"},
			{Span: Span{q.words[from].span.Start, q.words[a.to-1].span.End}, As: "the statement"},
		}
		return []Reading{r}, nil
	}
	return nil, nil
}

// readFind reads "Search: X" and a name by itself that is not a question.
func (q *query) readFind(_ context.Context, a attempt) ([]Reading, error) {
	from := a.from
	if w := q.words[from].text; w != "search" && w != "find" && w != "lookup" {
		return nil, nil
	}
	for from++; from < a.to && (q.words[from].text == "for" || q.fillers[from]); from++ {
	}
	if from >= a.to || q.words[a.from].text != "search" && q.words[from].quoted == 0 {
		return nil, nil
	}
	to := a.to
	if n := q.words[from].quoted; n > 0 { // what follows the quotation is a remark
		for to = from; to < a.to && q.words[to].quoted == n; to++ {
		}
	}
	words := string(q.text[q.words[from].span.Start:q.words[to-1].span.End])
	return []Reading{{Form: Find, Words: words, Score: float64(a.to-a.from) * 2, Understood: []Understood{{Span: Span{q.words[from].span.Start, q.words[to-1].span.End}, As: "a name"}}}}, nil
}
