package server

import (
	"context"
	"fmt"
	"os"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"whence/server/gql/direct"
)

// Tracing sends spans to an OpenTelemetry collector. Its zero value sends none.
type Tracing struct {
	provider *sdk.TracerProvider
}

// StartTracing reads OpenTelemetry's environment variables, and returns the zero
// Tracing where OTEL_EXPORTER_OTLP_ENDPOINT is not set.
func StartTracing(ctx context.Context, version string) (Tracing, error) {
	if os.Getenv("OTEL_EXPORTER_OTLP_ENDPOINT") == "" && os.Getenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") == "" {
		return Tracing{}, nil
	}
	exporter, err := otlptracehttp.New(ctx)
	if err != nil {
		return Tracing{}, fmt.Errorf("tracing: %w", err)
	}
	described, err := resource.New(ctx, resource.WithAttributes(
		attribute.String("service.name", "whence"), attribute.String("service.version", version)), resource.WithFromEnv())
	if err != nil {
		return Tracing{}, fmt.Errorf("tracing: %w", err)
	}
	return Tracing{sdk.NewTracerProvider(sdk.WithBatcher(exporter), sdk.WithResource(described))}, nil
}

// Tracer is what Options.Tracer takes; nil where nothing is traced.
func (t Tracing) Tracer() trace.Tracer {
	if t.provider == nil {
		return nil
	}
	return t.provider.Tracer("whence/server")
}

// Around is what the direct executor's options take: a span for each field of
// each frontier that reaches into the graph. It is nil where nothing is traced.
func (t Tracing) Around() func(ctx context.Context, call direct.Call, resolve func(context.Context)) {
	tracer := t.Tracer()
	if tracer == nil {
		return nil
	}
	return func(ctx context.Context, call direct.Call, resolve func(context.Context)) {
		ctx, span := tracer.Start(ctx, call.Object+"."+call.Field,
			trace.WithAttributes(attribute.Int("graphql.level", call.Level), attribute.Int("graphql.objects", call.Objects)))
		defer span.End()
		resolve(ctx)
	}
}

// Close sends what is left.
func (t Tracing) Close(ctx context.Context) error {
	if t.provider == nil {
		return nil
	}
	return t.provider.Shutdown(ctx)
}
