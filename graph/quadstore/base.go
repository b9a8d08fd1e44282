package quadstore

import (
	"fmt"
	"math"
	"runtime"
	"sort"
	"sync/atomic"

	"github.com/cayleygraph/quad"
	"golang.org/x/sync/errgroup"

	"whence/graph/quadstore/delta"
	"whence/graph/quadstore/pagefile"
	"whence/graph/quadstore/storedorder"
)

// base holds quads in four indexes of sorted arrays without pointers. It is
// never changed: Store.compact makes the next one.
//
// The edges of a subject, and those of an object, lie side by side, sorted by
// predicate, other end and label. The indexes by predicate and by label hold
// positions among the edges by subject.
//
// The arrays of a base that was opened lie in a file, whose pages are checked when they are first read: what may read them does so
// by pagefile's At and Part.
type base struct {
	subjects, objects  adjacency
	predicates, labels positions
	hints              []uint32       // subject slot of every hintStep-th edge
	file               *pagefile.File // where the arrays lie; nil in memory
	orders             atomic.Pointer[storedorder.Orders]
}

// adjacency holds the edges of each ID of one direction.
type adjacency struct {
	denseIDs
	starts []uint32 // of each slot's edges, and the end
	links  []link
	labels []ID // nil if no quad has a label
	file   *pagefile.File
}

// link is an edge seen from one of its ends.
type link struct {
	pred, other ID
}

// positions lists, for each ID of a direction, the places in base.subjects of
// the quads that have it there.
type positions struct {
	denseIDs
	starts []uint32
	at     []uint32
	file   *pagefile.File
}

const hintStep = 64

// linearMax is up to how many edges are gone through rather than searched.
const linearMax = 16

// maxQuads is how many quads one store can hold.
const maxQuads = math.MaxUint32

func span(f *pagefile.File, s *denseIDs, starts []uint32, id ID) (lo, hi uint32) {
	i, ok := s.slot(id)
	if !ok {
		return 0, 0
	}
	return pagefile.At(f, starts, i), pagefile.At(f, starts, i+1)
}

func (a *adjacency) span(id ID) (lo, hi uint32) { return span(a.file, &a.denseIDs, a.starts, id) }
func (p *positions) span(id ID) (lo, hi uint32) { return span(p.file, &p.denseIDs, p.starts, id) }

func (a *adjacency) link(i uint32) link           { return pagefile.At(a.file, a.links, i) }
func (a *adjacency) linksOf(lo, hi uint32) []link { return pagefile.Part(a.file, a.links, lo, hi) }
func (p *positions) place(i uint32) uint32        { return pagefile.At(p.file, p.at, i) }

func (a *adjacency) label(i uint32) ID {
	if a.labels == nil {
		return 0
	}
	return pagefile.At(a.file, a.labels, i)
}

// quads returns how many quads there are.
func (b *base) quads() int { return len(b.subjects.links) }

// side returns the index by subject or by object.
func (b *base) side(d quad.Direction) *adjacency {
	if d == quad.Object {
		return &b.objects
	}
	return &b.subjects
}

// span returns the range of a direction's index that holds an ID.
func (b *base) span(d quad.Direction, id ID) (lo, hi uint32) {
	switch d {
	case quad.Subject:
		return b.subjects.span(id)
	case quad.Object:
		return b.objects.span(id)
	case quad.Predicate:
		return b.predicates.span(id)
	default:
		return b.labels.span(id)
	}
}

// quad returns the i-th quad of a direction's index, whose ID there is id.
func (b *base) quad(d quad.Direction, id ID, i uint32) Quad {
	switch d {
	case quad.Subject:
		l := b.subjects.link(i)
		return Quad{Subject: id, Predicate: l.pred, Object: l.other, Label: b.subjects.label(i)}
	case quad.Object:
		l := b.objects.link(i)
		return Quad{Subject: l.other, Predicate: l.pred, Object: id, Label: b.objects.label(i)}
	case quad.Predicate:
		return b.at(b.predicates.place(i))
	default:
		return b.at(b.labels.place(i))
	}
}

// at returns the i-th quad by subject.
func (b *base) at(i uint32) Quad {
	return b.quad(quad.Subject, b.subjects.id(b.subjectSlot(i)), i)
}

