package asking

import (
	"fmt"
	"slices"
	"strings"

	"whence/ask"
)

// found is what the operation of a reading found, and its sentence.
func (s *Service) found(r *ask.Reading, res *result) (*finding, error) {
	f := &finding{}
	var err error
	switch r.Form {
	case ask.List, ask.Count:
		err = readList(r, res, f)
	case ask.Sum:
		readSum(r, res, f)
	case ask.Check:
		err = readCheck(r, res, f)
	case ask.Describe:
		err = readDescribe(res, f)
	case ask.Path:
		readPath(r, res, f)
	case ask.Common:
		readCommon(r, res, f)
	case ask.Fact, ask.Property:
		err = readFacts(r, res, f)
	case ask.Said:
		s.readSaid(r, res, f)
	case ask.Mentions:
		err = readMentions(r, res, f)
	case ask.Posts:
		err = readPosts(r, res, f)
	case ask.Time:
		readTime(r, res, f)
	case ask.Spent:
		err = readSpent(r, res, f)
	case ask.Find:
		readFind(r, res, f)
	default:
		readClaims(r, res, f)
	}
	return f, err
}

// edgeOf is a member of a set with the claims that make it one.
type edgeOf struct {
	node   ref
	claims []statement
}

// readList gathers the members of the set: the last hop of a chain, or what passed the filter.
func readList(r *ask.Reading, res *result, f *finding) error {
	var edges []edgeOf
	whole := true
	if res.Entities != nil {
		f.total = res.Entities.TotalCount
		for _, n := range res.Entities.Nodes {
			e := edgeOf{node: n.ref}
			if n.Ties != nil {
				for _, t := range n.Ties.Edges {
					e.claims = append(e.claims, t.Relationships...)
				}
			}
			edges = append(edges, e)
		}
	} else {
		start, err := res.node()
		if err != nil || start == nil {
			f.empty, f.sentence = true, nothing(r)
			return err
		}
		var depth int
		edges, depth = lastHop(start, nil)
		if depth > 1 {
			f.total = len(edges)
		} else if start.Next != nil {
			f.total = start.Next.TotalCount
		}
		whole = depth > 1 || start.Next != nil && start.Next.TotalCount == len(start.Next.Edges)
		others := otherSorts(start)
		if len(others) > 0 && r.Set.Sort != "" {
			f.leftOut = append(f.leftOut, "of another sort than "+r.Set.Sort+": "+enumerate(others))
		}
	}
	kept := withinTime(r, withRole(r, edges, f), f)
	if whole && len(kept) < len(edges) {
		f.total = len(kept)
	}
	distinct := map[string]bool{}
	for _, e := range kept {
		distinct[e.node.ID] = true
		f.addEntity(e.node, e.claims...)
	}
	if whole && res.Entities == nil {
		f.total = len(distinct)
	}
	f.empty = len(f.entities) == 0
	f.sentence = listSentence(r, res, f)
	return nil
}

// otherSorts is the names of those at the end of a chain that were left out because they are of another sort, as far as
// they were listed.
func otherSorts(n *node) []string {
	var out []string
	if n.All != nil && n.Next != nil {
		for _, other := range n.All.Nodes {
			if !slices.ContainsFunc(n.Next.Edges, func(e edge) bool { return e.Node.ID == other.ID }) && n.All.TotalCount > n.Next.TotalCount {
				out = append(out, other.Name)
			}
		}
	}
	if n.Next != nil {
		for i := range n.Next.Edges {
			out = append(out, otherSorts(&n.Next.Edges[i].Node)...)
		}
	}
	return out
}

// lastHop is the members at the end of a chain, each with the claims of the way to it.
func lastHop(n *node, way []statement) (edges []edgeOf, depth int) {
	if n.Next == nil {
		return nil, 0
	}
	depth = 1
	for _, e := range n.Next.Edges {
		here := append(slices.Clip(way), e.Relationships...)
		if e.Node.Next == nil {
			edges = append(edges, edgeOf{e.Node.signed(), here})
			continue
		}
		more, deeper := lastHop(&e.Node, here)
		edges, depth = append(edges, more...), max(depth, deeper+1)
	}
	return edges, depth
}

