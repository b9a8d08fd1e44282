// Package encoding is how the model is written as quads: the predicates and datatypes, the IRIs of ids, and an encoder of claims,
// citations, entities, records and data sets. It knows no store. Quads are read back by package graph, many at a time.
package encoding
