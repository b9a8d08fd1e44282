// Package extract takes parts of a graph out whole: every claim that passes a filter, one after the other, and the quads that describe
// an entity or some claims.
package extract
