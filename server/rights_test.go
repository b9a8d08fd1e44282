package server

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"

	"whence/server/auth"
)

// keys is a file of keys, one of each role, and an authority that reads it.
type keys struct {
	file      auth.KeyFile
	authority *auth.Authority
	text      map[auth.Role]string
	ids       map[auth.Role]string
}

func newKeys(t *testing.T, change ...func(*auth.Config)) *keys {
	t.Helper()
	k := &keys{file: auth.KeyFile(filepath.Join(t.TempDir(), "keys.yaml")), text: map[auth.Role]string{}, ids: map[auth.Role]string{}}
	for _, role := range auth.Roles {
		k.add(t, role)
	}
	config := auth.Config{Keys: k.file, Log: slog.New(slog.DiscardHandler)}
	for _, c := range change {
		c(&config)
	}
	var err error
	if k.authority, err = auth.New(config); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(k.authority.Close)
	return k
}

func (k *keys) add(t *testing.T, role auth.Role) {
	t.Helper()
	text, key, err := auth.NewKey("the "+role.String(), role)
	if err == nil {
		err = k.file.Add(key)
	}
	if err != nil {
		t.Fatal(err)
	}
	k.text[role], k.ids[role] = text, key.ID
}

func (k *keys) known(o *Options) { o.Authority = k.authority }

func (k *keys) bearer(r auth.Role) []string {
	if r == auth.Nobody {
		return nil
	}
	return []string{"Authorization", "Bearer " + k.text[r]}
}

