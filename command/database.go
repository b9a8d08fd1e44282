package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"whence/graph"
	"whence/graph/engine"
	"whence/graph/pglog"
	"whence/graph/sqlstore"
	"whence/server"
	"whence/server/cursor"
)

// isDatabase reports whether --store names a database.
func isDatabase(store string) bool { return pglog.IsURL(store) }

// openLog opens the log of a store in a database.
func openLog(ctx context.Context, store string, o pglog.Options) (*pglog.Log, error) {
	address, err := pglog.ParseAddress(store)
	if err != nil {
		return nil, err
	}
	return pglog.Open(ctx, address, o)
}

// openDatabase opens a graph that is kept in a database; made says whether its tables were made.
func (f storeFlags) openDatabase(ctx context.Context, o pglog.Options) (g *graph.Graph, made bool, err error) {
	log, rows, err := f.openRows(ctx, o)
	if err != nil {
		return nil, false, err
	}
	options := f.options("")
	options.Log, options.Rows, options.ReadOnly = log, rows, o.ReadOnly
	made = log.Made()
	g, err = graph.Open(ctx, options)
	switch {
	case err != nil && made:
		dropNewTables(f.Store)
	case errors.Is(err, graph.ErrBase):
		err = fmt.Errorf("%w; leave --base out, or name the one that the store was made with", err)
	}
	return g, made, err
}

// openRows opens the log of a store in a database, and says how its rows are opened where it is kept as rows; a new one is where
// the graph is not to be resident.
func (f storeFlags) openRows(ctx context.Context, o pglog.Options) (*pglog.Log, engine.OpenRows, error) {
	if f.rows {
		o.Rows = sqlstore.Tables()
	}
	log, err := openLog(ctx, f.Store, o)
	switch {
	case err != nil:
		return nil, nil, err
	case log.Rows():
		return log, sqlstore.Opener(log, o.ReadOnly), nil
	case f.rows:
		_ = log.Close() // nothing was written
		return nil, nil, fmt.Errorf("%s: %w", log.Address(), sqlstore.ErrKept)
	}
	return log, nil, nil
}

// residence says how a new store in a database is kept.
type residence struct {
	Resident bool `env:"WHENCE_RESIDENT" default:"true" help:"Hold the graph in memory. --resident=false answers from rows in the database, for a graph that is larger; it is settled when the graph is made in the database, and --store has to name one."`
}

// in is the flags of a store that is kept so.
func (r residence) in(f storeFlags) (storeFlags, error) {
	if f.rows = !r.Resident; f.rows && !isDatabase(f.Store) {
		return f, errors.New("--resident=false answers from a database: name one with --store postgres://HOST/DATABASE")
	}
	return f, nil
}

// dropNewTables drops the tables that were made for a command that then failed, unless they hold something.
func dropNewTables(store string) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	log, err := openLog(ctx, store, pglog.Options{})
	if err != nil {
		return
	}
	_ = log.DropEmpty(ctx) // empty tables are no harm
	_ = log.Close()
}

// databaseOf is the log of a graph that is kept in a database, nil of another.
func databaseOf(g *graph.Graph) *pglog.Log {
	log, _ := g.SharedLog().(*pglog.Log)
	return log
}

// sharedCursorKey is the key of cursors that all servers of a graph have; ok is false where the graph has none.
func sharedCursorKey(g *graph.Graph) (key cursor.Key, ok bool) {
	log := databaseOf(g)
	if log == nil {
		return key, false
	}
	return cursor.NewKey(log.Secret()), true
}

// errDatabaseUnreachable is why a server is not ready while it can't reach its database.
const errDatabaseUnreachable = server.NotReady("the store's database can't be reached, or this server does not follow it: reads are answered, writes are refused")

// ready says why a server is not ready: reads go on while it is not.
func ready(g *graph.Graph, log *slog.Logger) func(context.Context) error {
	return func(ctx context.Context) error {
		if err := g.Following(); err != nil {
			log.WarnContext(ctx, "the store is not followed", "why", err.Error())
			return errDatabaseUnreachable
		}
		return nil
	}
}

// describeDatabase says what a database has of a graph, and how much.
func describeDatabase(ctx context.Context, g *graph.Graph, row func(string, string, ...any)) error {
	log := databaseOf(g)
	is, err := log.Describe(ctx)
	if err != nil {
		return err
	}
	row("database", "PostgreSQL %s%s", is.Server, map[bool]string{true: ", a standby"}[is.Standby])
	row("size", "%s", megabytes(is.Bytes))
	if log.Rows() {
		row("kept", "as rows, which answer in the database: version %d", is.Latest)
	} else {
		row("log", "version %d: a checkpoint at %d and %d entries behind it", is.Latest, is.Checkpoint, is.Latest-is.Checkpoint)
	}
	row("lacks", "%s", cmp.Or(strings.Join(is.Lacks, "; "), "nothing"))
	return nil
}
