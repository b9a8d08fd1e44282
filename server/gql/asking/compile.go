package asking

import (
	"fmt"
	"slices"
	"strings"

	"whence/ask"
)

// operation is a reading as GraphQL: a document of one query, and its variables, ids and filters, never names.
type operation struct {
	text      string
	variables map[string]any
}

// claimFields is what an answer needs of a claim.
const claimFields = `
fragment C on Claim {
  id
  sentence
  status
  certainty
  holds { edtf earliest latest wording }
  statedBy { id name }
  ... on Relationship { kind role purpose amount { currency } subject { id name kind } object { id name kind } }
  ... on Measure { metric about { id name } figure { unit value } }
  ... on Attribute { property value about { id name } date { edtf earliest wording } }
}
`

// pageSizes are how many neighbours a hop lists, by the depth of the chain; more would be weighed beyond the gate.
var pageSizes = [][]int{{40}, {15, 12}, {5, 5, 5}, {4, 3, 3, 3}}

// maxHops is the longest chain that is asked hop by hop; a longer one is a filter.
const maxHops = 3

// compiler writes one operation.
type compiler struct {
	declared []string
	values   map[string]any
}

func newCompiler() *compiler { return &compiler{values: map[string]any{}} }

// variable declares one, and is how it is written.
func (c *compiler) variable(kind string, value any) string {
	name := fmt.Sprintf("v%d", len(c.declared)+1)
	c.declared = append(c.declared, "$"+name+": "+kind)
	c.values[name] = value
	return "$" + name
}

func (c *compiler) finish(body string) operation {
	head := "query Asked"
	if len(c.declared) > 0 {
		head += "(" + strings.Join(c.declared, ", ") + ")"
	}
	text := head + " {\n" + body + "}\n"
	if strings.Contains(body, "...C") {
		text += claimFields
	}
	return operation{text, c.values}
}

// compile is the operation that answers a reading.
func compile(r *ask.Reading) (operation, error) {
	c := newCompiler()
	var body string
	switch r.Form {
	case ask.List, ask.Count:
		body = c.list(r)
	case ask.Sum:
		body = c.sum(r)
	case ask.Check:
		body = c.check(r)
	case ask.Describe:
		body = c.describe(r.Set.IDs[0])
	case ask.Path:
		body = c.path(r)
	case ask.Common:
		body = "  inCommon(of: " + c.variable("[ID!]!", []string{r.Set.IDs[0], r.Other.IDs[0]}) +
			", first: 10) { shared { entity { id name kind } paths { steps { relationships(first: 1) { ...C } } } } }\n"
	case ask.Fact, ask.Property:
		body = c.facts(r)
	case ask.Said:
		body = c.said(r)
	case ask.Mentions:
		id := c.variable("ID!", r.Set.IDs[0])
		body = "  entity(id: " + id + ") { id name documents(first: 20) { totalCount nodes { id name kind } } }\n  claims(about: " + id + ", first: 5) { nodes { ...C } }\n"
	case ask.Posts:
		body = c.posts(r)
	case ask.Time:
		body = c.time(r)
	case ask.Doubts:
		body = "  claims(" + c.about(r.Set) + "filter: " + c.variable("ClaimFilter", claimFilter(r.Filter)) + ", first: 20) { totalCount nodes { ...C } }\n"
	case ask.Bounds:
		body = "  measures(" + c.about(r.Set) + "filter: " + c.variable("MeasureFilter", map[string]any{"comparator": []string{"MORE_THAN", "AT_LEAST"}}) + ", first: 20) { totalCount nodes { ...C } }\n"
	case ask.Renamed:
		body = "  attributes(" + c.about(r.Subject) + "property: \"name\", filter: {status: [ENDED]}, first: 20) { totalCount nodes { ...C } }\n"
	case ask.Spent:
		body = "  entity(id: " + c.variable("ID!", r.Set.IDs[0]) + ") { id name relationships(kinds: [FUNDS], direction: IN, first: 10) { totalCount nodes { ...C subject { withheld: relationships(kinds: [WITHHOLDS], direction: IN, first: 5) { nodes { ...C } } } via { id name kind relationships(kinds: [WITHHOLDS], direction: IN, first: 5) { nodes { ...C } } } } }" +
			" withheld: relationships(kinds: [WITHHOLDS], direction: IN, first: 5) { nodes { ...C } } }\n"
	case ask.Find:
		body = "  search(query: " + c.variable("String!", r.Words) + ", first: 10) { totalCount edges { matched node { id name kind } } }\n"
	case ask.Disputed:
		body = "  conflicts(" + c.about(r.Set) + "first: 10) { totalCount nodes { reason claims { ...C } } }\n"
	default:
		return operation{}, fmt.Errorf("asking: no operation for a reading of form %s", r.Form)
	}
	return c.finish(body), nil
}

