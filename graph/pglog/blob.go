package pglog

import (
	"context"
	"crypto/rand"
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/klauspost/compress/s2"

	"whence/graph/quadstore"
	"whence/graph/store"
)

// Put implements store.Log. Every part is a statement of its own: none of them holds anything.
func (l *Log) Put(ctx context.Context, fill func(put func(section byte, part []byte) error) error) (string, error) {
	name := rand.Text()
	parts := map[byte]int32{0: 0} // a section that says that the blob is there
	err := fill(func(section byte, part []byte) error {
		_, err := l.pool.Exec(ctx, l.sql(`insert into %s.part (blob, section, number, body) values ($1, $2, $3, $4)`),
			name, int16(section), parts[section], s2.Encode(nil, part))
		parts[section]++
		return err
	})
	if err != nil {
		return "", l.described(err)
	}
	var sections []int16
	var counts []int32
	for _, section := range slices.Sorted(maps.Keys(parts)) {
		sections, counts = append(sections, int16(section)), append(counts, parts[section])
	}
	_, err = l.pool.Exec(ctx, l.sql(`insert into %s.blob (name, section, parts) select $1, s, n from unnest($2::int2[], $3::int4[]) as counted (s, n)`), name, sections, counts)
	return name, l.described(err)
}

// Get implements store.Log.
func (l *Log) Get(ctx context.Context, blob string, section byte) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		done, err := l.parts(ctx, blob, section, func(part []byte) bool { return yield(part, nil) })
		if err != nil && !done {
			yield(nil, l.described(err))
		}
	}
}

// parts hands on the parts of a section until use returns false, which is done.
func (l *Log) parts(ctx context.Context, blob string, section byte, use func([]byte) bool) (done bool, err error) {
	var want, sections int
	err = l.pool.QueryRow(ctx, l.sql(`select coalesce(max(parts) filter (where section = $2), 0), count(*) from %s.blob where name = $1`), blob, int16(section)).Scan(&want, &sections)
	if err != nil {
		return false, err
	}
	if sections == 0 {
		return false, store.ErrTrimmed
	}
	rows, err := l.pool.Query(ctx, l.sql(`select body from %s.part where blob = $1 and section = $2 order by number`), blob, int16(section))
	if err != nil {
		return false, err
	}
	defer rows.Close()
	read := 0
	for ; rows.Next(); read++ {
		var body []byte
		if err := rows.Scan((*pgRaw)(&body)); err != nil {
			return false, err
		}
		part, err := s2.Decode(nil, body)
		if err != nil {
			return false, fmt.Errorf("%s: part %d of %s: %w: %w", l.address, read, blob, quadstore.ErrCorrupt, err)
		}
		if !use(part) {
			return true, nil
		}
	}
	if err := rows.Err(); err != nil {
		return false, err
	}
	if read != want {
		return false, fmt.Errorf("%s: %d parts of %s, not %d: %w", l.address, read, blob, want, store.ErrTrimmed)
	}
	return false, nil
}

// pgRaw receives bytes without a copy: they are decoded before the next row is read.
type pgRaw []byte

// ScanBytes implements pgtype.BytesScanner.
func (r *pgRaw) ScanBytes(b []byte) error {
	*r = b
	return nil
}

// Checkpoint implements store.Log.
func (l *Log) Checkpoint(ctx context.Context) (c store.Checkpoint, err error) {
	if l.rows {
		return c, l.errRows()
	}
	var version, digest int64
	err = l.pool.QueryRow(ctx, l.sql(`select version, digest, meta, blob from %s.checkpoint order by version desc limit 1`)).Scan(&version, &digest, &c.Meta, &c.Blob)
	c.Mark = store.Mark{Version: uint64(version), Digest: uint64(digest)}
	if err == pgx.ErrNoRows { //nolint:errorlint // it is not wrapped
		return c, fmt.Errorf("%s: there is no checkpoint: %w", l.address, quadstore.ErrCorrupt)
	}
	return c, l.described(err)
}

// publishing puts a checkpoint in place, and drops what nobody needs who is not further behind than the one before.
var publishing = []string{
	`delete from %[1]s.log where version <= (select max(version) from %[1]s.checkpoint where version < $1)`,
	`delete from %[1]s.checkpoint where version < (select max(version) from %[1]s.checkpoint where version < $1)`,
	`delete from %[1]s.part where made < now() - interval '1 hour' and $1::int8 > 0 and blob not in (select blob from %[1]s.checkpoint union select blob from %[1]s.log where blob is not null)`,
	`delete from %[1]s.blob where made < now() - interval '1 hour' and $1::int8 > 0 and name not in (select blob from %[1]s.checkpoint union select blob from %[1]s.log where blob is not null)`,
}

// Publish implements store.Log.
func (l *Log) Publish(ctx context.Context, c store.Checkpoint) error {
	err := pgx.BeginFunc(ctx, l.pool, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, l.sql(`insert into %s.checkpoint (version, digest, meta, blob) values ($1, $2, $3, $4) on conflict do nothing`),
			int64(c.Version), int64(c.Digest), c.Meta, c.Blob)
		for _, statement := range publishing {
			if err == nil {
				_, err = tx.Exec(ctx, l.sql(statement), int64(c.Version))
			}
		}
		return err
	})
	return l.described(err)
}
