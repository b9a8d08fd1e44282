package sqlstore

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"whence/graph/engine"
	"whence/graph/pglog"
	"whence/graph/quadstore"
	"whence/graph/store"
)

// Group implements engine.Store. A batch is durable and visible once it is applied.
func (s *Store) Group(ctx context.Context, write func(engine.Group) error) error {
	if err := s.acquire(ctx); err != nil {
		return err
	}
	defer s.release()
	return write(group{s})
}

type group struct{ *Store }

// Apply implements engine.Group.
func (g group) Apply(ctx context.Context, b quadstore.Batch) error { return g.write(ctx, b) }

// Apply implements engine.Store.
func (s *Store) Apply(ctx context.Context, b quadstore.Batch) error {
	if err := s.acquire(ctx); err != nil {
		return err
	}
	defer s.release()
	return s.write(ctx, b)
}

// write makes the changes of a batch. The caller has the right to.
func (s *Store) write(ctx context.Context, b quadstore.Batch) error {
	w := newWork(s, s.current.Load())
	side, err := settled(b.Side)
	if err == nil {
		err = w.plan(ctx, b)
	}
	if err != nil || len(w.added)+len(w.removed)+len(side) == 0 {
		return err
	}
	if err := w.count(ctx); err != nil {
		return err
	}
	e := entry{Stats: w.stats, Heads: w.before.heads + len(w.heads), Preds: w.preds(), Note: b.Note, Side: side}
	next := w.next(w.before.version+1, e)
	if err := s.send(context.WithoutCancel(ctx), next, w, e); err != nil {
		return err
	}
	s.heads.set(w.before.heads, w.heads)
	s.current.Store(next)
	s.log.Written(next.version)
	return nil
}

// settled orders the side records of a batch by key; of one key the last counts.
func settled(side []quadstore.SideRecord) ([]quadstore.SideRecord, error) {
	for _, r := range side {
		if len(r.Key) == 0 || len(r.Key) > quadstore.MaxSideKey {
			return nil, fmt.Errorf("side record with a key of %d bytes: want 1 to %d: %w", len(r.Key), quadstore.MaxSideKey, quadstore.ErrValue)
		}
	}
	ordered := slices.Clone(side)
	slices.Reverse(ordered)
	slices.SortStableFunc(ordered, func(a, b quadstore.SideRecord) int { return bytes.Compare(a.Key, b.Key) })
	return slices.CompactFunc(ordered, func(a, b quadstore.SideRecord) bool { return bytes.Equal(a.Key, b.Key) }), nil
}

// work is a write that is being worked out on a snapshot.
type work struct {
	store          *Store
	before         *Snapshot
	stats          store.Stats // behind it
	fresh          map[key]store.ID
	heads          []head // that are new
	headNumber     map[head]int32
	terms          []freshTerm
	claims         [][16]byte
	added, removed []store.Quad
}

// freshTerm is a term that there was not.
type freshTerm struct {
	sum  [16]byte
	head int32
	tail string
}

func newWork(s *Store, before *Snapshot) *work {
	return &work{store: s, before: before, stats: before.stats, fresh: map[key]store.ID{}, headNumber: map[head]int32{}}
}

// next is the snapshot behind the write.
func (w *work) next(version uint64, e entry) *Snapshot {
	return &Snapshot{store: w.store, version: version, stats: e.Stats, heads: e.Heads, preds: withPreds(w.before.preds, e.Preds)}
}

// preds is how many quads each predicate has more than before.
func (w *work) preds() (changes [][2]int64) {
	counts := map[int32]int64{}
	for _, q := range w.added {
		counts[stored(q.Predicate)]++
	}
	for _, q := range w.removed {
		counts[stored(q.Predicate)]--
	}
	for p, n := range counts {
		changes = append(changes, [2]int64{int64(p), n})
	}
	return changes
}

// queuePreds brings the counts of predicates in line.
func queuePreds(queue func(string, ...any), changes [][2]int64) {
	if len(changes) == 0 {
		return
	}
	preds, counts := make([]int32, len(changes)), make([]int64, len(changes))
	for i, c := range changes {
		preds[i], counts[i] = int32(c[0]), c[1]
	}
	queue(`insert into %[1]s.predicate as old (p, n) select * from unnest($1::int4[], $2::int8[]) on conflict (p) do update set n = old.n + excluded.n`, preds, counts)
}

// change is a quad to add or to remove.
type change struct {
	quad   quad.Quad
	remove bool
}

