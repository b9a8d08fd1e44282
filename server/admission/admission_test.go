package admission_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"whence/server/admission"
)

// work takes a slot for a client, keeps it for a while, and returns the error of taking it.
func work(a *admission.Admission, client string, takes time.Duration) error {
	var s admission.Slot
	if err := a.Enter(context.Background(), &s, client); err != nil {
		return err
	}
	defer s.Leave()
	time.Sleep(takes)
	return nil
}

func TestSlotsAndQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := admission.New(admission.Limits{Slots: 2, Queue: 2, Wait: 50 * time.Millisecond})
		var refused, done atomic.Int64
		for range 20 {
			go func() {
				if errors.Is(work(a, "one", 300*time.Millisecond), admission.ErrBusy) {
					refused.Add(1)
				} else {
					done.Add(1)
				}
			}()
		}
		synctest.Wait()
		if a.Working() != 2 || a.Waiting() != 2 || refused.Load() != 16 {
			t.Errorf("%d work, %d wait, %d are refused", a.Working(), a.Waiting(), refused.Load())
		}
		time.Sleep(time.Second)
		if refused.Load() != 18 || done.Load() != 2 {
			t.Errorf("after waiting: %d refused, %d done", refused.Load(), done.Load())
		}
	})
}

// Two clients that keep every slot busy for seconds, and fifty requests at once of others that are short: of one client,
// or of one each.
func TestGreedyClientsBesideACrowd(t *testing.T) {
	for _, clients := range []int{1, 50} {
		t.Run(fmt.Sprint(clients), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a := admission.New(admission.Limits{Slots: 2, Queue: 64, Wait: 100 * time.Millisecond})
				end := time.Now().Add(10 * time.Second)
				var all sync.WaitGroup
				var greedy atomic.Int64
				for i := range 200 {
					all.Go(func() {
						for time.Now().Before(end) {
							if work(a, fmt.Sprint("greedy ", i%2), 2*time.Second) != nil {
								time.Sleep(10 * time.Millisecond)
							} else {
								greedy.Add(1)
							}
						}
					})
				}
				var asked, answered atomic.Int64
				for i := range 50 {
					all.Go(func() {
						for time.Now().Before(end) {
							asked.Add(1)
							if work(a, fmt.Sprint("small ", i%clients), time.Millisecond) == nil {
								answered.Add(1)
							}
							time.Sleep(50 * time.Millisecond)
						}
					})
				}
				all.Wait()
				if asked.Load() < 5000 || answered.Load()*100 < asked.Load()*95 {
					t.Errorf("%d of %d small requests answered", answered.Load(), asked.Load())
				}
				if greedy.Load() < 8 {
					t.Errorf("the greedy clients got %d requests done: less than their share", greedy.Load())
				}
			})
		})
	}
}

// Where there is no room to wait a client's request takes the place of one of the client that has most.
func TestFullQueueIsShared(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := admission.New(admission.Limits{Slots: 1, Queue: 4, Wait: time.Minute})
		results := make(chan string, 10)
		ask := func(client string) {
			err := work(a, client, 10*time.Millisecond)
			results <- fmt.Sprint(client, " ", err == nil)
		}
		for range 5 {
			go ask("many")
			synctest.Wait()
		}
		go ask("few")
		synctest.Wait()
		if got := <-results; got != "many false" {
			t.Errorf("the first result is %s", got)
		}
		go ask("many")
		if got := <-results; got != "many false" {
			t.Errorf("the second result is %s", got)
		}
		order := ""
		for range 5 {
			order += <-results + ", "
		}
		if want := "many true, many true, few true, many true, many true, "; order != want {
			t.Errorf("served %s, want %s", order, want)
		}
	})
}

func TestWhoLeavesTheQueueIsForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := admission.New(admission.Limits{Slots: 1, Queue: 4, Wait: time.Minute})
		var s, other admission.Slot
		if err := a.Enter(t.Context(), &s, "a"); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if err := a.Enter(ctx, &other, "a"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		s.Leave()
		s.Leave()
		if a.Working() != 0 || a.Waiting() != 0 {
			t.Errorf("%d work, %d wait", a.Working(), a.Waiting())
		}
	})
}

// Whatever clients do, the limits hold and every slot comes back.
func TestLimitsHold(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		slots, queue := rapid.IntRange(1, 4).Draw(r, "slots"), rapid.IntRange(0, 6).Draw(r, "queue")
		type request struct{ client, at, takes int }
		requests := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) request {
			return request{rapid.IntRange(0, 4).Draw(r, "client"), rapid.IntRange(0, 200).Draw(r, "at"), rapid.IntRange(1, 150).Draw(r, "takes")}
		}), 1, 60).Draw(r, "requests")
		synctest.Test(t, func(t *testing.T) {
			a := admission.New(admission.Limits{Slots: slots, Queue: queue, Wait: 40 * time.Millisecond})
			var working atomic.Int64
			var all sync.WaitGroup
			for _, q := range requests {
				all.Go(func() {
					time.Sleep(time.Duration(q.at) * time.Millisecond)
					var s admission.Slot
					if a.Enter(t.Context(), &s, fmt.Sprint(q.client)) != nil {
						return
					}
					if n := working.Add(1); n > int64(admission.Most*slots) || a.Waiting() > queue {
						t.Errorf("%d work, %d wait", n, a.Waiting())
					}
					time.Sleep(time.Duration(q.takes) * time.Millisecond)
					working.Add(-1)
					s.Leave()
				})
			}
			all.Wait()
			if a.Working() != 0 || a.Waiting() != 0 {
				t.Errorf("in the end %d work, %d wait", a.Working(), a.Waiting())
			}
		})
	})
}

func BenchmarkEnter(b *testing.B) {
	a := admission.New(admission.Limits{Slots: 4, Queue: 64, Wait: time.Second})
	b.ReportAllocs()
	for b.Loop() {
		var s admission.Slot
		if err := a.Enter(context.Background(), &s, "127.0.0.1"); err != nil {
			b.Fatal(err)
		}
		s.Leave()
	}
}
