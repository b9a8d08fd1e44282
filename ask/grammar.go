package ask

import (
	"slices"
	"strings"
	"sync"
)

// rules is the grammar of English questions: what symbols make, and of what. A condition (VP, GAP, RC) is []Condition about whatever the
// phrase is said of; a GAP lacks its object, and is a condition on that.
var rules = sync.OnceValue(func() *grammar {
	g := &grammar{numbers: map[symbol]int32{}, unary: map[int32][]rule{}, binary: map[int32][]rule{}}
	nounPhrases(g)
	verbPhrases(g)
	relativeClauses(g)
	listQuestions(g)
	countQuestions(g)
	frontedQuestions(g)
	sumQuestions(g)
	jobQuestions(g)
	otherQuestions(g)
	pathQuestions(g)
	placeQuestions(g)
	timeQuestions(g)
	sourceQuestions(g)
	claimQuestions(g)
	stateQuestions(g)
	nameQuestions(g)
	reasonQuestions(g)
	times(g)
	speakers(g)
	return g
})

// rule adds the ways in which a symbol is made, each "left right ..." in words.
func (g *grammar) rule(to symbol, ways string, score float64, build func(parts) (any, bool)) {
	for way := range strings.SplitSeq(ways, "|") {
		words := strings.Fields(way)
		from := make([]symbol, len(words))
		for i, w := range words {
			from[i] = symbol(strings.ReplaceAll(w, "_", " "))
		}
		g.add(to, from, score, build)
	}
}

// at is the value of a part.
func at[T any](p parts, i int) T { return p[i].(T) }

// keep is a build that passes one part on.
func keep(i int) func(parts) (any, bool) { return func(p parts) (any, bool) { return p[i], true } }

// with is a set with more conditions.
func (s *Set) with(more ...Condition) *Set {
	c := *s
	c.Where = append(slices.Clip(c.Where), more...)
	return &c
}

// isEntity reports whether the set is named entities and nothing else.
func (s *Set) isEntity() bool { return s != nil && len(s.IDs) > 0 && len(s.Where) == 0 }

// isBare reports whether nothing restricts the set but its sort.
func (s *Set) isBare() bool {
	return len(s.IDs) == 0 && len(s.Where) == 0 && s.Within == "" && len(s.Either) == 0
}

// said is the condition of a predicate about its grammatical subject.
func (p predicate) said(to *Set) Condition { return Condition{Links: p.links, To: to} }

// turned is the condition about the other end.
func (p predicate) turned(to *Set) Condition { return Condition{Links: turn(p.links), To: to} }

func turn(links []Link) []Link {
	out := slices.Clone(links)
	for i := range out {
		out[i].Out = !out[i].Out
	}
	return out
}

// objects is one condition for each of several things that are all meant: "funds A and B".
func objects(c Condition) []Condition {
	if c.To == nil || len(c.To.Either) == 0 || c.To.Sort != "and" {
		return []Condition{c}
	}
	out := make([]Condition, len(c.To.Either))
	for i, e := range c.To.Either {
		out[i] = c
		out[i].To = e
	}
	return out
}

// posts are the kinds that give somebody a post.
func posts(out bool) []Link {
	var links []Link
	for _, k := range []string{"LEADS", "HOLDS_OFFICE_IN", "EMPLOYED_BY", "AFFILIATED_WITH", "MEMBER_OF"} {
		links = append(links, Link{Kind: k, Out: out})
	}
	return links
}

// belongings are the kinds by which "its X" is meant.
func belongings() []Link {
	return []Link{{Kind: "OPERATES"}, {Kind: "OFFERS"}, {Kind: "OWNS"}, {Kind: "ORGANISES"}, {Kind: "LAUNCHED"}, {Kind: "AUTHORED"}, {Kind: "PUBLISHED"}, {Kind: "LEADS"}}
}

