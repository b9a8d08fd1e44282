package sums

import (
	"context"
	"slices"
	"strconv"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/nodeset"
	"whence/graph/parallel"
	"whence/graph/quadstore"
	"whence/graph/snapshot"
	"whence/graph/store"
)

// vector is how many rows are looked at before the next step is taken with them.
const vector = 2048

// fromColumns answers a query from the columns of claims, where it asks for nothing else: of its filters the ends, of its
// groupings those that a row says. What is rare among the rows is read claim by claim, as everything is elsewhere, and added:
// no rule against counting twice concerns a row that is not rare. The answer is nil where the columns can't give it.
func fromColumns(ctx context.Context, v *graph.View, q Query) (*Result, error) {
	rest := q.Filter
	rest.Subject, rest.Object = nil, nil
	if !rest.IsZero() || !grouped(q.GroupBy) {
		return nil, nil //nolint:nilnil // there is none
	}
	time := newSchedule(ctx, v, q.GroupBy)
	c, err := v.ClaimColumns(time.ctx, q.Kinds)
	if err != nil || c == nil {
		return nil, err
	}
	s := columnSum{View: v, time: time, columns: c, kinds: snapshot.KindNumbers(q.Kinds), by: q.GroupBy}
	for _, end := range []struct {
		filter *graph.EntityFilter
		into   *nodeBits
	}{{q.Filter.Subject, &s.subjects}, {q.Filter.Object, &s.objects}} {
		if end.filter == nil {
			continue
		}
		among, bounded, err := v.Among(time.ctx, end.filter)
		if err != nil || !bounded {
			return nil, err
		}
		*end.into = newNodeBits(among)
	}
	return s.result(q)
}

// grouped reports whether a row says what is grouped by.
func grouped(by []GroupBy) bool {
	return !slices.ContainsFunc(by, func(g GroupBy) bool {
		return g != BySubject && g != ByObject && g != ByKind && g != ByYear
	})
}

// nodeBits is a set of nodes, a bit each; nil is all nodes.
type nodeBits []uint64

func newNodeBits(of nodeset.Set) nodeBits {
	if len(of) == 0 {
		return nodeBits{0}
	}
	bits := make(nodeBits, of[len(of)-1]/64+1)
	for _, id := range of {
		bits[id/64] |= 1 << (id % 64)
	}
	return bits
}

func (b nodeBits) has(id store.ID) bool {
	word := int(id / 64)
	return word < len(b) && b[word]>>(id%64)&1 != 0
}

// columnSum adds up rows of the columns.
type columnSum struct {
	*graph.View
	time              schedule
	partial           bool // the time for reading has ended before the rows
	columns           *snapshot.ClaimColumns
	kinds             [256]bool
	subjects, objects nodeBits
	by                []GroupBy

	rare  []graph.ClaimEdge // rows that are read claim by claim
	rows  []int32           // of the vector at hand
	under []int32           // their groups
	nodes nodeset.Numbering[quadstore.ID]
	pairs nodeset.Numbering[uint64]

	groups []columnGroup
	second map[uint64]int64 // sums of groups in other units than their first, by group<<8 | unit
	great  bool             // some sum is beyond what is added here
}

// columnGroup is the sum of a group's rows that are not rare.
type columnGroup struct {
	sum             int64 // of the first unit
	count, unstated int32
	unit            uint8
}

func (s *columnSum) result(q Query) (*Result, error) {
	s.rows, s.second = make([]int32, 0, vector), map[uint64]int64{}
	s.nodes.Reset(0)
	s.pairs.Reset(0)
	if err := s.read(); err != nil || s.great {
		return nil, err // what is great is added with decimals
	}
	ctx := s.time.ctx
	l, err := s.lines(ctx)
	if err != nil {
		return nil, err
	}
	sums, err := s.sums(ctx, l)
	if err != nil {
		return nil, err
	}
	whole, err := s.whole(ctx, l)
	if err != nil {
		return nil, err
	}
	if err := q.Order.orders(&whole); err != nil {
		return nil, err
	}
	out := Result{Total: whole.row(&l.book), Truncated: s.partial || len(sums) > q.First, Partial: s.partial}
	ranks := make([]rank, len(sums))
	for i := range sums {
		ranks[i] = sums[i].rank(s.columns.Units, &l.book, q.Order)
	}
	out.Rows, err = l.shownRows(ctx, q, len(sums),
		func(i int) rank { return ranks[i] },
		func(i int) [2]groupKey { return sums[i].keys },
		func(_ context.Context, i int) (rowSums, error) { return sums[i].row(), nil })
	return &out, err
}

// read adds up the rows, as many as there is time for.
func (s *columnSum) read() error {
	quota, ctx := graph.Quota{Partial: true}, s.time.by(readBy)
	for from := 0; from < s.columns.Len(); from += vector {
		if err := ctx.Err(); quota.Ends(err) {
			if s.partial = true; len(s.groups)+len(s.rare) == 0 {
				return errLongSum
			}
			return nil
		} else if err != nil {
			return err
		}
		s.choose(from, min(from+vector, s.columns.Len()))
		s.number()
		s.add()
	}
	return nil
}