// plan works out which quads a batch turns over: first those that it removes, then those that it adds.
func (w *work) plan(ctx context.Context, b quadstore.Batch) error {
	changes := make([]change, 0, len(b.Remove)+len(b.Add))
	for _, q := range b.Remove {
		changes = append(changes, change{q, true})
	}
	for _, q := range b.Add {
		changes = append(changes, change{q, false})
	}
	var values []quad.Value
	for _, c := range changes {
		if !c.quad.IsValid() {
			return fmt.Errorf("quad %v: %w", c.quad, quadstore.ErrValue)
		}
		for _, d := range quad.Directions {
			if v := c.quad.Get(d); v != nil {
				values = append(values, v)
			}
		}
	}
	known := make([]store.ID, len(values))
	if err := w.before.IDs(ctx, known, values); err != nil {
		return err
	}
	return w.turn(ctx, changes, known)
}

// turn puts changes into IDs; known is those that there were of each term of each change.
func (w *work) turn(ctx context.Context, changes []change, known []store.ID) error {
	is := map[store.Quad]bool{} // what comes of each
	for _, c := range changes {
		var ids [4]store.ID
		missing := false
		for i, d := range quad.Directions {
			v := c.quad.Get(d)
			if v == nil {
				continue
			}
			var err error
			ids[i], err = w.id(v, known[0], c.remove)
			if known = known[1:]; err != nil {
				return err
			}
			missing = missing || ids[i] == 0
		}
		if !missing { // what is to be removed and has a term that there is not, is not there
			is[store.Quad{Subject: ids[0], Predicate: ids[1], Object: ids[2], Label: ids[3]}] = !c.remove
		}
	}
	quads := make([]store.Quad, 0, len(is))
	for q := range is {
		quads = append(quads, q)
	}
	slices.SortFunc(quads, ordered(store.Subject))
	was := make([]bool, len(quads))
	if err := w.before.HasAll(ctx, was, quads); err != nil {
		return err
	}
	for i, q := range quads {
		switch {
		case was[i] == is[q]:
		case is[q]:
			w.added = append(w.added, q)
		default:
			w.removed = append(w.removed, q)
		}
	}
	if len(w.added)+len(w.removed) == 0 {
		w.drop()
	}
	return nil
}

// drop forgets the terms that are new: no quad has them.
func (w *work) drop() {
	w.heads, w.terms, w.claims, w.stats = nil, nil, nil, w.before.stats
}

// id is that of a term: the one that it had, or has been given, or a new one unless it is only looked for.
func (w *work) id(v quad.Value, known store.ID, lookup bool) (store.ID, error) {
	if known != 0 {
		return known, nil
	}
	k, t, err := keyOf(w.store.prefix, v)
	if err != nil {
		return 0, err
	}
	id, ok := w.fresh[k]
	switch {
	case ok || lookup:
		return id, nil
	case k.claim:
		if w.stats.Claims == int(store.FirstClaim) {
			return 0, fmt.Errorf("%d claims: %w", w.stats.Claims, quadstore.ErrFull)
		}
		id = store.ClaimID(uint32(w.stats.Claims))
		w.claims = append(w.claims, k.sum)
		w.stats.Claims++
	default:
		if w.stats.Terms == int(store.FirstClaim)-1 {
			return 0, fmt.Errorf("%d terms: %w", w.stats.Terms, quadstore.ErrFull)
		}
		w.stats.Terms++
		id = store.ID(w.stats.Terms)
		number, tail := w.head(t)
		w.terms = append(w.terms, freshTerm{k.sum, number, tail})
	}
	w.fresh[k] = id
	return id, nil
}

// termID is the ID that the i-th new term is stored with.
func (w *work) termID(i int) int32 { return stored(store.ID(w.before.stats.Terms + i + 1)) }

// claimID is the ID that the i-th new claim is stored with.
func (w *work) claimID(i int) int32 { return stored(store.ClaimID(uint32(w.before.stats.Claims + i))) }

// head is the number of a term's head, a new one where there is none, and what is left as its tail.
func (w *work) head(t quadstore.LexicalTerm) (int32, string) {
	h := head{t.Kind, t.Head}
	if t.IsIRI() && t.Head == "" {
		return 0, t.Tail
	}
	if n, ok := w.store.heads.find(h); ok && int(n) < w.before.heads {
		return n, t.Tail
	}
	if n, ok := w.headNumber[h]; ok {
		return n, t.Tail
	}
	n := int32(w.before.heads + len(w.heads))
	if t.IsIRI() && n >= maxHeads {
		return 0, t.Head + t.Tail
	}
	w.heads, w.headNumber[h] = append(w.heads, h), n
	return n, t.Tail
}

