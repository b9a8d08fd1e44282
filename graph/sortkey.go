package graph

import (
	"context"
	"encoding/binary"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph/encoding"
	"whence/graph/paging"
	"whence/graph/quadstore"
)

// claimKeys writes the sort keys of claims: what they are ordered by, then the digits of the claim's id. Only what the
// order asks for is read, a frontier at a time, and each literal once.
type claimKeys struct {
	*View
	*scratch
	order   ClaimOrder
	claims  []ClaimEdge
	amounts paging.AmountKeys
}

func (v *View) claimKeys(ctx context.Context, on *scratch, claims []ClaimEdge, order ClaimOrder) (*claimKeys, error) {
	k := &claimKeys{View: v, scratch: on, order: order, claims: claims}
	predicates := map[ClaimOrderField]quad.IRI{ByAmount: encoding.PredAmount, ByHolds: encoding.PredHolds, ByRecorded: encoding.PredRecorded, ByStated: encoding.PredQuotedFrom}
	predicate, ordered := predicates[order.By]
	on.nodes = on.nodes[:0]
	for _, c := range claims {
		on.nodes = append(on.nodes, c.Claim)
	}
	on.digits = slices.Grow(on.digits[:0], len(claims))[:len(claims)]
	if err := v.snap.ClaimKeys(ctx, on.digits, on.nodes); err != nil {
		return nil, err
	}
	if !ordered {
		k.order.By = ""
		return k, nil
	}
	if err := v.About(ctx, &on.edges, on.nodes, predicate); err != nil {
		return nil, err
	}
	on.literals.Reset(0)
	on.values, on.keys = on.values[:0], on.keys[:0]
	if order.By == ByStated {
		return k, k.earliestDocuments(ctx)
	}
	for i := range claims {
		value := int32(-1)
		if lo, hi := on.edges.Of(i); lo < hi {
			value = on.literals.Add(on.edges.Object[hi-1])
		}
		on.values = append(on.values, value)
	}
	for some := range slices.Chunk(on.literals.Keys, askedAtOnce) {
		if err := v.snap.Texts(ctx, &on.texts, some); err != nil {
			return nil, err
		}
		for i := range some {
			k.addKey(func(dst []byte) []byte { return k.readKey(dst, on.texts.Of(i)) })
		}
	}
	return k, nil
}

// addKey adds the key of the next number, in the room of one that was there before.
func (d *scratch) addKey(write func(dst []byte) []byte) {
	n := len(d.keys)
	d.keys = slices.Grow(d.keys, 1)[:n+1]
	d.keys[n] = write(d.keys[n][:0])
}

// earliestDocuments makes the value of each claim the earliest published of the documents that it is cited from.
func (k *claimKeys) earliestDocuments(ctx context.Context) error {
	for _, d := range k.edges.Object {
		k.literals.Add(d)
	}
	published, err := k.latest(ctx, k.literals.Keys, "published")
	if err != nil {
		return err
	}
	for _, p := range published {
		var earliest, latest time.Time
		if p != nil {
			earliest, latest = p.When().Bounds()
		}
		k.addKey(func(dst []byte) []byte { return paging.AppendBounds(dst, earliest, latest, k.order.Descending) })
	}
	for i := range k.claims {
		value := int32(-1)
		for j, hi := k.edges.Of(i); j < hi; j++ {
			d := k.literals.Find(k.edges.Object[j])
			if value < 0 || string(k.keys[d]) < string(k.keys[value]) {
				value = d
			}
		}
		k.values = append(k.values, value)
	}
	return nil
}

// keyOf writes the keys.
func (k *claimKeys) keyOf() paging.SortKey {
	if k.order.By == "" {
		return paging.SortKey{
			Append: func(i int, dst []byte) []byte { return k.appendDigits(dst, i) },
			Rank:   func(i int) uint64 { return k.digits[i][0] },
		}
	}
	return paging.SortKey{Append: func(i int, dst []byte) []byte {
		if value := k.values[i]; value >= 0 {
			dst = append(dst, k.keys[value]...)
		} else {
			dst = paging.AppendMissing(dst)
		}
		return k.appendDigits(dst, i)
	}}
}

// appendDigits appends the i-th claim's id as the last part of a sort key.
func (k *claimKeys) appendDigits(dst []byte, i int) []byte {
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(dst, k.digits[i][0]), k.digits[i][1])
}

// readKey appends the key of a literal. It allocates nothing for what is plain: a number of a unit, a date.
func (k *claimKeys) readKey(dst, text []byte) []byte {
	switch k.order.By {
	case ByAmount:
		return k.amounts.Append(dst, text, k.order.Descending)
	case ByHolds:
		return paging.AppendDates(dst, text, k.order.Descending)
	default:
		return paging.AppendTime(dst, encoding.ParseTime(string(text)), k.order.Descending)
	}
}

// entityKeys writes the sort keys of entities: name or degree, then the id. What reading them failed with is in on.pages.err.
func (v *View) entityKeys(ctx context.Context, on *scratch, of []quadstore.ID, order EntityOrder) (func(i int, dst []byte) []byte, error) {
	ids := v.TextsAhead(ctx, of, &on.texts, &on.pages.Err)
	switch order.By {
	case ByName:
		shown, err := v.shownNames(ctx, on, on.shown, of)
		if err != nil {
			return nil, err
		}
		on.shown = shown
		names := v.TextsAhead(ctx, shown, &on.named, &on.pages.Err)
		return func(i int, dst []byte) []byte {
			if shown[i] != 0 && v.KindAt(of[i]) != "" {
				dst = paging.AppendText(dst, on.fold(names.at(i)), order.Descending)
			}
			return ids.AppendID(dst, i)
		}, nil
	case ByDegree:
		degrees, err := v.degreesOf(ctx, on.degrees, of)
		if err != nil {
			return nil, err
		}
		on.degrees = degrees
		return func(i int, dst []byte) []byte {
			return ids.AppendID(paging.AppendNumber(dst, float64(degrees[i]), order.Descending), i)
		}, nil
	default:
		return func(i int, dst []byte) []byte { return ids.AppendID(dst, i) }, nil
	}
}
