// Package dump holds the statements of an N-Quads dump to what the graph can read, before they are loaded: values that parse, claims
// that are whole and whose ids are digests of what they say. Foreign tells of statements that the graph keeps and never shows.
package dump