// subjectSlot finds the slot whose edges the i-th quad is among.
func (b *base) subjectSlot(i uint32) uint32 {
	starts := b.subjects.starts
	lo, hi := pagefile.At(b.file, b.hints, i/hintStep), uint32(len(starts)-1)
	if n := i/hintStep + 1; int(n) < len(b.hints) {
		hi = pagefile.At(b.file, b.hints, n) + 1
	}
	// The last slot that starts at or before i.
	return lo + uint32(sort.Search(int(hi-lo), func(n int) bool { return pagefile.At(b.file, starts, lo+uint32(n)+1) > i }))
}

// nodes counts the IDs that some quad mentions.
func (b *base) nodes(ts *termStore) int {
	n := 0
	count := func(id ID) {
		for _, d := range [...]quad.Direction{quad.Subject, quad.Object, quad.Label, quad.Predicate} {
			if lo, hi := b.span(d, id); lo < hi {
				n++
				return
			}
		}
	}
	for id := range ts.terms() {
		count(ID(id) + 1)
	}
	for id := range ts.claims.Len() {
		count(firstClaim + ID(id))
	}
	return n
}

// seek returns the first place in a range of a direction's index, all of one
// ID, whose quad is not before q.
func (b *base) seek(d quad.Direction, lo, hi uint32, q Quad) uint32 {
	id := q.Get(d)
	return lo + uint32(sort.Search(int(hi-lo), func(n int) bool {
		return delta.Compare(d, b.quad(d, id, lo+uint32(n)), q) >= 0
	}))
}

// narrow returns the part of a node's range that has the predicate, or all of it
// if that is 0; the direction is Subject or Object.
func (a *adjacency) narrow(lo, hi uint32, pred ID) (uint32, uint32) {
	if pred == 0 {
		return lo, hi
	}
	if hi-lo > linearMax {
		first := uint32(sort.Search(int(hi-lo), func(n int) bool { return a.link(lo+uint32(n)).pred >= pred }))
		rest := lo + first
		return rest, rest + uint32(sort.Search(int(hi-rest), func(n int) bool { return a.link(rest+uint32(n)).pred > pred }))
	}
	links := a.linksOf(lo, hi)
	i := 0
	for i < len(links) && links[i].pred < pred {
		i++
	}
	j := i
	for j < len(links) && links[j].pred == pred {
		j++
	}
	return lo + uint32(i), lo + uint32(j)
}

// baseBuilder takes quads sorted by subject, predicate, object and label, each
// once, and makes a base of them.
type baseBuilder struct {
	b          *base
	subject    denseIDs
	ranges     [3]idRange // of predicates, objects, labels
	background bool       // lets others run every few microseconds
}

// yield is called with the number of each step. What is built in the background
// gives way: otherwise a reader that the scheduler takes from its core after ten
// milliseconds waits ten more until it has it back.
func (w *baseBuilder) yield(step int) {
	if w.background && step%scanStep == 0 {
		runtime.Gosched()
	}
}

// newBaseBuilder expects n quads whose subjects are in the range.
func newBaseBuilder(subject denseIDs, n int) *baseBuilder {
	return &baseBuilder{subject: subject, b: &base{
		subjects: adjacency{
			denseIDs: subject,
			starts:   make([]uint32, 0, subject.len()+1),
			links:    make([]link, 0, n),
		},
		hints: make([]uint32, 0, n/hintStep+1),
	}}
}

// add takes the next quad.
func (w *baseBuilder) add(q Quad) error {
	a := &w.b.subjects
	slot, ok := w.subject.slot(q.Subject)
	n := uint32(len(a.links))
	if !ok || n == maxQuads {
		return fmt.Errorf("quad %v, number %d: %w", q, n, ErrFull)
	}
	for len(a.starts) <= int(slot) {
		a.starts = append(a.starts, n)
	}
	if n%hintStep == 0 {
		w.b.hints = append(w.b.hints, slot)
	}
	if q.Label != 0 && a.labels == nil {
		a.labels = make([]ID, n, cap(a.links))
	}
	if a.labels != nil {
		a.labels = append(a.labels, q.Label)
	}
	if q.Label != 0 {
		w.ranges[2].add(q.Label)
	}
	a.links = append(a.links, link{q.Predicate, q.Object})
	w.ranges[0].add(q.Predicate)
	w.ranges[1].add(q.Object)
	return nil
}

