package server

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// lines is a log that tests read.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// running is a server that serves on a port of its own until the test ends.
type running struct {
	*Server
	url, address string
	stage        *stage
	log          *lines
	shut         func() error
}

func start(t *testing.T, change func(*Options)) *running {
	t.Helper()
	r := &running{stage: newStage(), log: &lines{}}
	options := Options{Schema: r.stage, Log: slog.New(slog.NewJSONHandler(r.log, nil))}
	options.Limits.Drain = DrainLimits{Notice: time.Millisecond, Refuse: time.Millisecond, Timeout: 5 * time.Second}
	if change != nil {
		change(&options)
	}
	r.Server = New(options)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r.address = listener.Addr().String()
	r.url = "http://" + r.address
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- r.Serve(ctx, listener) }()
	r.shut = sync.OnceValue(func() error {
		cancel()
		return <-done
	})
	t.Cleanup(func() {
		http.DefaultClient.CloseIdleConnections()
		if err := r.shut(); err != nil {
			t.Errorf("shutting down: %v", err)
		}
	})
	return r
}

type answer struct {
	status int
	header http.Header
	text   string
}

// code is the code of the answer's first error.
func (a answer) code() string {
	var body struct {
		Errors []struct{ Extensions struct{ Code string } }
	}
	if json.Unmarshal([]byte(a.text), &body) != nil || len(body.Errors) == 0 {
		return ""
	}
	return body.Errors[0].Extensions.Code
}

func do(t *testing.T, method, target, body string, headers ...string) answer {
	t.Helper()
	request, err := http.NewRequest(method, target, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/json")
	}
	request.Header.Set("Accept-Encoding", "identity")
	for i := 0; i < len(headers); i += 2 {
		if request.Header.Del(headers[i]); headers[i+1] != "" {
			request.Header.Set(headers[i], headers[i+1])
		}
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response.StatusCode, response.Header, string(text)}
}

func (r *running) post(t *testing.T, query string, headers ...string) answer {
	t.Helper()
	body, _ := json.Marshal(map[string]string{"query": query})
	return do(t, http.MethodPost, r.url+"/graphql", string(body), headers...)
}

func (r *running) get(t *testing.T, parameters url.Values, headers ...string) answer {
	t.Helper()
	return do(t, http.MethodGet, r.url+"/graphql?"+parameters.Encode(), "", headers...)
}

func TestAnswers(t *testing.T) {
	r := start(t, nil)
	tests := []struct{ body, want string }{
		{`{"query":"{hello}"}`, `{"data":{"hello":"hello you"}}`},
		{`{"query":"query($n:String){hello(name:$n)}","variables":{"n":"Ada"}}`, `{"data":{"hello":"hello Ada"}}`},
		{`{"query":"query A{a:hello} query B{b:hello}","operationName":"B"}`, `{"data":{"b":"hello you"}}`},
		{`{"query":"{items(first:3){id}}","extensions":{"cost":true}}`, `{"data":{"items":[{"id":"0"},{"id":"1"},{"id":"2"}]},"extensions":{"cost":{"limit":40000000,"requested":4}}}`},
		{`{"query":"query($n:Int){items(first:$n){id}}","variables":{"n":1},"extensions":{"cost":true}}`, `{"data":{"items":[{"id":"0"}]},"extensions":{"cost":{"limit":40000000,"requested":2}}}`},
		{`{"query":"query($n:Int){items(first:$n){id}}","variables":{"n":2},"extensions":{"cost":true}}`, `{"data":{"items":[{"id":"0"},{"id":"1"}]},"extensions":{"cost":{"limit":40000000,"requested":3}}}`},
	}
	for _, tt := range tests {
		if got := do(t, http.MethodPost, r.url+"/graphql", tt.body); got.text != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.body, got.text, tt.want)
		}
	}
	if got := r.post(t, "{hello}", "GraphQL-Cost", "1"); !strings.Contains(got.text, `"requested":1`) {
		t.Errorf("GraphQL-Cost: 1 got %s", got.text)
	}
}

func TestCompressionAndRevalidation(t *testing.T) {
	r := start(t, nil)
	query := url.Values{"query": {"{big(bytes:100000)}"}}
	whole := r.get(t, query)
	small := r.get(t, query, "Accept-Encoding", "gzip")
	if whole.header.Get("Content-Length") != "100019" || small.header.Get("Content-Encoding") != "gzip" || len(small.text) > 1000 {
		t.Errorf("got %s bytes whole, %d %s", whole.header.Get("Content-Length"), len(small.text), small.header.Get("Content-Encoding"))
	}
	z, err := gzip.NewReader(strings.NewReader(small.text))
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(z); err != nil || string(text) != whole.text {
		t.Errorf("gzip holds another answer: %v", err)
	}
	tag := whole.header.Get("ETag")
	if again := r.get(t, query, "If-None-Match", `"x", `+tag); again.status != 304 || again.text != "" {
		t.Errorf("the same answer again: %d, %d bytes", again.status, len(again.text))
	}
	if other := r.get(t, url.Values{"query": {"{hello}"}}, "If-None-Match", tag); other.status != 200 {
		t.Errorf("another answer under the same tag: %d", other.status)
	}
	for encoding, want := range map[string]string{
		"": "", "br": "br", "gzip;q=0": "", "*": "br", "br, gzip;q=0.5": "br", "br;q=0.5, gzip": "gzip", "*, br;q=0": "gzip", "*;q=0": "",
		"gzip, deflate, br, zstd": "br", "deflate": "", "br;q=0, gzip;q=0": "",
	} {
		if got := r.get(t, query, "Accept-Encoding", or(encoding, "identity")); got.header.Get("Content-Encoding") != want {
			t.Errorf("Accept-Encoding %q: got %q", encoding, got.header.Get("Content-Encoding"))
		}
	}
}