// held is the set of those who bear a role, somewhere where one is given.
func held(role string, where *Set) *Set {
	return &Set{Sort: role, Where: []Condition{{Links: posts(true), To: where, Role: role}}}
}

func standing(where *Set) Condition {
	return Condition{Links: []Link{{Kind: "LOCATED_IN", Out: true}}, To: where}
}

func nounPhrases(g *grammar) {
	g.rule("NP", "ent|N|nounlink", 0, keep(0))
	g.rule("NP", "both NP", 0, keep(1))
	g.rule("PAIR", "NP and NP|NP with NP|NP to NP|between NP and NP", 0, func(p parts) (any, bool) {
		if len(p) == 4 {
			p = p[1:]
		}
		a, b := at[*Set](p, 0), at[*Set](p, 2)
		return []*Set{a, b}, a.isEntity() && b.isEntity()
	})
	g.rule("NP", "NP and NP", -0.1, func(p parts) (any, bool) {
		a, b := at[*Set](p, 0), at[*Set](p, 2)
		if !a.isEntity() || !b.isEntity() {
			return nil, false
		}
		return &Set{Sort: "and", Either: []*Set{a, b}}, true
	})
	g.rule("N", "sort", 0, func(p parts) (any, bool) {
		s := at[sortWord](p, 0)
		return &Set{Kinds: s.kinds, Places: s.places, Sort: s.text}, true
	})
	g.rule("N", "sort sort", -0.2, func(p parts) (any, bool) { // "funding source", "tech company"
		s := at[sortWord](p, 1)
		return &Set{Kinds: s.kinds, Places: s.places, Sort: at[sortWord](p, 0).text + " " + s.text}, true
	})
	g.rule("N", "sort and sort|sort or sort", 0, func(p parts) (any, bool) {
		a, b := at[sortWord](p, 0), at[sortWord](p, 2)
		set := func(s sortWord) *Set { return &Set{Kinds: s.kinds, Places: s.places, Sort: s.text} }
		return &Set{Sort: a.text + " and " + b.text, Either: []*Set{set(a), set(b)}}, true
	})
	g.rule("N", "role", 0, func(p parts) (any, bool) { return held(at[string](p, 0), nil), true })
	g.rule("N", "noun", -0.1, func(p parts) (any, bool) {
		n := at[noun](p, 0)
		return &Set{Sort: n.text, Where: []Condition{{Links: n.links}}}, true
	})
	g.rule("N", "noun of NP|noun for NP|noun in NP|noun to NP|noun at NP", 0, func(p parts) (any, bool) { return ended(at[noun](p, 0), at[*Set](p, 2)) })
	g.rule("N", "NP poss noun", 0, func(p parts) (any, bool) { return ended(at[noun](p, 2), at[*Set](p, 0)) })
	g.rule("N", "ent noun", -0.05, func(p parts) (any, bool) { return ended(at[noun](p, 1), at[*Set](p, 0)) })
	g.rule("N", "role of NP|role at NP|role for NP|role loc NP", 0, func(p parts) (any, bool) { return held(at[string](p, 0), at[*Set](p, 2)), true })
	g.rule("N", "NP poss role", 0, func(p parts) (any, bool) { return held(at[string](p, 2), at[*Set](p, 0)), true })
	g.rule("N", "ent role", -0.05, func(p parts) (any, bool) { return held(at[string](p, 1), at[*Set](p, 0)), true })
	g.rule("N", "NP poss sort", -0.2, func(p parts) (any, bool) {
		s := at[sortWord](p, 2)
		return &Set{Kinds: s.kinds, Places: s.places, Sort: s.text, Where: []Condition{{Links: belongings(), To: at[*Set](p, 0)}}}, s.kinds != nil
	})
	qualifiedNouns(g)
}

