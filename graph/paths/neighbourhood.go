package paths

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/counts"
	"whence/graph/parallel"
	"whence/graph/quadstore"
	"whence/graph/snapshot"
)

// DefaultNeighbourhood is how many entities a neighbourhood shows where the query does not say.
const DefaultNeighbourhood = 200

// What a neighbourhood may be asked for at most: more can't be drawn.
const (
	MaxNeighbourhood      = 1000 // entities
	MaxNeighbourhoodDepth = 6    // steps
)

// edgesPerEntity is how many relationships a neighbourhood shows for each entity that it may show.
const edgesPerEntity = 3

// check fills in the defaults; the error wraps claim.ErrInvalid.
func (q *NeighbourhoodQuery) check() error {
	if q.Limit == 0 {
		q.Limit = DefaultNeighbourhood
	}
	switch {
	case len(q.Of) == 0 || len(q.Of) > MaxNeighbourhood:
		return fmt.Errorf("of: %d entities, want 1 to %d: %w", len(q.Of), MaxNeighbourhood, claim.ErrInvalid)
	case q.Depth < 0 || q.Depth > MaxNeighbourhoodDepth:
		return fmt.Errorf("depth: %d is outside 0 to %d: %w", q.Depth, MaxNeighbourhoodDepth, claim.ErrInvalid)
	case q.Limit < 0 || q.Limit > MaxNeighbourhood:
		return fmt.Errorf("limit: %d is outside 1 to %d: %w", q.Limit, MaxNeighbourhood, claim.ErrInvalid)
	}
	return nil
}

// Neighbourhood is what lies within Depth steps of some entities, and every relationship of the kinds asked for between
// any two of what it shows. The given entities come first, as asked for, then the nearer before the farther; of one
// distance the better connected and better evidenced first. Where the limit cuts a distance short, those come first too;
// of a hub's many equals, any.
//
// At most Limit entities are shown, the given ones all the same, and at most three relationships for each that may be
// shown, those of different pairs first. Hidden counts what was left out: relationships of what is shown, seen from its
// end, at the steps asked for, in the order of kinds. Truncated says that there are such, or that the search's budget was
// spent. The error wraps ErrNotFound where an id is unknown, claim.ErrInvalid where a bound is out of range.
func Neighbourhood(ctx context.Context, v *graph.View, q NeighbourhoodQuery) (Subgraph, error) {
	v = v.At(q.Filter.KnownAt)
	return neighbourhoodWithin(ctx, v, q, newBudget(ctx))
}

func neighbourhoodWithin(ctx context.Context, v *graph.View, q NeighbourhoodQuery, b *budget) (Subgraph, error) {
	if err := q.check(); err != nil {
		return Subgraph{}, err
	}
	given, err := nodesOf(ctx, v, q.Of)
	if err != nil {
		return Subgraph{}, err
	}
	f, err := newExpander(v, q.Kinds, nil, q.Filter, b)
	if err != nil {
		return Subgraph{}, err
	}
	defer f.release()
	n := &neighbourhood{expander: f, query: q, indexes: map[quadstore.ID]int{}, hidden: map[snapshot.DegreeKey]int{}}
	for _, node := range given {
		n.show(node)
	}
	if err := n.expandLayers(ctx); err != nil {
		return Subgraph{}, err
	}
	return n.subgraph(ctx)
}

// neighbourhood is what is shown so far.
type neighbourhood struct {
	*expander
	query     NeighbourhoodQuery
	nodes     []quadstore.ID       // shown, nearest first
	indexes   map[quadstore.ID]int // of each in nodes; never more than are shown
	expanded  int                  // how many of nodes had their relationships read, or counted
	hidden    map[snapshot.DegreeKey]int
	truncated bool
}

func (n *neighbourhood) show(node quadstore.ID) {
	if _, shown := n.indexes[node]; !shown {
		n.indexes[node] = len(n.nodes)
		n.nodes = append(n.nodes, node)
	}
}

