package ask

import (
	"slices"
	"strings"
)

// list is a reading that asks which a set's members are.
func list(s *Set) Reading {
	if s.isEntity() {
		return Reading{Form: Describe, Set: s}
	}
	return Reading{Form: List, Set: s}
}

// someone is the set that "who" asks for: whatever acts.
func someone(conditions []Condition) *Set { return &Set{Person: true, Where: conditions} }

func listQuestions(g *grammar) {
	g.rule("Q", "who VP|what VP", 0, func(p parts) (any, bool) {
		c := at[[]Condition](p, 1)
		return list(someone(c)), !onlyNegated(c)
	})
	g.rule("Q", "which N VP|what N VP|which N ASK|what N ASK|which N GAP", 0.02, func(p parts) (any, bool) {
		return list(at[*Set](p, 1).with(at[[]Condition](p, 2)...)), true
	})
	g.rule("Q", "which of N VP", 0, func(p parts) (any, bool) { return list(at[*Set](p, 2).with(at[[]Condition](p, 3)...)), true })
	g.rule("Q", "who ASK|what ASK|what GAP", 0, func(p parts) (any, bool) { return list(someone(at[[]Condition](p, 1))), true })
	g.rule("Q", "AUX anyone ACT|AUX anyone PERF|AUX anyone PRD|AUX anyone PAS", 0, func(p parts) (any, bool) { return list(someone(at[[]Condition](p, 2))), true })
	g.rule("Q", "GAP who|GAP what", 0, func(p parts) (any, bool) { return list(someone(at[[]Condition](p, 0))), true })
	g.rule("Q", "who AUX NP|what AUX NP|which AUX NP|who NP", 0, func(p parts) (any, bool) { return list(at[*Set](p, len(p)-1)), true })
	g.rule("Q", "who NP AUX|what NP AUX|which NP AUX", -0.1, func(p parts) (any, bool) { // "I'd like to know who the funders of X are"
		s := at[*Set](p, 1)
		return list(s), s.isEntity() || len(s.Where) > 0
	})
	g.rule("Q", "AUX N ACT|AUX N PERF|AUX N PRD|AUX N PAS", -0.1, func(p parts) (any, bool) { // "does the council own X"
		n := at[*Set](p, 1)
		return list(n.with(at[[]Condition](p, 2)...)), n.Kinds != nil
	})
	g.rule("Q", "list NP|list which N VP|NP", -0.05, func(p parts) (any, bool) {
		if len(p) == 4 {
			return list(at[*Set](p, 2).with(at[[]Condition](p, 3)...)), true
		}
		return list(at[*Set](p, len(p)-1)), true
	})
	g.rule("Q", "list who VP|list Q", -0.1, func(p parts) (any, bool) {
		if len(p) == 3 {
			return list(someone(at[[]Condition](p, 2))), true
		}
		return p[1], true
	})
	g.rule("Q", "which N AUX there|AUX there N|AUX N|which N AUX", -0.1, func(p parts) (any, bool) {
		for _, v := range p {
			if s, ok := v.(*Set); ok {
				return list(s), true
			}
		}
		return nil, false
	})
	g.rule("Q", "tell NP|kindof AUX NP", 0, func(p parts) (any, bool) {
		s := at[*Set](p, len(p)-1)
		return Reading{Form: Describe, Set: s}, s.isEntity()
	})
}

