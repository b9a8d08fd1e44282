package attack

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// commitSeen is what a client was told of a commit.
type commitSeen struct {
	Cursor string `json:"cursor"`
	Number int    `json:"number"`
	Digest string `json:"digest"`
}

// crashing is a server that is killed and started again on its store, and the clients that go on meanwhile.
type crashing struct {
	t      *testing.T
	binary string
	folder string
	keys   []string
	trust  string // the id of the funder that all claims name

	url  atomic.Value // of the server that runs, a string
	stop func()       // ends a test that has failed

	mu           sync.Mutex
	acknowledged map[string]commitSeen // by idempotency key
	replayed     int
}

// TestCrash kills a server again and again while eight clients write and four subscribers listen, two of them over WebSocket.
// What was acknowledged is in the log, each idempotency key once; each subscriber hears the log, whole, in order, nothing twice.
// WHENCE_CRASH_ROUNDS=200 is the bar.
func TestCrash(t *testing.T) {
	rounds, _ := strconv.Atoi(os.Getenv("WHENCE_CRASH_ROUNDS"))
	rounds = max(rounds, 3)
	c := &crashing{t: t, folder: t.TempDir(), acknowledged: map[string]commitSeen{}}
	var err error
	if c.binary, err = built(); err != nil {
		t.Fatal(err)
	}
	for i := range 8 {
		c.keys = append(c.keys, newKey(t, c.binary, c.keyFile(), fmt.Sprint("writer-", i)))
	}
	p := c.start()
	c.begin()

	ctx, stop := context.WithTimeout(t.Context(), time.Duration(rounds)*20*time.Second)
	defer stop()
	c.stop = stop
	first := c.log(ctx)[:1] // everybody listens behind it
	var subscribers sync.WaitGroup
	heard := make([]hearer, 4)
	for i := range heard {
		heard[i] = hearer{c: c, cursor: first[0].Cursor, socket: i%2 == 1}
		subscribers.Go(func() { heard[i].listen(ctx) })
	}
	writing, end := context.WithCancel(ctx)
	defer end()
	var writers sync.WaitGroup
	for i := range c.keys {
		writers.Go(func() { c.write(writing, i) })
	}
	for round := 0; round < rounds && ctx.Err() == nil; round++ {
		had := c.count()
		for c.count() < had+8 && ctx.Err() == nil {
			time.Sleep(time.Millisecond)
		}
		time.Sleep(rand.N(100 * time.Millisecond))
		p.Kill()
		p = c.start()
	}
	end()
	writers.Wait()
	if ctx.Err() != nil {
		t.Fatal("it did not come to its end: ", ctx.Err())
	}

	log := c.log(ctx)
	c.holds(log)
	last := log[len(log)-1]
	for i := range heard {
		for heard[i].last() < last.Number && ctx.Err() == nil {
			time.Sleep(time.Millisecond)
		}
	}
	stop()
	subscribers.Wait()
	for i := range heard {
		if got := heard[i].commits; !slices.Equal(got, log[1:]) {
			t.Errorf("subscriber %d heard %d commits, the log has %d behind its cursor: they differ from number %d on", i, len(got), len(log)-1, differ(got, log[1:]))
		}
	}
	if err := p.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := p.Wait(); err != nil {
		t.Errorf("the last server ended with %v\n%s", err, p.Log())
	}
	if out, err := exec.Command(c.binary, "doctor", "--store", c.store()).CombinedOutput(); err != nil {
		t.Errorf("whence doctor: %v\n%s", err, out)
	}
	t.Logf("%d rounds: %d commits, %d acknowledged, %d of them told again to who had not heard", rounds, len(log), len(c.acknowledged), c.replayed)
}

func differ(a, b []commitSeen) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return b[i].Number
		}
	}
	return min(len(a), len(b))
}

func (c *crashing) store() string { return filepath.Join(c.folder, "store") }

func (c *crashing) keyFile() string { return filepath.Join(c.folder, "keys.yaml") }

func (c *crashing) start() *Process {
	p, err := Start(context.WithoutCancel(c.t.Context()), c.binary, "--store", c.store(), "--no-seeds", "--keys", c.keyFile(), "--queue", "100", "--wait", "2s",
		"--write-rate", "100000", "--write-burst", "100000", "--drain-notice=-1s", "--drain-refuse=-1s")
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(p.Kill)
	c.url.Store(p.URL)
	return p
}

