// Package storefs is what a store on disk needs of a file system beside Pebble: files that are their owner's alone, locks that say whose
// they are, a fence behind which nothing more is written, folders that are filled whole or not at all, and the version that was
// acknowledged last. It knows nothing of quads.
package storefs
