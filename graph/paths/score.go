package paths

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/nodeset"
	"whence/graph/quadstore"
)

// evidence is what the claims about two entities amount to.
type evidence struct {
	strength  float64 // from 0 to 1: how much can be said for it
	certainty claim.Certainty
	status    claim.Status   // these two of its best claim
	documents []quadstore.ID // that say so, sorted
	held      days           // from the first day that any dated claim holds to the last
	dated     bool           // some claim is dated
}

// What a claim weighs by its certainty and its status. A document is right with that probability, and documents err
// independently: two that say so are better than one, and ten hardly better than five.
var (
	certaintyWeights = map[claim.Certainty]float64{claim.Stated: 0.9, claim.Claimed: 0.7, claim.Expected: 0.5, claim.Inferred: 0.5, claim.Rumoured: 0.3}
	statusWeights    = map[claim.Status]float64{claim.Actual: 1, claim.Ended: 0.9, claim.Planned: 0.8, claim.Proposed: 0.6}
)

// maxAssessed is how many of the claims about two entities are read; more would not change their strength.
const maxAssessed = 16

// assessor computes the evidence for edges and the degrees of the nodes between them, each once.
type assessor struct {
	*graph.View
	edges      quadstore.Edges    // of claims
	days       nodeset.Memo[days] // that literals can mean
	dag        *dag
	incidences map[arc]evidence
	degrees    map[quadstore.ID]int // of the nodes on paths; -1 of what is no entity
	rate       degreePenalty
	support    []support
	steps      []evidence
}

// support is the greatest weight that one document gives to an edge.
type support struct {
	document quadstore.ID
	weight   float64
}

func newAssessor(ctx context.Context, l *dag) (*assessor, error) {
	rate, err := degreePenaltyOf(ctx, l.pathSearch.expander.View)
	return &assessor{View: l.View, dag: l, rate: rate, incidences: map[arc]evidence{}, degrees: map[quadstore.ID]int{}}, err
}

// assess reads the evidence for the arcs of some paths and counts the relationships of their nodes, all at once.
func (a *assessor) assess(ctx context.Context, nodePaths [][]arc) error {
	var arcs []arc
	var lists [][]quadstore.ID
	var nodes []quadstore.ID
	for _, nodePath := range nodePaths {
		for _, arc := range nodePath {
			if _, done := a.incidences[arc]; !done {
				a.incidences[arc] = evidence{}
				arcs = append(arcs, arc)
				lists = append(lists, a.dag.claimsOf(arc))
				nodes = append(nodes, a.dag.end(arc))
			}
		}
	}
	weighed, err := a.weigh(ctx, lists)
	if err != nil {
		return err
	}
	for i, arc := range arcs {
		a.incidences[arc] = weighed[i]
	}
	nodes = nodeset.New(nodes)
	degrees, err := a.dag.degreesOf(ctx, nodes)
	if err != nil {
		return err
	}
	entities, err := areEntities(ctx, a.View, nodes)
	if err != nil {
		return err
	}
	for i, node := range nodes {
		if a.degrees[node] = degrees[i]; !entities[i] {
			a.degrees[node] = -1
		}
	}
	return nil
}

// isKnown reports whether a node is an entity.
func (a *assessor) isKnown(node quadstore.ID) bool { return a.degrees[node] >= 0 }

// weigh is the evidence of each of several lists of claims.
func (a *assessor) weigh(ctx context.Context, lists [][]quadstore.ID) ([]evidence, error) {
	out := make([]evidence, len(lists))
	var claims []quadstore.ID
	for _, list := range lists {
		claims = append(claims, list[:min(len(list), maxAssessed)]...)
	}
	// Claims have a handful of quads: all of them are read sooner than four predicates are looked up.
	if err := a.Snapshot().Expand(ctx, &a.edges, claims, quad.Subject); err != nil {
		return nil, err
	}
	if err := a.readDays(ctx); err != nil {
		return nil, err
	}
	at := 0
	for i, list := range lists {
		a.support = a.support[:0]
		best := -1.0
		for _, claim := range list[:min(len(list), maxAssessed)] {
			best = a.add(&out[i], claim, at, best)
			at++
		}
		a.sum(&out[i], best)
	}
	return out, nil
}

// add reads one claim, the at-th of those expanded, into the evidence whose best claim weighs best.
func (a *assessor) add(e *evidence, c quadstore.ID, at int, best float64) float64 {
	lo, hi := a.edges.Of(at)
	certainty, status := claim.Stated, claim.Actual
	from := len(a.support)
	for i := lo; i < hi; i++ {
		object := a.edges.Object[i]
		switch a.Vocabulary().FieldOf.Of(a.edges.Pred[i]) {
		case encoding.FieldCertainty:
			certainty = claim.Certainty(a.Vocabulary().EnumOf[object])
		case encoding.FieldStatus:
			status = claim.Status(a.Vocabulary().EnumOf[object])
		case encoding.FieldHolds:
			if held, _ := a.days.Of(object); *held != (days{}) {
				e.hold(*held)
			}
		case encoding.FieldQuotedFrom:
			if !a.Retractions().Has(a.edges.Label[i]) || a.Retractions().Has(c) {
				a.support = append(a.support, support{document: a.Current(object)})
			}
		}
	}
	weight := certaintyWeights[certainty] * statusWeights[status]
	for i := from; i < len(a.support); i++ {
		a.support[i].weight = weight
	}
	if weight > best {
		e.certainty, e.status = certainty, status
	}
	return max(weight, best)
}

