package asking

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"whence/ask"
	"whence/graph"
	"whence/graph/claim"
	"whence/graph/counts"
	"whence/graph/paging"
	"whence/graph/search"
	"whence/server/gql/answer"
)

// Completion is a way to go on with a question.
type Completion struct {
	Text, Added string
	Whole       bool
	Entity      answer.Entity
}

// offer is a completion before it is chosen.
type offer struct {
	text   string
	whole  bool
	entity *claim.Entity
	weight int
}

const (
	maxTemplates  = 8   // questions of one entity that did-you-mean looks at
	maxTried      = 6   // completions that are tried for an answer
	longestNaming = 6   // words at the end of a text that may begin a name
	sampled       = 8   // entities of a kind that are offered
	completionMax = 200 // code points of a text; longer ones have none
)

// Complete is ways to go on with a text, those that lead to a question with an answer alone: words of the kinds that the
// graph holds claims of, names at the ends of these, and questions about what is named.
func (s *Service) Complete(ctx context.Context, v *graph.View, text string, first int) ([]*Completion, error) {
	if len([]rune(text)) > completionMax {
		return []*Completion{}, nil
	}
	offers, err := s.names(ctx, v, text)
	if err != nil {
		return nil, err
	}
	phrases, err := s.phrases(ctx, v, text)
	if err != nil {
		return nil, err
	}
	offers = append(offers, phrases...)
	slices.SortStableFunc(offers, func(a, b offer) int {
		if a.whole != b.whole {
			return map[bool]int{true: -1, false: 1}[a.whole]
		}
		return cmp.Compare(b.weight, a.weight)
	})
	out, seen := []*Completion{}, map[string]bool{}
	for _, o := range offers {
		key := strings.ToLower(o.text)
		if seen[key] || len(out) == first {
			continue
		}
		seen[key] = true
		c := &Completion{Text: o.text, Added: added(text, o.text), Whole: o.whole}
		if o.entity != nil {
			c.Entity = answer.EntityOf(o.entity)
		}
		out = append(out, c)
	}
	return out, nil
}

// added is what a completion adds to a text.
func added(text, whole string) string {
	if len(whole) >= len(text) && strings.EqualFold(whole[:len(text)], text) {
		return whole[len(text):]
	}
	return whole
}

// names completes a name that the text ends in, where the question with it has an answer; and offers the questions about an
// entity that begin so.
func (s *Service) names(ctx context.Context, v *graph.View, text string) ([]offer, error) {
	var out []offer
	words := strings.Fields(text)
	if len(words) == 0 || strings.HasSuffix(text, " ") {
		return nil, nil
	}
	for n := min(len(words), longestNaming); n > 0; n-- {
		begun := strings.Join(words[len(words)-n:], " ")
		page, err := search.Entities(ctx, v, search.EntityQuery{Text: begun, Window: paging.Window{First: maxTried}})
		if err != nil {
			if errors.Is(err, claim.ErrInvalid) {
				continue
			}
			return nil, err
		}
		head := strings.Join(words[:len(words)-n], " ")
		for i, hit := range page.Items {
			if !strings.HasPrefix(strings.ToLower(hit.Matched), strings.ToLower(begun)) {
				continue
			}
			more, err := s.withName(ctx, v, head, hit.Entity, hit.Matched, maxTried-i)
			if err != nil {
				return nil, err
			}
			out = append(out, more...)
		}
		if len(out) > 0 {
			return out, nil
		}
	}
	return out, nil
}

// withName is the text with a name in full where that is a question with an answer, and what is asked of the entity where
// nothing but its name was typed.
func (s *Service) withName(ctx context.Context, v *graph.View, head string, e *claim.Entity, name string, weight int) ([]offer, error) {
	if head == "" {
		questions, err := s.about(ctx, v, e)
		if err != nil {
			return nil, err
		}
		out := []offer{{text: name, entity: e, weight: weight}}
		for _, q := range questions[:min(len(questions), 3)] {
			out = append(out, offer{text: q.text, entity: e, weight: q.weight})
		}
		return out, nil
	}
	text := head + " " + name
	ok, err := s.answers(ctx, v, text)
	if err != nil || !ok {
		return nil, err
	}
	return []offer{{text: text, whole: true, entity: e, weight: weight}}, nil
}

// answers reports whether a text is a question that has an answer.
func (s *Service) answers(ctx context.Context, v *graph.View, text string) (bool, error) {
	parsed, err := s.read(ctx, v, text)
	if err != nil || len(parsed.Readings) == 0 || parsed.Readings[0].Partial {
		return false, ignoreLong(err)
	}
	t, err := s.run(ctx, v, &parsed.Readings[0])
	if err != nil {
		return false, ctx.Err() // what can't be run is not offered
	}
	return !t.found.empty, nil
}

