package ask

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// ErrTooLong says that a question has more characters or words than MaxLength and MaxTokens allow.
var ErrTooLong = errors.New("question too long")

// Named is an entity by a name.
type Named struct {
	ID, Kind, Name string // Name is its present name
	Alias          bool   // it was found by another name
	Span           Span   // of the question
}

// Names finds entities by what they are called.
type Names interface {
	// Whole is the entities one of whose names is this text, case, accents and typography forgiven.
	Whole(ctx context.Context, text string) ([]Named, error)
	// Bearing is the entities that have all of these words in one of their names, at most a few.
	Bearing(ctx context.Context, words string) ([]Named, error)
	// About is the documents, best first, whose names or descriptions have these words.
	About(ctx context.Context, words string) ([]Named, error)
}

// Figure is what an entity has a figure, a text or a date for.
type Figure struct {
	Metric   string // of a figure, "" of a text or date
	Property string // of a text or date, "" of a figure
	Unit     string
	Scope    string
	Place    string // name of the place that it was measured in
	Value    string // of a figure, plain digits
}

// Facts tells which figures, texts and dates an entity has.
type Facts interface {
	Figures(ctx context.Context, id string) ([]Figure, error)
}

// Reader reads questions. Names and Facts speak of one moment.
type Reader struct {
	Lexicon *Lexicon
	Names   Names
	Facts   Facts
}

// Read is what a question may mean, best first, at most MaxReadings. The error is ErrTooLong, or one of Names or Facts.
func (r *Reader) Read(ctx context.Context, question string) (Parse, error) {
	if n := len([]rune(question)); n > MaxLength {
		return Parse{}, fmt.Errorf("%d characters of at most %d: %w", n, MaxLength, ErrTooLong)
	}
	words := tokens(question)
	if len(words) > MaxTokens {
		return Parse{}, fmt.Errorf("%d words of at most %d: %w", len(words), MaxTokens, ErrTooLong)
	}
	q := &query{Reader: r, words: words, text: []rune(question)}
	if err := q.name(ctx); err != nil {
		return Parse{}, err
	}
	readings, err := q.read(ctx)
	if err != nil {
		return Parse{}, err
	}
	p := Parse{Readings: readings, Unknown: q.unknown, Entities: q.named}
	if len(readings) > 0 && !readings[0].Partial {
		p.Unknown = nil
	}
	return p, nil
}

// query is a question while it is read.
type query struct {
	*Reader
	text    []rune
	words   []token
	names   []span
	named   []Named
	fillers []bool
	unknown []Span
}

// span is the entities that some words name.
type span struct {
	from, to int // words
	of       []Named
}

// longestName is how many words of a question may be one name.
const longestName = 14

// name looks for the entities that the question names.
func (q *query) name(ctx context.Context) error {
	for i := range q.words {
		for j := i + 1; j <= min(len(q.words), i+longestName); j++ {
			if j == i+1 && (isFunctionWord(q.words[i].text) || q.words[i].text == "'s") {
				continue
			}
			if q.words[j-1].text == "'s" && q.words[j-1].span.Start+2 > q.words[j-1].span.End {
				continue
			}
			text := string(q.text[q.words[i].span.Start:q.words[j-1].span.End])
			found, err := q.Names.Whole(ctx, text)
			if err != nil {
				return err
			}
			if len(found) == 0 {
				continue
			}
			for k := range found {
				found[k].Span = Span{q.words[i].span.Start, q.words[j-1].span.End}
			}
			q.names = append(q.names, span{i, j, preferred(found)})
		}
	}
	for _, s := range q.names {
		if !slices.ContainsFunc(q.names, func(o span) bool { return o.from <= s.from && o.to >= s.to && o.to-o.from > s.to-s.from }) {
			q.named = append(q.named, s.of...)
		}
	}
	return nil
}

// preferred leaves those called so now where there are any: an alias of one entity may be the name of another.
func preferred(found []Named) []Named {
	now := slices.DeleteFunc(slices.Clone(found), func(n Named) bool { return n.Alias })
	if len(now) > 0 {
		return now
	}
	return found
}

