package write

import (
	"context"
	"strings"

	"whence/graph/claim"
	"whence/graph/evidence"
	"whence/graph/paging"
	"whence/graph/search"
)

// nearIDs is ids of entities whose names come near an id's words.
func (d *draft) nearIDs(id claim.ID) []string {
	_, slug, _ := strings.Cut(string(id), "/")
	page, err := search.Entities(context.Background(), d.seen, search.EntityQuery{Text: strings.ReplaceAll(slug, "-", " "), Window: paging.Window{First: 3}})
	if err != nil {
		return nil
	}
	var out []string
	for _, hit := range page.Items {
		out = append(out, string(hit.Entity.ID))
	}
	return out
}

// validate holds a claim against the rules of the model.
func (d *draft) validate(c claim.Claim, at []string) {
	documents := map[claim.ID]bool{}
	data := &claim.Dataset{Name: "api", Claims: []claim.Claim{c}}
	for _, cite := range c.Base().Citations {
		if !documents[cite.Document] {
			documents[cite.Document] = true
			data.Entities = append(data.Entities, claim.EntityRecord{ID: cite.Document, Name: "cited"})
		}
	}
	data.Records = d.recordsOf(c)
	for _, problem := range claim.Validate([]*claim.Dataset{data}, d.taken) {
		code := InvalidValue
		if problem.Field == "object" {
			code = RuleBroken
		}
		d.fail(code, placeOf(c, problem.Field, at), "%s", strings.TrimSuffix(problem.Err.Error(), ": "+claim.ErrInvalid.Error()))
	}
}

// recordsOf is the records that a claim is cited from.
func (d *draft) recordsOf(c claim.Claim) []claim.Record {
	var ids []claim.ID
	for _, cite := range c.Base().Citations {
		if cite.Record != "" {
			ids = append(ids, cite.Record)
		}
	}
	found, err := evidence.Records(context.Background(), d.View, ids) // of one claim: it is not long
	if err != nil {
		return nil // what is cited from them is refused then
	}
	return found
}

// named refuses entities that no claim of the write names.
func (m AssertClaims) named(d *draft) {
	named := map[claim.ID]bool{}
	for _, c := range m.Claims {
		for _, id := range claim.EntitiesIn(c.Claim) {
			named[id] = true
		}
	}
	for i, id := range d.outcome.Entities {
		if !named[id] {
			d.fail(EvidenceRequired, input("entities", i), "no claim of this write names %s: an entity is there because a source speaks of it", id)
		}
	}
}
