package graph

import (
	"bytes"
	"context"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/nodeset"
	"whence/graph/quadstore"
)

// TextTable is the texts of some terms, read at once.
type TextTable struct {
	met  nodeset.Numbering[quadstore.ID]
	read quadstore.Texts
	base int // how long the base of all ids is
}

// TextsOf reads the texts of some terms, each once, in one call.
func (v *View) TextsOf(ctx context.Context, lists ...[]quadstore.ID) (*TextTable, error) {
	t := new(TextTable)
	return t, v.readTexts(ctx, t, lists...)
}

// readTexts is TextsOf in the room of a table that was read before.
func (v *View) readTexts(ctx context.Context, t *TextTable, lists ...[]quadstore.ID) error {
	t.base = len(v.Base)
	t.met.Reset(0)
	t.read.Reset()
	for _, list := range lists {
		for _, term := range list {
			t.met.Add(term)
		}
	}
	if len(t.met.Keys) == 0 {
		return ctx.Err()
	}
	return v.snap.Texts(ctx, &t.read, t.met.Keys)
}

// Of is the text of a term that was read, "" of any other.
func (t *TextTable) Of(term quadstore.ID) string { return string(t.of(term)) }

// of is Of, valid until the table is read anew.
func (t *TextTable) of(term quadstore.ID) []byte {
	if n := t.met.Find(term); n >= 0 {
		return t.read.Of(int(n))
	}
	return nil
}

// CompareIDs orders nodes that were read by their ids, which do not depend on the order of loading.
func (t *TextTable) CompareIDs(a, b quadstore.ID) int {
	idA, idB := t.of(a), t.of(b)
	return bytes.Compare(idA[min(t.base, len(idA)):], idB[min(t.base, len(idB)):])
}

// Least is the first of some literals that were read in the order of their texts: the same one whatever the order of loading.
func (t *TextTable) Least(terms []quadstore.ID) string {
	least := t.Of(terms[0])
	for _, term := range terms[1:] {
		if text := t.Of(term); text != "" && text < least {
			least = text
		}
	}
	return least
}

// TextsAhead reads the texts of terms that are asked for one after the other, many at a time.
type TextsAhead struct {
	view     *View
	ctx      context.Context //nolint:containedctx // of the one question that it reads for
	terms    []quadstore.ID
	read     *quadstore.Texts // its room
	from, to int              // whose texts are read
	failed   *error           // what reading them failed with
}

// TextsAhead reads the texts of terms into a room, for one question; it stops at the first error, which it puts into failed.
func (v *View) TextsAhead(ctx context.Context, terms []quadstore.ID, room *quadstore.Texts, failed *error) TextsAhead {
	return TextsAhead{view: v, ctx: ctx, terms: terms, read: room, failed: failed}
}

// at is the text of the i-th term, valid until the next is asked for.
func (a *TextsAhead) at(i int) []byte {
	if *a.failed != nil {
		return nil
	}
	if i < a.from || i >= a.to {
		a.from, a.to = i, min(i+askedAtOnce, len(a.terms))
		if err := a.view.snap.Texts(a.ctx, a.read, a.terms[a.from:a.to]); err != nil {
			a.from, a.to, *a.failed = 0, 0, err
			return nil
		}
	}
	return a.read.Of(i - a.from)
}

// AppendID appends the id of the i-th node as the last part of a sort key: its IRI behind what all IRIs have in common.
func (a *TextsAhead) AppendID(dst []byte, i int) []byte {
	text := a.at(i)
	return append(dst, text[min(len(a.view.Base), len(text)):]...)
}

// NodesByID is the nodes that answer for ids, 0 for one that the snapshot has never met.
func (v *View) NodesByID(ctx context.Context, ids []claim.ID) ([]quadstore.ID, error) {
	nodes, err := v.OwnNodes(ctx, ids)
	for i, node := range nodes {
		if now, moved := v.judged.Moved[node]; moved {
			nodes[i] = now
		} else {
			nodes[i] = v.Current(node)
		}
	}
	return nodes, err
}

// OwnNodes is the nodes of ids, whatever answers for them.
func (v *View) OwnNodes(ctx context.Context, ids []claim.ID) ([]quadstore.ID, error) {
	nodes, terms := make([]quadstore.ID, len(ids)), make([]quad.Value, len(ids))
	for i, id := range ids {
		if id != "" {
			terms[i] = v.Namer.IRIOf(id)
		}
	}
	if len(ids) == 0 {
		return nodes, nil
	}
	return nodes, v.snap.IDs(ctx, nodes, terms)
}
