package server

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"whence/server/fault"
)

// FuzzRequest sends any body and any query string through the whole edge: what
// comes back is JSON, short where it refuses, and never a defect of ours.
func FuzzRequest(f *testing.F) {
	for _, seed := range []string{
		hello, `{"query":"query($n:Int){items(first:$n){id}}","variables":{"n":3}}`, `{"query":"{a:hello ...{b:hello}}","extensions":{"cost":true}}`,
		`{"query":"query A{hello} query B{items{id}}","operationName":"B"}`, `{"query":"{__schema{types{name}}}"}`, `{"query":"mutation{change}"}`,
		`{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"x"}}}`, "query={hello}&variables={}",
	} {
		f.Add(seed, "")
		f.Add("", seed)
	}
	handler := New(Options{Schema: newStage(), Log: slog.New(slog.NewTextHandler(io.Discard, nil))}).Handler()
	f.Fuzz(func(t *testing.T, body, query string) {
		if strings.Contains(body+query, "fail") || strings.Contains(body+query, "big") || strings.Contains(body+query, "wait") || strings.Contains(body+query, "burn") {
			t.Skip() // these do what they say
		}
		r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(body))
		if body == "" {
			r = httptest.NewRequest(http.MethodGet, "/graphql", nil)
			r.URL.RawQuery = query
		}
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		var answer struct {
			Errors []struct{ Extensions struct{ Code fault.Code } }
		}
		if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
			t.Fatalf("%d %v: %s", w.Code, err, w.Body)
		}
		for _, e := range answer.Errors {
			if !e.Extensions.Code.Known() || e.Extensions.Code == fault.Internal || w.Body.Len() > maxRefusal {
				t.Fatalf("%d bytes: %.1000s", w.Body.Len(), w.Body)
			}
		}
	})
}
