package server

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/coder/websocket"
	"github.com/google/go-cmp/cmp"

	"whence/server/auth"
	"whence/server/fault"
	"whence/server/live"
	"whence/testenv"
)

// numbers is a log of commits with nothing in them.
type numbers struct {
	mu   sync.Mutex
	head uint64
	bell chan struct{}
}

func newNumbers(head uint64) *numbers { return &numbers{head: head, bell: make(chan struct{})} }

func (n *numbers) Head() uint64 {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.head
}

func (n *numbers) Committed() <-chan struct{} {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.bell
}

func (n *numbers) commit() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.head++
	close(n.bell)
	n.bell = make(chan struct{})
}

func (n *numbers) Cursor(_ context.Context, number uint64) (string, error) {
	return fmt.Sprint("c", number), nil
}

func (n *numbers) Position(_ context.Context, cursor string) (uint64, error) {
	at, err := strconv.ParseUint(strings.TrimPrefix(cursor, "c"), 10, 64)
	switch {
	case err != nil:
		return 0, fault.New(fault.BadCursor, "the cursor is not one of ours")
	case at > n.Head():
		return 0, fault.New(fault.CursorLost, "the cursor is of another history: read the graph anew")
	}
	return at, nil
}

// changed answers for the one event of ctx.
func (s *stage) changed(op *graphql.OperationContext, f graphql.CollectedField) graphql.ResponseHandler {
	pad, _ := f.ArgumentMap(op.Variables)["pad"].(int64)
	only, _ := f.ArgumentMap(op.Variables)["only"].([]any)
	return func(ctx context.Context) *graphql.Response {
		e, _ := live.EventOf(ctx)
		passes := e.Sign || only == nil
		for _, n := range only {
			passes = passes || fmt.Sprint(n) == fmt.Sprint(e.Number)
		}
		if !passes {
			return nil
		}
		s.slow.Add(1) // how often it was executed
		return &graphql.Response{Data: fmt.Appendf(nil, `{%q:{"number":%d,"cursor":"c%d","behind":%d,"sign":%t%s}}`, f.Alias, e.Number, e.Number, e.Behind, e.Sign, strings.Repeat(" ", int(pad)))}
	}
}

func following(log *numbers, change ...func(*Options)) func(*Options) {
	return func(o *Options) {
		o.Changes = log
		for _, c := range change {
			c(o)
		}
	}
}

// event is a server-sent event.
type event struct{ name, id, data string }

// eventReader is a client of server-sent events.
type eventReader struct {
	t      *testing.T
	status int
	events chan event
	close  func()
}

func (r *running) events(t *testing.T, parameters url.Values, headers ...string) *eventReader {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, r.url+"/graphql?"+parameters.Encode(), http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept", "text/event-stream")
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	s := &eventReader{t: t, status: response.StatusCode, events: make(chan event, 10_000)}
	done := make(chan struct{})
	s.close = func() { cancel(); <-done }
	t.Cleanup(s.close)
	go func() {
		defer close(done)
		defer close(s.events)
		defer response.Body.Close()
		var e event
		for lines := bufio.NewScanner(response.Body); lines.Scan(); {
			name, value, _ := strings.Cut(lines.Text(), ": ")
			switch name {
			case "event":
				e.name = value
			case "id":
				e.id = value
			case "data":
				e.data = value
			case "":
				if e.name != "" {
					s.events <- e
				}
				e = event{}
			}
		}
	}()
	return s
}

// next is the next event, or "closed".
func (s *eventReader) next() event {
	s.t.Helper()
	select {
	case e, ok := <-s.events:
		if !ok {
			return event{name: "closed"}
		}
		return e
	case <-time.After(20 * time.Second):
		s.t.Fatal("no event in 20 s")
		return event{}
	}
}

func query(text string) url.Values { return url.Values{"query": {text}} }

