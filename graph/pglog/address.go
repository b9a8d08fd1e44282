package pglog

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Address is where a graph is kept. Nothing that it prints has a password in it.
type Address struct {
	pool   *pgxpool.Config
	Schema string
	name   string
}

// DefaultSchema is the schema of a graph whose URL names none.
const DefaultSchema = "whence"

// defaultPort is PostgreSQL's.
const defaultPort = 5432

// schemaNames are the names that need no quotes: what is typed is what there is.
var schemaNames = regexp.MustCompile(`^[a-z_][a-z0-9_]{0,62}$`)

// errURL does not show the URL, which may have a password in it.
var errURL = errors.New("the URL of the database can't be read: want postgres://USER@HOST:PORT/DATABASE, with what is not a letter or digit in a password as %XX; or leave the password out and set PGPASSWORD or ~/.pgpass")

// IsURL reports whether the name of a store is the URL of a database, of whatever kind.
func IsURL(name string) bool {
	scheme, _, ok := strings.Cut(name, ":")
	return ok && (strings.Contains(name, "://") || scheme == "postgres" || scheme == "postgresql")
}

// ParseAddress reads a URL of libpq: postgres://user:password@host:port/database?parameter=value. The parameter schema is ours: it
// names the graph among those of the database. The environment variables of libpq and its password file are heeded.
func ParseAddress(text string) (Address, error) {
	u, err := url.Parse(text)
	if err != nil {
		return Address{}, errURL
	}
	if u.Scheme != "postgres" && u.Scheme != "postgresql" {
		return Address{}, fmt.Errorf("a store is a folder, mem: or a database at postgres://…, not at %.20s://…", u.Scheme)
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil || u.Opaque != "" {
		return Address{}, errURL
	}
	a := Address{Schema: DefaultSchema}
	if query.Has("schema") {
		a.Schema = query.Get("schema")
		query.Del("schema")
		u.RawQuery = query.Encode()
	}
	if !schemaNames.MatchString(a.Schema) || strings.HasPrefix(a.Schema, "pg_") {
		return Address{}, fmt.Errorf("schema=%.70q: want at most 63 small letters, digits and _, and no digit or pg_ at the beginning", a.Schema)
	}
	if strings.Trim(u.Path, "/") == "" && !query.Has("dbname") && !query.Has("database") {
		return Address{}, errors.New("the URL names no database: want postgres://USER@HOST:PORT/DATABASE")
	}
	if a.pool, err = pgxpool.ParseConfig(u.String()); err != nil {
		return Address{}, errURL
	}
	// Poolers in transaction mode lose what is prepared under a name.
	a.pool.ConnConfig.DefaultQueryExecMode = pgx.QueryExecModeCacheDescribe
	a.pool.ConnConfig.RuntimeParams["application_name"] = "whence"
	a.pool.MaxConns = max(a.pool.MaxConns, 8)
	host := a.pool.ConnConfig.Host
	switch port := a.pool.ConnConfig.Port; {
	case strings.HasPrefix(host, "/"):
		host = ""
	case port != defaultPort:
		host = net.JoinHostPort(host, strconv.Itoa(int(port)))
	}
	a.name = (&url.URL{Scheme: "postgres", Host: host, Path: "/" + a.pool.ConnConfig.Database, RawQuery: "schema=" + a.Schema}).String()
	return a, nil
}

// String is the address without user, password and parameters.
func (a Address) String() string { return a.name }
