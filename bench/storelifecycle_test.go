package bench

import (
	"bytes"
	"context"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"

	"whence/graph/quadstore"
	bycayley "whence/graph/quadstore/cayley"
)

// BenchmarkCoStars is the traversal of the bars, for profiles.
func BenchmarkCoStars(b *testing.B) {
	text, err := filmText()
	if err != nil {
		b.Skip(err)
	}
	ctx := context.Background()
	s, err := quadstore.Open(ctx, quadstore.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	if _, err := loadText(ctx, s, bytes.NewReader(text)); err != nil {
		b.Fatal(err)
	}
	b.Run("expand", func(b *testing.B) {
		var e expansion
		for b.Loop() {
			if _, err := e.coStars(ctx, s.Snapshot()); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("memstore", func(b *testing.B) {
		memory, err := loadCayley(text, func() (cayley.QuadStore, error) { return memstore.New(), nil })
		if err != nil {
			b.Fatal(err)
		}
		b.ResetTimer()
		if _, _, err := timePath(ctx, memory.store, b.N); err != nil {
			b.Fatal(err)
		}
	})
	b.Run("path", func(b *testing.B) {
		if _, _, err := timePath(ctx, bycayley.Of(s.Snapshot()), b.N); err != nil {
			b.Fatal(err)
		}
	})
}
