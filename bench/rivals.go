package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"whence/bench/gen"
	"whence/graph"
	"whence/server/attack"
)

// rivalQuads is the size of the register that servers are compared over.
const rivalQuads = 200_000

// clients are kept busy while CPU is measured.
const clients = 16

// asked is one question in the words of two servers.
type asked struct {
	name         string
	ours, theirs string  // bodies of a POST
	least        float64 // how many times our CPU theirs must be
}

// Rivals measures the server as it is shipped, from socket to socket, each side in a process of its own: a point query
// beside a handler that returns the same bytes, and four questions beside Cayley's own GraphQL server over its memstore,
// which holds the same quads and gives the same answers.
func Rivals(ctx context.Context, w io.Writer) error {
	folder, err := os.MkdirTemp("", "whence-rivals")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	register := filepath.Join(folder, "register.nq")
	ours, err := shipped(ctx, folder, register)
	if err != nil {
		return err
	}
	defer ours.Kill()
	if err := besideBare(ctx, w, ours); err != nil {
		return fmt.Errorf("beside a bare handler: %w", err)
	}
	theirs, err := play(ctx, roleCayley, register)
	if err != nil {
		return err
	}
	defer theirs.Kill()
	for _, q := range questionsOfRivals() {
		if err := q.compare(ctx, w, ours, theirs); err != nil {
			return fmt.Errorf("%s: %w", q.name, err)
		}
	}
	return nil
}

// shipped writes the register, builds the server, and serves the one with the other.
func shipped(ctx context.Context, folder, register string) (*attack.Process, error) {
	f, err := os.Create(register)
	if err != nil {
		return nil, err
	}
	_, err = gen.Cited{Quads: rivalQuads, Seed: 1, Base: graph.DefaultBase}.Write(f)
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	binary, err := attack.Build(ctx, folder)
	if err != nil {
		return nil, err
	}
	store := filepath.Join(folder, "store")
	if out, err := exec.CommandContext(ctx, binary, "load", "--store", store, register).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("load: %w\n%s", err, out)
	}
	return attack.Start(ctx, binary, "--store", store, "--no-seeds")
}

// besideBare asks our server for one name, and then a process that returns the same bytes.
func besideBare(ctx context.Context, w io.Writer, ours *attack.Process) error {
	point := questionsOfRivals()[0].ours
	text, err := load(ours, point).Ask(ctx)
	if err != nil {
		return err
	}
	bare, err := play(ctx, roleBare, text)
	if err != nil {
		return err
	}
	defer bare.Kill()
	edge, least, err := minCPU(ctx, load(ours, point), ours, load(bare, point), bare)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "# a point query through the whole server: CPU a request %v, bare handler %v\n", edge, least)
	Bar{Name: "graphql/whole-server's-CPU-over-a-bare-handler's:-point", Value: float64(edge) / float64(least), Want: 1.6}.Print(w)
	return nil
}

// compare asks the question of both, first for the answers and then for what they cost.
func (q asked) compare(ctx context.Context, w io.Writer, ours, theirs *attack.Process) error {
	said, err := statements(ctx, load(ours, q.ours))
	if err != nil {
		return err
	}
	meant, err := statements(ctx, load(theirs, q.theirs))
	if err != nil {
		return err
	}
	if !slices.Equal(said, meant) {
		return fmt.Errorf("ours says %d things, Cayley's server %d or others", len(said), len(meant))
	}
	cheap, dear, err := minCPU(ctx, load(ours, q.ours), ours, load(theirs, q.theirs), theirs)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "# %s of %d entities: CPU a request %v, Cayley's GraphQL server %v\n", q.name, len(said), cheap, dear)
	Bar{Name: "graphql/Cayley's-CPU-over-ours:-" + q.name, Value: float64(dear) / float64(cheap), Want: q.least, Least: true}.Print(w)
	return nil
}

func load(p *attack.Process, body string) attack.Load {
	return attack.Load{URL: p.URL, Body: body, Patience: 10 * time.Second}
}