// isFunctionWord reports whether a word alone is never taken for a name.
func isFunctionWord(w string) bool {
	return functionWord[w] || len(w) == 1 && !strings.ContainsAny(w, "0123456789")
}

var functionWord = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`who whom whose what which where when how why is are was were be been being do does did have has had will would can could
		should may might must the a an of in on at by for from with to and or not that this it its their there all any some if as he she they them his her
		no so than then about into over under between`) {
		m[w] = true
	}
	return m
}()

// read tries the readers in turn: the whole question, its second clause apart; the same with names that it gives by some of
// their words; then without the words that nobody knows.
func (q *query) read(ctx context.Context) ([]Reading, error) {
	q.fillers = q.fill(q.words)
	found, err := q.readWhole(ctx)
	if err != nil || len(found) > 0 {
		return found, err
	}
	more, err := q.nameByWords(ctx)
	if err != nil {
		return nil, err
	}
	if more {
		q.fillers = q.fill(q.words)
		if found, err = q.readWhole(ctx); err != nil || len(found) > 0 {
			return found, err
		}
	}
	all := attempt{0, len(q.words)}
	q.unknown = q.unknownWords()
	if found, err = q.readWithout(ctx, all); err == nil && len(found) == 0 {
		found, err = q.readBeginning(ctx)
	}
	for i := range found {
		found[i].Partial = true
	}
	return found, err
}

// readWhole reads every word of the question, its second clause apart where it has one.
func (q *query) readWhole(ctx context.Context) ([]Reading, error) {
	all := attempt{0, len(q.words)}
	found, err := q.readClause(ctx, all)
	if err != nil || len(found) > 0 {
		return found, err
	}
	first, facets, second := q.clauses()
	if first.to == all.to {
		return nil, nil
	}
	if found, err = q.readClause(ctx, first); err != nil || len(found) == 0 {
		return nil, err
	}
	return q.readSecond(ctx, found, facets, second)
}

// readWithout reads the question without the words that nobody knows.
func (q *query) readWithout(ctx context.Context, all attempt) ([]Reading, error) {
	if len(q.unknown) == 0 {
		return nil, nil
	}
	for i, w := range q.words {
		for _, u := range q.unknown {
			if w.span.Start >= u.Start && w.span.End <= u.End {
				q.fillers[i] = true
			}
		}
	}
	found, err := q.readClause(ctx, all)
	return slices.DeleteFunc(found, func(r Reading) bool { return !r.named() }), err
}

// readBeginning reads the question up to a comma or an "and", whatever stands behind.
func (q *query) readBeginning(ctx context.Context) ([]Reading, error) {
	q.fillers = q.fill(q.words)
	for i := len(q.words) - 1; i > 2; i-- {
		w := q.words[i]
		if !w.comma && w.text != "and" || q.insideName(i) {
			continue
		}
		found, err := q.readClause(ctx, attempt{0, i})
		found = slices.DeleteFunc(found, func(r Reading) bool { return !r.named() })
		if err != nil || len(found) > 0 {
			q.unknown = []Span{{w.span.Start, q.words[len(q.words)-1].span.End}}
			return found, err
		}
	}
	return nil, nil
}

// named reports whether the reading rests on an entity: without the words that nobody knows "who funds X" is "funds".
func (r Reading) named() bool {
	return slices.ContainsFunc(r.Understood, func(u Understood) bool { return u.Entity != "" })
}

// attempt is the words of a clause, from and to.
type attempt struct{ from, to int }

// readClause is the readings of some words, by every reader.
func (q *query) readClause(ctx context.Context, a attempt) ([]Reading, error) {
	if a.from >= a.to {
		return nil, nil
	}
	var found []Reading
	for _, reader := range []func(context.Context, attempt) ([]Reading, error){q.readFind, q.readChart, q.readFacts, q.readSaid} {
		more, err := reader(ctx, a)
		if err != nil {
			return nil, err
		}
		found = append(found, more...)
	}
	return best(found), nil
}

