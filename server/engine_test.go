package server

import (
	"testing"

	"whence/server/gql/direct"
)

// The direct executor would not call extensions that intercept fields. The
// engine takes none, and its own way of executing brings none with it.
func TestNothingInterceptsFields(t *testing.T) {
	e := newEngine(&Options{Schema: newStage()}, Limits{}.WithDefaults())
	if err := direct.Check(t.Context(), e.executor); err != nil {
		t.Error(err)
	}
}
