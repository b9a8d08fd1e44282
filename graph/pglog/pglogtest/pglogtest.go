// Package pglogtest opens logs in the database that the tests of one process share.
package pglogtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"whence/graph/pglog"
	"whence/testenv/postgres"
)

// Schema is the name of a schema that a test of some name has to itself.
func Schema(name string) string {
	sum := sha256.Sum256([]byte(name))
	return "t" + hex.EncodeToString(sum[:8])
}

// URL is where that schema is.
func URL(t testing.TB, name string) string {
	t.Helper()
	return postgres.Shared(t).URL("postgres", "schema="+Schema(name))
}

// Open opens a log, which the caller closes.
func Open(t testing.TB, url string, o pglog.Options) *pglog.Log {
	t.Helper()
	address, err := pglog.ParseAddress(url)
	if err != nil {
		t.Fatal(err)
	}
	log, err := pglog.Open(context.Background(), address, o)
	if err != nil {
		t.Fatal(err)
	}
	return log
}
