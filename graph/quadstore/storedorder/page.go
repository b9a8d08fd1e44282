package storedorder

import (
	"bytes"
	"encoding/binary"
	"slices"
	"sort"

	"whence/graph/quadstore/pagefile"
	"whence/graph/store"
)

// Query asks for a page of the edges of one node.
type Query struct {
	Order int    // its place in the definition
	After []byte // the page begins behind this sort key; nil for the beginning
	Limit int    // of edges
	// Skip reports whether an edge of a label is left out, which the total counts all the same.
	Skip func(label store.ID) bool
}

// Page is a part of the edges of one node.
type Page struct {
	Edges                []store.Quad
	Keys                 [][]byte // their sort keys
	Total                int      // of edges whose label is a claim, with those that are left out
	HasNext, HasPrevious bool     // whether an edge that is not left out comes behind, or at After or before
}

// Page reads a page of several runs of one node together. Ok is false where one of them is long and not kept in order, or has an
// edge now that would keep it from being so: then every edge must be looked at. Those of a run that is short are.
func (o *Orders) Page(src Source, runs []Run, q Query) (p Page, ok bool) {
	if o == nil {
		return p, false
	}
	m := merge{reader: newKeyReader(o.of, src, q.Order), file: o.file}
	for i := range runs {
		c, ok := m.open(o, &runs[i], q.Order)
		if !ok {
			return p, false
		}
		p.Total += c.total
		m.cursors = append(m.cursors, c)
	}
	for i := range m.cursors {
		p.HasPrevious = m.seek(&m.cursors[i], q) || p.HasPrevious
	}
	for {
		c := m.least()
		if c == nil {
			return p, true
		}
		if !q.Skip(c.head.Label) {
			if len(p.Edges) == q.Limit {
				p.HasNext = true
				return p, true
			}
			p.Edges, p.Keys = append(p.Edges, c.head), append(p.Keys, slices.Clone(c.key))
		}
		m.next(c)
	}
}

// merge reads several runs in one order.
type merge struct {
	reader  *keyReader
	file    *pagefile.File
	cursors []cursor
}

// cursor reads one run in order: what the base has, and what has come since.
type cursor struct {
	run     *Run
	perm    []uint32
	at      int      // of perm
	dropped []uint32 // places of the run that have gone, in order
	added   []addedEdge
	total   int

	head   store.Quad // the next edge
	key    []byte
	isBase bool
	done   bool
	base   struct {
		edge store.Quad
		key  []byte
		read bool
	}
}

type addedEdge struct {
	edge store.Quad
	key  []byte
}

// open opens a run.
func (m *merge) open(o *Orders, r *Run, order int) (c cursor, ok bool) {
	n := int(r.Hi - r.Lo)
	c.run = r
	if n > o.of.Least {
		if c.perm = o.find(r.RunKey, n, order); c.perm == nil {
			return c, false
		}
		c.total = n
	} else {
		for at := r.Lo; at < r.Hi; at++ {
			if !m.add(&c, m.reader.src.Edge(r.RunKey, at)) {
				return c, false
			}
		}
	}
	for _, change := range r.Changes {
		switch {
		case !change.Drop:
			if !m.add(&c, change.Quad) {
				return c, false
			}
		case c.perm != nil:
			c.dropped = append(c.dropped, change.At-r.Lo)
			c.total--
		default:
			c.added = slices.DeleteFunc(c.added, func(a addedEdge) bool { return a.edge == change.Quad })
		}
	}
	slices.SortFunc(c.added, func(a, b addedEdge) int { return bytes.Compare(a.key, b.key) })
	for i := 1; i < len(c.added); i++ {
		if bytes.Equal(c.added[i-1].key, c.added[i].key) {
			return c, false
		}
	}
	c.total += len(c.added)
	return c, true
}

// add adds an edge that no permutation has; one whose label is no claim is none that is asked for.
func (m *merge) add(c *cursor, q store.Quad) bool {
	switch {
	case !q.Label.IsClaim():
		return true
	case q.Subject == q.Object:
		return false
	}
	c.added = append(c.added, addedEdge{q, m.reader.append(nil, q.Label)})
	return true
}