// best is distinct readings, the highest score first.
func best(found []Reading) []Reading {
	slices.SortStableFunc(found, func(a, b Reading) int { return cmp.Compare(b.Score, a.Score) })
	var out []Reading
	for _, r := range found {
		if slices.ContainsFunc(out, func(o Reading) bool { return sameMeaning(o, r) }) {
			continue
		}
		if out = append(out, r); len(out) == MaxReadings {
			break
		}
	}
	return out
}

// sameMeaning compares readings but for the words that they rest on.
func sameMeaning(a, b Reading) bool {
	a.Understood, a.Score, b.Understood, b.Score = nil, 0, nil, 0
	a.Set, b.Set = unsorted(a.Set), unsorted(b.Set)
	return reflect.DeepEqual(a, b)
}

// unsorted is a set without the words for its sort.
func unsorted(s *Set) *Set {
	if s == nil {
		return nil
	}
	c := *s
	c.Sort, c.Person = "", false
	return &c
}

// fill marks the words that ask for nothing.
func (q *query) fill(words []token) []bool {
	out := make([]bool, len(words))
	for i := range words {
		for j := min(len(words), i+q.Lexicon.longest); j > i; j-- {
			if q.Lexicon.fillers[joined(words[i:j])] && (j-i > 1 || !q.namedAlone(i)) {
				for k := i; k < j; k++ {
					out[k] = true
				}
				break
			}
		}
	}
	return out
}

// namedAlone reports whether a word alone is somebody's name.
func (q *query) namedAlone(i int) bool {
	return slices.ContainsFunc(q.names, func(s span) bool { return s.from == i && s.to == i+1 })
}

func joined(words []token) string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = w.text
	}
	return strings.Join(all, " ")
}

// readChart reads a clause by the grammar.
func (q *query) readChart(ctx context.Context, a attempt) ([]Reading, error) {
	var kept []int // places of the words that count
	place := make([]int, a.to+1)
	for i := a.from; i < a.to; i++ {
		place[i] = len(kept)
		if !q.fillers[i] {
			kept = append(kept, i)
		}
	}
	place[a.to] = len(kept)
	c := newChart(rules(), len(kept))
	q.putNames(c, a, place)
	if err := q.putDocuments(ctx, c, a, place); err != nil {
		return nil, err
	}
	q.putPhrases(c, kept)
	q.putNumbers(c, kept)
	if err := c.fill(ctx); err != nil {
		return nil, err
	}
	var out []Reading
	for _, n := range c.whole("Q") {
		r := n.value.(Reading)
		r.Score = n.score
		r.Understood = understood(n.words)
		r.fit()
		out = append(out, r)
	}
	return out, nil
}

