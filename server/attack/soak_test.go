package attack

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// A server at three fifths of what it can do, for WHENCE_SOAK (a duration such as 1h; two seconds without it): memory,
// goroutines and descriptors stay what they were after the first tenth.
func TestSoak(t *testing.T) {
	lasts, err := time.ParseDuration(os.Getenv("WHENCE_SOAK"))
	if err != nil {
		lasts = 2 * time.Second
	}
	queries, err := Sensible()
	if err != nil {
		t.Fatal(err)
	}
	bodies := []string{`{"query":"{stats{entities}}"}`}
	for i := 0; i < len(queries); i += 12 { // one of each beginning
		body, _ := json.Marshal(map[string]string{"query": queries[i]})
		bodies = append(bodies, string(body))
	}
	p := start(t)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}, Timeout: time.Minute}
	defer client.CloseIdleConnections()
	var asked, busy, failed atomic.Int64
	ask := func(i int) {
		asked.Add(1)
		response, err := client.Post(p.URL+"/graphql", "application/json", strings.NewReader(bodies[i%len(bodies)]))
		if err != nil {
			failed.Add(1)
			t.Logf("asking: %v", err)
			return
		}
		defer response.Body.Close()
		_, err = io.Copy(io.Discard, response.Body)
		switch {
		case err == nil && response.StatusCode == http.StatusServiceUnavailable: // the machine does something else meanwhile
			busy.Add(1)
		case err != nil || response.StatusCode != http.StatusOK:
			failed.Add(1)
		}
	}
	// What one worker asks in a second without resting; four are to ask three fifths of what two could.
	began, n := time.Now(), 0
	for ; time.Since(began) < time.Second; n++ {
		ask(n)
	}
	rest := time.Second / time.Duration(max(n, 1)) * 4 / 2 * 5 / 3
	end := time.Now().Add(lasts)
	var workers sync.WaitGroup
	for w := range 4 {
		workers.Go(func() {
			for i := w; time.Now().Before(end); i++ {
				next := time.Now().Add(rest)
				ask(i)
				time.Sleep(time.Until(next))
			}
		})
	}
	type state struct{ memory, goroutines, descriptors float64 }
	look := func() state {
		memory, _ := p.Gauge(t.Context(), "process_resident_memory_bytes")
		goroutines, _ := p.Gauge(t.Context(), "go_goroutines")
		descriptors, err := p.Descriptors()
		if err != nil {
			t.Skip("this system does not tell the descriptors of a process: ", err)
		}
		return state{memory, goroutines, float64(descriptors)}
	}
	time.Sleep(lasts / 10)
	first, highest := look(), state{}
	for time.Now().Before(end) {
		time.Sleep(min(time.Minute, lasts/20))
		now := look()
		t.Logf("%v left: %.0f MB, %.0f goroutines, %.0f descriptors, %d asked, %d told to come back, %d failed", time.Until(end).Round(time.Second),
			now.memory/(1<<20), now.goroutines, now.descriptors, asked.Load(), busy.Load(), failed.Load())
		highest = state{max(highest.memory, now.memory), max(highest.goroutines, now.goroutines), max(highest.descriptors, now.descriptors)}
	}
	workers.Wait()
	most(t, "soak_failed", float64(failed.Load()), 0, "")
	most(t, "soak_memory", highest.memory/first.memory, 1.5, "x")
	most(t, "soak_goroutines", highest.goroutines, first.goroutines+32, "")
	most(t, "soak_descriptors", highest.descriptors, first.descriptors+32, "")
}