// frontedQuestions begin with a preposition: "by whom is X funded".
func frontedQuestions(g *grammar) {
	cut := func(p parts) (any, bool) {
		var who *Set
		subject := 3
		if s, ok := p[2].(*Set); ok { // "to which cluster does X belong"
			who, subject = s, 4
		} else {
			who = someone(nil)
		}
		v := at[predicate](p, len(p)-1)
		return list(who.with(objects(v.turned(at[*Set](p, subject)))...)), v.tail == at[string](p, 0)
	}
	for _, prep := range []string{"of", "loc", "for", "from", "with", "to"} {
		for _, wh := range []string{" who ", " what ", " which N "} {
			g.rule("Q", prep+wh+"AUX NP vcut|"+prep+wh+"AUX NP pcut|"+prep+wh+"AUX NP vppcut", 0, cut)
		}
	}
	g.rule("Q", "by who AUX NP vpp|by what AUX NP vpp|by which N AUX NP vpp|through what AUX NP vpp|through which N AUX NP vpp", 0, func(p parts) (any, bool) {
		who := someone(nil)
		if s, ok := p[2].(*Set); ok {
			who = s
		}
		return list(who.with(objects(at[predicate](p, len(p)-1).said(at[*Set](p, len(p)-2)))...)), true
	})
	g.rule("Q", "loc which N AUX NP|loc what N AUX NP", 0, func(p parts) (any, bool) { // "in which city is X"
		return list(at[*Set](p, 2).with(Condition{Links: []Link{{Kind: "LOCATED_IN"}}, To: at[*Set](p, 4)})), at[*Set](p, 2).Kinds != nil
	})
	counting := func(p parts) (any, bool) { // "in how many sectors is X active"
		v := at[predicate](p, 5)
		r, ok := counted(at[*Set](p, 2).with(objects(v.turned(at[*Set](p, 4)))...))
		return r, ok && v.tail == at[string](p, 0)
	}
	for _, prep := range []string{"of", "loc", "for", "from", "with", "to"} {
		g.rule("Q", prep+" howmany N AUX NP vcut|"+prep+" howmany N AUX NP pcut|"+prep+" howmany N AUX NP vppcut", 0, counting)
	}
	g.rule("Q", "how AUX NP vpp", -0.05, func(p parts) (any, bool) { // "how is X funded": by whom
		return list(someone(objects(at[predicate](p, 3).said(at[*Set](p, 2))))), !active(at[[]string](p, 1))
	})
	g.rule("Q", "whose noun AUX NP", 0, func(p parts) (any, bool) {
		return list(someone(objects(Condition{Links: turn(at[noun](p, 1).links), To: at[*Set](p, 3)}))), true
	})
}

// onlyNegated is true of "who does not fund X": all the world, which needs a sort.
func onlyNegated(all []Condition) bool {
	return len(all) > 0 && !slices.ContainsFunc(all, func(c Condition) bool { return !c.Negated })
}

func counted(s *Set) (any, bool) { return Reading{Form: Count, Set: s}, !s.isEntity() }

func countQuestions(g *grammar) {
	g.rule("Q", "howmany N VP|howmany N ASK|howmany N GAP", 0.02, func(p parts) (any, bool) {
		return counted(at[*Set](p, 1).with(at[[]Condition](p, 2)...))
	})
	g.rule("Q", "howmany NP|howmany N AUX|howmany N AUX there|howmany N AUX exist|howmany N exist", 0, func(p parts) (any, bool) { return counted(at[*Set](p, 1)) })
	g.rule("Q", "howmany noun AUX NP have|howmany noun AUX NP recv", 0, func(p parts) (any, bool) {
		return counted(&Set{Sort: at[noun](p, 1).text, Where: objects(Condition{Links: at[noun](p, 1).links, To: at[*Set](p, 3)})})
	})
	g.rule("Q", "which noun AUX NP have|what noun AUX NP have", 0, func(p parts) (any, bool) {
		return list(&Set{Sort: at[noun](p, 1).text, Where: objects(Condition{Links: at[noun](p, 1).links, To: at[*Set](p, 3)})}), true
	})
	g.rule("Q", "what money AUX NP have|which money AUX NP have|what money AUX NP recv|which money AUX NP recv", 0, func(p parts) (any, bool) {
		return list(&Set{Sort: "funds", Person: true, Where: objects(Condition{Links: []Link{{Kind: "FUNDS", Out: true}}, To: at[*Set](p, 3)})}), true
	})
}

