package pglog

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"whence/graph/quadstore"
)

// The formats of the tables. They change when an older program can't read or write them. A graph of rowsFormat is kept as rows, by
// package sqlstore, and its log has what readers of rows are told of each version.
const (
	logFormat  = 1
	rowsFormat = 2
)

// minServer is the oldest PostgreSQL that is tried, as its server_version_num.
const minServer = 130000

// tables makes a graph's tables. Bodies are compressed before they come here.
const tables = `
create table %[1]s.store (one bool primary key default true check (one), format int not null, claim_prefix text not null default '', secret bytea not null, made timestamptz not null default now());
create table %[1]s.log (version int8 primary key, digest int8 not null, writer bytea not null, body bytea not null, blob text);
create table %[1]s.checkpoint (version int8 primary key, digest int8 not null, meta bytea not null, blob text not null, made timestamptz not null default now());
create table %[1]s.blob (name text, section int2, parts int4 not null, made timestamptz not null default now(), primary key (name, section));
create table %[1]s.part (blob text, section int2, number int4, body bytea not null, made timestamptz not null default now(), primary key (blob, section, number));
alter table %[1]s.log alter column body set storage external;
alter table %[1]s.part alter column body set storage external;
insert into %[1]s.checkpoint (version, digest, meta, blob) values (0, 0, '', '');
`

// published is the version that readers of a graph that is kept as rows may see.
const published = `
create table %[1]s.state (one bool primary key default true check (one), published int8 not null default 0);
insert into %[1]s.state default values;
`

// checkServer refuses a PostgreSQL that is too old.
func checkServer(number int) error {
	if number < minServer {
		return fmt.Errorf("PostgreSQL %d is too old: Whence needs %d or later", number/10000, minServer/10000)
	}
	return nil
}

// prepare looks at the database, and makes the tables where there are none and it may.
func (l *Log) prepare(ctx context.Context, o Options) error {
	var number int
	var standby, is bool
	err := l.pool.QueryRow(ctx, `select current_setting('server_version_num')::int4, current_setting('transaction_read_only')::bool, to_regclass($1) is not null`,
		l.schema+".store").Scan(&number, &standby, &is)
	if err != nil {
		return err
	}
	if err := checkServer(number); err != nil {
		return err
	}
	if standby && !o.ReadOnly {
		return fmt.Errorf("%w: %s is a standby, or is only read: name the primary, or serve with --read-only", quadstore.ErrReadOnly, l.address)
	}
	if !is && (standby || o.ReadOnly || !o.Create) {
		return fmt.Errorf("%s: %w", l.address, ErrNone)
	}
	if !is {
		if err := l.make(ctx); err != nil {
			return err
		}
	}
	return l.readStore(ctx)
}

// ErrNone says that a database has no graph under the schema's name.
var ErrNone = errors.New("there is no graph in the database's schema: whence serve, load, restore and migrate make one")

// make makes schema and tables, unless another process does so at the same time.
func (l *Log) make(ctx context.Context) error {
	return pgx.BeginFunc(ctx, l.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `select pg_advisory_xact_lock(hashtext('whence'), hashtext($1))`, l.address.Schema); err != nil {
			return err
		}
		var schema, store bool
		err := tx.QueryRow(ctx, `select to_regnamespace($1) is not null, to_regclass($2) is not null`, l.schema, l.schema+".store").Scan(&schema, &store)
		if err != nil || store {
			return err
		}
		if !schema {
			if _, err := tx.Exec(ctx, `create schema `+l.schema); err != nil {
				return err
			}
		}
		statements, is := tables, logFormat
		if l.options.Rows != "" {
			statements, is = tables+published+l.options.Rows, rowsFormat
		}
		if _, err := tx.Conn().PgConn().Exec(ctx, fmt.Sprintf(statements, l.schema)).ReadAll(); err != nil {
			return err
		}
		secret := make([]byte, 32)
		_, _ = rand.Read(secret) // never fails
		l.made = true
		_, err = tx.Exec(ctx, l.sql(`insert into %s.store (format, secret) values ($1, $2)`), is, secret)
		return err
	})
}

func (l *Log) readStore(ctx context.Context) error {
	var of int
	err := l.pool.QueryRow(ctx, l.sql(`select format, claim_prefix, secret from %s.store`)).Scan(&of, &l.prefix, &l.secret)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return fmt.Errorf("%w: %s: the table store is empty", quadstore.ErrCorrupt, l.address)
	case err == nil && of > rowsFormat:
		return fmt.Errorf("%w: %s has format %d, of a newer Whence; this one reads up to %d: use that program", quadstore.ErrFormat, l.address, of, rowsFormat)
	case err == nil && of < 1:
		return fmt.Errorf("%w: %s: format %d", quadstore.ErrCorrupt, l.address, of)
	}
	l.rows = of == rowsFormat
	return err
}

// Rows reports whether the graph is kept as rows: package sqlstore reads and writes it.
func (l *Log) Rows() bool { return l.rows }

// Pool is the log's connections, for who keeps a graph's rows beside it.
func (l *Log) Pool() *pgxpool.Pool { return l.pool }

// SQL puts the graph's schema in the place of each %s or %[1]s of a statement.
func (l *Log) SQL(statement string) string { return l.sql(statement) }

// Described is an error of the database as whoever runs Whence reads it.
func (l *Log) Described(err error) error { return l.described(err) }

// Away reports whether the database may not have got a statement, or its reply was lost.
func Away(err error) bool { return away(err) }

// Channel is what commits are notified on.
func (l *Log) Channel() string { return l.channel() }

// Written takes note of a version that this process has written.
func (l *Log) Written(version uint64) { l.follower.heard(version, true) }

// DropEmpty is Drop of a graph to which nothing was ever written.
func (l *Log) DropEmpty(ctx context.Context) error {
	var written bool
	err := l.pool.QueryRow(ctx, l.sql(`select exists (select from %[1]s.log) or exists (select from %[1]s.checkpoint where version > 0)`)).Scan(&written)
	if err != nil || written {
		return l.described(err)
	}
	return l.Drop(ctx)
}

// Drop takes the graph out of the database: its schema, with whatever is in it.
func (l *Log) Drop(ctx context.Context) error {
	_, err := l.pool.Exec(ctx, `drop schema if exists `+l.schema+` cascade`)
	return l.described(err)
}
