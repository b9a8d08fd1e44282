package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

// built is a small build: the pages' own files are made by Vite, and tested in a browser.
func built(t *testing.T) map[string]*asset {
	t.Helper()
	assets := map[string]*asset{}
	for name, text := range map[string]string{
		"index.html":      "<title>explorer</title>",
		"playground.html": `<meta nonce="` + nonceMark + `"><title>playground</title>`,
		"assets/a-1.js":   strings.Repeat("let a = 1;\n", 100),
		"assets/b-2.ttf":  "font",
	} {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if _, err := z.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		assets[name] = newAsset(name, b.Bytes())
	}
	return assets
}

var data = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	_, _ = io.WriteString(w, "data of "+r.PathValue("id"))
})

func get(h http.Handler, path string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestHandler(t *testing.T) {
	h := handler(built(t), Options{Entity: data})
	for _, test := range []struct {
		does      string
		path      string
		status    int
		mediaType string
		caching   string
		body      string
	}{
		{"the explorer", "/", 200, "text/html; charset=utf-8", "no-cache", "<title>explorer"},
		{"the playground", "/playground", 200, "text/html; charset=utf-8", "no-store", "<title>playground"},
		{"a script, for ever", "/assets/a-1.js", 200, "text/javascript; charset=utf-8", "public, max-age=31536000, immutable", "let a = 1;"},
		{"a font", "/assets/b-2.ttf", 200, "font/ttf", "public, max-age=31536000, immutable", "font"},
		{"no other file", "/assets/none.js", 404, "text/plain; charset=utf-8", "", "404"},
		{"no file outside", "/assets/..%2findex.html", 404, "text/plain; charset=utf-8", "", "404"},
		{"no other page", "/elsewhere", 404, "text/plain; charset=utf-8", "", "404"},
	} {
		t.Run(test.does, func(t *testing.T) {
			w := get(h, test.path)
			if w.Code != test.status || w.Header().Get("Content-Type") != test.mediaType || !strings.HasPrefix(w.Body.String(), test.body) && !strings.Contains(w.Body.String(), test.body) {
				t.Errorf("%s: %d %s %.60q", test.path, w.Code, w.Header().Get("Content-Type"), w.Body)
			}
			if w.Header().Get("Cache-Control") != test.caching {
				t.Errorf("caching %q, want %q", w.Header().Get("Cache-Control"), test.caching)
			}
		})
	}
}

func TestHandlerRefusesWrites(t *testing.T) {
	w := httptest.NewRecorder()
	handler(built(t), Options{}).ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/", nil))
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("POST /: %d, allows %q", w.Code, w.Header().Get("Allow"))
	}
}

func TestEntityGoesByAccept(t *testing.T) {
	h := handler(built(t), Options{Entity: data})
	page, thing := "<title>explorer</title>", "data of place/icentrum"
	for accept, want := range map[string]string{
		"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8": page,
		"text/html":                            page,
		"":                                     thing,
		"*/*":                                  thing,
		"application/ld+json":                  thing,
		"application/n-quads":                  thing,
		"text/html;q=0.5, application/ld+json": thing,
		"text/html, application/ld+json;q=0.9": page,
		"text/html;q=0":                        thing,
		"TEXT/HTML ; Q=0.9 , application/json;q=0.1": page,
	} {
		w := get(h, "/entity/place/icentrum", "Accept", accept)
		if w.Body.String() != want {
			t.Errorf("Accept %q gives %.40q, want %q", accept, w.Body, want)
		}
		if !strings.Contains(strings.Join(w.Header().Values("Vary"), ","), "Accept") {
			t.Errorf("Accept %q: no Vary", accept)
		}
	}
	if w := get(handler(built(t), Options{}), "/entity/place/icentrum"); w.Body.String() != page {
		t.Errorf("without data: %.40q", w.Body)
	}
}

func TestAssetsAreCompressedOnceAndValidated(t *testing.T) {
	h := handler(built(t), Options{})
	plain := get(h, "/assets/a-1.js")
	packed := get(h, "/assets/a-1.js", "Accept-Encoding", "br, gzip")
	if packed.Header().Get("Content-Encoding") != "gzip" || packed.Body.Len() >= plain.Body.Len() {
		t.Errorf("packed: %q, %d bytes of %d", packed.Header().Get("Content-Encoding"), packed.Body.Len(), plain.Body.Len())
	}
	if got := get(h, "/assets/a-1.js", "Accept-Encoding", "gzip;q=0").Header().Get("Content-Encoding"); got != "" {
		t.Errorf("gzip;q=0 gives %q", got)
	}
	if plain.Header().Get("ETag") == packed.Header().Get("ETag") {
		t.Error("two representations, one validator")
	}
	for _, encoding := range []string{"gzip", ""} {
		first := get(h, "/", "Accept-Encoding", encoding)
		again := get(h, "/", "Accept-Encoding", encoding, "If-None-Match", first.Header().Get("ETag"))
		if again.Code != http.StatusNotModified {
			t.Errorf("%q, unchanged: %d", encoding, again.Code)
		}
	}
}

func TestPolicies(t *testing.T) {
	h := handler(built(t), Options{})
	for _, path := range []string{"/", "/playground", "/assets/a-1.js", "/entity/place/icentrum"} {
		w := get(h, path)
		policy := w.Header().Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "script-src 'self' 'unsafe") || strings.Contains(policy, "http") {
			t.Errorf("%s: %q", path, policy)
		}
		if w.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s may be sniffed", path)
		}
	}
	// The hash is of the rule that Cytoscape 3.34 adds; the browser tests would report another.
	if policy := explorerPolicy(); !strings.Contains(policy, "trusted-types 'none'") || strings.Contains(policy, "unsafe") {
		t.Errorf("explorer: %q", policy)
	}
}

func TestPlaygroundNonceIsFresh(t *testing.T) {
	h := handler(built(t), Options{})
	seen := map[string]bool{}
	for range 20 {
		w := get(h, "/playground")
		nonce := regexp.MustCompile(`nonce="([^"]{22,})"`).FindStringSubmatch(w.Body.String())
		if nonce == nil || !strings.Contains(w.Header().Get("Content-Security-Policy"), "'nonce-"+nonce[1]+"'") || seen[nonce[1]] {
			t.Fatalf("nonce %q in %q", nonce, w.Header().Get("Content-Security-Policy"))
		}
		seen[nonce[1]] = true
	}
}

func TestWithoutABuild(t *testing.T) {
	h := handler(nil, Options{Entity: data})
	for _, path := range []string{"/", "/playground"} {
		if w := get(h, path); w.Code != http.StatusNotFound || w.Body.String() != unbuiltText {
			t.Errorf("%s: %d %q", path, w.Code, w.Body)
		}
	}
	if w := get(h, "/entity/place/icentrum"); w.Body.String() != "data of place/icentrum" {
		t.Errorf("entity: %q", w.Body)
	}
}
