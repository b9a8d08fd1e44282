package sqlstore

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"fmt"
	"iter"
	"slices"

	"github.com/cayleygraph/quad"
	"github.com/jackc/pgx/v5"

	"whence/graph/quadstore"
	"whence/graph/store"
)

// loadStep is how many quads of a sequence are looked up at a time.
const loadStep = 1 << 13

// Load implements engine.Store.
func (s *Store) Load(ctx context.Context, quads iter.Seq2[quad.Quad, error], side func() ([]quadstore.SideRecord, error)) error {
	return s.LoadBlocks(ctx, blocksOf(quads), side)
}

// blocksOf puts a sequence into blocks.
func blocksOf(quads iter.Seq2[quad.Quad, error]) iter.Seq2[*store.Block, error] {
	return func(yield func(*store.Block, error) bool) {
		b, place := &store.Block{}, map[quad.Value]uint32{}
		for q, err := range quads {
			if err == nil && !q.IsValid() {
				err = fmt.Errorf("quad %v: %w", q, quadstore.ErrValue)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			var row [4]uint32
			for i, d := range quad.Directions {
				v := q.Get(d)
				if v == nil {
					continue
				}
				if place[v] == 0 {
					b.Terms = append(b.Terms, v)
					place[v] = uint32(len(b.Terms))
				}
				row[i] = place[v]
			}
			if b.Quads = append(b.Quads, row); len(b.Quads) == loadStep {
				if !yield(b, nil) {
					return
				}
				b = &store.Block{}
				clear(place)
			}
		}
		if len(b.Quads) > 0 {
			yield(b, nil)
		}
	}
}

// LoadBlocks implements engine.Store.
func (s *Store) LoadBlocks(ctx context.Context, blocks iter.Seq2[*store.Block, error], side func() ([]quadstore.SideRecord, error)) error {
	if err := s.acquire(ctx); err != nil {
		return err
	}
	defer s.release()
	w := newWork(s, s.current.Load())
	for b, err := range blocks {
		if err = cmp.Or(err, ctx.Err()); err == nil {
			err = w.take(ctx, b)
		}
		if err != nil {
			return err
		}
	}
	if err := w.onlyNew(ctx); err != nil || len(w.added) == 0 {
		return err
	}
	records, err := side()
	if err == nil {
		records, err = settled(records)
	}
	if err != nil {
		return err
	}
	return s.loaded(ctx, w, w.before.version+1, func(yield func(quadstore.SideRecord, error) bool) {
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
	})
}

// take gives the terms of a block IDs and keeps its quads.
func (w *work) take(ctx context.Context, b *store.Block) error {
	ids := make([]store.ID, len(b.Terms))
	if w.before.stats.Terms+w.before.stats.Claims > 0 {
		if err := w.before.IDs(ctx, ids, b.Terms); err != nil {
			return err
		}
	}
	for i, v := range b.Terms {
		var err error
		if ids[i], err = w.id(v, ids[i], false); err != nil {
			return fmt.Errorf("after quad %d: %w", len(w.added), err)
		}
	}
	for _, row := range b.Quads {
		if row[0] == 0 || row[1] == 0 || row[2] == 0 {
			return fmt.Errorf("quad %d: %w", len(w.added)+1, quadstore.ErrValue)
		}
		q := store.Quad{Subject: ids[row[0]-1], Predicate: ids[row[1]-1], Object: ids[row[2]-1]}
		if row[3] != 0 {
			q.Label = ids[row[3]-1]
		}
		w.added = append(w.added, q)
	}
	return nil
}

// onlyNew puts the quads in order and leaves out those that there are.
func (w *work) onlyNew(ctx context.Context) error {
	slices.SortFunc(w.added, ordered(store.Subject))
	w.added = slices.Compact(w.added)
	if w.before.stats.Quads == 0 {
		return ctx.Err()
	}
	kept := w.added[:0]
	has := make([]bool, frontierStep)
	for chunk := range slices.Chunk(w.added, frontierStep) {
		if err := w.before.HasAll(ctx, has[:len(chunk)], chunk); err != nil {
			return err
		}
		for i, q := range chunk {
			if !has[i] {
				kept = append(kept, q)
			}
		}
	}
	w.added = kept
	return nil
}

// maxQueued is how many quads a load may add that goes the way of a commit.
const maxQueued = 1 << 12

// loaded writes a load of a version, with side records.
func (s *Store) loaded(ctx context.Context, w *work, version uint64, side iter.Seq2[quadstore.SideRecord, error]) error {
	if err := w.count(ctx); err != nil {
		return err
	}
	e := entry{Stats: w.stats, Heads: w.before.heads + len(w.heads), Preds: w.preds(), Whole: true}
	next := w.next(version, e)
	err := s.copied(context.WithoutCancel(ctx), w, next, e, side)
	if lost(err) {
		err = store.ErrConflict
	}
	if err != nil {
		return s.log.Described(err)
	}
	s.heads.set(w.before.heads, w.heads)
	s.current.Store(next)
	s.log.Written(next.version)
	return nil
}

// copied writes a load in one transaction.
func (s *Store) copied(ctx context.Context, w *work, next *Snapshot, e entry, side iter.Seq2[quadstore.SideRecord, error]) error {
	empty := w.before.version == 0 && len(w.added) > maxQueued
	version := int64(next.version)
	err := pgx.BeginFunc(ctx, s.log.Pool(), func(tx pgx.Tx) error {
		run := func(sql string, args ...any) error {
			_, err := tx.Exec(ctx, s.log.SQL(sql), args...)
			return err
		}
		script := func(sql string) error {
			_, err := tx.Conn().PgConn().Exec(ctx, s.log.SQL(sql)).ReadAll()
			return err
		}
		writer := make([]byte, 16)
		_, _ = rand.Read(writer) // never fails
		put := logged
		if w.before.version == 0 { // a copy has the version that it had
			put = `insert into %[1]s.log (version, digest, writer, body) select $1::int8, 0, $2, $3 from %[1]s.state where 1 / (case when published = 0 then 1 else 0 end) = 1`
		}
		if err := run(put, version, writer, e.body()); err != nil {
			return err
		}
		if empty {
			if err := script(dropIndexes()); err != nil {
				return err
			}
		}
		if err := s.copyTerms(ctx, tx, w); err != nil {
			return err
		}
		if err := s.copyQuads(ctx, tx, w.added, int32(version)); err != nil {
			return err
		}
		if err := writeSide(side, run); err != nil {
			return err
		}
		var failed error
		queuePreds(func(sql string, args ...any) { failed = run(sql, args...) }, e.Preds)
		if failed != nil {
			return failed
		}
		if empty {
			if err := script("set local maintenance_work_mem = '256MB';\n" + makeIndexes()); err != nil {
				return err
			}
		}
		if err := run(shown, version); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `select pg_notify($1, $2)`, s.log.Channel(), fmt.Sprint(version))
		return err
	})
	if err == nil && len(w.added) > maxQueued {
		for _, table := range []string{"quad", "term", "term_key", "claim", "claim_key"} {
			_, _ = s.log.Pool().Exec(ctx, s.log.SQL(`vacuum (analyze) %s.`+table)) // makes reading faster, and is done by itself in the end
		}
	}
	return err
}

