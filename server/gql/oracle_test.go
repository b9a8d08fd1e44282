package gql_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"

	"whence/server/gql"
)

// TestOracle sends the ten screens and random operations over the whole schema through the direct executor and through
// gqlgen's own, on the seed graph, and takes no difference in data, byte for byte, or in errors, by path, code and message.
// Their order is anybody's: gqlgen's comes from goroutines. ORACLE_OPERATIONS says how many, ORACLE_SEED from where.
func TestOracle(t *testing.T) {
	g := completeGraph(t, "")
	direct, oracle := serve(gql.New(g, gql.Options{})), serve(gql.Oracle(g, gql.Options{}))
	compare := func(o operation) (executed, failed bool) {
		t.Helper()
		// The direct executor and the server hold @needs, gqlgen's alone does not: whoever asks may ask everything.
		ctx := asAdmin(t.Context())
		want, got := oracle.answer(ctx, o), direct.answer(ctx, o)
		if diff := cmp.Diff(outcome(t, want), outcome(t, got)); diff != "" {
			t.Fatalf("(-gqlgen +direct):\n%s\n%s %s\nvariables %v", diff, o.name, o.document, o.variables)
		}
		return got.Data != nil, len(got.Errors) > 0
	}
	c := composer{Rand: rand.New(rand.NewPCG(uint64(fromEnv(t, "ORACLE_SEED", 1)), 0)), schema: schema(t)}
	var count, failing, invalid int
	for wanted := fromEnv(t, "ORACLE_OPERATIONS", 400); count < wanted; {
		executed, failed := compare(c.operation())
		switch {
		case !executed:
			invalid++
		case failed:
			failing++
			fallthrough
		default:
			count++
		}
	}
	t.Logf("%d operations, %d of them with errors; %d more were invalid", count, failing, invalid)
	if failing < count/10 || failing > count*9/10 || invalid > count/4 {
		t.Error("that is too few or too many errors to find faults with")
	}
	document := readShared(t, "operations.graphql")
	for _, screen := range screens {
		if _, failed := compare(operation{document, screen.operation, screen.variables}); failed {
			t.Errorf("%s failed", screen.operation)
		}
	}
}

// outcome is what a client gets: the data as it was written, and the errors in the order of the alphabet.
func outcome(t *testing.T, r *graphql.Response) []string {
	t.Helper()
	var lines []string
	for _, err := range r.Errors {
		path, _ := json.Marshal(err.Path)
		lines = append(lines, fmt.Sprintf("%s %v %s", path, err.Extensions["code"], err.Message))
	}
	slices.Sort(lines)
	return append(lines, string(r.Data))
}

