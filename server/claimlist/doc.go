// Package claimlist answers GET /list.csv: every claim that an address asks for as comma-separated values (RFC 4180), a row a
// claim, streamed. It knows the graph and the address of the page /list, and nothing of GraphQL.
package claimlist
