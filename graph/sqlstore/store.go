package sqlstore

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"sync/atomic"

	"github.com/jackc/pgx/v5"
	"github.com/klauspost/compress/s2"

	"whence/graph/engine"
	"whence/graph/pglog"
	"whence/graph/quadstore"
	"whence/graph/store"
)

// Store is a graph's quads in a database. Any number of goroutines and processes may use one.
type Store struct {
	log      *pglog.Log
	prefix   string
	readOnly bool
	current  atomic.Pointer[Snapshot]
	writing  chan struct{} // holds a token while nobody of this process writes
	closed   atomic.Bool
	trips    atomic.Int64

	heads  heads
	ids    cache[key, store.ID]
	terms  cache[store.ID, quadstore.LexicalTerm]
	digits cache[store.ID, [16]byte]
}

var _ engine.Rows = (*Store)(nil)

// Options says what is opened.
type Options struct {
	// ClaimPrefix is what IRIs of claims begin with, settled when the store is made; "" is what it was made with.
	ClaimPrefix string
	ReadOnly    bool
}

// ErrKept says that a graph is kept as a log, whose readers hold it in memory.
var ErrKept = errors.New("the graph is kept as a log, which servers hold in memory, and not as rows: leave --resident=false out, or make one of rows by whence migrate --resident=false into another schema")

// Open opens the rows beside a log, which stays the caller's to close. It wraps ErrKept where there are none.
func Open(ctx context.Context, log *pglog.Log, o Options) (*Store, error) {
	if !log.Rows() {
		return nil, fmt.Errorf("%s: %w", log.Address(), ErrKept)
	}
	prefix, err := log.Settle(ctx, o.ClaimPrefix)
	if err == nil && o.ClaimPrefix != "" && prefix != o.ClaimPrefix {
		err = fmt.Errorf("%q, not %q: %w", prefix, o.ClaimPrefix, quadstore.ErrPrefix)
	}
	if err != nil {
		return nil, err
	}
	s := &Store{log: log, prefix: prefix, readOnly: o.ReadOnly, writing: make(chan struct{}, 1)}
	s.writing <- struct{}{}
	s.heads.set(0, []head{{kind: 'i'}}) // of IRIs that are kept whole
	snap, err := s.published(ctx)
	if err != nil {
		return nil, err
	}
	s.current.Store(snap)
	return s, nil
}

// Opener opens the rows beside a log: see graph.Options.
func Opener(log *pglog.Log, readOnly bool) func(ctx context.Context, claimPrefix string) (engine.Rows, error) {
	return func(ctx context.Context, claimPrefix string) (engine.Rows, error) {
		s, err := Open(ctx, log, Options{ClaimPrefix: claimPrefix, ReadOnly: readOnly})
		if err != nil {
			return nil, err
		}
		return s, nil
	}
}

// Snapshot implements engine.Store.
func (s *Store) Snapshot() engine.Snapshot { return engine.Single{Snapshot: s.current.Load()} }

// ClaimPrefix implements engine.Store.
func (s *Store) ClaimPrefix() string { return s.prefix }

// Format implements engine.Store.
func (s *Store) Format() int { return 0 }

// Together implements engine.Store: each commit is a transaction of its own.
func (s *Store) Together() int { return 1 }

// Trips is how many round trips were made for readings.
func (s *Store) Trips() int64 { return s.trips.Load() }

// Close implements engine.Store. Snapshots stay readable until the log is closed.
func (s *Store) Close() error {
	<-s.writing
	s.closed.Store(true)
	s.writing <- struct{}{}
	return nil
}

// acquire waits for the right to write.
func (s *Store) acquire(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-s.writing:
	}
	err := ctx.Err()
	switch {
	case s.closed.Load():
		err = quadstore.ErrClosed
	case s.readOnly:
		err = quadstore.ErrReadOnly
	}
	if err != nil {
		s.release()
	}
	return err
}

func (s *Store) release() { s.writing <- struct{}{} }

