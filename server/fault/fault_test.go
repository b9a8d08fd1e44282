package fault

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

func TestOf(t *testing.T) {
	secret := errors.New("disk 3 is on fire")
	tests := []struct {
		claim string
		err   error
		want  Code
	}{
		{"a coded error keeps its code", New(NotFound, "no entity %q", "x"), NotFound},
		{"a code survives wrapping", fmt.Errorf("entity: %w", New(BadCursor, "cut")), BadCursor},
		{"a code survives gqlgen's wrapping", gqlerror.WrapPath(ast.Path{ast.PathName("a")}, New(Ambiguous, "two")), Ambiguous},
		{"a plain error is internal", secret, Internal},
		{"gqlgen's wrapping makes nothing public", gqlerror.WrapPath(ast.Path{ast.PathName("a")}, secret), Internal},
		{"a code of somebody else's is internal", &gqlerror.Error{Extensions: map[string]any{"code": "E42"}}, Internal},
		{"a code that is no string is internal", &gqlerror.Error{Extensions: map[string]any{"code": 42}}, Internal},
	}
	for _, tt := range tests {
		if got := Of(tt.err); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.claim, got, tt.want)
		}
	}
	if wrapped := Wrap(secret, Timeout, "slow"); !errors.Is(wrapped, secret) || wrapped.Message != "slow" {
		t.Errorf("Wrap: cause lost or message changed: %v", wrapped)
	}
}

func TestClip(t *testing.T) {
	for _, s := range []string{"", "short", strings.Repeat("é", 300), strings.Repeat("😀", 300), strings.Repeat("a", 1<<20)} {
		got := Clip(s)
		if len(got) > 64 || !utf8.ValidString(got) {
			t.Errorf("Clip of %d bytes: %d bytes, valid %t", len(s), len(got), utf8.ValidString(got))
		}
	}
}