// expandLayers shows one layer after the other, up to the limit.
func (n *neighbourhood) expandLayers(ctx context.Context) error {
	layer, open := 0, true
	for range n.query.Depth {
		frontier := n.nodes[layer:]
		layer = len(n.nodes)
		n.expanded = layer
		if !open && n.filter == nil {
			continue // what the limit leaves out is counted without being read
		}
		met, err := n.discover(ctx, frontier)
		if err != nil {
			return err
		}
		if !open {
			continue
		}
		if err := n.choose(ctx, met); err != nil {
			return err
		}
		open = len(n.nodes) < n.query.Limit
	}
	return nil
}

// discover follows a frontier and returns the nodes that are not shown; the search keeps the edges to them.
func (n *neighbourhood) discover(ctx context.Context, frontier []quadstore.ID) ([]quadstore.ID, error) {
	r := &n.searches[0]
	r.reset(n.Snapshot().Room())
	for _, node := range n.nodes {
		r.exclude(node)
	}
	for len(frontier) > 0 {
		if n.budget.spent() {
			n.truncated = true
			break
		}
		size, err := n.batchSize(ctx, frontier)
		if err != nil {
			return nil, err
		}
		err = n.follow(ctx, frontier[:size], n.query.Direction, func(t graph.Incidence) {
			if n.filter != nil {
				n.hidden[snapshot.DegreeKey{Predicate: t.Predicate, Out: t.Out}]++
			}
			other := t.Other()
			if r.distances.At(other) == excluded {
				return
			}
			r.followed = append(r.followed, bfsEdge{frontier[t.Owner], other, t.Claim})
			if r.discover(other) {
				n.budget.nodes--
			}
		})
		if err != nil {
			return nil, err
		}
		frontier = frontier[size:]
	}
	return r.nodes, nil
}

// candidate is an entity that may be shown.
type candidate struct {
	node   quadstore.ID
	weight float64
}

// choose shows the best of what was discovered, up to the limit.
func (n *neighbourhood) choose(ctx context.Context, met []quadstore.ID) error {
	room := max(0, n.query.Limit-len(n.nodes))
	if room == 0 {
		return nil
	}
	// Mentions are two lookups a node and read no edge; those that pass are looked at closely.
	heaviest, err := n.topK(ctx, met, 2*room, func(_ quadstore.ID, mentions uint32) float64 { return float64(mentions) })
	if err != nil {
		return err
	}
	best, err := n.rank(ctx, heaviest)
	if err != nil {
		return err
	}
	for _, c := range best[:min(room, len(best))] {
		n.show(c.node)
	}
	return nil
}

// topK returns the heaviest of some nodes, in no order; of equals, the first. Several goroutines weigh them.
func (f *expander) topK(ctx context.Context, of []quadstore.ID, want int, weigh func(node quadstore.ID, mentions uint32) float64) ([]quadstore.ID, error) {
	if len(of) <= want {
		return slices.Clone(of), ctx.Err()
	}
	const least = 4096 // nodes; fewer are faster on one processor
	parts := make([][]candidate, parallel.PartsOf(len(of), least))
	err := parallel.Parts(len(of), least, func(part, from, to int) (err error) {
		parts[part], err = f.topKOfPart(ctx, of[from:to], want, weigh)
		return err
	})
	if err != nil {
		return nil, err
	}
	held := keepTop(slices.Concat(parts...), want)
	nodes := make([]quadstore.ID, len(held))
	for i, c := range held {
		nodes[i] = c.node
	}
	return nodes, nil
}

// topKOfPart is the top k of some nodes. Where twice as many are held as are wanted, the lighter half is dropped, so that memory
// does not grow with a hub.
func (f *expander) topKOfPart(ctx context.Context, of []quadstore.ID, want int, weigh func(quadstore.ID, uint32) float64) ([]candidate, error) {
	held, least := make([]candidate, 0, 2*want+1), math.Inf(-1)
	room := scratches.Get().(*scratch) // several goroutines are here
	defer scratches.Put(room)
	for some := range slices.Chunk(of, batchNodes) {
		mentions, err := f.MentionsOf(ctx, room.counts, some)
		if err != nil {
			return nil, err
		}
		room.counts = mentions
		for i, node := range some {
			if weight := weigh(node, mentions[i]); weight > least {
				held = append(held, candidate{node, weight})
			}
			if len(held) > 2*want {
				held = keepTop(held, want)
				least = held[len(held)-1].weight
			}
		}
	}
	return keepTop(held, want), nil
}

