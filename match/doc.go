// Package match says which organisations may be one: by their names, where they are, and their identifiers. Pairs that share a rare word, a
// core name or initials are scored by a logistic regression, whose weights the program in learn works out from labelled pairs and
// writes into model.json; identifiers are judged by a rule behind it.
//
// It matches organisations and what else has names of its own, and never people. It decides nothing: whoever calls it judges.
package match
