package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"whence/graph/quadstore"
)

// Aggregate counts relationships and adds up their money and quantities.
//
// What is not counted twice: a part whose whole is counted too (IncludedIn); a figure that is told again by another
// speaker or document (its low and high widen instead where the tellings differ); money that a programme or a funding
// source passes on, where the money that it was given is counted. Within a group only what is in the group counts as the
// whole. Claims without a figure are counted beside the sums. Currencies are never added, and of one sum in two
// currencies the first is taken.
func (v *View) Aggregate(ctx context.Context, q AggregateQuery) (Aggregation, error) {
	if err := q.check(); err != nil {
		return Aggregation{}, err
	}
	claims, err := v.relationshipsWhere(ctx, q.Kinds, q.Filter)
	if err != nil {
		return Aggregation{}, err
	}
	l, err := v.newLedger(ctx, claims)
	if err != nil {
		return Aggregation{}, err
	}
	var groups []group
	if len(q.GroupBy) > 0 {
		columns := make([]keyColumn, len(q.GroupBy))
		for i, by := range q.GroupBy {
			if columns[i], err = l.column(ctx, by); err != nil {
				return Aggregation{}, err
			}
		}
		groups = l.groups(columns)
	}
	whole, sums, err := l.add(ctx, groups)
	if err != nil {
		return Aggregation{}, err
	}
	out := Aggregation{Total: whole.row(&l.book)}
	out.Rows, out.Truncated, err = l.rows(ctx, groups, sums, q)
	return out, err
}

func (q AggregateQuery) check() error {
	switch {
	case len(q.Kinds) == 0:
		return fmt.Errorf("kinds is empty: name the relationships to add up, such as FUNDS: %w", ErrInvalid)
	case len(q.GroupBy) > 2:
		return fmt.Errorf("groupBy of %d: at most two: %w", len(q.GroupBy), ErrInvalid)
	case len(q.GroupBy) == 2 && q.GroupBy[0] == q.GroupBy[1]:
		return fmt.Errorf("groupBy twice by %s: name two different ones: %w", q.GroupBy[0], ErrInvalid)
	}
	return Window{First: q.First}.check()
}

// add adds up all lines and, on as many processors as there are, those of every group.
func (l *ledger) add(ctx context.Context, groups []group) (whole rowSums, sums []rowSums, err error) {
	var wg sync.WaitGroup
	wg.Go(func() { whole = l.sum(l.everything()) })
	sums = make([]rowSums, len(groups))
	err = inParts(len(groups), 64, func(_, from, to int) error {
		for i := from; i < to; i++ {
			if i%1024 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			sums[i] = l.sum(groups[i].lines)
		}
		return nil
	})
	wg.Wait()
	return whole, sums, err
}

// rows shows the greatest groups: by their sums, then by how many claims they have, then by their keys.
func (l *ledger) rows(ctx context.Context, groups []group, sums []rowSums, q AggregateQuery) ([]AggregateRow, bool, error) {
	ranks := make([]rank, len(groups))
	order := make([]int, len(groups))
	for i := range groups {
		ranks[i], order[i] = sums[i].rank(&l.book), i
	}
	slices.SortFunc(order, func(i, j int) int {
		if n := ranks[i].compare(ranks[j]); n != 0 {
			return n
		}
		a, b := groups[i].keys, groups[j].keys
		return cmp.Or(l.compareKeys(a[0], b[0]), l.compareKeys(a[1], b[1]))
	})
	shown := order[:min(len(order), q.First)]
	keys := make([]groupKey, 0, len(shown)*len(q.GroupBy))
	for _, at := range shown {
		keys = append(keys, groups[at].keys[:len(q.GroupBy)]...)
	}
	entities, err := l.entitiesOf(ctx, keys)
	if err != nil {
		return nil, false, err
	}
	out := make([]AggregateRow, len(shown))
	for i, at := range shown {
		out[i] = sums[at].row(&l.book)
		for j, by := range q.GroupBy {
			out[i].Key = append(out[i].Key, l.key(by, groups[at].keys[j], entities))
		}
	}
	return out, len(order) > len(shown), nil
}

func (l *ledger) compareKeys(a, b groupKey) int { return strings.Compare(l.keyText(a), l.keyText(b)) }

func (l *ledger) keyText(k groupKey) string {
	if k >= wordKey {
		return l.words[k-wordKey]
	}
	text, ok := l.idText[k]
	if !ok {
		text = string(l.idOf(quadstore.ID(k)))
		l.idText[k] = text
	}
	return text
}

// entitiesOf is the entities that keys stand for.
func (l *ledger) entitiesOf(ctx context.Context, keys []groupKey) (map[groupKey]*Entity, error) {
	var nodes []quadstore.ID
	for _, k := range keys {
		if k < wordKey {
			nodes = append(nodes, quadstore.ID(k))
		}
	}
	found, err := l.entities(ctx, newIDSet(nodes))
	entities := make(map[groupKey]*Entity, len(found))
	for _, e := range found {
		if e != nil {
			entities[groupKey(e.ref)] = e
		}
	}
	return entities, err
}

// key shows what a group has in common.
func (l *ledger) key(by GroupBy, k groupKey, entities map[groupKey]*Entity) AggregateKey {
	if e := entities[k]; e != nil {
		return AggregateKey{By: by, Entity: e, Value: e.Name}
	}
	return AggregateKey{By: by, Value: l.keyText(k)}
}
