package graph

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"whence/graph/quadstore"
)

// evidence is what the claims that tie two entities amount to.
type evidence struct {
	strength  float64 // from 0 to 1: how much can be said for it
	certainty Certainty
	status    Status         // these two of its best claim
	documents []quadstore.ID // that say so, sorted
	held      span           // from the first day that any dated claim holds to the last
	dated     bool           // some claim is dated
}

// What a claim weighs by its certainty and its status. A document is right with that probability, and documents err
// independently: two that say so are better than one, and ten hardly better than five.
var (
	certaintyWeights = map[Certainty]float64{Stated: 0.9, Claimed: 0.7, Expected: 0.5, Inferred: 0.5, Rumoured: 0.3}
	statusWeights    = map[Status]float64{Actual: 1, Ended: 0.9, Planned: 0.8, Proposed: 0.6}
)

// maxAssessed is how many of the claims that tie two entities are read to weigh the tie; by then it can't grow.
const maxAssessed = 64

// assessor weighs ties, each once.
type assessor struct {
	*sieve
	lattice *lattice
	known   map[int32]evidence // by arc
	support []support
}

// support is what one document says for a tie at best.
type support struct {
	document quadstore.ID
	weight   float64
}

func newAssessor(l *lattice) *assessor {
	return &assessor{sieve: l.newSieve(RelationshipFilter{}), lattice: l, known: map[int32]evidence{}}
}

// assess reads the evidence for the arcs of some chains, all at once.
func (a *assessor) assess(ctx context.Context, chains [][]int32) error {
	var arcs []int32
	var lists [][]quadstore.ID
	for _, chain := range chains {
		for _, arc := range chain {
			if _, done := a.known[arc]; done {
				continue
			}
			a.known[arc] = evidence{}
			arcs = append(arcs, arc)
			lists = append(lists, a.lattice.claimsOf(arc))
		}
	}
	weighed, err := a.weigh(ctx, lists)
	for i, arc := range arcs {
		a.known[arc] = weighed[i]
	}
	return err
}

// claimsOf is the claims that tie the ends of an arc.
func (l *lattice) claimsOf(arc int32) []quadstore.ID {
	a := l.arcs[arc]
	claims := make([]quadstore.ID, 0, a.hi-a.lo)
	for _, s := range l.strides[a.lo:a.hi] {
		claims = append(claims, s.claim)
	}
	return claims
}

// weigh is the evidence of each of several lists of claims.
func (a *assessor) weigh(ctx context.Context, lists [][]quadstore.ID) ([]evidence, error) {
	out := make([]evidence, len(lists))
	var claims []quadstore.ID
	for _, list := range lists {
		claims = append(claims, list[:min(len(list), maxAssessed)]...)
	}
	if err := a.about(ctx, &a.edges, claims, predCertainty, predStatus, predHolds, predQuotedFrom); err != nil {
		return out, err
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

// add reads one claim, the at-th of those expanded, into the evidence whose best claim weighs so much.
func (a *assessor) add(e *evidence, claim quadstore.ID, at int, best float64) float64 {
	lo, hi := a.edges.Of(at)
	certainty, status := Stated, Actual
	from := len(a.support)
	for i := lo; i < hi; i++ {
		object := a.edges.Object[i]
		switch a.terms.fieldOf[a.edges.Pred[i]] {
		case fieldCertainty:
			certainty = Certainty(a.wordOr([]quadstore.ID{object}, string(Stated)))
		case fieldStatus:
			status = Status(a.wordOr([]quadstore.ID{object}, string(Actual)))
		case fieldHolds:
			if held := a.holding(object); held != (span{}) {
				e.hold(held)
			}
		case fieldQuotedFrom:
			if !a.retired.has(a.edges.Label[i]) || a.retired.has(claim) {
				a.support = append(a.support, support{document: a.present(object)})
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

// hold stretches the time that the evidence spans.
func (e *evidence) hold(held span) {
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

// chain puts a chain together from arcs that have been assessed, and weighs it.
func (a *assessor) chain(arcs []int32) chain {
	l := a.lattice
	c := chain{nodes: []quadstore.ID{l.from}}
	for _, at := range arcs {
		arc := l.arcs[at]
		c.nodes = append(c.nodes, l.nodes[arc.to])
		c.claims = append(c.claims, l.claimsOf(at))
		c.steps = append(c.steps, a.known[at])
		c.cost += l.tolls[arc.to] - math.Log(a.known[at].strength)
		if degree := l.degrees[arc.to]; l.nodes[arc.to] != l.to && degree > c.hub.degree {
			c.hub = hub{l.nodes[arc.to], degree}
		}
	}
	accord, _ := accordOf(c.steps)
	c.cost -= math.Log(accord)
	const grain = 1e9 // sums of the same terms in another order are the same
	c.cost = math.Round(c.cost*grain) / grain
	return c
}

// accordOf is how well the times of a chain's steps go together, from 0 to 1, and how many years lie between those that
// do not: all on one day at least is 1, nothing to compare 0.9, and less the farther apart.
func accordOf(steps []evidence) (accord, yearsApart float64) {
	var first, last time.Time // the days that all have in common so far; zero is open
	dated := 0
	for _, s := range steps {
		if !s.dated {
			continue
		}
		dated++
		first = laterOf(first, s.held.earliest)
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