// days is the first and the last day that a time can mean, zero where it is open.
type days struct{ earliest, latest time.Time }

// readDays reads the days that the times of the claims read can mean, of each literal once.
func (a *assessor) readDays(ctx context.Context) error {
	var unread []quadstore.ID
	for i, pred := range a.edges.Pred {
		if a.Vocabulary().FieldOf.Of(pred) == encoding.FieldHolds {
			if _, first := a.days.Of(a.edges.Object[i]); first {
				unread = append(unread, a.edges.Object[i])
			}
		}
	}
	texts, err := a.TextsOf(ctx, unread)
	if err != nil {
		return err
	}
	for _, literal := range unread {
		held, _ := a.days.Of(literal)
		held.earliest, held.latest, _ = claim.DateBounds(texts.Of(literal))
	}
	return nil
}

// hold extends the time that the evidence spans.
func (e *evidence) hold(held days) {
	if !e.dated {
		e.held, e.dated = held, true
		return
	}
	if held.earliest.IsZero() || (!e.held.earliest.IsZero() && held.earliest.Before(e.held.earliest)) {
		e.held.earliest = held.earliest
	}
	if held.latest.IsZero() || (!e.held.latest.IsZero() && held.latest.After(e.held.latest)) {
		e.held.latest = held.latest
	}
}

// sum makes one strength of what each document says at best. What no document is cited for, which only foreign quads
// can hold, counts half.
func (a *assessor) sum(e *evidence, best float64) {
	slices.SortFunc(a.support, func(x, y support) int {
		return cmp.Or(cmp.Compare(x.document, y.document), -cmp.Compare(x.weight, y.weight))
	})
	doubt := 1.0
	for i, s := range a.support {
		if i == 0 || s.document != a.support[i-1].document {
			doubt *= 1 - s.weight
			e.documents = append(e.documents, s.document)
		}
	}
	e.strength = 1 - doubt
	if len(a.support) == 0 {
		e.strength = best / 2
	}
}

// cost is the cost of a path whose arcs have been assessed: of its nodes, its evidence and its times.
func (a *assessor) cost(arcs []arc) float64 {
	cost := 0.0
	a.steps = a.steps[:0]
	for i, arc := range arcs {
		ev := a.incidences[arc]
		a.steps = append(a.steps, ev)
		cost -= math.Log(ev.strength)
		if i < len(arcs)-1 {
			cost += a.rate.of(a.degrees[a.dag.end(arc)])
		}
	}
	agreement, _ := timeAgreement(a.steps)
	const grain = 1e9 // sums of the same terms in another order are the same
	return math.Round((cost-math.Log(agreement))*grain) / grain
}

// nodePath makes a path of arcs that have been assessed.
func (a *assessor) nodePath(arcs []arc, cost float64) nodePath {
	c := nodePath{nodes: []quadstore.ID{a.dag.from}, cost: cost}
	for i, arc := range arcs {
		to := a.dag.end(arc)
		c.nodes = append(c.nodes, to)
		c.claims = append(c.claims, a.dag.claimsOf(arc))
		c.steps = append(c.steps, a.incidences[arc])
		if degree := a.degrees[to]; i < len(arcs)-1 && degree > c.hub.degree {
			c.hub = hub{to, degree}
		}
	}
	return c
}

// timeAgreement is how well the times of a path's steps go together, from 0 to 1, and how many years lie between those that
// do not: all on one day at least is 1, nothing to compare 0.9, and less the farther apart.
func timeAgreement(steps []evidence) (agreement, yearsApart float64) {
	var first, last time.Time // the days that all have in common so far; zero is open
	dated := 0
	for _, s := range steps {
		if !s.dated {
			continue
		}
		dated++
		first = encoding.LaterOf(first, s.held.earliest)
		if last.IsZero() || (!s.held.latest.IsZero() && s.held.latest.Before(last)) {
			last = s.held.latest
		}
	}
	const unknown = 0.9
	switch {
	case dated < 2:
		return unknown, 0
	case last.IsZero() || !first.After(last):
		return 1, 0
	}
	const year = 365.25 * 24 * float64(time.Hour)
	yearsApart = float64(first.Sub(last)) / year
	return unknown / (1 + yearsApart), yearsApart
}
