// Package write works out what a write changes: a load of data sets or of quads, or a mutation that somebody asks for. It reads a
// view of the graph, checks the write against the rules of the model, and makes a graph.Batch of it, which the graph commits. It
// knows neither files nor GraphQL, and package graph does not know it.
//
// Load makes the graph say what data sets say. Commit carries out a Mutation; Propose keeps one for an editor, who decides on it
// with Decide. Every function takes the graph that it writes to.
package write
