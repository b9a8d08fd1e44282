package graph

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"whence/graph/names"
	"whence/graph/quadstore"
)

// conflictFinder gathers the clusters that some claims belong to, each once, and judges them. A claim's own conflicts
// and the list of all are found by the same clusters, so that they agree.
type conflictFinder struct {
	*View
	keys  map[clusterKey][]claimRef
	order []clusterKey
}

// clusterKey is what the claims of a cluster have in common, as far as it can be read without decoding them.
type clusterKey struct {
	rule      *rule
	anchor    quadstore.ID // the entity that they are about
	predicate quadstore.ID
	other     quadstore.ID // the far end, where it counts
}

func newConflictFinder(v *View) *conflictFinder {
	return &conflictFinder{View: v, keys: map[clusterKey][]claimRef{}}
}

// gather adds the clusters of one claim.
func (f *conflictFinder) gather(ctx context.Context, c Claim) error {
	ref := c.Asserted().ref
	if ref.claim == 0 || f.retired.has(ref.claim) {
		return nil
	}
	for _, key := range f.keysOf(c, ref) {
		if _, done := f.keys[key]; done {
			continue
		}
		members, err := f.members(ctx, key)
		if err != nil {
			return err
		}
		f.add(key, members)
	}
	return nil
}

func (f *conflictFinder) add(key clusterKey, members []claimRef) {
	if _, done := f.keys[key]; !done {
		f.order = append(f.order, key)
	}
	f.keys[key] = members
}

// keysOf is the clusters that a claim belongs to.
func (f *conflictFinder) keysOf(c Claim, ref claimRef) []clusterKey {
	switch c := c.(type) {
	case *Measure:
		return []clusterKey{{measureRule, ref.subject, ref.predicate, 0}}
	case *Attribute:
		if slices.Contains(functional, c.Property) {
			return []clusterKey{{propertyRule, ref.subject, ref.predicate, 0}}
		}
	case *Relationship:
		keys := []clusterKey{}
		if c.Amount != nil {
			keys = append(keys, clusterKey{amountRule, ref.subject, ref.predicate, ref.object})
		}
		if c.Kind == "OWNS" {
			keys = append(keys, clusterKey{ownerRule, ref.object, ref.predicate, 0})
		}
		if isSoleOffice(c) {
			keys = append(keys, clusterKey{officeRule, ref.object, ref.predicate, 0})
		}
		return keys
	}
	return nil
}

// members reads the standing claims of a cluster.
func (f *conflictFinder) members(ctx context.Context, key clusterKey) ([]claimRef, error) {
	direction := quad.Subject
	if key.rule == ownerRule || key.rule == officeRule {
		direction = quad.Object
	}
	var edges quadstore.Edges
	if err := f.snap.Expand(ctx, &edges, []quadstore.ID{key.anchor}, direction, key.predicate); err != nil {
		return nil, err
	}
	var out []claimRef
	for i := range edges.Pred {
		ref := claimRef{edges.Subject[i], edges.Pred[i], edges.Object[i], edges.Label[i]}
		if ref.claim.IsClaim() && !f.retired.has(ref.claim) && (key.other == 0 || ref.object == key.other) {
			out = append(out, ref)
		}
	}
	return out, nil
}

