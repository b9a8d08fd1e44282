package loader

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/graph/claim"
)

// The schema and the reader know the same keys and require the same ones.
func TestFieldsAreTheSchemas(t *testing.T) {
	content, err := os.ReadFile("claims.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Definitions map[string]struct {
			Properties map[string]any
			Required   []string
			OneOf      []struct{ Properties map[string]any }
		} `json:"$defs"`
		Properties map[string]any
		Required   []string
	}
	if err := json.Unmarshal(content, &schema); err != nil {
		t.Fatal(err)
	}
	f := &claimsFile{dataset: new(claim.Dataset)}
	q := new(claim.Quantity)
	for name, fields := range map[string][]field{
		"document":     f.documentFields(new(claim.EntityRecord)),
		"entity":       f.entityFields(new(claim.EntityRecord)),
		"identifier":   f.identifierFields(new(claim.Identifier)),
		"relationship": f.relationshipFields(new(claim.Relationship), new(draft)),
		"measure":      f.measureFields(new(claim.Measure), new(draft)),
		"attribute":    f.attributeFields(new(claim.Attribute), new(draft)),
		"amount":       f.amountFields(q),
		"figure":       f.figureFields(q),
		"citation":     f.citationFields(new(claim.Citation), new(quote)),
		"date":         f.whenFields(new(claim.When)),
		"":             f.sectionFields(),
	} {
		properties, required := schema.Properties, schema.Required
		if name != "" {
			properties, required = schema.Definitions[name].Properties, schema.Definitions[name].Required
		}
		if name == "date" {
			properties = schema.Definitions[name].OneOf[1].Properties
		}
		var keys, needed []string
		for _, known := range fields {
			keys = append(keys, known.name)
			if known.required {
				needed = append(needed, known.name)
			}
			if known.required && missing[known.name] == "" {
				t.Errorf("%s: nothing says what to do where %s is missing", name, known.name)
			}
		}
		slices.Sort(keys)
		slices.Sort(needed)
		slices.Sort(required)
		if diff := cmp.Diff(slices.Sorted(maps.Keys(properties)), keys); diff != "" {
			t.Errorf("%s: -schema +reader:\n%s", name, diff)
		}
		if diff := cmp.Diff(required, needed); diff != "" && len(required)+len(needed) > 0 {
			t.Errorf("%s: required: -schema +reader:\n%s", name, diff)
		}
	}
}
