package attack

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// baselineProcess starts this test's own binary as a bare server.
func baselineProcess(t *testing.T, answer string) *Process {
	t.Helper()
	t.Setenv("WHENCE_BASELINE", answer)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	bare, err := Start(context.WithoutCancel(t.Context()), self)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(bare.Kill)
	return bare
}

// A small query through the whole edge, logs and limits and all, held against a
// handler that returns the same bytes: CPU of the server's process a request.
func TestPointQuery(t *testing.T) {
	ours := start(t)
	load := Load{
		URL: ours.URL, Patience: time.Second,
		Body: `{"query":"query($id:ID!){node(id:$id){id ...on Entity{name kind}}}","variables":{"id":"organisation/birmingham-city-council"}}`,
	}
	answer, err := load.Ask(t.Context())
	if err != nil || !json.Valid([]byte(answer)) {
		t.Fatal(answer, err)
	}
	bare := baselineProcess(t, answer)
	best := 100.0
	var told string
	rounds := 1
	if long() {
		rounds = 5
	}
	for range rounds { // the least counts: what else runs here can only add
		a, b := perRequest(t, ours, load), perRequest(t, bare, Load{URL: bare.URL, Body: load.Body, Patience: time.Second})
		if ratio := float64(a) / float64(b); ratio < best {
			best, told = ratio, fmt.Sprintf("%v, bare %v: %s", a, b, answer)
		}
	}
	t.Log(told)
	if long() {
		show("edge_point_over_bare", fmt.Sprintf("value=%.4g want=<=1.6", best), best <= 1.6)
	}
}

func perRequest(t *testing.T, p *Process, load Load) time.Duration {
	t.Helper()
	cpu, err := load.CPU(t.Context(), p, 8, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	return cpu
}

// Answers lie in buffers that are used again: nobody may read another's.
func TestAnswersDoNotMix(t *testing.T) {
	p := start(t)
	kinds := []string{"PERSON", "ORGANISATION", "PROGRAMME", "PLACE", "DOCUMENT"}
	loads := make([]Load, len(kinds))
	want := make([]string, len(kinds))
	for i, kind := range kinds {
		loads[i] = Load{URL: p.URL, Body: fmt.Sprintf(`{"query":"{entities(filter:{kinds:[%s]},first:%d){nodes{id name kind}}}"}`, kind, 20*(i+1))}
		var err error
		if want[i], err = loads[i].Ask(t.Context()); err != nil || !strings.Contains(want[i], kind) {
			t.Fatal(want[i], err)
		}
	}
	var running sync.WaitGroup
	var answered atomic.Int64
	for client := range 2 * len(kinds) {
		running.Go(func() {
			for n := range 100 {
				i := (client + n) % len(kinds)
				got, err := loads[i].Ask(t.Context())
				if err != nil {
					continue // there may be no slot free
				}
				if answered.Add(1); got != want[i] {
					t.Errorf("asked for kind %s, got %.300s", kinds[i], got)
					return
				}
			}
		})
	}
	running.Wait()
	if answered.Load() < 100 {
		t.Errorf("only %d answers", answered.Load())
	}
}
