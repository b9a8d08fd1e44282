package cors_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"whence/server/cors"
)

// Twenty origins, by a simple request and by a preflight: those that are listed to the letter are let in.
func TestOrigins(t *testing.T) {
	list, err := cors.New([]string{"https://app.example.org", "http://localhost:5173"})
	if err != nil {
		t.Fatal(err)
	}
	all, err := cors.New([]string{"*"})
	if err != nil {
		t.Fatal(err)
	}
	origins := map[string]bool{
		"https://app.example.org":            true,
		"http://localhost:5173":              true,
		"":                                   false,
		"null":                               false,
		"NULL":                               false,
		"*":                                  false,
		"https://app.example.org:443":        false,
		"https://app.example.org/":           false,
		"https://app.example.org.":           false,
		"https://app.example.org.evil.net":   false,
		"https://evil.net/app.example.org":   false,
		"https://evilapp.example.org":        false,
		"https://sub.app.example.org":        false,
		"https://APP.example.org":            false,
		"HTTPS://app.example.org":            false,
		"http://app.example.org":             false,
		"https://example.org":                false,
		"http://localhost":                   false,
		"http://localhost:51730":             false,
		"http://localhost:5173 https://x.io": false,
		"https://app.example.org\x00":        false,
		"file://":                            false,
	}
	for origin, allowed := range origins {
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodOptions} {
			for _, o := range []cors.Origins{list, all} {
				everyone := o.Allows("https://elsewhere.net")
				r := httptest.NewRequest(method, "/graphql", nil)
				r.Header["Origin"] = []string{origin}
				if method == http.MethodOptions {
					r.Header.Set("Access-Control-Request-Method", "POST")
				}
				w := httptest.NewRecorder()
				over := o.Answer(w, r)
				h := w.Header()
				want, credentials := "", ""
				switch {
				case everyone && origin != "":
					want = "*"
				case allowed:
					want, credentials = origin, "true"
				}
				if h.Get("Access-Control-Allow-Origin") != want || h.Get("Access-Control-Allow-Credentials") != credentials {
					t.Errorf("%s from %q: allows %q, credentials %q", method, origin, h.Get("Access-Control-Allow-Origin"), h.Get("Access-Control-Allow-Credentials"))
				}
				if !strings.HasPrefix(strings.Join(h.Values("Vary"), ", "), "Origin") {
					t.Errorf("%s from %q: Vary %v", method, origin, h.Values("Vary"))
				}
				if over != (method == http.MethodOptions) || over && w.Code != http.StatusNoContent {
					t.Errorf("%s from %q: over %t with %d", method, origin, over, w.Code)
				}
				if got := h.Get("Access-Control-Allow-Methods"); (got != "") != (over && want != "") {
					t.Errorf("%s from %q: methods %q", method, origin, got)
				}
			}
		}
	}
}

func TestNoListIsNoCORS(t *testing.T) {
	var none cors.Origins
	r := httptest.NewRequest(http.MethodOptions, "/graphql", nil)
	r.Header.Set("Origin", "https://app.example.org")
	r.Header.Set("Access-Control-Request-Method", "POST")
	w := httptest.NewRecorder()
	if none.Answer(w, r) || len(w.Header()) > 0 {
		t.Errorf("answered with %v", w.Header())
	}
}

func TestListsThatAreNone(t *testing.T) {
	for _, member := range []string{
		"", "null", "app.example.org", "https://", "https://app.example.org/", "https://*.example.org", "https://App.example.org",
		"https://a:b@example.org", "https://example.org?x", "//example.org",
	} {
		if _, err := cors.New([]string{member}); err == nil || !strings.Contains(err.Error(), "an origin is") {
			t.Errorf("%q: %v", member, err)
		}
	}
}
