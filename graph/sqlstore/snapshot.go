package sqlstore

import (
	"cmp"
	"context"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/jackc/pgx/v5"

	"whence/graph/quadstore"
	"whence/graph/store"
)

// Snapshot is one version of the rows. The rules of its methods are those of store.Snapshot.
type Snapshot struct {
	store   *Store
	version uint64
	stats   store.Stats
	heads   int
	preds   map[store.ID]uint32 // how many quads have a predicate
}

var _ store.Snapshot = (*Snapshot)(nil)

// frontierStep is how many IDs one statement asks about.
const frontierStep = 1 << 16

// Version implements store.Snapshot.
func (s *Snapshot) Version() uint64 { return s.version }

// Stats implements store.Snapshot.
func (s *Snapshot) Stats() store.Stats { return s.stats }

// Close implements store.Snapshot: a number holds nothing.
func (s *Snapshot) Close() error { return nil }

// has reports whether an ID is one of the snapshot.
func (s *Snapshot) has(id store.ID) bool {
	if id.IsClaim() {
		return int(id.Number()) < s.stats.Claims
	}
	return id != 0 && int(id) <= s.stats.Terms
}

// known is IDs with 0 in the place of those that the snapshot does not have.
func (s *Snapshot) known(ids []store.ID) []store.ID {
	out := slices.Clone(ids)
	for i, id := range out {
		if !s.has(id) {
			out[i] = 0
		}
	}
	return out
}

// IDs implements store.Snapshot.
func (s *Snapshot) IDs(ctx context.Context, dst []store.ID, terms []quad.Value) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	keys, wanted := s.store.keysOf(terms)
	for lo := 0; lo < len(keys); lo += frontierStep {
		hi := min(lo+frontierStep, len(keys))
		if err := s.store.find(ctx, dst[lo:hi], keys[lo:hi], wanted[lo:hi]); err != nil {
			return err
		}
	}
	for i := range terms {
		if !wanted[i] || !s.has(dst[i]) {
			dst[i] = 0
		}
	}
	return nil
}

// read hands on the terms of IDs.
func (s *Snapshot) read(ctx context.Context, ids []store.ID, use func(i int, id store.ID, t quadstore.LexicalTerm, digits [16]byte)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	ids = s.known(ids)
	terms, digits := make([]quadstore.LexicalTerm, min(len(ids), frontierStep)), make([][16]byte, min(len(ids), frontierStep))
	for lo := 0; lo < len(ids); lo += frontierStep {
		chunk := ids[lo:min(lo+frontierStep, len(ids))]
		clear(terms)
		clear(digits)
		if err := s.store.readTerms(ctx, chunk, terms[:len(chunk)], digits[:len(chunk)]); err != nil {
			return err
		}
		for i, id := range chunk {
			use(lo+i, id, terms[i], digits[i])
		}
	}
	return nil
}

// Values implements store.Snapshot.
func (s *Snapshot) Values(ctx context.Context, dst []quad.Value, ids []store.ID) error {
	return s.read(ctx, ids, func(i int, id store.ID, t quadstore.LexicalTerm, digits [16]byte) {
		switch dst[i] = nil; {
		case id.IsClaim():
			dst[i] = quad.IRI(s.store.prefix + hex.EncodeToString(digits[:]))
		case id != 0:
			dst[i] = t.Value()
		}
	})
}

// Texts implements store.Snapshot.
func (s *Snapshot) Texts(ctx context.Context, dst *store.Texts, ids []store.ID) error {
	dst.Reset()
	return s.read(ctx, ids, func(_ int, id store.ID, t quadstore.LexicalTerm, digits [16]byte) {
		switch {
		case id.IsClaim():
			dst.Text = hex.AppendEncode(append(dst.Text, s.store.prefix...), digits[:])
		case id != 0:
			dst.Text = t.AppendText(dst.Text)
		}
		dst.Ends = append(dst.Ends, uint32(len(dst.Text)))
	})
}

// ClaimKeys implements store.Snapshot.
func (s *Snapshot) ClaimKeys(ctx context.Context, dst []store.ClaimKey, claims []store.ID) error {
	only := make([]store.ID, len(claims))
	for i, id := range claims {
		if id.IsClaim() {
			only[i] = id
		}
	}
	return s.read(ctx, only, func(i int, _ store.ID, _ quadstore.LexicalTerm, digits [16]byte) {
		dst[i] = store.ClaimKey{binary.BigEndian.Uint64(digits[:8]), binary.BigEndian.Uint64(digits[8:])}
	})
}

// side is how a direction is asked for: its column, and those that its edges are ordered by.
type side struct {
	column, order string
	heedsPreds    bool
}

var sides = map[store.Direction]side{
	store.Subject: {"s", "p, o, g", true},
	store.Object:  {"o", "p, s, g", true},
	store.Label:   {"g", "s, p, o", false},
}

func sideOf(d store.Direction) (side, error) {
	if of, ok := sides[d]; ok {
		return of, nil
	}
	return side{}, fmt.Errorf("direction %v: want subject, object or label: %w", d, quadstore.ErrValue)
}

