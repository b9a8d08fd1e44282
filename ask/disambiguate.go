package ask

import "slices"

// ends are the sorts of entity that a kind relates, "" for any. What a claim may say is the graph's to decide: they only
// choose between kinds that one word may stand for.
type ends struct{ subject, object []string }

var usualEnds = map[string]ends{
	"EMPLOYED_BY":      {[]string{"PERSON"}, []string{"ORGANISATION", "PROGRAMME"}},
	"AFFILIATED_WITH":  {[]string{"PERSON", "ORGANISATION"}, nil},
	"AUTHORED":         {nil, []string{"DOCUMENT"}},
	"PUBLISHED":        {nil, []string{"DOCUMENT"}},
	"CITES":            {[]string{"DOCUMENT"}, []string{"DOCUMENT"}},
	"DEPICTS":          {[]string{"DOCUMENT"}, nil},
	"SUPPORTS_SECTOR":  {nil, []string{"SECTOR"}},
	"ACTIVE_IN_SECTOR": {nil, []string{"SECTOR"}},
	"ORGANISES":        {nil, []string{"EVENT"}},
	"PARTICIPATES_IN":  {nil, []string{"EVENT", "PROGRAMME"}},
	"LEADS":            {[]string{"PERSON", "ORGANISATION"}, nil},
}

// fit settles what "in" means by what is on its two sides, and leaves out kinds that a word may stand for but that never
// relate such things, as long as one is left.
func (r *Reading) fit() {
	for _, s := range []*Set{r.Set, r.Subject, r.Other} {
		r.fitSet(s)
	}
	if r.Then != nil {
		r.Then.fit()
	}
}

func (r *Reading) fitSet(s *Set) {
	if s == nil {
		return
	}
	s.Where = slices.Clone(s.Where)
	for i := range s.Where {
		c := &s.Where[i]
		own := s.Kinds
		if s.Person {
			own = nil
		}
		if links := inside(own, c); links != nil {
			r.relink(c.Links[0], links[0])
			c.Links = links
		}
		c.Links = possible(own, c)
		r.fitSet(c.To)
	}
	for _, e := range s.Either {
		r.fitSet(e)
	}
}

// relink says in Understood what "in" was settled to.
func (r *Reading) relink(from, to Link) {
	for i, u := range r.Understood {
		if u.Link != nil && u.Link.Kind == from.Kind {
			r.Understood[i].As, r.Understood[i].Link = to.Kind, &to
		}
	}
}

// inside is what "in" means where one side is a document, an event, an organisation or a sector; nil where it is a place.
func inside(own []string, c *Condition) []Link {
	if len(c.Links) != 1 || c.Links[0].Kind != "LOCATED_IN" || c.Role != "" || c.To == nil {
		return nil
	}
	out := c.Links[0].Out
	outer, inner := c.To.Kinds, own
	if !out {
		outer, inner = own, c.To.Kinds
	}
	if len(outer) != 1 {
		return nil
	}
	link := func(kinds ...string) []Link {
		var links []Link
		for _, k := range kinds {
			links = append(links, Link{Kind: k, Out: out})
		}
		return links
	}
	switch outer[0] {
	case "DOCUMENT":
		return []Link{{Kind: "DEPICTS", Out: !out}}
	case "SECTOR":
		return link("ACTIVE_IN_SECTOR", "SUPPORTS_SECTOR")
	case "EVENT":
		return link("PARTICIPATES_IN", "PART_OF", "LOCATED_IN")
	case "ORGANISATION", "PROGRAMME":
		if slices.Contains(inner, "PERSON") {
			return link("EMPLOYED_BY", "AFFILIATED_WITH", "LEADS", "MEMBER_OF")
		}
		return link("MEMBER_OF", "PART_OF", "LOCATED_IN")
	}
	return nil
}

// possible is the links of a condition that may relate what is on its two sides; all of them where none may.
func possible(own []string, c *Condition) []Link {
	if len(c.Links) < 2 {
		return c.Links
	}
	var other []string
	if c.To != nil {
		other = c.To.Kinds
	}
	kept := slices.DeleteFunc(slices.Clone(c.Links), func(l Link) bool {
		e := usualEnds[l.Kind]
		if l.Both {
			return false
		}
		subject, object := own, other
		if !l.Out {
			subject, object = other, own
		}
		return !compatible(subject, e.subject) || !compatible(object, e.object)
	})
	if len(kept) == 0 {
		return c.Links
	}
	return kept
}

// compatible reports whether two lists of sorts share one; an empty list matches any.
func compatible(have, want []string) bool {
	return len(have) == 0 || len(want) == 0 || overlap(have, want)
}