func ignoreLong(err error) error {
	if errors.Is(err, ask.ErrTooLong) {
		return nil
	}
	return err
}

// phrases offers the words of the kinds that the graph has claims of, and behind them the names at the other end.
func (s *Service) phrases(ctx context.Context, v *graph.View, text string) ([]offer, error) {
	typed := strings.ToLower(strings.Join(strings.Fields(text), " "))
	if strings.HasSuffix(text, " ") && typed != "" {
		typed += " "
	}
	var out []offer
	for i, k := range claim.RelationshipKinds {
		for _, lead := range s.lexicon.Leads(string(k.Kind)) {
			d := claim.Out
			if lead.Object {
				d = claim.In
			}
			whole := strings.HasPrefix(typed, lead.Text+" ")
			if !whole && (!strings.HasPrefix(lead.Text, typed) || typed == "") {
				continue
			}
			found, err := search.Sample(ctx, v, k.Kind, d, sampled)
			if err != nil {
				return nil, err
			}
			if len(found) == 0 {
				continue
			}
			if !whole {
				out = append(out, offer{text: capital(lead.Text) + " ", weight: -i})
				continue
			}
			for j, e := range found {
				if question := lead.Text + " " + strings.ToLower(e.Name); strings.HasPrefix(question, typed) {
					out = append(out, offer{text: capital(lead.Text) + " " + e.Name + lead.Behind + "?", whole: true, entity: e, weight: 10 - j})
				}
			}
		}
	}
	return out, nil
}

// about is the questions that an entity has answers to, those with the most claims first.
func (s *Service) about(ctx context.Context, v *graph.View, e *claim.Entity) ([]offer, error) {
	counts, err := counts.Relationships(ctx, v, []*claim.Entity{e}, graph.RelationshipFilter{})
	if err != nil {
		return nil, err
	}
	var out []offer
	for _, c := range counts[0] {
		for _, lead := range s.lexicon.Leads(string(c.Kind)) {
			if lead.Object == (c.Direction == claim.In) {
				out = append(out, offer{text: capital(lead.Text) + " " + e.Name + lead.Behind + "?", whole: true, entity: e, weight: c.Count})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b offer) int { return cmp.Compare(b.weight, a.weight) })
	return out[:min(len(out), maxTemplates)], nil
}

// notUnderstood says what of a question nobody knows, and offers whole questions near to it.
func (s *Service) notUnderstood(ctx context.Context, v *graph.View, parsed *ask.Parse, out *Answer) error {
	out.Status = NotUnderstood
	var words []string
	for _, u := range parsed.Unknown {
		words = append(words, "“"+string([]rune(out.Question)[u.Start:u.End])+"”")
	}
	sentence := "I do not understand the question as a whole."
	if len(words) > 0 {
		sentence = "I do not understand " + enumerate(words) + "."
	} else if len(parsed.Entities) > 0 {
		sentence = fmt.Sprintf("I do not understand what is asked about %s.", parsed.Entities[0].Name)
	}
	out.Sentence = &sentence
	var err error
	out.Suggestions, err = s.suggest(ctx, v, parsed, out.Question)
	return err
}

// suggest is whole questions near to one, that have an answer: with the nearest names in place of words that nobody knows,
// and what is asked of the entities that it names.
func (s *Service) suggest(ctx context.Context, v *graph.View, parsed *ask.Parse, question string) ([]string, error) {
	out := []string{}
	add := func(text string) error {
		if len(out) == maxOffered || slices.Contains(out, text) || strings.EqualFold(text, question) {
			return nil
		}
		ok, err := s.answers(ctx, v, text)
		if ok {
			out = append(out, text)
		}
		return err
	}
	runes := []rune(question)
	for _, u := range parsed.Unknown {
		page, err := search.Entities(ctx, v, search.EntityQuery{Text: string(runes[u.Start:u.End]), Window: paging.Window{First: 3}})
		if errors.Is(err, claim.ErrInvalid) {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, hit := range page.Items {
			if err := add(string(runes[:u.Start]) + hit.Matched + string(runes[u.End:])); err != nil {
				return nil, err
			}
		}
	}
	for _, n := range parsed.Entities[:min(len(parsed.Entities), 2)] {
		e, err := v.Entity(ctx, claim.ID(n.ID))
		if err != nil {
			return nil, err
		}
		questions, err := s.about(ctx, v, e)
		if err != nil {
			return nil, err
		}
		for _, q := range questions[:min(len(questions), 3)] {
			if err := add(q.text); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}
