package graph

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph/names"
	"whence/graph/quadstore"
)

// claimKeys writes the sort keys of claims: what they are ordered by, then the claim's id. Only what the order asks for
// is read, a frontier at a time, and each literal once.
type claimKeys struct {
	*View
	order  ClaimOrder
	claims []quadstore.ID
	values []quadstore.ID          // the literal that claim i is ordered by, 0 where it has none
	keys   map[quadstore.ID][]byte // the key of a literal
}

func (v *View) claimKeys(ctx context.Context, claims []quadstore.ID, order ClaimOrder) (*claimKeys, error) {
	k := &claimKeys{View: v, order: order, claims: claims, keys: map[quadstore.ID][]byte{}}
	predicates := map[ClaimOrderField]quad.IRI{ByAmount: predAmount, ByHolds: predHolds, ByRecorded: predRecorded, ByStated: predQuotedFrom}
	predicate, ordered := predicates[order.By]
	if !ordered {
		return k, nil
	}
	var edges quadstore.Edges
	if err := v.about(ctx, &edges, claims, predicate); err != nil {
		return nil, err
	}
	k.values = make([]quadstore.ID, len(claims))
	if order.By == ByStated {
		return k, k.earliestDocuments(ctx, &edges)
	}
	for i := range claims {
		if lo, hi := edges.Of(i); lo < hi {
			k.values[i] = edges.Object[hi-1]
		}
	}
	return k, nil
}

// earliestDocuments makes the value of each claim the earliest published of the documents that it is cited from.
func (k *claimKeys) earliestDocuments(ctx context.Context, cited *quadstore.Edges) error {
	documents := newIDSet(slices.Clone(cited.Object))
	published, err := k.latest(ctx, documents, "published")
	if err != nil {
		return err
	}
	for i, d := range documents {
		var w When
		if published[i] != nil {
			w = published[i].when()
		}
		k.keys[d] = k.whenKey(w)
	}
	for i := range k.claims {
		for j, hi := cited.Of(i); j < hi; j++ {
			d := cited.Object[j]
			if k.values[i] == 0 || string(k.keys[d]) < string(k.keys[k.values[i]]) {
				k.values[i] = d
			}
		}
	}
	return nil
}

// key appends the sort key of claim i.
func (k *claimKeys) key(i int, dst []byte) []byte {
	if k.values != nil {
		dst = append(dst, k.valueKey(k.values[i])...)
	}
	return k.appendID(dst, k.claims[i])
}

// appendID appends an id as the last part of a sort key: the text of the IRI behind what all IRIs have in common.
func (v *View) appendID(dst []byte, ref quadstore.ID) []byte {
	from := len(dst)
	dst = v.snap.AppendText(dst, ref)
	return slices.Delete(dst, from, min(from+len(v.base), len(dst)))
}

func (k *claimKeys) valueKey(ref quadstore.ID) []byte {
	if ref == 0 {
		return appendMissing(nil)
	}
	key, ok := k.keys[ref]
	if !ok {
		key = k.readKey(ref)
		k.keys[ref] = key
	}
	return key
}

func (k *claimKeys) readKey(ref quadstore.ID) []byte {
	text := k.text(ref)
	switch k.order.By {
	case ByAmount:
		var q Quantity
		if q.UnmarshalText([]byte(text)) != nil || q.Value == nil {
			return appendMissing(nil)
		}
		return appendNumberKey(nil, q.Value.float(), k.order.Descending)
	case ByHolds:
		edtf, err := ParseEDTF(text)
		if err != nil {
			return appendMissing(nil)
		}
		return k.whenKey(When{EDTF: edtf})
	default:
		return appendTimeKey(nil, parseTime(text), k.order.Descending)
	}
}

// whenKey orders times by their first day, or their last where the first is open, then by their last.
func (k *claimKeys) whenKey(w When) []byte {
	earliest, latest := w.Bounds()
	if earliest.IsZero() {
		earliest = latest
	}
	return appendTimeKey(appendTimeKey(nil, earliest, k.order.Descending), latest, k.order.Descending)
}

// entityKeys writes the sort keys of entities: name or degree, then the id.
func (v *View) entityKeys(ctx context.Context, of []quadstore.ID, order EntityOrder) (func(i int, dst []byte) []byte, error) {
	switch order.By {
	case ByName:
		found, err := v.entities(ctx, of)
		if err != nil {
			return nil, err
		}
		return func(i int, dst []byte) []byte {
			if found[i] != nil {
				dst = appendTextKey(dst, []byte(names.Fold(found[i].Name)), order.Descending)
			}
			return v.appendID(dst, of[i])
		}, nil
	case ByDegree:
		return func(i int, dst []byte) []byte {
			return v.appendID(appendNumberKey(dst, float64(v.degree(of[i])), order.Descending), of[i])
		}, nil
	default:
		return func(i int, dst []byte) []byte { return v.appendID(dst, of[i]) }, nil
	}
}
