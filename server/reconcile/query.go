package reconcile

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strings"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/names"
	"whence/graph/paging"
	"whence/graph/search"
	"whence/match"
)

// query is one row that a client wants matched.
type query struct {
	Query      string          `json:"query"`
	Type       json.RawMessage `json:"type"` // one or a list
	Limit      int             `json:"limit"`
	Properties []struct {
		Property string          `json:"pid"`
		Value    json.RawMessage `json:"v"`
	} `json:"properties"`
}

// candidate is an entity that may be meant.
type candidate struct {
	named
	Type     []named   `json:"type"`
	Score    float64   `json:"score"`
	Match    bool      `json:"match"`
	Features []feature `json:"features"`
}

type feature struct {
	ID    string `json:"id"`
	Value any    `json:"value"`
}

// queries answers a batch.
func (s service) queries(w http.ResponseWriter, r *http.Request, batch map[string]query) {
	if len(batch) > maxQueries {
		refuse(w, fmt.Errorf("%d queries: at most %d at a time: %w", len(batch), maxQueries, claim.ErrInvalid))
		return
	}
	v := s.view()
	out := make(map[string]map[string][]candidate, len(batch))
	for key, q := range batch {
		found, err := candidates(r.Context(), v, q)
		if err != nil {
			refuse(w, fmt.Errorf("%.40q: %w", key, err))
			return
		}
		out[key] = map[string][]candidate{"result": found}
	}
	answer(w, out)
}

// kinds is the types of a query: a text, a list of them, or nothing.
func (q query) kinds() ([]claim.EntityKind, error) {
	if len(q.Type) == 0 || string(q.Type) == "null" {
		return nil, nil
	}
	var list []string
	if json.Unmarshal(q.Type, &list) != nil {
		var one string
		if err := json.Unmarshal(q.Type, &one); err != nil {
			return nil, fmt.Errorf("type: want a text or a list of texts: %w", claim.ErrInvalid)
		}
		list = []string{one}
	}
	out := make([]claim.EntityKind, len(list))
	for i, text := range list {
		kind, err := claim.ParseEntityKind(text)
		if err != nil {
			return nil, err
		}
		out[i] = kind
	}
	return out, nil
}

// Scores are from 0 to 100. A candidate matches by itself where it is sure and no other is near it.
const (
	certain = 100
	sure    = 95
	apart   = 10 // points between the first and the second
)

// candidates is whom a row may mean, likeliest first: whoever bears its identifier, else those whose names are like its own.
func candidates(ctx context.Context, v *graph.View, q query) ([]candidate, error) {
	kinds, err := q.kinds()
	if err != nil {
		return nil, err
	}
	limit := q.Limit
	if limit <= 0 {
		limit = fewResults
	}
	limit = min(limit, maxResults)
	borne, err := bearers(ctx, v, q)
	if err != nil {
		return nil, err
	}
	page, err := search.Entities(ctx, v, search.EntityQuery{Text: q.Query, Kinds: kinds, Window: paging.Window{First: maxResults}})
	if err != nil {
		return nil, err
	}
	out := []candidate{}
	met := map[claim.ID]bool{}
	w := match.NewWeigher(nil)
	for _, e := range borne {
		if kinds == nil || slices.Contains(kinds, e.Kind) {
			met[e.ID] = true
			out = append(out, candidate{named{string(e.ID), e.Name}, []named{typeOf(e.Kind)}, certain, false, []feature{{"identifier", true}}})
		}
	}
	for _, hit := range page.Items {
		if met[hit.Entity.ID] {
			continue
		}
		score := likeness(q.Query, hit.Matched)
		if hit.Entity.Kind == claim.Organisation && score < sure { // what is like it by the matcher is for somebody to see: a row has no place
			judged := w.Score(match.Body{Names: []string{q.Query}}, match.Body{Names: []string{hit.Matched}})
			score = math.Round(judged.Score*(sure-1)*10) / 10
		}
		if len(borne) > 0 {
			score /= 2 // somebody else bears the identifier
		}
		out = append(out, candidate{named{string(hit.Entity.ID), hit.Entity.Name}, []named{typeOf(hit.Entity.Kind)}, score, false, []feature{{"name", score}}})
	}
	slices.SortStableFunc(out, func(a, b candidate) int { return cmp.Compare(b.Score, a.Score) })
	if len(out) > 0 {
		out[0].Match = out[0].Score >= sure && (len(out) == 1 || out[0].Score-out[1].Score >= apart)
	}
	return out[:min(len(out), limit)], nil
}

