package pglog

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/klauspost/compress/s2"

	"whence/graph/quadstore"
	"whence/graph/store"
)

// Options says how a log is opened.
type Options struct {
	Create   bool // makes the tables where there are none
	ReadOnly bool // writes nothing, as on a standby
	// Patience is how long a write goes on trying to find out what became of it when the database goes away; 2 s if 0.
	Patience time.Duration
	// Unheard is for a database whose notifications do not arrive, as behind a pooler in transaction mode: it does not listen.
	Unheard bool
	// Rows is statements that make the tables of a new graph that is kept as rows, "" for one that is not: see Log.SQL.
	Rows string
}

// Log is the log of one graph in a database. Any number of goroutines may use it.
type Log struct {
	address  Address
	schema   string // quoted
	pool     *pgxpool.Pool
	options  Options
	prefix   string
	secret   []byte
	made     bool
	rows     bool
	follower *follower
}

var _ store.Log = (*Log)(nil)

// Open connects to a database. The errors to tell apart are store.ErrUnavailable, ErrNone, quadstore.ErrReadOnly, ErrFormat and
// ErrCorrupt.
func Open(ctx context.Context, a Address, o Options) (*Log, error) {
	if o.Patience == 0 {
		o.Patience = 2 * time.Second
	}
	l := &Log{address: a, schema: `"` + a.Schema + `"`, options: o}
	var err error
	if l.pool, err = pgxpool.NewWithConfig(ctx, a.pool.Copy()); err != nil {
		return nil, l.described(err)
	}
	if err := l.prepare(ctx, o); err != nil {
		l.pool.Close()
		return nil, l.refused(err)
	}
	l.follower = follow(l)
	return l, nil
}

// refused is the error of an opening: those of this package say all there is to say.
func (l *Log) refused(err error) error {
	if _, answered := errors.AsType[*pgconn.PgError](err); answered || errors.As(err, new(*pgconn.ConnectError)) {
		return l.described(err)
	}
	for _, ours := range []error{ErrNone, quadstore.ErrReadOnly, quadstore.ErrFormat, quadstore.ErrCorrupt} {
		if errors.Is(err, ours) {
			return err
		}
	}
	if away(err) && errors.As(err, new(interface{ Timeout() bool })) {
		return l.described(err)
	}
	return fmt.Errorf("%s: %s", l.address, l.hidden(err.Error()))
}

// Close ends all connections.
func (l *Log) Close() error {
	l.follower.close()
	l.pool.Close()
	return nil
}

// errRows is what who takes a graph's rows for a log is told.
func (l *Log) errRows() error {
	return fmt.Errorf("%s: the graph is kept as rows, and not as a log", l.address)
}

// Made reports whether opening made the tables.
func (l *Log) Made() bool { return l.made }

// Secret is random bytes that all servers of the graph share.
func (l *Log) Secret() []byte { return bytes.Clone(l.secret) }

// Address is where the graph is.
func (l *Log) Address() Address { return l.address }

// sql puts the schema into a statement.
func (l *Log) sql(statement string) string { return fmt.Sprintf(statement, l.schema) }

// Settle implements store.Log.
func (l *Log) Settle(ctx context.Context, prefix string) (string, error) {
	if l.prefix != "" || prefix == "" || l.options.ReadOnly {
		return l.prefix, nil
	}
	_, err := l.pool.Exec(ctx, l.sql(`update %s.store set claim_prefix = $1 where claim_prefix = ''`), prefix)
	if err == nil {
		err = l.readStore(ctx)
	}
	return l.prefix, l.described(err)
}

// appending inserts entries behind a mark that is there, and notifies.
const appending = `
with base as (
	select from %[1]s.log where version = $1 and digest = $2 union all select from %[1]s.checkpoint where version = $1 and digest = $2
), added as (
	insert into %[1]s.log (version, digest, writer, body, blob)
	select v, d, $3, b, nullif(name, '') from unnest($4::int8[], $5::int8[], $6::bytea[], $7::text[]) as entry (v, d, b, name)
	where exists (select from base) returning version
)
select n, case when n > 0 then pg_notify($8, $9) end from (select count(*) as n from added) as counted`

