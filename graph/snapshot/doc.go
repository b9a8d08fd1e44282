// Package snapshot is what a view of the graph is made of: the store's quads at one moment, seen through the judgements on identity
// (Resolved), and what every question needs of them in memory: the vocabulary in the store's numbers, the kind of each node, what
// was retracted, judged and assessed. The writer makes each from the one before, at the cost of what a commit changes; nothing
// here ever changes, and readers take no lock. It knows the store and no question.
package snapshot
