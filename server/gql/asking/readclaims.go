package asking

import (
	"fmt"
	"slices"

	"whence/ask"
)

// readSaid is whose words a statement is, found by its words, or what somebody says.
func (s *Service) readSaid(r *ask.Reading, res *result, f *finding) {
	if r.Words == "" {
		readClaims(r, res, f)
		return
	}
	if res.SearchClaims == nil {
		f.empty, f.unsure, f.sentence = true, true, "No claim says so in these words."
		return
	}
	best, share := 0, 0.0
	for i := range res.SearchClaims.Nodes {
		if c := s.coverage(r.Words, &res.SearchClaims.Nodes[i]); c > share {
			best, share = i, c
		}
	}
	if share < enoughWords {
		f.empty, f.unsure = true, true
		f.sentence = "No claim has all of these words; those that share most of them stand under similar."
		return
	}
	c := res.SearchClaims.Nodes[best]
	for i := range res.SearchClaims.Nodes { // every claim that says as much
		if o := &res.SearchClaims.Nodes[i]; s.coverage(r.Words, o) >= share {
			f.addClaims(*o)
			if o.StatedBy != nil {
				f.addEntity(*o.StatedBy, *o)
			}
		}
	}
	if c.StatedBy == nil && len(f.entities) == 0 {
		f.sentence = "Its source states it, as nobody's words: " + sentences(f.claims, 2)
		return
	}
	f.sentence = enumerate(namesOf(f.entities)) + ": " + sentences(f.claims, 2)
}

func readMentions(r *ask.Reading, res *result, f *finding) error {
	n, err := res.node()
	if err != nil {
		return err
	}
	if n == nil || n.Documents == nil || len(n.Documents.Nodes) == 0 {
		f.empty, f.sentence = true, "Nothing in the documents is cited about "+r.Set.Name+"."
		return nil
	}
	var names []string
	for _, d := range n.Documents.Nodes {
		f.addEntity(d)
		names = append(names, d.Name)
	}
	f.total = n.Documents.TotalCount
	f.addClaims(res.Claims.Nodes...)
	f.sentence = fmt.Sprintf("%s %s cited about %s: %s.", counted(f.total, "document"), verb(f.total, "is", "are"), n.Name, enumerate(names))
	return nil
}

func readPosts(r *ask.Reading, res *result, f *finding) error {
	n, err := res.node()
	if err != nil {
		return err
	}
	if n == nil || n.Next == nil || len(n.Next.Edges) == 0 {
		f.empty, f.sentence = true, "Nothing says which posts "+r.Set.Name+" has or had."
		return nil
	}
	titled := false
	for _, e := range n.Next.Edges {
		f.addEntity(e.Node.ref, e.Relationships...)
		for _, c := range e.Relationships {
			titled = titled || c.Role != ""
		}
	}
	f.sentence = sentences(f.claims, 6)
	if !titled && r.Other != nil {
		f.empty = true
		f.sentence = "No title is stated; what is: " + f.sentence
	}
	return nil
}

func readTime(r *ask.Reading, res *result, f *finding) {
	for _, n := range []*node{res.T0, res.T1, res.T2, res.T3} {
		if n != nil && n.Relationships != nil {
			f.addClaims(n.Relationships.Nodes...)
		}
	}
	if len(f.claims) == 0 {
		f.empty, f.sentence = true, nothing(r)
		return
	}
	var dated []statement
	for _, c := range f.claims {
		if c.Holds != nil && (!c.undated() || c.Holds.Wording != nil) {
			dated = append(dated, c)
		}
	}
	if len(dated) == 0 {
		f.empty = true
		f.sentence = "Nothing says when: " + sentences(f.claims, 2)
		f.leftOut = append(f.leftOut, counted(len(f.claims), "undated claim"))
		return
	}
	var times []string
	for _, c := range dated {
		times = append(times, timeWords(c.Holds))
	}
	f.sentence = capital(enumerate(slices.Compact(times))) + ": " + sentences(dated, 3)
	if n := len(f.claims) - len(dated); n > 0 {
		f.leftOut = append(f.leftOut, counted(n, "undated claim"))
	}
}

func readSpent(r *ask.Reading, res *result, f *finding) error {
	n, err := res.node()
	if err != nil {
		return err
	}
	if n == nil || n.Relationships == nil || len(n.Relationships.Nodes) == 0 {
		f.empty, f.sentence = true, "Nothing says that money was given for "+r.Set.Name+"."
		return nil
	}
	withheld := 0
	for _, c := range n.Relationships.Nodes {
		f.addClaims(c)
		if c.Via != nil && c.Via.Relationships != nil {
			withheld += len(c.Via.Relationships.Nodes)
			f.addClaims(c.Via.Relationships.Nodes...)
		}
		if c.Subject != nil && c.Subject.Withheld != nil {
			withheld += len(c.Subject.Withheld.Nodes)
			f.addClaims(c.Subject.Withheld.Nodes...)
		}
	}
	if n.Withheld != nil {
		withheld += len(n.Withheld.Nodes)
		f.addClaims(n.Withheld.Nodes...)
	}
	switch planned := countStatus(n.Relationships.Nodes, "PLANNED"); {
	case withheld > 0:
		f.sentence = "It is pledged, and somebody withholds it: "
	case planned == len(n.Relationships.Nodes):
		f.sentence = "It is planned or pledged; nothing says that it was paid: "
	default:
		f.sentence = "What the sources say of it: "
	}
	f.sentence += sentences(f.claims, 4)
	return nil
}

func readFind(r *ask.Reading, res *result, f *finding) {
	if res.Search == nil || len(res.Search.Edges) == 0 {
		f.empty, f.sentence = true, "Nothing is called anything like “"+r.Words+"”."
		return
	}
	f.total = res.Search.TotalCount
	for _, e := range res.Search.Edges {
		f.addEntity(e.Node)
	}
	f.sentence = fmt.Sprintf("%s: %s.", counted(f.total, "name"), enumerate(namesOf(f.entities)))
}

// readClaims is a list of claims, whatever they are.
func readClaims(r *ask.Reading, res *result, f *finding) {
	for _, page := range []*claims{res.Claims, res.Measures, res.Attributes} {
		if page != nil {
			f.total += page.TotalCount
			f.addClaims(page.Nodes...)
		}
	}
	if res.Conflicts != nil {
		f.total = res.Conflicts.TotalCount
		for _, c := range res.Conflicts.Nodes {
			f.addClaims(c.Claims...)
		}
	}
	for _, c := range f.claims {
		if c.About != nil {
			f.addEntity(*c.About, c)
		}
		if c.Subject != nil {
			f.addEntity(c.Subject.ref, c)
		}
	}
	if len(f.claims) == 0 {
		f.empty, f.sentence = true, "Nothing in the graph is so."
		return
	}
	f.sentence = fmt.Sprintf("%d: %s", f.total, sentences(f.claims, 5))
	if r.Form == ask.Renamed {
		f.sentence = sentences(f.claims, 5)
	}
}