// entry is what the log has of a version.
type entry struct {
	Stats store.Stats
	Heads int
	Preds [][2]int64             // predicates, and how many quads each has more
	Whole bool                   `json:",omitempty"` // what it changed is not told
	Note  []byte                 `json:",omitempty"`
	Side  []quadstore.SideRecord `json:",omitempty"`
}

func (e entry) body() []byte {
	text, _ := json.Marshal(e) // numbers and bytes alone
	return s2.Encode(nil, text)
}

func parseEntry(body []byte) (e entry, err error) {
	text, err := s2.Decode(nil, body)
	if err == nil {
		err = json.Unmarshal(text, &e)
	}
	if err != nil {
		return e, fmt.Errorf("%w: %w", quadstore.ErrCorrupt, err)
	}
	for i := range e.Side {
		e.Side[i].New = false
	}
	return e, nil
}

// published is the latest snapshot that may be seen.
func (s *Store) published(ctx context.Context) (snap *Snapshot, err error) {
	snap = &Snapshot{store: s, heads: 1}
	const latest = `select s.published, l.body, (select json_agg(json_build_array(p, n)) from %[1]s.predicate) from %[1]s.state s left join %[1]s.log l on l.version = s.published`
	err = s.query(ctx, latest, nil, func(row pgx.Rows) error {
		var version int64
		var body []byte
		var preds [][2]int64
		if err := row.Scan(&version, &body, &preds); err != nil || version == 0 {
			return err
		}
		snap.preds = withPreds(nil, preds)
		if body == nil {
			return fmt.Errorf("version %d is missing from the log: %w", version, quadstore.ErrCorrupt)
		}
		e, err := parseEntry(body)
		snap.version, snap.stats, snap.heads = uint64(version), e.Stats, e.Heads
		return err
	})
	if err != nil {
		return nil, err
	}
	return snap, s.readHeads(ctx, snap.heads)
}

// withPreds is counts of predicates with changes, as rows have them.
func withPreds(counts map[store.ID]uint32, changes [][2]int64) map[store.ID]uint32 {
	if len(changes) == 0 {
		return counts
	}
	next := maps.Clone(counts)
	if next == nil {
		next = make(map[store.ID]uint32, len(changes))
	}
	for _, c := range changes {
		next[idOf(int32(c[0]))] += uint32(c[1])
	}
	return next
}

// followStep is how many versions are followed at a time.
const followStep = 1024

// Check implements engine.Rows: every row is counted.
func (s *Store) Check(ctx context.Context) error {
	at, err := s.published(ctx)
	if err != nil {
		return err
	}
	const counting = `select (select count(*) from %[1]s.quad where since <= $1 and until > $1), (select count(*) from %[1]s.term), (select count(*) from %[1]s.term_key),
		(select count(*) from %[1]s.claim), (select count(*) from %[1]s.claim_key), (select count(*) from %[1]s.head), (select coalesce(sum(n), 0)::int8 from %[1]s.predicate), (select published from %[1]s.state)`
	var quads, terms, termKeys, claims, claimKeys, heads, byPredicate, version int64
	err = s.query(ctx, counting, []any{at.version}, func(row pgx.Rows) error {
		return row.Scan(&quads, &terms, &termKeys, &claims, &claimKeys, &heads, &byPredicate, &version)
	})
	if err != nil || uint64(version) != at.version { // somebody has written meanwhile
		return err
	}
	for _, of := range []struct {
		what      string
		got, want int64
	}{
		{"quads", quads, int64(at.stats.Quads)},
		{"terms", terms, int64(at.stats.Terms)},
		{"keys of terms", termKeys, int64(at.stats.Terms)},
		{"claims", claims, int64(at.stats.Claims)},
		{"keys of claims", claimKeys, int64(at.stats.Claims)},
		{"heads", heads + 1, int64(at.heads)},
		{"quads by predicate", byPredicate, int64(at.stats.Quads)},
	} {
		if of.got != of.want {
			return fmt.Errorf("%s: version %d has %d %s, should have %d: somebody else has changed the tables: %w", s.log.Address(), at.version, of.got, of.what, of.want, quadstore.ErrCorrupt)
		}
	}
	return nil
}