// withRole leaves those whose role is the one asked for: exactly where there are such, else in part.
func withRole(r *ask.Reading, edges []edgeOf, f *finding) []edgeOf {
	role := lastRole(r.Set)
	if role == "" {
		return edges
	}
	ofRole := func(e edgeOf, exactly bool) bool {
		return slices.ContainsFunc(e.claims, func(c statement) bool {
			exact, part := c.bears(role)
			return exact || part && !exactly
		})
	}
	exactly := slices.ContainsFunc(edges, func(e edgeOf) bool { return ofRole(e, true) })
	var kept []edgeOf
	for _, e := range edges {
		if ofRole(e, exactly) {
			kept = append(kept, e)
			continue
		}
		for _, c := range e.claims {
			if c.Role != "" {
				f.leftOut = append(f.leftOut, fmt.Sprintf("%s, whose role is another: %s", e.node.Name, c.Role))
				break
			}
		}
	}
	return kept
}

// withinTime leaves out what only undated claims vouch for, where a time is asked for.
func withinTime(r *ask.Reading, edges []edgeOf, f *finding) []edgeOf {
	if r.Filter.ValidAt == "" {
		return edges
	}
	var kept []edgeOf
	undated := 0
	for _, e := range edges {
		dated := slices.DeleteFunc(slices.Clone(e.claims), func(c statement) bool { return c.undated() })
		undated += len(e.claims) - len(dated)
		if len(dated) > 0 {
			kept = append(kept, edgeOf{e.node, dated})
		}
	}
	if undated > 0 {
		f.leftOut = append(f.leftOut, counted(undated, "undated claim"))
	}
	return kept
}

func readSum(r *ask.Reading, res *result, f *finding) {
	if res.Aggregate == nil || res.Aggregate.Total.Count == 0 {
		f.empty, f.sentence = true, nothing(r)
		return
	}
	f.addClaims(res.Counted.Nodes...)
	for _, c := range res.Counted.Nodes {
		if c.Subject != nil && r.Subject == nil {
			f.addEntity(c.Subject.ref, c)
		} else if c.Object != nil {
			f.addEntity(*c.Object, c)
		}
	}
	t := res.Aggregate.Total
	f.total = t.Count
	f.sentence = sumSentence(r, &t, res.Aggregate.Partial) + statusNote(f.claims)
	if t.Unstated > 0 {
		f.leftOut = append(f.leftOut, fmt.Sprintf("%d of %s %s no sum", t.Unstated, counted(t.Count, "claim"), verb(t.Unstated, "states", "state")))
	}
}

func readCheck(r *ask.Reading, res *result, f *finding) error {
	pages, err := lists[neighbours](res, "c", len(r.Set.Where))
	if err != nil {
		return err
	}
	subject, err := res.node()
	if err != nil {
		return err
	}
	met := subject != nil && len(pages) > 0
	for i, p := range pages {
		if r.Set.Where[i].Negated {
			met = met && p.TotalCount == 0
			continue
		}
		inside := res.Inside != nil && res.Inside.TotalCount > 0
		met = met && (p.TotalCount > 0 || inside)
		for _, e := range p.Edges {
			f.addEntity(e.Node.ref, e.Relationships...)
		}
	}
	if !met {
		f.empty, f.sentence = true, nothing(r)
		return nil
	}
	f.addEntity(subject.ref)
	f.sentence = "Yes."
	if len(f.claims) > 0 {
		f.sentence = "Yes: " + sentences(f.claims, 3)
		if slices.Contains(r.Facets, "purpose") {
			forPurpose(f)
		}
	} else if r.Set.Where[0].To != nil {
		f.sentence = "Yes: " + subject.Name + " is in " + r.Set.Where[0].To.Name + ", through what it lies in."
	}
	return nil
}