// sumQuestions ask what claims come to.
func sumQuestions(g *grammar) {
	sum := func(from, to int) func(parts) (any, bool) {
		return func(p parts) (any, bool) {
			r := Reading{Form: Sum, Money: true}
			links := []Link{{Kind: "FUNDS"}, {Kind: "INVESTS_IN"}}
			for _, v := range p {
				if n, ok := v.(noun); ok {
					links = n.links
				}
			}
			condition := Condition{Links: outward(links)}
			if to >= 0 {
				condition.To = at[*Set](p, to)
			}
			r.Set = &Set{Where: []Condition{condition}, Person: true}
			if from >= 0 {
				r.Subject = at[*Set](p, from)
			}
			return r, true
		}
	}
	for _, hm := range []string{"howmuch", "howmuch money", "howmuch mass", "what mass", "what money"} {
		n := len(strings.Fields(hm))
		g.rule("Q", hm+" AUX NP recv", 0, sum(-1, n+1))
		g.rule("Q", hm+" AUX NP recv from NP", 0, sum(n+4, n+1))
		g.rule("Q", hm+" AUX NP give", 0, sum(n+1, -1))
		g.rule("Q", hm+" AUX NP give to NP|"+hm+" AUX NP give for NP|"+hm+" AUX NP give loc NP", 0, sum(n+1, n+4))
		g.rule("Q", hm+" AUX NP give NP", -0.05, sum(n+1, n+3))
		g.rule("Q", hm+" AUX NP give into NP", 0, sum(n+1, n+4))
		g.rule("Q", hm+" AUX given for NP|"+hm+" AUX given to NP|"+hm+" AUX given into NP|"+hm+" AUX given loc NP", 0, sum(-1, n+3))
		g.rule("Q", hm+" AUX given by NP", 0, sum(n+3, -1))
		g.rule("Q", hm+" AUX goto NP|"+hm+" goto NP", 0, func(p parts) (any, bool) { return sum(-1, len(p)-1)(p) })
		g.rule("Q", hm+" AUX there for NP|"+hm+" AUX for NP", 0, func(p parts) (any, bool) { return sum(-1, len(p)-1)(p) })
	}
	g.rule("MASS", "mass of NP|mass for NP|mass to NP|mass loc NP", 0, func(p parts) (any, bool) { return sum(-1, 2)(p) })
	g.rule("MASS", "mass from NP|mass by NP", 0, func(p parts) (any, bool) { return sum(2, -1)(p) })
	g.rule("MASS", "mass from NP to NP|mass from NP for NP", 0, func(p parts) (any, bool) { return sum(2, 4)(p) })
	g.rule("MASS", "NP poss mass", 0, func(p parts) (any, bool) { return sum(-1, 0)(p) })
	g.rule("MASS", "total MASS|sup MASS", 0, func(p parts) (any, bool) {
		r := at[Reading](p, 1)
		if p[0] != any("total") && slices.Contains([]string{"largest", "biggest", "greatest", "highest", "main", "top"}, at[string](p, 0)) {
			r.Form, r.Order = List, "AMOUNT"
			if r.Subject != nil { // what they fund
				r.Set = &Set{Where: []Condition{{Links: turn(r.Set.Where[0].Links), To: r.Subject}}}
			}
		}
		return r, true
	})
	g.rule("Q", "MASS|what AUX MASS|which AUX MASS|howmuch AUX MASS|list MASS", 0, func(p parts) (any, bool) { return p[len(p)-1], true })
}

// jobQuestions ask how many jobs are pledged.
func jobQuestions(g *grammar) {
	jobs := func(from, to int) func(parts) (any, bool) {
		return func(p parts) (any, bool) {
			r := Reading{Form: Sum, Unit: at[string](p, 1), Set: &Set{Person: true, Where: []Condition{{Links: []Link{{Kind: "PLEDGES_JOBS_IN", Out: true}}}}}}
			if to >= 0 {
				r.Set.Where[0].To = at[*Set](p, to)
			}
			if from >= 0 && !at[*Set](p, from).isBare() {
				r.Subject = at[*Set](p, from)
			}
			return r, true
		}
	}
	g.rule("Q", "howmany unit AUX uverb loc NP|howmany unit uverb loc NP", 0, func(p parts) (any, bool) { return jobs(-1, len(p)-1)(p) })
	g.rule("Q", "howmany unit AUX uverb by NP", 0, func(p parts) (any, bool) { return jobs(5, -1)(p) })
	g.rule("Q", "howmany unit AUX NP uverb", 0, jobs(3, -1))
	g.rule("Q", "howmany unit AUX NP uverb NP", 0, jobs(3, 5))
	g.rule("Q", "howmany unit AUX NP AUX uverb loc NP|howmany unit AUX NP AUX uverb to NP|howmany unit AUX NP AUX uverb for NP", 0, jobs(3, 7))
	g.rule("Q", "howmany unit AUX NP uverb loc NP|howmany unit AUX NP uverb to NP|howmany unit AUX NP uverb for NP", 0, jobs(3, 6))
}

// outward is links as they are seen from the subject.
func outward(links []Link) []Link {
	links = slices.Clone(links)
	for i := range links {
		links[i].Out = true
	}
	return links
}