func TestServerSentEvents(t *testing.T) {
	log := newNumbers(5)
	r := start(t, following(log))
	now := r.events(t, query("subscription{changed{number}}"))
	late := r.events(t, query(`subscription{changed(after:"c2"){number}}`))
	last := r.events(t, query(`subscription{changed(after:"c2"){number}}`), "Last-Event-ID", "c4")
	some := r.events(t, query(`subscription{changed(after:"c0",only:[2,6]){number}}`))
	log.commit()
	number := func(n int) event {
		return event{"next", fmt.Sprint("c", n), fmt.Sprintf(`{"data":{"changed":{"number":%d,"cursor":"c%d","behind":0,"sign":false}}}`, n, n)}
	}
	for _, tt := range []struct {
		claim string
		from  *eventReader
		want  []event
	}{
		{"from now on", now, []event{number(6)}},
		{"behind a cursor", late, []event{number(3), number(4), number(5), number(6)}},
		{"behind the last event", last, []event{number(5), number(6)}},
		{"with a filter", some, []event{number(2), number(6)}},
	} {
		for _, want := range tt.want {
			if got := tt.from.next(); got != want {
				t.Errorf("%s: got %v, want %v", tt.claim, got, want)
			}
		}
	}
	for text, want := range map[string]string{
		`subscription{changed(after:"c7"){number}}`:    "409 CURSOR_LOST",
		`subscription{changed(after:"other"){number}}`: "400 BAD_CURSOR",
		`subscription{changed{numbers}}`:               "400 GRAPHQL_VALIDATION_FAILED",
		`mutation{change}`:                             "405 METHOD_NOT_ALLOWED",
	} {
		got := r.get(t, query(text), "Accept", "text/event-stream")
		if fmt.Sprint(got.status, " ", got.code()) != want {
			t.Errorf("%s: %d %s, want %s", text, got.status, got.text, want)
		}
	}
	// Any operation may come so, and then it completes.
	one := r.events(t, query("{hello}"))
	if got := []event{one.next(), one.next(), one.next()}; !cmp.Equal(got, []event{
		{"next", "", `{"data":{"hello":"hello you"}}`}, {"complete", "", "{}"}, {name: "closed"},
	}, cmp.AllowUnexported(event{})) {
		t.Errorf("a query: %v", got)
	}
}

func TestEventsEndWithTheServer(t *testing.T) {
	r := start(t, following(newNumbers(0)))
	s := r.events(t, query("subscription{changed{number}}"))
	if err := r.shut(); err != nil {
		t.Error(err)
	}
	if got := s.next(); !strings.Contains(got.data, "OVERLOADED") {
		t.Errorf("at the end: %v", got)
	}
	s.close()
}

// A subscriber whose key has ended is sent nothing after.
func TestEventsEndWithTheirKey(t *testing.T) {
	k := newKeys(t)
	log := newNumbers(0)
	r := start(t, following(log, k.known))
	sse := r.events(t, query("subscription{changed{number}}"), k.bearer(auth.Editor)...)
	ws := dial(t.Context(), t, r, k.text[auth.Editor])
	defer ws.CloseNow()
	if err := ws.Write(t.Context(), websocket.MessageText, []byte(subscribe("1", "subscription{changed{number}}"))); err != nil {
		t.Fatal(err)
	}
	r.followed(t, 2)
	log.commit()
	if got := sse.next(); got.id != "c1" {
		t.Errorf("got %v", got)
	}
	if _, text, err := ws.Read(t.Context()); err != nil || !strings.Contains(string(text), `"number":1`) {
		t.Errorf("got %s, %v", text, err)
	}
	if _, err := k.file.Revoke(k.ids[auth.Editor]); err != nil {
		t.Fatal(err)
	}
	for len(openTo(t, k, auth.Editor)) > 0 { // the change is seen
		time.Sleep(time.Millisecond)
	}
	log.commit()
	for got := sse.next(); got.name != "closed"; got = sse.next() {
		if got.id != "" || got.name == "next" && !strings.Contains(got.data, "UNAUTHENTICATED") {
			t.Errorf("after its key had ended: %v", got)
		}
	}
	for {
		_, text, err := ws.Read(t.Context())
		if err != nil {
			if websocket.CloseStatus(err) != closeForbidden {
				t.Errorf("closed by %v", err)
			}
			break
		}
		if !strings.Contains(string(text), "UNAUTHENTICATED") {
			t.Errorf("after its key had ended: %s", text)
		}
	}
}

// followed waits until so many follow.
func (r *running) followed(t *testing.T, n int) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); r.engine.hub.Followers() < n; time.Sleep(50 * time.Microsecond) {
		if time.Now().After(end) {
			t.Fatalf("%d follow, want %d\n%s", r.engine.hub.Followers(), n, r.log)
		}
	}
}

func openTo(t *testing.T, k *keys, role auth.Role) []auth.Role {
	t.Helper()
	c, err := k.authority.Caller(t.Context(), "Bearer "+k.text[role], netip.IPv6Loopback())
	if err != nil {
		return nil
	}
	return []auth.Role{c.Role}
}

