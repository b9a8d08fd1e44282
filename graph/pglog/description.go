package pglog

import (
	"context"
	"fmt"
)

// Description is what there is to say of a log's database.
type Description struct {
	Server             string // its version
	Standby            bool
	Bytes              int64 // that the graph takes
	Latest, Checkpoint uint64
	Lacks              []string // what whoever runs the database should look at
}

// Describe says how the database is.
func (l *Log) Describe(ctx context.Context) (d Description, err error) {
	var latest, checkpoint int64
	var syncs, commits, pages string
	err = l.pool.QueryRow(ctx, l.sql(`
select current_setting('server_version'), pg_is_in_recovery(),
	(select coalesce(sum(pg_total_relation_size(c.oid)), 0)::int8 from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relkind = 'r'),
	greatest((select max(version) from %[1]s.log), (select max(version) from %[1]s.checkpoint)), (select max(version) from %[1]s.checkpoint),
	current_setting('fsync'), current_setting('synchronous_commit'), current_setting('full_page_writes')`), l.address.Schema).
		Scan(&d.Server, &d.Standby, &d.Bytes, &latest, &checkpoint, &syncs, &commits, &pages)
	if err != nil {
		return d, l.described(err)
	}
	d.Latest, d.Checkpoint = uint64(latest), uint64(checkpoint)
	for name, value := range map[string]string{"fsync": syncs, "synchronous_commit": commits, "full_page_writes": pages} {
		if value == "off" {
			d.Lacks = append(d.Lacks, fmt.Sprintf("durability: %s is off, so that a crash of the database loses writes", name))
		}
	}
	return d, nil
}
