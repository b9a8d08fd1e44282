package loader_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"whence/graph/claim"
	"whence/seeds"
)

const schemaFile = "claims.schema.json"

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// document is a claims file as a validator of JSON Schema sees it.
func document(t *testing.T, content []byte) any {
	t.Helper()
	asJSON, err := yaml.YAMLToJSON(content)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(string(asJSON)))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func TestSeedsAreValidBySchema(t *testing.T) {
	schema := compiled(t)
	names, err := fs.Glob(seeds.Files, "*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("%d seed files, %v", len(names), err)
	}
	for _, name := range names {
		content, err := fs.ReadFile(seeds.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(document(t, content)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What an editor can see to be wrong, it says by the schema; the reader says all of it.
func TestSchemaRefuses(t *testing.T) {
	schema := compiled(t)
	for _, changed := range [][2]string{
		{"kind: FUNDS", "kind: FUNDZ"},
		{"currency: GBP", "currency: pounds"},
		{"unit: job", "unit: jobz"},
		{"key: whole", "certainty: SURE"},
		{"key: whole", "staus: PLANNED"},
		{"value: 1200000", `value: "1,200,000"`},
		{"property: started", "property: start"},
		{"organisation/a,", "organization/a,"},
		{"id: test/sound\n", ""},
		{"quote: wörld", "nth: one"},
		{"    object: place/b\n", ""},
		{"    cite: {document: document/d, locator: row 1}\n", ""},
	} {
		content := replace(changed[0], changed[1])
		if schema.Validate(document(t, []byte(content))) == nil {
			t.Errorf("the schema lets %q pass for %q", changed[1], changed[0])
		}
		if _, err := load(t, newGraph(t), "f.yaml", content); err == nil {
			t.Errorf("the reader lets %q pass for %q", changed[1], changed[0])
		}
	}
	if err := schema.Validate(document(t, []byte(sound))); err != nil {
		t.Error(err)
	}
}

// definitions is the part of the schema that names its objects and closed lists.
func definitions(t *testing.T) map[string]definition {
	t.Helper()
	content, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Definitions map[string]definition `json:"$defs"`
	}
	if err := json.Unmarshal(content, &schema); err != nil {
		t.Fatal(err)
	}
	return schema.Definitions
}

type definition struct {
	Enum       []string       `json:"enum"`
	Properties map[string]any `json:"properties"`
	Required   []string       `json:"required"`
	OneOf      []definition   `json:"oneOf"`
}

func TestSchemaListsTheVocabulary(t *testing.T) {
	schema := definitions(t)
	var kinds, properties []string
	for _, k := range claim.RelationshipKinds {
		kinds = append(kinds, string(k.Kind))
	}
	for _, p := range claim.Properties {
		properties = append(properties, p.Property)
	}
	for name, want := range map[string][]string{
		"kind":         kinds,
		"propertyName": properties,
		"certainty":    texted(claim.Certainties),
		"status":       texted(claim.Statuses),
		"instrument":   texted(claim.Instruments),
		"comparator":   texted([]claim.Comparator{claim.Exactly, claim.About, claim.MoreThan, claim.AtLeast, claim.UpTo, claim.LessThan}),
	} {
		if diff := cmp.Diff(want, schema[name].Enum); diff != "" {
			t.Errorf("%s: -domain +schema:\n%s", name, diff)
		}
	}
	if diff := cmp.Diff(claim.Units, schema["unit"].OneOf[0].Enum); diff != "" {
		t.Errorf("units: -domain +schema:\n%s", diff)
	}
}

func texted[W ~string](words []W) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	return out
}

// The guide names every key and every word of the schema.
func TestGuideNamesAllOfTheSchema(t *testing.T) {
	guide, err := os.ReadFile("GUIDE.md")
	if err != nil {
		t.Fatal(err)
	}
	words := strings.FieldsFunc(string(guide), func(r rune) bool { return strings.ContainsRune(" \n`(){}[],.:;|?", r) })
	slices.Sort(words)
	for name, d := range definitions(t) {
		known := slices.Clone(d.Enum)
		for key := range d.Properties {
			known = append(known, key)
		}
		for _, word := range known {
			if _, found := slices.BinarySearch(words, word); !found {
				t.Errorf("the guide does not name %s of %s", word, name)
			}
		}
	}
}