// mentioned asks which of some terms a quad has, those quads apart that go.
const mentioned = `select t from unnest($2::int4[]) as f (t) where
	exists (select from %[1]s.quad q where q.s = t and since <= $1 and until > $1 and not exists (select from unnest($3::int4[], $4::int4[], $5::int4[], $6::int4[]) as r (a, b, c, d) where a = q.s and b = q.p and c = q.o and d = q.g))
	or exists (select from %[1]s.quad q where q.o = t and since <= $1 and until > $1 and not exists (select from unnest($3::int4[], $4::int4[], $5::int4[], $6::int4[]) as r (a, b, c, d) where a = q.s and b = q.p and c = q.o and d = q.g))
	or exists (select from %[1]s.quad q where q.g = t and q.g <> -2147483648 and since <= $1 and until > $1 and not exists (select from unnest($3::int4[], $4::int4[], $5::int4[], $6::int4[]) as r (a, b, c, d) where a = q.s and b = q.p and c = q.o and d = q.g))
	or exists (select from %[1]s.quad q where q.p = t and since <= $1 and until > $1 and not exists (select from unnest($3::int4[], $4::int4[], $5::int4[], $6::int4[]) as r (a, b, c, d) where a = q.s and b = q.p and c = q.o and d = q.g))`

// anyMentioned is mentioned where no quad goes.
const anyMentioned = `select t from unnest($2::int4[]) as f (t) where
	exists (select from %[1]s.quad where s = t and since <= $1 and until > $1) or exists (select from %[1]s.quad where o = t and since <= $1 and until > $1)
	or exists (select from %[1]s.quad where g = t and g <> -2147483648 and since <= $1 and until > $1) or exists (select from %[1]s.quad where p = t and since <= $1 and until > $1)`

// count brings the counts in line with what is added and removed.
func (w *work) count(ctx context.Context) error {
	w.stats.Quads += len(w.added) - len(w.removed)
	coming, going := map[store.ID]bool{}, map[store.ID]bool{}
	for _, q := range w.added {
		for _, id := range [...]store.ID{q.Subject, q.Predicate, q.Object, q.Label} {
			coming[id] = true
		}
	}
	for _, q := range w.removed {
		for _, id := range [...]store.ID{q.Subject, q.Predicate, q.Object, q.Label} {
			if !coming[id] {
				going[id] = true
			}
		}
	}
	delete(coming, 0)
	delete(going, 0)
	var old []store.ID
	for id := range coming {
		if w.before.has(id) {
			old = append(old, id)
		} else {
			w.stats.Nodes++
		}
	}
	was, err := w.before.mentioned(ctx, old, nil)
	if err != nil {
		return err
	}
	w.stats.Nodes += len(old) - was
	old = old[:0]
	for id := range going {
		old = append(old, id)
	}
	left, err := w.before.mentioned(ctx, old, w.removed)
	w.stats.Nodes -= len(old) - left
	return err
}

// mentioned is how many of some terms a quad of the snapshot has that is not among some.
func (s *Snapshot) mentioned(ctx context.Context, ids []store.ID, but []store.Quad) (n int, err error) {
	for chunk := range slices.Chunk(storedIDs(ids), frontierStep) {
		sql, args := anyMentioned, []any{s.version, chunk}
		if len(but) > 0 {
			sql, args = mentioned, append(args, columnsOf(but)...)
		}
		err = cmp.Or(err, s.store.query(ctx, sql, args, func(pgx.Rows) error {
			n++
			return nil
		}))
	}
	return n, err
}

// logged puts a version into the log, if it follows what is published.
const logged = `insert into %[1]s.log (version, digest, writer, body) select $1::int8, 0, $2, $3 from %[1]s.state where 1 / (case when published = $1 - 1 then 1 else 0 end) = 1`

// shown lets everybody see it.
const shown = `update %[1]s.state set published = $1`

// trimmed is what the log keeps: who is further behind reads everything anew.
const trimmed = `delete from %[1]s.log where version < $1::int8 - 4096 and $1::int8 %% 256 = 0`

