package asking

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"whence/ask"
	"whence/graph"
	"whence/graph/claim"
	"whence/server/gql/answer"
	"whence/server/nested"
)

// Status says how far a question was understood and answered.
type Status string

// The statuses.
const (
	Answered      Status = "ANSWERED"
	Nothing       Status = "NOTHING"
	Partly        Status = "PARTLY"
	Ambiguous     Status = "AMBIGUOUS"
	NotUnderstood Status = "NOT_UNDERSTOOD"
)

// Answer is what a question was taken to mean, and its answer.
type Answer struct {
	Status               Status
	Understood           []Understood
	Operation, Variables *string
	Sentence             *string
	LeftOut              []string
	Alternatives         []Reading
	UnknownWords         []answer.Span
	Suggestions          []string

	EntityIDs, ClaimIDs []claim.ID
	Question            string
}

// Understood is words and what they were taken for.
type Understood struct {
	Span      answer.Span // of the question, in code points
	As        string
	Entity    answer.Entity
	Kind      *claim.RelationshipKind
	Direction *claim.Direction
}

// Reading is another way to take the question, with its answer.
type Reading struct {
	Understood                     []Understood
	Operation, Variables, Sentence string
}

// Service answers questions. It is immutable.
type Service struct{ lexicon *ask.Lexicon }

// New is a service for the kinds that the graph knows.
func New() (*Service, error) {
	kinds := make([]ask.Kind, len(claim.RelationshipKinds))
	for i, k := range claim.RelationshipKinds {
		kinds[i] = ask.Kind{Name: string(k.Kind), Label: k.Label, Inverse: k.InverseLabel, Symmetric: k.Symmetric}
	}
	lexicon, err := ask.New(kinds)
	return &Service{lexicon}, err
}

// Readings close to the best are tried too, so that a phrase of two directions is answered where either is.
const (
	nearScore   = 0.12
	silentScore = 1.5 // where those as good as the best find nothing
	maxRuns     = 4
	maxRead     = 100 // ids of an answer
	maxOffered  = 4   // suggestions
)

// attempt is a reading with its operation and what that found.
type attempt struct {
	reading   *ask.Reading
	operation operation
	found     *finding
}

// Ask answers a question from a view. A question that is too long is an error that wraps claim.ErrInvalid.
func (s *Service) Ask(ctx context.Context, v *graph.View, question string) (*Answer, error) {
	parsed, err := s.read(ctx, v, question)
	if err != nil {
		return nil, err
	}
	out := &Answer{Question: question, LeftOut: []string{}, Suggestions: []string{}, Understood: []Understood{}, Alternatives: []Reading{}, UnknownWords: []answer.Span{}}
	for _, u := range parsed.Unknown {
		out.UnknownWords = append(out.UnknownWords, answer.Span(u))
	}
	if len(parsed.Readings) == 0 {
		return out, s.notUnderstood(ctx, v, &parsed, out)
	}
	tried, err := s.try(ctx, v, &parsed)
	if err != nil {
		return nil, err
	}
	best := 0
	for i, t := range tried {
		if !t.found.empty {
			best = i
			break
		}
	}
	if t := tried[best]; t.found.unsure || t.found.empty && t.reading.Partial {
		return out, s.notUnderstood(ctx, v, &parsed, out)
	}
	if err := s.fill(ctx, v, out, tried, best); err != nil {
		return nil, err
	}
	if out.Status == Nothing || out.Status == Partly {
		out.Suggestions, err = s.suggest(ctx, v, &parsed, question)
	}
	return out, err
}

func (s *Service) read(ctx context.Context, v *graph.View, question string) (ask.Parse, error) {
	reader := ask.Reader{Lexicon: s.lexicon, Names: newNames(v), Facts: facts{v, map[string][]ask.Figure{}}}
	parsed, err := reader.Read(ctx, question)
	if errors.Is(err, ask.ErrTooLong) {
		err = errors.Join(err, claim.ErrInvalid)
	}
	return parsed, err
}

// try runs the best reading, and those that are as good; where none of them finds anything, those that account for every
// word too, but less closely, before it is said that the graph is silent.
func (s *Service) try(ctx context.Context, v *graph.View, parsed *ask.Parse) ([]attempt, error) {
	var tried []attempt
	for i := range parsed.Readings {
		r := &parsed.Readings[i]
		silent := !slices.ContainsFunc(tried, func(t attempt) bool { return !t.found.empty })
		within := nearScore
		if silent && !parsed.Readings[0].Partial {
			within = silentScore
		}
		if len(tried) == maxRuns || r.Score < parsed.Readings[0].Score-within {
			break
		}
		t, err := s.run(ctx, v, r)
		if err != nil {
			return nil, err
		}
		tried = append(tried, t)
	}
	return tried, s.besides(ctx, v, parsed, tried)
}

// besides says of a stated figure how many there are one by one, where the question can be read so too.
func (s *Service) besides(ctx context.Context, v *graph.View, parsed *ask.Parse, tried []attempt) error {
	if tried[0].reading.Form != ask.Fact {
		return nil
	}
	for i := range parsed.Readings {
		if r := &parsed.Readings[i]; r.Form == ask.Count {
			counted, err := s.run(ctx, v, r)
			if err != nil {
				return err
			}
			tried[0].found.sentence += " Listed one by one: " + counted.found.sentence
			return nil
		}
	}
	return nil
}

