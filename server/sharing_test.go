package server

import (
	"bufio"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"whence/server/documents"
	"whence/server/flight"
	"whence/server/logqueue"
)

// A thousand connections at rest, and some more: those who watch over the server get their answer, and so does whoever
// asks for something, for a connection at rest makes room.
func TestProbesBesideConnectionsAtRest(t *testing.T) {
	r := start(t, func(o *Options) {
		o.Limits.Transport.Connections = 200
		o.Limits.Transport.ReadHeader, o.Limits.Transport.Idle = time.Minute, time.Minute
	})
	for range 300 {
		conn, err := net.Dial("tcp", r.address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
	}
	until(t, "all places are taken", func() bool { return r.metrics.connections.Load() == 200 })
	for range 20 {
		for _, probe := range []string{"/livez", "/readyz"} {
			if got := do(t, http.MethodGet, r.url+probe, ""); got.status != 200 {
				t.Errorf("%s: %d %s", probe, got.status, got.text)
			}
			http.DefaultClient.CloseIdleConnections()
		}
	}
	until(t, "a question is answered", func() bool { return r.post(t, "{hello}").status == 200 })
}

// from is a client of one address of this machine.
func from(address string) *http.Client {
	dialer := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(address)}}
	return &http.Client{Transport: &http.Transport{DialContext: dialer.DialContext, DisableCompression: true, MaxIdleConnsPerHost: 100}, Timeout: 10 * time.Second}
}

// Two greedy clients, a hundred long requests at once each, beside a crowd with small questions.
func TestTwoGreedyClientsBesideACrowd(t *testing.T) {
	r := start(t, func(o *Options) {
		o.Limits.Admission = AdmissionLimits{Slots: 2, Queue: 64, Wait: 100 * time.Millisecond}
	})
	end := time.Now().Add(3 * time.Second)
	var all sync.WaitGroup
	var clients []*http.Client
	ask := func(client *http.Client, query string) int {
		response, err := client.Get(r.url + "/graphql?query=" + url.QueryEscape(query))
		if err != nil {
			return 0
		}
		defer response.Body.Close()
		_, _ = io.Copy(io.Discard, response.Body)
		return response.StatusCode
	}
	for i := range 2 {
		client := from(fmt.Sprintf("127.0.1.%d", i+1))
		clients = append(clients, client)
		for range 100 {
			all.Go(func() {
				for time.Now().Before(end) {
					if ask(client, "{burn(ms:1500)}") != 200 {
						time.Sleep(20 * time.Millisecond)
					}
				}
			})
		}
	}
	var asked, answered atomic.Int64
	for i := range 20 {
		client := from(fmt.Sprintf("127.0.2.%d", i/2+1)) // ten clients of two requests at once
		clients = append(clients, client)
		all.Go(func() {
			for time.Now().Before(end) {
				asked.Add(1)
				if ask(client, "{hello}") == 200 {
					answered.Add(1)
				}
				time.Sleep(30 * time.Millisecond)
			}
		})
	}
	all.Wait()
	for _, client := range clients {
		client.CloseIdleConnections()
	}
	t.Logf("%d of %d small questions answered", answered.Load(), asked.Load())
	if asked.Load() == 0 || answered.Load()*100 < asked.Load()*80 {
		t.Errorf("%d of %d small questions answered: want 80 in 100", answered.Load(), asked.Load())
	}
}

// Clients that do not read their answers hold no more than they may, by address and in all; small questions go on.
func TestClientsThatDoNotRead(t *testing.T) {
	const answer = 3_300_000
	r := start(t, func(o *Options) {
		o.Limits.Transport.InFlight, o.Limits.Transport.ClientInFlight = 32<<20, 8<<20
	})
	var crowd sync.WaitGroup
	var refusedThen atomic.Int64
	done := make(chan struct{})
	ask := func() { // ten addresses, six clients each
		for i := range 60 {
			dialer := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(fmt.Sprintf("127.0.3.%d", i/6+1))}}
			conn, err := dialer.Dial("tcp", r.address)
			if err != nil {
				t.Error(err)
				return
			}
			_ = conn.(*net.TCPConn).SetReadBuffer(4 << 10)
			crowd.Go(func() {
				defer conn.Close()
				fmt.Fprintf(conn, "GET /graphql?query={big(bytes:%d)} HTTP/1.1\r\nHost: x\r\n\r\n", answer)
				line, _ := bufio.NewReaderSize(conn, 16).ReadString('\n')
				if strings.Contains(line, " 503 ") {
					refusedThen.Add(1)
				}
				<-done
			})
		}
	}
	var asked time.Time
	most := 0
	until(t, "most are refused while the others are in flight", func() bool {
		if time.Since(asked) > 2*flight.Rest { // on a slow machine the first may have been given up before the last has asked
			ask()
			asked = time.Now()
		}
		most = max(most, r.flight.Held())
		return refusedThen.Load() > 20 && most > 0
	})
	if most > 32<<20 {
		t.Errorf("%d bytes in flight", most)
	}
	if got := r.post(t, "{hello}"); got.status != 200 {
		t.Errorf("a small question: %d %s", got.status, got.text)
	}
	// Who reads gets an answer of any length, once those who do not have had their second.
	time.Sleep(flight.Rest)
	until(t, "a long answer is read", func() bool { return len(r.get(t, url.Values{"query": {"{big(bytes:3300000)}"}}).text) > answer })
	close(done)
	crowd.Wait()
	until(t, "nothing is in flight", func() bool { return r.flight.Held() == 0 })
}

