// Package paths searches a view breadth first: the best paths between two entities ([Find]), what several entities have in
// common ([Common]), and everything within a few steps of some entities ([Neighbourhood]).
//
// A search expands whole frontiers from both ends, keeps what it has met in pooled scratch buffers, and ends at a budget of
// nodes, edges, candidate paths and time; it then answers with what it has found and says that it is truncated. It knows
// claims and views, and neither the store's files nor GraphQL.
package paths
