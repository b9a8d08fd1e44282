package sums

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/nodeset"
	"whence/graph/parallel"
	"whence/graph/quadstore"
)

// columns is relationships in columns, a line each: what adding them up needs and no more.
type columns struct {
	*graph.View
	claims  []graph.ClaimEdge
	amounts []amount
	counts  []amount
	holds   []quadstore.ID // the times, 0 where unknown
	book    amountBook

	parts          []part
	whole          map[quadstore.ID]quadstore.ID // a part -> what it is included in
	lineOf         map[quadstore.ID]int32        // of claims that are a whole
	retold         map[int32]int32               // a line that tells another's money again -> that line
	intermediaries map[quadstore.ID]bool         // programmes and funding sources among those that give
	concerned      []bool                        // lines that a rule against counting twice may concern; nil where there are none

	knownAt  time.Time                   // the moment that is asked about; zero for now
	columnOf map[quad.IRI][]quadstore.ID // read when a grouping asks for it
	words    []string                    // of group keys
	idText   map[groupKey]string         // ids of group keys, read so far
}

// newColumns reads claims, those of one pair and kind together. The units are those that its book has from the start.
func newColumns(v *graph.View, s schedule, quota *graph.Quota, claims []graph.ClaimEdge, units []string) (*columns, error) {
	l := &columns{
		View: v, claims: claims, retold: map[int32]int32{}, columnOf: map[quad.IRI][]quadstore.ID{}, idText: map[groupKey]string{},
		amounts: make([]amount, len(claims)), counts: make([]amount, len(claims)), holds: make([]quadstore.ID, len(claims)),
	}
	l.book.units = slices.Clone(units)
	var err error
	l.parts, err = l.readAll(s, quota)
	return l, err
}

// findExceptions finds what the rules against counting twice concern.
func (l *columns) findExceptions(ctx context.Context) error {
	for _, find := range []func(context.Context) error{l.findParts, l.findIntermediaries, l.findRetold, l.findConcerned} {
		if err := find(ctx); err != nil {
			return err
		}
	}
	return nil
}

