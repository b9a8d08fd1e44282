package attack

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"
)

// bareProcess starts this test's own binary as a bare server.
func bareProcess(t *testing.T, answer string) *Process {
	t.Helper()
	t.Setenv("WHENCE_BARE", answer)
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
	bare := bareProcess(t, answer)
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