// understood puts words in order, and leaves out those without a meaning of their own.
func understood(words []Understood) []Understood {
	out := slices.DeleteFunc(slices.Clone(words), func(u Understood) bool { return u.As == "" })
	slices.SortStableFunc(out, func(a, b Understood) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return out
}

// nameScore is what a word that is part of a name counts; a word of the lexicon counts one.
const nameScore = 1.2

func (q *query) putNames(c *chart, a attempt, place []int) {
	for _, s := range q.names {
		if s.from < a.from || s.to > a.to || place[s.from] == place[s.to] || q.insideQuote(s) {
			continue
		}
		for _, n := range s.of {
			score := nameScore * float64(place[s.to]-place[s.from])
			if s.to-s.from == 1 && len(q.Lexicon.phrases[q.words[s.from].text]) > 0 {
				score = 0.4 // "investors" is a word before it is somebody's alias
			}
			if n.Alias {
				score -= 0.05
			}
			c.put(place[s.from], place[s.to], q.entity(n, score))
		}
	}
}

// insideQuote reports whether a name is only a part of what stands in quotation marks.
func (q *query) insideQuote(s span) bool {
	n := q.words[s.from].quoted
	if n == 0 {
		return false
	}
	return s.from > 0 && q.words[s.from-1].quoted == n || s.to < len(q.words) && q.words[s.to].quoted == n
}

func (q *query) entity(n Named, score float64) node {
	set := &Set{IDs: []string{n.ID}, Name: n.Name, Kinds: []string{n.Kind}}
	return node{rules().numbers["ent"], set, score, []Understood{{Span: n.Span, As: n.Name, Entity: n.ID}}}
}

// putDocuments reads "the article about 1,000 new roles": documents by words of their names.
func (q *query) putDocuments(ctx context.Context, c *chart, a attempt, place []int) error {
	for i := a.from; i+2 < a.to; i++ {
		w := q.words[i].text
		if !slices.ContainsFunc(q.Lexicon.phrases[w], isDocument) || q.words[i+1].text != "about" && q.words[i+1].text != "on" {
			continue
		}
		for from := i; from >= max(a.from, i-2) && (from == i || !isFunctionWord(q.words[from].text)); from-- { // "guest blog about"
			if err := q.putDocument(ctx, c, a, place, from, i); err != nil {
				return err
			}
		}
	}
	return nil
}

// putDocument reads a document's words, from the first of them on; its sort stands at i.
func (q *query) putDocument(ctx context.Context, c *chart, a attempt, place []int, from, i int) error {
	for to := min(a.to, i+2+longestName); to > i+2; to-- {
		words := append(slices.Clone(q.words[from:i]), q.words[i+2:to]...)
		found, err := q.Names.About(ctx, joined(words))
		if err != nil {
			return err
		}
		for _, n := range found[:min(len(found), 2)] {
			n.Span = Span{q.words[from].span.Start, q.words[to-1].span.End}
			c.put(place[from], place[to], q.entity(n, nameScore*float64(place[to]-place[from])))
		}
		if len(found) > 0 {
			break
		}
	}
	return nil
}

func isDocument(it item) bool {
	s, ok := it.value.(sortWord)
	return ok && slices.Contains(s.kinds, "DOCUMENT")
}

// putPhrases adds what the lexicon says of the words that count, kept.
func (q *query) putPhrases(c *chart, kept []int) {
	for i := range kept {
		if !q.Lexicon.begins[q.words[kept[i]].text] {
			continue
		}
		var phrase strings.Builder
		for j := i + 1; j <= min(len(kept), i+q.Lexicon.longest); j++ {
			if j > i+1 {
				phrase.WriteString(" ")
			}
			phrase.WriteString(q.words[kept[j-1]].text)
			for _, it := range q.Lexicon.phrases[phrase.String()] {
				where := Span{q.words[kept[i]].span.Start, q.words[kept[j-1]].span.End}
				number, ok := c.grammar.numbers[it.symbol]
				if ok {
					c.put(i, j, node{number, it.value, it.score, []Understood{{Span: where, As: it.as, Link: it.link}}})
				}
			}
		}
	}
}

// unknownWords is the words that are in no name and no phrase, each run of them a span.
func (q *query) unknownWords() []Span {
	known := slices.Clone(q.fillers)
	for _, s := range q.names {
		for i := s.from; i < s.to; i++ {
			known[i] = true
		}
	}
	for i := range q.words {
		for j := i + 1; j <= min(len(q.words), i+q.Lexicon.longest); j++ {
			if len(q.Lexicon.phrases[joined(q.words[i:j])]) > 0 {
				for k := i; k < j; k++ {
					known[k] = true
				}
			}
		}
		if _, ok := q.Lexicon.props[stem(q.words[i].text)]; ok || q.words[i].text == "'s" || isFunctionWord(q.words[i].text) {
			known[i] = true
		}
	}
	var out []Span
	for i, w := range q.words {
		switch {
		case known[i]:
		case i > 0 && !known[i-1] && len(out) > 0:
			out[len(out)-1].End = w.span.End
		default:
			out = append(out, w.span)
		}
	}
	return out
}
