package graph

import (
	"context"
	"encoding/binary"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/names"
	"whence/graph/parallel"
	"whence/graph/quadstore"
)

// claimKeys writes the sort keys of claims: what they are ordered by, then the digits of the claim's id. Only what the
// order asks for is read, a frontier at a time, and each literal once.
type claimKeys struct {
	*View
	*scratch
	order   ClaimOrder
	claims  []ClaimEdge
	figures figureReader
}

func (v *View) claimKeys(ctx context.Context, on *scratch, claims []ClaimEdge, order ClaimOrder) (*claimKeys, error) {
	k := &claimKeys{View: v, scratch: on, order: order, claims: claims}
	predicates := map[ClaimOrderField]quad.IRI{ByAmount: PredAmount, ByHolds: PredHolds, ByRecorded: predRecorded, ByStated: predQuotedFrom}
	predicate, ordered := predicates[order.By]
	if !ordered {
		on.ranks = on.ranks[:0]
		for i, c := range claims { // all at once: the digits lie all over the memory, and none waits for another's
			if i%parallel.Stride == parallel.Stride-1 && ctx.Err() != nil {
				return nil, ctx.Err()
			}
			high, _ := v.snap.ClaimDigits(c.Claim)
			on.ranks = append(on.ranks, high)
		}
		k.order.By = ""
		return k, nil
	}
	on.nodes = on.nodes[:0]
	for _, c := range claims {
		on.nodes = append(on.nodes, c.Claim)
	}
	if err := v.about(ctx, &on.edges, on.nodes, predicate); err != nil {
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
	for i, literal := range on.literals.Keys {
		if i%parallel.Stride == parallel.Stride-1 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		on.name = v.snap.AppendText(on.name[:0], literal)
		k.addKey(func(dst []byte) []byte { return k.readKey(dst, on.name) })
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
		k.addKey(func(dst []byte) []byte { return k.boundsKey(dst, earliest, latest) })
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
func (k *claimKeys) keyOf() keyOf {
	if k.order.By == "" {
		return keyOf{
			key:  func(i int, dst []byte) []byte { return k.appendDigits(dst, k.claims[i].Claim) },
			rank: func(i int) uint64 { return k.ranks[i] },
		}
	}
	return keyOf{key: func(i int, dst []byte) []byte {
		if value := k.values[i]; value >= 0 {
			dst = append(dst, k.keys[value]...)
		} else {
			dst = appendMissing(dst)
		}
		return k.appendDigits(dst, k.claims[i].Claim)
	}}
}

// appendDigits appends a claim's id as the last part of a sort key.
func (v *View) appendDigits(dst []byte, claim quadstore.ID) []byte {
	high, low := v.snap.ClaimDigits(claim)
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(dst, high), low)
}

// AppendID appends an id as the last part of a sort key: the text of the IRI behind what all IRIs have in common.
func (v *View) AppendID(dst []byte, ref quadstore.ID) []byte {
	from := len(dst)
	dst = v.snap.AppendText(dst, ref)
	return slices.Delete(dst, from, min(from+len(v.base), len(dst)))
}

// figureReader reads figures as numbers to order by. It remembers the units that it has met: of a plain number of one of
// them, only the digits are read.
type figureReader struct{ units []string }

// value is the number that a literal gives, without its comparator, as near as a double comes.
func (r *figureReader) value(text []byte) (value float64, ok bool) {
	n, unit := claim.PlainNumber(text)
	if unit != nil && slices.ContainsFunc(r.units, func(u string) bool { return u == string(unit) }) {
		return float64(n) / 1e4, true
	}
	q, err := claim.ParseQuantity(string(text))
	if err != nil || q.Value == nil {
		return 0, false
	}
	if q.Unit == string(unit) {
		r.units = append(r.units, q.Unit)
		return float64(n) / 1e4, true
	}
	return q.Value.Float64(), true
}

// readKey appends the key of a literal. It allocates nothing for what is plain: a number of a unit, a date.
func (k *claimKeys) readKey(dst, text []byte) []byte {
	switch k.order.By {
	case ByAmount:
		value, ok := k.figures.value(text)
		if !ok {
			return appendMissing(dst)
		}
		return appendNumberKey(dst, value, k.order.Descending)
	case ByHolds:
		earliest, latest, ok := claim.DateBounds(string(text))
		if !ok {
			return appendMissing(dst)
		}
		return k.boundsKey(dst, earliest, latest)
	default:
		return appendTimeKey(dst, parseTime(string(text)), k.order.Descending)
	}
}

// boundsKey orders times by their first day, or their last where the first is open, then by their last.
func (k *claimKeys) boundsKey(dst []byte, earliest, latest time.Time) []byte {
	if earliest.IsZero() {
		earliest = latest
	}
	return appendTimeKey(appendTimeKey(dst, earliest, k.order.Descending), latest, k.order.Descending)
}

// entityKeys writes the sort keys of entities: name or degree, then the id.
func (v *View) entityKeys(ctx context.Context, on *scratch, of []quadstore.ID, order EntityOrder) (func(i int, dst []byte) []byte, error) {
	switch order.By {
	case ByName:
		if err := v.terms.expand(ctx, v.snap.Snapshot, &on.edges, of, PredName, predSettledName); err != nil {
			return nil, err
		}
		return func(i int, dst []byte) []byte {
			if lo, hi := on.edges.Of(i); lo < hi && v.KindAt(of[i]) != "" {
				on.name = v.snap.AppendText(on.name[:0], v.shownName(&on.edges, lo, hi))
				on.folded = names.AppendFold(on.folded[:0], on.name)
				dst = appendTextKey(dst, on.folded, order.Descending)
			}
			return v.AppendID(dst, of[i])
		}, nil
	case ByDegree:
		return func(i int, dst []byte) []byte {
			return v.AppendID(appendNumberKey(dst, float64(v.degree(of[i])), order.Descending), of[i])
		}, nil
	default:
		ids := idsAhead{view: v, texts: &on.texts, of: of}
		return ids.append, nil
	}
}

// idsAhead writes the ids of nodes that are asked for one after the other. It reads many texts at a time: they lie all over
// the memory, and none then waits for another's.
type idsAhead struct {
	view     *View
	texts    *quadstore.Texts
	of       []quadstore.ID
	from, to int // whose texts are read
}

// append appends what appendID does for a node.
func (a *idsAhead) append(i int, dst []byte) []byte {
	const ahead = 256
	if i < a.from || i >= a.to {
		a.from, a.to = i, min(i+ahead, len(a.of))
		a.view.snap.Texts(a.texts, a.of[a.from:a.to])
	}
	start := uint32(0)
	if i > a.from {
		start = a.texts.Ends[i-a.from-1]
	}
	text := a.texts.Text[start:a.texts.Ends[i-a.from]]
	return append(dst, text[min(len(a.view.base), len(text)):]...)
}
