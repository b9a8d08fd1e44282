package ask

import "slices"

func otherQuestions(g *grammar) {
	check := func(p parts) (any, bool) {
		r := Reading{Form: Check, Subject: at[*Set](p, 1), Set: &Set{Where: at[[]Condition](p, 2)}}
		return r, r.Subject.isEntity() && len(r.Set.Where) > 0
	}
	g.rule("Q", "AUX NP ACT|AUX NP PERF|AUX NP PAS|AUX NP PRD|AUX NP PP", 0, check)
	g.rule("Q", "AUX NP AUX ACT|AUX NP AUX PAS|AUX NP AUX PRD", 0, func(p parts) (any, bool) { return check(parts{p[0], p[1], p[3]}) })
	g.rule("Q", "AUX NP N", -0.05, func(p parts) (any, bool) { return check(parts{p[0], p[1], at[*Set](p, 2).Where}) })
	g.rule("SAYS", "NP VP", 0, func(p parts) (any, bool) { return check(parts{nil, p[0], p[1]}) })
	g.rule("Q", "which N say rel SAYS|which N say SAYS", 0.02, func(p parts) (any, bool) {
		r := at[Reading](p, len(p)-1)
		r.Facets = []string{"source"}
		return r, slices.Contains(at[*Set](p, 1).Kinds, "DOCUMENT")
	})
}

// pathQuestions ask how two entities are connected, and what both are connected to.
func pathQuestions(g *grammar) {
	path := func(p parts) (any, bool) {
		var ends []*Set
		for _, v := range p {
			switch v := v.(type) {
			case *Set:
				ends = append(ends, v)
			case []*Set:
				ends = append(ends, v...)
			}
		}
		if len(ends) != 2 || !ends[0].isEntity() || !ends[1].isEntity() {
			return nil, false
		}
		return Reading{Form: Path, Set: ends[0], Other: ends[1]}, true
	}
	g.rule("Q", "how AUX NP conn to NP|how AUX NP conn with NP|how AUX PAIR conn|how AUX PAIR each|how AUX NP AUX conn to NP", 0, path)
	g.rule("Q", "what conns PAIR|what AUX tie PAIR|tie PAIR|list tie PAIR|what AUX NP do_with NP|what AUX NP AUX do_with NP|AUX PAIR each|AUX there tie PAIR", 0, path)
	g.rule("Q", "tie from NP to NP|list tie from NP to NP|AUX NP conn to NP|AUX NP conn with NP|what AUX tie from NP to NP|tie of NP to NP|what AUX tie of NP to NP|what AUX tie of NP with NP", 0, path)
	common := func(p parts) (any, bool) {
		for _, v := range p {
			if pair, ok := v.([]*Set); ok {
				return Reading{Form: Common, Set: pair[0], Other: pair[1]}, true
			}
		}
		return nil, false
	}
	g.rule("Q", "what AUX PAIR common|what AUX common to PAIR|what AUX PAIR have common", 0, common)
}

