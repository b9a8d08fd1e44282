// Package loader turns files into claims and claims into graph: claims files (YAML, and JSON, which is YAML; GUIDE.md
// beside this file is their guide, claims.schema.json their JSON Schema), N-Quads and N-Triples, each plain or gzip, told
// apart by their content and their names. It knows formats; of storage it knows what package graph offers.
//
// One call loads all that it is given or nothing. What is wrong comes back as Mistakes, each with its file, line and
// column, what is wrong and what to do.
package loader
