package quadstore

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"whence/graph/quadstore/delta"
)

const claimPrefix = "https://claims.example/"

// claimIRI returns the n-th claim.
func claimIRI(n int) quad.IRI { return quad.IRI(fmt.Sprintf("%s%032x", claimPrefix, n)) }

// values are few, so that random quads meet, and easily confused.
var values = []quad.Value{
	quad.IRI("http://example.org/a"), quad.IRI("http://example.org/b"), quad.IRI("http://example.org/"),
	quad.IRI("urn:x"), quad.IRI(""), quad.IRI("a"),
	claimIRI(1), claimIRI(2), claimIRI(3), quad.IRI(claimPrefix + "not a claim"),
	quad.IRI(strings.ToUpper(string(claimIRI(0xabc)))),
	quad.BNode("a"), quad.String("a"), quad.String(""), quad.String("\"\\\n\t\r\x00é"),
	quad.LangString{Value: "a", Lang: "en"},
	quad.LangString{Value: "a", Lang: "de"},
	quad.Int(1), quad.Float(1), quad.Bool(true), quad.String("1"), quad.String("true"),
	quad.TypedString{Value: "1", Type: "schema:Integer"},
	quad.TypedString{Value: "1", Type: "http://www.w3.org/2001/XMLSchema#integer"},
	quad.TypedString{Value: "01", Type: "http://www.w3.org/2001/XMLSchema#integer"},
	quad.Time(time.Unix(1, 0).UTC()), quad.Time(time.Unix(1, 1).UTC()), quad.Time(time.Unix(1, 999).UTC()),
	quad.Time(time.Date(12345, 1, 1, 0, 0, 0, 0, time.UTC)),
	quad.IRI("http://example.org/" + digits), quad.IRI(digits), quad.String(digits), quad.String(strings.ToUpper(digits)),
	quad.String(digits[1:]), quad.String(digits + "g"),
	quad.LangString{Value: digits, Lang: "en"},
	quad.Int(1234567890123456),
}

// digits are what the store packs.
const digits = "00a1b2c3d4e5f6978810ffeeddccbbaa"

func drawQuad(t *rapid.T) quad.Quad {
	q := quad.Quad{
		Subject:   rapid.SampledFrom(values[:12]).Draw(t, "subject"),
		Predicate: rapid.SampledFrom(values[:3]).Draw(t, "predicate"),
		Object:    rapid.SampledFrom(values).Draw(t, "object"),
	}
	if rapid.Bool().Draw(t, "labelled") {
		q.Label = rapid.SampledFrom(values[4:14]).Draw(t, "label")
	}
	return q
}

// model is what a store should be: a set of quads.
type model map[quad.Quad]bool

func (m model) apply(b Batch) {
	for _, q := range b.Remove {
		delete(m, q)
	}
	for _, q := range b.Add {
		m[q] = true
	}
}

// with returns the quads that have a value in a direction and maybe a predicate.
func (m model) with(d quad.Direction, v, pred quad.Value) []quad.Quad {
	var out []quad.Quad
	for q := range m {
		if q.Get(d) == v && (pred == nil || q.Predicate == pred) {
			out = append(out, q)
		}
	}
	return out
}

func (m model) nodes() int {
	nodes := map[quad.Value]bool{}
	for q := range m {
		for _, d := range quad.Directions {
			if v := q.Get(d); v != nil {
				nodes[v] = true
			}
		}
	}
	return len(nodes)
}

func texts(quads []quad.Quad) []string {
	out := make([]string, 0, len(quads))
	for _, q := range quads {
		out = append(out, fmt.Sprintf("%#v", q))
	}
	slices.Sort(out)
	return out
}

func TestModel(t *testing.T) {
	t.Run("in memory", func(t *testing.T) { checkModel(t, false) })
	t.Run("on disk", func(t *testing.T) { checkModel(t, true) })
	t.Run("in a file", func(t *testing.T) {
		fileAll(t)
		checkModel(t, true)
	})
}

func checkModel(t *testing.T, onDisk bool) {
	rapid.Check(t, func(t *rapid.T) {
		o := Options{ClaimPrefix: claimPrefix}
		if onDisk {
			dir, err := os.MkdirTemp("", "model")
			if err != nil {
				t.Fatal(err)
			}
			defer os.RemoveAll(dir)
			o.Path = dir
		}
		c := &checked{options: o, model: model{}}
		c.open(t)
		defer func() { c.close(t) }()
		actions := map[string]func(*rapid.T){"": c.check, "apply": c.apply, "fold": c.fold, "keep": c.keep}
		if onDisk {
			actions["reopen"] = c.reopen
		}
		t.Repeat(actions)
	})
}

// checked is a store beside the model of what should be in it.
type checked struct {
	options Options
	store   *Store
	model   model
	early   *Snapshot
	then    []string // early's quads when it was taken
}

func (c *checked) open(t *rapid.T) {
	s, err := Open(context.Background(), c.options)
	if err != nil {
		t.Fatal(err)
	}
	c.store = s
}

func (c *checked) close(t *rapid.T) {
	if err := c.store.Close(); err != nil {
		t.Fatal(err)
	}
}

