package attack

import (
	"net/http"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"
)

// At ten times what the server can do it does nearly as much as it can, and still
// says that it lives. WHENCE_ATTACK=60 loads it for longer.
func TestOverload(t *testing.T) {
	seconds, _ := strconv.Atoi(os.Getenv("WHENCE_ATTACK"))
	during := time.Duration(max(min(seconds/6, 10), 1)) * time.Second
	p := start(t)
	const query = "{entities(first:100){nodes{id name neighbours(first:20){nodes{name neighbours(first:10){nodes{name}}}}}}}"
	load := Load{URL: p.URL, Body: `{"query":"` + query + `"}`, Patience: time.Second}
	load.Closed(t.Context(), 4, time.Second) // warm
	peak := load.Closed(t.Context(), 4, during)
	// A process that does nothing else says how long this machine takes just now.
	idle := bareProcess(t, "alive")
	stop := make(chan struct{})
	ours, theirs := make(chan []time.Duration, 1), make(chan []time.Duration, 1)
	go func() { ours <- probe(p.URL+"/livez", stop) }()
	go func() { theirs <- probe(idle.URL+"/livez", stop) }()
	over := load.Open(t.Context(), 10*peak.Goodput(), during)
	close(stop)
	livez, floor := within(<-ours), within(<-theirs)
	t.Logf("peak %.0f/s, then goodput %.0f/s, %d refused; /livez within %v, of an idle process within %v",
		peak.Goodput(), over.Goodput(), over.Refused, livez, floor)
	most(t, "overload_failed", float64(over.Failed), 0, "")
	if !long() {
		return
	}
	least(t, "overload_goodput", over.Goodput()/peak.Goodput(), 0.8, "")
	most(t, "overload_livez_p99_over_idle", max(0, livez-floor).Seconds()*1000, 50, "ms")
}

// within is the time that 99 of 100 stayed within.
func within(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[min(len(times)-1, len(times)*99/100)]
}

// probe asks for url every 20 ms until stop, and returns how long each took.
func probe(url string, stop <-chan struct{}) []time.Duration {
	times := []time.Duration{}
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	for {
		began := time.Now()
		response, err := client.Get(url)
		took := time.Since(began)
		if err != nil || response.StatusCode != http.StatusOK {
			took = time.Hour
		}
		if err == nil {
			response.Body.Close()
		}
		times = append(times, took)
		select {
		case <-stop:
			return times
		case <-time.After(20 * time.Millisecond):
		}
	}
}
