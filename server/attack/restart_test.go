package attack

import (
	"context"
	"net/http"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// balancer sends to one server until that says that it is not ready, and to the
// next from then on, as those in front of real servers do.
type balancer struct {
	mu      sync.Mutex
	current *Process
	next    *Process
}

func (b *balancer) target() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.current.URL
}

func (b *balancer) watch(ctx context.Context) {
	for ; ctx.Err() == nil; time.Sleep(2 * time.Millisecond) {
		response, err := http.Get(b.target() + "/readyz")
		if err == nil {
			response.Body.Close()
		}
		if err != nil || response.StatusCode != http.StatusOK {
			b.mu.Lock()
			if b.next != nil {
				b.current, b.next = b.next, nil
			}
			b.mu.Unlock()
		}
	}
}

// Servers are replaced under load, one after the other; WHENCE_SHUTDOWNS=20 is
// the bar, with 500 requests for each.
func TestShutdowns(t *testing.T) {
	shutdowns, _ := strconv.Atoi(os.Getenv("WHENCE_SHUTDOWNS"))
	shutdowns = max(shutdowns, 2)
	b := &balancer{current: start(t, "--queue", "200", "--wait", "1s")}
	watching, stop := context.WithCancel(t.Context())
	defer stop()
	go b.watch(watching)
	var all Tally
	for range shutdowns {
		old := b.current
		young := start(t, "--queue", "200", "--wait", "1s")
		b.mu.Lock()
		b.next = young
		b.mu.Unlock()
		tally := b.restart(t, old, 500)
		all.Good, all.Refused, all.Failed = all.Good+tally.Good, all.Refused+tally.Refused, all.Failed+tally.Failed
	}
	t.Logf("%d answered over %d shutdowns", all.Good, shutdowns)
	most(t, "shutdown_failures", float64(all.Refused+all.Failed), 0, "")
}

// restart ends one server while 16 clients with connections that they keep ask
// so many times.
func (b *balancer) restart(t *testing.T, old *Process, requests int64) Tally {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}
	defer client.CloseIdleConnections()
	var c counters
	var asked atomic.Int64
	var clients sync.WaitGroup
	for range 16 {
		clients.Go(func() {
			for asked.Add(1) <= requests {
				c.ask(t.Context(), client, Load{URL: b.target(), Body: `{"query":"{stats{entities}}"}`, Patience: 2 * time.Second})
				time.Sleep(5 * time.Millisecond) // so that the load lasts as long as the drain
			}
		})
	}
	for asked.Load() < requests/4 {
		time.Sleep(time.Millisecond)
	}
	if err := old.Stop(); err != nil {
		t.Errorf("the process ended with %v\n%s", err, old.Log())
	}
	clients.Wait()
	return c.tally(time.Second)
}