// ask posts an operation and decodes the data of its answer.
func (c *crashing) ask(ctx context.Context, key string, operation string, variables, into any) error {
	body, err := json.Marshal(map[string]any{"query": operation, "variables": variables})
	if err != nil {
		return err
	}
	_, text, err := post(ctx, c.url.Load().(string)+"/graphql", key, "application/json", body)
	if err != nil {
		return err
	}
	var answer struct {
		Data   json.RawMessage
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	if err := json.Unmarshal(text, &answer); err != nil {
		return fmt.Errorf("%s: %w", text, err)
	}
	if len(answer.Errors) > 0 {
		e := answer.Errors[0]
		// A writer waits for its slot behind seven others; a server that goes away answers so too.
		if e.Extensions.Code != "UNAVAILABLE" && e.Extensions.Code != "TIMEOUT" && e.Extensions.Code != "OVERLOADED" {
			c.t.Errorf("%s", text)
		}
		return errors.New(e.Message)
	}
	return json.Unmarshal(answer.Data, into)
}

// begin adds the document that claims cite, and the funder that they name.
func (c *crashing) begin() {
	const operation = `mutation { assertClaims(input: {
		documents: [{key: "d", title: "Minutes", url: "https://news.example/minutes", text: "Acme Trust funds many."}]
		entities: [{key: "t", kind: ORGANISATION, name: "Acme Trust"}, {key: "h", kind: PLACE, name: "Canal Hub"}]
		claims: [{says: {relationship: {subject: "#t", kind: FUNDS, object: "#h"}}, citations: [{document: "#d", quote: "Acme Trust funds many."}]}]
	}) { claims { ... on Relationship { subject { id } } } userErrors { message } } }`
	var said struct {
		AssertClaims struct {
			Claims     []struct{ Subject struct{ ID string } }
			UserErrors []struct{ Message string }
		}
	}
	if err := c.ask(c.t.Context(), c.keys[0], operation, nil, &said); err != nil || len(said.AssertClaims.Claims) == 0 {
		c.t.Fatal("beginning: ", err, said)
	}
	c.trust = said.AssertClaims.Claims[0].Subject.ID
}

// write asserts claims, one after the other, each until it is answered.
func (c *crashing) write(ctx context.Context, writer int) {
	const operation = `mutation($name: String!, $trust: ID!, $key: String!) { assertClaims(
		input: {entities: [{key: "o", kind: ORGANISATION, name: $name}], claims: [{
			says: {relationship: {subject: $trust, kind: FUNDS, object: "#o"}}
			citations: [{document: "document/minutes", quote: "Acme Trust funds many."}]}]}
		options: {idempotencyKey: $key}) { commit { cursor number digest } replayed userErrors { code message } } }`
	for n := 0; ctx.Err() == nil; n++ {
		key := fmt.Sprintf("writer-%d-%d", writer, n)
		for tried := false; ; tried = true {
			var said struct {
				AssertClaims struct {
					Commit     *commitSeen
					Replayed   bool
					UserErrors []struct{ Code, Message string }
				}
			}
			// What was begun is answered even where no more is to come.
			err := c.ask(c.t.Context(), c.keys[writer], operation, map[string]string{"name": "Organisation " + key, "trust": c.trust, "key": key}, &said)
			if err != nil {
				time.Sleep(10 * time.Millisecond)
				continue
			}
			a := said.AssertClaims
			if a.Commit == nil || len(a.UserErrors) > 0 || a.Replayed && !tried {
				c.t.Errorf("%s was answered %+v", key, a)
				c.stop()
				return
			}
			c.mu.Lock()
			c.acknowledged[key] = *a.Commit
			if a.Replayed {
				c.replayed++
			}
			c.mu.Unlock()
			break
		}
	}
}

func (c *crashing) count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.acknowledged)
}

// log is every commit, oldest first.
func (c *crashing) log(ctx context.Context) []commitSeen {
	const operation = `query($after: String) { commits(order: ASC, first: 100, after: $after) { nodes { cursor number digest } pageInfo { hasNextPage endCursor } } }`
	var all []commitSeen
	var after *string
	for {
		var said struct {
			Commits struct {
				Nodes    []commitSeen
				PageInfo struct {
					HasNextPage bool
					EndCursor   string
				}
			}
		}
		if err := c.ask(ctx, c.keys[0], operation, map[string]any{"after": after}, &said); err != nil {
			c.t.Fatal("reading the log: ", err)
		}
		all = append(all, said.Commits.Nodes...)
		if !said.Commits.PageInfo.HasNextPage {
			return all
		}
		after = &said.Commits.PageInfo.EndCursor
	}
}

