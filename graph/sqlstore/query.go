package sqlstore

import (
	"cmp"
	"context"
	"encoding/binary"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
)

// statement is a question, its arguments and what is done with each row of the answer.
type statement struct {
	sql  string
	args []any
	each func(pgx.Rows) error
}

// pgUUID is 16 bytes as the database's uuid.
type pgUUID [16]byte

// UUIDValue implements pgtype.UUIDValuer.
func (u pgUUID) UUIDValue() (pgtype.UUID, error) { return pgtype.UUID{Bytes: u, Valid: true}, nil }

// readTime is how long a round trip may take whose context has no end.
const readTime = 10 * time.Minute

// query asks one thing.
func (s *Store) query(ctx context.Context, sql string, args []any, each func(pgx.Rows) error) error {
	return s.together(ctx, []statement{{sql, args, each}})
}

// together asks several things in one round trip. The error is the context's where it has ended.
func (s *Store) together(ctx context.Context, statements []statement) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	err := s.ask(ctx, statements)
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return s.log.Described(err)
}

func (s *Store) ask(ctx context.Context, statements []statement) error {
	ctx, cancel := context.WithTimeout(ctx, readTime)
	defer cancel()
	s.trips.Add(1)
	if len(statements) == 1 {
		rows, err := s.log.Pool().Query(ctx, s.log.SQL(statements[0].sql), statements[0].args...)
		if err != nil {
			return err
		}
		return eachRow(rows, statements[0].each)
	}
	var b pgx.Batch
	for _, one := range statements {
		b.Queue(s.log.SQL(one.sql), one.args...)
	}
	results := s.log.Pool().SendBatch(ctx, &b)
	var failed error
	for _, one := range statements {
		rows, err := results.Query()
		if err == nil {
			err = eachRow(rows, one.each)
		}
		if failed = cmp.Or(failed, err); failed != nil {
			break
		}
	}
	return cmp.Or(failed, results.Close())
}

func eachRow(rows pgx.Rows, each func(pgx.Rows) error) error {
	defer rows.Close()
	for rows.Next() {
		if err := each(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// int4 reads a column of a row.
func int4(raw []byte) int32 { return int32(binary.BigEndian.Uint32(raw)) }

func distinct[T cmp.Ordered](list []T) []T {
	slices.Sort(list)
	return slices.Compact(list)
}
