// Package loader reads files into a graph: claims files in YAML or JSON (GUIDE.md beside this file, claims.schema.json for
// editors), N-Quads and N-Triples, each plain or in gzip, told apart by their content and their names.
//
// One call loads everything that it is given or nothing, and says of each mistake where it stands and what to do. The
// package knows formats; of storage it knows what package graph offers.
package loader
