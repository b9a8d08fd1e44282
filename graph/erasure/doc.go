// Package erasure takes out of a store, for good, what the law says must go: entities, documents and claims with all that says
// something about them, in the past too. The store is written anew without them, so that no byte of theirs stays in its files.
//
// What goes with an entity: every id that is judged one with it, its names and identifiers, the claims that it has any part in,
// their citations and assessments, the judgements on it, and records that nothing else is cited from. With a document: its text
// where the store keeps it, its records, the citations from it, and the claims that it alone proves. In the log the edits that
// named any of it are Erased; the commits stay, with a last one that says how many of what kind are gone.
package erasure