// choose takes the rows that pass the filters, and the rare ones aside.
func (s *columnSum) choose(from, to int) {
	c, rows := s.columns, s.rows[:0]
	kind, rare := c.Kind[from:to], c.Rare[from:to]
	retired := s.Retractions()
	if retired.Empty() {
		retired = nil
	}
	for i, k := range kind {
		at := from + i
		switch {
		case !s.kinds[k]:
		case s.objects != nil && !s.objects.has(c.Object[at]), s.subjects != nil && !s.subjects.has(c.Subject[at]):
		case retired != nil && retired.Has(store.ClaimID(uint32(at))):
		case rare[i]:
			s.rare = append(s.rare, graph.ClaimEdge{
				Subject: c.Subject[at], Predicate: s.Vocabulary().Kinds[k-1], Object: c.Object[at], Claim: store.ClaimID(uint32(at)),
			})
		default:
			rows = append(rows, int32(at))
		}
	}
	s.rows = rows
}

// years is how many keys years have: one a year, and one for none.
func (s *columnSum) years() int {
	return max(0, int(s.columns.LastYear)-int(s.columns.FirstYear)+1) + 1
}

// year is the key of a row's year: 0 for none.
func (s *columnSum) year(row int32) int32 {
	if year := s.columns.Year[row]; year != snapshot.NoYear {
		return int32(year) - int32(s.columns.FirstYear) + 1
	}
	return 0
}

// number gives each row at hand the number of its group.
func (s *columnSum) number() {
	s.under = append(s.under[:0], make([]int32, len(s.rows))...)
	switch len(s.by) {
	case 1:
		s.keys(s.by[0], func(i int, key int32) { s.under[i] = key })
	case 2:
		if s.isNode(0) && s.isNode(1) {
			for i, row := range s.rows {
				s.under[i] = s.pairs.Add(uint64(s.node(s.by[0], row))<<32 | uint64(s.node(s.by[1], row)))
			}
			return
		}
		first, few := s.order()
		s.keys(s.by[first], func(i int, key int32) { s.under[i] = key * few })
		s.keys(s.by[1-first], func(i int, key int32) { s.under[i] += key })
	}
}

func (s *columnSum) isNode(i int) bool { return s.by[i] == BySubject || s.by[i] == ByObject }

func (s *columnSum) node(by GroupBy, row int32) store.ID {
	if by == BySubject {
		return s.columns.Subject[row]
	}
	return s.columns.Object[row]
}

// order is which of two groupings is numbered first, the nodes where one is of them, and how many keys the other has.
func (s *columnSum) order() (first int, few int32) {
	if s.isNode(1) || !s.isNode(0) && s.by[0] == ByKind {
		first = 1
	}
	if s.by[1-first] == ByYear {
		return first, int32(s.years())
	}
	return first, int32(len(s.kinds))
}

// keys hands on the key of each row at hand.
func (s *columnSum) keys(by GroupBy, use func(i int, key int32)) {
	switch by {
	case BySubject:
		for i, row := range s.rows {
			use(i, s.nodes.Add(s.columns.Subject[row]))
		}
	case ByObject:
		for i, row := range s.rows {
			use(i, s.nodes.Add(s.columns.Object[row]))
		}
	case ByYear:
		for i, row := range s.rows {
			use(i, s.year(row))
		}
	default:
		for i, row := range s.rows {
			use(i, int32(s.columns.Kind[row]))
		}
	}
}

// add adds the rows at hand to their groups.
func (s *columnSum) add() {
	for i, row := range s.rows {
		n := int(s.under[i])
		if n >= len(s.groups) {
			s.groups = append(s.groups, make([]columnGroup, n+1-len(s.groups))...)
		}
		g, unit, amount := &s.groups[n], s.columns.Unit[row], s.columns.Amount[row]
		g.count++
		switch {
		case unit == 0:
			g.unstated++
		case unit == g.unit || g.unit == 0:
			g.unit = unit
			g.sum += amount
			s.great = s.great || !fitsSum(g.sum)
		default:
			sum := s.second[uint64(n)<<8|uint64(unit)] + amount
			s.second[uint64(n)<<8|uint64(unit)] = sum
			s.great = s.great || !fitsSum(sum)
		}
	}
}

// fitsSum reports whether one more amount can be added to a sum, of which each is less than 10^16 ten-thousandths.
func fitsSum(sum int64) bool { return sum < 1<<62 }

