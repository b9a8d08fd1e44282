package storedorder

import (
	"cmp"
	"context"
	"iter"
	"runtime"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph/quadstore/pagefile"
	"whence/graph/store"
)

// Definition says what is kept in which orders.
type Definition struct {
	Least  int // a run of more edges than this is kept in order
	Orders []Order
}

// Order is an order of edges by what is said of their labels, then by the digits of these.
type Order struct {
	Name      string   // of its section in a file: another key has another name
	Predicate quad.IRI // that gives labels the literal; of several the one of the greatest ID. "" for the digits alone
	NewKey    func() Key
}

// Key appends the part of a sort key that a literal makes, from its text: bytes that compare as the order has them, none of which
// begins another. A nil text is that of a label without a literal. It may remember what it has seen, for one goroutine.
type Key func(dst, text []byte) []byte

// RunKey names the edges of one node at one end and of one predicate.
type RunKey struct {
	Object     bool // the node is their object
	Node, Pred store.ID
}

func compareKeys(a, b RunKey) int {
	if a.Object != b.Object {
		if b.Object {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(a.Node, b.Node), cmp.Compare(a.Pred, b.Pred))
}

// Run is where a run lies in a base, from Lo to before Hi, and what has changed since, in the order of the base.
type Run struct {
	RunKey
	Lo, Hi  uint32
	Changes []Change
}

// Change is an edge that has gone from a place in the base, or has come before it.
type Change struct {
	At   uint32
	Drop bool
	Quad store.Quad
}

// Len is how many edges there are with the changes.
func (r *Run) Len() int {
	n := int(r.Hi - r.Lo)
	for _, c := range r.Changes {
		if c.Drop {
			n--
		} else {
			n++
		}
	}
	return n
}

// Source is what is read of a base, and of the literals of labels.
type Source interface {
	// Edge is the edge at a place of the base, which is within the run.
	Edge(r RunKey, at uint32) store.Quad
	// Digits is those of a claim.
	Digits(claim store.ID) store.ClaimKey
	// Literals replaces dst by the literal that the predicate of an order gives each label, 0 where it gives none.
	Literals(dst []store.ID, order int, labels []store.ID)
	// AppendText appends the text of a literal.
	AppendText(dst []byte, literal store.ID) []byte
}

// Orders is the runs of one base in their orders. Any number of goroutines may read it.
type Orders struct {
	of    *Definition
	keys  []RunKey     // in order
	perms [][][]uint32 // by order, by run: places from the beginning of the run
	file  *pagefile.File
}

// Definition is what the orders are of.
func (o *Orders) Definition() *Definition { return o.of }

// Edges is how many edges are kept in order.
func (o *Orders) Edges() (n int) {
	if len(o.perms) > 0 {
		for _, p := range o.perms[0] {
			n += len(p)
		}
	}
	return n
}

// find is the permutation of a run of so many edges, nil where it is not kept.
func (o *Orders) find(key RunKey, n int, order int) []uint32 {
	if o == nil {
		return nil
	}
	i, found := slices.BinarySearchFunc(o.keys, key, compareKeys)
	if !found || len(o.perms[order][i]) != n {
		return nil
	}
	return o.perms[order][i]
}

func (o *Orders) add(key RunKey, perms [][]uint32) {
	o.keys = append(o.keys, key)
	for i := range perms {
		o.perms[i] = append(o.perms[i], perms[i])
	}
}

func (d *Definition) empty() *Orders {
	return &Orders{of: d, perms: make([][][]uint32, len(d.Orders))}
}

// Build makes the orders of a base from its runs, which come in the order of their keys and without changes. Runs that are short
// are left out, and those that have a label that is no claim or is there twice, or an edge from a node to itself.
func Build(ctx context.Context, d *Definition, src Source, runs iter.Seq[Run]) (*Orders, error) {
	return d.empty().Next(ctx, src, runs, nil)
}

// Next makes the orders of the next base, that the source reads, from its runs. Was is a run of it as the base of these orders
// has it, with what has changed; what orders say of labels has not. The error is the context's.
func (o *Orders) Next(ctx context.Context, src Source, runs iter.Seq[Run], was func(RunKey) Run) (*Orders, error) {
	next := o.of.empty()
	b := builder{of: o.of, src: src}
	for r := range runs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if int(r.Hi-r.Lo) <= o.of.Least {
			continue
		}
		runtime.Gosched() // it is work behind
		var perms [][]uint32
		if was != nil {
			perms = b.merged(o, r, was(r.RunKey))
		}
		if perms == nil {
			perms = b.sorted(r)
		}
		if perms != nil {
			next.add(r.RunKey, perms)
		}
	}
	return next, nil
}

// builder makes permutations, in room that it uses again.
type builder struct {
	of       *Definition
	src      Source
	labels   []store.ID
	literals []store.ID
	ranks    []uint64
}

// sorted sorts a run, nil where it can't be kept.
func (b *builder) sorted(r Run) [][]uint32 {
	n := int(r.Hi - r.Lo)
	b.labels = b.labels[:0]
	digits := make([]store.ClaimKey, n)
	for i := range n {
		q := b.src.Edge(r.RunKey, r.Lo+uint32(i))
		if !q.Label.IsClaim() || q.Subject == q.Object {
			return nil
		}
		b.labels = append(b.labels, q.Label)
		digits[i] = b.src.Digits(q.Label)
	}
	byDigits := make([]uint32, n)
	for i := range byDigits {
		byDigits[i] = uint32(i)
	}
	slices.SortFunc(byDigits, func(x, y uint32) int { return compareDigits(digits[x], digits[y]) })
	for i := 1; i < n; i++ {
		if digits[byDigits[i-1]] == digits[byDigits[i]] {
			return nil
		}
	}
	perms := make([][]uint32, len(b.of.Orders))
	for order := range perms {
		runtime.Gosched()
		perms[order] = b.sortedBy(order, byDigits)
	}
	return perms
}