func TestPersistedQueries(t *testing.T) {
	r := start(t, nil)
	sum := sha256.Sum256([]byte("{hello}"))
	hash := hex.EncodeToString(sum[:])
	extension := `"extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + hash + `"}}`
	steps := []struct{ body, code, contains string }{
		{"{" + extension + "}", "PERSISTED_QUERY_NOT_FOUND", `"message":"PersistedQueryNotFound"`},
		{`{"query":"{a:hello}",` + extension + "}", "BAD_REQUEST", "is not the SHA-256"},
		{`{"query":"{hello}",` + extension + "}", "", "hello you"},
		{"{" + extension + "}", "", "hello you"},
	}
	for i, step := range steps {
		if got := do(t, http.MethodPost, r.url+"/graphql", step.body); got.code() != step.code || !strings.Contains(got.text, step.contains) {
			t.Errorf("step %d: got %s %s", i, got.code(), got.text)
		}
	}
	if got := r.get(t, url.Values{"extensions": {`{"persistedQuery":{"version":1,"sha256Hash":"` + hash + `"}}`}}); !strings.Contains(got.text, "hello you") {
		t.Errorf("by GET: %s", got.text)
	}
}

func TestCacheIsBounded(t *testing.T) {
	c := newCache[int](1600)
	for i := range 100 {
		c.add(string(rune('a'+i)), i, 100)
		c.get("a")
	}
	c.add("large", 1, 101)
	_, first := c.get("a")
	_, second := c.get("b")
	_, large := c.get("large")
	if c.held > 1600 || len(c.entries) != 16 || !first || second || large {
		t.Errorf("holds %d bytes in %d entries; the one used most %t, an old one %t, a large one %t", c.held, len(c.entries), first, second, large)
	}
}

func TestDeadlineStopsWork(t *testing.T) {
	r := start(t, func(o *Options) { o.Limits.Execution.Deadline = 50 * time.Millisecond })
	began := time.Now()
	got := r.post(t, "{wait(ms:10000)}")
	if got.code() != "TIMEOUT" || time.Since(began) > time.Second || r.stage.slow.Load() != 0 {
		t.Errorf("got %s after %v, %d still at work", got.text, time.Since(began), r.stage.slow.Load())
	}
}

func TestClientsThatLeaveAreNotWorkedFor(t *testing.T) {
	r := start(t, nil)
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	request, _ := http.NewRequestWithContext(ctx, http.MethodGet, r.url+"/graphql?query={wait(ms:1900)}", nil)
	if _, err := http.DefaultClient.Do(request); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatal(err)
	}
	until(t, "the work ends", func() bool { return r.stage.slow.Load() == 0 && strings.Contains(r.log.String(), "CANCELLED") })
}