// holds compares the log with what writers were told.
func (c *crashing) holds(log []commitSeen) {
	for i, commit := range log {
		if commit.Number != i+1 {
			c.t.Fatalf("commit %d of the log is number %d", i+1, commit.Number)
		}
	}
	// One commit that began it, and one for each key: none was lost, and none was made twice.
	if len(log) != 1+len(c.acknowledged) {
		c.t.Errorf("%d commits in the log, want one that began it and %d for the keys", len(log), len(c.acknowledged))
	}
	taken := map[int]string{}
	for key, told := range c.acknowledged {
		if told.Number > len(log) || log[told.Number-1] != told {
			c.t.Errorf("%s was acknowledged as %+v, which is not in the log", key, told)
		}
		if other, ok := taken[told.Number]; ok {
			c.t.Errorf("%s and %s were acknowledged as the same commit", key, other)
		}
		taken[told.Number] = key
	}
}

// hearer is a subscriber who comes back behind the last cursor that it was given.
type hearer struct {
	c      *crashing
	cursor string
	socket bool

	mu      sync.Mutex
	commits []commitSeen
}

func (h *hearer) last() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.commits) == 0 {
		return 0
	}
	return h.commits[len(h.commits)-1].Number
}

const subscription = `subscription($after: String) { changed(after: $after) { cursor commit { cursor number digest } } }`

func (h *hearer) listen(ctx context.Context) {
	for ctx.Err() == nil {
		var err error
		if h.socket {
			err = h.overSocket(ctx)
		} else {
			err = h.overEvents(ctx)
		}
		if wrong := new(json.SyntaxError); errors.As(err, &wrong) {
			h.c.t.Error(err)
		}
		time.Sleep(5 * time.Millisecond) // the server is away
	}
}

// hear takes one answer of the subscription.
func (h *hearer) hear(text []byte) error {
	var answer struct {
		Data struct {
			Changed *struct {
				Cursor string
				Commit *commitSeen
			}
		}
		Errors []struct{ Message string }
	}
	if err := json.Unmarshal(text, &answer); err != nil {
		return err
	}
	if answer.Data.Changed == nil {
		return fmt.Errorf("a subscriber heard %s", text)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.cursor = answer.Data.Changed.Cursor
	if answer.Data.Changed.Commit != nil {
		h.commits = append(h.commits, *answer.Data.Changed.Commit)
	}
	return nil
}

func (h *hearer) overEvents(ctx context.Context) error {
	variables, err := json.Marshal(map[string]string{"after": h.cursor})
	if err != nil {
		return err
	}
	parameters := url.Values{"query": {subscription}, "variables": {string(variables)}}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, h.c.url.Load().(string)+"/graphql?"+parameters.Encode(), http.NoBody)
	if err != nil {
		return err
	}
	request.Header.Set("Accept", "text/event-stream")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	lines := bufio.NewReader(response.Body)
	for name := ""; ; {
		line, err := lines.ReadString('\n')
		if err != nil {
			return err // a line cut short by a kill is not an event
		}
		if event, ok := strings.CutPrefix(line, "event: "); ok {
			name = strings.TrimSpace(event)
		}
		if text, ok := strings.CutPrefix(line, "data: "); ok && name == "next" {
			if err := h.hear([]byte(text)); err != nil {
				return err
			}
		}
	}
}

func (h *hearer) overSocket(ctx context.Context) error {
	conn, _, err := websocket.Dial(ctx, h.c.url.Load().(string)+"/graphql", &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		return err
	}
	defer func() { _ = conn.CloseNow() }() // it may be closed by then
	payload, err := json.Marshal(map[string]any{"query": subscription, "variables": map[string]string{"after": h.cursor}})
	if err != nil {
		return err
	}
	for _, message := range []string{`{"type":"connection_init"}`, `{"id":"1","type":"subscribe","payload":` + string(payload) + `}`} {
		if err := conn.Write(ctx, websocket.MessageText, []byte(message)); err != nil {
			return err
		}
	}
	for {
		_, text, err := conn.Read(ctx)
		if err != nil {
			return err
		}
		var message struct {
			Type    string
			Payload json.RawMessage
		}
		if err := json.Unmarshal(text, &message); err != nil {
			return err
		}
		if message.Type != "next" {
			continue
		}
		if err := h.hear(message.Payload); err != nil {
			return err
		}
	}
}
