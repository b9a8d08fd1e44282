package attack

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"
	"time"
)

// question is one of a user's, one millisecond of CPU; dashboard is what a page
// full of answers asks at once, some three.
const (
	question  = `{entities(first:100){nodes{id name neighbours(first:20){nodes{name neighbours(first:10){nodes{name}}}}}}}`
	dashboard = `{
		entities(first:100){nodes{id name relationships(first:20){nodes{sentence citations{quote}}}}}
		relationships(first:100){nodes{sentence certainty citations{quote verified document{name}} subject{name} object{name}}}
		neighbourhood(of:["place/birmingham"],depth:2,limit:200){nodes{name} relationships{sentence}}
		claims(first:100){nodes{sentence conflicts{reason} citations{quote}}}
	}`
)

// At ten times what the server can do it does nearly as much as it can, and still
// says that it lives. Both are measured in turns, and the middle of the ratios
// counts. WHENCE_ATTACK=60 takes nine turns of three seconds each, with the
// server on one processor and the clients on the others.
//
// Each request too many costs what HTTP costs, some thirty microseconds, and for
// one that is answered there are nine: the shorter the answers take the more of
// its time the server refuses. The bar is for the dashboard; the ratio of a short
// question is printed beside it.
func TestOverload(t *testing.T) {
	turns, during := 1, time.Second
	begin := start
	if long() {
		turns, during, begin = 9, 3*time.Second, func(t *testing.T, _ ...string) *Process { return apart(t) }
	}
	// A process that does nothing else says how long this machine takes just now.
	idle := baselineProcess(t, "alive")
	p := begin(t)
	var failed int64
	var ours, theirs []time.Duration
	goodput := map[string]float64{}
	for name, query := range map[string]string{"question": question, "dashboard": dashboard} {
		body, err := json.Marshal(map[string]string{"query": query})
		if err != nil {
			t.Fatal(err)
		}
		load := Load{URL: p.URL, Body: string(body), Patience: time.Second}
		if _, err := load.Ask(t.Context()); err != nil {
			t.Fatal(err)
		}
		load.Closed(t.Context(), 4, time.Second) // warm
		var ratios []float64
		for range turns {
			peak := load.Closed(t.Context(), 4, during)
			over, a, b := overload(t, load, 10*peak.Goodput(), during, p.URL+"/livez", idle.URL+"/livez")
			ours, theirs = append(ours, a...), append(theirs, b...)
			failed += over.Failed
			ratios = append(ratios, over.Goodput()/peak.Goodput())
			t.Logf("%s: peak %.0f/s, then goodput %.0f/s, %d refused", name, peak.Goodput(), over.Goodput(), over.Refused)
		}
		slices.Sort(ratios)
		goodput[name] = ratios[len(ratios)/2]
	}
	livez, floor := within(ours), within(theirs)
	t.Logf("/livez within %v, of an idle process within %v", livez, floor)
	most(t, "overload_failed", float64(failed), 0, "")
	if !long() {
		return
	}
	t.Logf("goodput of a question of a millisecond %.2f of its peak", goodput["question"])
	least(t, "overload_goodput", goodput["dashboard"], 0.8, "")
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
