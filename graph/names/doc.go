// Package names finds entities by what they are called: the whole name, some of its words, the beginning of one, or
// any of it misspelt.
//
// It knows ids, kinds, names and weights as words and numbers. It knows nothing of graphs, stores or GraphQL.
package names
