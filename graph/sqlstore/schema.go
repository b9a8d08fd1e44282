package sqlstore

import (
	"strings"

	"whence/graph/store"
)

// tables makes the rows' tables; pglog puts the schema in.
const tables = `
create table %[1]s.quad (s int4 not null, p int4 not null, o int4 not null, g int4 not null, since int4 not null, until int4 not null default 2147483647);
create table %[1]s.head (id int4 not null, kind int2 not null, text bytea not null);
create table %[1]s.term (id int4 not null, head int4 not null, tail bytea not null);
create table %[1]s.term_key (key uuid not null, id int4 not null);
create table %[1]s.claim (id int4 not null, digits uuid not null);
create table %[1]s.claim_key (digits uuid not null, id int4 not null);
create table %[1]s.predicate (p int4 primary key, n int8 not null);
create table %[1]s.side (key bytea primary key, value bytea not null);
`

// indexes are made with the tables, and anew behind a load into an empty store.
var indexes = []struct{ name, on string }{
	{"quad_s", "unique|quad (s, p, o, g, since) include (until)"},
	{"quad_o", "|quad (o, p, s, g) include (since, until)"},
	{"quad_g", "|quad (g, s, p, o) include (since, until) where g <> -2147483648"},
	{"quad_p", "|quad (p, s)"},
	{"head_id", "unique|head (id)"},
	{"term_id", "unique|term (id)"},
	{"term_key_key", "unique|term_key (key) include (id)"},
	{"claim_id", "unique|claim (id) include (digits)"},
	{"claim_key_digits", "unique|claim_key (digits) include (id)"},
}

// Tables is the statements that make the tables of a new graph: see pglog.Options.Rows.
func Tables() string { return tables + makeIndexes() }

func makeIndexes() string {
	var b strings.Builder
	for _, x := range indexes {
		unique, on, _ := strings.Cut(x.on, "|")
		b.WriteString("create " + unique + " index " + x.name + " on %[1]s." + on + ";\n")
	}
	return b.String()
}

func dropIndexes() string {
	var b strings.Builder
	for _, x := range indexes {
		b.WriteString("drop index %[1]s." + x.name + ";\n")
	}
	return b.String()
}

// stored is an ID as rows have it.
func stored(id store.ID) int32 { return int32(uint32(id) ^ 1<<31) }

// idOf is the ID that a row has.
func idOf(n int32) store.ID { return store.ID(uint32(n) ^ 1<<31) }

// storedIDs is IDs without repetition and without 0, as rows have them.
func storedIDs(ids []store.ID) []int32 {
	out := make([]int32, 0, len(ids))
	for _, id := range ids {
		if id != 0 {
			out = append(out, stored(id))
		}
	}
	return distinct(out)
}