// qualifiedNouns are nouns with a number, a superlative, a sector or a maker.
func qualifiedNouns(g *grammar) {
	g.rule("N", "num N", 0, keep(1))
	g.rule("N", "sup N", 0, func(p parts) (any, bool) {
		c := *at[*Set](p, 1)
		c.Sort = "largest " + c.Sort
		return &c, len(c.Where) > 0
	})
	g.rule("N", "ent N", -0.02, func(p parts) (any, bool) { // "tech companies": what is active in the sector
		e, n := at[*Set](p, 0), at[*Set](p, 1)
		if !slices.Contains(e.Kinds, "SECTOR") || n.Kinds == nil || slices.Contains(n.Kinds, "SECTOR") {
			return nil, false
		}
		return n.with(Condition{Links: []Link{{Kind: "ACTIVE_IN_SECTOR", Out: true}, {Kind: "SUPPORTS_SECTOR", Out: true}}, To: e}), true
	})
	g.rule("N", "N by NP", -0.05, func(p parts) (any, bool) { // "articles by X", "events by X"
		n := at[*Set](p, 0)
		links := makers(n.Kinds)
		return n.with(Condition{Links: links, To: at[*Set](p, 2)}), n.isBare() && links != nil
	})
	g.rule("N", "money for NP|money of NP", -0.1, func(p parts) (any, bool) { // the pot that is for something
		to := at[*Set](p, 2)
		return &Set{Kinds: []string{"FUNDING_SOURCE"}, Sort: "money", Where: []Condition{{Links: []Link{{Kind: "SUPPORTS", Out: true}, {Kind: "FUNDS", Out: true}}, To: to}}}, to.isEntity()
	})
}

// makers are the kinds by which somebody makes what is of these sorts, seen from what is made.
func makers(kinds []string) []Link {
	if len(kinds) != 1 {
		return nil
	}
	switch kinds[0] {
	case "DOCUMENT":
		return []Link{{Kind: "AUTHORED"}, {Kind: "PUBLISHED"}}
	case "EVENT":
		return []Link{{Kind: "ORGANISES"}, {Kind: "LAUNCHED"}}
	case "PROGRAMME":
		return []Link{{Kind: "OPERATES"}, {Kind: "LAUNCHED"}, {Kind: "OFFERS"}}
	case "FUNDING_SOURCE":
		return []Link{{Kind: "OFFERS"}, {Kind: "ANNOUNCED"}}
	}
	return nil
}

// ended is who stands at an end of a kind towards something.
func ended(n noun, to *Set) (any, bool) {
	return &Set{Sort: n.text, Where: objects(Condition{Links: n.links, To: to})}, true
}