// keepTop is the heaviest of some candidates; of equals, the first.
func keepTop(of []candidate, want int) []candidate {
	slices.SortStableFunc(of, func(a, b candidate) int { return cmp.Compare(b.weight, a.weight) })
	return of[:min(want, len(of))]
}

// rank orders nodes by their degree and by the strength of the evidence that connects them to what is shown.
func (n *neighbourhood) rank(ctx context.Context, of []quadstore.ID) ([]candidate, error) {
	degrees, err := n.degreesOf(ctx, of)
	if err != nil {
		return nil, err
	}
	a := &assessor{View: n.View}
	weighed, err := a.weigh(ctx, n.claimsTo(of))
	if err != nil {
		return nil, err
	}
	entities, err := areEntities(ctx, n.expander.View, of)
	if err != nil {
		return nil, err
	}
	texts, err := n.TextsOf(ctx, of)
	if err != nil {
		return nil, err
	}
	out := make([]candidate, 0, len(of))
	for i, node := range of {
		if entities[i] {
			out = append(out, candidate{node, math.Log2(1+float64(degrees[i])) * weighed[i].strength})
		}
	}
	slices.SortFunc(out, func(a, b candidate) int {
		if a.weight != b.weight {
			return cmp.Compare(b.weight, a.weight)
		}
		return texts.CompareIDs(a.node, b.node)
	})
	return out, nil
}

// claimsTo is the first few claims about each of some discovered nodes: enough to rank it.
func (n *neighbourhood) claimsTo(of []quadstore.ID) [][]quadstore.ID {
	const few, wanted = 2, excluded - 1
	r := &n.searches[0]
	indexes := make(map[quadstore.ID]int, len(of))
	for i, node := range of {
		indexes[node] = i
		r.distances.Set(node, wanted) // so that what was followed, maybe a hub's, is scanned without hashing
	}
	claims := make([][]quadstore.ID, len(of))
	for _, t := range r.followed {
		if r.distances.At(t.to) == wanted {
			if i := indexes[t.to]; len(claims[i]) < few {
				claims[i] = append(claims[i], t.claim)
			}
		}
	}
	return claims
}

// subgraph reads the relationships between what is shown, and counts what is left out.
func (n *neighbourhood) subgraph(ctx context.Context) (Subgraph, error) {
	incidences, err := n.between(ctx)
	if err != nil {
		return Subgraph{}, err
	}
	if err := n.countHidden(ctx, incidences); err != nil {
		return Subgraph{}, err
	}
	drawn := n.roundRobin(incidences, edgesPerEntity*n.query.Limit)
	for _, c := range incidences[len(drawn):] {
		n.hidden[snapshot.DegreeKey{Predicate: c.Predicate, Out: true}]++
	}
	claims, err := n.Decode(ctx, drawn)
	if err != nil {
		return Subgraph{}, err
	}
	out := Subgraph{Hidden: counts.InOrder(n.expander.View, func(key snapshot.DegreeKey) int { return n.hidden[key] })}
	if out.Nodes, err = n.EntitiesAt(ctx, n.nodes); err != nil {
		return Subgraph{}, err
	}
	for _, c := range claims {
		if r, ok := c.(*claim.Relationship); ok {
			out.Relationships = append(out.Relationships, r)
		}
	}
	slices.SortFunc(out.Relationships, func(a, b *claim.Relationship) int { return cmp.Compare(a.ID, b.ID) })
	out.Truncated = n.truncated || len(out.Hidden) > 0
	return out, nil
}

