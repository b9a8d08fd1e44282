// Package store is what the graph asks of whatever keeps its quads.
//
// An engine (package quadstore is the one that ships) has a Snapshot for every state of its quads. Everything is asked for
// many at a time, so that a question costs a few calls whatever it meets: on an engine behind a network each call is a
// round trip. Package storetest is the suite that an engine must pass.
//
// # Rules
//
//   - A term has an ID for the whole life of the store, across reopening, backup and restore. The IDs of terms that are not
//     claims are dense: 1 to Stats.Terms. Those of claims are FirstClaim and on, Stats.Claims of them. 0 is no term.
//   - A snapshot never changes: two calls on one snapshot agree, whatever is written between them. Version says which state
//     it is of; two snapshots of one version of a store are the same.
//   - Edges come node after node in the order that was asked for, and those of a node by predicate, other end and label, in
//     the order of IDs. Scan goes by subject, object and label.
//   - A call whose context has ended returns the context's error, and what it has put into dst until then is of no use.
//   - IDs that the snapshot does not know are no error: they have no text, no value and no edges.
package store