// minCPU is the least that a request cost each of two servers. They take turns: what else the machine does only adds.
func minCPU(ctx context.Context, a attack.Load, ofA *attack.Process, b attack.Load, ofB *attack.Process) (leastA, leastB time.Duration, err error) {
	leastA, leastB = time.Hour, time.Hour
	for range 5 {
		cpu, err := a.CPU(ctx, ofA, clients, time.Second)
		if err != nil {
			return 0, 0, err
		}
		leastA = min(leastA, cpu)
		if cpu, err = b.CPU(ctx, ofB, clients, time.Second); err != nil {
			return 0, 0, err
		}
		leastB = min(leastB, cpu)
	}
	return leastA, leastB, nil
}

// statements are what an answer says, sorted: each entity with its name and the one that it was found under. An entity
// that Cayley gives once for each claim counts once.
func statements(ctx context.Context, l attack.Load) ([]string, error) {
	text, err := l.Ask(ctx)
	if err != nil {
		return nil, err
	}
	var answer any
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		return nil, err
	}
	said := map[string]bool{}
	gather(answer, "", said)
	return slices.Sorted(maps.Keys(said)), nil
}

func gather(value any, under string, said map[string]bool) {
	switch v := value.(type) {
	case []any:
		for _, element := range v {
			gather(element, under, said)
		}
	case map[string]any:
		if id, ok := v["id"].(string); ok {
			id = strings.TrimPrefix(id, graph.DefaultBase+"entity/")
			said[fmt.Sprintf("%s under %s: %v", id, under, v["name"])] = true
			under = id
		}
		for _, member := range v {
			gather(member, under, said)
		}
	}
}

// questionsOfRivals are a point, a list, a tree, and many points at once.
func questionsOfRivals() []asked {
	const (
		name  = "name: <http://www.w3.org/2004/02/skos/core#prefLabel>"
		parts = "~<https://schema.org/containedInPlace>"
		staff = "~<https://schema.org/worksFor>"
	)
	node := func(kind string, n int) string {
		return fmt.Sprintf(`"<%sentity/%s-%d>"`, graph.DefaultBase, kind, n)
	}
	theirs := func(ids, fields string) string { return fmt.Sprintf("{nodes(id: %s) {id %s %s}}", ids, name, fields) }
	const (
		one      = `query($id: ID!) { node(id: $id) { id ... on Entity { name } } }`
		district = `query($id: ID!) { node(id: $id) { id ... on Entity { name parts: neighbours(kinds: [LOCATED_IN], direction: IN, first: 100) { nodes { id name } } } } }`
		region   = `query($id: ID!) { node(id: $id) { id ... on Entity { name parts: neighbours(kinds: [LOCATED_IN], direction: IN, first: 20) { nodes { id name
  parts: neighbours(kinds: [LOCATED_IN], direction: IN, first: 50) { nodes { id name staff: neighbours(kinds: [EMPLOYED_BY], direction: IN, first: 20) { nodes { id name } } } } } } } } }`
		many = `query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Entity { name } } }`
	)
	var hundred, theirHundred []string
	for n := range 100 {
		hundred = append(hundred, fmt.Sprintf("organisation/org-%d", n))
		theirHundred = append(theirHundred, node("organisation/org", n))
	}
	return []asked{
		{"point", posted(one, "id", "organisation/org-5"), theirs(node("organisation/org", 5), ""), 1},
		{"names", posted(district, "id", "place/district-0"), theirs(node("place/district", 0), fmt.Sprintf("parts: %s {id %s}", parts, name)), 1},
		{
			"tree", posted(region, "id", "place/region-0"),
			theirs(node("place/region", 0), fmt.Sprintf("parts: %s {id %s parts: %s {id %s staff: %s {id %s}}}", parts, name, parts, name, staff, name)), 20,
		},
		{"hundred", posted(many, "ids", hundred), theirs("["+strings.Join(theirHundred, ", ")+"]", ""), 1},
	}
}

// posted is the body of a POST of a query of one variable.
func posted(query, variable string, value any) string {
	text, err := json.Marshal(map[string]any{"query": query, "variables": map[string]any{variable: value}})
	if err != nil {
		panic(err) // the values are texts
	}
	return string(text)
}