// between is the relationships between any two of what is shown, sorted by ends, each once. The entity with the most
// relationships is not expanded: each of its relationships has another end.
func (n *neighbourhood) between(ctx context.Context) ([]graph.ClaimEdge, error) {
	mentions, err := n.MentionsOf(ctx, nil, n.nodes)
	if err != nil {
		return nil, err
	}
	greatest := n.nodes[slices.Index(mentions, slices.Max(mentions))]
	frontier := slices.DeleteFunc(slices.Clone(n.nodes), func(node quadstore.ID) bool { return node == greatest })
	r := &n.searches[1]
	r.reset(n.Snapshot().Room())
	for _, node := range n.nodes {
		r.exclude(node)
	}
	n.within = r
	var found []graph.ClaimEdge
	for len(frontier) > 0 {
		if n.budget.spent() {
			n.truncated = true
			break
		}
		size, err := n.batchSize(ctx, frontier)
		if err != nil {
			return nil, err
		}
		err = n.follow(ctx, frontier[:size], claim.Both, func(t graph.Incidence) {
			// Most are found at both ends; the one at the subject counts.
			if t.Out || t.Subject == greatest {
				found = append(found, t.ClaimEdge)
			}
		})
		if err != nil {
			return nil, err
		}
		frontier = frontier[size:]
	}
	slices.SortFunc(found, compareEnds)
	return found, nil
}

func compareEnds(a, b graph.ClaimEdge) int {
	switch {
	case a.Subject != b.Subject:
		return cmp.Compare(a.Subject, b.Subject)
	case a.Object != b.Object:
		return cmp.Compare(a.Object, b.Object)
	}
	return cmp.Compare(a.Claim, b.Claim)
}

// countHidden counts the relationships of what was to be expanded, less those between two that are shown. With a filter they were
// counted when they were followed.
func (n *neighbourhood) countHidden(ctx context.Context, shown []graph.ClaimEdge) error {
	out, in := n.query.Direction != claim.In, n.query.Direction != claim.Out
	if n.filter == nil {
		for near, wanted := range map[quad.Direction]bool{quad.Subject: out, quad.Object: in} {
			if !wanted {
				continue
			}
			if err := n.countStanding(ctx, n.nodes[:n.expanded], near); err != nil {
				return err
			}
		}
	}
	for _, c := range shown {
		if out && n.indexes[c.Subject] < n.expanded {
			n.hidden[snapshot.DegreeKey{Predicate: c.Predicate, Out: true}]--
		}
		loop := n.filter != nil && c.Subject == c.Object // which was followed once
		if in && n.indexes[c.Object] < n.expanded && !(loop && out) {
			n.hidden[snapshot.DegreeKey{Predicate: c.Predicate, Out: false}]--
		}
	}
	return nil
}

// countStanding counts the standing relationships of some nodes at one end as hidden.
func (n *neighbourhood) countStanding(ctx context.Context, of []quadstore.ID, near quad.Direction) error {
	met := map[int]map[quadstore.ID]bool{} // a predicate's retracted relationships are taken off once a node
	return n.countEdges(ctx, of, near, n.preds, func(i int, pred quadstore.ID, count int) {
		key := snapshot.DegreeKey{Predicate: pred, Out: near == quad.Subject}
		n.hidden[key] += count
		if dropped := n.Dropped(of[i], key); dropped > 0 && !met[i][pred] {
			if met[i] == nil {
				met[i] = map[quadstore.ID]bool{}
			}
			met[i][pred] = true
			n.hidden[key] -= dropped
		}
	})
}

// roundRobin moves to the front the first relationship of every pair, then the second of each, and so on, and returns as many as
// are to be shown. The relationships come sorted by their ends.
func (n *neighbourhood) roundRobin(incidences []graph.ClaimEdge, limit int) []graph.ClaimEdge {
	if len(incidences) <= limit {
		return incidences
	}
	rounds := make([]int, len(incidences)) // how many of the pair's come before
	var sizes []int                        // of each round
	for i, t := range incidences {
		if i > 0 && t.Subject == incidences[i-1].Subject && t.Object == incidences[i-1].Object {
			rounds[i] = rounds[i-1] + 1
		}
		if rounds[i] == len(sizes) {
			sizes = append(sizes, 0)
		}
		sizes[rounds[i]]++
	}
	next := make([]int, len(sizes)) // where each round's next goes
	for r := range sizes[1:] {
		next[r+1] = next[r] + sizes[r]
	}
	fair := make([]graph.ClaimEdge, len(incidences))
	for i, t := range incidences {
		fair[next[rounds[i]]] = t
		next[rounds[i]]++
	}
	copy(incidences, fair)
	return incidences[:limit]
}