// placeQuestions ask where something is, and which posts somebody has.
func placeQuestions(g *grammar) {
	where := func(i int) func(parts) (any, bool) {
		return func(p parts) (any, bool) {
			return list(&Set{Kinds: nil, Sort: "places", Where: []Condition{{Links: []Link{{Kind: "LOCATED_IN"}}, To: at[*Set](p, i)}}}), true
		}
	}
	g.rule("Q", "where AUX NP|where AUX NP where2|where AUX NP AUX where2|in what N AUX NP where2", 0, func(p parts) (any, bool) {
		for i, v := range p {
			if s, ok := v.(*Set); ok && (s.isEntity() || len(s.Where) > 0) {
				return where(i)(p)
			}
		}
		return nil, false
	})
	g.rule("Q", "wherefind NP", 0, where(1))
	g.rule("Q", "where AUX NP vcut|where AUX NP vppcut", -0.05, func(p parts) (any, bool) { // "where does X get money", "where has X pledged jobs"
		v := at[predicate](p, 3)
		return list(someone(objects(v.turned(at[*Set](p, 2))))), (v.tail == "from" || v.tail == "in") && (v.form != participle || active(at[[]string](p, 1)))
	})
	g.rule("Q", "where AUX mass for NP come_from|where AUX mass of NP come_from", 0.3, func(p parts) (any, bool) {
		return list(someone(objects(Condition{Links: outward(at[noun](p, 2).links), To: at[*Set](p, 4)}))), true
	})
	g.rule("Q", "where AUX NP poss mass come_from", 0.3, func(p parts) (any, bool) {
		return list(someone(objects(Condition{Links: outward(at[noun](p, 4).links), To: at[*Set](p, 2)}))), true
	})
	g.rule("Q", "where ASK", -0.1, func(p parts) (any, bool) { return list(someone(at[[]Condition](p, 1))), true })
	person := func(i int) func(parts) (any, bool) {
		return func(p parts) (any, bool) {
			r := Reading{Form: Posts, Set: at[*Set](p, i)}
			if i+2 < len(p) {
				if other, ok := p[len(p)-1].(*Set); ok {
					r.Other = other
				}
			}
			return r, r.Set.isEntity()
		}
	}
	g.rule("Q", "where AUX NP work|where AUX NP AUX work", 0, person(2))
	g.rule("Q", "which posts AUX NP hold loc NP|what posts AUX NP hold loc NP", 0, person(3))
	g.rule("Q", "which posts AUX NP hold|what posts AUX NP hold", 0, person(3))
	g.rule("Q", "what AUX NP do loc NP|what AUX NP do for NP", 0, person(2))
	g.rule("Q", "what AUX NP poss posts|NP poss posts|what AUX NP poss posts loc NP|NP poss posts loc NP", 0, func(p parts) (any, bool) {
		i := slices.IndexFunc(p, func(v any) bool { _, ok := v.(*Set); return ok })
		r := Reading{Form: Posts, Set: at[*Set](p, i)}
		if last, ok := p[len(p)-1].(*Set); ok && len(p) > i+2 {
			r.Other = last
		}
		return r, r.Set.isEntity()
	})
}

// timeQuestions ask when something was so.
func timeQuestions(g *grammar) {
	when := func(p parts) (any, bool) {
		var r Reading
		if v, ok := p[len(p)-1].(predicate); ok { // when was X announced
			r = Reading{Form: Time, Set: &Set{Where: []Condition{v.said(at[*Set](p, 2))}}}
			return r, at[*Set](p, 2).isEntity()
		}
		c := at[[]Condition](p, 3)
		return Reading{Form: Time, Subject: at[*Set](p, 2), Set: &Set{Where: c}}, at[*Set](p, 2).isEntity()
	}
	g.rule("Q", "when AUX NP vpp", -0.05, when)
	g.rule("Q", "when AUX NP ACT|when AUX NP PAS|when AUX NP PRD|when AUX NP PERF|when AUX NP PP", 0, when)
	g.rule("Q", "when AUX NP AUX PAS|when AUX NP AUX PRD|when AUX NP AUX PP", 0, func(p parts) (any, bool) { return when(parts{p[0], p[1], p[2], p[4]}) })
	g.rule("Q", "when AUX mass of NP|what AUX when of mass of NP", 0, func(p parts) (any, bool) {
		i := slices.IndexFunc(p, func(v any) bool { _, ok := v.(noun); return ok })
		to := at[*Set](p, len(p)-1)
		return Reading{Form: Time, Set: &Set{Where: []Condition{{Links: outward(at[noun](p, i).links), To: to}}}}, to.isEntity()
	})
}

