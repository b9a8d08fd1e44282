package server

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
)

// versions is a graph that comes to a version while it is waited for, or never.
type versions struct {
	now   atomic.Uint64
	comes uint64
}

func (v *versions) Version() uint64 { return v.now.Load() }

func (v *versions) WaitFor(_ context.Context, version uint64) error {
	if version > v.comes {
		return errors.New("it does not come")
	}
	v.now.Store(version)
	return nil
}

// TestVersions asks for versions that are there, that come, that do not come and that are none.
func TestVersions(t *testing.T) {
	graph := &versions{comes: 9}
	graph.now.Store(7)
	r := start(t, func(o *Options) { o.Versions = graph })
	for _, c := range []struct {
		wanted       string
		status       int
		code, header string
	}{
		{"", 200, "", "7"},
		{"7", 200, "", "7"},
		{"9", 200, "", "9"},
		{"10", 503, "BEHIND", "9"},
		{"x", 400, "BAD_REQUEST", "9"},
		{"-1", 400, "BAD_REQUEST", "9"},
	} {
		got := do(t, http.MethodPost, r.url+"/graphql", `{"query":"{__typename}"}`, VersionHeader, c.wanted)
		if got.status != c.status || got.code() != c.code || got.header.Get(VersionHeader) != c.header {
			t.Errorf("%q: %d %s, at version %s; want %d %s, %s", c.wanted, got.status, got.code(), got.header.Get(VersionHeader), c.status, c.code, c.header)
		}
	}
}

// TestReadyForReads says what is the matter in words that are meant to be shown, and that reads go on.
func TestReadyForReads(t *testing.T) {
	r := start(t, func(o *Options) {
		o.Ready = func(context.Context) error { return NotReady("writes are refused") }
	})
	if got := do(t, http.MethodGet, r.url+"/readyz", ""); got.status != 503 || !strings.Contains(got.text, "writes are refused") {
		t.Errorf("%d %q", got.status, got.text)
	}
	if got := do(t, http.MethodGet, r.url+"/readyz?for=reads", ""); got.status != 200 {
		t.Errorf("for reads: %d %q", got.status, got.text)
	}
}
