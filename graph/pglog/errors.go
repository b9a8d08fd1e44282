package pglog

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"whence/graph/quadstore"
	"whence/graph/store"
)

// SQLSTATEs that are told apart (PostgreSQL, appendix A).
const (
	uniqueViolation       = "23505"
	readOnlyTransaction   = "25006"
	invalidPassword       = "28P01"
	invalidAuthorization  = "28000"
	invalidCatalog        = "3D000"
	insufficientPrivilege = "42501"
	undefinedTable        = "42P01"
	undefinedColumn       = "42703"
	undefinedSchema       = "3F000"
	diskFull              = "53100"
)

// described is an error of the database as whoever runs Whence reads it: it wraps the sentinel for its kind. The database's own
// words go along; they have no password in them, and nothing of the connection string does.
func (l *Log) described(err error) error {
	if err == nil || errors.Is(err, store.ErrConflict) || errors.Is(err, store.ErrTrimmed) || errors.Is(err, quadstore.ErrCorrupt) {
		return err
	}
	said, answered := errors.AsType[*pgconn.PgError](err)
	if !answered {
		if errors.Is(err, context.Canceled) {
			return err
		}
		return fmt.Errorf("%w: %s: %s", store.ErrUnavailable, l.address, l.hidden(err.Error()))
	}
	words := fmt.Sprintf("%s: %s (SQLSTATE %s)", l.address, l.hidden(said.Message), said.Code)
	switch said.Code {
	case readOnlyTransaction:
		return fmt.Errorf("%w: %s", quadstore.ErrReadOnly, words)
	case diskFull:
		return fmt.Errorf("%w: %s", quadstore.ErrSpace, words)
	case undefinedTable, undefinedColumn, undefinedSchema:
		return fmt.Errorf("%w: the tables are not as Whence makes them: %s", quadstore.ErrCorrupt, words)
	case invalidPassword, invalidAuthorization:
		return fmt.Errorf("%w: %s: give the right one in the URL, in PGPASSWORD or in ~/.pgpass", store.ErrUnavailable, words)
	case invalidCatalog:
		return fmt.Errorf("%w: %s: make it with createdb, or name another", store.ErrUnavailable, words)
	case insufficientPrivilege:
		return fmt.Errorf("%w: %s: have the database's owner run: create schema %s authorization %q", quadstore.ErrReadOnly, words, l.address.Schema, l.address.pool.ConnConfig.User)
	}
	if retryable(said.Code) {
		return fmt.Errorf("%w: %s", store.ErrUnavailable, words)
	}
	return errors.New(words)
}

// retryable reports whether a statement may succeed later as it is: the database shuts down, starts, or has no connection to spare.
func retryable(code string) bool {
	return strings.HasPrefix(code, "08") || strings.HasPrefix(code, "57P") || strings.HasPrefix(code, "53") || code == "40001" || code == "40P01"
}

// away reports whether the database may not have got a statement, or its reply was lost.
func away(err error) bool {
	said, answered := errors.AsType[*pgconn.PgError](err)
	return err != nil && (!answered || retryable(said.Code) && said.Code != diskFull)
}

// hidden is a text without the password, should somebody's words have it.
func (l *Log) hidden(text string) string {
	if password := l.address.pool.ConnConfig.Password; len(password) > 3 {
		text = strings.ReplaceAll(text, password, "***")
	}
	return strings.Join(strings.Fields(text), " ")
}