// Append implements store.Log.
func (l *Log) Append(ctx context.Context, after store.Mark, entries []store.Entry) error {
	if l.options.ReadOnly {
		return quadstore.ErrReadOnly
	}
	if l.rows {
		return l.errRows()
	}
	writer := make([]byte, 16)
	_, _ = rand.Read(writer) // never fails
	n := len(entries)
	versions, digests, bodies, blobs := make([]int64, n), make([]int64, n), make([][]byte, n), make([]string, n)
	for i, e := range entries {
		versions[i], digests[i], bodies[i], blobs[i] = int64(e.Version), int64(e.Digest), s2.Encode(nil, e.Body), e.Blob
	}
	statement, last := l.sql(appending), fmt.Sprint(versions[n-1])
	deadline := time.Now().Add(l.options.Patience)
	for retried := false; ; retried = true {
		var added int
		err := l.bounded(ctx, func(ctx context.Context) error {
			return l.pool.QueryRow(ctx, statement, int64(after.Version), int64(after.Digest), writer, versions, digests, bodies, blobs, l.channel(), last).Scan(&added, nil)
		})
		said, _ := errors.AsType[*pgconn.PgError](err)
		lost := err == nil && added == 0 || said != nil && said.Code == uniqueViolation
		switch {
		case err == nil && added == n:
			l.follower.heard(entries[n-1].Version, true)
			return nil
		case lost && !retried:
			return store.ErrConflict
		case lost:
			err = l.owned(ctx, versions[0], writer)
		}
		if err == nil || !away(err) || time.Now().After(deadline) || ctx.Err() != nil || l.follower.problem() != nil && !retried {
			return l.described(err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// owned is nil where an entry that was sent more than once is the writer's.
func (l *Log) owned(ctx context.Context, version int64, writer []byte) error {
	var by []byte
	err := l.bounded(ctx, func(ctx context.Context) error {
		return l.pool.QueryRow(ctx, l.sql(`select writer from %s.log where version = $1`), version).Scan(&by)
	})
	switch {
	case errors.Is(err, pgx.ErrNoRows), err == nil && !bytes.Equal(by, writer):
		return store.ErrConflict
	}
	return err
}

// statementTime is how long one statement of a write may take: a network that swallows packets is no reason to wait for ever.
const statementTime = 10 * time.Second

func (l *Log) bounded(ctx context.Context, run func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, statementTime)
	defer cancel()
	return run(ctx)
}

// entriesStep is how many entries are read at a time.
const entriesStep = 256

// reading is the entries from a mark on, with a row for the checkpoint that is there.
const reading = `
select version, digest, ''::bytea, '' from %[1]s.checkpoint where version = $1 and digest = $2
union all (select version, digest, body, coalesce(blob, '') from %[1]s.log where version >= $1 order by version limit $3)`

// Entries implements store.Log.
func (l *Log) Entries(ctx context.Context, after store.Mark) iter.Seq2[store.Entry, error] {
	return func(yield func(store.Entry, error) bool) {
		for {
			entries, err := l.page(ctx, after)
			if err != nil {
				yield(store.Entry{}, l.described(err))
				return
			}
			for _, e := range entries {
				if !yield(e, nil) {
					return
				}
				after = e.Mark
			}
			if len(entries) < entriesStep {
				return
			}
		}
	}
}

// page is the entries behind a mark.
func (l *Log) page(ctx context.Context, after store.Mark) (entries []store.Entry, err error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	rows, err := l.pool.Query(ctx, l.sql(reading), int64(after.Version), int64(after.Digest), entriesStep+1)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	based := false
	for rows.Next() {
		var version, digest int64
		var body []byte
		var blob string
		if err := rows.Scan(&version, &digest, &body, &blob); err != nil {
			return nil, err
		}
		e := store.Entry{Mark: store.Mark{Version: uint64(version), Digest: uint64(digest)}, Blob: blob}
		if e.Version == after.Version {
			if e.Digest != after.Digest {
				return nil, store.ErrTrimmed
			}
			based = true
			continue
		}
		if !based {
			return nil, store.ErrTrimmed
		}
		if want := after.Version + uint64(len(entries)) + 1; e.Version != want {
			return nil, fmt.Errorf("%s: version %d is missing from the log: %w", l.address, want, quadstore.ErrCorrupt)
		}
		if e.Body, err = s2.Decode(nil, body); err != nil {
			return nil, fmt.Errorf("%s: version %d: %w: %w", l.address, e.Version, quadstore.ErrCorrupt, err)
		}
		entries = append(entries, e)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	if !based {
		return nil, store.ErrTrimmed
	}
	return entries, nil
}