func (c *checked) reopen(t *rapid.T) {
	before := c.store.Snapshot()
	c.close(t)
	c.open(t)
	after := c.store.Snapshot()
	if after.Version() != before.Version() {
		t.Fatalf("version %d became %d", before.Version(), after.Version())
	}
	for _, v := range values {
		if before.ID(v) != after.ID(v) {
			t.Fatalf("%#v: ID %d became %d", v, before.ID(v), after.ID(v))
		}
	}
}

func (c *checked) apply(t *rapid.T) {
	b := Batch{
		Add:    rapid.SliceOfN(rapid.Custom(drawQuad), 0, 20).Draw(t, "add"),
		Remove: rapid.SliceOfN(rapid.Custom(drawQuad), 0, 20).Draw(t, "remove"),
	}
	if err := c.store.Apply(context.Background(), b); err != nil {
		t.Fatal(err)
	}
	c.model.apply(b)
}

func (c *checked) fold(t *rapid.T) {
	if !c.store.compact(context.Background()) {
		t.Fatal("not compacted")
	}
}

func (c *checked) keep(t *rapid.T) {
	c.early = c.store.Snapshot()
	c.then = texts(slices.Collect(quadsOf(t, c.early)))
}

func (c *checked) check(t *rapid.T) {
	compareWithModel(t, c.store.Snapshot(), c.model)
	if c.early == nil {
		return
	}
	if diff := cmp.Diff(c.then, texts(slices.Collect(quadsOf(t, c.early)))); diff != "" {
		t.Fatalf("a snapshot changed (-then +now):\n%s", diff)
	}
}

// quadsOf yields a snapshot's quads and fails on an error.
func quadsOf(t interface{ Fatal(...any) }, s *Snapshot) func(func(quad.Quad) bool) {
	return func(yield func(quad.Quad) bool) {
		for q, err := range s.Quads(context.Background()) {
			if err != nil {
				t.Fatal(err)
			}
			if !yield(q) {
				return
			}
		}
	}
}

func compareWithModel(t *rapid.T, s *Snapshot, m model) {
	want := make([]quad.Quad, 0, len(m))
	for q := range m {
		want = append(want, q)
	}
	if diff := cmp.Diff(texts(want), texts(slices.Collect(quadsOf(t, s)))); diff != "" {
		t.Fatalf("quads (-want +got):\n%s", diff)
	}
	if st := s.Stats(); st.Quads != len(m) || st.Nodes != m.nodes() {
		t.Fatalf("stats %+v, want %d quads and %d nodes", st, len(m), m.nodes())
	}
	var edges, page Edges
	v := rapid.SampledFrom(values).Draw(t, "value")
	id := s.ID(v)
	if id == 0 && len(m.with(quad.Subject, v, nil)) > 0 {
		t.Fatalf("%v has no ID", v)
	}
	for _, d := range quad.Directions {
		for _, pred := range append([]quad.Value{nil}, values[:3]...) {
			if pred != nil && (d == quad.Predicate || d == quad.Label || s.ID(pred) == 0) {
				continue
			}
			compareEdges(t, s, m, &edges, &page, id, d, v, pred)
		}
	}
}

func compareEdges(t *rapid.T, s *Snapshot, m model, edges, page *Edges, id ID, d quad.Direction, v, pred quad.Value) {
	var preds []ID
	var p ID
	if pred != nil {
		p = s.ID(pred)
		preds = append(preds, p)
	}
	if err := s.Expand(context.Background(), edges, []ID{0, id, id}, d, preds...); err != nil {
		t.Fatal(err)
	}
	want := m.with(d, v, pred)
	for i, want := range [][]quad.Quad{nil, want, want} {
		lo, hi := edges.Of(i)
		got := make([]quad.Quad, 0, hi-lo)
		for j := lo; j < hi; j++ {
			q := Quad{Subject: edges.Subject[j], Predicate: edges.Pred[j], Object: edges.Object[j], Label: edges.Label[j]}
			if j > lo && delta.Compare(d, Quad{Subject: edges.Subject[j-1], Predicate: edges.Pred[j-1], Object: edges.Object[j-1], Label: edges.Label[j-1]}, q) >= 0 {
				t.Fatalf("%v edges of %v out of order", d, v)
			}
			got = append(got, s.Quad(q))
		}
		if diff := cmp.Diff(texts(want), texts(got)); diff != "" {
			t.Fatalf("%v edges of %v by %v (-want +got):\n%s", d, v, pred, diff)
		}
	}
	if got := s.Degree(id, d, p); got != len(want) {
		t.Fatalf("%v degree of %v by %v is %d, want %d", d, v, pred, got, len(want))
	}
	offset := rapid.IntRange(0, len(want)+1).Draw(t, "offset")
	limit := rapid.IntRange(0, 4).Draw(t, "limit")
	s.ExpandPage(page, id, d, p, offset, limit)
	lo, _ := edges.Of(1)
	from, to := lo+min(offset, len(want)), lo+min(offset+limit, len(want))
	if diff := cmp.Diff(append([]ID{}, edges.Object[from:to]...), append([]ID{}, page.Object...)); diff != "" {
		t.Fatalf("page %d+%d of %v edges of %v (-want +got):\n%s", offset, limit, d, v, diff)
	}
}