// readAll fills in the lines, on all processors. Where a limit ends that, those that were not read are struck out.
func (l *columns) readAll(s schedule, quota *graph.Quota) ([]part, error) {
	order, err := inMemoryOrder(s.ctx, l.claims)
	if err != nil {
		return nil, err
	}
	ctx := s.by(readBy)
	parts := make([][]part, parallel.PartsOf(len(order), readStep))
	unread := make([][]row, len(parts))
	err = parallel.Parts(len(order), readStep, func(n, from, to int) (err error) {
		var done int
		parts[n], done, err = l.read(ctx, order[from:to])
		if quota.Ends(err) {
			unread[n], err = order[from+done:to], nil
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	found := slices.Concat(parts...)
	if gone := slices.Concat(unread...); len(gone) > 0 {
		l.strike(gone, found)
	}
	return found, nil
}

// strike takes lines out, and gives the parts the numbers that their lines then have.
func (l *columns) strike(lines []row, parts []part) {
	const struck = -1
	number := make([]int32, len(l.claims))
	for _, line := range lines {
		number[line.at] = struck
	}
	n := int32(0)
	for i := range l.claims {
		if number[i] == struck {
			continue
		}
		l.claims[n], l.amounts[n], l.counts[n], l.holds[n] = l.claims[i], l.amounts[i], l.counts[i], l.holds[i]
		number[i] = n
		n++
	}
	l.claims, l.amounts, l.counts, l.holds = l.claims[:n], l.amounts[:n], l.counts[:n], l.holds[:n]
	for i := range parts {
		parts[i].line = number[parts[i].line]
	}
}

// readStep is how many claims are read at a time: few enough that what is read stays in the cache.
const readStep = 2048

// row is a claim and its place in the columns.
type row struct {
	claim quadstore.ID
	at    int32
}

// inMemoryOrder is the lines of the columns in the order of their claims, in which what is said of them lies in memory: a
// million are read in a fifth of the time.
func inMemoryOrder(ctx context.Context, claims []graph.ClaimEdge) ([]row, error) {
	const digit, digits = 11, 3
	lines, next := make([]row, len(claims)), make([]row, len(claims))
	var sizes [digits][1 << digit]int32
	for i, c := range claims {
		lines[i] = row{c.Claim, int32(i)}
		for d := range digits {
			sizes[d][c.Claim>>(d*digit)&(1<<digit-1)]++
		}
	}
	for d := range digits {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if slices.Contains(sizes[d][:], int32(len(lines))) {
			continue // all have the same digit
		}
		start := int32(0)
		for i, size := range sizes[d] {
			sizes[d][i], start = start, start+size
		}
		for _, l := range lines {
			to := &sizes[d][l.claim>>(d*digit)&(1<<digit-1)]
			next[*to] = l
			*to++
		}
		lines, next = next, lines
	}
	return lines, nil
}

// part is a line whose claim is part of what another claims.
type part struct {
	line  int32
	whole quadstore.ID
}

// read fills in lines until the context ends, and returns those that are parts of a whole and how many it has read.
func (l *columns) read(ctx context.Context, lines []row) (parts []part, done int, err error) {
	amounts, counts := l.newAmountColumn(), l.newAmountColumn()
	nodes, holds, included := make([]quadstore.ID, 0, readStep), make([]quadstore.ID, readStep), make([]quadstore.ID, readStep)
	for chunk := range slices.Chunk(lines, readStep) {
		nodes = nodes[:0]
		for _, line := range chunk {
			nodes = append(nodes, line.claim)
		}
		err := l.Snapshot().Columns(ctx, [][]quadstore.ID{amounts.literals, counts.literals, holds, included}, nodes,
			l.Vocabulary().ID(encoding.PredAmount), l.Vocabulary().ID(encoding.PredQuantity), l.Vocabulary().ID(encoding.PredHolds), l.Vocabulary().ID(encoding.PredIncludedIn))
		if err != nil {
			return parts, done, err
		}
		if err := cmp.Or(amounts.fill(ctx, l.Snapshot(), l.amounts, chunk), counts.fill(ctx, l.Snapshot(), l.counts, chunk)); err != nil {
			return parts, done, err
		}
		done += len(chunk)
		for i, line := range chunk {
			l.holds[line.at] = holds[i]
			if included[i] != 0 {
				parts = append(parts, part{line.at, included[i]})
			}
		}
	}
	return parts, done, nil
}

// readColumn is what a predicate says of every claim, 0 where it says nothing.
func (l *columns) readColumn(ctx context.Context, predicate quad.IRI) ([]quadstore.ID, error) {
	if predicate == encoding.PredHolds {
		return l.holds, nil
	}
	if column, done := l.columnOf[predicate]; done {
		return column, nil
	}
	column := make([]quadstore.ID, len(l.claims))
	err := parallel.Parts(len(l.claims), readStep, func(_, from, to int) error {
		nodes := make([]quadstore.ID, 0, readStep)
		for ; from < to; from += readStep {
			end := min(from+readStep, to)
			nodes = nodes[:0]
			for _, c := range l.claims[from:end] {
				nodes = append(nodes, c.Claim)
			}
			if err := l.Snapshot().Columns(ctx, [][]quadstore.ID{column[from:end]}, nodes, l.Vocabulary().ID(predicate)); err != nil {
				return err
			}
		}
		return nil
	})
	l.columnOf[predicate] = column
	return column, err
}

// findIntermediaries finds the programmes and funding sources that give.
func (l *columns) findIntermediaries(ctx context.Context) error {
	var givers nodeset.Numbering[quadstore.ID]
	givers.Reset(0)
	if err := parallel.Each(ctx, len(l.claims), func(i int) { givers.Add(l.claims[i].Subject) }); err != nil {
		return err
	}
	l.intermediaries = map[quadstore.ID]bool{}
	return parallel.Each(ctx, len(givers.Keys), func(i int) {
		if kind := l.KindAt(givers.Keys[i]); kind == claim.Programme || kind == claim.FundingSource {
			l.intermediaries[givers.Keys[i]] = true
		}
	})
}

// findParts finds the lines of the claims that are a whole, of the lines that are parts.
func (l *columns) findParts(ctx context.Context) error {
	parts := l.parts
	l.whole, l.lineOf = map[quadstore.ID]quadstore.ID{}, map[quadstore.ID]int32{}
	if len(parts) == 0 {
		return nil
	}
	wholes := make([]quadstore.ID, len(parts))
	err := parallel.Each(ctx, len(parts), func(i int) {
		l.whole[l.claims[parts[i].line].Claim] = parts[i].whole
		wholes[i] = parts[i].whole
	})
	if err != nil {
		return err
	}
	set := nodeset.New(wholes)
	return parallel.Each(ctx, len(l.claims), func(i int) {
		if claim := l.claims[i].Claim; set.Has(claim) {
			l.lineOf[claim] = int32(i)
		}
	})
}

// findConcerned marks the lines that a rule against counting twice may concern. In a register there are few or none, and
// the others are added without a question.
func (l *columns) findConcerned(ctx context.Context) error {
	if len(l.whole) == 0 && len(l.retold) == 0 && len(l.intermediaries) == 0 {
		return nil
	}
	l.concerned = make([]bool, len(l.claims))
	err := parallel.Each(ctx, len(l.claims), func(i int) {
		c := &l.claims[i]
		_, part := l.whole[c.Claim]
		l.concerned[i] = part || l.intermediaries[c.Subject] || l.intermediaries[c.Object]
	})
	for _, line := range l.lineOf {
		l.concerned[line] = true
	}
	for line, first := range l.retold {
		l.concerned[line], l.concerned[first] = true, true
	}
	return err
}

// findRetold finds the lines that tell the money of another line again. Only claims of one pair, kind and time can, and
// those stand together; the few that have company are decoded.
func (l *columns) findRetold(ctx context.Context) (err error) {
	times := l.holds
	same := func(a, b int32) bool { return samePair(l.claims[a], l.claims[b]) && times[a] == times[b] }
	var lines []int32
	from := 0
	company := func(to int) {
		if to-from > 1 && err == nil {
			lines, err = appendCompany(ctx, lines, from, to, times)
		}
		from = to
	}
	if stopped := parallel.Each(ctx, len(l.claims), func(i int) {
		if i > 0 && !samePair(l.claims[i], l.claims[i-1]) {
			company(i)
		}
	}); stopped != nil {
		return stopped
	}
	company(len(l.claims))
	for from := 0; from < len(lines) && err == nil; {
		to := min(from+parallel.Stride, len(lines))
		for to < len(lines) && same(lines[to], lines[to-1]) {
			to++
		}
		err = l.matchRetold(ctx, lines[from:to], same)
		from = to
	}
	return err
}

// appendCompany appends the lines from one to another whose time some other of them shares, those of one time together.
func appendCompany(ctx context.Context, lines []int32, from, to int, times []quadstore.ID) ([]int32, error) {
	start := len(lines)
	for i := from; i < to; i++ {
		lines = append(lines, int32(i))
	}
	all, err := parallel.Sort(ctx, lines[start:], func(a, b int32) int { return cmp.Or(cmp.Compare(times[a], times[b]), cmp.Compare(a, b)) })
	kept := lines[:start]
	for i, line := range all {
		if (i > 0 && times[all[i-1]] == times[line]) || (i+1 < len(all) && times[all[i+1]] == times[line]) {
			kept = append(kept, line)
		}
	}
	return kept, err
}

func samePair(a, b graph.ClaimEdge) bool {
	return a.Subject == b.Subject && a.Object == b.Object && a.Predicate == b.Predicate
}

// maxRetellings bounds the lines that one is compared with, of those of one subject, object and kind.
const maxRetellings = 256

// matchRetold decodes lines and holds each against those before it that could be the same money.
func (l *columns) matchRetold(ctx context.Context, lines []int32, same func(a, b int32) bool) error {
	refs := make([]graph.ClaimEdge, len(lines))
	for i, line := range lines {
		refs[i] = l.claims[line]
	}
	decoded, err := l.Decode(ctx, refs)
	if err != nil {
		return err
	}
	for i, c := range decoded {
		r, ok := c.(*claim.Relationship)
		if !ok {
			continue
		}
		for j := i - 1; j >= 0 && i-j < maxRetellings && same(lines[j], lines[i]); j-- {
			if first, ok := decoded[j].(*claim.Relationship); ok && claim.Restates(first, r) {
				l.retold[lines[i]] = lines[j]
				break
			}
		}
	}
	return nil
}

// everything is all lines.
func (l *columns) everything() []int32 {
	lines := make([]int32, len(l.claims))
	for i := range lines {
		lines[i] = int32(i)
	}
	return lines
}

// sum adds up some lines by the rules of Aggregate.
func (l *columns) sum(ctx context.Context, lines []int32) (row rowSums, err error) {
	row.count = len(lines)
	for _, line := range lines {
		if l.amounts[line].unit == 0 && l.counts[line].unit == 0 {
			row.unstated++
		}
	}
	if row.money, err = l.total(ctx, lines, l.amounts); err == nil {
		row.counts, err = l.total(ctx, lines, l.counts)
	}
	return row, err
}

// total adds up one column of some lines.
func (l *columns) total(ctx context.Context, lines []int32, column []amount) (total, error) {
	var t total
	var concerned []int32
	for i, line := range lines {
		if i%parallel.Stride == parallel.Stride-1 && ctx.Err() != nil {
			return t, ctx.Err()
		}
		f := &column[line]
		switch {
		case f.unit == 0:
		case l.concerned != nil && l.concerned[line]:
			concerned = append(concerned, line)
		case f.rare > 0:
			t.addBounds(f.unit, l.book.bounds(*f))
		default:
			t.add(*f)
		}
	}
	if len(concerned) == 0 {
		return t, nil
	}
	return t, l.addConcerned(ctx, &t, concerned, column)
}

// addConcerned adds the lines of a sum that may be told elsewhere in it.
func (l *columns) addConcerned(ctx context.Context, t *total, lines []int32, column []amount) error {
	special, err := l.special(ctx, lines)
	if err != nil {
		return err
	}
	later := map[int32]figureBounds{}
	err = parallel.Each(ctx, len(lines), func(i int) {
		line := lines[i]
		if special.leaveOut(line) {
			return
		}
		bounds := l.book.bounds(column[line])
		root := special.root(line)
		if root == line && !special.widens[line] {
			t.addBounds(column[line].unit, bounds)
			return
		}
		later[root] = later[root].widened(bounds)
	})
	for _, b := range later {
		t.addBounds(l.book.number(b.unit), b)
	}
	return err
}
