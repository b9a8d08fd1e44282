// Package ror reads the Research Organization Registry's records of schema 2 and of schema 1 (https://ror.readme.io), as its data
// dumps and its API give them.
//
// It knows those records and what claims they make, and nothing of where claims go.
package ror