// writeSide writes side records, some at a time.
func writeSide(side iter.Seq2[quadstore.SideRecord, error], run func(string, ...any) error) error {
	var few []quadstore.SideRecord
	var failed error
	write := func() {
		queueSide(func(sql string, args ...any) { failed = cmp.Or(failed, run(sql, args...)) }, few)
		few = few[:0]
	}
	for r, err := range side {
		if err != nil {
			return err
		}
		if few = append(few, r); len(few) == sideStep {
			if write(); failed != nil {
				return failed
			}
		}
	}
	write()
	return failed
}

// byKey is the numbers of n things in the order of their keys.
func byKey(n int, key func(i int) []byte) []int32 {
	order := make([]int32, n)
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return bytes.Compare(key(int(a)), key(int(b))) })
	return order
}

// copyTerms copies what terms a load has that there were not.
func (s *Store) copyTerms(ctx context.Context, tx pgx.Tx, w *work) error {
	for _, one := range []struct {
		into  string
		rows  int
		write func(*rowWriter)
	}{
		{"head (id, kind, text)", len(w.heads), w.headRows},
		{"term (id, head, tail)", len(w.terms), w.termRows},
		{"term_key (key, id)", len(w.terms), func(r *rowWriter) {
			for _, i := range byKey(len(w.terms), func(i int) []byte { return w.terms[i].sum[:] }) {
				r.row(2)
				r.bytes(w.terms[i].sum[:])
				r.int4(w.termID(int(i)))
			}
		}},
		{"claim (id, digits)", len(w.claims), func(r *rowWriter) {
			for i := range w.claims {
				r.row(2)
				r.int4(w.claimID(i))
				r.bytes(w.claims[i][:])
			}
		}},
		{"claim_key (digits, id)", len(w.claims), func(r *rowWriter) {
			for _, i := range byKey(len(w.claims), func(i int) []byte { return w.claims[i][:] }) {
				r.row(2)
				r.bytes(w.claims[i][:])
				r.int4(w.claimID(int(i)))
			}
		}},
	} {
		if one.rows == 0 {
			continue
		}
		if err := copyRows(ctx, tx, s.log.SQL("%s."+one.into), one.write); err != nil {
			return err
		}
	}
	return nil
}

func (w *work) headRows(r *rowWriter) {
	for i, h := range w.heads {
		r.row(3)
		r.int4(int32(w.before.heads + i))
		r.int2(int16(h.kind))
		r.bytes([]byte(h.text))
	}
}

func (w *work) termRows(r *rowWriter) {
	for i := range w.terms {
		r.row(3)
		r.int4(w.termID(i))
		r.int4(w.terms[i].head)
		r.bytes([]byte(w.terms[i].tail))
	}
}

// copyQuads copies quads, which are in order.
func (s *Store) copyQuads(ctx context.Context, tx pgx.Tx, quads []store.Quad, version int32) error {
	return copyRows(ctx, tx, s.log.SQL("%s.quad (s, p, o, g, since)"), func(r *rowWriter) {
		for _, q := range quads {
			r.row(5)
			r.int4(stored(q.Subject))
			r.int4(stored(q.Predicate))
			r.int4(stored(q.Object))
			r.int4(stored(q.Label))
			r.int4(version)
		}
	})
}
