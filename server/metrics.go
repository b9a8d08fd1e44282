package server

import (
	"context"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics counts what the server does. No label takes a value from a request,
// so that a client can not make there be more of them.
type metrics struct {
	registry    *prometheus.Registry
	requests    *prometheus.CounterVec
	seconds     *prometheus.HistogramVec
	routes      map[string]route
	codes       *prometheus.CounterVec
	cost        prometheus.Histogram
	inFlight    prometheus.Gauge
	connections atomic.Int64
}

// route is what nearly every request of a route is counted by, found beforehand.
type route struct {
	answered prometheus.Counter // with 200
	seconds  prometheus.Observer
}

func newMetrics(s *Server) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "whence_requests_total", Help: "Requests by route and status."}, []string{"route", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "whence_request_seconds", Help: "Time from a request's headers to the end of its answer.",
			Buckets: []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}, []string{"route"}),
		codes: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "whence_errors_total", Help: "Requests with an error of this code."}, []string{"code"}),
		cost: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "whence_query_cost", Help: "Cost of the queries that passed the gate.", Buckets: prometheus.ExponentialBuckets(1, 4, 9),
		}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{Name: "whence_requests_in_flight", Help: "Requests that are being served."}),
	}
	gauge := func(name, help string, value func() float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value)
	}
	counter := func(name, help string, value *atomic.Int64) prometheus.Collector {
		return prometheus.NewCounterFunc(prometheus.CounterOpts{Name: name, Help: help}, func() float64 { return float64(value.Load()) })
	}
	m.routes = map[string]route{}
	for _, name := range []string{graphqlRoute, pagesRoute, transfersRoute, streamsRoute, socketRoute, assistantRoute} {
		m.routes[name] = route{m.requests.WithLabelValues(name, "200"), m.seconds.WithLabelValues(name)}
	}
	m.registry.MustRegister(
		m.requests, m.seconds, m.codes, m.cost, m.inFlight,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		gauge("whence_connections", "Open connections.", func() float64 { return float64(m.connections.Load()) }),
		gauge("whence_slots_taken", "Requests that work.", func() float64 { return float64(s.admission.Working()) }),
		gauge("whence_requests_waiting", "Requests that wait for a slot.", func() float64 { return float64(s.admission.Waiting()) }),
		counter("whence_query_cache_hits_total", "Queries that were parsed and checked before.", &s.engine.queries.hits),
		counter("whence_query_cache_misses_total", "Queries that were not.", &s.engine.queries.misses),
		gauge("whence_bytes_in_flight", "Bytes of answers that wait for their clients to read them.", func() float64 { return float64(s.flight.Held()) }),
		prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "whence_answers_broken_off_total", Help: "Answers that were broken off because their clients did not read them.",
		}, func() float64 { return float64(s.flight.Broken()) }),
		prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "whence_log_lines_dropped_total", Help: "Lines that the log lost because nobody read it.",
		}, func() float64 {
			if s.options.Dropped == nil {
				return 0
			}
			return float64(s.options.Dropped())
		}),
		gauge("whence_store_version", "Version of the store that answers are of.", func() float64 {
			if s.options.Versions == nil {
				return 0
			}
			return float64(s.options.Versions.Version())
		}),
		gauge("whence_store_followed", "1 where the store can be written and what other servers write is followed, else 0.", func() float64 {
			if s.options.Ready != nil && s.options.Ready(context.Background()) != nil {
				return 0
			}
			return 1
		}),
		gauge("whence_sockets", "Open WebSockets.", func() float64 { return float64(s.sockets.count()) }),
	)
	return m
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// request counts one request of a route of newMetrics.
func (m *metrics) request(name string, o *observation, took time.Duration) {
	route := m.routes[name]
	if o.status == http.StatusOK {
		route.answered.Inc()
	} else {
		m.requests.WithLabelValues(name, strconv.Itoa(o.status)).Inc()
	}
	route.seconds.Observe(took.Seconds())
	m.operation(&o.outcome)
}

// operation counts one operation, of a request or of a WebSocket.
func (m *metrics) operation(out *outcome) {
	for _, code := range out.codes {
		m.codes.WithLabelValues(code).Inc()
	}
	if out.digest != "" {
		m.cost.Observe(float64(out.cost))
	}
}
