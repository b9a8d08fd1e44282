// Package nodeset holds sets of nodes and tables over them in flat arrays without pointers: a sorted [Set], a [Numbering] of
// keys in the order in which they are met, and a [Memo] of what was found out about each. It imports the store's ids alone.
package nodeset
