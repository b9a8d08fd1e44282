package snapshot

import (
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/paging"
	"whence/graph/quadstore"
	"whence/graph/quadstore/storedorder"
	"whence/graph/store"
)

// HubEdges is the largest number of edges of one kind that a page reads in full. A node with more is a hub, whose edges are kept in order.
const HubEdges = 1000

// HubOrder is an order that the relationships of hubs are kept in: its place in HubOrders.
type HubOrder int

// The orders, those that are not of ids both ways: what lacks an amount or a time comes last either way.
const (
	HubsByID HubOrder = iota
	HubsByAmount
	HubsByAmountDescending
	HubsByTime
	HubsByTimeDescending
)

// HubOrders is what a store is to keep in order: the relationships of hubs by id, by amount and by time, with the keys of package
// paging.
func HubOrders() *storedorder.Definition {
	amounts := func(descending bool) func() storedorder.Key {
		return func() storedorder.Key {
			var keys paging.AmountKeys
			return func(dst, text []byte) []byte { return keys.Append(dst, text, descending) }
		}
	}
	dates := func(descending bool) func() storedorder.Key {
		return func() storedorder.Key {
			return func(dst, text []byte) []byte { return paging.AppendDates(dst, text, descending) }
		}
	}
	return &storedorder.Definition{Least: HubEdges, Orders: []storedorder.Order{
		HubsByID:               {Name: "id"},
		HubsByAmount:           {Name: "amount", Predicate: encoding.PredAmount, NewKey: amounts(false)},
		HubsByAmountDescending: {Name: "amount.descending", Predicate: encoding.PredAmount, NewKey: amounts(true)},
		HubsByTime:             {Name: "holds", Predicate: encoding.PredHolds, NewKey: dates(false)},
		HubsByTimeDescending:   {Name: "holds.descending", Predicate: encoding.PredHolds, NewKey: dates(true)},
	}}
}

// HubPage is a page of the standing relationships of a node, found in an order that the store keeps them in. Ok is false where it
// keeps none: of a node without many, of one that several are seen as, and in the moments after a load.
func (s *Resolved) HubPage(t *Vocabulary, retired *Retractions, node store.ID, kinds []claim.RelationshipKind, d claim.Direction, order HubOrder, w paging.Window) (page paging.Page[store.Quad], ok bool) {
	snap, resident := s.Snapshot.(*quadstore.Snapshot)
	if !resident || s.Classes != nil && s.MembersOf(node) != nil || snap.Degree(node, quad.Subject, 0)+snap.Degree(node, quad.Object, 0) <= HubEdges {
		return page, false
	}
	preds, out, in := t.Predicates(kinds), d != claim.In, d != claim.Out
	found, ok := snap.OrderedPage(node, out, in, preds, storedorder.Query{Order: int(order), After: []byte(w.After), Limit: w.First, Skip: retired.Has})
	if !ok {
		return page, false
	}
	page.Total, page.HasNext, page.HasPrevious = found.Total, found.HasNext, found.HasPrevious
	for key, n := range retired.Of(node) {
		if (key.Out && out || !key.Out && in) && slices.Contains(preds, key.Predicate) {
			page.Total -= n
		}
	}
	for i, e := range found.Edges {
		e.Subject, e.Object = s.Canonical(e.Subject), s.Canonical(e.Object)
		page.Append(e, string(found.Keys[i]))
	}
	return page, true
}
