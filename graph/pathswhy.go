package graph

import (
	"fmt"
	"strings"

	"whence/graph/quadstore"
)

// why says in one line what a chain's score rests on: its length and the best connected entity on the way, the weakest of
// its steps, how many documents bear it out, and how its times go together.
func (c chain) why(entities []*Entity) string {
	if len(c.steps) == 0 {
		return "the same entity at both ends"
	}
	parts := []string{c.wayWords(entities), c.evidenceWords()}
	if when := c.timeWords(); when != "" {
		parts = append(parts, when)
	}
	return strings.Join(parts, "; ")
}

func (c chain) wayWords(entities []*Entity) string {
	for i, node := range c.nodes {
		if node == c.hub.node && entities[i] != nil {
			between := "by way of"
			if len(c.nodes) > 3 {
				between = "at most connected by way of"
			}
			return fmt.Sprintf("%s, %s %s, which has %s", counted(len(c.steps), "step"), between, entities[i].Name, counted(c.hub.degree, "relationship"))
		}
	}
	return counted(len(c.steps), "step")
}

func (c chain) evidenceWords() string {
	weakest := c.steps[0]
	documents := []quadstore.ID{}
	for _, s := range c.steps {
		if s.strength < weakest.strength {
			weakest = s
		}
		documents = append(documents, s.documents...)
	}
	words := strings.ToLower(string(weakest.certainty))
	if weakest.status != Actual {
		words += " and " + strings.ToLower(string(weakest.status))
	}
	switch {
	case len(c.steps) == 1:
	case weakest.certainty == Stated && weakest.status == Actual:
		words = "every step " + words
	default:
		words = "the weakest step " + words
	}
	return words + ", in " + counted(len(newIDSet(documents)), "document")
}

// timeWords is "" for a single step, and where there are no two times to compare.
func (c chain) timeWords() string {
	accord, years := accordOf(c.steps)
	switch {
	case accord == 1:
		return "the times given overlap"
	case years >= 1:
		return "the times given lie " + counted(int(years+0.5), "year") + " apart"
	case years > 0:
		return "the times given lie less than a year apart"
	}
	return ""
}

// counted is a number and its noun.
func counted(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return grouped(fmt.Sprint(n)) + " " + noun
}