// lines is the rare rows as lines that are added up by every rule.
func (s *columnSum) lines(ctx context.Context) (*columns, error) {
	rare, err := parallel.Sort(ctx, s.rare, graph.CompareEdges)
	if err != nil {
		return nil, err
	}
	quota := s.NewQuota()
	quota.Partial = true
	l, err := newColumns(s.View, s.time, quota, rare, s.columns.Units)
	if err != nil {
		return nil, err
	}
	s.partial = s.partial || quota.Spent.Load()
	return l, l.findExceptions(ctx)
}

// groupSum is a group with its rows of either sort.
type groupSum struct {
	keys  [2]groupKey
	plain columnGroup
	other []unitSum // in other units
	lines *rowSums  // of the rare rows; nil where there are none
}

type unitSum struct {
	unit uint8
	sum  int64
}

// sums is the groups that have rows of either sort.
func (s *columnSum) sums(ctx context.Context, l *columns) ([]groupSum, error) {
	if len(s.by) == 0 {
		return nil, nil
	}
	out := make([]groupSum, 0, len(s.groups))
	at := make(map[int]int, len(s.second))
	for n, g := range s.groups {
		if g.count == 0 {
			continue
		}
		if len(s.second) > 0 {
			at[n] = len(out)
		}
		out = append(out, groupSum{keys: s.keysOf(l, n), plain: g})
	}
	for key, sum := range s.second {
		g := &out[at[int(key>>8)]]
		g.other = append(g.other, unitSum{uint8(key), sum})
	}
	rare, err := l.groups(ctx, s.by)
	if err != nil || len(rare) == 0 {
		return out, err
	}
	known := make(map[[2]groupKey]int, len(out))
	for i := range out {
		known[out[i].keys] = i
	}
	for _, g := range rare {
		sum, err := l.sum(ctx, g.lines)
		if err != nil {
			return nil, err
		}
		i, ok := known[g.keys]
		if !ok {
			i = len(out)
			out = append(out, groupSum{keys: g.keys})
		}
		out[i].lines = &sum
	}
	return out, nil
}

// keysOf is what the rows of a group have in common.
func (s *columnSum) keysOf(l *columns, n int) (keys [2]groupKey) {
	switch {
	case len(s.by) == 1:
		keys[0] = s.keyOf(l, s.by[0], int32(n))
	case s.isNode(0) && s.isNode(1):
		pair := s.pairs.Keys[n]
		keys = [2]groupKey{groupKey(pair >> 32), groupKey(pair)}
	default:
		first, few := s.order()
		keys[first] = s.keyOf(l, s.by[first], int32(n)/few)
		keys[1-first] = s.keyOf(l, s.by[1-first], int32(n)%few)
	}
	return keys
}

func (s *columnSum) keyOf(l *columns, by GroupBy, key int32) groupKey {
	switch {
	case by == BySubject || by == ByObject:
		return groupKey(s.nodes.Keys[key])
	case by == ByKind:
		return l.word(string(claim.RelationshipKinds[key-1].Kind))
	case key == 0:
		return l.word("")
	}
	return l.word(strconv.Itoa(int(s.columns.FirstYear) + int(key) - 1))
}

// rank is what a group is ordered by. Most are of one unit, without a rare row.
func (g *groupSum) rank(units []string, book *amountBook, o Order) rank {
	if g.lines == nil && len(g.other) == 0 {
		if g.plain.unit == 0 || o.By == ByAmount && o.Currency != "" && o.Currency != units[g.plain.unit-1] {
			return rank{count: int(g.plain.count)}
		}
		return rank{units[g.plain.unit-1], float64(g.plain.sum) / 1e4, int(g.plain.count)}
	}
	row := g.row()
	return row.rank(book, o)
}

// row is a group's counts and sums. The book of the lines has the units of the columns, by the same numbers.
func (g *groupSum) row() (row rowSums) {
	if g.lines != nil {
		row = *g.lines
		row.money.units = slices.Clone(row.money.units)
	}
	row.count += int(g.plain.count)
	row.unstated += int(g.plain.unstated)
	for _, u := range append([]unitSum{{g.plain.unit, g.plain.sum}}, g.other...) {
		if u.unit != 0 {
			row.money.add(amount{low: u.sum, high: u.sum, unit: int32(u.unit)})
		}
	}
	return row
}

// whole is the sum of all rows.
func (s *columnSum) whole(ctx context.Context, l *columns) (rowSums, error) {
	row, err := l.sum(ctx, l.everything())
	if err != nil {
		return row, err
	}
	var sums [256]amountSum
	var stated [256]bool
	for _, g := range s.groups {
		row.count += int(g.count)
		row.unstated += int(g.unstated)
		sums[g.unit].add(g.sum)
		stated[g.unit] = stated[g.unit] || g.unit != 0
	}
	for key, sum := range s.second {
		sums[uint8(key)].add(sum)
		stated[uint8(key)] = true
	}
	for unit := range sums {
		if stated[unit] {
			row.money.addSum(int32(unit), &sums[unit])
		}
	}
	return row, nil
}
