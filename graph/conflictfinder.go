package graph

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/names"
	"whence/graph/quadstore"
)

// conflictFinder gathers the clusters that some claims belong to, each once, and judges them, so many claims at a time. A
// claim's own conflicts and the list of all are found by the same clusters, so that they agree.
type conflictFinder struct {
	*View
	met     map[clusterKey]bool
	waiting []gathered // to be judged
	claims  int        // in them
	found   []*Conflict
	suspicion
}

// gathered is the claims of a cluster before they are decoded.
type gathered struct {
	rule   *rule
	claims []claimRef
}

// judgedAtOnce is how many claims are decoded at a time: some four megabytes.
const judgedAtOnce = 4096

// clusterKey is what the claims of a cluster have in common, as far as it can be read without decoding them.
type clusterKey struct {
	rule      *rule
	anchor    quadstore.ID // the entity that they are about
	predicate quadstore.ID
	other     quadstore.ID // the far end, where it counts
}

func newConflictFinder(v *View) *conflictFinder {
	return &conflictFinder{View: v, met: map[clusterKey]bool{}}
}

// gather adds the clusters of one claim.
func (f *conflictFinder) gather(ctx context.Context, c claim.Claim) error {
	ref := claimRefOf(c)
	if ref.claim == 0 || f.retired.has(ref.claim) {
		return nil
	}
	for _, key := range f.keysOf(c, ref) {
		if f.met[key] {
			continue
		}
		f.met[key] = true
		members, err := f.members(ctx, key)
		if err == nil {
			err = f.add(ctx, key.rule, members)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// add takes in a cluster, and judges those that wait once they are many.
func (f *conflictFinder) add(ctx context.Context, r *rule, members []claimRef) error {
	if len(members) < 2 {
		return nil
	}
	f.waiting = append(f.waiting, gathered{r, members})
	if f.claims += len(members); f.claims < judgedAtOnce {
		return nil
	}
	return f.judge(ctx)
}

// keysOf is the clusters that a claim belongs to.
func (f *conflictFinder) keysOf(c claim.Claim, ref claimRef) []clusterKey {
	switch c := c.(type) {
	case *claim.Measure:
		return []clusterKey{{measureRule, ref.subject, ref.predicate, 0}}
	case *claim.Attribute:
		if slices.Contains(functional, c.Property) {
			return []clusterKey{{propertyRule, ref.subject, ref.predicate, 0}}
		}
	case *claim.Relationship:
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
	from, direction := key.anchor, quad.Subject
	switch {
	case key.rule == ownerRule || key.rule == officeRule:
		direction = quad.Object
	case key.other != 0 && f.snap.Degree(key.other, quad.Object, key.predicate) < f.snap.Degree(from, direction, key.predicate):
		from, direction = key.other, quad.Object // the end that is no hub
	}
	var edges quadstore.Edges
	if err := f.snap.Expand(ctx, &edges, []quadstore.ID{from}, direction, key.predicate); err != nil {
		return nil, err
	}
	var out []claimRef
	for i := range edges.Pred {
		ref := claimRef{edges.Subject[i], edges.Pred[i], edges.Object[i], edges.Label[i]}
		if ref.claim.IsClaim() && !f.retired.has(ref.claim) && (key.other == 0 || (ref.subject == key.anchor && ref.object == key.other)) {
			out = append(out, ref)
		}
	}
	return out, nil
}

// conflicts is those of all clusters, in the order of ids.
func (f *conflictFinder) conflicts(ctx context.Context) ([]*Conflict, error) {
	if err := f.judge(ctx); err != nil {
		return nil, err
	}
	found, err := sorted(ctx, f.found, func(a, b *Conflict) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return slices.CompactFunc(found, func(a, b *Conflict) bool { return a.ID == b.ID }), err
}

// judge finds the conflicts of the clusters that wait.
func (f *conflictFinder) judge(ctx context.Context) error {
	if err := f.acquit(ctx); err != nil {
		return err
	}
	all := make([]claimRef, 0, f.claims)
	for _, g := range f.waiting {
		if len(g.claims) > judgedAtOnce {
			if err := f.judgeGreat(ctx, g); err != nil {
				return err
			}
			continue
		}
		all = append(all, g.claims...)
	}
	decoded, err := f.decode(ctx, all)
	if err != nil {
		return err
	}
	for _, g := range f.waiting {
		if len(g.claims) > judgedAtOnce {
			continue
		}
		claims := decoded[:len(g.claims)]
		decoded = decoded[len(g.claims):]
		for _, part := range partition(partables(g, claims)) {
			if err := ctx.Err(); err != nil {
				return err
			}
			cluster := cluster{rule: g.rule}
			for _, p := range part {
				cluster.claims = append(cluster.claims, claims[p.at])
			}
			f.found = append(f.found, cluster.judge()...)
		}
	}
	f.waiting, f.claims = f.waiting[:0], 0
	return nil
}

// judgeGreat finds the conflicts of a cluster that is too great to be decoded at once: it is decoded once to cut it into
// parts, and again part by part.
func (f *conflictFinder) judgeGreat(ctx context.Context, g gathered) error {
	var all []partable
	for from := 0; from < len(g.claims); from += judgedAtOnce {
		some := g.claims[from:min(from+judgedAtOnce, len(g.claims))]
		decoded, err := f.decode(ctx, some)
		if err != nil {
			return err
		}
		for _, p := range partables(gathered{g.rule, some}, decoded) {
			p.at += from
			p.key, p.id = strings.Clone(p.key), claim.ID(strings.Clone(string(p.id))) // and not the texts that they are cut from
			all = append(all, p)
		}
	}
	for _, part := range partition(all) {
		refs := make([]claimRef, len(part))
		for i, p := range part {
			refs[i] = g.claims[p.at]
		}
		claims, err := f.decode(ctx, refs)
		if err != nil {
			return err
		}
		f.found = append(f.found, cluster{g.rule, claims}.judge()...)
	}
	return nil
}

// partable is a claim of a cluster that is to be cut into parts.
type partable struct {
	key string // what the claims of a part have in common
	id  claim.ID
	at  int // its place in the cluster
}

// partables is the claims of a cluster that could be decoded.
func partables(g gathered, claims []claim.Claim) []partable {
	out := make([]partable, 0, len(claims))
	for i, c := range claims {
		if c != nil {
			out = append(out, partable{partKey(g.rule, c), c.Base().ID, i})
		}
	}
	return out
}

func partKey(r *rule, c claim.Claim) string {
	switch c := c.(type) {
	case *claim.Measure:
		return strings.Join([]string{c.Metric, c.Value.Unit, string(c.Place), c.Scope, string(c.ValidTime.EDTF)}, "\x00")
	case *claim.Relationship:
		if r == officeRule {
			return names.Fold(c.Role)
		}
	}
	return ""
}

// partition cuts a cluster into the parts that can clash at all, each small enough to compare pair by pair.
func partition(claims []partable) [][]partable {
	slices.SortFunc(claims, func(a, b partable) int {
		return cmp.Or(strings.Compare(a.key, b.key), strings.Compare(string(a.id), string(b.id)))
	})
	var parts [][]partable
	for from := 0; from < len(claims); {
		to := from + 1
		for to < len(claims) && to-from < maxCluster && claims[to].key == claims[from].key {
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
		return f.conflicts(ctx)
	}
	claims, err := v.everAbout(ctx, v.idOf(about))
	if err != nil {
		return nil, err
	}
	standing, err := v.edgesOf(ctx, claims.only(func(c quadstore.ID) bool { return !v.retired.has(c) }))
	if err != nil {
		return nil, err
	}
	mine := map[claim.ID]bool{}
	for some := range slices.Chunk(standing, judgedAtOnce) {
		decoded, err := v.decode(ctx, some)
		if err != nil {
			return nil, err
		}
		for _, c := range decoded {
			if c == nil {
				continue
			}
			mine[c.Base().ID] = true
			if err := f.gather(ctx, c); err != nil {
				return nil, err
			}
		}
	}
	found, err := f.conflicts(ctx)
	return slices.DeleteFunc(found, func(c *Conflict) bool {
		return !slices.ContainsFunc(c.Claims, func(id claim.ID) bool { return mine[id] })
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
		{f.terms.predicates([]claim.RelationshipKind{"OWNS"}), byObject(ownerRule)},
		{f.terms.predicates([]claim.RelationshipKind{"HOLDS_OFFICE_IN"}), byObject(officeRule)},
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
	quota := f.newQuota()
	claims, err := f.scanClaims(ctx, quota, []quadstore.ID{pred})
	if err == nil {
		err = quota.whole()
	}
	if err == nil {
		claims, err = f.standing(ctx, claims)
	}
	if err == nil {
		claims, err = sorted(ctx, claims, func(a, b claimRef) int {
			x, y := key(a), key(b)
			return cmp.Or(cmp.Compare(x.anchor, y.anchor), cmp.Compare(x.other, y.other), cmp.Compare(a.claim, b.claim))
		})
	}
	from := 0
	cluster := func(to int) {
		if err == nil && to > from {
			err = f.add(ctx, key(claims[from]).rule, claims[from:to])
		}
		from = to
	}
	if stopped := each(ctx, len(claims), func(i int) {
		if i > 0 && key(claims[i]) != key(claims[i-1]) {
			cluster(i)
		}
	}); stopped != nil {
		return stopped
	}
	cluster(len(claims))
	return err
}
