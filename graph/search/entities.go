package search

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/names"
	"whence/graph/paging"
	"whence/graph/register"
)

// Entities is a page of the entities whose names match words, best first: case, accents, word order, missing words,
// hyphens and a typing error or two forgiven, an exact match before a near one. Awards are left out unless their kind is named. A text without a word to look for finds
// nothing.
func Entities(ctx context.Context, v *graph.View, q EntityQuery) (paging.Page[EntityHit], error) {
	if err := q.Window.Check(); err != nil {
		return paging.Page[EntityHit]{}, err
	}
	kinds := make([]string, 0, len(claim.EntityKinds))
	for _, k := range q.Kinds {
		kinds = append(kinds, string(k))
	}
	if q.Kinds == nil && v.Vocabulary().ID(quad.IRI(claim.Award.Class())) != 0 { // a register's awards would crowd out all else
		for _, k := range claim.EntityKinds {
			if k != claim.Award {
				kinds = append(kinds, string(k))
			}
		}
	}
	after, err := parseHitPosition(q.Window.After)
	if err != nil {
		return paging.Page[EntityHit]{}, err
	}
	ctx = v.Timed(ctx, errLongName)
	if q.Kinds != nil && len(q.Kinds) == 0 {
		return paging.Page[EntityHit]{}, nil // of no kind
	}
	text, err := withoutScheme(ctx, v, q.Text)
	if err != nil {
		return paging.Page[EntityHit]{}, err
	}
	found, err := v.NameIndex().Search(ctx, names.Query{Text: text, Kinds: kinds, First: q.Window.First, After: after})
	if errors.Is(err, claim.ErrInvalid) && !strings.ContainsFunc(q.Text, isLetterOrDigit) {
		return paging.Page[EntityHit]{}, nil // this is where somebody begins who types
	}
	if err != nil {
		return paging.Page[EntityHit]{}, fmt.Errorf("search %.60q: %w", q.Text, err)
	}
	ids := make([]claim.ID, len(found.Hits))
	for i, h := range found.Hits {
		ids[i] = claim.ID(h.ID)
	}
	entities, err := v.Entities(ctx, ids)
	if err != nil {
		return paging.Page[EntityHit]{}, err
	}
	page := paging.Page[EntityHit]{Total: found.Total, HasNext: found.More, HasPrevious: after != nil}
	for i, h := range found.Hits {
		if entities[i] == nil { // a name of a newer moment than this view's
			page.Total--
			continue
		}
		page.Append(EntityHit{entities[i], h.Score, h.Matched}, hitPosition(h.Position))
	}
	return page, nil
}

// withoutScheme is the value alone of an identifier that somebody bears, such as GB-CHC:1099999, as the index has it; another
// text as it is.
func withoutScheme(ctx context.Context, v *graph.View, text string) (string, error) {
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
		return nil, graph.ErrCursor
	}
	p.Weight = math.Float32frombits(weight)
	return &p, nil
}

// EntityQuery asks for the entities whose names match words.
type EntityQuery struct {
	Text   string
	Kinds  []claim.EntityKind // nil is any but awards
	Window paging.Window
}

// EntityHit is an entity that matched a search.
type EntityHit struct {
	Entity  *claim.Entity
	Score   float64 // comparable within one answer; higher is better
	Matched string  // the name or alias that matched
}
