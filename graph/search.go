package graph

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/names"
	"whence/graph/register"
)

// Search is a page of the entities whose names match words, best first: case, accents, word order, missing words,
// hyphens and a typing error or two forgiven, an exact match before a near one. Awards are left out unless their kind is named. A text without a word to look for finds
// nothing.
func (v *View) Search(ctx context.Context, q SearchQuery) (Page[Hit], error) {
	if err := q.Window.Check(); err != nil {
		return Page[Hit]{}, err
	}
	kinds := make([]string, 0, len(claim.EntityKinds))
	for _, k := range q.Kinds {
		kinds = append(kinds, string(k))
	}
	if q.Kinds == nil && v.terms.ID(quad.IRI(claim.Award.Class())) != 0 { // a register's awards would crowd out all else
		for _, k := range claim.EntityKinds {
			if k != claim.Award {
				kinds = append(kinds, string(k))
			}
		}
	}
	after, err := parseHitPosition(q.Window.After)
	if err != nil {
		return Page[Hit]{}, err
	}
	ctx = v.Timed(ctx, errLongName)
	if q.Kinds != nil && len(q.Kinds) == 0 {
		return Page[Hit]{}, nil // of no kind
	}
	text, err := v.withoutScheme(ctx, q.Text)
	if err != nil {
		return Page[Hit]{}, err
	}
	found, err := v.index.Search(ctx, names.Query{Text: text, Kinds: kinds, First: q.Window.First, After: after})
	if errors.Is(err, claim.ErrInvalid) && !strings.ContainsFunc(q.Text, isLetterOrDigit) {
		return Page[Hit]{}, nil // this is where somebody begins who types
	}
	if err != nil {
		return Page[Hit]{}, fmt.Errorf("search %.60q: %w", q.Text, err)
	}
	ids := make([]claim.ID, len(found.Hits))
	for i, h := range found.Hits {
		ids[i] = claim.ID(h.ID)
	}
	entities, err := v.Entities(ctx, ids)
	if err != nil {
		return Page[Hit]{}, err
	}
	page := Page[Hit]{Total: found.Total, HasNext: found.More, HasPrevious: after != nil}
	for i, h := range found.Hits {
		if entities[i] == nil { // a name of a newer moment than this view's
			page.Total--
			continue
		}
		page.Items = append(page.Items, Hit{entities[i], h.Score, h.Matched})
		page.positions = append(page.positions, hitPosition(h.Position))
	}
	return page, nil
}

// withoutScheme is the value alone of an identifier that somebody bears, such as GB-CHC:1099999, as the index has it; another
// text as it is.
func (v *View) withoutScheme(ctx context.Context, text string) (string, error) {
	scheme, value, ok := strings.Cut(strings.TrimSpace(text), ":")
	if !ok || scheme == "" || value == "" || strings.ContainsFunc(text, unicode.IsSpace) {
		return text, nil
	}
	var asked claim.Identifier
	asked.Scheme, asked.Value = register.Normalise(scheme, value)
	bearers, err := v.Bearers(ctx, []claim.Identifier{asked})
	if err != nil || len(bearers[0]) == 0 {
		return text, err
	}
	return asked.Value, nil
}

func isLetterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// hitPosition writes a place among hits as a Window has it: rank, weight, id.
func hitPosition(p names.Position) string {
	return fmt.Sprintf("%d %d %s", p.Rank, math.Float32bits(p.Weight), p.ID)
}

// parseHitPosition reads what hitPosition wrote; nil is the start.
func parseHitPosition(s string) (*names.Position, error) {
	if s == "" {
		return nil, nil //nolint:nilnil // the start has no position
	}
	var p names.Position
	var weight uint32
	if n, err := fmt.Sscanf(s, "%d %d %s", &p.Rank, &weight, &p.ID); n != 3 || err != nil {
		return nil, ErrCursor
	}
	p.Weight = math.Float32frombits(weight)
	return &p, nil
}