// bearers is the entities that bear one of the identifiers of a row. Its property is identifier, with a value such as GB-COH:01234567, or
// the register's own scheme.
func bearers(ctx context.Context, v *graph.View, q query) ([]*claim.Entity, error) {
	var wanted []claim.Identifier
	for _, p := range q.Properties {
		var value string
		if json.Unmarshal(p.Value, &value) != nil {
			continue // an entity, or a list
		}
		switch scheme, rest, parted := strings.Cut(value, ":"); {
		case value == "":
		case p.Property == identifiers && parted:
			wanted = append(wanted, claim.Identifier{Scheme: scheme, Value: rest})
		case strings.ToUpper(p.Property) == p.Property:
			wanted = append(wanted, claim.Identifier{Scheme: p.Property, Value: value})
		}
	}
	if wanted == nil {
		return nil, nil
	}
	page, err := v.List(ctx, graph.EntityQuery{Filter: graph.EntityFilter{Identifiers: wanted}, Window: paging.Window{First: maxResults}})
	return page.Items, err
}

// likeness is how alike two names are, from 0 to 100: the share of their words that both have (Dice's coefficient), case, accents and
// typography forgiven, one point off where they stand in another order.
func likeness(a, b string) float64 {
	first, second := strings.Fields(names.Fold(a)), strings.Fields(names.Fold(b))
	if slices.Equal(first, second) {
		return certain
	}
	rest, shared := slices.Clone(second), 0
	for _, word := range first {
		if at := slices.Index(rest, word); at >= 0 {
			rest = slices.Delete(rest, at, at+1)
			shared++
		}
	}
	score := 2 * float64(shared) / float64(max(len(first)+len(second), 1)) * certain
	return math.Min(math.Round(score*10)/10, certain-1)
}

// extension is what a client wants to know of entities that it has matched.
type extension struct {
	IDs        []claim.ID `json:"ids"`
	Properties []struct {
		ID string `json:"id"`
	} `json:"properties"`
}

// value is one value of a property.
type value struct {
	Text string `json:"str"`
}

// extend answers what is known of entities.
func (s service) extend(w http.ResponseWriter, r *http.Request, request extension) {
	if len(request.IDs) > maxIDs {
		refuse(w, fmt.Errorf("%d ids: at most %d at a time: %w", len(request.IDs), maxIDs, claim.ErrInvalid))
		return
	}
	v := s.view()
	found, err := v.Entities(r.Context(), request.IDs)
	if err != nil {
		refuse(w, err)
		return
	}
	rows, meta := map[claim.ID]map[string][]value{}, []named{}
	for _, id := range request.IDs {
		rows[id] = map[string][]value{}
	}
	for _, p := range request.Properties {
		values, err := valuesOf(r.Context(), v, found, p.ID)
		if err != nil {
			refuse(w, err)
			return
		}
		meta = append(meta, named{p.ID, claim.PropertyLabel(p.ID)})
		for i, id := range request.IDs {
			rows[id][p.ID] = values[i]
		}
	}
	answer(w, map[string]any{"meta": meta, "rows": rows})
}

// valuesOf is a property's value of each entity, none where nobody gives it.
func valuesOf(ctx context.Context, v *graph.View, of []*claim.Entity, property string) ([][]value, error) {
	out := make([][]value, len(of))
	for i := range out {
		out[i] = []value{}
	}
	var known []*claim.Entity
	var at []int
	for i, e := range of {
		if e != nil {
			known, at = append(known, e), append(at, i)
		}
	}
	if property == identifiers {
		lists, err := v.Identifiers(ctx, known)
		for i, list := range lists {
			for _, identifier := range list {
				out[at[i]] = append(out[at[i]], value{identifier.Key()})
			}
		}
		return out, err
	}
	if _, err := claim.ParseProperty(property); err != nil {
		return nil, err
	}
	latest, err := v.Latest(ctx, known, property)
	for i, a := range latest {
		if a != nil {
			out[at[i]] = append(out[at[i]], value{a.Value})
		}
	}
	return out, err
}