// sourceQuestions ask for documents, and for what somebody says.
func sourceQuestions(g *grammar) {
	mentions := func(p parts) (any, bool) {
		for _, v := range slices.Backward(p) {
			if s, ok := v.(*Set); ok && s.isEntity() {
				return Reading{Form: Mentions, Set: s}, true
			}
		}
		return nil, false
	}
	document := func(p parts) (any, bool) {
		for _, v := range p {
			if s, ok := v.(*Set); ok && s.isBare() && slices.Contains(s.Kinds, "DOCUMENT") {
				return mentions(p)
			}
		}
		return nil, false
	}
	g.rule("Q", "which N mention NP|what N mention NP|in which N AUX NP said_of|in what N AUX NP said_of|loc which N AUX NP said_of|list N rel mention NP|N rel mention NP|list N mention NP|N mention NP|N about NP|list N about NP|which N AUX about NP", 0.3, document)
	g.rule("Q", "where AUX NP said_of", 0.01, mentions)
	saidAbout := func(p parts) (any, bool) {
		r := Reading{Form: Said, Filter: Filter{StatedBy: at[*Set](p, 2).IDs}, Set: at[*Set](p, 5)}
		return r, at[*Set](p, 2).isEntity() && r.Set.isEntity()
	}
	g.rule("Q", "what AUX NP say about NP|what AUX NP say of NP", 0, saidAbout)
	g.rule("Q", "what AUX say about NP|what AUX N say about NP|what AUX anyone say about NP", 0, func(p parts) (any, bool) { // "what do the documents say about X"
		if n, ok := p[2].(*Set); ok && !n.isBare() {
			return nil, false
		}
		s := at[*Set](p, len(p)-1)
		return Reading{Form: Said, Set: s}, s.isEntity()
	})
	g.rule("Q", "what AUX NP say", 0, func(p parts) (any, bool) {
		return Reading{Form: Said, Filter: Filter{StatedBy: at[*Set](p, 2).IDs}}, at[*Set](p, 2).isEntity()
	})
}

// claimQuestions ask for claims of a certainty, and for bounds.
func claimQuestions(g *grammar) {
	doubts := func(p parts) (any, bool) {
		r := Reading{Form: Doubts}
		for _, v := range p {
			switch v := v.(type) {
			case [2]string:
				if v[0] != "" {
					r.Filter.Certainty = []string{v[0]}
				} else {
					r.Filter.Status = []string{v[1]}
				}
			case *Set:
				if !v.isEntity() {
					return nil, false
				}
				r.Set = v
			}
		}
		return r, true
	}
	g.rule("Q", "which stmt AUX doubt|what stmt AUX doubt|list doubt stmt|doubt stmt|what AUX doubt|which AUX doubt|list doubt|what AUX AUX doubt|doubt stmt about NP|list doubt stmt about NP|which stmt about NP AUX doubt|what AUX doubt about NP|what AUX doubt for NP|list stmt rel AUX doubt", 0, doubts)
	bounds := func(p parts) (any, bool) {
		for _, v := range p {
			if s, ok := v.(*Set); ok {
				return Reading{Form: Bounds, Set: s}, s.isEntity()
			}
		}
		return Reading{Form: Bounds}, true
	}
	g.rule("Q", "which figure about NP AUX bounds|what figure about NP AUX bounds|which figure AUX bounds|list bounds|list figure about NP rel AUX bounds", 0, bounds)
}

// stateQuestions ask what was renamed, whether money was paid, and what is disputed.
func stateQuestions(g *grammar) {
	renamed := func(p parts) (any, bool) {
		r := Reading{Form: Renamed}
		for _, v := range p {
			if s, ok := v.(*Set); ok {
				switch {
				case s.isEntity():
					r.Subject = s
				case s.isBare():
					r.Set = s
				default:
					return nil, false
				}
			}
		}
		return r, true
	}
	g.rule("Q", "what renamed|who renamed|which N renamed|which N AUX renamed|what AUX renamed|who AUX renamed|what N AUX renamed|when AUX NP renamed|what AUX NP called before|what AUX NP before called|how AUX NP called before", 0, renamed)
	spent := func(p parts) (any, bool) {
		s := at[*Set](p, 3)
		return Reading{Form: Spent, Set: s}, s.isEntity()
	}
	g.rule("Q", "AUX money for NP spent|AUX money for NP AUX spent|AUX money of NP AUX spent", 0.05, spent)
	g.rule("Q", "AUX moneysum for NP spent|AUX moneysum for NP AUX spent", 0.05, spent)
	disputes := func(p parts) (any, bool) {
		r := Reading{Form: Disputed}
		for _, v := range p {
			if s, ok := v.(*Set); ok {
				r.Set = s
				return r, s.isEntity()
			}
		}
		return r, true
	}
	g.rule("Q", "which stmt conflict|what stmt conflict|which stmt AUX conflict|list conflict|which stmt about NP conflict|what conflict|list conflict stmt|conflict about NP|list conflict about NP|AUX stmt about NP conflict", 0, disputes)
}

