package graph

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/cayleygraph/quad"

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
	out := Aggregation{Total: l.row(l.everything())}
	if len(q.GroupBy) == 0 {
		return out, nil
	}
	columns := make([]keyColumn, len(q.GroupBy))
	for i, by := range q.GroupBy {
		if columns[i], err = l.column(ctx, by); err != nil {
			return Aggregation{}, err
		}
	}
	out.Rows, out.Truncated, err = l.rows(ctx, l.groups(columns), q)
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

// rows shows the greatest groups: by their sums, then by how many claims they have, then by their keys.
func (l *ledger) rows(ctx context.Context, groups []group, q AggregateQuery) ([]AggregateRow, bool, error) {
	rows := make([]AggregateRow, len(groups))
	order := make([]int, len(groups))
	for i, g := range groups {
		if i%1024 == 0 && ctx.Err() != nil {
			return nil, false, ctx.Err()
		}
		rows[i], order[i] = l.row(g.lines), i
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := rows[i], rows[j]
		return cmp.Or(compareTotals(a.Totals, b.Totals), compareTotals(a.Quantities, b.Quantities), cmp.Compare(b.Count, a.Count),
			l.compareKeys(groups[i].keys[0], groups[j].keys[0]), l.compareKeys(groups[i].keys[1], groups[j].keys[1]))
	})
	shown := order[:min(len(order), q.First)]
	out := make([]AggregateRow, len(shown))
	for i, at := range shown {
		out[i] = rows[at]
		for j, by := range q.GroupBy {
			key, err := l.key(ctx, by, groups[at].keys[j])
			if err != nil {
				return nil, false, err
			}
			out[i].Key = append(out[i].Key, key)
		}
	}
	return out, len(order) > len(shown), nil
}

func (l *ledger) compareKeys(a, b groupKey) int { return strings.Compare(l.keyText(a), l.keyText(b)) }

func (l *ledger) keyText(k groupKey) string {
	if k >= wordKey {
		return l.words[k-wordKey]
	}
	return string(l.idOf(quadstore.ID(k)))
}

// key shows what a group has in common.
func (l *ledger) key(ctx context.Context, by GroupBy, k groupKey) (AggregateKey, error) {
	if k >= wordKey {
		return AggregateKey{By: by, Value: l.words[k-wordKey]}, nil
	}
	found, err := l.entities(ctx, []quadstore.ID{quadstore.ID(k)})
	if err != nil || found[0] == nil {
		return AggregateKey{By: by, Value: l.keyText(k)}, err
	}
	return AggregateKey{By: by, Entity: found[0], Value: found[0].Name}, nil
}

// ledger is relationships in columns, a line each: what adding them up needs and no more.
type ledger struct {
	*View
	claims   []claimRef
	amounts  []int32 // index into figures, -1 where unstated
	counts   []int32 // the same, of quantities
	figures  []figureBounds
	whole    map[quadstore.ID]quadstore.ID // a part -> what it is included in
	lineOf   map[quadstore.ID]int32        // of claims that are a whole
	retold   map[int32]int32               // a line that tells another's money again -> that line
	columnOf map[quad.IRI][]quadstore.ID
	words    []string // of group keys
}

func (v *View) newLedger(ctx context.Context, claims []claimRef) (*ledger, error) {
	slices.SortFunc(claims, func(a, b claimRef) int {
		return cmp.Or(cmp.Compare(a.subject, b.subject), cmp.Compare(a.object, b.object), cmp.Compare(a.predicate, b.predicate), cmp.Compare(a.claim, b.claim))
	})
	l := &ledger{View: v, claims: claims, retold: map[int32]int32{}, columnOf: map[quad.IRI][]quadstore.ID{}}
	read := map[quadstore.ID]int32{}
	for _, c := range []struct {
		predicate quad.IRI
		into      *[]int32
	}{{predAmount, &l.amounts}, {predQuantity, &l.counts}} {
		column, err := l.read(ctx, c.predicate)
		if err != nil {
			return nil, err
		}
		*c.into = l.figureColumn(column, read)
	}
	if err := l.findParts(ctx); err != nil {
		return nil, err
	}
	return l, l.findRetold(ctx)
}

// read is what one predicate says of every claim, 0 where it says nothing. The claims are read on all processors.
func (l *ledger) read(ctx context.Context, predicate quad.IRI) ([]quadstore.ID, error) {
	if column, ok := l.columnOf[predicate]; ok {
		return column, nil
	}
	column := make([]quadstore.ID, len(l.claims))
	l.columnOf[predicate] = column
	if l.terms.id(predicate) == 0 {
		return column, nil
	}
	workers := max(1, min(runtime.GOMAXPROCS(0), len(l.claims)/4096))
	size := (len(l.claims) + workers - 1) / workers
	errs := make([]error, workers)
	var wg sync.WaitGroup
	for w := range workers {
		from, to := min(w*size, len(l.claims)), min((w+1)*size, len(l.claims))
		wg.Go(func() { errs[w] = l.readRange(ctx, predicate, column[from:to], l.claims[from:to]) })
	}
	wg.Wait()
	return column, cmp.Or(errs...)
}

