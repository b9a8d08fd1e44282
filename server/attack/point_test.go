package attack

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

// serveBare is what TestMain runs where WHENCE_BARE holds an answer: the least
// that a server can do is to return the same bytes.
func serveBare(answer string) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Printf("listening on http://%s\n", listener.Addr())
	panic(http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { //nolint:gosec // it lives for seconds
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, answer)
	})))
}

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
	response, err := http.Post(ours.URL+"/graphql", "application/json", strings.NewReader(load.Body))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(response.Body)
	response.Body.Close()
	if err != nil || !json.Valid(answer) || response.StatusCode != http.StatusOK {
		t.Fatal(response.Status, string(answer), err)
	}
	bare := bareProcess(t, string(answer))
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
	load.Closed(t.Context(), 8, 300*time.Millisecond) // warm
	before, err := p.CPU()
	if err != nil {
		t.Skip(err)
	}
	tally := load.Closed(t.Context(), 8, time.Second)
	after, err := p.CPU()
	if err != nil || tally.Good == 0 {
		t.Fatalf("%+v %v", tally, err)
	}
	return (after - before) / time.Duration(tally.Good)
}