// judge decodes the clusters of two and more, all at once, and finds their conflicts, in the order of ids.
func (f *conflictFinder) judge(ctx context.Context) ([]*Conflict, error) {
	var all []claimRef
	for _, key := range f.order {
		if len(f.keys[key]) > 1 {
			all = append(all, f.keys[key]...)
		}
	}
	decoded, err := f.decode(ctx, all)
	if err != nil {
		return nil, err
	}
	var out []*Conflict
	for _, key := range f.order {
		n := len(f.keys[key])
		if n < 2 {
			continue
		}
		claims := slices.DeleteFunc(decoded[:n:n], func(c Claim) bool { return c == nil })
		decoded = decoded[n:]
		for _, part := range partition(key.rule, claims) {
			out = append(out, cluster{key.rule, part}.judge()...)
		}
	}
	slices.SortFunc(out, func(a, b *Conflict) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return slices.CompactFunc(out, func(a, b *Conflict) bool { return a.ID == b.ID }), nil
}

// partition cuts a cluster into the parts that can clash at all, each small enough to compare pair by pair.
func partition(r *rule, claims []Claim) [][]Claim {
	key := func(c Claim) string {
		switch c := c.(type) {
		case *Measure:
			return strings.Join([]string{c.Metric, c.Figure.Unit, string(c.Place), c.Scope, string(c.Holds.EDTF)}, "\x00")
		case *Relationship:
			if r == officeRule {
				return names.Fold(c.Role)
			}
		}
		return ""
	}
	slices.SortStableFunc(claims, func(a, b Claim) int {
		return cmp.Or(strings.Compare(key(a), key(b)), strings.Compare(string(a.Asserted().ID), string(b.Asserted().ID)))
	})
	var parts [][]Claim
	for from := 0; from < len(claims); {
		to := from + 1
		for to < len(claims) && to-from < maxCluster && key(claims[to]) == key(claims[from]) {
			to++
		}
		if to-from > 1 {
			parts = append(parts, claims[from:to])
		}
		from = to
	}
	return parts
}

// everyConflict is the conflicts of the whole graph or, where a node is given, of the claims about it.
func (v *View) everyConflict(ctx context.Context, about quadstore.ID) ([]*Conflict, error) {
	f := newConflictFinder(v)
	if about == 0 {
		if err := f.sweep(ctx); err != nil {
			return nil, err
		}
		return f.judge(ctx)
	}
	claims, err := v.everAbout(ctx, v.idOf(about))
	if err != nil {
		return nil, err
	}
	standing, err := v.edgesOf(ctx, claims.only(func(c quadstore.ID) bool { return !v.retired.has(c) }))
	if err != nil {
		return nil, err
	}
	decoded, err := v.decode(ctx, standing)
	if err != nil {
		return nil, err
	}
	mine := map[ID]bool{}
	for _, c := range decoded {
		if c == nil {
			continue
		}
		mine[c.Asserted().ID] = true
		if err := f.gather(ctx, c); err != nil {
			return nil, err
		}
	}
	found, err := f.judge(ctx)
	return slices.DeleteFunc(found, func(c *Conflict) bool {
		return !slices.ContainsFunc(c.Claims, func(id ID) bool { return mine[id] })
	}), err
}

// sweep gathers every cluster of the graph that has two members or more.
func (f *conflictFinder) sweep(ctx context.Context) error {
	bySubject := func(r *rule) func(claimRef) clusterKey {
		return func(c claimRef) clusterKey { return clusterKey{r, c.subject, c.predicate, 0} }
	}
	byObject := func(r *rule) func(claimRef) clusterKey {
		return func(c claimRef) clusterKey { return clusterKey{r, c.object, c.predicate, 0} }
	}
	byPair := func(c claimRef) clusterKey { return clusterKey{amountRule, c.subject, c.predicate, c.object} }
	var properties []quadstore.ID
	for _, p := range functional {
		if id := f.terms.id(propertyPredicate(p)); id != 0 {
			properties = append(properties, id)
		}
	}
	for _, pass := range []struct {
		preds []quadstore.ID
		key   func(claimRef) clusterKey
	}{
		{f.measurePredicates(), bySubject(measureRule)},
		{properties, bySubject(propertyRule)},
		{f.terms.predicates([]RelationshipKind{"OWNS"}), byObject(ownerRule)},
		{f.terms.predicates([]RelationshipKind{"HOLDS_OFFICE_IN"}), byObject(officeRule)},
		{f.terms.known, byPair},
	} {
		for _, pred := range pass.preds {
			if err := f.sweepOne(ctx, pred, pass.key); err != nil {
				return err
			}
		}
	}
	return nil
}

// sweepOne gathers the clusters of one predicate. Sorted, the members of a cluster stand together, so that the many of
// one member cost nothing.
func (f *conflictFinder) sweepOne(ctx context.Context, pred quadstore.ID, key func(claimRef) clusterKey) error {
	claims, err := f.scanClaims(ctx, []quadstore.ID{pred})
	if err != nil {
		return err
	}
	claims = slices.DeleteFunc(claims, func(c claimRef) bool { return f.retired.has(c.claim) })
	slices.SortFunc(claims, func(a, b claimRef) int {
		x, y := key(a), key(b)
		return cmp.Or(cmp.Compare(x.anchor, y.anchor), cmp.Compare(x.other, y.other), cmp.Compare(a.claim, b.claim))
	})
	for from := 0; from < len(claims); {
		to := from + 1
		for to < len(claims) && key(claims[to]) == key(claims[from]) {
			to++
		}
		if to-from > 1 {
			f.add(key(claims[from]), claims[from:to])
		}
		from = to
	}
	return nil
}
