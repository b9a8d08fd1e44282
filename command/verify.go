package command

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"whence/graph"
	"whence/graph/claim"
)

type verifyCommand struct {
	storeFlags
	remoteFlags
}

// tally is what was found of one document.
type tally struct{ claims, citations, verified, unheld int }

// Run checks every citation of the store against the texts. In memory it checks the seeds.
func (c *verifyCommand) Run(s *system) (err error) {
	if server, err := c.remote(); server != nil || err != nil {
		if err != nil {
			return err
		}
		return server.verify(s)
	}
	if c.Texts == "" {
		return errors.New("verify needs the documents' texts: name their folder with --texts")
	}
	g, err := c.openToRead(s.ctx)
	if err != nil {
		return err
	}
	defer closing(g, &err)
	if g.IsEmpty() {
		fmt.Fprintln(s.stderr, "the store is empty")
	}
	return verify(s, g.Now())
}

func verify(s *system, v *graph.View) error {
	found, wrong := map[claim.ID]*tally{}, 0
	for claim, err := range v.EveryClaim(s.ctx) {
		if err != nil {
			return err
		}
		bad, err := count(s, v, claim, found)
		if err != nil {
			return err
		}
		wrong += bad
	}
	sum := tally{}
	for _, id := range slices.Sorted(maps.Keys(found)) {
		t := found[id]
		fmt.Fprintf(s.stdout, "%s: %d claims, %d citations, %d verified, %d without a text here\n", id, t.claims, t.citations, t.verified, t.unheld)
		sum.citations, sum.verified, sum.unheld = sum.citations+t.citations, sum.verified+t.verified, sum.unheld+t.unheld
	}
	fmt.Fprintf(s.stdout, "%d citations: %d verified, %d wrong, %d without a text here\n", sum.citations, sum.verified, wrong, sum.unheld)
	if wrong > 0 {
		return fmt.Errorf("%d citations do not match their texts", wrong)
	}
	return nil
}

// count holds the citations of one claim against their texts and reports those that don't match.
func count(s *system, v *graph.View, c claim.Claim, found map[claim.ID]*tally) (wrong int, err error) {
	citations := c.Base().Citations
	quotes, err := v.Quotes(s.ctx, citations)
	if err != nil {
		return 0, err
	}
	documents := map[claim.ID]bool{}
	for i, cite := range citations {
		t := cmp.Or(found[cite.Document], &tally{})
		found[cite.Document] = t
		if !documents[cite.Document] {
			documents[cite.Document] = true
			t.claims++
		}
		t.citations++
		switch {
		case quotes[i].Verified:
			t.verified++
		case quotes[i].Held:
			wrong++
			file, err := v.File(s.ctx, cite.Document)
			if err != nil {
				return wrong, err
			}
			fmt.Fprintf(s.stderr, "%s: characters %d to %d are not what %s cites: their sha256 differs\n", file, cite.Start, cite.End, c.Base().ID)
		default:
			t.unheld++
		}
	}
	return wrong, nil
}
