// Package engine is what the graph needs of a store that it writes to: commits and loads, side records, and snapshots that answer
// for one thing at a time as well as for frontiers. Package quadstore is in memory, where one thing costs nothing: [Embedded] makes
// it one of these. [Single] makes the single answers of a store.Snapshot, whose calls are round trips.
package engine