// CatchUp implements engine.Store.
func (s *Store) CatchUp(ctx context.Context) (changes []engine.Followed, more bool, err error) {
	select {
	case <-ctx.Done():
		return nil, false, ctx.Err()
	case <-s.writing:
	}
	defer s.release()
	at := s.current.Load()
	next, last := at, uint64(0)
	whole := false
	err = s.query(ctx, `select s.published, l.version, l.body from %[1]s.state s left join %[1]s.log l on l.version >= $1 and l.version <= s.published order by l.version limit $2`,
		[]any{at.version, followStep}, func(row pgx.Rows) error {
			var version *int64
			var body []byte
			if err := row.Scan(&last, &version, &body); err != nil || version == nil || uint64(*version) == at.version {
				return err
			}
			if uint64(*version) != next.version+1 {
				whole = true
				return nil
			}
			e, err := parseEntry(body)
			if err == nil {
				next = &Snapshot{store: s, version: uint64(*version), stats: e.Stats, heads: e.Heads, preds: withPreds(next.preds, e.Preds)}
				changes = append(changes, engine.Followed{Snapshot: engine.Single{Snapshot: next}, Side: e.Side, Note: e.Note, Whole: e.Whole})
			}
			return err
		})
	if err != nil {
		return nil, false, err
	}
	if whole || last < at.version || last > at.version && len(changes) == 0 { // away for long, or restored from a backup
		if last < at.version {
			s.forget()
		}
		if next, err = s.published(ctx); err != nil {
			return nil, false, err
		}
		s.current.Store(next)
		return []engine.Followed{{Snapshot: engine.Single{Snapshot: next}, Whole: true}}, false, nil
	}
	if err := s.readHeads(ctx, next.heads); err != nil {
		return nil, false, err
	}
	s.current.Store(next)
	return changes, len(changes) > 0 && next.version < last, nil
}

// forget forgets what was read of a history that is no more.
func (s *Store) forget() {
	s.ids.clear()
	s.terms.clear()
	s.digits.clear()
	s.heads.set(1, nil)
}

// SideValue implements engine.Store.
func (s *Store) SideValue(key []byte) (value []byte, err error) {
	if s.closed.Load() {
		return nil, quadstore.ErrClosed
	}
	err = s.query(context.Background(), `select value from %s.side where key = $1`, []any{key}, func(row pgx.Rows) error {
		value = append([]byte{}, row.RawValues()[0]...)
		return nil
	})
	return value, err
}

// sideStep is how many side records are read at a time.
const sideStep = 1024

// SideRange implements engine.Store. Between two pages it holds nothing.
func (s *Store) SideRange(ctx context.Context, from, to []byte, order quadstore.Order) iter.Seq2[quadstore.SideRecord, error] {
	sql := `select key, value from %s.side where key >= $1 and ($2::bytea is null or key < $2) order by key limit $3`
	if order == quadstore.Descending {
		sql = `select key, value from %s.side where key >= $1 and ($2::bytea is null or key < $2) order by key desc limit $3`
	}
	if from == nil {
		from = []byte{}
	}
	return func(yield func(quadstore.SideRecord, error) bool) {
		for {
			var page []quadstore.SideRecord
			err := quadstore.ErrClosed
			if !s.closed.Load() {
				err = s.query(ctx, sql, []any{from, to, sideStep}, func(row pgx.Rows) error {
					raw := row.RawValues()
					page = append(page, quadstore.SideRecord{Key: bytes.Clone(raw[0]), Value: append([]byte{}, raw[1]...)})
					return nil
				})
			}
			if err != nil {
				yield(quadstore.SideRecord{}, err)
				return
			}
			for _, r := range page {
				if !yield(r, nil) {
					return
				}
			}
			if len(page) < sideStep {
				return
			}
			if last := page[len(page)-1].Key; order == quadstore.Descending {
				to = last
			} else {
				from = append(bytes.Clone(last), 0)
			}
		}
	}
}