// about is the argument of that name, with the comma behind it, or nothing.
func (c *compiler) about(s *ask.Set) string {
	if s == nil || len(s.IDs) == 0 {
		return ""
	}
	return "about: " + c.variable("ID", s.IDs[0]) + ", "
}

// single is the one entity that a set is, "" where it is none.
func single(s *ask.Set) string {
	if s != nil && len(s.IDs) == 1 && len(s.Where) == 0 {
		return s.IDs[0]
	}
	return ""
}

// hop is one step of a chain, from the entity known to the set asked for.
type hop struct {
	condition ask.Condition
	set       *ask.Set // the set on its far side
}

// chain is the hops from one entity to a set, the set last; ok is false where no chain leads there. A place that
// something stands in is no hop: what lies deeper counts too, which a filter's within says.
func chain(s *ask.Set) (from string, hops []hop, ok bool) {
	for _, wantsOne := range []bool{true, false} {
		for _, c := range s.Where {
			if c.Negated || c.To == nil || isWithin(c) {
				continue
			}
			if id := single(c.To); id != "" && wantsOne {
				return id, []hop{{c, s}}, true
			}
			if !wantsOne && len(c.To.IDs) == 0 {
				if from, hops, ok = chain(c.To); ok && len(hops) < maxHops {
					return from, append(hops, hop{c, s}), true
				}
			}
		}
	}
	return "", nil, false
}

// isWithin reports whether a condition says that something stands in one place.
func isWithin(c ask.Condition) bool {
	return len(c.Links) == 1 && c.Links[0].Kind == "LOCATED_IN" && c.Links[0].Out && c.Role == "" && strings.HasPrefix(single(c.To), "place/")
}

// ends are kinds and direction as arguments, seen from the far end of a condition.
func ends(links []ask.Link, fromFarEnd bool) string {
	kinds := make([]string, len(links))
	for i, l := range links {
		kinds[i] = l.Kind
	}
	direction := "IN"
	if links[0].Out != fromFarEnd {
		direction = "OUT"
	}
	if links[0].Both {
		direction = "BOTH"
	}
	return "kinds: [" + strings.Join(kinds, ", ") + "], direction: " + direction
}

// relationshipFilter is what narrows the claims of a condition.
func relationshipFilter(f ask.Filter, role string) map[string]any {
	out := claimFilter(f)
	if r := roleFilter(role); r != "" {
		out["role"] = r
	}
	if f.Currency != "" {
		amount := map[string]any{"currency": f.Currency}
		if f.Min != "" {
			amount["min"] = f.Min
		}
		if f.Max != "" {
			amount["max"] = f.Max
		}
		out["amount"] = amount
	}
	return out
}

func claimFilter(f ask.Filter) map[string]any {
	out := map[string]any{}
	if f.ValidAt != "" {
		out["validAt"] = f.ValidAt
	}
	for name, list := range map[string][]string{"status": f.Status, "certainty": f.Certainty, "statedBy": f.StatedBy} {
		if len(list) > 0 {
			out[name] = list
		}
	}
	return out
}

