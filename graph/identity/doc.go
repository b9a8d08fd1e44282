// Package identity works out which nodes are one thing from judgements on pairs of them: the connected components of the
// pairs that were judged SAME.
//
// It knows nodes by number, and neither what they are nor who judged.
package identity
