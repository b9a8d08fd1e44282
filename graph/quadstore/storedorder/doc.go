// Package storedorder keeps the edges of nodes that have many of them in the orders that pages ask for, so that a page is found
// by a search and not by a look at every edge.
//
// A run is the edges of one node at one end and of one predicate: they lie side by side in a base. Of each run of more than
// [Definition.Least] edges, whose labels are claims, [Orders] has a permutation an [Order]: where its edges lie, in the order of
// their sort keys, four bytes an edge. A sort key is what an order says of the literal that a predicate gives the label, then
// the digits of the label.
//
// Orders belong to one base and never change. [Build] makes them of nothing; [Orders.Next] makes those of the next base out of
// them and what has changed, at the cost of the changes; [Orders.Append] and [Open] keep them in the file of the base. What was
// committed since the base is merged in when a page is asked for: [Orders.Page].
//
// The package reads a base by [Source] and knows nothing of terms, amounts and times but the keys that it is given.
package storedorder