// nameQuestions ask what else something is called.
func nameQuestions(g *grammar) {
	names := func(p parts) (any, bool) {
		for _, v := range p {
			if s, ok := v.(*Set); ok {
				return Reading{Form: Property, Set: s, Props: []string{"name"}}, s.isEntity()
			}
		}
		return nil, false
	}
	g.rule("Q", "what AUX NP called|what AUX NP AUX called|what else AUX NP called|what else AUX NP AUX called|how else AUX NP called|what AUX NP stand_for|names of NP|what AUX names of NP|what names AUX NP have|which names AUX NP have|NP poss names|what AUX NP poss names|list names of NP", 0, names)
}

// reasonQuestions ask what a claim is for.
func reasonQuestions(g *grammar) {
	reason := func(subject, conditions int) func(parts) (any, bool) {
		return func(p parts) (any, bool) {
			r := Reading{Form: Check, Subject: at[*Set](p, subject), Set: &Set{Where: at[[]Condition](p, conditions)}, Facets: []string{"purpose"}}
			return r, r.Subject.isEntity() && len(r.Set.Where) > 0
		}
	}
	g.rule("Q", "what AUX NP ACT for|what AUX NP PERF for", 0.02, reason(2, 3))
	g.rule("Q", "why AUX NP ACT|why AUX NP PERF|why AUX NP PAS|why AUX NP PRD", 0, reason(2, 3))
	g.rule("Q", "why AUX NP AUX ACT|why AUX NP AUX PAS|why AUX NP AUX PRD", 0, reason(2, 4))
}

// speakers are rules for whose words the claims are to be.
func speakers(g *grammar) {
	stated := func(q, by int) func(parts) (any, bool) {
		return func(p parts) (any, bool) {
			r, s := p[q].(Reading), at[*Set](p, by)
			if !s.isEntity() || len(r.Filter.StatedBy) > 0 {
				return nil, false
			}
			r.Filter.StatedBy = s.IDs
			if r.Form == Describe {
				r.Form, r.Props = Property, []string{"description", "assessment"}
			}
			return r, slices.Contains([]Form{List, Count, Said, Time, Fact, Property}, r.Form)
		}
	}
	g.rule("Q", "according_to NP Q", 0, stated(2, 1))
	g.rule("Q", "Q according_to NP", 0, stated(0, 2))
}

// times are rules for the time and the amount that a question is narrowed to.
func times(g *grammar) {
	at := func(i, time int) func(parts) (any, bool) {
		return func(p parts) (any, bool) {
			r := p[i].(Reading)
			if r.Filter.ValidAt != "" {
				return nil, false
			}
			r.Filter.ValidAt = p[time].(string)
			return r, true
		}
	}
	g.rule("Q", "Q in date|Q loc date", 0, at(0, 2))
	g.rule("Q", "in date Q|loc date Q", 0, at(2, 1))
	g.rule("Q", "Q since date", 0, func(p parts) (any, bool) {
		return at(0, 2)(parts{p[0], p[1], p[2].(string) + "/.."})
	})
	amount := func(low bool) func(parts) (any, bool) {
		return func(p parts) (any, bool) {
			r, m := p[0].(Reading), p[2].(money)
			if r.Filter.Currency != "" && r.Filter.Currency != m.currency {
				return nil, false
			}
			r.Filter.Currency = m.currency
			if low {
				r.Filter.Min = m.value
			} else {
				r.Filter.Max = m.value
			}
			if r.Form == Sum {
				r.Form, r.Order = List, "AMOUNT"
				if r.Subject != nil {
					r.Set = &Set{Where: []Condition{{Links: turn(r.Set.Where[0].Links), To: r.Subject}}}
				}
			}
			return r, true
		}
	}
	g.rule("Q", "Q over moneysum", 0, amount(true))
	g.rule("Q", "Q under moneysum", 0, amount(false))
}
