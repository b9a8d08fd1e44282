package asking

import (
	"context"
	"errors"
	"slices"
	"strings"

	"whence/ask"
	"whence/graph"
	"whence/graph/claim"
	"whence/graph/paging"
	"whence/graph/search"
	"whence/graph/text"
)

// names finds entities in a view, for package ask. It remembers what was asked while one question is read.
type names struct {
	view  *graph.View
	whole map[string][]ask.Named
	about map[string][]ask.Named
}

func newNames(v *graph.View) names {
	return names{v, map[string][]ask.Named{}, map[string][]ask.Named{}}
}

// Whole is the entities that bear a name.
func (n names) Whole(ctx context.Context, text string) ([]ask.Named, error) {
	if known, ok := n.whole[text]; ok {
		return slices.Clone(known), nil
	}
	found, other, err := search.NameBearers(ctx, n.view, text)
	if err != nil {
		if errors.Is(err, claim.ErrInvalid) { // no letter in it
			return nil, nil
		}
		return nil, err
	}
	out := make([]ask.Named, len(found))
	for i, e := range found {
		out[i] = ask.Named{ID: string(e.ID), Kind: string(e.Kind), Name: e.Name, Alias: other}
	}
	n.whole[text] = slices.Clone(out)
	return out, nil
}

// maxBearing is how many names a search for their words looks at.
const maxBearing = 10

// Bearing is the entities that have all these words in one of their names.
func (n names) Bearing(ctx context.Context, words string) ([]ask.Named, error) {
	telling := slices.DeleteFunc(text.Words(words), func(w string) bool {
		return w == "the" || w == "of" || w == "a" || w == "an" || w == "in" || w == "for"
	})
	if len(telling) == 0 {
		return nil, nil
	}
	key := "\x00" + strings.Join(telling, " ")
	if known, ok := n.about[key]; ok {
		return slices.Clone(known), nil
	}
	page, err := search.Entities(ctx, n.view, search.EntityQuery{Text: strings.Join(telling, " "), Window: paging.Window{First: maxBearing}})
	if err != nil {
		if errors.Is(err, claim.ErrInvalid) {
			return nil, nil
		}
		return nil, err
	}
	var out []ask.Named
	for _, hit := range page.Items {
		have := text.Words(hit.Matched)
		if !slices.ContainsFunc(telling, func(w string) bool { return !slices.Contains(have, w) }) {
			out = append(out, ask.Named{ID: string(hit.Entity.ID), Kind: string(hit.Entity.Kind), Name: hit.Entity.Name, Alias: hit.Matched != hit.Entity.Name})
		}
	}
	n.about[key] = slices.Clone(out)
	return out, nil
}

// passed are words that say that a document is one.
const passed = " the a an of about on article articles document documents report text blog paper story publication post news and to in "

// About is the documents that have all words in their names and descriptions.
func (n names) About(ctx context.Context, words string) ([]ask.Named, error) {
	var telling []string
	for w := range strings.FieldsSeq(words) {
		if !strings.Contains(passed, " "+w+" ") {
			telling = append(telling, w)
		}
	}
	if len(telling) == 0 {
		return nil, nil
	}
	key := strings.Join(telling, " ")
	if known, ok := n.about[key]; ok {
		return slices.Clone(known), nil
	}
	page, err := search.Entities(ctx, n.view, search.EntityQuery{Text: strings.Join(telling, " "), Kinds: []claim.EntityKind{claim.Document}, Window: paging.Window{First: 10}})
	if err != nil {
		if errors.Is(err, claim.ErrInvalid) {
			return nil, nil
		}
		return nil, err
	}
	var out []ask.Named
	for _, hit := range page.Items {
		described, err := n.view.Latest(ctx, []*claim.Entity{hit.Entity}, "description")
		if err != nil {
			return nil, err
		}
		text := strings.ToLower(hit.Entity.Name + " " + hit.Matched)
		if described[0] != nil {
			text += " " + strings.ToLower(described[0].Value)
		}
		all := true
		for _, w := range telling {
			all = all && strings.Contains(text, w)
		}
		if all {
			out = append(out, ask.Named{ID: string(hit.Entity.ID), Kind: string(hit.Entity.Kind), Name: hit.Entity.Name})
		}
	}
	n.about[key] = slices.Clone(out)
	return out, nil
}

// facts reads what an entity has figures and texts for, for package ask, each entity once a question.
type facts struct {
	view *graph.View
	read map[string][]ask.Figure
}

// maxFigures is how many measures and how many attributes of an entity a question is compared with.
const maxFigures = 100

// Figures is the figures, texts and dates of an entity.
func (f facts) Figures(ctx context.Context, id string) ([]ask.Figure, error) {
	if known, ok := f.read[id]; ok {
		return known, nil
	}
	found, err := f.view.Entities(ctx, []claim.ID{claim.ID(id)})
	if err != nil || found[0] == nil {
		return nil, err
	}
	window := paging.Window{First: maxFigures}
	measures, err := f.view.Measures(ctx, found, graph.MeasureQuery{Window: window})
	if err != nil {
		return nil, err
	}
	attributes, err := f.view.Attributes(ctx, found, graph.AttributeQuery{Window: window})
	if err != nil {
		return nil, err
	}
	var places []claim.ID
	for _, m := range measures[0].Items {
		places = append(places, m.Place)
	}
	where, err := f.view.Entities(ctx, places)
	if err != nil {
		return nil, err
	}
	var out []ask.Figure
	for i, m := range measures[0].Items {
		figure := ask.Figure{Metric: m.Metric, Unit: m.Value.Unit, Scope: m.Scope}
		if where[i] != nil {
			figure.Place = where[i].Name
		}
		if m.Value.Value != nil {
			figure.Value = m.Value.Value.String()
		}
		out = append(out, figure)
	}
	for _, a := range attributes[0].Items {
		out = append(out, ask.Figure{Property: a.Property})
	}
	f.read[id] = out
	return out, nil
}
