package paths

import (
	"fmt"
	"strings"

	"whence/graph/claim"
	"whence/graph/nodeset"
	"whence/graph/quadstore"
	"whence/graph/sentence"
)

// why says in one line what a path's score rests on: its length and the best connected entity on it, the weakest of its steps, how
// many documents say so, and how well its times agree.
func (c nodePath) why(entities []*claim.Entity) string {
	if len(c.steps) == 0 {
		return "the same entity at both ends"
	}
	parts := []string{c.wayWords(entities), c.evidenceWords()}
	if when := c.timeWords(); when != "" {
		parts = append(parts, when)
	}
	return strings.Join(parts, "; ")
}

func (c nodePath) wayWords(entities []*claim.Entity) string {
	for i, node := range c.nodes {
		if node == c.hub.node && entities[i] != nil {
			way := "%s by way of %s, which has %s"
			if len(c.nodes) > 3 {
				way = "%s, the best connected on the way %s with %s"
			}
			return fmt.Sprintf(way, numbered(len(c.steps), "step"), entities[i].Name, numbered(c.hub.degree, "relationship"))
		}
	}
	return numbered(len(c.steps), "step")
}

func (c nodePath) evidenceWords() string {
	weakest := c.steps[0]
	documents := []quadstore.ID{}
	for _, s := range c.steps {
		if s.strength < weakest.strength {
			weakest = s
		}
		documents = append(documents, s.documents...)
	}
	words := strings.ToLower(string(weakest.certainty))
	if weakest.status != claim.Actual {
		words += " and " + strings.ToLower(string(weakest.status))
	}
	switch {
	case len(c.steps) == 1:
	case weakest.certainty == claim.Stated && weakest.status == claim.Actual:
		words = "every step " + words
	default:
		words = "the weakest step " + words
	}
	return words + ", in " + numbered(len(nodeset.New(documents)), "document")
}

// timeWords is "" for a single step, and where there are no two times to compare.
func (c nodePath) timeWords() string {
	agreement, years := timeAgreement(c.steps)
	switch {
	case agreement == 1:
		return "the times given overlap"
	case years >= 1:
		return "the times given lie " + numbered(int(years+0.5), "year") + " apart"
	case years > 0:
		return "the times given lie less than a year apart"
	}
	return ""
}

// numbered is a number and its noun.
func numbered(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return sentence.Grouped(fmt.Sprint(n)) + " " + noun
}