// seek goes behind a key, and reports whether an edge that is not left out comes before.
func (m *merge) seek(c *cursor, q Query) (before bool) {
	if len(q.After) > 0 {
		c.at, _ = m.reader.search(c.run.RunKey, c.run.Lo, c.perm, m.file, q.After)
		if c.at < len(c.perm) && bytes.Equal(m.reader.at(c.run.RunKey, c.run.Lo+pagefile.At(m.file, c.perm, uint32(c.at))), q.After) {
			c.at++
		}
		from := sort.Search(len(c.added), func(i int) bool { return bytes.Compare(c.added[i].key, q.After) > 0 })
		for _, a := range c.added[:from] {
			before = before || !q.Skip(a.edge.Label)
		}
		c.added = c.added[from:]
		for i := c.at - 1; i >= 0 && !before; i-- {
			place := pagefile.At(m.file, c.perm, uint32(i))
			before = !c.isDropped(place) && !q.Skip(m.reader.src.Edge(c.run.RunKey, c.run.Lo+place).Label)
		}
	}
	m.advance(c)
	return before
}

func (c *cursor) isDropped(place uint32) bool {
	_, dropped := slices.BinarySearch(c.dropped, place)
	return dropped
}

// least is the cursor whose next edge comes first, nil at the end of all.
func (m *merge) least() (first *cursor) {
	for i := range m.cursors {
		if c := &m.cursors[i]; !c.done && (first == nil || bytes.Compare(c.key, first.key) < 0) {
			first = c
		}
	}
	return first
}

// next goes to the next edge of a run.
func (m *merge) next(c *cursor) {
	if c.isBase {
		c.at, c.base.read = c.at+1, false
	} else {
		c.added = c.added[1:]
	}
	m.advance(c)
}

// advance finds what the next edge is.
func (m *merge) advance(c *cursor) {
	for !c.base.read && c.at < len(c.perm) {
		place := pagefile.At(m.file, c.perm, uint32(c.at))
		if c.isDropped(place) {
			c.at++
			continue
		}
		c.base.edge = m.reader.src.Edge(c.run.RunKey, c.run.Lo+place)
		c.base.key = m.reader.append(c.base.key[:0], c.base.edge.Label)
		c.base.read = true
	}
	switch {
	case c.base.read && (len(c.added) == 0 || bytes.Compare(c.base.key, c.added[0].key) <= 0):
		c.head, c.key, c.isBase = c.base.edge, c.base.key, true
	case len(c.added) > 0:
		c.head, c.key, c.isBase = c.added[0].edge, c.added[0].key, false
	default:
		c.done = true
	}
}

// keyReader reads the sort keys of one order.
type keyReader struct {
	src     Source
	order   int
	value   Key // nil where the digits are all
	text    []byte
	room    []byte
	literal [1]store.ID
	label   [1]store.ID
}

func newKeyReader(d *Definition, src Source, order int) *keyReader {
	r := &keyReader{src: src, order: order}
	if d.Orders[order].Predicate != "" {
		r.value = d.Orders[order].NewKey()
	}
	return r
}

// append appends the sort key of a label.
func (r *keyReader) append(dst []byte, label store.ID) []byte {
	if r.value != nil {
		r.label[0] = label
		r.src.Literals(r.literal[:], r.order, r.label[:])
		dst = r.value(dst, textOf(r.src, &r.text, r.literal[0]))
	}
	digits := r.src.Digits(label)
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(dst, digits[0]), digits[1])
}

// at is the sort key of the edge at a place of the base, until the next.
func (r *keyReader) at(run RunKey, place uint32) []byte {
	r.room = r.append(r.room[:0], r.src.Edge(run, place).Label)
	return r.room
}

// search is the first of a permutation whose key is not before another, and whether it is the same.
func (r *keyReader) search(run RunKey, lo uint32, perm []uint32, file *pagefile.File, key []byte) (int, bool) {
	return sort.Find(len(perm), func(i int) int { return bytes.Compare(key, r.at(run, lo+pagefile.At(file, perm, uint32(i)))) })
}