func verbPhrases(g *grammar) {
	g.rule("AUX", "be|do|have|modal", 0, func(p parts) (any, bool) { return []string{at[string](p, 0)}, true })
	g.rule("AUX", "AUX AUX", 0, func(p parts) (any, bool) {
		return slices.Concat(at[[]string](p, 0), at[[]string](p, 1)), true
	})
	g.rule("AUX", "AUX to", 0, keep(0))
	act := func(p parts) (any, bool) { return objects(at[predicate](p, 0).said(at[*Set](p, 1))), true }
	g.rule("ACT", "verb NP", 0, act)
	g.rule("PERF", "vpp NP", -0.05, act)
	g.rule("ACT", "verb anything", 0, func(p parts) (any, bool) { return []Condition{at[predicate](p, 0).said(nil)}, true })
	g.rule("PERF", "vpp anything", -0.05, func(p parts) (any, bool) { return []Condition{at[predicate](p, 0).said(nil)}, true })
	g.rule("ACTN", "verb nothing", 0, func(p parts) (any, bool) { return negate([]Condition{at[predicate](p, 0).said(nil)}), true })
	g.rule("PAS", "vpp by NP|vpp through NP", 0, func(p parts) (any, bool) { return objects(at[predicate](p, 0).turned(at[*Set](p, 2))), true })
	g.rule("PAS", "vpp by anything", 0, func(p parts) (any, bool) { return []Condition{at[predicate](p, 0).turned(nil)}, true })
	g.rule("PASN", "vpp by nothing", 0, func(p parts) (any, bool) { return negate([]Condition{at[predicate](p, 0).turned(nil)}), true })
	g.rule("PRD", "pred NP", 0, act)
	g.rule("PRD", "pred anything", 0, func(p parts) (any, bool) { return []Condition{at[predicate](p, 0).said(nil)}, true })
	g.rule("PP", "loc NP", -0.02, func(p parts) (any, bool) { return []Condition{standing(at[*Set](p, 1))}, true })
	g.rule("VP", "ACT|ACTN", 0, keep(0))
	g.rule("VP", "AUX ACT|AUX PERF|AUX PAS|AUX PASN|AUX PRD|AUX ACTN", 0, keep(1))
	g.rule("VP", "AUX PP", -0.1, keep(1))
	g.rule("VP", "AUX vpp", -0.3, func(p parts) (any, bool) {
		return []Condition{at[predicate](p, 1).turned(nil)}, slices.ContainsFunc(at[[]string](p, 0), isBe)
	})
	g.rule("VP", "AUX not ACT|AUX not PERF|AUX not PAS|AUX not PRD|AUX not PP", 0, func(p parts) (any, bool) { return negate(at[[]Condition](p, 2)), true })
	g.rule("VP", "AUX N", -0.2, func(p parts) (any, bool) { c := at[*Set](p, 1).Where; return c, len(c) > 0 })
	g.rule("VP", "AUX called role", 0, func(p parts) (any, bool) { return held(at[string](p, 2), nil).Where, true })
	g.rule("VP", "VP PP", -0.3, func(p parts) (any, bool) { return slices.Concat(at[[]Condition](p, 0), at[[]Condition](p, 1)), true })
	g.rule("VP", "VP and VP", 0, func(p parts) (any, bool) { return slices.Concat(at[[]Condition](p, 0), at[[]Condition](p, 2)), true })
	turned := func(subject, verb int) func(parts) (any, bool) {
		return func(p parts) (any, bool) {
			return objects(at[predicate](p, verb).turned(at[*Set](p, subject))), true
		}
	}
	g.rule("GAP", "NP verb", 0, turned(0, 1))
	g.rule("GAP", "NP AUX verb|NP AUX pred", 0, turned(0, 2))
	g.rule("GAP", "NP AUX vpp", -0.05, func(p parts) (any, bool) {
		return objects(at[predicate](p, 2).turned(at[*Set](p, 0))), active(at[[]string](p, 1))
	})
	stranded := func(subject, verb int) func(parts) (any, bool) {
		return func(p parts) (any, bool) { return objects(at[predicate](p, verb).said(at[*Set](p, subject))), true }
	}
	g.rule("GAP", "NP AUX vpp by|NP AUX vpp through", 0, stranded(0, 2))
	g.rule("ASK", "AUX NP verb|AUX NP pred", 0, turned(1, 2))
	g.rule("ASK", "AUX NP AUX verb|AUX NP AUX pred", 0, turned(1, 3)) // "is X going to coordinate"
	g.rule("ASK", "AUX NP vpp", -0.05, func(p parts) (any, bool) {
		return objects(at[predicate](p, 2).turned(at[*Set](p, 1))), active(at[[]string](p, 0))
	})
	g.rule("ASK", "AUX NP vpp by|AUX NP vpp through", 0, stranded(1, 2))
	g.rule("ASK", "AUX NP noun of", 0, func(p parts) (any, bool) {
		return objects(Condition{Links: turn(at[noun](p, 2).links), To: at[*Set](p, 1)}), true
	})
	g.rule("ASK", "AUX NP both verb", 0, turned(1, 3))
}

func isBe(word string) bool { return strings.Contains(closedBe, "|"+word+"|") }

const closedBe = "|is|are|was|were|be|been|being|"

// active is true of "has" in "has funded", false of "is" in "is funded" and "has been" in "has been funded".
func active(aux []string) bool { return !slices.ContainsFunc(aux, isBe) }

