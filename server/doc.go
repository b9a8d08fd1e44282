// Package server is the HTTP edge around one GraphQL schema: it reads requests,
// admits no more than it can work on, puts each through the gate, answers within
// limits of time and size, says what it did in logs, metrics and traces, and
// ends without failing anybody.
//
// It knows HTTP, WebSocket and GraphQL, and nothing of what the schema is about.
// The pages that it serves beside the API are given to it.
//
// # Routes
//
//	/graphql           POST and GET of GraphQL over HTTP, and graphql-transport-ws
//	/livez, /readyz    for those who watch over the server; outside admission
//	/metrics           on an address of its own, in Prometheus's format
//	everything else    Options.Pages
//
// # One request
//
// A request is read (package body), waits for a slot (AdmissionLimits), and is
// parsed and measured (package gate) unless its query is in the cache. It then
// executes within ExecutionLimits, gives its slot back, and is written. A refusal
// at any of these steps carries a code of package fault.
//
// A client that sends "extensions": {"cost": true}, or the header GraphQL-Cost: 1,
// finds the query's cost and its limit in extensions.cost of the answer. One that
// sends extensions.persistedQuery need send a query's text but once. A GET carries
// an ETag. X-Request-Id comes back, and stands in the log.
//
// # The end
//
// When the context of Serve ends the server passes through four phases: it says
// that it is not ready, and closes each connection after its answer; it tells new
// requests to go elsewhere; it waits for those in flight; it cancels the rest.
package server
