// Package graphtest holds every backend of graph to one behaviour. Its facts are lines that a domain person can write and
// read; it knows graph's public API and nothing of how a store keeps quads.
package graphtest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"whence/graph/claim"
)

// Facts reads a dataset from lines of facts:
//
//	organisation/council FUNDS place/hub; amount >1000000 GBP; instrument LOAN; at 2014; doc document/b
//	place/hub: jobs created = 400 job; planned; expected
//	place/hub description = A hub for start-ups
//
// The entities are declared as they are met, named after their slugs; every fact is cited from document/a unless it says
// otherwise. Marks behind semicolons: amount, quantity, instrument, purpose, role, via, recipient, place, scope, at (EDTF),
// by (whose words), doc, key, in (the key of the whole), and the words of certainty and status in lower case.
func Facts(t testing.TB, name, text string) *claim.Dataset {
	t.Helper()
	f := facts{dataset: &claim.Dataset{Name: name}, seen: map[claim.ID]bool{}, keys: map[string]claim.ID{}}
	for n, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, " #")
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if err := f.read(line, n); err != nil {
			t.Fatalf("fact %q: %v", line, err)
		}
	}
	return f.dataset
}

type facts struct {
	dataset *claim.Dataset
	seen    map[claim.ID]bool
	keys    map[string]claim.ID
}

// name declares an entity when it is first met.
func (f *facts) entity(id string) claim.ID {
	if !f.seen[claim.ID(id)] {
		f.seen[claim.ID(id)] = true
		_, slug, _ := strings.Cut(id, "/")
		f.dataset.Entities = append(f.dataset.Entities, claim.EntityRecord{ID: claim.ID(id), Name: slug})
	}
	return claim.ID(id)
}

func (f *facts) read(line string, n int) error {
	parts := strings.Split(line, ";")
	c, err := f.head(strings.TrimSpace(parts[0]))
	if err != nil {
		return err
	}
	a := c.Base()
	document, key := "document/a", ""
	for _, mark := range parts[1:] {
		word, rest, _ := strings.Cut(strings.TrimSpace(mark), " ")
		switch word {
		case "doc":
			document = rest
		case "key":
			key = rest
		default:
			if err := f.mark(c, word, rest); err != nil {
				return err
			}
		}
	}
	for d := range strings.SplitSeq(document, ",") {
		a.Citations = append(a.Citations, claim.Citation{Document: f.entity(d), Locator: fmt.Sprintf("line %d", n)})
	}
	claim.Normalise(c)
	if key != "" {
		f.keys[key] = a.ID
	}
	f.dataset.Claims = append(f.dataset.Claims, c)
	return nil
}

// head reads what stands before the first semicolon.
func (f *facts) head(s string) (claim.Claim, error) {
	if about, rest, ok := strings.Cut(s, ": "); ok {
		metric, figure, _ := strings.Cut(rest, " = ")
		m := &claim.Measure{About: f.entity(about), Metric: metric}
		return m, m.Value.UnmarshalText([]byte(figure))
	}
	words := strings.Fields(s)
	if len(words) == 3 && words[1] == strings.ToUpper(words[1]) && words[1] != "=" {
		return &claim.Relationship{Subject: f.entity(words[0]), Kind: claim.RelationshipKind(words[1]), Object: f.entity(words[2])}, nil
	}
	left, value, ok := strings.Cut(s, " = ")
	words = strings.Fields(left)
	if !ok || len(words) != 2 {
		return nil, fmt.Errorf("want 'subject KIND object', 'about: metric = figure' or 'about property = value'")
	}
	return &claim.Attribute{About: f.entity(words[0]), Property: words[1], Value: value}, nil
}

func (f *facts) mark(c claim.Claim, word, rest string) error {
	a := c.Base()
	switch {
	case slices.Contains(claim.Certainties, claim.Certainty(strings.ToUpper(word))):
		a.Certainty = claim.Certainty(strings.ToUpper(word))
		return nil
	case slices.Contains(claim.Statuses, claim.Status(strings.ToUpper(word))):
		a.Status = claim.Status(strings.ToUpper(word))
		return nil
	}
	switch word {
	case "at":
		a.ValidTime.EDTF = claim.EDTF(rest)
		return nil
	case "wording":
		a.ValidTime.Wording = rest
		return nil
	case "by":
		a.StatedBy = f.entity(rest)
		return nil
	case "in":
		a.IncludedIn = f.keys[rest]
		return nil
	}
	switch c := c.(type) {
	case *claim.Relationship:
		return f.relationshipMark(c, word, rest)
	case *claim.Measure:
		switch word {
		case "place":
			c.Place = f.entity(rest)
			return nil
		case "scope":
			c.Scope = rest
			return nil
		}
	}
	return fmt.Errorf("no mark %q", word)
}

func (f *facts) relationshipMark(r *claim.Relationship, word, rest string) error {
	figure := func(into **claim.Quantity) error {
		*into = new(claim.Quantity)
		return (*into).UnmarshalText([]byte(rest))
	}
	switch word {
	case "amount":
		return figure(&r.Amount)
	case "quantity":
		return figure(&r.Quantity)
	case "instrument":
		r.Instrument = claim.Instrument(rest)
	case "purpose":
		r.Purpose = rest
	case "role":
		r.Role = rest
	case "via":
		r.FundedThrough = f.entity(rest)
	case "recipient":
		r.Recipient = f.entity(rest)
	default:
		return fmt.Errorf("no mark %q", word)
	}
	return nil
}
