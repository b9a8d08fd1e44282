package server

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestNegotiate(t *testing.T) {
	tests := []struct {
		accept string
		want   mediaType
	}{
		{"", plainJSON},
		{"*/*", plainJSON},
		{"application/*", plainJSON},
		{"APPLICATION/JSON", plainJSON},
		{"application/json; charset=utf-8", plainJSON},
		{"application/json; charset=latin1", ""},
		{"application/graphql-response+json", responseJSON},
		{"application/graphql-response+json; charset=utf-8, application/json; charset=utf-8", plainJSON},
		{"application/graphql-response+json, application/json;q=0.9, */*;q=0.1", responseJSON},
		{"application/graphql-response+json, */*", responseJSON},
		{"application/graphql-response+json;q=0.2, */*;q=0.8", plainJSON},
		{"application/json;q=0, application/*", responseJSON},
		{"text/html, image/*", ""},
		{"text/html, */*;q=0.8", plainJSON},
		{"*/*;q=2", ""},
		{"*/*;q=-1", ""},
		{";;;,,,", ""},
		{strings.Repeat("a/b,", 2000), ""},
	}
	for _, tt := range tests {
		got, ok := negotiate(tt.accept)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("%.80q: got %q, %t, want %q", tt.accept, got, ok, tt.want)
		}
	}
}

func TestContainerMemory(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	tests := []struct {
		claim string
		files fstest.MapFS
		want  int64
	}{
		{"no container", fstest.MapFS{}, 0},
		{"no limit", fstest.MapFS{"proc/self/cgroup": file("0::/a\n"), "sys/fs/cgroup/a/memory.max": file("max\n")}, 0},
		{"a limit of its own", fstest.MapFS{"proc/self/cgroup": file("0::/a/b\n"), "sys/fs/cgroup/a/b/memory.max": file("1000\n")}, 900},
		{"a limit from above", fstest.MapFS{"proc/self/cgroup": file("0::/a/b\n"), "sys/fs/cgroup/a/b/memory.max": file("1000\n"), "sys/fs/cgroup/a/memory.max": file("500\n")}, 450},
		{"seen from within", fstest.MapFS{"proc/self/cgroup": file("0::/\n"), "sys/fs/cgroup/memory.max": file("2000\n")}, 1800},
		{"version 1", fstest.MapFS{"sys/fs/cgroup/memory/memory.limit_in_bytes": file("3000\n")}, 2700},
		{"version 1 without a limit", fstest.MapFS{"sys/fs/cgroup/memory/memory.limit_in_bytes": file("9223372036854771712\n")}, 0},
	}
	for _, tt := range tests {
		if got := containerMemory(tt.files); got != tt.want {
			t.Errorf("%s: got %d, want %d", tt.claim, got, tt.want)
		}
	}
}