// A log that nobody reads costs nobody an answer, and lines that are lost are counted.
func TestLogThatNobodyReads(t *testing.T) {
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	queue := logqueue.New(writer)
	r := start(t, func(o *Options) {
		o.Log = slog.New(slog.NewJSONHandler(queue, nil))
		o.Dropped = queue.Dropped
	})
	padding := strings.Repeat("A", 20_000)
	for range 400 { // panics of 20 KB each
		if got := r.post(t, `{hello fail(how:"panic") # `+padding+"\n}"); got.status != 200 {
			t.Fatalf("got %d %s", got.status, got.text)
		}
	}
	reader.Close()
	for range 10 {
		if got := r.post(t, `{fail(how:"panic")}`); got.status != 200 {
			t.Errorf("after the reader has gone: %d", got.status)
		}
	}
	if err := r.shut(); err != nil {
		t.Error(err)
	}
	_ = queue.Close()
	writer.Close()
	if queue.Dropped() == 0 {
		t.Error("no line was lost")
	}
}

// A flood of refusals is counted, and not written line by line.
func TestRefusalsDoNotFloodTheLog(t *testing.T) {
	r := start(t, nil)
	for range 500 {
		r.post(t, "{nothing}")
	}
	until(t, "they are counted", func() bool {
		return strings.Contains(do(t, http.MethodGet, r.url+"/livez", "").text, "alive") && r.refused.skipped.Load() > 0
	})
	if n := strings.Count(r.log.String(), `"msg":"request"`); n > 200 {
		t.Errorf("%d lines for 500 refusals", n)
	}
	until(t, "the log says how many are missing", func() bool {
		r.post(t, "{nothing}")
		return strings.Contains(r.log.String(), `"refusalsNotLogged":`)
	})
}

// A body that is too large is answered before the connection is closed, even where its client sends all of it first.
func TestLargeBodiesSeeTheirAnswer(t *testing.T) {
	r := start(t, nil)
	for _, length := range []string{"Content-Length: 4000000\r\n", "Transfer-Encoding: chunked\r\n"} {
		conn, err := net.Dial("tcp", r.address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		body := strings.Repeat("x", 4_000_000)
		if strings.HasPrefix(length, "Transfer") {
			body = "3d0900\r\n" + body + "\r\n0\r\n\r\n"
		}
		if _, err := io.WriteString(conn, "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"+length+"\r\n"+body); err != nil {
			t.Fatalf("%s: sending: %v", length, err)
		}
		response, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatalf("%s: %v", length, err)
		}
		text, err := io.ReadAll(response.Body)
		if err != nil || response.StatusCode != http.StatusRequestEntityTooLarge || !strings.Contains(string(text), "BODY_TOO_LARGE") {
			t.Errorf("%s: %d %s %v", length, response.StatusCode, text, err)
		}
	}
}

// A GET that is too long is answered in JSON.
func TestLongURLsAreAnsweredInJSON(t *testing.T) {
	r := start(t, nil)
	got := r.get(t, url.Values{"query": {"{hello} #" + strings.Repeat("x", 30_000)}})
	if got.status != 431 || got.code() != "HEADERS_TOO_LARGE" || got.header.Get("Content-Type") != "application/json; charset=utf-8" {
		t.Errorf("got %d %v %s", got.status, got.header, got.text)
	}
}

func TestOtherOrigins(t *testing.T) {
	const app, other = "https://app.example.org", "https://evil.example.net"
	closed, open := start(t, nil), start(t, func(o *Options) { o.Front.Origins = []string{app} })
	if got := closed.post(t, "{hello}", "Origin", app); got.header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("without a list: %v", got.header)
	}
	for _, tt := range []struct{ claim, query, origin, want string }{
		{"a listed origin", "{hello}", app, app},
		{"another", "{hello}", other, ""},
		{"a refusal for a listed origin", "{nothing", app, app},
		{"a refusal for another", "{nothing", other, ""},
	} {
		got := open.post(t, tt.query, "Origin", tt.origin)
		if got.header.Get("Access-Control-Allow-Origin") != tt.want || !strings.Contains(strings.Join(got.header.Values("Vary"), ","), "Origin") {
			t.Errorf("%s: %v", tt.claim, got.header)
		}
	}
	preflight := do(t, http.MethodOptions, open.url+"/graphql", "", "Origin", app, "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type")
	if preflight.status != 204 || !strings.Contains(preflight.header.Get("Access-Control-Allow-Headers"), "Content-Type") {
		t.Errorf("preflight: %d %v", preflight.status, preflight.header)
	}
	if got := do(t, http.MethodOptions, closed.url+"/graphql", "", "Origin", app, "Access-Control-Request-Method", "POST"); got.status != 405 {
		t.Errorf("preflight without a list: %d", got.status)
	}
}

