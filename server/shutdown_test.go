package server

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// pair is what a load balancer does: it sends to the first server until that
// says that it is not ready, and to the second from then on.
type pair struct {
	first, second string
	moved         atomic.Bool
}

func (p *pair) watch(ctx context.Context) {
	for ctx.Err() == nil && !p.moved.Load() {
		response, err := http.Get(p.first + "/readyz")
		if err != nil || response.StatusCode != http.StatusOK {
			p.moved.Store(true)
		}
		if response != nil {
			response.Body.Close()
		}
		time.Sleep(2 * time.Millisecond)
	}
}

func (p *pair) url() string {
	if p.moved.Load() {
		return p.second
	}
	return p.first
}

// rollingRestart shuts a server down under the load of keep-alive clients, and
// returns how many of so many requests failed: any error, any status but 200.
func rollingRestart(t *testing.T, requests int) (failed int64) {
	t.Helper()
	change := func(o *Options) {
		o.Limits.Drain = DrainLimits{Notice: 60 * time.Millisecond, Refuse: 30 * time.Millisecond, Timeout: 5 * time.Second}
		o.Limits.Admission = AdmissionLimits{Slots: 50, Queue: 50, Wait: time.Second}
	}
	old, young := start(t, change), start(t, change)
	p := &pair{first: old.url, second: young.url}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go p.watch(ctx)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 20}}
	defer client.CloseIdleConnections()
	var done, bad atomic.Int64
	var clients sync.WaitGroup
	for range 20 {
		clients.Go(func() {
			for done.Add(1) <= int64(requests) {
				if err := ask(client, p.url()); err != nil {
					bad.Add(1)
					t.Log(err)
				}
			}
		})
	}
	until(t, "a third is done", func() bool { return done.Load() > int64(requests)/3 })
	if err := old.shut(); err != nil {
		t.Errorf("shutting down: %v", err)
	}
	clients.Wait()
	return bad.Load()
}

func ask(client *http.Client, url string) error {
	response, err := client.Post(url+"/graphql", "application/json", strings.NewReader(`{"query":"{wait(ms:5)}"}`))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err == nil && (response.StatusCode != http.StatusOK || !strings.Contains(string(text), "waited")) {
		err = fmt.Errorf("%d %s", response.StatusCode, text)
	}
	return err
}

// One shutdown by default; WHENCE_SHUTDOWNS=20 is the bar: no failure in 10,000.
func TestShutdownFailsNobody(t *testing.T) {
	rounds, _ := strconv.Atoi(os.Getenv("WHENCE_SHUTDOWNS"))
	rounds = max(rounds, 2)
	var failed int64
	for range rounds {
		failed += rollingRestart(t, 500)
	}
	if failed > 0 {
		t.Errorf("%d of %d requests failed", failed, 500*rounds)
	}
}

func TestDrainPhases(t *testing.T) {
	r := start(t, func(o *Options) {
		o.Limits.Drain = DrainLimits{Notice: 300 * time.Millisecond, Refuse: 300 * time.Millisecond, Timeout: 5 * time.Second}
	})
	if got := r.post(t, "{hello}"); got.header.Get("Connection") != "" {
		t.Errorf("before: Connection: %s", got.header.Get("Connection"))
	}
	ended := make(chan error, 1)
	go func() { ended <- r.shut() }()
	until(t, "notice", func() bool { return phase(r.phase.Load()) == noticed })
	if got := do(t, http.MethodGet, r.url+"/readyz", ""); got.status != 503 {
		t.Errorf("noticed: /readyz %d", got.status)
	}
	slow := make(chan answer, 1)
	go func() { slow <- r.post(t, "{wait(ms:900)}") }()
	if got := r.post(t, "{hello}"); got.status != 200 {
		t.Errorf("noticed: %d", got.status)
	}
	until(t, "refusal", func() bool { return phase(r.phase.Load()) == refusing })
	if got := r.post(t, "{hello}"); got.status != 503 || got.code() != "OVERLOADED" || got.header.Get("Retry-After") != "1" {
		t.Errorf("refusing: %d %s", got.status, got.text)
	}
	if got := do(t, http.MethodGet, r.url+"/livez", ""); got.status != 200 {
		t.Errorf("refusing: /livez %d", got.status)
	}
	if got := <-slow; got.status != 200 {
		t.Errorf("what was running: %d %s", got.status, got.text)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// What does not end within the time for it is cancelled.
func TestDrainEnds(t *testing.T) {
	r := start(t, func(o *Options) {
		o.Limits.Execution.Deadline = time.Minute
		o.Limits.Drain = DrainLimits{Notice: time.Millisecond, Refuse: time.Millisecond, Timeout: 50 * time.Millisecond}
	})
	cancelled := make(chan string, 1)
	go func() {
		response, err := http.Get(r.url + "/graphql?query={wait(ms:60000)}")
		if err != nil {
			cancelled <- ""
			return
		}
		defer response.Body.Close()
		text, _ := io.ReadAll(response.Body)
		cancelled <- string(text)
	}()
	until(t, "it works", func() bool { return r.stage.slow.Load() == 1 })
	if err := r.shut(); err == nil || !strings.Contains(err.Error(), "in flight") {
		t.Errorf("got %v", err)
	}
	until(t, "the work ends", func() bool { return r.stage.slow.Load() == 0 })
	// The connection closes at the same moment, so that the answer may not arrive.
	if text := <-cancelled; text != "" && !strings.Contains(text, `"code":"OVERLOADED"`) {
		t.Errorf("the client is told %s", text)
	}
	r.shut = func() error { return nil }
}