// forPurpose leaves the claims that say what they are for; where none does, it says so.
func forPurpose(f *finding) {
	var say []statement
	for _, c := range f.claims {
		if c.Purpose != "" {
			say = append(say, c)
		}
	}
	if len(say) == 0 {
		f.empty, f.sentence = true, "Nothing says what for: "+sentences(f.claims, 3)
		return
	}
	f.sentence = "For " + enumerate(purposes(say)) + ": " + sentences(say, 3)
}

func purposes(all []statement) []string {
	var out []string
	for _, c := range all {
		if !slices.Contains(out, c.Purpose) {
			out = append(out, c.Purpose)
		}
	}
	return out
}

func readDescribe(res *result, f *finding) error {
	n, err := res.node()
	if err != nil || n == nil {
		f.empty, f.sentence = true, "The graph knows nothing of that name."
		return err
	}
	f.addEntity(n.ref)
	if n.Described != nil {
		f.addClaims(n.Described.Nodes...)
	}
	if n.PlaceType != nil {
		f.addClaims(n.PlaceType.Nodes...)
	}
	if n.Relationships != nil {
		f.addClaims(n.Relationships.Nodes...)
	}
	f.sentence = n.Name + " is " + article(strings.ToLower(strings.ReplaceAll(n.Kind, "_", " "))) + "."
	if n.Description != nil {
		f.sentence = n.Name + ": " + strings.TrimSuffix(*n.Description, ".") + "."
	} else if len(f.claims) > 0 {
		f.sentence += " " + sentences(f.claims, 3)
	}
	return nil
}

func readPath(r *ask.Reading, res *result, f *finding) {
	if res.Paths == nil || len(res.Paths.Paths) == 0 {
		f.empty = true
		f.sentence = fmt.Sprintf("%s and %s are not connected.", r.Set.Name, r.Other.Name)
		if res.Paths != nil {
			f.sentence = fmt.Sprintf("%s and %s are not connected within %s.", r.Set.Name, r.Other.Name, counted(res.Paths.SearchedTo, "step"))
		}
		return
	}
	var chains []string
	for _, p := range res.Paths.Paths {
		var names []string
		for _, e := range p.Entities {
			names = append(names, e.Name)
			f.addEntity(e)
		}
		chains = append(chains, strings.Join(names, " – "))
		for _, s := range p.Steps {
			f.addClaims(s.Relationships...)
		}
	}
	f.sentence = chains[0] + "."
	if len(chains) > 1 {
		f.sentence += " Also: " + strings.Join(chains[1:], "; ") + "."
	}
}

func readCommon(r *ask.Reading, res *result, f *finding) {
	if res.InCommon == nil || len(res.InCommon.Shared) == 0 {
		f.empty, f.sentence = true, fmt.Sprintf("Nothing is connected to both %s and %s.", r.Set.Name, r.Other.Name)
		return
	}
	var names []string
	for _, s := range res.InCommon.Shared {
		f.addEntity(s.Entity)
		names = append(names, s.Entity.Name)
		for _, p := range s.Paths {
			for _, step := range p.Steps {
				f.addClaims(step.Relationships...)
			}
		}
	}
	f.sentence = fmt.Sprintf("%s and %s are both connected to %s.", r.Set.Name, r.Other.Name, enumerate(names))
}

func readFacts(r *ask.Reading, res *result, f *finding) error {
	pages, err := lists[claims](res, "m", len(r.Metrics)+len(r.Props))
	if err != nil {
		return err
	}
	n, err := res.node()
	if err != nil {
		return err
	}
	if n != nil {
		f.addEntity(n.ref)
	}
	for _, p := range pages {
		f.addClaims(p.Nodes...)
	}
	if len(f.claims) == 0 {
		f.empty, f.sentence = true, "Nothing says that of "+r.Set.Name+"."
		return nil
	}
	f.sentence = sentences(f.claims, 6) + exactly(f.claims)
	for _, c := range f.claims {
		if c.StatedBy != nil {
			f.addEntity(*c.StatedBy, c)
		}
	}
	if slices.Contains(r.Facets, "agreement") && len(f.claims) > 1 {
		f.sentence += " These are " + counted(len(f.claims), "statement") + "; ask which statements conflict to see what contradicts what."
	}
	return nil
}
