package ask

import (
	"context"
	"slices"
	"strings"
)

// factWords may stand in a question for a figure or a property without being a part of its name.
const factWords = ` what which who how many much is are was were be been do does did have has had will would can could should may might the a an of in on at
 by for from with to there number figure value many it its and s total size count level amount going expected supposed where when day days date dates take place exactly
 according say says said give gives state list show me name so called still what's kind sort one that this these those get see does as into up down out all attract attracted win won get got gain secure or have has contain `

// readFacts reads a question for figures, texts and dates of an entity, whose words are those of the data: every word
// must be in the name of one of its figures, in what that counts, or mean the same as one that is.
func (q *query) readFacts(ctx context.Context, a attempt) ([]Reading, error) {
	var out []Reading
	for _, s := range q.names {
		if s.from < a.from || s.to > a.to || q.covered(s) {
			continue
		}
		for _, n := range s.of {
			if n.ID == Answer {
				continue
			}
			figures, err := q.Facts.Figures(ctx, n.ID)
			if err != nil {
				return nil, err
			}
			for _, by := range q.speakers(a, s) {
				out = append(out, q.matchFacts(a, s, n, by, figures)...)
			}
		}
	}
	return out, nil
}

// covered reports whether a longer name holds this one.
func (q *query) covered(s span) bool {
	return slices.ContainsFunc(q.names, func(o span) bool { return o.from <= s.from && o.to >= s.to && o.to-o.from > s.to-s.from })
}

// speakers is nobody and, where the question says "according to X", X.
func (q *query) speakers(a attempt, about span) []*span {
	for i := range q.names {
		s := &q.names[i]
		if s.from >= a.from+2 && s.to <= a.to && s.from != about.from && q.words[s.from-1].text == "to" && q.words[s.from-2].text == "according" && !q.covered(*s) {
			return []*span{s}
		}
	}
	return []*span{nil}
}

// asked is a word of the question that a figure must account for.
type asked struct {
	text string
	at   int
}

func (q *query) matchFacts(a attempt, about span, n Named, by *span, figures []Figure) []Reading {
	need, loose, counts := q.wanted(a, about, by)
	facet := len(loose)
	type match struct {
		figure Figure
		score  float64
	}
	var values []string
	for _, f := range figures {
		values = append(values, f.Value)
	}
	var best []match
	for _, f := range figures {
		score, ok := q.match(need, loose, f, counts, a, values)
		if !ok || f.Metric != "" && !counts && q.asksWhich(need, f, a) {
			continue
		}
		best = append(best, match{f, score})
	}
	top := 0.0
	for _, m := range best {
		top = max(top, m.score)
	}
	r := Reading{Set: &Set{IDs: []string{n.ID}, Name: n.Name, Kinds: []string{n.Kind}}, Score: top + nameScore*float64(about.to-about.from) + 0.9*float64(facet)}
	if by != nil {
		r.Filter.StatedBy = []string{by.of[0].ID}
	}
	for _, m := range best {
		if m.score >= top-nearlyBest {
			r.takes(m.figure)
		}
	}
	if r.Form == "" {
		return nil
	}
	r.Understood = []Understood{{Span: n.Span, As: n.Name, Entity: n.ID}}
	for _, w := range need {
		r.Understood = append(r.Understood, Understood{Span: q.words[w.at].span, As: strings.Join(append(slices.Clone(r.Metrics), r.Props...), ", ")})
	}
	r.Understood = understood(r.Understood)
	return []Reading{r}
}

// nearlyBest is how much worse than the best a figure may match and be given beside it.
const nearlyBest = 0.2

// takes adds a figure, or a property where no figure is asked for.
func (r *Reading) takes(f Figure) {
	if f.Metric != "" && !slices.Contains(r.Metrics, f.Metric) {
		r.Form, r.Props = Fact, nil
		r.Metrics = append(r.Metrics, f.Metric)
	}
	if f.Property != "" && !slices.Contains(r.Props, f.Property) && r.Form != Fact {
		r.Form = Property
		r.Props = append(r.Props, f.Property)
	}
}

// wanted parts the words of a clause, names apart, into those that a figure must have in its name and those that it may;
// counts says that a number is asked for.
func (q *query) wanted(a attempt, about span, by *span) (need []asked, loose []string, counts bool) {
	for i := a.from; i < a.to; i++ {
		if i >= about.from && i < about.to || by != nil && i >= by.from && i < by.to {
			continue
		}
		w := q.words[i].text
		counts = counts || w == "many" || w == "much" || w == "number"
		if strings.Contains(factWords, " "+w+" ") || w == "'s" || q.fillers[i] {
			loose = append(loose, stem(w))
			continue
		}
		for part := range strings.SplitSeq(w, "-") {
			if part != "" {
				need = append(need, asked{part, i})
			}
		}
	}
	return need, loose, counts
}

