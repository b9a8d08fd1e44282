package graph

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"iter"
	"maps"
	"math"
	"slices"

	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/names"
	"whence/graph/quadstore"
)

// reindexStep is how many entities are read at a time for the index of names.
const reindexStep = 1024

// maxReplayed is how many edits are read again to bring the index of names up to the store, before it is cheaper to make it
// anew.
const maxReplayed = 1 << 14

// catchUp makes the index of names reflect the store. It is written behind the commits, so that a crash leaves it behind: the
// commits since its own version are replayed then. The index of another history, as after a backup was restored, and one that
// lacks too much is made anew.
func (g *Graph) catchUp(ctx context.Context) error {
	v := g.Now()
	if g.index.Version() == v.mark() {
		g.wordsChanged(nil)
		return nil
	}
	renamed, known, err := v.renamedSince(ctx, g.index.Version())
	if err != nil {
		return err
	}
	if known {
		return g.reindex(ctx, renamed)
	}
	g.wordsChanged(nil)
	all, err := v.EntityNodes(ctx, math.MaxInt)
	if err != nil {
		return err
	}
	return g.index.Rebuild(ctx, v.mark(), v.nameEntries(ctx, all))
}

// mark tells what the index of names was made from: the last commit, and the digest of the chain that ends in it. The number
// alone would let the index of one graph, left in a folder, pass for that of another with as many commits.
func (v *View) mark() uint64 { return markOf(v.head.Number, v.head.Digest) }

func markOf(number uint64, digest [sha256.Size]byte) uint64 {
	sum := sha256.Sum256(append(binary.BigEndian.AppendUint64(nil, number), digest[:]...))
	return binary.BigEndian.Uint64(sum[:]) | 1 // 0 is an index of nothing
}

// renamedSince is the entities whose names may have changed since the commit of a mark. Known is false where no commit has the
// mark, or where what has changed since is more than is replayed or is not said by edits.
func (v *View) renamedSince(ctx context.Context, mark uint64) (renamed map[claim.ID]bool, known bool, err error) {
	edits := 0
	for n := v.head.Number; n > 0 && mark != 0; n-- {
		c, err := v.log.Commit(n)
		if err != nil || c == nil {
			return nil, false, err
		}
		if markOf(n, c.Digest) == mark {
			return v.renamedBehind(ctx, n)
		}
		asItIs := c.Action == commitlog.Load && c.Dataset == "" // quads may say what no edit does
		if edits += max(1, c.EditCount); edits > maxReplayed || asItIs || c.Action == commitlog.Erase {
			break
		}
	}
	return nil, false, nil
}

// renamedBehind is the entities whose names the commits behind a number may have changed.
func (v *View) renamedBehind(ctx context.Context, number uint64) (renamed map[claim.ID]bool, known bool, err error) {
	renamed = map[claim.ID]bool{}
	var claims []claim.ID
	judged, raw := false, v.Unresolved()
	for n := number + 1; n <= v.head.Number; n++ {
		for e, err := range v.log.Edits(ctx, n, 0) {
			switch {
			case err != nil:
				return nil, false, err
			case e.Kind == commitlog.EntityDescribed, e.Kind == commitlog.DocumentAdded:
				renamed[claim.ID(e.Subject)] = true
			case e.Kind == commitlog.IdentityDecided:
				judged = true
			case e.Kind == commitlog.Erased:
				return nil, false, nil
			case e.Kind.IsClaim():
				claims = append(claims, claim.ID(e.Subject))
			}
		}
	}
	if judged { // who was one with whom before can be any that a judgement names
		for _, j := range v.judged.All {
			renamed[raw.IDAt(j.Left)], renamed[raw.IDAt(j.Right)] = true, true
		}
	}
	nodes, err := raw.NodesByID(ctx, claims)
	if err != nil {
		return nil, false, err
	}
	edges, err := raw.EdgesOf(ctx, slices.DeleteFunc(nodes, func(n quadstore.ID) bool { return n == 0 }))
	for _, e := range edges {
		renamed[raw.IDAt(e.Subject)], renamed[v.IDAt(v.Current(e.Subject))] = true, true
	}
	return renamed, true, err
}

// reindex brings the index up to a write that may have changed the names of some entities.
func (g *Graph) reindex(ctx context.Context, changed map[claim.ID]bool) error {
	g.wordsChanged(changed)
	v := g.Now()
	var nodes []quadstore.ID
	for _, id := range slices.Sorted(maps.Keys(changed)) {
		if ref := v.snap.ID(v.IRIOf(id)); v.Current(ref) == ref {
			nodes = append(nodes, ref)
		}
	}
	nodes, err := v.listed(ctx, nodes)
	if err != nil {
		return err
	}
	gone := maps.Clone(changed)
	var entries []names.Entry
	for e, err := range v.nameEntries(ctx, nodes) {
		if err != nil {
			return err
		}
		entries = append(entries, e)
		delete(gone, claim.ID(e.ID))
	}
	return g.index.Update(ctx, v.mark(), entries, claim.Strings(slices.Sorted(maps.Keys(gone))))
}

// nameEntries is what the index holds of entities: their names, the present one first, and what registers call them, weighted
// by how well they are connected.
func (v *View) nameEntries(ctx context.Context, of []quadstore.ID) iter.Seq2[names.Entry, error] {
	return func(yield func(names.Entry, error) bool) {
		for chunk := range slices.Chunk(of, reindexStep) {
			found, err := v.EntitiesAt(ctx, chunk)
			found = slices.DeleteFunc(found, func(e *claim.Entity) bool { return e == nil })
			var aliases [][]string
			var numbers [][]claim.Identifier
			if err == nil {
				aliases, err = v.Aliases(ctx, found)
			}
			if err == nil {
				numbers, err = v.Identifiers(ctx, found)
			}
			var degrees []int
			if err == nil {
				degrees, err = v.Degrees(ctx, found)
			}
			if err != nil {
				yield(names.Entry{}, err)
				return
			}
			for i, e := range found {
				entry := names.Entry{
					ID: string(e.ID), Kind: string(e.Kind),
					Names: append(append([]string{e.Name}, aliases[i]...), valuesOf(numbers[i])...), Weight: float64(degrees[i]),
				}
				if !yield(entry, nil) {
					return
				}
			}
		}
	}
}

// valuesOf is what identifiers are looked for by: without the scheme, whose words all of a register would share.
func valuesOf(identifiers []claim.Identifier) []string {
	out := make([]string, len(identifiers))
	for i, identifier := range identifiers {
		out[i] = identifier.Value
	}
	return out
}
