package server

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// BenchmarkEdge is what the edge adds to a cached query: everything between
// net/http and the executor. The bare handler reads the body and writes the
// same answer.
func BenchmarkEdge(b *testing.B) {
	log := slog.New(slog.NewJSONHandler(io.Discard, nil))
	ours := New(Options{Schema: newStage(), Log: log}).Handler()
	bare := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.ReadAll(r.Body); err != nil {
			b.Error(err)
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"data":{"hello":"hello Ada"}}`)
	})
	const body = `{"query":"query Greet($n:String){hello(name:$n)}","variables":{"n":"Ada"}}`
	for name, handler := range map[string]http.Handler{"ours": ours, "bare": bare} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(body))
				r.Header.Set("Content-Type", "application/json")
				handler.ServeHTTP(httptest.NewRecorder(), r)
			}
		})
	}
}
