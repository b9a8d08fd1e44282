package quadstore

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"whence/graph/quadstore/pagefile"
	"whence/graph/quadstore/storedorder"
)

// sizes is an order by claims' digits and one by what claims are given as their size, the greatest first.
func sizes() *storedorder.Definition {
	return &storedorder.Definition{Least: 8, Orders: []storedorder.Order{
		{Name: "digits"},
		{Name: "size", Predicate: "size", NewKey: func() storedorder.Key {
			return func(dst, text []byte) []byte {
				if text == nil {
					return append(dst, 'z')
				}
				return append(append(dst, 'a'), '0'+9-(text[0]-'0'))
			}
		}},
	}}
}

// orderModel is a store and the set of quads that it should be.
type orderModel struct {
	*testing.T
	*rand.Rand
	model
	s      *Store
	claims int
}

func (m *orderModel) hub() quad.IRI { return quad.IRI(fmt.Sprintf("hub%d", m.IntN(3))) }

// edge is a new claim of a hub, with its size mostly. Odd ones keep a run from being kept in order: they are rare.
func (m *orderModel) edge(odd bool) []quad.Quad {
	m.claims++
	label := quad.IRI(fmt.Sprintf("%s%016x%016x", claimPrefix, m.Uint64(), m.claims))
	q := quad.Quad{Subject: m.hub(), Predicate: quad.IRI([]string{"p", "q"}[m.IntN(2)]), Object: quad.IRI(fmt.Sprint("other", m.IntN(30))), Label: label}
	if m.IntN(3) == 0 {
		q.Subject, q.Object = q.Object, q.Subject
	}
	out := []quad.Quad{q}
	if m.IntN(5) > 0 {
		out = append(out, quad.Quad{Subject: label, Predicate: quad.IRI("size"), Object: quad.String(fmt.Sprint(m.IntN(10)))})
	}
	if !odd {
		return out
	}
	switch m.IntN(4) {
	case 0:
		out[0].Object = out[0].Subject
	case 1:
		out[0].Label = quad.IRI("no claim")
	case 2: // twice
		q.Object = quad.IRI("twice")
		out = append(out, q)
	case 3:
		out = append(out, quad.Quad{Subject: label, Predicate: quad.IRI("size"), Object: quad.String("5")})
	}
	return out
}

func (m *orderModel) apply(b Batch) {
	m.Helper()
	if err := m.s.Apply(context.Background(), b); err != nil {
		m.Fatal(err)
	}
	m.model.apply(b)
}

// change writes a batch: claims that come, and quads that go or are said of old claims.
func (m *orderModel) change() {
	var b Batch
	for range m.IntN(30) {
		b.Add = append(b.Add, m.edge(m.IntN(400) == 0)...)
	}
	for q := range m.model { // in no order
		if m.IntN(100) == 0 {
			b.Remove = append(b.Remove, q)
		}
		if claim, is := q.Label.(quad.IRI); is && m.IntN(2000) == 0 {
			b.Add = append(b.Add, quad.Quad{Subject: claim, Predicate: quad.IRI("size"), Object: quad.String(fmt.Sprint(m.IntN(10)))})
		}
		if len(b.Remove) > 6 {
			break
		}
	}
	m.apply(b)
}

// pages compares pages with a plain sort. It reports how many the store had by its orders.
func (m *orderModel) pages(n int) (stored int) {
	m.Helper()
	snap := m.s.Snapshot()
	for range n {
		hub := m.hub()
		out, in := m.IntN(3) > 0, m.IntN(3) > 0
		preds := [][]quad.IRI{{"p"}, {"q"}, {"p", "q"}, {"q", "r"}}[m.IntN(4)]
		order, skipped := m.IntN(2), m.IntN(4)
		skip := func(q quad.Quad) bool { return skipped == 0 && q.Label.String()[len(q.Label.String())-2]%2 == 0 }
		all := m.sorted(snap, hub, out, in, preds, order)
		q := storedorder.Query{Order: order, Limit: m.IntN(12), Skip: func(label ID) bool { return skip(quad.Quad{Label: snap.Value(label)}) }}
		if len(all) > 0 && m.IntN(3) > 0 {
			q.After = all[m.IntN(len(all))].key
		}
		if m.IntN(8) == 0 {
			q.After = []byte{byte(m.IntN(256)), byte(m.IntN(256))}
		}
		var ids []ID
		for _, p := range preds {
			ids = append(ids, snap.ID(p))
		}
		got, ok := snap.OrderedPage(snap.ID(hub), out, in, ids, q)
		if !ok {
			continue
		}
		stored++
		var want, page []string
		hasNext, hasPrevious := false, false
		for _, e := range all {
			switch {
			case skip(e.quad):
			case len(q.After) > 0 && bytes.Compare(e.key, q.After) <= 0:
				hasPrevious = true
			case len(want) == q.Limit:
				hasNext = true
			default:
				want = append(want, fmt.Sprintf("%v %x", e.quad, e.key))
			}
		}
		for i, e := range got.Edges {
			page = append(page, fmt.Sprintf("%v %x", snap.Quad(e), got.Keys[i]))
		}
		want = append(want, fmt.Sprint(len(all), hasNext, hasPrevious))
		page = append(page, fmt.Sprint(got.Total, got.HasNext, got.HasPrevious))
		if diff := cmp.Diff(want, page); diff != "" {
			m.Fatalf("%v of %v, %v %v, order %d behind %x (-sorted +stored):\n%s", preds, hub, out, in, order, q.After, diff)
		}
	}
	return stored
}