// Subscribers that wait hold no slot: of two slots, queries have both.
func TestQuietSubscribersHoldNoSlot(t *testing.T) {
	log := newNumbers(0)
	r := start(t, following(log, func(o *Options) {
		o.Limits.Admission.Slots, o.Limits.Admission.Queue, o.Limits.Admission.Wait = 2, 1000, time.Minute
	}))
	const sockets, each = 100, 10
	for range sockets {
		conn := dial(t.Context(), t, r, "")
		defer conn.CloseNow()
		for i := range each {
			err := conn.Write(t.Context(), websocket.MessageText, []byte(subscribe(fmt.Sprint(i), "subscription{changed{number}}")))
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	r.followed(t, sockets*each)
	for range 50 {
		if got := r.post(t, "{hello}"); got.status != 200 {
			t.Fatalf("beside %d quiet subscribers: %d %s", sockets*each, got.status, got.text)
		}
	}
}

// Subscribers that never read are cut off, and cost little until then.
func TestSubscribersThatNeverRead(t *testing.T) {
	const subscribers, most = 1000, 64 << 20
	log := newNumbers(0)
	r := start(t, following(log, func(o *Options) {
		o.Limits.Transport.Write, o.Limits.Transport.Connections, o.Limits.Sockets.Most = 2*time.Second, 2*subscribers, 2*subscribers
	}))
	before := held()
	for i := range subscribers {
		conn, err := net.Dial("tcp", r.address)
		if err != nil {
			t.Skip(err) // too few descriptors here
		}
		defer conn.Close()
		_ = conn.(*net.TCPConn).SetReadBuffer(4 << 10)
		text := `subscription{changed(pad:8000){number}}`
		fmt.Fprintf(conn, "GET /graphql?query=%s HTTP/1.1\r\nHost: %s\r\nAccept: text/event-stream\r\n\r\n", url.QueryEscape(text), r.address)
		r.followed(t, i+1)
	}
	peak := held() - before
	for n := 0; r.engine.hub.Followers() > 0; n++ {
		log.commit()
		if n%256 == 0 {
			peak = max(peak, held()-before)
		}
		time.Sleep(100 * time.Microsecond)
	}
	fmt.Printf("BAR never-reading-subscribers value=%d want=<=%d bytes %s\n", peak, most, map[bool]string{true: "ok", false: "short"}[peak <= most])
	if peak > most {
		t.Errorf("%d subscribers that never read take %d MB", subscribers, peak>>20)
	}
}

// held is how many bytes the heap and the stacks hold once what can be is collected.
func held() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc + m.StackInuse)
}

// The clients that people use, npm's graphql-ws and eventsource, lose nothing and get nothing twice over a broken
// connection. `npm ci` in testdata/clients installs them.
func TestClients(t *testing.T) {
	const folder = "testdata/clients"
	node := testenv.Node(t, folder)
	for _, client := range []string{"graphql-ws", "eventsource"} {
		t.Run(client, func(t *testing.T) {
			k := newKeys(t, func(c *auth.Config) { c.NoAnonymous = true })
			log := newNumbers(0)
			r := start(t, following(log, k.known))
			between := newProxy(t, r.address)
			ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
			defer cancel()
			command := exec.CommandContext(ctx, node, client+".js", "http://"+between.Addr().String()+"/graphql", "200")
			command.Dir, command.Env = folder, append(os.Environ(), "KEY="+k.text[auth.Reader])
			stdout, err := command.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			command.Stderr = os.Stderr
			if err := command.Start(); err != nil {
				t.Fatal(err)
			}
			lines := bufio.NewScanner(stdout)
			lines.Scan() // it is subscribed
			go func() {
				for range 200 {
					log.commit()
					time.Sleep(2 * time.Millisecond)
				}
			}()
			var got []int
			for lines.Scan() {
				var n int
				if err := json.Unmarshal(lines.Bytes(), &n); err != nil {
					t.Fatalf("%s", lines.Bytes())
				}
				if got = append(got, n); n%60 == 0 {
					between.breakOff()
				}
			}
			if err := command.Wait(); err != nil {
				t.Fatal(err)
			}
			want := make([]int, 200)
			for i := range want {
				want[i] = i + 1
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// proxy stands between a client and a server, and breaks their connections off.
type proxy struct {
	net.Listener

	mu    sync.Mutex
	conns []net.Conn
}

func newProxy(t *testing.T, to string) *proxy {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{Listener: listener}
	var pipes sync.WaitGroup
	pipes.Go(func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial("tcp", to)
			if err != nil {
				client.Close()
				continue
			}
			p.mu.Lock()
			p.conns = append(p.conns, client, server)
			p.mu.Unlock()
			pipe := func(a, b net.Conn) {
				_, _ = io.Copy(a, b)
				a.Close()
				b.Close()
			}
			pipes.Go(func() { pipe(client, server) })
			pipes.Go(func() { pipe(server, client) })
		}
	})
	t.Cleanup(func() {
		listener.Close()
		p.breakOff()
		pipes.Wait()
	})
	return p
}

func (p *proxy) breakOff() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.conns {
		c.Close()
	}
	p.conns = nil
}
