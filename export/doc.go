// Package export writes claims in the formats of other tools, as a stream: CSV and XLSX for spreadsheets, GraphML, GEXF and Neo4j's
// CSV for graphs, FollowTheMoney's lines, and N-Quads, Turtle and JSON-LD, which come in again alike.
//
// It reads claims from a view of the graph. It knows formats, and nothing of where what it writes goes.
package export
