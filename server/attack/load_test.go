package attack

import (
	"net/http"
	"slices"
	"testing"
	"time"
)

// At ten times what the server can do it does nearly as much as it can, and still
// says that it lives. Both are measured in turns, and the middle of the ratios
// counts. WHENCE_ATTACK=60 takes nine turns of three seconds each.
func TestOverload(t *testing.T) {
	turns, during := 1, time.Second
	if long() {
		turns, during = 9, 3*time.Second
	}
	p := start(t)
	const query = "{entities(first:100){nodes{id name neighbours(first:20){nodes{name neighbours(first:10){nodes{name}}}}}}}"
	load := Load{URL: p.URL, Body: `{"query":"` + query + `"}`, Patience: time.Second}
	load.Closed(t.Context(), 4, time.Second) // warm
	// A process that does nothing else says how long this machine takes just now.
	idle := bareProcess(t, "alive")
	var failed int64
	var ratios []float64
	var ours, theirs []time.Duration
	for range turns {
		peak := load.Closed(t.Context(), 4, during)
		over, a, b := overload(t, load, 10*peak.Goodput(), during, p.URL+"/livez", idle.URL+"/livez")
		ours, theirs = append(ours, a...), append(theirs, b...)
		failed += over.Failed
		ratios = append(ratios, over.Goodput()/peak.Goodput())
		t.Logf("peak %.0f/s, then goodput %.0f/s, %d refused", peak.Goodput(), over.Goodput(), over.Refused)
	}
	livez, floor := within(ours), within(theirs)
	t.Logf("/livez within %v, of an idle process within %v", livez, floor)
	most(t, "overload_failed", float64(failed), 0, "")
	if !long() {
		return
	}
	slices.Sort(ratios)
	least(t, "overload_goodput", ratios[len(ratios)/2], 0.8, "")
	most(t, "overload_livez_p99_over_idle", max(0, livez-floor).Seconds()*1000, 50, "ms")
}

// overload asks so many times a second, and meanwhile asks two processes whether
// they live. It returns how long those took to say so.
func overload(t *testing.T, load Load, perSecond float64, during time.Duration, url, idle string) (Tally, []time.Duration, []time.Duration) {
	t.Helper()
	stop := make(chan struct{})
	ours, theirs := make(chan []time.Duration, 1), make(chan []time.Duration, 1)
	go func() { ours <- probe(url, stop) }()
	go func() { theirs <- probe(idle, stop) }()
	tally := load.Open(t.Context(), perSecond, during)
	close(stop)
	return tally, <-ours, <-theirs
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