// pipeline is the statements of a write, in order.
func (w *work) pipeline(next *Snapshot, writer []byte, e entry) *pgx.Batch {
	b := &pgx.Batch{}
	queue := func(sql string, args ...any) { b.Queue(w.store.log.SQL(sql), args...) }
	version := int64(next.version)
	queue(logged, version, writer, e.body())
	if len(w.heads) > 0 {
		kinds, texts := make([]int16, len(w.heads)), make([][]byte, len(w.heads))
		for i, h := range w.heads {
			kinds[i], texts[i] = int16(h.kind), []byte(h.text)
		}
		queue(`insert into %s.head (id, kind, text) select $1 + n - 1, k, t from unnest($2::int2[], $3::bytea[]) with ordinality as f (k, t, n)`, int32(w.before.heads), kinds, texts)
	}
	if n := len(w.terms); n > 0 {
		ids, sums, heads, tails := make([]int32, n), make([]pgUUID, n), make([]int32, n), make([][]byte, n)
		for i, t := range w.terms {
			ids[i], sums[i], heads[i], tails[i] = w.termID(i), t.sum, t.head, []byte(t.tail)
		}
		queue(`insert into %s.term (id, head, tail) select * from unnest($1::int4[], $2::int4[], $3::bytea[])`, ids, heads, tails)
		queue(`insert into %s.term_key (key, id) select * from unnest($1::uuid[], $2::int4[])`, sums, ids)
	}
	if n := len(w.claims); n > 0 {
		ids, digits := make([]int32, n), make([]pgUUID, n)
		for i, d := range w.claims {
			ids[i], digits[i] = w.claimID(i), d
		}
		queue(`insert into %s.claim (id, digits) select * from unnest($1::int4[], $2::uuid[])`, ids, digits)
		queue(`insert into %s.claim_key (digits, id) select * from unnest($1::uuid[], $2::int4[])`, digits, ids)
	}
	if len(w.removed) > 0 {
		queue(`update %s.quad set until = $1 from unnest($2::int4[], $3::int4[], $4::int4[], $5::int4[]) as r (a, b, c, d) where s = a and p = b and o = c and g = d and until = 2147483647`,
			append([]any{int32(version)}, columnsOf(w.removed)...)...)
	}
	if len(w.added) > 0 {
		queue(`insert into %s.quad (s, p, o, g, since) select a, b, c, d, $1 from unnest($2::int4[], $3::int4[], $4::int4[], $5::int4[]) as r (a, b, c, d)`,
			append([]any{int32(version)}, columnsOf(w.added)...)...)
	}
	queuePreds(queue, e.Preds)
	queueSide(queue, e.Side)
	queue(shown, version)
	queue(trimmed, version)
	b.Queue(`select pg_notify($1, $2)`, w.store.log.Channel(), fmt.Sprint(version))
	return b
}

// queueSide writes side records; one without a value goes.
func queueSide(queue func(string, ...any), side []quadstore.SideRecord) {
	var keys, values, gone [][]byte
	for _, r := range side {
		if r.Value == nil {
			gone = append(gone, r.Key)
			continue
		}
		keys, values = append(keys, r.Key), append(values, r.Value)
	}
	if len(gone) > 0 {
		queue(`delete from %s.side where key = any($1::bytea[])`, gone)
	}
	if len(keys) > 0 {
		queue(`insert into %s.side (key, value) select * from unnest($1::bytea[], $2::bytea[]) on conflict (key) do update set value = excluded.value`, keys, values)
	}
}

// How long a write may take, and how long it goes on trying to find out what became of it when the database goes away.
const (
	writeTime = time.Minute
	patience  = 2 * time.Second
)

// send sends a write, and sends it again where the reply was lost and nobody has written.
func (s *Store) send(ctx context.Context, next *Snapshot, w *work, e entry) error {
	writer := make([]byte, 16)
	_, _ = rand.Read(writer) // never fails
	deadline := time.Now().Add(patience)
	for retried := false; ; retried = true {
		sending, cancel := context.WithTimeout(ctx, writeTime)
		err := s.log.Pool().SendBatch(sending, w.pipeline(next, writer, e)).Close()
		cancel()
		if err == nil {
			return nil
		}
		if lost(err) {
			if !retried {
				return store.ErrConflict
			}
			return s.log.Described(s.owned(ctx, next.version, writer))
		}
		if !pglog.Away(err) || time.Now().After(deadline) || s.log.Problem() != nil && !retried {
			return s.log.Described(err)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// lost reports whether another writer has the version: its row is there, or it is published.
func lost(err error) bool {
	said, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (said.Code == "23505" && said.ConstraintName == "log_pkey" || said.Code == "22012")
}

// owned is nil where a version that was sent more than once is the writer's.
func (s *Store) owned(ctx context.Context, version uint64, writer []byte) error {
	ctx, cancel := context.WithTimeout(ctx, writeTime)
	defer cancel()
	var by []byte
	err := s.log.Pool().QueryRow(ctx, s.log.SQL(`select writer from %s.log where version = $1`), int64(version)).Scan(&by)
	if errors.Is(err, pgx.ErrNoRows) || err == nil && !bytes.Equal(by, writer) {
		return store.ErrConflict
	}
	return err
}
