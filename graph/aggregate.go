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
	ranks := make([]rank, len(groups))
	for i, r := range rows {
		ranks[i] = newRank(r)
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(ranks[i].compare(ranks[j]), l.compareKeys(groups[i].keys[0], groups[j].keys[0]),
			l.compareKeys(groups[i].keys[1], groups[j].keys[1]))
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
	text, ok := l.idText[k]
	if !ok {
		text = string(l.idOf(quadstore.ID(k)))
		l.idText[k] = text
	}
	return text
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
	pots     map[quadstore.ID]bool         // programmes and funding sources among those that give
	columnOf map[quad.IRI][]quadstore.ID
	words    []string            // of group keys
	idText   map[groupKey]string // ids of group keys, read so far
}

func (v *View) newLedger(ctx context.Context, claims []claimRef) (*ledger, error) {
	l := &ledger{View: v, claims: claims, retold: map[int32]int32{}, columnOf: map[quad.IRI][]quadstore.ID{}, idText: map[groupKey]string{}}
	if err := l.read(ctx, predAmount, predQuantity, predHolds, predIncludedIn); err != nil {
		return nil, err
	}
	read := map[quadstore.ID]int32{}
	l.amounts, l.counts = l.figureColumn(l.columnOf[predAmount], read), l.figureColumn(l.columnOf[predQuantity], read)
	l.findParts()
	l.findPots()
	return l, l.findRetold(ctx)
}

// findPots finds the programmes and funding sources that give.
func (l *ledger) findPots() {
	asked := map[quadstore.ID]bool{}
	l.pots = map[quadstore.ID]bool{}
	var last quadstore.ID
	for _, c := range l.claims {
		if c.subject == last || asked[c.subject] {
			continue
		}
		last = c.subject
		asked[c.subject] = true
		if l.isProgramme(c.subject) {
			l.pots[c.subject] = true
		}
	}
}

// read fills in what some predicates say of every claim, 0 where one says nothing. The claims are read once, on all
// processors.
func (l *ledger) read(ctx context.Context, predicates ...quad.IRI) error {
	var known []quad.IRI
	for _, p := range predicates {
		if _, done := l.columnOf[p]; done {
			continue
		}
		l.columnOf[p] = make([]quadstore.ID, len(l.claims))
		if l.terms.id(p) != 0 {
			known = append(known, p)
		}
	}
	if len(known) == 0 {
		return nil
	}
	workers := max(1, min(runtime.GOMAXPROCS(0), len(l.claims)/readStep))
	size := (len(l.claims) + workers - 1) / workers
	errs := make([]error, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() { errs[w] = l.readRange(ctx, known, w*size, min((w+1)*size, len(l.claims))) })
	}
	wg.Wait()
	return cmp.Or(errs...)
}

// readStep is how many claims are expanded at a time: few enough that their edges stay in the cache.
const readStep = 2048

func (l *ledger) readRange(ctx context.Context, predicates []quad.IRI, from, to int) error {
	var edges quadstore.Edges
	columns := map[quadstore.ID][]quadstore.ID{}
	for _, p := range predicates {
		columns[l.terms.id(p)] = l.columnOf[p]
	}
	nodes := make([]quadstore.ID, 0, readStep)
	for ; from < to; from += readStep {
		nodes = nodes[:0]
		for _, c := range l.claims[from:min(from+readStep, to)] {
			nodes = append(nodes, c.claim)
		}
		if err := l.about(ctx, &edges, nodes, predicates...); err != nil {
			return err
		}
		for i := range nodes {
			for j, hi := edges.Of(i); j < hi; j++ {
				columns[edges.Pred[j]][from+i] = edges.Object[j]
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
			if literal != 0 && q.parse(l.text(literal)) == nil && q.Value != nil {
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
func (l *ledger) findParts() {
	l.whole, l.lineOf = map[quadstore.ID]quadstore.ID{}, map[quadstore.ID]int32{}
	wholes := map[quadstore.ID]bool{}
	for i, whole := range l.columnOf[predIncludedIn] {
		if whole != 0 {
			l.whole[l.claims[i].claim] = whole
			wholes[whole] = true
		}
	}
	if len(wholes) == 0 {
		return
	}
	for i, c := range l.claims {
		if wholes[c.claim] {
			l.lineOf[c.claim] = int32(i)
		}
	}
}

// findRetold finds the lines that tell the money of another line again. Only claims of one pair, kind and time can, and
// those stand together once sorted; the few that have company are decoded.
func (l *ledger) findRetold(ctx context.Context) error {
	times := l.columnOf[predHolds]
	same := func(a, b int32) bool { return samePair(l.claims[a], l.claims[b]) && times[a] == times[b] }
	var lines []int32
	for from := 0; from < len(l.claims); {
		to := from + 1
		for to < len(l.claims) && samePair(l.claims[to], l.claims[from]) {
			to++
		}
		if to-from > 1 {
			lines = appendCompany(lines, from, to, times)
		}
		from = to
	}
	for from := 0; from < len(lines); {
		to := min(from+4096, len(lines))
		for to < len(lines) && same(lines[to], lines[to-1]) {
			to++
		}
		if err := l.matchRetold(ctx, lines[from:to], same); err != nil {
			return err
		}
		from = to
	}
	return nil
}

// appendCompany appends the lines from one to another whose time some other of them shares, those of one time together.
func appendCompany(lines []int32, from, to int, times []quadstore.ID) []int32 {
	start := len(lines)
	for i := from; i < to; i++ {
		lines = append(lines, int32(i))
	}
	slices.SortFunc(lines[start:], func(a, b int32) int { return cmp.Or(cmp.Compare(times[a], times[b]), cmp.Compare(a, b)) })
	all := lines[start:]
	kept := lines[:start]
	for i, line := range all {
		if (i > 0 && times[all[i-1]] == times[line]) || (i+1 < len(all) && times[all[i+1]] == times[line]) {
			kept = append(kept, line)
		}
	}
	return kept
}

func samePair(a, b claimRef) bool {
	return a.subject == b.subject && a.object == b.object && a.predicate == b.predicate
}

// matchRetold decodes lines and holds each against those before it that could be the same money.
func (l *ledger) matchRetold(ctx context.Context, lines []int32, same func(a, b int32) bool) error {
	refs := make([]claimRef, len(lines))
	for i, line := range lines {
		refs[i] = l.claims[line]
	}
	decoded, err := l.decode(ctx, refs)
	if err != nil {
		return err
	}
	for i, c := range decoded {
		r, ok := c.(*Relationship)
		if !ok {
			continue
		}
		for j := i - 1; j >= 0 && i-j < maxCluster && same(lines[j], lines[i]); j-- {
			if first, ok := decoded[j].(*Relationship); ok && restates(first, r) {
				l.retold[lines[i]] = lines[j]
				break
			}
		}
	}
	return nil
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
