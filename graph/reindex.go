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
	"whence/graph/names"
	"whence/graph/quadstore"
)

// reindexStep is how many entities are read at a time for the index of names.
const reindexStep = 1024

// catchUp makes the index of names reflect the store: a crash between the two, or a restored backup, leaves it behind.
func (g *Graph) catchUp(ctx context.Context) error {
	g.words.changed(nil)
	v := g.Now()
	if g.index.Version() == v.mark() {
		return nil
	}
	all, err := v.everyEntity(ctx, math.MaxInt)
	if err != nil {
		return err
	}
	return g.index.Rebuild(ctx, v.mark(), v.nameEntries(ctx, all))
}

// mark tells what the index of names was made from: the version of the store, and the digest of its chain of commits. The
// version alone would let the index of one graph, left in a folder, pass for that of another with as many writes.
func (v *View) mark() uint64 {
	sum := sha256.New()
	_ = binary.Write(sum, binary.BigEndian, []uint64{v.snap.Version(), uint64(v.snap.Stats().Quads), v.head.Number}) // to memory
	_, _ = sum.Write(v.head.Digest[:])
	return binary.BigEndian.Uint64(sum.Sum(nil)) | 1 // 0 is an index of nothing
}

// reindex brings the index up to a write that may have changed the names of some entities.
func (g *Graph) reindex(ctx context.Context, changed map[claim.ID]bool) error {
	g.words.changed(changed)
	v := g.Now()
	var nodes []quadstore.ID
	var gone []string
	for _, id := range slices.Sorted(maps.Keys(changed)) {
		ref := v.snap.ID(v.IRIOf(id))
		if v.Current(ref) != ref {
			gone = append(gone, string(id))
			continue
		}
		nodes = append(nodes, ref)
	}
	var entries []names.Entry
	for e, err := range v.nameEntries(ctx, nodes) {
		if err != nil {
			return err
		}
		entries = append(entries, e)
	}
	return g.index.Update(ctx, v.mark(), entries, gone)
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