func TestBasePath(t *testing.T) {
	r := start(t, func(o *Options) {
		o.Front.BasePath = "/graphs/whence"
		o.Pages = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, "page "+r.URL.Path) })
	})
	const body = `{"query":"{hello}"}`
	for path, want := range map[string]int{
		"/graphs/whence/graphql": 200, "/graphs/whence/graphql/": 200, "/graphql": 404, "/": 404, "/graphs/whenceX/graphql": 404,
		"/livez": 200, "/readyz": 200, "/graphs/whence/livez": 200,
	} {
		if got := do(t, http.MethodPost, r.url+path, body); got.status != want {
			t.Errorf("%s: %d", path, got.status)
		}
	}
	if got := do(t, http.MethodGet, r.url+"/graphs/whence/entity/x", ""); got.text != "page /entity/x" {
		t.Errorf("a page: %d %s", got.status, got.text)
	}
	response, err := http.DefaultTransport.RoundTrip(mustRequest(t, r.url+"/graphs/whence"))
	if err != nil || response.StatusCode != http.StatusPermanentRedirect || response.Header.Get("Location") != "whence/" {
		t.Errorf("the base itself: %v %v", response, err)
	}
	for _, path := range []string{"whence", "/a/../b", "/a//b", "/a?b", "/a b"} {
		if err := (Front{BasePath: path}).Check(); err == nil {
			t.Errorf("--base-path %s is taken", path)
		}
	}
}

func mustRequest(t *testing.T, url string) *http.Request {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	return request
}

func TestSchemaText(t *testing.T) {
	r := start(t, nil)
	if got := do(t, http.MethodGet, r.url+"/schema.graphqls", ""); got.status != 200 || !strings.Contains(got.text, "type Query {") || !strings.HasPrefix(got.header.Get("Content-Type"), "text/plain") {
		t.Errorf("got %d %v %.100s", got.status, got.header, got.text)
	}
	if got := r.post(t, "{hello}"); do(t, http.MethodPost, r.url+"/graphql/", `{"query":"{hello}"}`).text != got.text {
		t.Error("/graphql/ answers something else")
	}
}

func TestCostHeader(t *testing.T) {
	r := start(t, nil)
	got := r.post(t, "{items(first:3){id}}")
	if got.header.Get("GraphQL-Cost") != "4" || got.header.Get("GraphQL-Cost-Limit") != "40000000" {
		t.Errorf("got %v", got.header)
	}
	strict := start(t, func(o *Options) { o.Limits.Query.Cost = 3 })
	if got := strict.post(t, "{items(first:3){id}}"); !strings.Contains(got.text, `"extensions":{"code":"QUERY_TOO_COMPLEX","cost":4,"limit":3}`) {
		t.Errorf("got %s", got.text)
	}
}

func TestDocumentsByID(t *testing.T) {
	path := filepath.Join(t.TempDir(), "manifest.json")
	if err := os.WriteFile(path, []byte(`{"ab12":"query Greet($n:String){hello(name:$n)}"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	manifest, err := documents.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	r := start(t, func(o *Options) { o.Documents = manifest })
	for _, tt := range []struct{ body, want string }{
		{`{"documentId":"ab12","variables":{"n":"Ada"}}`, `{"data":{"hello":"hello Ada"}}`},
		{`{"documentId":"sha256:AB12","variables":{"n":"Ada"}}`, `{"data":{"hello":"hello Ada"}}`},
		{`{"id":"ab12","variables":{"n":"Ada"}}`, `{"data":{"hello":"hello Ada"}}`},
		{`{"documentId":"cd"}`, "PERSISTED_QUERY_NOT_FOUND"},
		{`{"documentId":"ab12","query":"{hello}"}`, "BAD_REQUEST"},
		{`{"documentId":1}`, "BAD_REQUEST"},
	} {
		if got := do(t, http.MethodPost, r.url+"/graphql", tt.body); !strings.Contains(got.text, tt.want) {
			t.Errorf("%s: %s", tt.body, got.text)
		}
	}
	if got := r.get(t, url.Values{"documentId": {"ab12"}, "variables": {`{"n":"Ada"}`}}); got.text != `{"data":{"hello":"hello Ada"}}` {
		t.Errorf("by GET: %s", got.text)
	}
	for text, want := range map[string]string{`{"x":"{nothing}"}`: `document "x"`, `{"y":"{"}`: `document "y"`} {
		wrong, err := documents.Read([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		s := New(Options{Schema: newStage(), Documents: wrong})
		if err := s.Run(t.Context(), Addresses{Addr: "127.0.0.1:0"}, io.Discard); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}
