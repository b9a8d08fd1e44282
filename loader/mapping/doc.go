// Package mapping makes claims of any table, JSON or RDF, as a mapping says that somebody has written: the metadata of a
// table by CSV on the Web (W3C, https://www.w3.org/TR/tabular-metadata/) with a block of claims behind it, in the words of
// claims files, whose texts have {columns} in them.
//
// It knows mappings and what claims a record makes by one. It reads no YAML and no RDF by itself, and knows nothing of where
// claims go.
package mapping
