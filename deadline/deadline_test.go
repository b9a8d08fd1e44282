package deadline_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"whence/deadline"
)

var errLate = fmt.Errorf("too late: %w", context.DeadlineExceeded)

func TestEndsAtItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := deadline.With(t.Context(), time.Now().Add(time.Second), errLate)
		time.Sleep(time.Second - time.Nanosecond)
		if ctx.Err() != nil {
			t.Fatalf("ended early: %v", ctx.Err())
		}
		select {
		case <-ctx.Done():
			t.Fatal("its channel is closed early")
		default:
		}
		time.Sleep(time.Nanosecond)
		<-ctx.Done()
		if err := ctx.Err(); !errors.Is(err, errLate) || !errors.Is(context.Cause(ctx), errLate) {
			t.Errorf("ended with %v, cause %v", err, context.Cause(ctx))
		}
	})
}

// It ends with its parent, and tells why as the parent does, whether or not somebody waits.
func TestEndsWithItsParent(t *testing.T) {
	for _, waits := range []bool{false, true} {
		parent, cancel := context.WithCancelCause(t.Context())
		ctx := deadline.With(parent, time.Now().Add(time.Hour), errLate)
		if waits && ctx.Done() == nil {
			t.Fatal("no channel")
		}
		cancel(errors.New("gone"))
		<-ctx.Done()
		if !errors.Is(ctx.Err(), context.Canceled) || context.Cause(ctx).Error() != "gone" {
			t.Errorf("ended with %v, cause %v", ctx.Err(), context.Cause(ctx))
		}
	}
}

// The earlier of two deadlines counts, whichever stands outside.
func TestNested(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		soon, late := time.Now().Add(time.Second), time.Now().Add(time.Hour)
		inner := deadline.With(deadline.With(t.Context(), soon, nil), late, errLate)
		outer := deadline.With(deadline.With(t.Context(), late, errLate), soon, nil)
		derived, cancel := context.WithCancel(outer)
		defer cancel()
		for _, ctx := range []context.Context{inner, outer, derived} {
			if at, ok := ctx.Deadline(); !ok || !at.Equal(soon) {
				t.Errorf("deadline %v, %v", at, ok)
			}
			<-ctx.Done()
			if err := ctx.Err(); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, errLate) {
				t.Errorf("ended with %v", err)
			}
		}
	})
}

// Many may wait for it, and each sees the values of the parent.
func TestShared(t *testing.T) {
	type key struct{}
	ctx := deadline.With(context.WithValue(t.Context(), key{}, 1), time.Now().Add(10*time.Millisecond), nil)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			<-ctx.Done()
			if ctx.Err() == nil || ctx.Value(key{}) != 1 {
				t.Errorf("ended with %v, value %v", ctx.Err(), ctx.Value(key{}))
			}
		})
	}
	wg.Wait()
}

func BenchmarkWith(b *testing.B) {
	for name, with := range map[string]func() error{
		"deadline": func() error { return deadline.With(b.Context(), time.Now().Add(time.Minute), nil).Err() },
		"context": func() error {
			ctx, cancel := context.WithTimeout(b.Context(), time.Minute)
			defer cancel()
			return ctx.Err()
		},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if with() != nil {
					b.Fatal("ended")
				}
			}
		})
	}
}
