package server

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"whence/server/gql/direct"
)

func TestTracing(t *testing.T) {
	var spans atomic.Value
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		text, err := io.ReadAll(r.Body)
		if err != nil || r.URL.Path != "/v1/traces" {
			t.Errorf("%s: %v", r.URL.Path, err)
		}
		spans.Store(string(text))
	}))
	defer collector.Close()
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.URL)
	tracing, err := StartTracing(t.Context(), "v1")
	if err != nil {
		t.Fatal(err)
	}
	r := start(t, func(o *Options) { o.Tracer = tracing.Tracer() })
	r.post(t, "query Greet{hello}", "X-Request-Id", "abc-1", "Traceparent", "00-61626364656667686970717273747576-6162636465666768-01")
	until(t, "it is noted", func() bool { return strings.Contains(r.log.String(), "Greet") })
	tracing.Around()(t.Context(), direct.Call{Object: "Query", Field: "hello", Objects: 1}, func(context.Context) {})
	if err := tracing.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	text, _ := spans.Load().(string)
	for _, want := range []string{"POST graphql", "abc-1", "Greet", "Query.hello", "whence", "v1", "abcdefghipqrstuv"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in what was sent", want)
		}
	}
}

func TestTracingIsOffUnlessConfigured(t *testing.T) {
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "")
	t.Setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "")
	tracing, err := StartTracing(t.Context(), "v1")
	if err != nil || tracing.Tracer() != nil || tracing.Around() != nil || tracing.Close(t.Context()) != nil {
		t.Errorf("got %+v, %v", tracing, err)
	}
}
