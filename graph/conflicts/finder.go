package conflicts

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/names"
	"whence/graph/parallel"
	"whence/graph/quadstore"
)

// finder gathers the clusters that some claims belong to, each once, and judges them, a batch of claims at a time. A
// claim's own conflicts and the list of all are found by the same clusters, so that they agree.
type finder struct {
	*graph.View
	met     map[clusterKey]bool
	waiting []gathered // to be judged
	claims  int        // in them
	found   []*Conflict
	prefilter
}

// gathered is the claims of a cluster before they are decoded.
type gathered struct {
	rule   *rule
	claims []graph.ClaimEdge
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

func newFinder(v *graph.View) *finder {
	return &finder{View: v, met: map[clusterKey]bool{}}
}

// gather adds the clusters of some claims.
func (f *finder) gather(ctx context.Context, claims ...claim.Claim) error {
	var keys []clusterKey
	for _, c := range claims {
		ref := graph.EdgeOf(c)
		if ref.Claim == 0 || f.Retractions().Has(ref.Claim) {
			continue
		}
		for _, key := range f.keysOf(c, ref) {
			if !f.met[key] {
				f.met[key] = true
				keys = append(keys, key)
			}
		}
	}
	for some := range slices.Chunk(keys, clustersAtOnce) {
		members, err := f.members(ctx, some)
		if err != nil {
			return err
		}
		for i, key := range some {
			if err := f.add(ctx, key.rule, members[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// clustersAtOnce is how many clusters are read at a time.
const clustersAtOnce = 1024

// add takes in a cluster, and judges those that wait once they are many.
func (f *finder) add(ctx context.Context, r *rule, members []graph.ClaimEdge) error {
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
func (f *finder) keysOf(c claim.Claim, ref graph.ClaimEdge) []clusterKey {
	switch c := c.(type) {
	case *claim.Measure:
		return []clusterKey{{measureRule, ref.Subject, ref.Predicate, 0}}
	case *claim.Attribute:
		if slices.Contains(functional, c.Property) {
			return []clusterKey{{propertyRule, ref.Subject, ref.Predicate, 0}}
		}
	case *claim.Relationship:
		keys := []clusterKey{}
		if c.Amount != nil {
			keys = append(keys, clusterKey{amountRule, ref.Subject, ref.Predicate, ref.Object})
		}
		if c.Kind == "OWNS" {
			keys = append(keys, clusterKey{ownerRule, ref.Object, ref.Predicate, 0})
		}
		if isSoleOffice(c) {
			keys = append(keys, clusterKey{officeRule, ref.Object, ref.Predicate, 0})
		}
		return keys
	}
	return nil
}

// members reads the standing claims of several clusters, a list a cluster: two calls for each predicate and end.
func (f *finder) members(ctx context.Context, keys []clusterKey) ([][]graph.ClaimEdge, error) {
	starts, err := f.startsOf(ctx, keys)
	if err != nil {
		return nil, err
	}
	return f.membersFrom(ctx, keys, starts)
}

// membersFrom is members where it is known where each cluster is read from.
func (f *finder) membersFrom(ctx context.Context, keys []clusterKey, starts []start) ([][]graph.ClaimEdge, error) {
	groups := map[start][]int{} // of clusters, by what their predicate and end are; the node is left out
	for i, s := range starts {
		group := start{predicate: s.predicate, direction: s.direction}
		groups[group] = append(groups[group], i)
	}
	out := make([][]graph.ClaimEdge, len(keys))
	for group, clusters := range groups {
		for len(clusters) > 0 {
			n, err := f.readMembers(ctx, keys, starts, group, clusters, out)
			if err != nil {
				return nil, err
			}
			clusters = clusters[n:]
		}
	}
	return out, nil
}

// readMembers reads the first of some clusters, as many as have a quarter of a million edges to look at, and says how many.
func (f *finder) readMembers(ctx context.Context, keys []clusterKey, starts []start, group start, clusters []int, out [][]graph.ClaimEdge) (int, error) {
	nodes, counts := make([]quadstore.ID, len(clusters)), make([]uint32, len(clusters))
	for n, i := range clusters {
		nodes[n] = starts[i].node
	}
	if err := f.Snapshot().Degrees(ctx, counts, nodes, group.direction, group.predicate); err != nil {
		return 0, err
	}
	const edgesAtOnce = 1 << 18
	n, total := 0, 0
	for ; n < len(nodes) && (n == 0 || total+int(counts[n]) <= edgesAtOnce); n++ {
		total += int(counts[n])
	}
	var edges quadstore.Edges
	if err := f.Snapshot().Expand(ctx, &edges, nodes[:n], group.direction, group.predicate); err != nil {
		return 0, err
	}
	for at, i := range clusters[:n] {
		key := keys[i]
		for j, hi := edges.Of(at); j < hi; j++ {
			ref := graph.EdgeAt(&edges, j)
			if ref.Claim.IsClaim() && !f.Retractions().Has(ref.Claim) && (key.other == 0 || (ref.Subject == key.anchor && ref.Object == key.other)) {
				out[i] = append(out[i], ref)
			}
		}
	}
	return n, nil
}

// start is where a cluster is read from.
type start struct {
	node, predicate quadstore.ID
	direction       quad.Direction
}

// startsOf is where clusters are read from: of two ends, the one that is no hub.
func (f *finder) startsOf(ctx context.Context, keys []clusterKey) ([]start, error) {
	starts := make([]start, len(keys))
	pairs := map[quadstore.ID][]int{} // the clusters of two ends, by predicate
	for i, key := range keys {
		starts[i] = start{key.anchor, key.predicate, quad.Subject}
		switch {
		case key.rule == ownerRule || key.rule == officeRule:
			starts[i].direction = quad.Object
		case key.other != 0:
			pairs[key.predicate] = append(pairs[key.predicate], i)
		}
	}
	for predicate, clusters := range pairs {
		subjects, objects := make([]quadstore.ID, len(clusters)), make([]quadstore.ID, len(clusters))
		for n, i := range clusters {
			subjects[n], objects[n] = keys[i].anchor, keys[i].other
		}
		out, in := make([]uint32, len(clusters)), make([]uint32, len(clusters))
		if err := f.Snapshot().Degrees(ctx, out, subjects, quad.Subject, predicate); err != nil {
			return nil, err
		}
		if err := f.Snapshot().Degrees(ctx, in, objects, quad.Object, predicate); err != nil {
			return nil, err
		}
		for n, i := range clusters {
			if in[n] < out[n] {
				starts[i] = start{objects[n], predicate, quad.Object}
			}
		}
	}
	return starts, nil
}

// conflicts is those of all clusters, in the order of ids.
func (f *finder) conflicts(ctx context.Context) ([]*Conflict, error) {
	if err := f.judge(ctx); err != nil {
		return nil, err
	}
	found, err := parallel.Sort(ctx, f.found, func(a, b *Conflict) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return slices.CompactFunc(found, func(a, b *Conflict) bool { return a.ID == b.ID }), err
}

// judge finds the conflicts of the clusters that wait.
func (f *finder) judge(ctx context.Context) error {
	if err := f.discardConsistent(ctx); err != nil {
		return err
	}
	all := make([]graph.ClaimEdge, 0, f.claims)
	for _, g := range f.waiting {
		if len(g.claims) > judgedAtOnce {
			if err := f.judgeGreat(ctx, g); err != nil {
				return err
			}
			continue
		}
		all = append(all, g.claims...)
	}
	decoded, err := f.Decode(ctx, all)
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
func (f *finder) judgeGreat(ctx context.Context, g gathered) error {
	var all []partable
	for from := 0; from < len(g.claims); from += judgedAtOnce {
		some := g.claims[from:min(from+judgedAtOnce, len(g.claims))]
		decoded, err := f.Decode(ctx, some)
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
		refs := make([]graph.ClaimEdge, len(part))
		for i, p := range part {
			refs[i] = g.claims[p.at]
		}
		claims, err := f.Decode(ctx, refs)
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
		return strings.Join([]string{claim.FoldCase(c.Metric), c.Value.Unit, string(c.Place), claim.FoldCase(c.Scope), string(c.ValidTime.EDTF)}, "\x00")
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
		for to < len(claims) && to-from < MaxCluster && claims[to].key == claims[from].key {
			to++
		}
		if to-from > 1 {
			parts = append(parts, claims[from:to])
		}
		from = to
	}
	return parts
}

// every is the conflicts of the whole graph or, where a node is given, of the claims about it.
func every(ctx context.Context, v *graph.View, about quadstore.ID) ([]*Conflict, error) {
	f := newFinder(v)
	if about == 0 {
		if err := f.sweep(ctx); err != nil {
			return nil, err
		}
		return f.conflicts(ctx)
	}
	claims, err := v.EverAbout(ctx, v.IDAt(about))
	if err != nil {
		return nil, err
	}
	standing, err := v.EdgesOf(ctx, claims.Only(func(c quadstore.ID) bool { return !v.Retractions().Has(c) }))
	if err != nil {
		return nil, err
	}
	mine := map[claim.ID]bool{}
	for some := range slices.Chunk(standing, judgedAtOnce) {
		decoded, err := v.Decode(ctx, some)
		if err != nil {
			return nil, err
		}
		for _, c := range decoded {
			if c == nil {
				continue
			}
			mine[c.Base().ID] = true
		}
		if err := f.gather(ctx, slices.DeleteFunc(decoded, func(c claim.Claim) bool { return c == nil })...); err != nil {
			return nil, err
		}
	}
	found, err := f.conflicts(ctx)
	return slices.DeleteFunc(found, func(c *Conflict) bool {
		return !slices.ContainsFunc(c.Claims, func(id claim.ID) bool { return mine[id] })
	}), err
}

// sweep gathers every cluster of the graph that has two members or more.
func (f *finder) sweep(ctx context.Context) error {
	bySubject := func(r *rule) func(graph.ClaimEdge) clusterKey {
		return func(c graph.ClaimEdge) clusterKey { return clusterKey{r, c.Subject, c.Predicate, 0} }
	}
	byObject := func(r *rule) func(graph.ClaimEdge) clusterKey {
		return func(c graph.ClaimEdge) clusterKey { return clusterKey{r, c.Object, c.Predicate, 0} }
	}
	byPair := func(c graph.ClaimEdge) clusterKey { return clusterKey{amountRule, c.Subject, c.Predicate, c.Object} }
	var properties []quadstore.ID
	for _, p := range functional {
		if id := f.Vocabulary().ID(encoding.PropertyPredicate(p)); id != 0 {
			properties = append(properties, id)
		}
	}
	for _, pass := range []struct {
		preds []quadstore.ID
		key   func(graph.ClaimEdge) clusterKey
	}{
		{f.MeasurePredicates(), bySubject(measureRule)},
		{properties, bySubject(propertyRule)},
		{f.Vocabulary().Predicates([]claim.RelationshipKind{"OWNS"}), byObject(ownerRule)},
		{f.Vocabulary().Predicates([]claim.RelationshipKind{"HOLDS_OFFICE_IN"}), byObject(officeRule)},
		{f.Vocabulary().RelationshipPredicates, byPair},
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
func (f *finder) sweepOne(ctx context.Context, pred quadstore.ID, key func(graph.ClaimEdge) clusterKey) error {
	quota := f.NewQuota()
	claims, err := f.ScanClaims(ctx, quota, []quadstore.ID{pred})
	if err == nil {
		err = quota.Whole()
	}
	if err == nil {
		claims, err = f.Standing(ctx, claims)
	}
	if err == nil {
		claims, err = parallel.Sort(ctx, claims, func(a, b graph.ClaimEdge) int {
			x, y := key(a), key(b)
			return cmp.Or(cmp.Compare(x.anchor, y.anchor), cmp.Compare(x.other, y.other), cmp.Compare(a.Claim, b.Claim))
		})
	}
	from := 0
	cluster := func(to int) {
		if err == nil && to > from {
			err = f.add(ctx, key(claims[from]).rule, claims[from:to])
		}
		from = to
	}
	if stopped := parallel.Each(ctx, len(claims), func(i int) {
		if i > 0 && key(claims[i]) != key(claims[i-1]) {
			cluster(i)
		}
	}); stopped != nil {
		return stopped
	}
	cluster(len(claims))
	return err
}