func negate(all []Condition) []Condition {
	out := slices.Clone(all)
	for i := range out {
		out[i].Negated = !out[i].Negated
	}
	return out
}

func relativeClauses(g *grammar) {
	g.rule("RC", "rel VP|rel GAP", 0, keep(1))
	g.rule("RC", "GAP", -0.05, keep(0))
	g.rule("RC", "PAS|PASN|PRD|PP", 0, keep(0))
	g.rule("RC", "without noun", -0.1, func(p parts) (any, bool) {
		return []Condition{{Links: turn(at[noun](p, 1).links), Negated: true}}, true
	})
	g.rule("RC", "with noun", -0.1, func(p parts) (any, bool) { return []Condition{{Links: turn(at[noun](p, 1).links)}}, true })
	g.rule("RC", "verb NP", -0.02, func(p parts) (any, bool) { // "organisations funding X"
		v := at[predicate](p, 0)
		return objects(v.said(at[*Set](p, 1))), v.form == gerund
	})
	whose := func(name int) func(parts) (any, bool) {
		return func(p parts) (any, bool) {
			return []Condition{{Links: turn(belongings()), To: at[*Set](p, name)}}, at[*Set](p, name).isEntity() && at[*Set](p, 1).isBare()
		}
	}
	g.rule("RC", "whose N AUX called NP", 0, whose(4))
	g.rule("RC", "whose N AUX NP", 0, whose(3))
	g.rule("RC", "whose noun AUX NP", 0, func(p parts) (any, bool) {
		return []Condition{{Links: turn(at[noun](p, 1).links), To: at[*Set](p, 3)}}, true
	})
	cut := func(p parts) (any, bool) {
		v := at[predicate](p, len(p)-1)
		return objects(v.turned(at[*Set](p, 2))), v.tail == at[string](p, 0)
	}
	for _, prep := range []string{"of", "loc", "for", "from", "with", "to"} {
		g.rule("RC", prep+" rel NP AUX pcut|"+prep+" rel NP vcut|"+prep+" rel NP AUX vcut|"+prep+" rel NP AUX vppcut", 0, cut)
	}
	inside := func(p parts) (any, bool) { // "the place where X is located"
		return []Condition{{Links: []Link{{Kind: "LOCATED_IN"}}, To: at[*Set](p, 1)}}, true
	}
	g.rule("RC", "where NP AUX where2|where NP AUX", 0, inside)
	by := func(p parts) (any, bool) { return objects(at[predicate](p, len(p)-1).said(at[*Set](p, 2))), true }
	g.rule("RC", "by rel NP AUX vpp|through rel NP AUX vpp", 0, by)
	g.rule("RC", "called NP", 0, func(p parts) (any, bool) { return nil, false })
	g.rule("N", "N RC", 0, func(p parts) (any, bool) { return at[*Set](p, 0).with(at[[]Condition](p, 1)...), true })
	g.rule("N", "N called role", 0, func(p parts) (any, bool) { return at[*Set](p, 0).with(held(at[string](p, 2), nil).Where...), true })
	g.rule("NP", "N called NP", 0, func(p parts) (any, bool) { return p[2], at[*Set](p, 0).isBare() && at[*Set](p, 2).isEntity() })
	g.rule("NP", "N NP", -0.1, func(p parts) (any, bool) { // "the company Primacy"
		n, e := at[*Set](p, 0), at[*Set](p, 1)
		return e, n.isBare() && e.isEntity() && (n.Kinds == nil || overlap(n.Kinds, e.Kinds))
	})
	g.rule("NP", "NP N", -0.1, func(p parts) (any, bool) { // "the Serendip incubator", "the iCentrum building"
		e, n := at[*Set](p, 0), at[*Set](p, 1)
		return e, n.isBare() && e.isEntity() && n.Kinds != nil && overlap(n.Kinds, e.Kinds)
	})
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}
