package live_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"whence/server/live"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// memory is a log of nothing but numbers.
type memory struct {
	mu   sync.Mutex
	head uint64
	bell chan struct{}
}

func newMemory() *memory { return &memory{bell: make(chan struct{})} }

func (m *memory) Head() uint64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.head
}

func (m *memory) Committed() <-chan struct{} {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.bell
}

func (m *memory) commit(n uint64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.head += n
	close(m.bell)
	m.bell = make(chan struct{})
}

func (m *memory) Cursor(_ context.Context, n uint64) (string, error) { return fmt.Sprint("c", n), nil }

func (m *memory) Position(context.Context, string) (uint64, error) { return 0, nil }

// multiples encodes those commits whose number is a multiple of n, and signs of life.
func multiples(n uint64, calls *atomic.Int64) live.Encode {
	return func(_ context.Context, e live.Event) (*live.Payload, error) {
		calls.Add(1)
		if !e.Sign && e.Number%n != 0 {
			return nil, nil
		}
		return &live.Payload{Text: fmt.Append(nil, e.Number, e.Sign, e.Behind)}, nil
	}
}

// Whatever the order of commits, and of coming and going, each follower is sent what passes, once and in order, and what is
// asked for in the same words is encoded about once.
func TestFollow(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		log := newMemory()
		log.commit(rapid.Uint64Range(0, 5).Draw(rt, "before"))
		hub := live.New(log, live.Options{Sign: time.Hour, Encoders: 2, Kept: rapid.IntRange(1, 20_000).Draw(rt, "kept")})
		writes := rapid.SliceOfN(rapid.Uint64Range(1, 3), 1, 20).Draw(rt, "writes")
		total := log.Head()
		for _, n := range writes {
			total += n
		}
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		var all sync.WaitGroup
		defer all.Wait()
		defer cancel()
		var calls atomic.Int64
		type follower struct{ every, from uint64 }
		followers := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) follower {
			return follower{rapid.Uint64Range(1, 3).Draw(rt, "every"), rapid.Uint64Range(0, log.Head()).Draw(rt, "from")}
		}), 1, 8).Draw(rt, "followers")
		results := make(chan error, len(followers))
		for _, f := range followers {
			all.Go(func() { results <- follows(ctx, hub, f.every, f.from, total, &calls) })
		}
		for _, n := range writes {
			log.commit(n)
		}
		for range followers {
			if err := <-results; err != nil {
				rt.Fatal(err)
			}
		}
		cancel()
		all.Wait()
		if n := hub.Followers(); n != 0 {
			rt.Fatalf("%d follow still", n)
		}
	})
}

// follows reads multiples up to a head, and says what is missing, twice or out of order.
func follows(ctx context.Context, hub *live.Hub, every, from, total uint64, calls *atomic.Int64) error {
	ctx, done := context.WithCancel(ctx)
	defer done()
	feed := hub.Feed(fmt.Sprint(every), false, multiples(every, calls))
	defer feed.Release()
	next := (from/every + 1) * every
	if next > total {
		return nil
	}
	var wrong error
	err := feed.Follow(ctx, from, func(m live.Message) error {
		if want := fmt.Sprint("c", next); m.Cursor != want || !strings.HasPrefix(string(m.Text), fmt.Sprint(next, false)) {
			wrong = fmt.Errorf("got %s %s, want %s", m.Cursor, m.Text, want)
			done()
		}
		if next += every; next > total {
			done()
		}
		return nil
	})
	if wrong != nil {
		return wrong
	}
	if !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

func TestEncodedOnce(t *testing.T) {
	log := newMemory()
	hub := live.New(log, live.Options{})
	var calls, sent atomic.Int64
	ctx, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	const followers, commits = 200, 10
	for range followers {
		feed := hub.Feed("all", false, multiples(1, &calls))
		all.Go(func() {
			defer feed.Release()
			_ = feed.Follow(ctx, 0, func(live.Message) error { sent.Add(1); return nil })
		})
	}
	for range commits {
		log.commit(1)
	}
	for sent.Load() < followers*commits {
		time.Sleep(time.Millisecond)
	}
	cancel()
	all.Wait()
	if calls.Load() != commits {
		t.Errorf("%d events were encoded %d times", commits, calls.Load())
	}
}

// Who encodes an event and goes away in the middle does not take it from the others.
func TestEncoderGoes(t *testing.T) {
	log := newMemory()
	log.commit(1)
	hub := live.New(log, live.Options{Encoders: 1})
	block := make(chan struct{})
	busy := hub.Feed("busy", false, func(context.Context, live.Event) (*live.Payload, error) {
		<-block
		return &live.Payload{Text: []byte("1")}, nil
	})
	var all sync.WaitGroup
	ctx, cancel := context.WithCancel(t.Context())
	all.Go(func() { _ = busy.Follow(ctx, 0, func(live.Message) error { return nil }) })
	time.Sleep(10 * time.Millisecond)
	var calls atomic.Int64
	gone, leave := context.WithCancelCause(t.Context())
	first, second := hub.Feed("x", false, multiples(1, &calls)), hub.Feed("x", false, multiples(1, &calls))
	all.Go(func() { _ = first.Follow(gone, 0, func(live.Message) error { return nil }) })
	time.Sleep(10 * time.Millisecond)
	got := make(chan live.Message, 1)
	all.Go(func() { _ = second.Follow(ctx, 0, func(m live.Message) error { got <- m; return nil }) })
	time.Sleep(10 * time.Millisecond)
	leave(errors.New("its key was revoked"))
	time.Sleep(10 * time.Millisecond)
	close(block)
	if m := <-got; m.Cursor != "c1" {
		t.Errorf("got %+v", m)
	}
	cancel()
	all.Wait()
	for _, f := range []*live.Feed{busy, first, second} {
		f.Release()
	}
}

func TestSignsOfLife(t *testing.T) {
	log := newMemory()
	log.commit(7)
	hub := live.New(log, live.Options{Sign: 20 * time.Millisecond})
	var calls atomic.Int64
	feed := hub.Feed("never", true, multiples(1000, &calls))
	defer feed.Release()
	ctx, cancel := context.WithCancel(t.Context())
	var got []string
	_ = feed.Follow(ctx, 2, func(m live.Message) error {
		if got = append(got, m.Cursor+" "+string(m.Text)); len(got) == 2 {
			cancel()
		}
		return nil
	})
	if want := "[c7 7 true 0 c7 7 true 0]"; fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

// What follows stops at a client that takes no more, and at an event that can't be made.
func TestFollowFails(t *testing.T) {
	log := newMemory()
	log.commit(3)
	hub := live.New(log, live.Options{})
	full, broken := errors.New("full"), errors.New("broken")
	var calls atomic.Int64
	feed := hub.Feed("a", false, multiples(1, &calls))
	defer feed.Release()
	if err := feed.Follow(t.Context(), 0, func(live.Message) error { return full }); !errors.Is(err, full) {
		t.Error(err)
	}
	fails := hub.Feed("b", false, func(context.Context, live.Event) (*live.Payload, error) { return nil, broken })
	defer fails.Release()
	if err := fails.Follow(t.Context(), 0, func(live.Message) error { return nil }); !errors.Is(err, broken) {
		t.Error(err)
	}
}
