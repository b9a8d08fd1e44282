package server

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"whence/server/auth"
	"whence/server/uploads"
)

func transferring(t *testing.T, k *keys) func(*Options) {
	store := uploads.New(filepath.Join(t.TempDir(), "uploads"), uploads.Options{Day: 40 << 20})
	return func(o *Options) {
		o.Authority = k.authority
		o.Limits.Admission.Slots = 2
		o.Transfers = []Transfer{
			{Pattern: "POST /texts", Role: auth.Contributor, Body: 16 << 20, Handler: store.Texts()},
			{Pattern: "PUT /files", Role: auth.Admin, Body: 1 << 10, Handler: store.Files()},
			{Pattern: "GET /dump", Role: auth.Reader, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "all of it") })},
		}
	}
}

func TestTransfers(t *testing.T) {
	k := newKeys(t)
	r := start(t, transferring(t, k))
	const sum = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824" // of hello
	tests := []struct {
		claim, method, path, body string
		role                      auth.Role
		origin                    string
		status                    int
		want                      string
	}{
		{"a text", "POST", "/texts", "hello", auth.Contributor, "", 200, `{"sha256":"` + sum + `","bytes":5}`},
		{"of nobody", "POST", "/texts", "hello", auth.Nobody, "", 401, "UNAUTHENTICATED"},
		{"of a reader", "POST", "/texts", "hello", auth.Reader, "", 403, "FORBIDDEN"},
		{"from another site", "POST", "/texts", "hello", auth.Contributor, "http://evil.example", 421, "MISDIRECTED_REQUEST"},
		{"16 MiB", "POST", "/texts", strings.Repeat("é", 8<<20), auth.Contributor, "", 200, `"bytes":16777216`},
		{"one byte more", "POST", "/texts", strings.Repeat("x", 16<<20+1), auth.Contributor, "", 413, "BODY_TOO_LARGE"},
		{"a day's worth", "POST", "/texts", strings.Repeat("x", 10<<20), auth.Contributor, "", 429, "RATE_LIMITED"},
		{"a NUL", "POST", "/texts", "a\x00b", auth.Editor, "", 422, "it holds a NUL"},
		{"Latin-1", "POST", "/texts", "caf\xe9 au lait", auth.Editor, "", 422, "begins no character"},
		{"half a character at the end", "POST", "/texts", "caf\xc3", auth.Editor, "", 422, "begins no character"},
		{"a BOM", "POST", "/texts", "\ufeffhello", auth.Editor, "", 200, `"bytes":8`},
		{"nothing", "POST", "/texts", "", auth.Editor, "", 422, "it is empty"},
		{"a file", "PUT", "/files", "\x00\xff", auth.Admin, "", 200, `"bytes":2`},
		{"a file of an editor", "PUT", "/files", "x", auth.Editor, "", 403, "FORBIDDEN"},
		{"a file that is too large", "PUT", "/files", strings.Repeat("x", 1<<10+1), auth.Admin, "", 413, "BODY_TOO_LARGE"},
		{"a dump", "GET", "/dump", "", auth.Nobody, "", 200, "all of it"},
		{"another method", "DELETE", "/files", "", auth.Admin, "", 404, ""},
	}
	for _, tt := range tests {
		request, err := http.NewRequest(tt.method, r.url+tt.path, io.MultiReader(strings.NewReader(tt.body))) // of no length that is known
		if err != nil {
			t.Fatal(err)
		}
		if headers := k.bearer(tt.role); headers != nil {
			request.Header.Set(headers[0], headers[1])
		}
		if tt.origin != "" {
			request.Header.Set("Origin", tt.origin)
		}
		response, err := http.DefaultTransport.RoundTrip(request)
		if err != nil {
			t.Errorf("%s: %v", tt.claim, err)
			continue
		}
		text, _ := io.ReadAll(response.Body)
		response.Body.Close()
		if response.StatusCode != tt.status && tt.status != 404 || !bytes.Contains(text, []byte(tt.want)) {
			t.Errorf("%s: %d %.300s, want %d %s", tt.claim, response.StatusCode, text, tt.status, tt.want)
		}
	}
}

// Those who send a byte now and then hold no slot, and are cut off.
func TestSlowUploadsHoldNoSlot(t *testing.T) {
	k := newKeys(t)
	r := start(t, transferring(t, k))
	var open []net.Conn
	for range 3 * maxUploads {
		conn, err := net.Dial("tcp", r.address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		fmt.Fprintf(conn, "POST /texts HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Length: 1000\r\n\r\nx", r.address, k.text[auth.Editor])
		open = append(open, conn)
	}
	for end := time.Now().Add(20 * time.Second); r.uploads.Load() < maxUploads && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
	for range 20 {
		if got := r.post(t, "{hello}"); got.status != 200 {
			t.Fatalf("beside slow uploads: %d %s", got.status, got.text)
		}
	}
	refused := 0
	for _, conn := range open {
		_ = conn.SetReadDeadline(time.Now().Add(200 * time.Millisecond))
		var b [12]byte
		if n, _ := io.ReadFull(conn, b[:]); strings.HasSuffix(string(b[:n]), " 503") {
			refused++
		}
	}
	if refused == 0 {
		t.Error("any number of uploads may be open at once")
	}
}
