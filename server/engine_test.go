package server

import (
	"log/slog"
	"testing"

	"whence/server/gql/direct"
)

// The direct executor would not call extensions that intercept fields. The
// engine takes none, and its own way of executing brings none with it.
func TestNothingInterceptsFields(t *testing.T) {
	e := newEngine(&Options{Log: slog.Default(), Schema: newStage()}, Limits{}.WithDefaults())
	if err := direct.Check(t.Context(), e.executor); err != nil {
		t.Error(err)
	}
}