func fromEnv(t *testing.T, name string, fallback int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return fallback
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// composer writes random operations over the schema: valid ones, whose arguments are not always.
type composer struct {
	*rand.Rand
	schema  *ast.Schema
	left    int // fields still to write
	aliases int
	defined []string
	values  map[string]any
}

func (c *composer) operation() operation {
	c.left, c.aliases, c.defined, c.values = 10+c.IntN(60), 0, nil, map[string]any{}
	body := c.selections(c.schema.Query, 0)
	head := "query"
	if len(c.defined) > 0 {
		head += "(" + strings.Join(c.defined, ", ") + ")"
	}
	return operation{document: head + " " + body, variables: c.values}
}

func (c *composer) chance(percent int) bool { return c.IntN(100) < percent }

// selections are a few fields of a type, none twice under one key but as it is, and what concrete types have beside them.
func (c *composer) selections(on *ast.Definition, depth int) string {
	parts := []string{"__typename"}
	fields := slices.DeleteFunc(slices.Clone(on.Fields), func(f *ast.FieldDefinition) bool {
		return strings.HasPrefix(f.Name, "__") || depth > 5 && !c.schema.Types[f.Type.Name()].IsLeafType()
	})
	for _, i := range c.Perm(len(fields))[:min(len(fields), 1+c.IntN(4))] {
		if c.left--; c.left < 0 && depth > 0 {
			break
		}
		field := c.field(fields[i], depth)
		parts = append(parts, field)
		if c.chance(10) {
			parts = append(parts, "... on "+on.Name+c.condition()+" { "+field+" }")
		}
	}
	if on.IsAbstractType() && depth < 6 {
		possible := c.schema.GetPossibleTypes(on)
		to := possible[c.IntN(len(possible))]
		if f := to.Fields[c.IntN(len(to.Fields))]; !strings.HasPrefix(f.Name, "__") {
			parts = append(parts, "... on "+to.Name+c.condition()+" { "+c.aliased(f, depth+1)+" }")
		}
	}
	return "{ " + strings.Join(parts, " ") + " }"
}

func (c *composer) field(f *ast.FieldDefinition, depth int) string {
	if len(f.Arguments) > 0 || c.chance(20) {
		return c.aliased(f, depth)
	}
	return f.Name + c.rest(f, depth)
}

// aliased is a field under a key that no other has: fields under one key must agree in their arguments.
func (c *composer) aliased(f *ast.FieldDefinition, depth int) string {
	c.aliases++
	return fmt.Sprintf("a%d: %s%s", c.aliases, f.Name, c.rest(f, depth))
}

func (c *composer) rest(f *ast.FieldDefinition, depth int) string {
	var given []string
	for _, a := range f.Arguments {
		if f.Name == "relationships" && len(f.Arguments) == 1 {
			break // of edges, which are held by value: gqlgen reports a refused argument of theirs at the wrong edge
		}
		required := a.Type.NonNull && a.DefaultValue == nil
		if required || c.chance(map[bool]int{true: 70, false: 15}[a.Name == "first"]) {
			given = append(given, a.Name+": "+c.argument(a))
		}
	}
	text := ""
	if len(given) > 0 {
		text = "(" + strings.Join(given, ", ") + ")"
	}
	text += c.condition()
	if result := c.schema.Types[f.Type.Name()]; !result.IsLeafType() {
		text += " " + c.selections(result, depth+1)
	}
	return text
}

func (c *composer) condition() string {
	if !c.chance(6) {
		return ""
	}
	return " @include(if: " + c.variable("Boolean!", c.chance(60)) + ")"
}

func (c *composer) variable(typ string, value any) string {
	name := fmt.Sprintf("v%d", len(c.defined))
	c.defined = append(c.defined, "$"+name+": "+typ)
	c.values[name] = value
	return "$" + name
}

func (c *composer) argument(a *ast.ArgumentDefinition) string {
	value := c.value(a.Type, a.Name, 0)
	if c.chance(30) {
		return c.variable(a.Type.String(), value)
	}
	return c.literal(a.Type, value)
}

// value is a random value of a type, as JSON has it.
func (c *composer) value(t *ast.Type, name string, depth int) any {
	if !t.NonNull && c.chance(5) {
		return nil
	}
	if t.Elem != nil {
		list := []any{}
		for range c.IntN(3) + 1 {
			list = append(list, c.value(t.Elem, name, depth))
		}
		return list
	}
	d := c.schema.Types[t.NamedType]
	switch d.Kind {
	case ast.Enum:
		return d.EnumValues[c.IntN(len(d.EnumValues))].Name
	case ast.InputObject:
		object := map[string]any{}
		for _, f := range d.Fields {
			if required := f.Type.NonNull && f.DefaultValue == nil; required || c.chance(max(1, 20-5*depth)) {
				object[f.Name] = c.value(f.Type, f.Name, depth+1)
			}
		}
		return object
	}
	return c.pick(samples[t.NamedType+" "+name], samples[t.NamedType])
}

// samples are values of scalars, by type and by the argument's name. A value that is refused stands here and there.
var samples = map[string][]any{
	"ID": {
		"place/icentrum", "place/birmingham", "place/west-midlands", "organisation/birmingham-city-council", "person/neil-rami",
		"programme/wmhtia", "programme/technorth", "event/birmingham-tech-week-2025", "funding-source/icentrum-loan",
		"document/west-midlands-1000-tech-roles", "organisation/innovate-uk", "sector/technology", "person/nobody", "what",
	},
	"ID documents":    {"document/west-midlands-1000-tech-roles", "document/birmingham-expands-innovation-campus", "document/none"},
	"ID statedBy":     {"person/andy-hague", "person/neil-rami", "person/nick-clegg"},
	"ID within":       {"place/west-midlands", "place/london", "place/uk", "person/neil-rami"},
	"EDTF":            {"2014", "2023-10", "2014-03/..", "../2016", "2025-10-20/2025-10-24", "1990/2026", "2014-02-30"},
	"DateTime":        {"2020-01-01T00:00:00Z", "2030-01-01T00:00:00+01:00", "2030-01-01", "soon"},
	"Decimal":         {"0", "1000", "14500000", "1e6", "1,000"},
	"String":          {"iCentrum", "Birmingham", "mayor", "tech", "", "ü日\"\\"},
	"String property": {"description", "name", "aim", "assessment", "published", "colour"},
	"String metric":   {"tech workers", "jobs created", "ICT jobs", "nothing"},
	"String unit":     {"job", "GBP", "percent", "jobs"},
	"String currency": {"GBP", "USD", "XXQ"},
	"String query":    {"birmingham", "i-centrum", "neil ramy", "tech", "–"},
	"String after":    {"AAAA", "bm90IGEgY3Vyc29y"},
	"URI":             {"https://whence.example/place/icentrum", "x"},
	"Boolean":         {true, false},
	"Float":           {0.0, 0.25, 0.5, 0.9, 1.0, 1.5, int64(1)},
	"Int":             {int64(0), int64(1), int64(2), int64(3)},
	"Int first":       {int64(0), int64(1), int64(2), int64(3), int64(5), int64(101), int64(-1)},
	"Int limit":       {int64(3), int64(20)},
	"Int minDegree":   {int64(0), int64(2), int64(10)},
	"Int maxLength":   {int64(1), int64(3), int64(4)},
}

func (c *composer) pick(named, typed []any) any {
	if named != nil {
		typed = named
	}
	return typed[min(c.IntN(len(typed)), c.IntN(len(typed)))]
}

// literal writes a value as GraphQL.
func (c *composer) literal(t *ast.Type, v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case []any:
		parts := make([]string, len(v))
		for i, e := range v {
			parts[i] = c.literal(t.Elem, e)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]any:
		var parts []string
		for _, f := range c.schema.Types[t.Name()].Fields {
			if e, given := v[f.Name]; given {
				parts = append(parts, f.Name+": "+c.literal(f.Type, e))
			}
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case string:
		if c.schema.Types[t.Name()].Kind == ast.Enum {
			return v
		}
		return strconv.Quote(v)
	}
	return fmt.Sprint(v)
}