// match scores how well a figure accounts for the words asked: each must be accounted for.
func (q *query) match(need []asked, loose []string, f Figure, counts bool, a attempt, values []string) (float64, bool) {
	if f.Property != "" {
		return q.matchProperty(need, f.Property, a)
	}
	name := q.stems(f.Metric)
	rest := append(q.stems(strings.ReplaceAll(f.Unit, "-", " ")), append(q.stems(f.Scope), q.stems(f.Place)...)...)
	hits, inName := 0.0, map[string]bool{}
	for _, w := range need {
		s := stem(w.text)
		switch {
		case slices.ContainsFunc(values, func(v string) bool { return v == w.text }):
		case q.finds(name, s):
			hits++
			for _, n := range name {
				if q.alike(n, s) {
					inName[n] = true
				}
			}
		case q.finds(rest, s):
			hits += 0.8
		default:
			return 0, false
		}
	}
	for _, s := range loose {
		for _, n := range name {
			if q.alike(n, s) && !inName[n] && s != "number" && s != "many" {
				hits += 0.5
				inName[n] = true
			}
		}
	}
	unit := q.stems(strings.ReplaceAll(f.Unit, "-", " "))
	inUnit := len(need) > 0 && len(unit) > 0
	for _, w := range need {
		inUnit = inUnit && q.finds(unit, stem(w.text))
		if counts && q.finds(unit, stem(w.text)) {
			hits += 0.3
		}
	}
	if counts && inUnit && len(inName) == 0 {
		return hits, true // "how many square feet"
	}
	if len(inName) == 0 {
		return 0, false
	}
	telling := 0
	for _, n := range name {
		if !strings.Contains(factWords, " "+n+" ") {
			telling++
		}
	}
	share := float64(len(inName)) / float64(max(telling, 1))
	if share < 0.34 {
		return 0, false
	}
	return hits + share*0.5, true
}

// asksWhich reports whether the clause asks which things there are, not how many of them a figure counts: "which tech
// companies".
func (q *query) asksWhich(need []asked, f Figure, a attempt) bool {
	if w := q.words[a.from].text; w != "which" && w != "who" && w != "list" && w != "name" {
		return false
	}
	unit := q.stems(strings.ReplaceAll(f.Unit, "-", " "))
	return slices.ContainsFunc(need, func(w asked) bool { return q.finds(unit, stem(w.text)) })
}

// matchProperty accounts for every word by the words for one property.
func (q *query) matchProperty(need []asked, property string, a attempt) (float64, bool) {
	hits := 0.0
	for _, w := range need {
		s := stem(w.text)
		if s != stem(strings.ToLower(property)) && !slices.Contains(q.Lexicon.props[s], property) {
			return 0, false
		}
		hits++
	}
	if len(need) > 0 {
		return hits, true
	}
	// "When is X?", "On which days does X take place?" ask for when it is held.
	text := " " + joined(q.words[a.from:a.to]) + " "
	timed := strings.Contains(text, " when ") || strings.Contains(text, " date ") || strings.Contains(text, " dates ") || strings.Contains(text, " days ") || strings.Contains(text, " day ")
	return 0.5, timed && property == "held"
}

// skippedInFacts are the words of a fact that say nothing of what it is about.
var skippedInFacts = map[string]bool{"'s": true, "the": true, "of": true, "a": true, "an": true, "in": true, "to": true, "and": true, "by": true}

func (q *query) stems(text string) []string {
	var out []string
	for _, w := range tokens(text) {
		for part := range strings.SplitSeq(w.text, "-") {
			if !skippedInFacts[part] {
				out = append(out, stem(part))
			}
		}
	}
	return out
}

func (q *query) finds(in []string, s string) bool {
	return slices.ContainsFunc(in, func(n string) bool { return q.alike(n, s) })
}

// alike reports whether two stems are of one family of words.
func (q *query) alike(a, b string) bool {
	if a == b {
		return true
	}
	family, ok := q.Lexicon.same[a]
	return ok && q.Lexicon.same[b] == family
}

// Has reports whether a text has a word, or one of its family.
func (l *Lexicon) Has(text, word string) bool {
	s := stem(strings.ToLower(word))
	family, ok := l.same[s]
	for _, w := range tokens(text) {
		for part := range strings.SplitSeq(w.text, "-") {
			t := stem(part)
			if t == s || ok && l.same[t] == family {
				return true
			}
		}
	}
	return false
}