func TestWhoMayDoWhat(t *testing.T) {
	k := newKeys(t)
	r := start(t, k.known)
	tests := []struct {
		mutation string
		want     map[auth.Role]string // "" is carried out
	}{
		{"change", map[auth.Role]string{auth.Nobody: "UNAUTHENTICATED", auth.Reader: "FORBIDDEN", auth.Contributor: "", auth.Editor: "", auth.Admin: ""}},
		{"replace", map[auth.Role]string{auth.Nobody: "UNAUTHENTICATED", auth.Reader: "FORBIDDEN", auth.Contributor: "FORBIDDEN", auth.Editor: "FORBIDDEN", auth.Admin: ""}},
		{"forgotten", map[auth.Role]string{auth.Nobody: "UNAUTHENTICATED", auth.Editor: "FORBIDDEN", auth.Admin: ""}},
		{"...on Mutation{replace}", map[auth.Role]string{auth.Editor: "FORBIDDEN", auth.Admin: ""}},
		{"change replace", map[auth.Role]string{auth.Editor: "FORBIDDEN", auth.Admin: ""}},
		{strings.Repeat("c%d:change ", 11), map[auth.Role]string{auth.Nobody: "UNAUTHENTICATED", auth.Editor: "QUERY_TOO_WIDE"}},
	}
	for _, tt := range tests {
		if strings.Contains(tt.mutation, "%d") {
			tt.mutation = fmt.Sprintf(tt.mutation, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
		}
		for role, want := range tt.want {
			got := r.post(t, "mutation{"+tt.mutation+"}", k.bearer(role)...)
			if got.code() != want {
				t.Errorf("mutation{%s} as %v: %q, want %q\n%s", tt.mutation, role, got.code(), want, got.text)
			}
			if wantStatus := map[string]int{"": 200, "UNAUTHENTICATED": 401, "FORBIDDEN": 403, "QUERY_TOO_WIDE": 400}[want]; got.status != wantStatus && want != "QUERY_TOO_WIDE" {
				t.Errorf("mutation{%s} as %v: status %d, want %d", tt.mutation, role, got.status, wantStatus)
			}
			if challenge := got.header.Get("WWW-Authenticate"); (challenge != "") != (got.status == 401) {
				t.Errorf("mutation{%s} as %v: WWW-Authenticate %q", tt.mutation, role, challenge)
			}
			over := overSocket(t, r, k.text[role], "mutation{"+tt.mutation+"}")
			if want == "" && strings.Contains(over, "errors") || want != "" && !strings.Contains(over, want) {
				t.Errorf("over a WebSocket, mutation{%s} as %v: %s, want %q", tt.mutation, role, over, want)
			}
		}
	}
}

// overSocket runs an operation over a WebSocket whose credentials stand in connection_init.
func overSocket(t *testing.T, r *running, key, query string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	conn := dial(ctx, t, r, key)
	defer conn.CloseNow()
	err := wsjson.Write(ctx, conn, map[string]any{"type": "subscribe", "id": "1", "payload": map[string]any{"query": query}})
	if err != nil {
		t.Fatal(err)
	}
	_, text, err := conn.Read(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func dial(ctx context.Context, t *testing.T, r *running, key string) *websocket.Conn {
	t.Helper()
	conn, _, err := websocket.Dial(ctx, "ws://"+r.address+"/graphql", &websocket.DialOptions{Subprotocols: []string{subprotocol}})
	if err != nil {
		t.Fatal(err)
	}
	payload := map[string]any{}
	if key != "" {
		payload["Authorization"] = "Bearer " + key
	}
	err = wsjson.Write(ctx, conn, map[string]any{"type": "connection_init", "payload": payload})
	if err == nil {
		_, _, err = conn.Read(ctx)
	}
	if err != nil && websocket.CloseStatus(err) < 4000 {
		t.Fatal(err)
	}
	return conn
}

func TestNobodyIsKnown(t *testing.T) {
	r := start(t, nil)
	for _, headers := range [][]string{nil, {"Authorization", "Bearer whk_x_y"}} {
		if got := r.post(t, "mutation{change}", headers...); got.code() != "READ_ONLY" {
			t.Errorf("with %v: %d %s", headers, got.status, got.text)
		}
		if got := r.post(t, "{hello}", headers...); got.status != 200 {
			t.Errorf("with %v: %d %s", headers, got.status, got.text)
		}
	}
}

func TestAnonymousRefused(t *testing.T) {
	k := newKeys(t, func(c *auth.Config) { c.NoAnonymous = true })
	r := start(t, k.known)
	if got := r.post(t, "{hello}"); got.status != 401 || got.code() != "UNAUTHENTICATED" {
		t.Errorf("without credentials: %d %s", got.status, got.text)
	}
	if got := r.post(t, "{hello}", k.bearer(auth.Reader)...); got.status != 200 {
		t.Errorf("a reader: %d %s", got.status, got.text)
	}
	conn := dial(t.Context(), t, r, "")
	if _, _, err := conn.Read(t.Context()); err == nil {
		t.Error("a WebSocket goes on without credentials")
	}
	if got := overSocket(t, r, k.text[auth.Reader], "{hello}"); !strings.Contains(got, "hello you") {
		t.Errorf("over a WebSocket as a reader: %s", got)
	}
}

func TestSecretsStayOut(t *testing.T) {
	k := newKeys(t)
	r := start(t, k.known)
	k2 := strings.Replace(k.text[auth.Editor], "_", "_a", 1)[:len(k.text[auth.Editor])]
	for _, credentials := range []string{k.text[auth.Editor], k2, "whk_short", "not a key at all"} {
		got := r.post(t, `mutation{change(many:"x")}`, "Authorization", "Bearer "+credentials)
		secret := credentials[strings.LastIndexAny(credentials, "_ ")+1:]
		metrics := httptest.NewRecorder()
		r.MetricsHandler().ServeHTTP(metrics, httptest.NewRequest(http.MethodGet, "/metrics", nil))
		for where, text := range map[string]string{"the answer": got.text, "its headers": fmt.Sprint(got.header), "the log": r.log.String(), "the metrics": metrics.Body.String()} {
			if strings.Contains(text, credentials) || len(secret) > 20 && strings.Contains(text, secret) {
				t.Errorf("%q stands in %s", credentials, where)
			}
		}
	}
	if !strings.Contains(r.log.String(), "agent/the-editor") {
		t.Errorf("the log does not say who wrote: %s", r.log)
	}
}

// Many wrong keys take one address's patience, and nobody else's: a right key goes on from the same address.
func TestWrongKeys(t *testing.T) {
	k := newKeys(t)
	r := start(t, k.known)
	codes := map[string]int{}
	for i := range 10_000 {
		if i > 100 { // the rest without HTTP, which is not what is tried
			_, err := k.authority.Caller(t.Context(), fmt.Sprintf("Bearer whk_%016d_%052d", i, i), netip.MustParseAddr("127.0.0.1"))
			codes[fmt.Sprint(err)]++
			continue
		}
		codes[r.post(t, "{hello}", "Authorization", fmt.Sprintf("Bearer whk_%016d_%052d", i, i)).code()]++
	}
	if codes["UNAUTHENTICATED"] < 10 || codes["RATE_LIMITED"] < 50 || codes[auth.ErrTooMany.Error()] < 9000 {
		t.Errorf("10,000 wrong keys: %v", codes)
	}
	if got := r.post(t, "{hello}", k.bearer(auth.Reader)...); got.status != 200 {
		t.Errorf("a right key after wrong ones: %d %s", got.status, got.text)
	}
}

func TestWritesAreLimited(t *testing.T) {
	k := newKeys(t, func(c *auth.Config) { c.Writes, c.Burst = 0.01, 10 })
	r := start(t, k.known)
	for i, want := range []string{"", "", "RATE_LIMITED", ""} {
		many := []string{"[1,2,3]", "[1,2,3,4,5]", "[1,2,3]", "[1]"}[i]
		got := r.post(t, "mutation{change(many:"+many+")}", k.bearer(auth.Editor)...)
		if got.code() != want || want != "" && (got.status != 429 || got.header.Get("Retry-After") == "") {
			t.Errorf("%s: %d %q %s, want %q", many, got.status, got.header.Get("Retry-After"), got.text, want)
		}
	}
	if got := r.post(t, "mutation{change(many:[1,2,3])}", k.bearer(auth.Admin)...); got.code() != "" {
		t.Errorf("another's key: %s", got.text)
	}
}

// A socket ends within a second of its key, and carries nothing after.
func TestSocketsEndWithTheirKeys(t *testing.T) {
	changes := map[string]func(k *keys) error{
		"revoked": func(k *keys) error { _, err := k.file.Revoke(k.ids[auth.Editor]); return err },
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			k := newKeys(t)
			r := start(t, k.known)
			conn := dial(t.Context(), t, r, k.text[auth.Editor])
			other := dial(t.Context(), t, r, k.text[auth.Reader])
			defer conn.CloseNow()
			defer other.CloseNow()
			if err := change(k); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			defer cancel()
			began := time.Now()
			_, text, err := conn.Read(ctx)
			if websocket.CloseStatus(err) != closeForbidden {
				t.Fatalf("got %s, %v; want the code %d", text, err, closeForbidden)
			}
			t.Logf("closed after %v", time.Since(began).Round(time.Millisecond))
			if err := wsjson.Write(ctx, other, map[string]any{"type": "ping"}); err != nil {
				t.Fatal(err)
			}
			if _, text, err := other.Read(ctx); err != nil || !strings.Contains(string(text), "pong") {
				t.Errorf("another's socket: %s %v", text, err)
			}
			if got := r.post(t, "{hello}", k.bearer(auth.Editor)...); got.status != 401 {
				t.Errorf("the key still opens: %d %s", got.status, got.text)
			}
		})
	}
}

// A page that has made its name stand for this address (DNS rebinding) is of no use to its owner.
func TestHosts(t *testing.T) {
	k := newKeys(t)
	r := start(t, func(o *Options) {
		k.known(o)
		o.Front.Hosts = []string{"kg.example.org", "proxy.example.org:8443"}
	})
	tests := []struct {
		host, origin string
		want         int
	}{
		{"", "", 200},
		{"localhost:1", "", 200},
		{"kg.example.org", "https://kg.example.org", 200},
		{"KG.example.ORG:443", "https://kg.example.org", 200},
		{"proxy.example.org:8443", "", 200},
		{"proxy.example.org", "", 421},
		{"evil.example", "http://evil.example", 421},
		{"kg.example.org.evil.example", "", 421},
		{"evilkg.example.org", "", 421},
		{"", "http://evil.example", 421},
		{"", "null", 421},
		{"", "http://127.0.0.1:1", 421},
		{"", "http://127.0.0.1.evil.example", 421},
		{"", "file://", 421},
		{"kg.example.org", "https://kg.example.org.evil.example", 421},
		{"kg.example.org", "https://KG.EXAMPLE.ORG", 200},
	}
	for _, tt := range tests {
		for _, method := range []string{"POST", "GET", "socket"} {
			if got := reach(t, r, method, tt.host, tt.origin); (got == 200) != (tt.want == 200) || got != 200 && got != tt.want {
				t.Errorf("%s with Host %q and Origin %q: %d, want %d", method, tt.host, tt.origin, got, tt.want)
			}
		}
	}
	if got := do(t, http.MethodGet, r.url+"/livez", ""); got.status != 200 {
		t.Errorf("/livez: %d", got.status)
	}
}

// reach sends a question to a host from a page, and gives the status; 200 of a socket that was opened.
func reach(t *testing.T, r *running, method, host, origin string) int {
	t.Helper()
	path, body := "/graphql", ""
	if method == "POST" {
		body = `{"query":"{hello}"}`
	} else {
		path += "?query={hello}"
	}
	request, err := http.NewRequest(map[string]string{"POST": "POST"}[method], r.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Host = host
	request.Header.Set("Content-Type", "application/json")
	if origin != "" {
		request.Header.Set("Origin", origin)
	}
	if method == "socket" {
		for name, value := range map[string]string{
			"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
			"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol": subprotocol,
		} {
			request.Header.Set(name, value)
		}
	}
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusSwitchingProtocols {
		return http.StatusOK
	}
	return response.StatusCode
}
