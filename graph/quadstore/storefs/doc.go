// Package storefs is what a store on disk needs of a file system beside Pebble: files that are their owner's alone, locks that say whose
// they are, a fence behind which nothing more is written, folders that are filled whole or not at all, the version that was
// acknowledged last, and a logger that survives what Pebble calls fatal. It knows nothing of quads.
package storefs