// list asks which the members of a set are, with the claims that make them so.
func (c *compiler) list(r *ask.Reading) string {
	from, hops, ok := chain(r.Set)
	if !ok {
		return c.filtered(r)
	}
	sizes := pageSizes[len(hops)-1]
	text := ""
	if isDocuments(r.Set, hops[len(hops)-1].condition) {
		text = "by: neighbours(kinds: [AUTHORED], direction: IN, first: 2) { nodes { id name } }"
	}
	for i, h := range slices.Backward(hops) {

		filter := relationshipFilter(ask.Filter{}, h.condition.Role)
		if i == len(hops)-1 {
			filter = relationshipFilter(r.Filter, h.condition.Role)
		}
		arguments := ends(h.condition.Links, true)
		narrowed := entityFilter(h.set, &h.condition)
		if narrowed != nil {
			arguments += ", to: " + c.variable("EntityFilter", narrowed)
		}
		if len(filter) > 0 {
			arguments += ", filter: " + c.variable("RelationshipFilter", filter)
		}
		whole := ""
		if i == len(hops)-1 && narrowed != nil {
			whole = " all: neighbours(" + ends(h.condition.Links, true) + ", first: 5) { totalCount nodes { id name kind } }"
		}
		text = fmt.Sprintf("next: neighbours(%s, first: %d) { totalCount edges { node { id name kind %s } relationships(first: 4) { ...C } } }%s", arguments, sizes[i], text, whole)
	}
	body := "  entity(id: " + c.variable("ID!", from) + ") { id name kind " + text + " }\n"
	if slices.Contains(r.Facets, "altogether") && len(hops) == 1 {
		body += c.total(hops[0].condition, nil, r.Filter)
	}
	return body
}

// isDocuments reports whether a set is one of documents, which are told apart by their authors.
func isDocuments(s *ask.Set, c ask.Condition) bool {
	return slices.Contains(s.Kinds, "DOCUMENT") || c.Links[0].Kind == "CITES" && !c.Links[0].Out
}

// filtered asks for a set by a filter, and for the claims of its first condition.
func (c *compiler) filtered(r *ask.Reading) string {
	body := ""
	filter := entityFilter(r.Set, nil)
	var first *ask.Condition
	for i := range r.Set.Where {
		if !r.Set.Where[i].Negated {
			first = &r.Set.Where[i]
			break
		}
	}
	of := "filter: " + c.variable("EntityFilter", filter)
	if first == nil {
		return "  entities(" + of + ", first: 40) { totalCount nodes { id name kind } }\n"
	}
	arguments := ends(first.Links, false)
	if to := entityFilter(first.To, nil); to != nil && !isWithin(*first) {
		arguments += ", to: " + c.variable("EntityFilter", to)
	}
	if f := relationshipFilter(r.Filter, first.Role); len(f) > 0 {
		arguments += ", filter: " + c.variable("RelationshipFilter", f)
	}
	body += "  entities(" + of + ", first: 25) { totalCount nodes { id name kind ties: neighbours(" + arguments + ", first: 2) { edges { node { id name kind } relationships(first: 2) { ...C } } } } }\n"
	return body
}