func until(t *testing.T, claim string, holds func() bool) {
	t.Helper()
	for range 6000 { // half a minute: how fast the machine is is not asked
		if holds() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Errorf("not in time: %s", claim)
}

func TestAdmission(t *testing.T) {
	r := start(t, func(o *Options) {
		o.Limits.Admission = AdmissionLimits{Slots: 2, Queue: 2, Wait: 50 * time.Millisecond}
	})
	statuses := make(chan answer, 20)
	for range 20 {
		go func() { statuses <- r.post(t, "{wait(ms:300)}") }()
	}
	until(t, "two work", func() bool { return r.stage.slow.Load() == 2 })
	began := time.Now()
	if got := do(t, http.MethodGet, r.url+"/livez", ""); got.status != 200 || time.Since(began) > 50*time.Millisecond {
		t.Errorf("/livez: %d after %v", got.status, time.Since(began))
	}
	count := map[int]int{}
	for range 20 {
		got := <-statuses
		count[got.status]++
		if got.status == 503 && (got.code() != "OVERLOADED" || got.header.Get("Retry-After") != "1") {
			t.Errorf("refused with %v %s", got.header, got.text)
		}
	}
	if diff := cmp.Diff(map[int]int{200: 2, 503: 18}, count); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Beyond the limit of connections clients are told to come back, and those who watch over the server are answered. The
// connection that has been at rest for longest makes room for one that is not.
func TestConnectionsAreCapped(t *testing.T) {
	r := start(t, func(o *Options) { o.Limits.Transport.Connections = 3 })
	var held []net.Conn
	for range 3 {
		conn, err := net.Dial("tcp", r.address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if _, err := io.WriteString(conn, "GET /graphql?query={wait(ms:1900)} HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		held = append(held, conn)
	}
	until(t, "three are open and busy", func() bool { return r.metrics.connections.Load() == 3 && r.stage.slow.Load() > 0 })
	for _, probe := range []string{"/livez", "/readyz"} {
		if got := do(t, http.MethodGet, r.url+probe, ""); got.status != 200 {
			t.Errorf("%s: %d %s", probe, got.status, got.text)
		}
	}
	if got := r.post(t, "{hello}"); got.status != 503 || got.code() != "OVERLOADED" || got.header.Get("Retry-After") != "1" {
		t.Errorf("the fourth: %d %s", got.status, got.text)
	}
	for _, conn := range held {
		conn.Close()
	}
	until(t, "all are free", func() bool { return r.metrics.connections.Load() == 0 })
	for range 3 {
		conn, err := net.Dial("tcp", r.address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
	}
	until(t, "three are at rest", func() bool { return r.metrics.connections.Load() == 3 })
	until(t, "one makes room", func() bool { return r.post(t, "{hello}").status == 200 })
}

func TestLogLine(t *testing.T) {
	r := start(t, nil)
	do(t, http.MethodPost, r.url+"/graphql", `{"query":"query Greet($n:String){hello(name:$n)}","variables":{"n":"s3cret"}}`, "X-Request-Id", "abc-1")
	do(t, http.MethodPost, r.url+"/graphql", `{"query":"{fail(how:\"x\")}"}`, "X-Request-Id", "abc 2")
	until(t, "both are logged", func() bool { return strings.Count(r.log.String(), `"msg":"request"`) == 2 })
	log := r.log.String()
	first, rest, _ := strings.Cut(log, "\n")
	var line map[string]any
	if err := json.Unmarshal([]byte(first), &line); err != nil {
		t.Fatal(err)
	}
	for _, volatile := range []string{"time", "took"} {
		if _, ok := line[volatile]; !ok {
			t.Errorf("no %s", volatile)
		}
		delete(line, volatile)
	}
	sum := sha256.Sum256([]byte("query Greet($n:String){hello(name:$n)}"))
	want := map[string]any{
		"level": "INFO", "msg": "request", "id": "abc-1", "route": "graphql", "method": "POST", "status": 200.0, "bytes": 33.0,
		"operation": "Greet", "query": hex.EncodeToString(sum[:8]), "cost": 1.0,
	}
	if diff := cmp.Diff(want, line); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if strings.Contains(log, "s3cret") {
		t.Errorf("a variable is logged: %s", log)
	}
	if !strings.Contains(rest, "the secret cause") || !strings.Contains(rest, `"codes":"INTERNAL"`) || strings.Contains(rest, "abc 2") {
		t.Errorf("of the failure: %s", rest)
	}
}

func TestInternalErrorsTellTheRequestOnly(t *testing.T) {
	r := start(t, nil)
	for _, how := range []string{"x", "panic"} {
		got := r.post(t, `{fail(how:"`+how+`")}`, "X-Request-Id", "abc-1")
		if !strings.Contains(got.text, `"extensions":{"code":"INTERNAL","requestId":"abc-1"}`) || strings.Contains(got.text, "secret") {
			t.Errorf("%s: %s", how, got.text)
		}
	}
	until(t, "the log has the stack", func() bool { return strings.Contains(r.log.String(), "schema_test.go") })
}

func TestPanickingPageIsAnswered(t *testing.T) {
	r := start(t, func(o *Options) {
		o.Pages = http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("the secret cause") })
	})
	if got := do(t, http.MethodGet, r.url+"/", ""); got.status != 500 || got.code() != "INTERNAL" || strings.Contains(got.text, "secret") {
		t.Errorf("got %d %s", got.status, got.text)
	}
}

func TestReadiness(t *testing.T) {
	var broken error
	r := start(t, func(o *Options) { o.Ready = func(context.Context) error { return broken } })
	if got := do(t, http.MethodGet, r.url+"/readyz", ""); got.status != 200 {
		t.Errorf("ready: %d", got.status)
	}
	broken = errors.New("the secret cause")
	if got := do(t, http.MethodGet, r.url+"/readyz", ""); got.status != 503 || strings.Contains(got.text, "secret") {
		t.Errorf("not ready: %d %s", got.status, got.text)
	}
}

func TestMetrics(t *testing.T) {
	r := start(t, nil)
	r.post(t, "{hello}")
	r.post(t, "{helo}")
	until(t, "both are counted", func() bool { return strings.Count(r.log.String(), `"msg":"request"`) == 2 })
	recorder := httptest.NewRecorder()
	r.MetricsHandler().ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	for _, want := range []string{
		`whence_requests_total{route="graphql",status="200"} 2`, `whence_errors_total{code="GRAPHQL_VALIDATION_FAILED"} 1`,
		`whence_query_cost_count 1`, `whence_query_cache_misses_total 2`, `whence_request_seconds_count{route="graphql"} 2`, "go_goroutines", "process_open_fds",
	} {
		if !strings.Contains(recorder.Body.String(), want) {
			t.Errorf("no %s", want)
		}
	}
}