type keyedQuad struct {
	quad quad.Quad
	key  []byte
}

// sorted is the edges of a hub that claims label, sorted by their keys.
func (m *orderModel) sorted(snap *Snapshot, hub quad.IRI, out, in bool, preds []quad.IRI, order int) (all []keyedQuad) {
	for q := range m.model {
		pred, _ := q.Predicate.(quad.IRI)
		if !(out && q.Subject == hub || in && q.Object == hub) || !slices.Contains(preds, pred) || q.Label == nil || !snap.ID(q.Label).IsClaim() {
			continue
		}
		var key []byte
		if order == 1 {
			var literal ID
			for size := range m.model {
				if size.Subject == q.Label && size.Predicate == quad.IRI("size") {
					literal = max(literal, snap.ID(size.Object))
				}
			}
			var text []byte
			if literal != 0 {
				text = snap.AppendText(nil, literal)
			}
			key = sizes().Orders[1].NewKey()(nil, text)
		}
		high, low := snap.ClaimDigits(snap.ID(q.Label))
		all = append(all, keyedQuad{q, fmt.Appendf(key, "%s", binaryOf(high, low))})
	}
	slices.SortFunc(all, func(a, b keyedQuad) int { return bytes.Compare(a.key, b.key) })
	return all
}

func binaryOf(high, low uint64) []byte {
	var out []byte
	for _, n := range [...]uint64{high, low} {
		for shift := 56; shift >= 0; shift -= 8 {
			out = append(out, byte(n>>shift))
		}
	}
	return out
}

// Pages of hubs in stored orders are those of a plain sort of the edges, after any commits, compactions and openings, with labels that
// are no claims or label twice, and claims that are given other literals: where orders can't tell they say so.
func TestOrderedPages(t *testing.T) {
	fileAll(t)
	for name, path := range map[string]string{"memory": "", "disk": filepath.Join(t.TempDir(), "store")} {
		t.Run(name, func(t *testing.T) {
			stored := 0
			for seed := range uint64(6) {
				o := Options{ClaimPrefix: claimPrefix, Orders: sizes()}
				if path != "" {
					o.Path = fmt.Sprint(path, seed)
				}
				m := &orderModel{T: t, Rand: rand.New(rand.NewPCG(seed, 1)), model: model{}, s: openTest(t, o)}
				for round := range 40 {
					m.change()
					stored += m.pages(5)
					switch {
					case round%7 == 6:
						m.s.compact(context.Background())
						stored += m.pages(5)
					case round%13 == 12 && path != "":
						m.reopen(o)
					}
				}
			}
			if stored < 400 {
				t.Errorf("%d pages were had by stored orders: most are to be", stored)
			}
		})
	}
}

// reopen closes the store and opens it: what its file has in order is there at once.
func (m *orderModel) reopen(o Options) {
	m.Helper()
	if err := m.s.Close(); err != nil {
		m.Fatal(err)
	}
	m.s = openTest(m.T, o)
	if base := m.s.Snapshot().base; base.file != nil && base.orders.Load() == nil {
		m.Error("the file has no orders")
	}
	m.pages(5)
}

// Whichever page of the file is damaged, pages in stored orders are right, and the file that takes its place has orders.
func TestOrdersOfDamagedFile(t *testing.T) {
	fileAll(t)
	o := Options{Path: filepath.Join(t.TempDir(), "store"), ClaimPrefix: claimPrefix, Orders: sizes()}
	m := &orderModel{T: t, Rand: rand.New(rand.NewPCG(1, 1)), model: model{}, s: openTest(t, o)}
	for range 20 {
		m.change()
	}
	m.s.compact(context.Background())
	if err := m.s.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(o.Path, baseFileName)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for page := 1; page < len(whole)/(pagefile.PageLen+8); page++ {
		broken := slices.Clone(whole)
		broken[page*pagefile.PageLen+m.IntN(64)] ^= 1 << m.IntN(8) // where a section has something
		if err := os.WriteFile(file, broken, 0o600); err != nil {
			t.Fatal(err)
		}
		m.s = openTest(t, o)
		m.pages(40)
		if err := m.s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	m.s = openTest(t, o)
	if base := m.s.Snapshot().base; base.file == nil || m.pages(100) == 0 {
		t.Errorf("the new file has no orders: %s", m.s.Opened())
	}
}