func (l *ledger) readRange(ctx context.Context, predicate quad.IRI, column []quadstore.ID, claims []claimRef) error {
	var edges quadstore.Edges
	nodes := make([]quadstore.ID, 0, 4096)
	for from := 0; from < len(claims); from += cap(nodes) {
		nodes = nodes[:0]
		for _, c := range claims[from:min(from+cap(nodes), len(claims))] {
			nodes = append(nodes, c.claim)
		}
		if err := l.about(ctx, &edges, nodes, predicate); err != nil {
			return err
		}
		for i := range nodes {
			if lo, hi := edges.Of(i); lo < hi {
				column[from+i] = edges.Object[lo]
			}
		}
	}
	return nil
}

// figureColumn reads each literal once.
func (l *ledger) figureColumn(column []quadstore.ID, read map[quadstore.ID]int32) []int32 {
	out := make([]int32, len(column))
	for i, literal := range column {
		at, ok := read[literal]
		if !ok {
			at = -1
			var q Quantity
			if literal != 0 && q.UnmarshalText([]byte(l.text(literal))) == nil && q.Value != nil {
				at = int32(len(l.figures))
				l.figures = append(l.figures, newFigureBounds(q))
			}
			read[literal] = at
		}
		out[i] = at
	}
	return out
}

// findParts finds which claims are parts of which, and the lines of those that are a whole.
func (l *ledger) findParts(ctx context.Context) error {
	l.whole, l.lineOf = map[quadstore.ID]quadstore.ID{}, map[quadstore.ID]int32{}
	column, err := l.read(ctx, predIncludedIn)
	if err != nil {
		return err
	}
	wholes := map[quadstore.ID]bool{}
	for i, whole := range column {
		if whole != 0 {
			l.whole[l.claims[i].claim] = whole
			wholes[whole] = true
		}
	}
	if len(wholes) == 0 {
		return nil
	}
	for i, c := range l.claims {
		if wholes[c.claim] {
			l.lineOf[c.claim] = int32(i)
		}
	}
	return nil
}

// findRetold finds the lines that tell the money of another line again. Only claims of one pair and kind can, and those
// stand together; the few pairs with several are decoded.
func (l *ledger) findRetold(ctx context.Context) error {
	var lines []int32
	var several []claimRef
	for from := 0; from < len(l.claims); {
		to := from + 1
		for to < len(l.claims) && samePair(l.claims[to], l.claims[from]) {
			to++
		}
		if to-from > 1 && to-from <= maxCluster {
			for i := from; i < to; i++ {
				lines, several = append(lines, int32(i)), append(several, l.claims[i])
			}
		}
		from = to
	}
	for from := 0; from < len(several); from += 4096 {
		to := min(from+4096, len(several))
		for to < len(several) && samePair(several[to], several[to-1]) {
			to++
		}
		decoded, err := l.decode(ctx, several[from:to])
		if err != nil {
			return err
		}
		l.matchRetold(lines[from:to], decoded)
		if to-from > 4096 {
			from = to - 4096
		}
	}
	return nil
}

func samePair(a, b claimRef) bool {
	return a.subject == b.subject && a.object == b.object && a.predicate == b.predicate
}

func (l *ledger) matchRetold(lines []int32, decoded []Claim) {
	for i, c := range decoded {
		r, ok := c.(*Relationship)
		if !ok {
			continue
		}
		for j := i - 1; j >= 0 && samePair(l.claims[lines[j]], l.claims[lines[i]]); j-- {
			if first, ok := decoded[j].(*Relationship); ok && restates(first, r) {
				l.retold[lines[i]] = lines[j]
				break
			}
		}
	}
}

// everything is all lines.
func (l *ledger) everything() []int32 {
	lines := make([]int32, len(l.claims))
	for i := range lines {
		lines[i] = int32(i)
	}
	return lines
}

// row adds up some lines.
func (l *ledger) row(lines []int32) AggregateRow {
	row := AggregateRow{Count: len(lines)}
	for _, line := range lines {
		if l.amounts[line] < 0 && l.counts[line] < 0 {
			row.Unstated++
		}
	}
	row.Totals, row.Quantities = l.sum(lines, l.amounts), l.sum(lines, l.counts)
	return row
}

// sum adds one column of some lines by the rules of Aggregate.
func (l *ledger) sum(lines []int32, column []int32) []SumOf {
	var t total
	special := l.special(lines, column)
	var later map[int32]figureBounds
	for _, line := range lines {
		at := column[line]
		if at < 0 {
			continue
		}
		if special == nil {
			t.add(l.figures[at])
			continue
		}
		if special.leaveOut(line) {
			continue
		}
		root := special.root(line)
		if root == line && !special.widens[line] {
			t.add(l.figures[at])
			continue
		}
		if later == nil {
			later = map[int32]figureBounds{}
		}
		later[root] = later[root].widened(l.figures[at])
	}
	for _, b := range later {
		t.add(b)
	}
	return t.sums()
}