// visible is the condition of rows that a version has; it is the first argument.
const visible = `since <= $1 and until > $1`

// Degrees implements store.Snapshot.
func (s *Snapshot) Degrees(ctx context.Context, dst []uint32, of []store.ID, d store.Direction, preds ...store.ID) error {
	if d == store.Predicate && ctx.Err() == nil { // which are counted as they are written
		for i, id := range of {
			dst[i] = s.preds[id]
		}
		return nil
	}
	x, err := sideOf(d)
	if err = cmp.Or(ctx.Err(), err); err != nil {
		return err
	}
	width := max(len(preds), 1)
	clear(dst[:len(of)*width])
	type cell struct{ node, pred store.ID }
	counts := map[cell]uint32{}
	sql, args := `select `+x.column+`, 0::int4, count(*)::int4 from %s.quad where `+visible+` and `+x.column+` = any($2::int4[]) group by 1`, []any{s.version, nil}
	if len(preds) > 0 && x.heedsPreds {
		sql = `select ` + x.column + `, p, count(*)::int4 from %s.quad where ` + visible + ` and ` + x.column + ` = any($2::int4[]) and p = any($3::int4[]) group by 1, 2`
		args = append(args, storedIDs(preds))
	}
	for chunk := range slices.Chunk(storedIDs(of), frontierStep) {
		args[1] = chunk
		err := s.store.query(ctx, sql, args, func(row pgx.Rows) error {
			raw := row.RawValues()
			c := cell{node: idOf(int4(raw[0]))}
			if len(args) > 2 {
				c.pred = idOf(int4(raw[1]))
			}
			counts[c] = uint32(int4(raw[2]))
			return nil
		})
		if err != nil {
			return err
		}
	}
	for i, id := range of {
		for p := range width {
			c := cell{node: id}
			if len(args) > 2 {
				if c.pred = preds[p]; c.pred == 0 {
					continue
				}
			}
			dst[i*width+p] = counts[c]
		}
	}
	return nil
}

// Expand implements store.Snapshot.
func (s *Snapshot) Expand(ctx context.Context, dst *store.Edges, of []store.ID, d store.Direction, limit int, preds ...store.ID) error {
	dst.Reset()
	x, err := sideOf(d)
	if err = cmp.Or(ctx.Err(), err); err != nil {
		return err
	}
	if !x.heedsPreds {
		preds = nil
	}
	wanted := storedIDs(preds)
	var found []store.Quad
	if len(preds) == 0 || len(wanted) > 0 {
		for chunk := range slices.Chunk(storedIDs(of), frontierStep) {
			if found, err = s.expand(ctx, found, chunk, x, limit, wanted); err != nil {
				return err
			}
		}
	}
	slices.SortFunc(found, ordered(d))
	for _, id := range of {
		lo, _ := slices.BinarySearchFunc(found, id, func(q store.Quad, id store.ID) int { return cmp.Compare(q.Get(d), id) })
		for n := 0; id != 0 && lo < len(found) && found[lo].Get(d) == id && (limit <= 0 || n < limit); n++ {
			dst.Append(found[lo])
			lo++
		}
		dst.EndNode()
	}
	return nil
}

// maxBranches is of how many predicates each is asked for on its own, so that the first edges of a hub are read off an index.
const maxBranches = 16

// expand appends the edges of some nodes, in no order.
func (s *Snapshot) expand(ctx context.Context, found []store.Quad, nodes []int32, x side, limit int, preds []int32) ([]store.Quad, error) {
	from := `select s, p, o, g from %[1]s.quad where ` + visible + ` and ` + x.column + ` = any($2::int4[])`
	args := []any{s.version, nodes}
	switch {
	case limit > 0 && len(nodes) == 1 && len(preds) <= maxBranches:
		args[1] = nodes[0]
		one := `(select s, p, o, g from %[1]s.quad where ` + visible + ` and ` + x.column + ` = $2`
		end := fmt.Sprintf(` order by `+x.column+`, `+x.order+` limit %d)`, limit)
		for _, pred := range preds {
			args = append(args, pred)
		}
		from = branches(one, end, len(preds))
	case limit > 0:
		if len(preds) > 0 {
			from += ` and p = any($3::int4[])`
			args = append(args, preds)
		}
		from = fmt.Sprintf(`select s, p, o, g from (select s, p, o, g, row_number() over (partition by %s order by %s) as n from (%s) as e) as f where n <= %d`, x.column, x.order, from, limit)
	case len(preds) > 0:
		from += ` and p = any($3::int4[])`
		args = append(args, preds)
	}
	err := s.store.query(ctx, from, args, func(row pgx.Rows) error {
		found = append(found, quadOf(row.RawValues()))
		return nil
	})
	return found, err
}