// run compiles, runs and says one reading.
func (s *Service) run(ctx context.Context, v *graph.View, r *ask.Reading) (attempt, error) {
	op, err := compile(r)
	if err != nil {
		return attempt{}, err
	}
	var res result
	if err := nested.Query(ctx, op.text, plain(op.variables), &res); err != nil {
		return attempt{}, err
	}
	found, err := s.found(r, &res)
	if err != nil {
		return attempt{}, err
	}
	if r.Then != nil && !found.empty && len(found.entities) > 0 {
		if err := s.second(ctx, v, r.Then, found); err != nil {
			return attempt{}, err
		}
	}
	return attempt{r, op, found}, nil
}

// maxBound is how many first answers a second clause is asked of.
const maxBound = 5

// second answers the second clause of a question about the first answer.
func (s *Service) second(ctx context.Context, v *graph.View, then *ask.Reading, found *finding) error {
	var ids []string
	for _, e := range found.entities[:min(len(found.entities), maxBound)] {
		ids = append(ids, e.ID)
	}
	bound := *then
	bind := func(s *ask.Set) *ask.Set { return bindSet(s, ids[:1], found.entities[0].Name) }
	bound.Set, bound.Subject, bound.Other = bind(bound.Set), bind(bound.Subject), bind(bound.Other)
	t, err := s.run(ctx, v, &bound)
	if err != nil {
		return err
	}
	found.sentence += " " + t.found.sentence
	for _, e := range t.found.entities {
		found.addEntity(e, t.found.by[e.ID]...)
	}
	found.addClaims(t.found.claims...)
	found.leftOut = append(found.leftOut, t.found.leftOut...)
	return nil
}

// bindSet puts ids in the place of the first answer.
func bindSet(s *ask.Set, ids []string, name string) *ask.Set {
	if s == nil {
		return nil
	}
	c := *s
	if slices.Contains(c.IDs, ask.Answer) {
		c.IDs, c.Name, c.Kinds = ids, name, nil
	}
	c.Where = slices.Clone(c.Where)
	for i := range c.Where {
		c.Where[i].To = bindSet(c.Where[i].To, ids, name)
	}
	return &c
}

// plain is variables as they would have come in a request.
func plain(variables map[string]any) map[string]any {
	data, err := json.Marshal(variables)
	if err != nil {
		panic("asking: variables: " + err.Error()) // they are strings, lists and maps
	}
	decoder := json.NewDecoder(strings.NewReader(string(data)))
	decoder.UseNumber()
	out := map[string]any{}
	if err := decoder.Decode(&out); err != nil {
		panic("asking: variables: " + err.Error())
	}
	return out
}

// fill writes the answer of the best attempt, and the others beside it.
func (s *Service) fill(ctx context.Context, v *graph.View, out *Answer, tried []attempt, best int) error {
	answering := 0
	for i, t := range tried {
		if !t.found.empty && !sameFinding(t.found, tried[best].found) || i == best && !t.found.empty {
			answering++
		}
	}
	t := tried[best]
	switch {
	case t.reading.Partial:
		out.Status = Partly
	case t.found.empty:
		out.Status = Nothing
	case answering > 1:
		out.Status = Ambiguous
	default:
		out.Status = Answered
	}
	for i, o := range tried {
		understood, err := understoodOf(ctx, v, o.reading.Understood)
		if err != nil {
			return err
		}
		variables, err := json.Marshal(o.operation.variables)
		if err != nil {
			return err
		}
		text, sentence := string(variables), o.found.sentence
		if i == best {
			out.Understood, out.Operation, out.Variables, out.Sentence = understood, &o.operation.text, &text, &sentence
			continue
		}
		if !o.found.empty || t.found.empty {
			out.Alternatives = append(out.Alternatives, Reading{understood, o.operation.text, text, sentence})
		}
	}
	if out.Status == Ambiguous {
		sentence := *out.Sentence + " It can be read otherwise too: see the alternatives."
		out.Sentence = &sentence
	}
	out.LeftOut = append(out.LeftOut, t.found.leftOut...)
	for _, e := range t.found.entities[:min(len(t.found.entities), maxRead)] {
		out.EntityIDs = append(out.EntityIDs, claim.ID(e.ID))
	}
	for _, c := range t.found.claims[:min(len(t.found.claims), maxRead)] {
		out.ClaimIDs = append(out.ClaimIDs, claim.ID(c.ID))
	}
	return nil
}

func sameFinding(a, b *finding) bool {
	return a == b || slices.EqualFunc(a.entities, b.entities, func(x, y ref) bool { return x.ID == y.ID }) && a.sentence == b.sentence
}

func understoodOf(ctx context.Context, v *graph.View, words []ask.Understood) ([]Understood, error) {
	ids := make([]claim.ID, len(words))
	for i, w := range words {
		if w.Entity != ask.Answer {
			ids[i] = claim.ID(w.Entity)
		}
	}
	found, err := v.Entities(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]Understood, len(words))
	for i, w := range words {
		out[i] = Understood{Span: answer.Span(w.Span), As: w.As}
		if found[i] != nil {
			out[i].Entity = answer.EntityOf(found[i])
		}
		if w.Link != nil && claim.RelationshipKind(w.Link.Kind).Info() != nil {
			kind, direction := claim.RelationshipKind(w.Link.Kind), claim.In
			if w.Link.Out {
				direction = claim.Out
			}
			if w.Link.Both {
				direction = claim.Both
			}
			out[i].Kind, out[i].Direction = &kind, &direction
		}
	}
	return out, nil
}
