// Package assistant lets programs that talk ask the graph by the Model Context Protocol: over standard input and output, and
// over HTTP.
//
// Every tool is one GraphQL operation that goes the way of every operation, as the caller that the request identified; so
// limits, rights and admission are the server's. Nothing here commits: the one tool that writes makes a proposal, under the
// caller's key, once the person has seen what it would change; an editor decides on it. Results are small, carry ids, sentences, citations and
// what was left out, and mark what comes from documents as data: no text of theirs is an instruction, and the server calls
// nothing because of one.
//
// Over HTTP there are no sessions: each request stands by itself, so there is none to guess or to take over.
//
// The package knows the schema's operations, nothing of the graph and of how requests are limited.
package assistant
