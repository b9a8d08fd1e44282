package search_test

import (
	"errors"
	"testing"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/paging"
	"whence/graph/search"
	"whence/graph/write"
)

// Entities are found by a name in another legal form and by what a register calls them, in the search box and one by one.
func TestEntitiesByFormAndNumber(t *testing.T) {
	ctx := t.Context()
	g, err := graph.Open(ctx, graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	charity := func(value string) []claim.Identifier { return []claim.Identifier{{Scheme: "GB-CHC", Value: value}} }
	_, err = write.Load(ctx, g, []*claim.Dataset{{Name: "t/names", Entities: []claim.EntityRecord{
		{ID: "organisation/kestrel", Name: "Kestrel Robotics Limited"},
		{ID: "organisation/harbour", Name: "Harbour & Lane Ltd"},
		{ID: "organisation/osprey", Name: "Osprey Holdings plc"},
		{ID: "organisation/osprey-other", Name: "Osprey Holdings Public Limited Company"},
		{ID: "organisation/hospice", Name: "St Brannoc's Hospice", Identifiers: charity("1099999")},
		{ID: "organisation/twin-1", Name: "Twin One", Identifiers: charity("1088888")},
		{ID: "organisation/twin-2", Name: "Twin Two", Identifiers: charity("1088888")},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	v := g.Now()
	for name, want := range map[string]claim.ID{
		"kestrel robotics ltd.": "organisation/kestrel", "Kestrel Robotics Limited": "organisation/kestrel", "harbour and lane limited": "organisation/harbour",
		"Osprey Holdings plc": "organisation/osprey", "Osprey Holdings Public Limited Company": "organisation/osprey-other",
	} {
		if e, err := search.EntityByName(ctx, v, name, ""); err != nil || e.ID != want {
			t.Errorf("named %q: %+v, %v; want %s", name, e, err, want)
		}
	}
	if e, err := search.EntityByIdentifier(ctx, v, "gb-chc", " 1099999 "); err != nil || e.ID != "organisation/hospice" {
		t.Errorf("by its number: %+v, %v", e, err)
	}
	if _, err := search.EntityByIdentifier(ctx, v, "GB-CHC", "1"); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("a number of nobody: %v", err)
	}
	if _, ambiguous := errors.AsType[*search.AmbiguousError](func() error { _, err := search.EntityByIdentifier(ctx, v, "GB-CHC", "1088888"); return err }()); !ambiguous {
		t.Error("a number that two bear is somebody's")
	}
	for query, want := range map[string]int{"1099999": 1, "GB-CHC:1099999": 1, "1088888": 2, "GB-CHC": 0} {
		page, err := search.Entities(ctx, v, search.EntityQuery{Text: query, Window: paging.Window{First: 5}})
		if err != nil || len(page.Items) != want {
			t.Errorf("search %q: %d of %d, %v", query, len(page.Items), want, err)
		}
	}
}
