package conflicts

import (
	"cmp"
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/quadstore"
)

// Foreseen is how a claim that is not in the graph would stand beside those that are.
type Foreseen struct {
	Clashes []Clash
	Nearly  []Near // that say the same of the same pair but for one field, in the order of ids
}

// Clash is standing claims that can not hold beside it, in the order of ids, and why.
type Clash struct {
	Claims []claim.ID
	Reason string
}

// Near is a standing claim and the field in which it says something else.
type Near struct {
	Claim claim.ID
	Field string
}

// What a claim is held against is bounded, so that a commit costs the same however many claims there are.
const (
	maxForeseen      = 32   // claims of one thing or pair, some 8 µs each: more payments of a pair are meant to be alike
	maxForeseenEdges = 1024 // that are looked at to find them
)

// Foresee holds a normalised claim that is not in the graph against the standing claims of the same thing. Not compared is what
// more than 32 claims speak of, and what is at a hub: both ends of a pair, or the thing itself, have more than 1,024 of the kind.
func Foresee(ctx context.Context, v *graph.View, c claim.Claim) (Foreseen, error) {
	f := newFinder(v)
	ref, ok := f.planned(c)
	if !ok {
		return Foreseen{}, nil // of something that the graph has never met
	}
	keys := append(f.keysOf(c, ref), clusterKey{nil, ref.Subject, ref.Predicate, 0})
	if _, tie := c.(*claim.Relationship); tie {
		keys[len(keys)-1].other = ref.Object
	}
	keys = slices.DeleteFunc(keys, func(k clusterKey) bool { return k.anchor == 0 || k.rule == amountRule && k.other == 0 })
	keys, starts, err := f.awayFromHubs(ctx, keys)
	if err != nil {
		return Foreseen{}, err
	}
	members, err := f.membersFrom(ctx, keys, starts)
	if err != nil {
		return Foreseen{}, err
	}
	var out Foreseen
	for i, key := range keys {
		if len(members[i]) > maxForeseen {
			continue
		}
		others, err := f.Decode(ctx, members[i])
		if err != nil {
			return Foreseen{}, err
		}
		others = slices.DeleteFunc(others, func(o claim.Claim) bool { return o == nil || o.Base().ID == c.Base().ID })
		if key.rule == nil {
			out.nearly(c, others)
		} else {
			out.clashing(key.rule, c, others)
		}
	}
	return out, nil
}

// awayFromHubs is the clusters that can be read at small cost, and where from.
func (f *finder) awayFromHubs(ctx context.Context, keys []clusterKey) (small []clusterKey, from []start, err error) {
	starts, err := f.startsOf(ctx, keys)
	if err != nil {
		return nil, nil, err
	}
	for i, s := range starts {
		var edges [1]uint32
		if err := f.Snapshot().Degrees(ctx, edges[:], []quadstore.ID{s.node}, s.direction, s.predicate); err != nil {
			return nil, nil, err
		}
		if edges[0] <= maxForeseenEdges {
			small, from = append(small, keys[i]), append(from, s)
		}
	}
	return small, from, nil
}

// planned is where a claim would stand, if the graph knows what it is about.
func (f *finder) planned(c claim.Claim) (ref graph.ClaimEdge, ok bool) {
	about, predicate := claim.ID(""), quad.IRI("")
	switch c := c.(type) {
	case *claim.Relationship:
		about, predicate, ref.Object = c.Subject, quad.IRI(c.Kind.Info().Predicate), f.NodeOf(c.Object)
	case *claim.Measure:
		about, predicate = c.About, encoding.PredMeasure
	case *claim.Attribute:
		about, predicate = c.About, encoding.PropertyPredicate(c.Property)
	}
	ref.Subject, ref.Predicate = f.NodeOf(about), f.Snapshot().ID(predicate)
	return ref, ref.Predicate != 0 && (ref.Subject != 0 || ref.Object != 0)
}

// clashing notes the claims that can't hold beside one, under a rule.
func (out *Foreseen) clashing(r *rule, c claim.Claim, others []claim.Claim) {
	var ids []claim.ID
	for _, o := range others {
		if partKey(r, o) == partKey(r, c) && r.clash(c, o) {
			ids = append(ids, o.Base().ID)
		}
	}
	if len(ids) > 0 {
		slices.Sort(ids)
		out.Clashes = append(out.Clashes, Clash{ids, r.reason(cluster{r, []claim.Claim{c}})})
	}
}

// nearly notes the claims that say the same but for one field. A property has many values, and a thing many figures: only
// those of one value, or of one metric, say nearly the same.
func (out *Foreseen) nearly(c claim.Claim, others []claim.Claim) {
	for _, o := range others {
		fields := claim.Differences(c, o)
		if len(fields) == 1 && fields[0] != "value" && fields[0] != "metric" && fields[0] != "object" {
			out.Nearly = append(out.Nearly, Near{o.Base().ID, fields[0]})
		}
	}
	slices.SortFunc(out.Nearly, func(a, b Near) int { return cmp.Compare(a.Claim, b.Claim) })
}
