package gql_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"

	"whence/server/gql"
)

// given are the arguments that fields need to answer something.
var given = map[string]string{
	"Query.node":          `(id: "place/icentrum")`,
	"Query.nodes":         `(ids: ["place/icentrum", "organisation/birmingham-city-council"])`,
	"Query.entity":        `(id: "place/icentrum")`,
	"Query.search":        `(query: "Birmingham")`,
	"Query.searchClaims":  `(query: "Birmingham funds iCentrum", first: 100)`,
	"Query.ask":           `(question: "Who funds iCentrum?")`,
	"Query.complete":      `(prefix: "who funds ic")`,
	"Query.entities":      `(first: 100, orderBy: {field: DEGREE, direction: DESC})`,
	"Query.relationships": `(first: 100, filter: {includeRetracted: true, subject: {ids: ["organisation/acme-trust", "organisation/canal-company", "organisation/techuk", "programme/innovation-accelerator"]}})`,
	"Query.measures":      `(first: 100, filter: {includeRetracted: true})`,
	"Query.attributes":    `(first: 100, property: "description", filter: {includeRetracted: true, documents: ["document/canal-quarter"]})`,
	"Query.claims":        `(first: 100, filter: {includeRetracted: true, documents: ["document/canal-quarter"]})`,
	"Query.paths":         `(from: "person/albert-bore", to: "place/icentrum")`,
	"Query.neighbourhood": `(of: ["place/icentrum"], limit: 5)`,
	"Query.inCommon":      `(of: ["person/david-hardman", "place/icentrum"], maxDistance: 2)`,
	"Document.record":     `(key: "360G-acme-1")`,
	"Query.aggregate":     `(kinds: [FUNDS, PLEDGES_JOBS_IN], groupBy: [SUBJECT, STATUS])`,
}

// single are the fields that lead to one thing by its id: no way to objects that have everything.
var single = map[string]bool{"Query.node": true, "Query.nodes": true, "Query.entity": true}

// TestEveryField asks every field of the schema, found by the schema itself, and wants an answer without an error, and
// somewhere one that is not null. What only writing makes is written before: see write.
func TestEveryField(t *testing.T) {
	for name, path := range map[string]string{"mem": "", "disk": t.TempDir()} {
		t.Run(name, func(t *testing.T) {
			g := completeGraph(t, path)
			s := schema(t)
			answered := map[string]bool{}
			writeTable(t, s, g, answered)
			service := serve(gql.New(g, gql.Options{Writing: true}))
			for _, d := range s.Types {
				if d.BuiltIn || d.Kind != ast.Object {
					continue
				}
				for _, o := range reach(s, d) {
					if len(missing(d, answered)) == 0 {
						break // what has been seen of a type needs no further way to it
					}
					data := service.ask(t, operation{document: o.query})
					for _, object := range objectsAt(data, o.path, d.Name) {
						for key, value := range object {
							if value != nil {
								answered[d.Name+"."+key] = true
							}
						}
					}
				}
			}
			var null []string
			for _, d := range s.Types {
				null = append(null, missing(d, answered)...)
			}
			slices.Sort(null)
			if diff := cmp.Diff([]string(nil), null); diff != "" {
				t.Errorf("fields that are null wherever they were asked for (+found):\n%s", diff)
			}
		})
	}
}

// reached is a query that asks every field of one type, and the keys that lead to its objects.
type reached struct {
	query string
	path  []string
}

// reach finds the shortest ways from the query to objects of a type, and asks all of its fields there. There are several
// ways to most types; not each leads to an object that has everything.
func reach(s *ast.Schema, target *ast.Definition) []reached {
	type way struct {
		at    *ast.Definition
		open  string
		path  []string
		fresh map[string]bool // types passed
	}
	var found []reached
	ways := []way{{at: s.Query, open: "{ ", fresh: map[string]bool{"Query": true}}}
	if target == s.Query {
		return []reached{{query: "{ __typename " + everything(s, target) + " }"}}
	}
	for len(ways) > 0 && len(found) < 80 {
		w := ways[0]
		ways = ways[1:]
		for _, f := range w.at.Fields {
			next := s.Types[f.Type.Name()]
			if strings.HasPrefix(f.Name, "__") || next.IsLeafType() || single[w.at.Name+"."+f.Name] {
				continue
			}
			open := w.open + f.Name + arguments(w.at, f, target) + " { __typename "
			for _, d := range s.GetPossibleTypes(next) {
				if d.Kind != ast.Object {
					continue
				}
				on := "... on " + d.Name + " { "
				path := append(slices.Clone(w.path), f.Name)
				if d == target {
					query := open + on + everything(s, d)
					found = append(found, reached{query + strings.Repeat(" }", strings.Count(query, "{")-strings.Count(query, "}")), path})
				} else if len(path) < 4 && !w.fresh[d.Name] {
					fresh := maps.Clone(w.fresh)
					fresh[d.Name] = true
					ways = append(ways, way{d, open + on, path, fresh})
				}
			}
		}
	}
	return found
}

// arguments are those that the field is given; entities are asked for by the kind that is wanted.
func arguments(d *ast.Definition, f *ast.FieldDefinition, target *ast.Definition) string {
	if d.Name == "Query" && f.Name == "entities" && slices.Contains(target.Interfaces, "Entity") {
		kind := strings.ToUpper(target.Name)
		if target.Name == "FundingSource" {
			kind = "FUNDING_SOURCE"
		}
		return fmt.Sprintf("(first: 100, filter: {kinds: [%s]})", kind)
	}
	return given[d.Name+"."+f.Name]
}

// everything selects all fields of a type, and of what they lead to the type's name.
func everything(s *ast.Schema, d *ast.Definition) string {
	var b strings.Builder
	for _, f := range d.Fields {
		if strings.HasPrefix(f.Name, "__") {
			continue
		}
		b.WriteString(f.Name + arguments(d, f, d) + " ")
		if !s.Types[f.Type.Name()].IsLeafType() {
			b.WriteString("{ __typename } ")
		}
	}
	return b.String()
}

// objectsAt is the objects of a type that a path leads to, through lists.
func objectsAt(data any, path []string, typename string) []map[string]any {
	switch v := data.(type) {
	case []any:
		var all []map[string]any
		for _, item := range v {
			all = append(all, objectsAt(item, path, typename)...)
		}
		return all
	case map[string]any:
		if len(path) > 0 {
			return objectsAt(v[path[0]], path[1:], typename)
		}
		if v["__typename"] == typename {
			return []map[string]any{v}
		}
	}
	return nil
}

// missing is the fields of object types that were not answered, sorted.
func missing(d *ast.Definition, answered map[string]bool) []string {
	if d.BuiltIn || d.Kind != ast.Object {
		return nil
	}
	var out []string
	for _, f := range d.Fields {
		if name := d.Name + "." + f.Name; !strings.HasPrefix(f.Name, "__") && !answered[name] && !unwritten[name] {
			out = append(out, name)
		}
	}
	return out
}

// unwritten are the fields that need an erasure or the matcher, a file of data (see TestRecordsOfFiles), and the proposal of what is never proposed.
var unwritten = map[string]bool{"RecordField.name": true, "RecordField.value": true, "ReplaceDatasetPayload.proposal": true, "Erased.erasedBy": true, "Erased.was": true, "IdentityDecision.score": true}