// branches asks for the first edges of a node by each of several predicates.
func branches(one, end string, preds int) string {
	if preds == 0 {
		return one + end
	}
	each := make([]string, preds)
	for i := range each {
		each[i] = one + fmt.Sprintf(` and p = $%d`, i+3) + end
	}
	return strings.Join(each, ` union all `)
}

func quadOf(raw [][]byte) store.Quad {
	return store.Quad{Subject: idOf(int4(raw[0])), Predicate: idOf(int4(raw[1])), Object: idOf(int4(raw[2])), Label: idOf(int4(raw[3]))}
}

// ordered compares quads as the edges of a direction are ordered.
func ordered(d store.Direction) func(a, b store.Quad) int {
	switch d {
	case store.Object:
		return func(a, b store.Quad) int {
			return cmp.Or(cmp.Compare(a.Object, b.Object), cmp.Compare(a.Predicate, b.Predicate), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Label, b.Label))
		}
	case store.Label:
		return func(a, b store.Quad) int {
			return cmp.Or(cmp.Compare(a.Label, b.Label), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Predicate, b.Predicate), cmp.Compare(a.Object, b.Object))
		}
	}
	return func(a, b store.Quad) int {
		return cmp.Or(cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Predicate, b.Predicate), cmp.Compare(a.Object, b.Object), cmp.Compare(a.Label, b.Label))
	}
}

// Columns implements store.Snapshot.
func (s *Snapshot) Columns(ctx context.Context, dst [][]store.ID, of []store.ID, preds ...store.ID) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	type cell struct{ node, pred store.ID }
	last := map[cell]store.ID{}
	if wanted := storedIDs(preds); len(wanted) > 0 {
		for chunk := range slices.Chunk(storedIDs(of), frontierStep) {
			err := s.store.query(ctx, `select s, p, max(o) from %s.quad where `+visible+` and s = any($2::int4[]) and p = any($3::int4[]) group by s, p`,
				[]any{s.version, chunk, wanted}, func(row pgx.Rows) error {
					raw := row.RawValues()
					last[cell{idOf(int4(raw[0])), idOf(int4(raw[1]))}] = idOf(int4(raw[2]))
					return nil
				})
			if err != nil {
				return err
			}
		}
	}
	for p, pred := range preds {
		for i, id := range of {
			dst[p][i] = last[cell{id, pred}]
		}
	}
	return nil
}

// HasAll implements store.Snapshot.
func (s *Snapshot) HasAll(ctx context.Context, dst []bool, quads []store.Quad) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for lo := 0; lo < len(quads); lo += frontierStep {
		chunk := quads[lo:min(lo+frontierStep, len(quads))]
		args, have := append([]any{s.version}, columnsOf(chunk)...), map[store.Quad]bool{}
		err := s.store.query(ctx, `select s, p, o, g from unnest($2::int4[], $3::int4[], $4::int4[], $5::int4[]) as f (a, b, c, d) join %s.quad on s = a and p = b and o = c and g = d where `+visible, args, func(row pgx.Rows) error {
			have[quadOf(row.RawValues())] = true
			return nil
		})
		if err != nil {
			return err
		}
		for i, q := range chunk {
			dst[lo+i] = have[q]
		}
	}
	return nil
}

// columnsOf is quads as four arguments.
func columnsOf(quads []store.Quad) []any {
	var columns [4][]int32
	for i := range columns {
		columns[i] = make([]int32, len(quads))
	}
	for i, q := range quads {
		columns[0][i], columns[1][i], columns[2][i], columns[3][i] = stored(q.Subject), stored(q.Predicate), stored(q.Object), stored(q.Label)
	}
	return []any{columns[0], columns[1], columns[2], columns[3]}
}

// How many quads a scan reads at a time: few at first, for who looks whether there is any.
const (
	firstScanned = 256
	maxScanned   = 1 << 15
)

// Scan implements store.Snapshot. Between two pages it holds nothing.
func (s *Snapshot) Scan(ctx context.Context, pred store.ID) iter.Seq2[store.Quad, error] {
	sql := `select s, p, o, g from %s.quad where ` + visible + ` and (s, p, o, g) > ($2, $3, $4, $5) order by s, p, o, g limit $6`
	if pred != 0 {
		sql = `select s, p, o, g from %s.quad where ` + visible + ` and p = $3 and s >= $2 and (s, o, g) > ($2, $4, $5) order by s, o, g limit $6`
	}
	return func(yield func(store.Quad, error) bool) {
		last := store.Quad{Predicate: pred}
		for limit := firstScanned; ; limit = min(4*limit, maxScanned) {
			var page []store.Quad
			err := s.store.query(ctx, sql, []any{s.version, stored(last.Subject), stored(last.Predicate), stored(last.Object), stored(last.Label), limit}, func(row pgx.Rows) error {
				page = append(page, quadOf(row.RawValues()))
				return nil
			})
			if err != nil {
				yield(store.Quad{}, err)
				return
			}
			for _, q := range page {
				if !yield(q, nil) {
					return
				}
			}
			if len(page) < limit {
				return
			}
			last = page[len(page)-1]
		}
	}
}