func compareDigits(a, b store.ClaimKey) int {
	return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
}

// sortedBy sorts the labels at hand by an order. Most share their literals, so that these are sorted first and the labels by the
// places of their literals.
func (b *builder) sortedBy(order int, byDigits []uint32) []uint32 {
	if b.of.Orders[order].Predicate == "" {
		return byDigits
	}
	b.literals = slices.Grow(b.literals[:0], len(b.labels))[:len(b.labels)]
	b.src.Literals(b.literals, order, b.labels)
	places := b.placesOf(order)
	b.ranks = b.ranks[:0]
	for i, at := range byDigits {
		b.ranks = append(b.ranks, uint64(places[b.literals[at]])<<32|uint64(i))
	}
	slices.Sort(b.ranks)
	perm := make([]uint32, len(b.ranks))
	for i, rank := range b.ranks {
		perm[i] = byDigits[uint32(rank)]
	}
	return perm
}

// placesOf is where each of the literals at hand comes in an order; those of one key come together.
func (b *builder) placesOf(order int) map[store.ID]uint32 {
	type keyed struct {
		literal store.ID
		key     string
	}
	places := map[store.ID]uint32{}
	var all []keyed
	key := b.of.Orders[order].NewKey()
	var text, room []byte
	for _, literal := range b.literals {
		if _, known := places[literal]; known {
			continue
		}
		places[literal] = 0
		room = key(room[:0], textOf(b.src, &text, literal))
		all = append(all, keyed{literal, string(room)})
	}
	slices.SortFunc(all, func(x, y keyed) int { return cmp.Compare(x.key, y.key) })
	place := uint32(0)
	for i, k := range all {
		if i > 0 && all[i-1].key != k.key {
			place++
		}
		places[k.literal] = place
	}
	return places
}

// textOf is the text of a literal, in room, nil where there is none.
func textOf(src Source, room *[]byte, literal store.ID) []byte {
	if literal == 0 {
		return nil
	}
	*room = src.AppendText((*room)[:0], literal)
	return *room
}

// maxMerged is the greatest share of a run that is merged into its orders, one in so many; with more the run is sorted.
const maxMerged = 8

// merged is the permutations of a run that orders have as it was, nil where they have not.
func (b *builder) merged(o *Orders, r, was Run) [][]uint32 {
	n := int(was.Hi - was.Lo)
	if o.find(was.RunKey, n, 0) == nil || len(was.Changes) > n/maxMerged || was.Len() != int(r.Hi-r.Lo) {
		return nil
	}
	perms := make([][]uint32, len(b.of.Orders))
	if len(was.Changes) == 0 {
		for order := range perms {
			perms[order] = o.find(was.RunKey, n, order)
			if o.file != nil { // which goes when the base that it belongs to does
				perms[order] = slices.Clone(pagefile.Part(o.file, perms[order], 0, uint32(n)))
			}
		}
		return perms
	}
	now, added := moved(was)
	for order := range perms {
		if perms[order] = b.inserted(o, r, was, order, now, added); perms[order] == nil {
			return nil
		}
	}
	return perms
}

// gone is the place of an edge that has gone.
const gone = ^uint32(0)

// moved is where the edges of a run are when its changes have been made, by their places before, and where those are that have come.
func moved(was Run) (now, added []uint32) {
	now = make([]uint32, 0, was.Hi-was.Lo)
	place := uint32(0)
	keepTo := func(at uint32) {
		for was.Lo+uint32(len(now)) < at {
			now = append(now, place)
			place++
		}
	}
	for _, c := range was.Changes {
		keepTo(c.At)
		if c.Drop {
			now = append(now, gone)
		} else {
			added = append(added, place)
			place++
		}
	}
	keepTo(was.Hi)
	return now, added
}

// inserted is a permutation with the edges that have gone taken out and those that have come put in; nil where one of these can't
// be kept in order.
func (b *builder) inserted(o *Orders, r, was Run, order int, now, added []uint32) []uint32 {
	old := o.find(was.RunKey, len(now), order)
	old = pagefile.Part(o.file, old, 0, uint32(len(old)))
	kept := make([]uint32, 0, int(r.Hi-r.Lo))
	for _, at := range old {
		if now[at] != gone {
			kept = append(kept, now[at])
		}
	}
	reader := newKeyReader(b.of, b.src, order)
	type coming struct {
		at     uint32
		before int // which of kept
		key    []byte
	}
	all := make([]coming, 0, len(added))
	for _, at := range added {
		q := b.src.Edge(r.RunKey, r.Lo+at)
		if !q.Label.IsClaim() || q.Subject == q.Object {
			return nil
		}
		key := reader.append(nil, q.Label)
		before, again := reader.search(r.RunKey, r.Lo, kept, nil, key)
		if again {
			return nil
		}
		all = append(all, coming{at, before, key})
	}
	slices.SortFunc(all, func(x, y coming) int { return slices.Compare(x.key, y.key) })
	out, from := make([]uint32, 0, len(kept)+len(all)), 0
	for i, c := range all {
		if i > 0 && slices.Equal(all[i-1].key, c.key) {
			return nil
		}
		out = append(append(out, kept[from:c.before]...), c.at)
		from = c.before
	}
	return append(out, kept[from:]...)
}
