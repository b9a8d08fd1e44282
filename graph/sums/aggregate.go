package sums

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"sync"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/nodeset"
	"whence/graph/paging"
	"whence/graph/parallel"
	"whence/graph/quadstore"
)

// Aggregate counts relationships and adds up their money and quantities.
//
// What is not counted twice: a part whose whole is counted too (IncludedIn); a figure that is told again by another
// speaker or document (its low and high widen instead where the tellings differ); money that a programme or a funding
// source passes on, where the money that it was given is counted. Within a group only what is in the group counts as the
// whole. Claims without a figure are counted beside the sums. Currencies are never added, and of one sum in two
// currencies the first is taken.
//
// It stops reading when half of its time, or less where groups take longer, or its count of claims is spent, and then adds
// up what it has read: the answer is Partial. The error wraps ErrLimit where that is nothing, or can't be added up in the time that is left.
func Aggregate(ctx context.Context, v *graph.View, q Query) (Result, error) {
	v = v.At(q.Filter.KnownAt)
	if err := q.check(); err != nil {
		return Result{}, err
	}
	found, err := fromColumns(ctx, v, q)
	if err != nil {
		return Result{}, err
	}
	if found != nil {
		return *found, nil
	}
	return aggregateLines(ctx, v, q)
}

// aggregateLines is Aggregate of claims that are found, sifted and read.
func aggregateLines(ctx context.Context, v *graph.View, q Query) (Result, error) {
	s := newSchedule(ctx, v, q.GroupBy)
	l, partial, err := readColumns(v, s, q)
	if err != nil {
		return Result{}, err
	}
	l.knownAt = q.Filter.KnownAt
	ctx = s.ctx
	var groups []group
	err = parallel.Do(
		func() error { return l.findExceptions(ctx) },
		func() (err error) { groups, err = l.groups(ctx, q.GroupBy); return err },
	)
	if err != nil {
		return Result{}, err
	}
	whole, ranks, err := l.add(ctx, groups, q.Order)
	if err != nil {
		return Result{}, err
	}
	if err := q.Order.orders(&whole); err != nil {
		return Result{}, err
	}
	out := Result{Total: whole.row(&l.book), Truncated: partial || len(groups) > q.First, Partial: partial}
	out.Rows, err = l.rows(ctx, groups, ranks, q)
	return out, err
}

func (q Query) check() error {
	switch {
	case len(q.Kinds) == 0:
		return fmt.Errorf("kinds is empty: name the relationships to add up, such as FUNDS: %w", claim.ErrInvalid)
	case len(q.GroupBy) > 2:
		return fmt.Errorf("groupBy of %d: at most two: %w", len(q.GroupBy), claim.ErrInvalid)
	case len(q.GroupBy) == 2 && q.GroupBy[0] == q.GroupBy[1]:
		return fmt.Errorf("groupBy twice by %s: name two different ones: %w", q.GroupBy[0], claim.ErrInvalid)
	}
	if q.Order.Currency != "" {
		if q.Order.By != ByAmount {
			return fmt.Errorf("orderBy %s with a currency: AMOUNT alone compares sums: %w", q.Order.By, claim.ErrInvalid)
		}
		if _, err := claim.ParseCurrency(q.Order.Currency); err != nil {
			return err
		}
	}
	return paging.Window{First: q.First}.Check()
}

// add adds up all lines and, on as many processors as there are, ranks every group.
func (l *columns) add(ctx context.Context, groups []group, o Order) (whole rowSums, ranks []rank, err error) {
	var wg sync.WaitGroup
	var wholeErr error
	wg.Go(func() { whole, wholeErr = l.sum(ctx, l.everything()) })
	ranks = make([]rank, len(groups))
	err = parallel.Parts(len(groups), 64, func(_, from, to int) error {
		for i := from; i < to; i++ {
			if i%parallel.Stride == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			sums, err := l.sum(ctx, groups[i].lines)
			if err != nil {
				return err
			}
			ranks[i] = sums.rank(&l.book, o)
		}
		return nil
	})
	wg.Wait()
	return whole, ranks, cmp.Or(err, wholeErr)
}

// rows shows the first groups in the order that is asked for.
func (l *columns) rows(ctx context.Context, groups []group, ranks []rank, q Query) ([]Row, error) {
	return l.shownRows(ctx, q, len(groups),
		func(i int) rank { return ranks[i] },
		func(i int) [2]groupKey { return groups[i].keys },
		func(ctx context.Context, i int) (rowSums, error) { return l.sum(ctx, groups[i].lines) })
}

// shownRows shows the first of some groups in the order that is asked for.
func (l *columns) shownRows(
	ctx context.Context, q Query, groups int, ranked func(int) rank, keysOf func(int) [2]groupKey, sumOf func(context.Context, int) (rowSums, error),
) ([]Row, error) {
	shown, err := parallel.TopK(ctx, groups, q.First, func(i, j int) int {
		if n := q.Order.compare(ranked(i), ranked(j)); n != 0 {
			return n
		}
		a, b := keysOf(i), keysOf(j)
		if q.Order.By == ByKey && !q.Order.Ascending {
			a, b = b, a
		}
		return cmp.Or(l.compareKeys(a[0], b[0]), l.compareKeys(a[1], b[1]))
	})
	if err != nil {
		return nil, err
	}
	keys := make([]groupKey, 0, len(shown)*len(q.GroupBy))
	for _, at := range shown {
		of := keysOf(at)
		keys = append(keys, of[:len(q.GroupBy)]...)
	}
	entities, err := l.entitiesOf(ctx, keys)
	if err != nil {
		return nil, err
	}
	out := make([]Row, len(shown))
	for i, at := range shown {
		sums, err := sumOf(ctx, at)
		if err != nil {
			return nil, err
		}
		out[i] = sums.row(&l.book)
		of := keysOf(at)
		for j, by := range q.GroupBy {
			out[i].Key = append(out[i].Key, l.key(by, of[j], entities))
		}
	}
	return out, nil
}

func (l *columns) compareKeys(a, b groupKey) int { return strings.Compare(l.keyText(a), l.keyText(b)) }

func (l *columns) keyText(k groupKey) string {
	if k >= wordKey {
		return l.words[k-wordKey]
	}
	text, ok := l.idText[k]
	if !ok {
		text = string(l.IDAt(quadstore.ID(k)))
		l.idText[k] = text
	}
	return text
}

// entitiesOf is the entities that keys stand for.
func (l *columns) entitiesOf(ctx context.Context, keys []groupKey) (map[groupKey]*claim.Entity, error) {
	var nodes []quadstore.ID
	for _, k := range keys {
		if k < wordKey {
			nodes = append(nodes, quadstore.ID(k))
		}
	}
	found, err := l.EntitiesAt(ctx, nodeset.New(nodes))
	entities := make(map[groupKey]*claim.Entity, len(found))
	for _, e := range found {
		if e != nil {
			entities[groupKey(e.Ref)] = e
		}
	}
	return entities, err
}

// key shows what a group has in common.
func (l *columns) key(by GroupBy, k groupKey, entities map[groupKey]*claim.Entity) Key {
	if e := entities[k]; e != nil {
		return Key{By: by, Entity: e, Value: e.Name}
	}
	return Key{By: by, Value: l.keyText(k)}
}