// finish derives the other indexes. Quads are dealt out in the order of an
// index that exists, so each new one comes out sorted without sorting.
func (w *baseBuilder) finish() *base {
	b := w.b
	for len(b.subjects.starts) <= w.subject.len() {
		b.subjects.starts = append(b.subjects.starts, uint32(len(b.subjects.links)))
	}
	var g errgroup.Group
	if b.subjects.labels != nil {
		g.Go(func() error {
			b.labels = w.indexLabels()
			return nil
		})
	}
	b.predicates = w.indexPredicates()
	b.objects = w.indexObjects()
	_ = g.Wait() // its functions return none
	return b
}

func (w *baseBuilder) indexPredicates() positions {
	links := w.b.subjects.links
	p := newPositions(w.ranges[0].denseIDs(), len(links), func(count func(ID)) {
		for i := range links {
			w.yield(i)
			count(links[i].pred)
		}
	})
	next := p.starts[:len(p.starts)-1]
	for i := range links {
		w.yield(i)
		slot, _ := p.slot(links[i].pred)
		p.at[next[slot]] = uint32(i)
		next[slot]++
	}
	rewind(p.starts)
	return p
}

func (w *baseBuilder) indexLabels() positions {
	labels := w.b.subjects.labels
	n := 0
	for _, id := range labels {
		if id != 0 {
			n++
		}
	}
	p := newPositions(w.ranges[2].denseIDs(), n, func(count func(ID)) {
		for _, id := range labels {
			if id != 0 {
				count(id)
			}
		}
	})
	for i, id := range labels {
		w.yield(i)
		if id != 0 {
			slot, _ := p.slot(id)
			p.at[p.starts[slot]] = uint32(i)
			p.starts[slot]++
		}
	}
	rewind(p.starts)
	return p
}

// indexObjects goes through the quads by predicate, subject, object and label:
// each object's edges come out by predicate, subject and label.
func (w *baseBuilder) indexObjects() adjacency {
	b := w.b
	links := b.subjects.links
	a := adjacency{denseIDs: w.ranges[1].denseIDs(), links: make([]link, len(links))}
	if b.subjects.labels != nil {
		a.labels = make([]ID, len(links))
	}
	a.starts = countStarts(&a.denseIDs, func(count func(ID)) {
		for i := range links {
			w.yield(i)
			count(links[i].other)
		}
	})
	for pred := range b.predicates.len() {
		b.walk(b.predicates.at[b.predicates.starts[pred]:b.predicates.starts[pred+1]], func(subject ID, i uint32) {
			w.yield(int(i))
			slot, _ := a.slot(links[i].other)
			n := a.starts[slot]
			a.starts[slot]++
			a.links[n] = link{links[i].pred, subject}
			if a.labels != nil {
				a.labels[n] = b.subjects.labels[i]
			}
		})
	}
	rewind(a.starts)
	return a
}

// walk calls the function with the subject of each of the ascending positions.
func (b *base) walk(at []uint32, visit func(subject ID, i uint32)) {
	slot := uint32(0)
	for _, i := range at {
		if b.subjects.starts[slot+1] <= i {
			slot = b.subjectSlot(i)
		}
		visit(b.subjects.id(slot), i)
	}
}

func newPositions(s denseIDs, n int, each func(count func(ID))) positions {
	return positions{denseIDs: s, starts: countStarts(&s, each), at: make([]uint32, n)}
}

// countStarts returns where each slot's entries start, from what is counted.
func countStarts(s *denseIDs, each func(count func(ID))) []uint32 {
	starts := make([]uint32, s.len()+1)
	each(func(id ID) {
		slot, _ := s.slot(id)
		starts[slot+1]++
	})
	for i := 1; i < len(starts); i++ {
		starts[i] += starts[i-1]
	}
	return starts
}

// rewind turns starts that dealing has moved to the ends back into starts.
func rewind(starts []uint32) {
	if n := len(starts); n > 1 {
		copy(starts[1:n-1], starts[:n-2])
		starts[0] = 0
	}
}
