// Package evidence reads where claims come from: documents' texts, terms and versions, the records of registers, and data sets.
package evidence