// entityFilter is a set as a filter, but for one condition that is asked otherwise; nil where nothing is left to say.
func entityFilter(s *ask.Set, but *ask.Condition) map[string]any {
	if s == nil {
		return nil
	}
	out := map[string]any{}
	if len(s.IDs) > 0 {
		out["ids"] = s.IDs
	} else if len(s.Kinds) > 0 {
		out["kinds"] = s.Kinds
	}
	if len(s.IDs) == 0 && len(s.Places) > 0 { // or a place whose type no source gives
		out["placeTypes"] = append(slices.Clone(s.Places), "OTHER")
	}
	var has, hasNot, all []any
	for i := range s.Where {
		c := &s.Where[i]
		switch {
		case but != nil && sameCondition(c, but):
		case isWithin(*c):
			place := map[string]any{"within": c.To.IDs[0]}
			if c.Negated {
				place = map[string]any{"not": place}
			}
			all = append(all, place, map[string]any{"not": map[string]any{"ids": c.To.IDs}})
		case c.Negated:
			hasNot = append(hasNot, hasRelationship(c))
		case redundant(s.Where, i):
		default:
			has = append(has, hasRelationship(c))
		}
	}
	var either []any
	for _, e := range s.Either {
		either = append(either, entityFilter(e, nil))
	}
	for name, list := range map[string][]any{"has": has, "hasNo": hasNot, "and": all, "or": either} {
		if len(list) > 0 {
			out[name] = list
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

func sameCondition(a, b *ask.Condition) bool {
	return a.To == b.To && a.Role == b.Role && slices.Equal(a.Links, b.Links)
}

// redundant reports whether another condition says the same of something narrower.
func redundant(all []ask.Condition, i int) bool {
	return all[i].To == nil && slices.ContainsFunc(all, func(c ask.Condition) bool { return c.To != nil && slices.Equal(c.Links, all[i].Links) })
}

func hasRelationship(c *ask.Condition) map[string]any {
	kinds := make([]string, len(c.Links))
	for i, l := range c.Links {
		kinds[i] = l.Kind
	}
	direction := "IN"
	if c.Links[0].Out {
		direction = "OUT"
	}
	if c.Links[0].Both {
		direction = "BOTH"
	}
	out := map[string]any{"kinds": kinds, "direction": direction}
	if to := entityFilter(c.To, nil); to != nil {
		out["to"] = to
	}
	if r := roleFilter(c.Role); r != "" {
		out["filter"] = map[string]any{"role": r}
	}
	return out
}

// roleFilter is what a role is narrowed to in the operation. Titles that are written several ways are told apart in the
// answer.
func roleFilter(role string) string {
	if role == "ceo" {
		return ""
	}
	return role
}

// total asks what the claims of a condition come to.
func (c *compiler) total(condition ask.Condition, subject *ask.Set, f ask.Filter) string {
	kinds := make([]string, len(condition.Links))
	for i, l := range condition.Links {
		kinds[i] = l.Kind
	}
	near, far := "subject", "object"
	if !condition.Links[0].Out {
		near, far = far, near
	}
	filter := relationshipFilter(f, "")
	if to := entityFilter(condition.To, nil); to != nil {
		if id := single(condition.To); strings.HasPrefix(id, "place/") && slices.Contains(kinds, "PLEDGES_JOBS_IN") {
			to = map[string]any{"within": id}
		}
		filter[far] = to
	}
	if s := entityFilter(subject, nil); s != nil {
		filter[near] = s
	}
	of := c.variable("RelationshipFilter", filter)
	list := "kinds: [" + strings.Join(kinds, ", ") + "], filter: " + of
	return "  aggregate(" + list + ", groupBy: []) { partial total { count unstated totals { currency low high } quantities { unit low high } } }\n" +
		"  counted: relationships(" + list + ", orderBy: {field: AMOUNT, direction: DESC}, first: 15) { totalCount nodes { ...C } }\n"
}

func (c *compiler) sum(r *ask.Reading) string { return c.total(r.Set.Where[0], r.Subject, r.Filter) }

// check asks whether an entity meets conditions: for each, the claims that say so.
func (c *compiler) check(r *ask.Reading) string {
	var text strings.Builder
	for i, w := range r.Set.Where {
		arguments := ends(w.Links, false)
		if to := entityFilter(w.To, nil); to != nil {
			arguments += ", to: " + c.variable("EntityFilter", to)
		}
		if f := relationshipFilter(r.Filter, w.Role); len(f) > 0 {
			arguments += ", filter: " + c.variable("RelationshipFilter", f)
		}
		fmt.Fprintf(&text, " c%d: neighbours(%s, first: 5) { totalCount edges { node { id name kind } relationships(first: 5) { ...C } } }", i, arguments)
	}
	body := "  entity(id: " + c.variable("ID!", r.Subject.IDs[0]) + ") { id name kind" + text.String() + " }\n"
	if len(r.Set.Where) == 1 && isWithin(r.Set.Where[0]) {
		body += "  inside: entities(filter: " + c.variable("EntityFilter", map[string]any{"ids": r.Subject.IDs, "within": r.Set.Where[0].To.IDs[0]}) + ", first: 1) { totalCount }\n"
	}
	return body
}

func (c *compiler) describe(id string) string {
	return "  entity(id: " + c.variable("ID!", id) + ") { id name kind description degree described: attributes(property: \"description\", first: 3) { nodes { ...C } } placeType: attributes(property: \"placeType\", first: 2) { nodes { ...C } } relationships(first: 5) { nodes { ...C } } }\n"
}

func (c *compiler) path(r *ask.Reading) string {
	not := ""
	if slices.Contains(r.Facets, "excluding") {
		not = ", excludeKinds: [SPOKE_ABOUT, ANNOUNCED]"
	}
	return "  paths(from: " + c.variable("ID!", r.Set.IDs[0]) + ", to: " + c.variable("ID!", r.Other.IDs[0]) + not +
		", first: 3) { searchedTo truncated paths { why entities { id name kind } steps { relationships(first: 2) { ...C } } } }\n"
}

func (c *compiler) facts(r *ask.Reading) string {
	var text strings.Builder
	filter := ""
	if len(r.Filter.StatedBy) > 0 {
		filter = ", filter: {statedBy: " + c.variable("[ID!]", r.Filter.StatedBy) + "}"
	}
	for i, m := range r.Metrics {
		fmt.Fprintf(&text, " m%d: measures(metric: %s%s, first: 10) { totalCount nodes { ...C } }", i, c.variable("String", m), filter)
	}
	for i, p := range r.Props {
		fmt.Fprintf(&text, " m%d: attributes(property: %s%s, first: 20) { totalCount nodes { ...C } }", i, c.variable("String", p), filter)
	}
	return "  entity(id: " + c.variable("ID!", r.Set.IDs[0]) + ") { id name kind" + text.String() + " }\n"
}

func (c *compiler) said(r *ask.Reading) string {
	if r.Words != "" {
		return "  searchClaims(query: " + c.variable("String!", r.Words) + ", first: 6) { totalCount nodes { ...C } }\n"
	}
	return "  claims(" + c.about(r.Set) + "filter: " + c.variable("ClaimFilter", claimFilter(r.Filter)) + ", first: 20) { totalCount nodes { ...C } }\n"
}

func (c *compiler) posts(r *ask.Reading) string {
	to := ""
	if r.Other != nil {
		to = ", to: " + c.variable("EntityFilter", entityFilter(r.Other, nil))
	}
	return "  entity(id: " + c.variable("ID!", r.Set.IDs[0]) + ") { id name kind next: neighbours(kinds: [LEADS, HOLDS_OFFICE_IN, EMPLOYED_BY, AFFILIATED_WITH, MEMBER_OF], direction: OUT" + to +
		", first: 20) { totalCount edges { node { id name kind } relationships(first: 4) { ...C } } } }\n"
}

// time asks for the claims whose time is asked for.
func (c *compiler) time(r *ask.Reading) string {
	var text strings.Builder
	for i, w := range r.Set.Where {
		filter := map[string]any{}
		of, fromFar := single(w.To), true
		if r.Subject != nil { // claims between the two
			side := "subject"
			if !w.Links[0].Out {
				side = "object"
			}
			filter[side] = entityFilter(r.Subject, nil)
		}
		if of == "" && r.Subject != nil {
			of, fromFar = single(r.Subject), false
			filter = map[string]any{}
			if to := entityFilter(w.To, nil); to != nil {
				side := "object"
				if !w.Links[0].Out {
					side = "subject"
				}
				filter[side] = to
			}
		}
		arguments := ends(w.Links, fromFar)
		if len(filter) > 0 {
			arguments += ", filter: " + c.variable("RelationshipFilter", filter)
		}
		fmt.Fprintf(&text, "  t%d: entity(id: %s) { id name kind relationships(%s, first: 10) { totalCount nodes { ...C } } }\n", i, c.variable("ID!", of), arguments)
	}
	return text.String()
}
