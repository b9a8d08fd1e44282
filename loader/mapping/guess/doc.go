// Package guess writes a first mapping from what a file holds: the type of each column, which are identifiers, names, dates and sums,
// and the claims that these most likely make. Each guess says in a comment what it rests on, for somebody to check.
//
// It knows columns of texts and mappings. It reads no file by itself.
package guess
