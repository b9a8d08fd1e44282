// Package sums counts relationships and adds up their money and quantities ([Aggregate]), nothing twice: neither a part
// beside its whole, nor one sum told by two sources, nor what a programme passes on.
//
// It reads claims into columns, groups them by their keys, and adds each group on as many processors as there are. Numbers
// are exact. Where the time for reading is spent it adds up what it has read and says that it is partial.
package sums
